package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
)

// lang is the language of an answer: the parameter, or what the reader chose before.
func lang(r *http.Request) text.Lang {
	if said := r.URL.Query().Get("lang"); said != "" {
		return text.Parse(said)
	}
	return door.Lang(r)
}

// write answers with a value as JSON.
func write(w http.ResponseWriter, status int, v any) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	return writeBody(w, status, "application/json; charset=utf-8", body)
}

// encode writes a value as JSON in which canonical values stay as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return b.Bytes(), nil
}

func writeBody(w http.ResponseWriter, status int, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		return nil // the reader has gone; there is nobody to tell
	}
	return nil
}

// faultView is one fault as programs read it.
type faultView struct {
	Code    fault.Code `json:"code"`
	Field   string     `json:"field"`
	Message string     `json:"message"`
}

type errorView struct {
	faultView
	Faults []faultView `json:"faults"`
}

func faultsOf(err error, lang text.Lang) []faultView {
	var list []faultView
	for _, f := range fault.Shown(err) {
		list = append(list, faultView{f.Code, f.Field, f.In(lang)})
	}
	return list
}

// fail answers with an error.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) && fault.All(err) == nil {
		err = oversize(err)
	}
	status := door.Status(err)
	list := faultsOf(err, lang(r))
	said := make([]string, len(list))
	for i, f := range list {
		said[i] = f.Message
	}
	v := errorView{list[0], list}
	v.Message = strings.Join(said, " ")
	switch status {
	case http.StatusUnauthorized:
		if r.Header.Get("Sec-Fetch-Mode") == "" { // a browser would ask for a password in a window of its own
			w.Header().Set("WWW-Authenticate", `Basic realm="heitu", charset="UTF-8"`)
		}
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Del("Content-Disposition")
	w.Header().Del("ETag")
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		w.Header().Set("Cache-Control", "no-store")
	}
	_ = write(w, status, map[string]any{"error": v}) // plain texts always encode
}

// recordView is a record as programs read it.
type recordView struct {
	Home   string         `json:"home"`
	ID     string         `json:"id"`
	Kind   string         `json:"kind"`
	Rev    int64          `json:"rev"`
	State  string         `json:"state"`
	Owner  string         `json:"owner"`
	At     int64          `json:"at"`
	By     string         `json:"by"`
	Fields map[string]any `json:"fields"`
}

// viewOf shows a record that has been through package access.
func viewOf(r record.Record) recordView {
	v := recordView{Home: r.Home, ID: r.ID, Kind: r.Kind, Rev: r.Rev, State: r.State, Owner: r.Owner, At: r.At, By: r.By, Fields: r.Fields}
	if v.Fields == nil {
		v.Fields = map[string]any{}
	}
	return v
}

// listView is a page of a list.
type listView struct {
	Records []any  `json:"records"`
	Next    string `json:"next"`
	Total   int    `json:"total"`
}

func listOf[T any](records []T, view func(T) any) listView {
	l := listView{Records: make([]any, len(records)), Total: len(records)}
	for i, r := range records {
		l.Records[i] = view(r)
	}
	return l
}

func pageOf(p office.Page) listView {
	l := listOf(p.Records, func(r record.Record) any { return viewOf(r) })
	l.Next, l.Total = p.Next, p.Total
	return l
}

// writeRecord answers with one record and its revision as the entity tag.
func writeRecord(w http.ResponseWriter, status int, r record.Record) error {
	w.Header().Set("ETag", fmt.Sprintf(`"%d"`, r.Rev))
	return write(w, status, viewOf(r))
}

// labelView is a text in both languages.
type labelView struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func labelOf(l text.Label) labelView { return labelView(l) }

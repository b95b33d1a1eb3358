package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strconv"
	"time"

	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/office"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// importView is a file on its way in as programs read it.
type importView struct {
	intake.Import
	At      int64    `json:"at"`
	Remarks []string `json:"remarks"`
	Failure string   `json:"failure"`
}

func importOf(i intake.Import, lang text.Lang) importView {
	v := importView{Import: i, At: i.At.UnixMilli(), Remarks: []string{}, Failure: i.Failure.In(lang)}
	for _, r := range i.Remarks {
		v.Remarks = append(v.Remarks, r.In(lang))
	}
	v.Layouts = slices.Clone(i.Layouts)
	if v.Layouts == nil {
		v.Layouts = []sheet.Layout{}
	}
	for n := range v.Layouts {
		v.Layouts[n].Columns = slices.Clone(v.Layouts[n].Columns)
		for m := range v.Layouts[n].Columns {
			v.Layouts[n].Columns[m].Samples = orEmpty(v.Layouts[n].Columns[m].Samples)
		}
	}
	return v
}

// receive answers POST /api/imports.
func (s *server) receive(w http.ResponseWriter, r *http.Request) error {
	key, err := keyOf(r)
	if err != nil {
		return err
	}
	name, body, _, err := upload(r)
	if err == nil && name == "" {
		err = fault.Invalid("name", text.NameMissing)
	}
	if err != nil {
		return err
	}
	kind := r.URL.Query().Get("kind")
	if kind == "" {
		return fault.Invalid("kind", text.ImportKind)
	}
	i, err := s.Clerk.ReceiveOnce(r.Context(), actor(r), key, kind, name, body)
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, importOf(i, lang(r)))
}

// imports answers GET /api/imports.
func (s *server) imports(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Clerk.Imports(r.Context(), actor(r))
	if err != nil {
		return err
	}
	views := make([]importView, len(list))
	for n, i := range list {
		views[n] = importOf(i, lang(r))
	}
	return write(w, http.StatusOK, map[string]any{"imports": views})
}

// importOne answers GET /api/imports/{id}.
func (s *server) importOne(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Clerk.Import(r.Context(), actor(r), r.PathValue("id"))
	return s.writeImport(w, r, i, err)
}

func (s *server) writeImport(w http.ResponseWriter, r *http.Request, i intake.Import, err error) error {
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, importOf(i, lang(r)))
}

// arrange answers POST /api/imports/{id}/layout.
func (s *server) arrange(w http.ResponseWriter, r *http.Request) error {
	members, err := readObject(w, r)
	if err != nil {
		return err
	}
	var layouts []sheet.Layout
	var step, mode string
	for name, raw := range sorted(members) {
		into, ok := map[string]any{"layouts": &layouts, "step": &step, "mode": &mode}[name]
		if !ok {
			return fault.Invalid(name, text.UnknownMember, name)
		}
		if json.Unmarshal(raw, into) != nil {
			return fault.Invalid(name, text.JSONMember, name)
		}
	}
	i, err := s.Clerk.Arrange(r.Context(), actor(r), r.PathValue("id"), layouts, step, mode)
	return s.writeImport(w, r, i, err)
}

// startImport answers POST /api/imports/{id}/start. An import that has begun stays as
// it is, so that a retry is harmless.
func (s *server) startImport(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Clerk.Start(r.Context(), actor(r), r.PathValue("id"))
	return s.writeImport(w, r, i, err)
}

// undoImport answers POST /api/imports/{id}/undo, which a retry does not harm either.
func (s *server) undoImport(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Clerk.Undo(r.Context(), actor(r), r.PathValue("id"))
	return s.writeImport(w, r, i, err)
}

// discardImport answers DELETE /api/imports/{id}.
func (s *server) discardImport(w http.ResponseWriter, r *http.Request) error {
	i, err := s.Clerk.Discard(r.Context(), actor(r), r.PathValue("id"))
	return s.writeImport(w, r, i, err)
}

// verdictView is a verdict as programs read it.
type verdictView struct {
	Sheet   string        `json:"sheet"`
	Line    int           `json:"line"`
	Outcome string        `json:"outcome"`
	Title   string        `json:"title"`
	Record  string        `json:"record"`
	Changes []changeView  `json:"changes"`
	Faults  []problemView `json:"faults"`
	Doubts  []problemView `json:"doubts"`
	Near    []intake.Near `json:"near"`
}

type changeView struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Will  string `json:"will"`
}

type problemView struct {
	Field   string `json:"field"`
	Column  string `json:"column"`
	Said    string `json:"said"`
	Message string `json:"message"`
}

func verdictOf(v intake.Verdict, lang text.Lang) verdictView {
	view := verdictView{Sheet: v.Sheet, Line: v.Line, Outcome: v.Outcome, Title: v.Title, Record: v.Record, Changes: []changeView{}, Faults: problemsOf(v.Faults, lang), Doubts: problemsOf(v.Doubts, lang), Near: v.Near}
	for _, c := range v.Changes {
		view.Changes = append(view.Changes, changeView{c.Field, c.Was.In(lang), c.Will.In(lang)})
	}
	if view.Near == nil {
		view.Near = []intake.Near{}
	}
	return view
}

func problemsOf(list []intake.Problem, lang text.Lang) []problemView {
	views := make([]problemView, len(list))
	for n, p := range list {
		views[n] = problemView{p.Field, p.Column, p.Said, p.Text.In(lang)}
	}
	return views
}

// verdicts answers GET /api/imports/{id}/verdicts.
func (s *server) verdicts(w http.ResponseWriter, r *http.Request) error {
	params := r.URL.Query()
	limit, err := limitOf(params.Get("limit"), office.PageSize)
	if err != nil {
		return err
	}
	after := 0
	if said := params.Get("after"); said != "" {
		if after, err = strconv.Atoi(said); err != nil || after < 0 {
			return fault.Invalid("after", text.WholeNumber, "after")
		}
	}
	list, err := s.Clerk.Verdicts(r.Context(), actor(r), r.PathValue("id"), params.Get("outcome"), after, limit+1)
	if err != nil {
		return err
	}
	next := ""
	if len(list) > limit {
		list, next = list[:limit], strconv.Itoa(after+limit)
	}
	views := make([]verdictView, len(list))
	for n, v := range list {
		views[n] = verdictOf(v, lang(r))
	}
	return write(w, http.StatusOK, map[string]any{"verdicts": views, "next": next})
}

// marked answers GET /api/imports/{id}/marked with the file, its wrong cells red.
func (s *server) marked(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return spooled(func(file *os.File) error {
		return s.Clerk.Marked(r.Context(), actor(r), id, lang(r), file)
	}, func(file *os.File) { serve(w, r, "marked-"+id+".xlsx", typeXLSX, file) })
}

// How often the events of an import are looked for, and how long a silence may last
// before something is said, so that nothing between closes the connection.
const (
	eventPause = 250 * time.Millisecond
	heartbeat  = 15 * time.Second
)

// importEvents answers GET /api/imports/{id}/events: the import each time it has
// changed, until nothing more will happen by itself.
func (s *server) importEvents(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	now, err := s.Clerk.Import(r.Context(), actor(r), id)
	if err != nil {
		return err
	}
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")
	ticks := time.NewTicker(eventPause)
	defer ticks.Stop()
	var said intake.Import
	for silent := time.Duration(0); ; silent += eventPause {
		body := ""
		if changed := !reflect.DeepEqual(now, said); changed {
			data, err := encode(importOf(now, lang(r)))
			if err != nil {
				return err
			}
			said, body = now, fmt.Sprintf("data: %s\n", data)
		} else if silent >= heartbeat {
			body = ":\n\n"
		}
		if !now.Busy() {
			body += "event: end\ndata:\n\n"
		}
		if body != "" {
			silent = 0
			_ = out.SetWriteDeadline(time.Now().Add(heartbeat))
			if _, err := w.Write([]byte(body)); err != nil || !now.Busy() {
				return nil
			}
			_ = out.Flush()
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-ticks.C:
		}
		if now, err = s.Clerk.Follow(r.Context(), actor(r).Account, id); err != nil {
			return nil // the stream has begun; the reader asks again and is told
		}
	}
}

package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
)

// maxJSON is the largest body of JSON, in bytes.
const maxJSON = 4 << 20

// maxKey is the longest idempotency key, in bytes.
const maxKey = 200

// sorted yields the entries of a map in the order of their names, so that of
// several faults always the same is found first.
func sorted[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

// query returns the query parameters, each given once.
func query(r *http.Request) (map[string]string, error) {
	all, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, fault.Invalid("", text.BadRequest, r.URL.RawQuery)
	}
	q := map[string]string{}
	for name, values := range sorted(all) {
		if len(values) > 1 {
			return nil, fault.Invalid(name, text.RepeatedValue, name)
		}
		q[name] = values[0]
	}
	return q, nil
}

func unknownParameter(name string) error {
	return fault.Invalid(name, text.UnknownParameter, name)
}

// limitOf reads the parameter limit; without it, the most is meant.
func limitOf(said string, most int) (int, error) {
	if said == "" {
		return most, nil
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 || n > most {
		return 0, fault.Invalid("limit", text.PageLimit, most)
	}
	return n, nil
}

var cursor = regexp.MustCompile(`^[0-9a-f-]{36}(@[a-z0-9.-]{1,63})?$`)

// listQuery reads the parameters of a list: limit, after, sort, state, and the fields
// that lists of the kind can be filtered by.
func (s *server) listQuery(r *http.Request) (record.Query, error) {
	k, err := s.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return record.Query{}, err
	}
	params, err := query(r)
	if err != nil {
		return record.Query{}, err
	}
	q := record.Query{Kind: k.Name, After: params["after"]}
	if q.Limit, err = limitOf(params["limit"], office.PageSize); err != nil {
		return q, err
	}
	if q.Sort, q.Rising, err = record.Order(k, params["sort"]); err != nil {
		return q, err
	}
	if _, id, err := q.Past(); err != nil || id != "" && !cursor.MatchString(id) {
		return q, fault.Invalid("after", text.BadCursor)
	}
	for _, name := range []string{"lang", "limit", "after", "sort"} {
		delete(params, name)
	}
	q.Where, err = record.Terms(k, params)
	return q, err
}

// change is the body of a request that changes something.
type change struct {
	rev    int64 // 0 where none is given
	fields map[string]any
	reason string
}

// readChange reads a body of JSON that has no members but the known ones.
func readChange(w http.ResponseWriter, r *http.Request, known ...string) (change, error) {
	members, err := readObject(w, r)
	if err != nil {
		return change{}, err
	}
	c := change{fields: map[string]any{}}
	for name, raw := range sorted(members) {
		if !slices.Contains(known, name) {
			return c, fault.Invalid(name, text.UnknownMember, name)
		}
		switch name {
		case "rev":
			if json.Unmarshal(raw, &c.rev) != nil || c.rev < 1 {
				err = fault.Invalid(name, text.JSONMember, name)
			}
		case "reason":
			if json.Unmarshal(raw, &c.reason) != nil {
				err = fault.Invalid(name, text.JSONMember, name)
			}
		case "fields":
			c.fields, err = readFields(raw)
		}
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// readObject reads the members of the body. No body is an empty object.
func readObject(w http.ResponseWriter, r *http.Request) (map[string]json.RawMessage, error) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSON))
	if err != nil {
		return nil, oversize(err)
	}
	if len(data) == 0 {
		return nil, nil
	}
	var members map[string]json.RawMessage
	if !utf8.Valid(data) || json.Unmarshal(data, &members) != nil || members == nil {
		return nil, fault.Invalid("", text.JSONBody)
	}
	return members, nil
}

// readFields reads values, and names every field whose value no record can hold.
func readFields(raw json.RawMessage) (map[string]any, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil || members == nil {
		return nil, fault.Invalid("fields", text.JSONMember, "fields")
	}
	fields := map[string]any{}
	var wrong []error
	for name, raw := range sorted(members) {
		one, err := record.ParseFields(slices.Concat([]byte(`{"v":`), raw, []byte(`}`)))
		if err != nil {
			wrong = append(wrong, fault.Invalid(name, text.JSONMember, name))
			continue
		}
		fields[name] = one["v"]
	}
	return fields, fault.Join(wrong...)
}

// oversize says of an error in reading a body what the reader can do about it; the
// status stays that of too large a body.
func oversize(err error) error {
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return fmt.Errorf("%w: %w", fault.Limit(text.TooLarge, fmt.Sprintf("%d MiB", tooLarge.Limit>>20)), err)
	}
	return fault.Invalid("", text.BadRequest, err.Error())
}

// revision is the one that the change is based on, by the body or by If-Match.
func (c change) revision(r *http.Request) (int64, error) {
	match := r.Header.Get("If-Match")
	if match == "" {
		if c.rev == 0 {
			return 0, fault.Invalid("rev", text.RevisionRequired)
		}
		return c.rev, nil
	}
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(match, "W/"), `"`), 10, 64)
	if err != nil || n < 1 {
		return 0, fault.Invalid("rev", text.RevisionRequired)
	}
	if c.rev != 0 && c.rev != n {
		return 0, fault.Invalid("rev", text.RevisionDiffers)
	}
	return n, nil
}

// keyOf is what makes a retry of the request harmless, "" for none.
func keyOf(r *http.Request) (string, error) {
	key := r.Header.Get("Idempotency-Key")
	if len(key) > maxKey {
		return "", fault.Invalid("Idempotency-Key", text.KeyTooLong, maxKey)
	}
	return key, nil
}

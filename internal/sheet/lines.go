package sheet

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// objects is a file with one JSON object a line. Its header is the names of their
// members, in the order in which they come; it stands in no line.
type objects struct {
	file  io.ReaderAt
	size  int64
	set   charset
	names map[string]int // columns by name
	order []string
}

func openObjects(file io.ReaderAt, size int64) (*Book, error) {
	set, remarks, err := charsetOf(file, size)
	if err != nil {
		return nil, err
	}
	o := &objects{file: file, size: size, set: set, names: map[string]int{}}
	var wrong error
	for l, err := range o.rows(0) { // the last line may name what the first did not
		if err != nil {
			return nil, err
		}
		if wrong == nil {
			wrong = fault.At(l.err, "file")
		}
		if len(o.order) > MaxColumns {
			return nil, fault.Invalid("file", text.TooManyColumns, MaxColumns)
		}
	}
	if len(o.order) == 0 && wrong != nil {
		return nil, wrong
	}
	return &Book{Format: "jsonl", Sheets: []Page{{}}, Remarks: remarks, source: o}, nil
}

// header is the names of the members.
func (o *objects) header() header {
	h := header{names: map[int]string{}}
	for at, name := range o.order {
		h.names[at] = name
	}
	return h
}

func (o *objects) close() error               { return nil }
func (o *objects) merged(int) ([]span, error) { return nil, nil }

func (o *objects) rows(int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		lines := newLines(o.file, o.size, o.set)
		var l line
		for {
			said, err := lines.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if outage(err) {
				yield(nil, err)
				return
			}
			l.at, l.cells, l.err = lines.at, l.cells[:0], err
			if said = strings.TrimSpace(said); err == nil && said == "" {
				continue
			}
			if err == nil {
				l.err = o.members(&l, said)
			}
			if !yield(&l, nil) {
				return
			}
		}
	}
}

// members makes cells of an object.
func (o *objects) members(l *line, said string) error {
	d := json.NewDecoder(strings.NewReader(said))
	d.UseNumber()
	wrong := fault.Invalid("", text.JSONLine, l.at)
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return wrong
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return wrong
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return wrong
		}
		key, _ := name.(string)
		at, ok := o.names[key]
		if !ok {
			if at = len(o.order); at > MaxColumns {
				continue
			}
			o.names[key], o.order = at, append(o.order, key)
		}
		if c, ok := member(at, raw); ok {
			l.cells = append(l.cells, c)
		}
	}
	if _, err := d.Token(); err != nil {
		return wrong
	}
	if _, err := d.Token(); err != io.EOF {
		return wrong
	}
	slices.SortStableFunc(l.cells, func(a, b cell) int { return a.at - b.at })
	for i := 1; i < len(l.cells); i++ {
		if l.cells[i-1].at == l.cells[i].at {
			return fault.Invalid("", text.NameTwice, o.order[l.cells[i].at])
		}
	}
	return nil
}

// member makes a cell of one value: a text is what somebody typed, anything else
// the value of a record.
func member(at int, raw json.RawMessage) (cell, bool) {
	c := cell{at: at, kind: typed, text: string(raw)}
	fields, err := record.ParseFields(slices.Concat([]byte(`{"v":`), raw, []byte(`}`)))
	if err != nil {
		return c, true
	}
	c.value = fields["v"]
	switch v := c.value.(type) {
	case nil:
		return cell{}, false
	case string:
		c.kind, c.text, c.value = words, v, nil
		if len(v) > MaxCell {
			c.kind, c.text = large, ""
		}
		return c, strings.TrimSpace(v) != ""
	}
	return c, true
}

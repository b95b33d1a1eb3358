package sheet

import (
	"iter"
	"strconv"
	"strings"

	"heitu/internal/fault"
)

// source is a file of any format, seen as sheets of rows.
type source interface {
	// rows yields the rows of a sheet that hold anything. A row is lent until the next.
	rows(sheet int) iter.Seq2[*line, error]
	// merged returns the cells of a sheet that were joined into one.
	merged(sheet int) ([]span, error)
	close() error
}

// line is one row as a file holds it.
type line struct {
	at     int // counted from 1
	hidden bool
	cells  []cell // that hold something, from left to right
	err    error  // why the row cannot be read
}

// cell is one cell as a file holds it.
type cell struct {
	at     int // column, counted from 0
	kind   cellKind
	text   string  // what it says; of a number its digits
	format *format // of a number, nil where the file has none
	value  any     // of a typed cell, in the form of a record
	merged bool    // whether it says what a cell above says that it was joined with
}

// cellKind is what a file knows about a cell.
type cellKind int

const (
	words   cellKind = iota // text that somebody typed
	number                  // a number that a program keeps
	truth                   // true or false, as 1 or 0
	typed                   // a value that already has the form of a record's
	failed                  // the error of a formula
	uncount                 // a formula whose result the file does not hold
	large                   // more text than a cell may have
)

// span is a rectangle of joined cells; rows count from 1, columns from 0, all inclusive.
type span struct{ top, bottom, left, right int }

// cell returns what stands in a column.
func (l *line) cell(at int) (cell, bool) {
	if at >= 0 && at < len(l.cells) && l.cells[at].at == at {
		return l.cells[at], true
	}
	for _, c := range l.cells {
		if c.at == at {
			return c, true
		}
	}
	return cell{}, false
}

// clone keeps a row beyond the next.
func (l *line) clone() *line {
	kept := *l
	kept.cells = append([]cell(nil), l.cells...)
	return &kept
}

// add puts a cell behind the others, unless it says nothing.
func (l *line) add(c cell) {
	if c.kind == words && strings.TrimSpace(c.text) == "" {
		return
	}
	l.cells = append(l.cells, c)
}

// said is how a person sees the cell.
func (c cell) said(since1904 bool) string {
	switch c.kind {
	case number:
		return c.shown(since1904)
	case truth:
		return map[bool]string{true: "TRUE", false: "FALSE"}[c.text == "1"]
	case large:
		return ""
	}
	return tidy(c.text, true)
}

// shown writes a number in its format, as far as that matters.
func (c cell) shown(since1904 bool) string {
	n, err := strconv.ParseFloat(c.text, 64)
	f := c.format
	switch {
	case err != nil:
		return c.text
	case f == nil:
		return plain(n)
	case f.date:
		if day, ok := f.day(n, since1904); ok {
			return day
		}
	case f.percent:
		return plain(n*100) + "%"
	case f.width > 0 && n >= 0:
		s := plain(n)
		return strings.Repeat("0", max(0, f.width-len(s))) + s
	case f.unit != "":
		return plain(n) + f.unit
	}
	return plain(n)
}

// isFault reports whether err is fit for the person who sent the file.
func isFault(err error) bool { return fault.All(err) != nil }

package sheet

import (
	"bytes"
	"fmt"
	"io"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Row is one row of a file.
type Row struct {
	Line   int            // where it stands, counted from 1
	Fields map[string]any // values that can be read, by field
	Err    error          // every cell that cannot, with the name of its field
}

// Table is what a file holds.
type Table struct {
	Rows    []Row
	Unknown []string // columns that are no field, in the order of the file
}

// Read reads the likeliest table of a file, as Guess finds it.
func Read(k record.Kind, name string, r io.Reader, size int64, resolve Resolve) (Table, error) {
	if size > MaxFile {
		return Table{}, fault.Limit(text.TooLarge, "64 MiB")
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return Table{}, fmt.Errorf("read file: %w", err)
	}
	book, err := OpenBook(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Table{}, err
	}
	defer book.Close()
	layouts, err := book.Guess(k)
	if err != nil {
		return Table{}, err
	}
	var t Table
	fields := 0
	for _, c := range layouts[0].Columns {
		if c.Field != "" {
			fields++
		} else if !called(c.Header, aside[2]) && !called(c.Header, aside[0]) && !called(c.Header, aside[1]) {
			t.Unknown = append(t.Unknown, c.Header)
		}
	}
	if fields == 0 {
		return t, fault.Invalid("file", text.NoTable)
	}
	for it, err := range book.Rows(k, layouts[0], resolve) {
		if err != nil {
			return t, err
		}
		for name, v := range it.Fields {
			if v == nil {
				delete(it.Fields, name)
			}
		}
		t.Rows = append(t.Rows, Row{it.Line, it.Fields, it.Err})
	}
	return t, nil
}

// Package sheet turns spreadsheets into the values of drafts, and records into
// spreadsheets.
//
// It judges what a cell can tell by itself; whether a record may become what the
// row says is the office's to judge. Newcomers tend to trust the library that
// unpacks workbooks: it stops silently at the first damage and holds in memory
// what it should spool, so inspect looks at every part before it does.
package sheet

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The limits of a file.
const (
	MaxRows     = 100_000   // rows
	MaxCell     = 1 << 20   // bytes of one cell
	MaxFile     = 64 << 20  // bytes of the file as it comes
	MaxUnpacked = 1 << 30   // bytes of a workbook unpacked
	maxText     = 256 << 20 // bytes of all cells together
	maxLine     = 8 << 20   // bytes of one line of JSON
	headerRows  = 10        // rows among which the header is looked for
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

// Resolve returns the id of the record of a kind that a person means by said, or
// an invalid fault that tells why there is none.
type Resolve func(kind, said string) (id string, err error)

// Read reads a file of records of one kind, by the extension of its name: .xlsx or
// .jsonl. Size is its length in bytes, -1 where it is not known. References are
// ids or whatever resolve understands; it may be nil.
func Read(k record.Kind, name string, r io.Reader, size int64, resolve Resolve) (Table, error) {
	if size > MaxFile {
		return Table{}, fault.Limit(text.TooLarge, "64 MiB")
	}
	l := layout(k, resolve)
	switch strings.ToLower(path.Ext(name)) {
	case ".jsonl":
		return readJSONL(l, r)
	case ".xlsx":
		data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
		if err != nil {
			return Table{}, fmt.Errorf("read workbook: %w", err)
		}
		if len(data) > MaxFile {
			return Table{}, fault.Limit(text.TooLarge, "64 MiB")
		}
		return readXLSX(l, data)
	}
	return Table{}, fault.Invalid("name", text.FileType)
}

func unreadable(why text.Label) error { return fault.Invalid("file", text.FileUnreadable, why) }

// gather collects rows within the limits.
type gather struct {
	Table
	size int
}

func (g *gather) add(row Row, size int) error {
	if g.size += size; g.size > maxText {
		return fault.Limit(text.ManySheetCells, "256 MiB")
	}
	if len(g.Rows) == MaxRows {
		return fault.Invalid("file", text.TooManyRows, MaxRows)
	}
	g.Rows = append(g.Rows, row)
	return nil
}

// bom is what some programs put before UTF-8.
var bom = []byte("\ufeff")

func withoutBOM(line []byte) []byte { return bytes.TrimPrefix(line, bom) }

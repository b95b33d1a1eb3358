package sheet

import (
	"io"
	"iter"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Book is a file opened for reading, whatever its format. It keeps little in memory.
type Book struct {
	Format  string // xlsx, xls, csv, jsonl
	Sheets  []Page
	Remarks []text.Message // what is worth knowing about the file as a whole: its encoding was guessed, macros were ignored, it was named .xlsx but is csv
}

// Page is one sheet of a book.
type Page struct {
	Name   string
	Hidden bool
}

// OpenBook opens a file by what it holds; the name only helps where that is not enough.
// The file must stay in place until Close.
func OpenBook(name string, file io.ReaderAt, size int64) (*Book, error) {
	return nil, fault.Invalid("file", text.FileType)
}

// Close lets go of what the book holds.
func (b *Book) Close() error { return nil }

// Layout says where in a sheet the table stands and what its columns mean. It can
// be kept as JSON and used again for a file with the same headers.
type Layout struct {
	Sheet   string   `json:"sheet"`
	First   int      `json:"first"`  // first row of the header, counted from 1
	Header  int      `json:"header"` // last row of the header; rows follow
	Columns []Column `json:"columns"`
}

// Column is one column of a file.
type Column struct {
	At         int      `json:"at"`             // counted from 0
	Header     string   `json:"header"`         // as it stands there, storeys joined by " / "
	Field      string   `json:"field"`          // name of a field, "title.en" for its English, id or rev; "" is passed over
	Unit       string   `json:"unit,omitempty"` // what amounts count in, as 万元; "" for the cell's own or yuan
	Confidence int      `json:"confidence"`     // 0 to 100
	Why        string   `json:"why"`            // name, label, synonym, values, chosen, "" where passed over
	Samples    []string `json:"samples"`        // the first few values
}

// Guess proposes a layout for each sheet that holds a table of the kind, the likeliest first.
func (b *Book) Guess(k record.Kind) ([]Layout, error) { return nil, nil }

// Signature is equal for layouts of files that have the same headers in the same order.
func (l Layout) Signature() string { return "" }

// Item is one row of a book, read by a layout.
type Item struct {
	Sheet  string
	Line   int               // counted from 1
	ID     string            // of the record, where the file names it
	Rev    int64             // its revision then, 0 where the file does not say
	Fields map[string]any    // values that can be read, by field; nil where a cell is empty
	Said   map[string]string // the cells as they stand, by field
	Doubts []Doubt           // cells read under an assumption
	Err    error             // every cell that cannot be read, with the name of its field
}

// Doubt is a cell that was read under an assumption which a person should see.
type Doubt struct {
	Field string
	Text  text.Message
}

// Rows reads the rows of a table, in order. Totals, empty rows and repeated headers are
// passed over. References are ids or whatever resolve understands. A row that cannot be
// read at all ends the sequence with an error.
func (b *Book) Rows(k record.Kind, l Layout, resolve Resolve) iter.Seq2[Item, error] {
	return func(func(Item, error) bool) {}
}

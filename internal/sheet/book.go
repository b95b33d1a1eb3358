package sheet

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Book is a file opened for reading, whatever its format. It keeps little in memory.
type Book struct {
	Format  string // xlsx, xls, csv, jsonl, html
	Sheets  []Page
	Remarks []text.Message // what is worth knowing about the file as a whole: its encoding was guessed, macros were ignored, it was named .xlsx but is csv

	source    source
	since1904 bool // whether days are counted from 1904
}

// Page is one sheet of a book.
type Page struct {
	Name   string
	Hidden bool
}

// OpenBook opens a file by what it holds; the name only helps where that is not enough.
// The file must stay in place until Close.
func OpenBook(name string, file io.ReaderAt, size int64) (*Book, error) {
	if size > MaxFile {
		return nil, fault.Limit(text.TooLarge, "64 MiB")
	}
	head := make([]byte, 4096)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read file: %w", err)
	}
	b, err := open(strings.ToLower(path.Ext(name)), head[:n], file, size)
	if err != nil {
		return nil, err
	}
	var hidden []string
	for _, p := range b.Sheets {
		if p.Hidden {
			hidden = append(hidden, p.Name)
		}
	}
	if len(hidden) > 0 && len(hidden) < len(b.Sheets) {
		b.Remarks = append(b.Remarks, spoken(text.HiddenSheets, record.List{}.Format(hidden, text.ZH)))
	}
	return b, nil
}

// open chooses a format by the first bytes of the file.
func open(ext string, head []byte, file io.ReaderAt, size int64) (*Book, error) {
	begin := strings.ToLower(strings.TrimSpace(string(bytes.TrimPrefix(head, bom))))
	has := func(start string) bool { return strings.HasPrefix(begin, start) }
	switch {
	case begin == "":
		return nil, unreadable(text.EmptyFile)
	case has("pk\x03\x04"), has("pk\x05\x06"):
		b, err := openXLSX(file, size)
		return renamed(b, err, ext, text.ReadAsWorkbook, ".xlsx", ".xlsm", ".xltx", ".xltm", ".et", "")
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		b, err := openXLS(file, size)
		return renamed(b, err, ext, text.ReadAsWorkbook, ".xls", ".xlt", ".et", "")
	case has("mime-version:"):
		return nil, unreadable(text.WebArchive)
	case has("<?xml") && strings.Contains(begin, "urn:schemas-microsoft-com:office:spreadsheet"):
		return nil, unreadable(text.XMLSpreadsheet)
	case has("<"):
		return openHTML(file, size)
	case has("%pdf"), has("{\\rtf"), noText(head):
		return nil, unreadable(text.NotTable)
	case has("{"), slices.Contains([]string{".jsonl", ".ndjson"}, ext):
		b, err := openObjects(file, size)
		return renamed(b, err, ext, text.ReadAsText, ".jsonl", ".ndjson", ".json", ".txt", "")
	}
	b, err := openTable(file, size)
	return renamed(b, err, ext, text.ReadAsText, ".csv", ".tsv", ".tab", ".txt", ".dat", "")
}

// renamed remarks that a file is called what it is not.
func renamed(b *Book, err error, ext string, m text.Message, customary ...string) (*Book, error) {
	if err == nil && !slices.Contains(customary, ext) {
		b.Remarks = append([]text.Message{spoken(m, ext)}, b.Remarks...)
	}
	return b, err
}

// noText reports whether the beginning of a file can be no text.
func noText(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return false
	}
	if _, ok := wide(head); ok {
		return false
	}
	return bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(head, []byte{0x89, 'P', 'N', 'G'}) || bytes.HasPrefix(head, []byte{0xff, 0xd8, 0xff})
}

// Close lets go of what the book holds.
func (b *Book) Close() error { return b.source.close() }

// Layout says where in a sheet the table stands and what its columns mean. It can
// be kept as JSON and used again for a file with the same headers.
type Layout struct {
	Sheet   string   `json:"sheet"`
	First   int      `json:"first"`  // first row of the header, counted from 1; 0 for none
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
	Why        string   `json:"why"`            // name, label, synonym, values, chosen; "twice" where another column gives the field already; "" where passed over
	Samples    []string `json:"samples"`        // the first few values
}

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

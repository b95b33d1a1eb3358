package sheet

import (
	"io"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Mark is what is wrong with one cell of a book.
type Mark struct {
	Sheet string
	Line  int // counted from 1
	At    int // column counted from 0, -1 for the row as a whole
	Text  string
}

// MarkBook writes a file as a workbook in which the marked cells are red and carry their
// text as a comment; marks are in the order of the file. What the file held stays as it was.
func MarkBook(w io.Writer, name string, file io.ReaderAt, size int64, marks []Mark) error {
	return fault.Invalid("file", text.FileType)
}

package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// table is a text file whose cells are parted by a sign.
type table struct {
	file io.ReaderAt
	size int64
	set  charset
	sep  rune
}

// How far a cell in quotes may reach. Beyond, a quote is taken to be missing.
const (
	quotedLines = 200
	separated   = 50 // lines in which the separator is looked for
)

// separators of a table, the likelier first.
const cellSeparators = "\t,;|，；"

func openTable(file io.ReaderAt, size int64) (*Book, error) {
	set, remarks, err := charsetOf(file, size)
	if err != nil {
		return nil, err
	}
	t := &table{file: file, size: size, set: set}
	if t.sep, err = t.separator(); err != nil {
		return nil, err
	}
	return &Book{Format: "csv", Sheets: []Page{{}}, Remarks: remarks, source: t}, nil
}

func (t *table) close() error               { return nil }
func (t *table) merged(int) ([]span, error) { return nil, nil }

// atMost returns how many rows the file may hold.
func (t *table) atMost(int) (int, error) {
	n, in, buf := 1, io.NewSectionReader(t.file, 0, t.size), make([]byte, 64<<10)
	for {
		k, err := in.Read(buf)
		n += bytes.Count(buf[:k], []byte{'\n'})
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("read file: %w", err)
		}
	}
}

// separator is the sign that parts most rows into the same number of cells.
func (t *table) separator() (rune, error) {
	lines := newLines(t.file, t.size, t.set)
	var said []string
	for len(said) < separated {
		line, err := lines.next()
		if outage(err) {
			return 0, err
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if len(said) == 0 && strings.HasPrefix(line, "sep=") && len(line) > 4 {
			return []rune(line)[4], nil
		}
		if err == nil && strings.TrimSpace(line) != "" {
			said = append(said, line)
		}
	}
	best, most := ',', 0
	for _, sep := range cellSeparators {
		for cells, rows := range cellCounts(said, sep) {
			if cells > 0 && rows*rows*min(cells, 4) > most {
				best, most = sep, rows*rows*min(cells, 4)
			}
		}
	}
	return best, nil
}

// cellCounts counts rows by how often a sign stands in them outside of quotes. A quote
// that is never closed is taken for a mere sign of its line.
func cellCounts(lines []string, sep rune) map[int]int {
	rows := map[int]int{}
	for at := 0; at < len(lines); at++ {
		n, end := 0, at
		for quoted := false; ; end++ {
			if end == len(lines) {
				n, end = 0, at
				_ = outside(lines[at], sep, &n, false)
				break
			}
			if quoted = outside(lines[end], sep, &n, quoted); !quoted {
				break
			}
		}
		rows[n]++
		at = end
	}
	return rows
}

// outside adds how often a sign stands outside of quotes, and reports whether they are
// still open at the end of the line.
func outside(line string, sep rune, n *int, quoted bool) bool {
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			*n++
		}
	}
	return quoted
}

func (t *table) rows(int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		r := &tableReader{lines: newLines(t.file, t.size, t.set), sep: t.sep}
		for {
			l, err := r.row()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// tableReader reads the rows of a table.
type tableReader struct {
	lines *lineReader
	sep   rune
	kept  []textLine // read in search of the end of a cell in quotes
	line  line
}

type textLine struct {
	at   int
	said string
	err  error
}

func (r *tableReader) next() (textLine, error) {
	if len(r.kept) > 0 {
		l := r.kept[0]
		r.kept = r.kept[1:]
		return l, nil
	}
	said, err := r.lines.next()
	if err != nil && !isFault(err) {
		return textLine{}, err
	}
	return textLine{r.lines.at, said, err}, nil
}

// row reads one row, which may go over several lines.
func (r *tableReader) row() (*line, error) {
	first, err := r.next()
	if err != nil {
		return nil, err
	}
	r.line.at, r.line.cells, r.line.err = first.at, r.line.cells[:0], first.err
	if first.err != nil || first.at == 1 && strings.HasPrefix(first.said, "sep=") {
		return &r.line, nil
	}
	s := splitter{sep: r.sep, line: &r.line}
	s.feed(first.said)
	var more []textLine
	for size := len(first.said); s.quoted; {
		l, err := r.next()
		if outage(err) {
			return nil, err
		}
		if size += len(l.said); err != nil || l.err != nil || len(more) == quotedLines || size > 2*MaxCell {
			if err == nil {
				more = append(more, l)
			}
			r.kept = slices.Concat(more, r.kept)
			r.line.cells, r.line.err = r.line.cells[:0], fault.Invalid("", text.OpenQuote)
			return &r.line, nil
		}
		more = append(more, l)
		s.cell.WriteByte('\n')
		s.feed(l.said)
	}
	s.end()
	return &r.line, nil
}

// splitter parts a row into cells.
type splitter struct {
	sep    rune
	line   *line
	at     int
	cell   strings.Builder
	quoted bool // whether it stands inside quotes
	closed bool // whether the cell had quotes that are closed
}

func (s *splitter) feed(said string) {
	skip := false
	for i, c := range said {
		switch {
		case skip:
			skip = false
		case s.quoted && c == '"' && strings.HasPrefix(said[i+1:], `"`):
			s.cell.WriteByte('"')
			skip = true
		case s.quoted && c == '"':
			s.quoted, s.closed = false, true
		case s.quoted:
			s.cell.WriteRune(c)
		case c == s.sep:
			s.end()
		case c == '"' && !s.closed && starts(s.cell.String()):
			s.cell.Reset()
			s.quoted = true
		default:
			s.cell.WriteRune(c)
		}
	}
}

// starts reports whether a quote behind such a beginning opens the cell, as in ="0123".
func starts(before string) bool { return strings.TrimLeft(before, " ") == "" || before == "=" }

// end closes a cell. Of a row with very many cells the rest is passed over, and refused by the header.
func (s *splitter) end() {
	c := cell{at: s.at, text: unguard(s.cell.String())}
	if len(c.text) > MaxCell {
		c.kind, c.text = large, ""
	}
	if s.at < maxColumn {
		s.line.add(c)
	}
	s.at++
	s.cell.Reset()
	s.closed = false
}

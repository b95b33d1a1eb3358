package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// sheetReader reads the rows of one sheet of a workbook.
type sheetReader struct {
	*xlsx
	t    *tags
	line line
	at   int // column of the last cell
	size int // bytes of the row
	buf  []byte
}

// all calls yield with each row that holds anything.
func (s *sheetReader) all(yield func(*line) bool) error {
	for {
		kind, err := s.t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == closing && string(s.t.name) == "sheetData" {
			return nil
		}
		if kind != opening || string(s.t.name) != "row" {
			continue
		}
		if err := s.row(); err != nil {
			return err
		}
		if len(s.line.cells) > 0 && !yield(&s.line) {
			return errEnough
		}
	}
}

// row reads one row.
func (s *sheetReader) row() error {
	s.line.at++
	s.line.cells, s.line.hidden, s.at, s.size = s.line.cells[:0], false, -1, 0
	above := s.line.at
	s.t.attr(func(name string, _ bool, v []byte) {
		switch name {
		case "r":
			s.line.at, _ = strconv.Atoi(string(v))
		case "hidden":
			s.line.hidden = string(v) == "1" || string(v) == "true"
		}
	})
	if s.line.at < above || s.line.at > maxSheetRow {
		return errBroken
	}
	for {
		kind, err := s.t.next()
		if err != nil {
			return unexpected(err)
		}
		if kind == closing && string(s.t.name) == "row" {
			return nil
		}
		if kind == opening && string(s.t.name) == "c" {
			if err := s.cell(); err != nil {
				return err
			}
		}
	}
}

// cell reads one cell.
func (s *sheetReader) cell() error {
	var style int
	sort := byte('n')
	at := s.at + 1
	bad := false
	s.t.attr(func(name string, _ bool, v []byte) {
		switch name {
		case "r":
			var ok bool
			if at, _, ok = parseRef(v); !ok {
				bad = true
			}
		case "s":
			style, _ = strconv.Atoi(string(v))
		case "t":
			sort = sortOf(v)
		}
	})
	if bad || at <= s.at || at >= maxColumn {
		return errBroken
	}
	s.at = at
	formula, cut, err := s.content()
	if err != nil {
		return err
	}
	if len(s.buf) == 0 && !cut && !formula {
		return nil
	}
	c := cell{at: at}
	switch {
	case cut:
		c.kind = large
	case len(s.buf) == 0 && sort != 't':
		c.kind = uncount
	default:
		if err := s.fill(&c, sort, style); err != nil {
			return err
		}
	}
	if s.size += len(c.text); s.size > maxRowText {
		return errBulky
	}
	s.line.add(c)
	return nil
}

// sortOf abbreviates the type of a cell.
func sortOf(v []byte) byte {
	switch string(v) {
	case "s":
		return 's'
	case "b":
		return 'b'
	case "e":
		return 'e'
	case "d":
		return 'd'
	case "str", "inlineStr":
		return 't'
	}
	return 'n'
}

// content gathers what a cell holds, and tells whether it has a formula.
func (s *sheetReader) content() (formula, cut bool, err error) {
	s.buf = s.buf[:0]
	keep, aside := false, 0
	for n := 0; ; n++ {
		kind, err := s.t.next()
		if err != nil {
			return false, false, unexpected(err)
		}
		if n > maxInside {
			return false, false, errBulky
		}
		if kind == between {
			if keep && aside == 0 {
				cut = cut || s.t.cut || len(s.buf)+len(s.t.text) > MaxCell
				if !cut {
					s.buf = append(s.buf, s.t.text...)
				}
			}
			continue
		}
		switch string(s.t.name) {
		case "c":
			return formula, cut, nil
		case "v", "t":
			keep = kind == opening
		case "f":
			formula = true
		case "rPh":
			aside++
			if kind == closing {
				aside -= 2
			}
		}
	}
}

// maxInside is how many tags a cell may have.
const maxInside = 10_000

// fill says what a cell means.
func (s *sheetReader) fill(c *cell, sort byte, style int) error {
	switch sort {
	case 's':
		n, err := strconv.Atoi(string(bytes.TrimSpace(s.buf)))
		if err != nil {
			return errBroken
		}
		said, long, ok := s.shared.at(n)
		if !ok {
			return errBroken
		}
		c.text = said
		if long {
			c.kind = large
		}
	case 'b':
		c.kind, c.text = truth, string(bytes.TrimSpace(s.buf))
	case 'e':
		c.kind, c.text = failed, string(s.buf)
	case 't', 'd':
		c.text = unhex(string(s.buf))
	default:
		c.kind, c.text = number, string(bytes.TrimSpace(s.buf))
		if _, err := strconv.ParseFloat(c.text, 64); err != nil {
			c.kind = words
		}
		if style > 0 && style < len(s.formats) {
			c.format = s.formats[style]
		}
	}
	return nil
}

// unhex reads the way in which workbooks write control characters, as _x000D_.
func unhex(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], "_x") && len(s) >= i+7 && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// texts is the shared texts of a workbook, kept close together.
type texts struct {
	chunks [][]byte
	from   []uint32 // where each begins: number of the chunk times its size, and the place in it
	size   []uint32 // how long it is; tooLong for one that no cell may hold
	total  int
}

const (
	chunkSize = 1 << 20
	tooLong   = 1<<32 - 1
	maxShared = 64 << 20 // bytes of all shared texts
	maxTexts  = 4_000_000
)

func newTexts() *texts { return &texts{} }

// read reads the part that holds the shared texts.
func (x *texts) read(t *tags) error {
	var item []byte
	long, keep, aside := false, false, false
	inside := 0
	for {
		kind, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == between {
			if keep && !aside {
				long = long || t.cut || len(item)+len(t.text) > MaxCell
				if !long {
					item = append(item, t.text...)
				}
			}
			continue
		}
		if inside++; inside > maxInside {
			return errBulky
		}
		switch string(t.name) {
		case "si":
			if kind == closing {
				if err := x.add(item, long); err != nil {
					return err
				}
			}
			item, long, inside = item[:0], false, 0
		case "t":
			keep = kind == opening
		case "rPh":
			aside = kind == opening
		}
	}
}

func (x *texts) add(item []byte, long bool) error {
	if x.total += len(item); x.total > maxShared || len(x.from) >= maxTexts {
		return tooMuchText()
	}
	if long {
		x.from, x.size = append(x.from, 0), append(x.size, tooLong)
		return nil
	}
	item = []byte(unhex(string(item)))
	last := len(x.chunks) - 1
	if last < 0 || len(x.chunks[last])+len(item) > cap(x.chunks[last]) {
		x.chunks = append(x.chunks, make([]byte, 0, chunkSize))
		last++
	}
	x.from = append(x.from, uint32(last*chunkSize+len(x.chunks[last])))
	x.size = append(x.size, uint32(len(item)))
	x.chunks[last] = append(x.chunks[last], item...)
	return nil
}

// at returns a text, and whether it is too long to be kept.
func (x *texts) at(n int) (said string, long, ok bool) {
	if n < 0 || n >= len(x.from) {
		return "", false, false
	}
	if x.size[n] == tooLong {
		return "", true, true
	}
	from := x.from[n]
	return string(x.chunks[from/chunkSize][from%chunkSize:][:x.size[n]]), false, true
}

// behind reads up to a mark and returns a reader of what follows, nil if the mark never
// comes, and how many rows begin before it.
func behind(r io.Reader, mark string) (io.Reader, int, error) {
	const row = "<row "
	buf := make([]byte, 64<<10)
	kept, rows := 0, 0
	for {
		n, err := r.Read(buf[kept:])
		have := buf[:kept+n]
		rows += bytes.Count(have[max(0, kept-len(row)+1):], []byte(row))
		if i := bytes.Index(have, []byte(mark)); i >= 0 {
			return io.MultiReader(bytes.NewReader(have[i+len(mark):]), r), rows, nil
		}
		if err == io.EOF {
			return nil, rows, nil
		}
		if err != nil {
			return nil, rows, err
		}
		kept = copy(buf, have[max(0, len(have)-len(mark)+1):])
	}
}

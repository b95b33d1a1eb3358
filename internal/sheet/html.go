package sheet

import (
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"heitu/internal/text"
)

// webPage is a page with a table, as many systems hand it out under the name of a workbook.
type webPage struct {
	file   io.ReaderAt
	size   int64
	set    charset
	table  int // which of the tables, counted from 1
	joined []span
}

// errNested says that a table stands within another, so that rows cannot be told apart.
var errNested = errors.New("nested")

func openHTML(file io.ReaderAt, size int64) (*Book, error) {
	set, remarks, err := charsetOf(file, size)
	if err != nil {
		return nil, err
	}
	p := &webPage{file: file, size: size, set: set}
	rows, joined := 0, []span{}
	r := p.reader()
	err = r.walk(func(l *line) bool {
		if r.tables != p.table {
			p.table, rows, joined = r.tables, 0, r.spans
		}
		if joined = r.spans; len(l.cells) > 1 {
			rows++
		}
		return rows < 2
	})
	if err != nil && !errors.Is(err, errEnough) || rows < 2 {
		return nil, unreadable(text.NoHTMLTable)
	}
	r = p.reader() // once more, to the end of the table, for the joined cells and what may be wrong
	err = r.walk(func(*line) bool {
		if r.tables == p.table {
			joined = r.spans
		}
		return r.tables <= p.table
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, unreadable(text.NoHTMLTable)
	}
	p.joined = joined
	return &Book{Format: "html", Sheets: []Page{{}}, Remarks: append([]text.Message{text.ReadAsHTML}, remarks...), source: p}, nil
}

func (p *webPage) close() error               { return nil }
func (p *webPage) merged(int) ([]span, error) { return p.joined, nil }

func (p *webPage) rows(int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		r := p.reader()
		err := r.walk(func(l *line) bool {
			if r.tables < p.table {
				return true
			}
			return r.tables == p.table && yield(l, nil)
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, unreadable(text.NoHTMLTable))
		}
	}
}

func (p *webPage) reader() *pageReader {
	var in io.Reader = io.NewSectionReader(p.file, 0, p.size)
	switch p.set {
	case gb18030:
		in = simplifiedchinese.GB18030.NewDecoder().Reader(in)
	case utf16le:
		in = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in)
	case utf16be:
		in = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(in)
	}
	z := html.NewTokenizer(in)
	z.SetMaxBuf(4 * MaxCell)
	return &pageReader{z: z}
}

// pageReader reads the tables of a page.
type pageReader struct {
	z       *html.Tokenizer
	tables  int // begun so far
	inside  bool
	line    line
	open    bool // whether a row is
	cell    *strings.Builder
	mute    bool // within a script
	at      int  // column of the cell
	across  int  // columns that it goes over
	down    int
	hanging map[int]int // by column: how many rows a cell from above still covers
	spans   []span
}

// walk calls yield with each row that holds anything.
func (r *pageReader) walk(yield func(*line) bool) error {
	for {
		switch r.z.Next() {
		case html.ErrorToken:
			if err := r.z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return r.endRow(yield)
		case html.TextToken:
			if r.cell != nil && !r.mute && r.cell.Len() <= MaxCell {
				r.cell.WriteString(strings.Join(strings.Fields(string(r.z.Text())), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := r.start(yield); err != nil {
				return err
			}
		case html.EndTagToken:
			if err := r.end(yield); err != nil {
				return err
			}
		}
	}
}

func (r *pageReader) start(yield func(*line) bool) error {
	name, more := r.z.TagName()
	switch string(name) {
	case "table":
		if r.inside {
			return errNested
		}
		r.tables++
		r.inside, r.line, r.hanging, r.spans = true, line{}, map[int]int{}, nil
	case "tr":
		if err := r.endRow(yield); err != nil || !r.inside {
			return err
		}
		r.open = true
		r.line.at++
		r.line.cells, r.at, r.across = r.line.cells[:0], 0, 0
	case "td", "th":
		if r.endCell(); r.open {
			r.begin(more)
		}
	case "br", "p", "div", "li":
		if r.cell != nil && r.cell.Len() > 0 {
			r.cell.WriteByte('\n')
		}
	case "script", "style":
		r.mute = true
	}
	return nil
}

// begin opens a cell at the next column that no cell from above covers.
func (r *pageReader) begin(more bool) {
	r.at += r.across
	for r.hanging[r.at] > 0 {
		r.at++
	}
	r.cell, r.across, r.down = &strings.Builder{}, 1, 1
	for more {
		var key, value []byte
		key, value, more = r.z.TagAttr()
		n, err := strconv.Atoi(strings.TrimSpace(string(value)))
		if err != nil || n < 1 {
			continue
		}
		switch string(key) {
		case "colspan":
			r.across = min(n, maxColumn)
		case "rowspan":
			r.down = min(n, maxSheetRow)
		}
	}
}

func (r *pageReader) end(yield func(*line) bool) error {
	name, _ := r.z.TagName()
	switch string(name) {
	case "td", "th":
		r.endCell()
	case "tr":
		return r.endRow(yield)
	case "table":
		err := r.endRow(yield)
		r.inside = false
		return err
	case "script", "style":
		r.mute = false
	}
	return nil
}

func (r *pageReader) endCell() {
	if r.cell == nil {
		return
	}
	c := cell{at: r.at, text: r.cell.String()}
	if len(c.text) > MaxCell {
		c.kind, c.text = large, ""
	}
	r.cell = nil
	if r.at+r.across > maxColumn {
		return
	}
	r.line.add(c)
	if r.across+r.down > 2 && len(r.spans) < maxSpans {
		r.spans = append(r.spans, span{top: r.line.at, bottom: r.line.at + r.down - 1, left: r.at, right: r.at + r.across - 1})
	}
	for i := range r.across {
		if r.down > 1 {
			r.hanging[r.at+i] = max(r.hanging[r.at+i], r.down)
		}
	}
}

func (r *pageReader) endRow(yield func(*line) bool) error {
	r.endCell()
	if !r.open {
		return nil
	}
	r.open = false
	for at, n := range r.hanging {
		if n > 1 {
			r.hanging[at] = n - 1
		} else {
			delete(r.hanging, at)
		}
	}
	if len(r.line.cells) > 0 && !yield(&r.line) {
		return errEnough
	}
	return nil
}

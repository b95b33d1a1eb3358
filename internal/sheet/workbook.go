package sheet

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"heitu/internal/record"
	"heitu/internal/text"
)

// cellText is how much text a cell of a workbook holds, in UTF-16 units.
const cellText = 32_767

// Write writes records as a workbook that Read takes back. Titles returns how a
// record that another refers to is called, "" where its id is to be written. Texts
// are written as texts, so none is ever taken for a formula.
func Write(w io.Writer, k record.Kind, records iter.Seq2[record.Record, error], lang text.Lang, titles func(id string) string) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet := k.Label.In(lang)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("export %s: %w", k.Name, err)
	}
	out, err := newExport(f, sheet, k, lang, titles)
	if err != nil {
		return fmt.Errorf("export %s: %w", k.Name, err)
	}
	for r, err := range records {
		if err != nil {
			return err
		}
		if err := out.row(r); err != nil {
			return fmt.Errorf("export %s: %w", k.Name, err)
		}
	}
	if err := out.stream.Flush(); err != nil {
		return fmt.Errorf("export %s: %w", k.Name, err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("export %s: %w", k.Name, err)
	}
	return nil
}

type export struct {
	kind    record.Kind
	stream  *excelize.StreamWriter
	columns []column
	lang    text.Lang
	titles  func(id string) string
	money   int // style of amounts
	rows    int
}

func newExport(f *excelize.File, sheet string, k record.Kind, lang text.Lang, titles func(id string) string) (*export, error) {
	x := &export{kind: k, columns: columns(k), lang: lang, titles: titles}
	var err error
	if x.money, err = f.NewStyle(&excelize.Style{NumFmt: 4}); err != nil {
		return nil, err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	if x.stream, err = f.NewStreamWriter(sheet); err != nil {
		return nil, err
	}
	var header []any
	for _, c := range slices.Concat(x.columns, aside) {
		header = append(header, excelize.Cell{StyleID: bold, Value: c.label.In(lang)})
	}
	x.rows = 1
	return x, x.stream.SetRow("A1", header)
}

func (x *export) row(r record.Record) error {
	cells := make([]any, 0, len(x.columns)+len(aside))
	for _, c := range x.columns {
		cells = append(cells, x.cell(c, r.Fields[c.Field.Name]))
	}
	state, _ := x.kind.State(r.State)
	cells = append(cells, r.ID, r.Rev, state.Label.In(x.lang))
	x.rows++
	return x.stream.SetRow(fmt.Sprintf("A%d", x.rows), cells)
}

// cell is a value as a person reads it: numbers as numbers, all else as text.
func (x *export) cell(c column, v any) any {
	if v == nil {
		return nil
	}
	switch t := c.Type.(type) {
	case record.Integer:
		return v
	case record.Money:
		fen, _ := v.(int64)
		return excelize.Cell{StyleID: x.money, Value: float64(fen) / 100}
	case record.Text:
		return x.fit(x.words(c, t, v))
	case record.Reference, record.References:
		ids := record.Ids(v)
		said := make([]string, len(ids))
		for i, id := range ids {
			if said[i] = x.titles(id); said[i] == "" {
				said[i] = id
			}
		}
		return x.fit(record.List{}.Format(said, x.lang))
	}
	return x.fit(c.Type.Format(v, x.lang))
}

// words is what a text says in the language of its column.
func (x *export) words(c column, t record.Text, v any) string {
	both, ok := v.(record.Variants)
	switch {
	case ok && c.english:
		return both[string(text.EN)]
	case ok && t.Both:
		return both[string(text.ZH)]
	case c.english:
		return ""
	}
	return t.Format(v, x.lang)
}

// fit cuts a text that a cell cannot hold, and says so.
func (x *export) fit(s string) any {
	if s == "" {
		return nil
	}
	units, note := 0, text.CellCut.In(x.lang)
	room := cellText - len(utf16.Encode([]rune(note)))
	cut := 0
	for i, c := range s {
		n := utf16.RuneLen(c)
		if units += n; units-n < room {
			cut = i
		}
		if units > cellText {
			return s[:cut] + note
		}
	}
	return s
}

package sheet

import (
	"fmt"
	"io"
	"iter"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"heitu/internal/record"
	"heitu/internal/text"
)

// Write writes records as a workbook that Read takes back. Texts are written as
// texts, so none is ever taken for a formula; days and amounts as numbers, since both
// come back exactly.
func Write(w io.Writer, x Export, records iter.Seq2[record.Record, error]) error {
	list, err := x.chosen()
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	failed := func(err error) error { return fmt.Errorf("export %s: %w", x.Kind.Name, err) }
	out, err := begin(f, x, list)
	if err != nil {
		return failed(err)
	}
	for r, err := range records {
		if err != nil {
			return err
		}
		if err := out.row(r); err != nil {
			return failed(err)
		}
	}
	if err := out.end(); err != nil {
		return failed(err)
	}
	if err := f.Write(w); err != nil {
		return failed(err)
	}
	return nil
}

// export is a workbook that is being written.
type export struct {
	Export
	file    *excelize.File
	stream  *excelize.StreamWriter
	sheet   string
	columns []column
	styles  []int // by column
	cells   []any
	rows    int
}

// begin writes all that stands above the records.
func begin(f *excelize.File, x Export, list []column) (*export, error) {
	out := &export{Export: x, file: f, sheet: x.Kind.Label.In(x.Lang), columns: list, cells: make([]any, len(list)), rows: 1}
	if err := f.SetSheetName("Sheet1", out.sheet); err != nil {
		return nil, err
	}
	if err := frozen(f, out.sheet); err != nil {
		return nil, err
	}
	s, err := stylesOf(f)
	if err != nil {
		return nil, err
	}
	if out.stream, err = f.NewStreamWriter(out.sheet); err != nil {
		return nil, err
	}
	header := make([]any, len(list))
	for i, c := range list {
		out.styles = append(out.styles, s.of(c))
		header[i] = excelize.Cell{StyleID: s.header, Value: c.label.In(x.Lang)}
		if err := out.stream.SetColWidth(i+1, i+1, width(c, x.Lang)); err != nil {
			return nil, err
		}
		if err := out.stream.SetColStyle(i+1, i+1, out.styles[i]); err != nil {
			return nil, err
		}
	}
	return out, out.stream.SetRow("A1", header, excelize.RowOpts{Height: headerHeight})
}

// The heights of rows, in points.
const (
	headerHeight = 26
	lineHeight   = 15
	mostLines    = 6 // lines of a cell that are shown; the rest is there, but would push other rows away
)

func (x *export) row(r record.Record) error {
	lines := 1
	for i, c := range x.columns {
		x.cells[i] = excelize.Cell{StyleID: x.styles[i], Value: x.value(c, r)}
		if s, ok := x.cells[i].(excelize.Cell).Value.(string); ok {
			lines = max(lines, linesOf(s, width(c, x.Lang)))
		}
	}
	x.rows++
	return x.stream.SetRow(fmt.Sprintf("A%d", x.rows), x.cells, excelize.RowOpts{Height: float64(min(lines, mostLines)*lineHeight + 3)})
}

// linesOf estimates how many lines a text takes in a column.
func linesOf(s string, width float64) int {
	lines := 0
	for line := range strings.Lines(s) {
		if lines += 1 + int(float64(breadth(line))/width); lines >= mostLines {
			break
		}
	}
	return max(lines, 1)
}

// breadth is the breadth of a text in Latin letters.
func breadth(s string) int {
	n := 0
	for _, c := range s {
		if n++; c >= 0x2e80 {
			n++
		}
	}
	return n
}

// exact is the largest whole number that every spreadsheet program keeps exactly.
const exact = 999_999_999_999_999

// value is a cell as the program keeps it.
func (x *export) value(c column, r record.Record) any {
	if n, ok := counted(c, r); ok {
		switch _, money := c.Type.(record.Money); {
		case money:
			return float64(n) / 100
		case n > exact || n < -exact:
			return fmt.Sprint(n)
		}
		return n
	}
	if _, ok := c.Type.(record.Date); ok {
		if n, ok := dayNumber(r.Fields[c.Field.Name]); ok {
			return n
		}
	}
	if s := fit(x.words(c, r), x.Lang); s != "" {
		return s
	}
	return nil
}

// dayNumber is a day as a number. An early one is written as text: programs disagree on
// 1900, and neither so early nor a very late number is surely meant for a day.
func dayNumber(v any) (int, bool) {
	s, _ := v.(string)
	day, err := time.Parse(time.DateOnly, s)
	if err != nil || day.Year() < 1920 || day.Year() > 2099 {
		return 0, false
	}
	return int(math.Round(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)), true
}

// end writes what stands below the records, and the second sheet.
func (x *export) end() error {
	name, _ := at(len(x.columns)-1, 1)
	if err := x.file.AutoFilter(x.sheet, fmt.Sprintf("A1:%s%d", name, x.rows), nil); err != nil {
		return err
	}
	if err := x.stream.Flush(); err != nil {
		return err
	}
	if x.About == nil {
		return nil
	}
	sheet := text.AboutSheet.In(x.Lang)
	if _, err := x.file.NewSheet(sheet); err != nil {
		return err
	}
	s, err := stylesOf(x.file)
	if err != nil {
		return err
	}
	rows := append(x.About, [2]string{text.AboutRows.In(x.Lang), fmt.Sprint(x.rows - 1)}, [2]string{"", text.AboutReturn.In(x.Lang)})
	for i, row := range rows {
		for j, said := range row {
			_, cell := at(j, i+1)
			if err := x.file.SetCellStr(sheet, cell, said); err != nil {
				return err
			}
			if err := x.file.SetCellStyle(sheet, cell, cell, []int{s.bold, s.words}[j]); err != nil {
				return err
			}
		}
	}
	if err := x.file.SetColWidth(sheet, "A", "A", 14); err != nil {
		return err
	}
	return x.file.SetColWidth(sheet, "B", "B", 64)
}

package sheet

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"heitu/internal/text"
)

// rewrite writes a book of another format as a workbook with the same cells at the
// same places, as they read. It returns the marks as they stand there: a sheet without a
// name gets one, and lines of objects get a header above them.
func (b *Book) rewrite(w io.Writer, marks []Mark) ([]Mark, error) {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return nil, fmt.Errorf("rewrite file: %w", err)
	}
	marks = slices.Clone(marks)
	for i, page := range b.Sheets {
		name := cmp.Or(page.Name, "Sheet"+strconv.Itoa(i+1))
		if err := b.rewritePage(f, i, name, style); err != nil {
			return nil, err
		}
		for j := range marks {
			if marks[j].Sheet == page.Name {
				marks[j].Sheet = name
				if b.Format == "jsonl" {
					marks[j].Line++
				}
			}
		}
	}
	if err := f.Write(w); err != nil {
		return nil, fmt.Errorf("rewrite file: %w", err)
	}
	return marks, nil
}

func (b *Book) rewritePage(f *excelize.File, i int, name string, style int) error {
	var err error
	if i == 0 {
		err = f.SetSheetName("Sheet1", name)
	} else {
		_, err = f.NewSheet(name)
	}
	if err != nil {
		return fmt.Errorf("rewrite file: %w", err)
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("rewrite file: %w", err)
	}
	above := 0
	if o, ok := b.source.(*objects); ok {
		above = 1
		header := make([]any, len(o.order))
		for j, member := range o.order {
			header[j] = excelize.Cell{StyleID: style, Value: member}
		}
		if err := out.SetRow("A1", header); err != nil {
			return fmt.Errorf("rewrite file: %w", err)
		}
	}
	for l, err := range b.source.rows(i) {
		if err != nil {
			return err
		}
		if err := out.SetRow(cellName(0, l.at+above), b.rewritten(l, style)); err != nil {
			return fmt.Errorf("rewrite file: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("rewrite file: %w", err)
	}
	return nil
}

// rewritten is one row: every cell as a person reads it, as a text.
func (b *Book) rewritten(l *line, style int) []any {
	var cells []any
	for _, c := range l.cells {
		if c.merged || c.at >= excelize.MaxColumns {
			continue
		}
		for len(cells) < c.at {
			cells = append(cells, nil)
		}
		said := c.said(b.since1904)
		if c.kind == words {
			said = c.text
		}
		cells = append(cells[:c.at], excelize.Cell{StyleID: style, Value: fit(said, text.ZH)})
	}
	return cells
}

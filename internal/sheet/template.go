package sheet

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"heitu/internal/record"
	"heitu/internal/text"
)

// templateRows is how many rows of a template offer the codes of a list.
const templateRows = 5000

// Template returns a workbook to be filled in: a header, notes on the columns, and
// lists to choose from.
func Template(k record.Kind, lang text.Lang) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	t := template{file: f, kind: k, lang: lang, sheet: k.Label.In(lang)}
	for _, c := range columns(k) {
		if !c.Step {
			t.columns = append(t.columns, c)
		}
	}
	var err error
	if t.styles, err = stylesOf(f); err != nil {
		return nil, fmt.Errorf("template of %s: %w", k.Name, err)
	}
	for _, part := range []func() error{t.header, t.notes, t.codes} {
		if err := part(); err != nil {
			return nil, fmt.Errorf("template of %s: %w", k.Name, err)
		}
	}
	f.SetActiveSheet(0)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("template of %s: %w", k.Name, err)
	}
	return b.Bytes(), nil
}

type template struct {
	file    *excelize.File
	kind    record.Kind
	lang    text.Lang
	sheet   string
	columns []column
	styles
}

func (t template) header() error {
	if err := t.file.SetSheetName("Sheet1", t.sheet); err != nil {
		return err
	}
	for i, c := range t.columns {
		style := t.styles.header
		if c.must() {
			style = t.styles.must
		}
		name, cell := at(i, 1)
		for _, err := range []error{
			t.file.SetColStyle(t.sheet, name, t.styles.of(c)),
			t.file.SetColWidth(t.sheet, name, name, width(c, t.lang)),
			t.file.SetCellStr(t.sheet, cell, c.label.In(t.lang)),
			t.file.SetCellStyle(t.sheet, cell, cell, style),
		} {
			if err != nil {
				return err
			}
		}
		if err := t.comment(c, cell); err != nil {
			return err
		}
	}
	if err := t.file.SetRowHeight(t.sheet, 1, headerHeight); err != nil {
		return err
	}
	return frozen(t.file, t.sheet)
}

// must reports whether a column has to be filled in.
func (c column) must() bool { return c.Required && !c.english }

// frozen keeps the header in sight and prints a sheet across the width of a page.
func frozen(f *excelize.File, sheet string) error {
	landscape, paper, one, many, fits := "landscape", 9, 1, 0, true
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fits}); err != nil {
		return err
	}
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &one, FitToHeight: &many}); err != nil {
		return err
	}
	return f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// comment says at the header of a column how it is filled in.
func (t template) comment(c column, cell string) error {
	said := []string{c.label.In(t.lang)}
	if c.must() {
		said[0] += " · " + text.MustBeFilled.In(t.lang)
	}
	for _, s := range []string{t.help(c), t.codeList(c)} {
		if s != "" {
			said = append(said, s)
		}
	}
	words := strings.Join(said, "\n")
	return t.file.AddComment(t.sheet, excelize.Comment{Cell: cell, Author: "Heitu", Width: 280, Height: uint(20 + 18*linesOf(words, 36)), Paragraph: []excelize.RichTextRun{{Text: words}}})
}

// at names the column with index i, and its cell in a row.
func at(i, row int) (name, cell string) {
	name, _ = excelize.ColumnNumberToName(i + 1)
	return name, fmt.Sprintf("%s%d", name, row)
}

func (t template) notes() error {
	sheet := text.NotesSheet.In(t.lang)
	if _, err := t.file.NewSheet(sheet); err != nil {
		return err
	}
	rows := [][]string{{
		text.NotesColumn.In(t.lang), text.NotesRequired.In(t.lang), text.NotesHelp.In(t.lang), text.NotesExample.In(t.lang),
		text.NotesCodes.In(t.lang), text.NotesName.In(t.lang), text.NotesType.In(t.lang),
	}}
	for _, c := range t.columns {
		required := text.No
		if c.must() {
			required = text.Yes
		}
		rows = append(rows, []string{c.label.In(t.lang), required.In(t.lang), t.help(c), t.example(c), t.codeList(c), c.name, c.Type.Name()})
	}
	rows = append(rows, []string{text.NotesMarked.In(t.lang)})
	widths := []float64{24, 10, 44, 24, 44, 16, 14}
	for i, row := range rows {
		style, lines := t.styles.words, 1
		if i == 0 {
			style = t.styles.header
		}
		for j, said := range row {
			if len(row) > 1 {
				lines = max(lines, linesOf(said, widths[j]))
			}
			_, cell := at(j, i+1)
			if err := t.file.SetCellStr(sheet, cell, said); err != nil {
				return err
			}
			if err := t.file.SetCellStyle(sheet, cell, cell, style); err != nil {
				return err
			}
		}
		if err := t.file.SetRowHeight(sheet, i+1, float64(lines*lineHeight+5)); err != nil {
			return err
		}
	}
	last := len(rows)
	if err := t.file.MergeCell(sheet, fmt.Sprintf("A%d", last), fmt.Sprintf("G%d", last)); err != nil {
		return err
	}
	for i, w := range widths {
		name, _ := at(i, 1)
		if err := t.file.SetColWidth(sheet, name, name, w); err != nil {
			return err
		}
	}
	return frozen(t.file, sheet)
}

// example is what a cell of a column may say, "" where an example would say nothing.
func (t template) example(c column) string {
	var v any
	switch of := c.Type.(type) {
	case record.Date:
		v = "2026-03-01"
	case record.Money:
		v = int64(120_000_00)
	case record.Integer:
		v = of.Min
	case record.YesNo:
		v = true
	case record.Choice:
		v = of.From.All()[0]
	case record.Choices:
		v = of.From.All()[:min(2, len(of.From.All()))]
	default:
		return ""
	}
	return c.Type.Format(v, t.lang)
}

// help says how a column is filled in.
func (t template) help(c column) string {
	var said []string
	if !c.Help.Empty() {
		said = append(said, c.Help.In(t.lang))
	}
	if to, ok := record.Refers(c.Type); ok {
		said = append(said, text.NotesRefers.In(t.lang, t.called(to)))
	}
	switch c.Type.(type) {
	case record.List, record.Choices, record.References, record.Attachments:
		said = append(said, text.NotesSplit.In(t.lang))
	}
	return record.List{}.Format(said, t.lang)
}

// called is what the columns of a kind that refer to another are called; the name
// of the other kind is not known here.
func (t template) called(to string) string {
	for _, c := range t.columns {
		if kind, ok := record.Refers(c.Type); ok && kind == to {
			return c.label.In(t.lang)
		}
	}
	return to
}

// shortList is how many codes the notes spell out.
const shortList = 20

func (t template) codeList(c column) string {
	codes := record.CodesOf(c.Type)
	if codes == nil {
		return ""
	}
	if len(codes.All()) > shortList {
		return codes.Label().In(t.lang)
	}
	var said []string
	for _, code := range codes.All() {
		name, _ := codes.Lookup(code)
		said = append(said, code+" "+name.In(t.lang))
	}
	return record.List{}.Format(said, t.lang)
}

// codes offers the names of each list, which stand in a hidden sheet: a list
// inside a cell's own rule may hold 255 characters only. Rules warn and do not forbid,
// since an import understands more than they do.
func (t template) codes() error {
	if _, err := t.file.NewSheet(hidden); err != nil {
		return err
	}
	for i, c := range t.columns {
		name, _ := at(i, 1)
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, templateRows))
		said, err := t.rule(rule, c, name)
		if err != nil {
			return err
		}
		if said == "" {
			continue
		}
		rule.SetInput(cutTo(c.label.In(t.lang), 32), said)
		rule.SetError(excelize.DataValidationErrorStyleWarning, cutTo(c.label.In(t.lang), 32), said)
		if err := t.file.AddDataValidation(t.sheet, rule); err != nil {
			return err
		}
	}
	return t.file.SetSheetVisible(hidden, false)
}

// hidden is the sheet of codes.
const hidden = "codes"

// rule says what a column accepts, and in words what to enter; "" for no rule.
func (t template) rule(rule *excelize.DataValidation, c column, name string) (string, error) {
	switch of := c.Type.(type) {
	case record.Choice:
		all := of.From.All()
		for j, code := range all {
			if err := t.file.SetCellStr(hidden, fmt.Sprintf("%s%d", name, j+1), of.Format(code, t.lang)); err != nil {
				return "", err
			}
		}
		rule.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", hidden, name, name, len(all)))
		return text.ChooseFrom.In(t.lang), nil
	case record.YesNo:
		return text.ChooseFrom.In(t.lang), rule.SetDropList([]string{text.Yes.In(t.lang), text.No.In(t.lang)})
	case record.Date:
		first, _ := dayNumber("1920-01-01")
		last, _ := dayNumber("2099-12-31")
		return text.DateExample.In(t.lang), rule.SetRange(first, last, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	case record.Money:
		return text.MoneyExample.In(t.lang), rule.SetRange(0, record.MaxFen/100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case record.Integer:
		return text.NumberExample.In(t.lang, of.Min, of.Max), rule.SetRange(float64(of.Min), float64(of.Max), excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	}
	return "", nil
}

// cutTo is the beginning of a text, of so many characters.
func cutTo(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}

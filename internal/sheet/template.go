package sheet

import (
	"bytes"
	"fmt"

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
}

func (t template) header() error {
	if err := t.file.SetSheetName("Sheet1", t.sheet); err != nil {
		return err
	}
	plain, err := t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	must, err := t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "B00020"}})
	if err != nil {
		return err
	}
	words, err := t.file.NewStyle(&excelize.Style{NumFmt: 49}) // text, so that long numbers stay what was typed
	if err != nil {
		return err
	}
	for i, c := range t.columns {
		style := plain
		if c.Required && !c.english {
			style = must
		}
		name, cell := at(i, 1)
		if err := t.file.SetColStyle(t.sheet, name, words); err != nil {
			return err
		}
		if err := t.file.SetColWidth(t.sheet, name, name, 22); err != nil {
			return err
		}
		if err := t.file.SetCellStr(t.sheet, cell, c.label.In(t.lang)); err != nil {
			return err
		}
		if err := t.file.SetCellStyle(t.sheet, cell, cell, style); err != nil {
			return err
		}
	}
	return t.file.SetPanes(t.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
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
		text.NotesColumn.In(t.lang), text.NotesName.In(t.lang), text.NotesType.In(t.lang),
		text.NotesRequired.In(t.lang), text.NotesHelp.In(t.lang), text.NotesCodes.In(t.lang),
	}}
	for _, c := range t.columns {
		required := text.No
		if c.Required && !c.english {
			required = text.Yes
		}
		rows = append(rows, []string{c.label.In(t.lang), c.name, c.Type.Name(), required.In(t.lang), t.help(c), t.codeList(c)})
	}
	for i, row := range rows {
		for j, said := range row {
			_, cell := at(j, i+1)
			if err := t.file.SetCellStr(sheet, cell, said); err != nil {
				return err
			}
		}
	}
	return t.file.SetColWidth(sheet, "A", "F", 26)
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
// inside a cell's own rule may hold 255 characters only.
func (t template) codes() error {
	const hidden = "codes"
	if _, err := t.file.NewSheet(hidden); err != nil {
		return err
	}
	for i, c := range t.columns {
		choice, ok := c.Type.(record.Choice)
		if !ok {
			continue
		}
		name, _ := at(i, 1)
		all := choice.From.All()
		for j, code := range all {
			if err := t.file.SetCellStr(hidden, fmt.Sprintf("%s%d", name, j+1), choice.Format(code, t.lang)); err != nil {
				return err
			}
		}
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, templateRows))
		rule.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", hidden, name, name, len(all)))
		if err := t.file.AddDataValidation(t.sheet, rule); err != nil {
			return err
		}
	}
	return t.file.SetSheetVisible(hidden, false)
}

package paper

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Form is the registration form of a contract, for entry into the
// national system. Empty values stay empty, to be filled in by hand.
type Form struct {
	Origin
	Groups []Group
}

// Group is a part of a form.
type Group struct {
	Heading string
	Facts   []Fact
}

// Parties are the organisations of a contract as the reader may see them; the zero
// record where there is none.
type Parties struct{ Seller, Buyer record.Record }

// FormOf fills the form in.
func FormOf(contract record.Record, p Parties, o Origin) Form {
	of := func(names ...string) []Fact {
		facts := make([]Fact, len(names))
		for i, name := range names {
			facts[i] = o.factOf(kinds.Contract, contract, name)
		}
		return facts
	}
	facts := func(l text.Label, names ...string) Group { return Group{l.In(o.Lang), of(names...)} }
	return Form{Origin: o, Groups: []Group{
		facts(text.FormContract, kinds.ContractNumber.Name, kinds.ContractRegistered.Name, kinds.ContractTitle.Name, kinds.ContractType.Name, kinds.ContractSigned.Name, kinds.ContractBegins.Name, kinds.ContractEnds.Name),
		o.party(text.FormSeller, p.Seller),
		o.party(text.FormBuyer, p.Buyer),
		facts(text.FormAmounts, kinds.ContractTotal.Name, kinds.ContractTechnical.Name, kinds.ContractPayment.Name, kinds.ContractInvestment.Name, kinds.ContractOutput.Name),
		facts(text.FormStatistic, kinds.ContractField.Name, kinds.ContractProperty.Name, kinds.ContractPlan.Name, kinds.ContractAim.Name, kinds.ContractIndustry.Name),
	}}
}

// party is what the form asks about one side: codes with their names.
func (o Origin) party(heading text.Label, r record.Record) Group {
	g := Group{Heading: heading.In(o.Lang)}
	for _, line := range []struct {
		label text.Label
		field string
		coded bool
	}{
		{text.FormName, kinds.OrganisationName.Name, false},
		{text.FormUSCC, kinds.OrganisationUSCC.Name, false},
		{text.FormNature, kinds.OrganisationType.Name, true},
		{text.FormCountry, kinds.OrganisationCountry.Name, true},
		{text.FormRegion, kinds.OrganisationRegion.Name, true},
	} {
		f := o.factOf(kinds.Organisation, r, line.field)
		f.Label = line.label.In(o.Lang)
		if code, ok := r.Fields[line.field].(string); ok && line.coded {
			f.Value = code + " " + f.Value
		}
		g.Facts = append(g.Facts, f)
	}
	return g
}

// formSquare is one cell of the form's table.
type formSquare struct {
	Text, Below        string
	Span               int
	Group, Label, Seal bool
}

// rows are the table of the form, four columns wide.
func (f Form) rows() [][]formSquare {
	var rows [][]formSquare
	for _, g := range f.Groups {
		rows = append(rows, []formSquare{{Text: g.Heading, Group: true, Span: 4}})
		for i := 0; i < len(g.Facts); i += 2 {
			var row []formSquare
			pair := g.Facts[i:min(i+2, len(g.Facts))]
			for _, fact := range pair {
				row = append(row, formSquare{Text: fact.Label, Label: true}, formSquare{Text: fact.Value, Span: 5 - 2*len(pair)})
			}
			rows = append(rows, row)
		}
	}
	seal := func(l text.Label) formSquare {
		return formSquare{Text: l.In(f.Lang), Below: text.FormDate.In(f.Lang), Seal: true, Span: 2}
	}
	last := seal(text.FormSealC)
	last.Span = 4
	return append(rows, []formSquare{{Text: text.FormSigned.In(f.Lang), Group: true, Span: 4}},
		[]formSquare{seal(text.FormSealA), seal(text.FormSealB)}, []formSquare{last})
}

func (f Form) made() string {
	return text.FormNode.In(f.Lang) + ": " + f.Node + "   " + text.FormDay.In(f.Lang) + ": " + f.Day
}

// DOCX writes the form as a text document.
func (f Form) DOCX(w io.Writer) error {
	var d document
	d.add(styleForm, text.FormTitle.In(f.Lang))
	var rows [][]square
	for _, row := range f.rows() {
		var cells []square
		for _, c := range row {
			s := square{text: c.Text, as: styleCell, span: max(c.Span, 1)}
			switch {
			case c.Group || c.Label:
				s.as, s.shaded = styleLabel, true
			case c.Seal:
				s.text, s.high = c.Text+"\n\n"+c.Below, true
			}
			cells = append(cells, s)
		}
		rows = append(rows, cells)
	}
	d.table([]int{1700, 3006, 1700, 3006}, true, rows)
	d.add(styleSmall, text.FormUnseal.In(f.Lang))
	d.add(styleSmall, f.made())
	return d.write(w)
}

// HTML writes the form for printing.
func (f Form) HTML(w io.Writer) error {
	err := pages.ExecuteTemplate(w, "form", struct {
		Form
		Heading, Note, Made string
		Rows                [][]formSquare
	}{f, text.FormTitle.In(f.Lang), text.FormUnseal.In(f.Lang), f.made(), f.rows()})
	if err != nil {
		return fmt.Errorf("print form: %w", err)
	}
	return nil
}

// XLSX writes the form as one row under its headings, every cell a text.
func (f Form) XLSX(w io.Writer) error {
	book := excelize.NewFile()
	defer book.Close()
	sheet := text.FormTitle.In(f.Lang)
	if f.Lang == text.EN {
		sheet = "Registration"
	}
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	words, err := book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	column := 0
	for _, g := range f.Groups {
		for _, fact := range g.Facts {
			column++
			for row, said := range []string{g.Heading, fact.Label, fact.Value} {
				cell, err := excelize.CoordinatesToCellName(column, row+1)
				if err == nil {
					err = book.SetCellStr(sheet, cell, said)
				}
				if err == nil {
					err = book.SetCellStyle(sheet, cell, cell, words)
				}
				if err != nil {
					return fmt.Errorf("write form: %w", err)
				}
			}
		}
	}
	last, err := excelize.ColumnNumberToName(column)
	if err == nil {
		err = book.SetColWidth(sheet, "A", last, 20)
	}
	if err == nil {
		err = book.Write(w)
	}
	if err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	return nil
}

package sheet

import (
	"github.com/xuri/excelize/v2"

	"heitu/internal/record"
	"heitu/internal/text"
)

// styles are the looks of cells in the workbooks that Heitu makes.
type styles struct {
	header, must, bold, words, date, money, whole int
}

// The colours of Heitu's workbooks.
const (
	headFill = "1F3A34"
	mustFill = "8A2B20"
	headRule = "BFC8C4"
)

func stylesOf(f *excelize.File) (s styles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	day, amount := "yyyy-mm-dd", "#,##0.00"
	head := func(fill string) *excelize.Style {
		return &excelize.Style{
			Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
			Border:    []excelize.Border{{Type: "right", Color: headRule, Style: 1}},
			NumFmt:    49,
		}
	}
	for _, one := range []struct {
		id   *int
		look *excelize.Style
	}{
		{&s.header, head(headFill)},
		{&s.must, head(mustFill)},
		{&s.bold, &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, NumFmt: 49}},
		{&s.words, &excelize.Style{Alignment: top, NumFmt: 49}}, // text, so that long numbers stay what was typed
		{&s.date, &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, CustomNumFmt: &day}},
		{&s.money, &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &amount}},
		{&s.whole, &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: 1}},
	} {
		if *one.id, err = f.NewStyle(one.look); err != nil {
			return s, err
		}
	}
	return s, nil
}

// of is the look of the cells below a header.
func (s styles) of(c column) int {
	switch c.Type.(type) {
	case record.Date:
		return s.date
	case record.Money:
		return s.money
	case record.Integer:
		return s.whole
	}
	if c.name == "rev" && c.Type == nil {
		return s.whole
	}
	return s.words
}

// width is how wide a column is, in letters.
func width(c column, lang text.Lang) float64 {
	w := 24.0
	switch t := c.Type.(type) {
	case nil:
		w = map[string]float64{"id": 39, "rev": 8, "state": 11}[c.name]
	case record.Text:
		if t.Max > 250 {
			w = 42
		}
		if t.Lines {
			w = 48
		}
	case record.Date:
		w = 13
	case record.Money, record.Choice:
		w = 18
	case record.Integer, record.YesNo:
		w = 10
	}
	return max(w, float64(breadth(c.label.In(lang)))+5) // room for the arrow of the filter
}

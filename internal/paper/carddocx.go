package paper

import (
	"io"
	"strings"

	"heitu/internal/text"
)

// DOCX writes the card as a text document.
func (c Card) DOCX(w io.Writer) error {
	picture, err := codePNG(c.Address)
	if err != nil {
		return err
	}
	d := document{picture: picture}
	d.add(styleSmall, text.CardName.In(c.Lang)+"  ·  "+c.Home)
	d.add(styleTitle, c.Title.In(c.Lang))
	d.add(styleLead, saidPeriod(c.Period, c.Lang)+"  ·  "+saidRegion(c.Region, c.Lang))
	d.add(styleBody, about(c.Card, c.Lang))
	heads := strings.Split(text.CardColumns.In(c.Lang), "\t")
	row := []square{}
	for _, h := range heads {
		row = append(row, square{text: h, as: styleLabel, shaded: true})
	}
	rows := [][]square{row}
	for _, l := range c.Lines {
		rows = append(rows, []square{
			{text: l.Label.In(c.Lang), as: styleCell}, {text: l.Unit.In(c.Lang), as: styleCell}, {text: l.Format(l.Value), as: styleCell},
			{text: l.Format(l.Base), as: styleCell}, {text: l.Format(l.Amount), as: styleCell}, {text: saidRate(l), as: styleCell},
		})
	}
	d.table([]int{2712, 1200, 1500, 1500, 1500, 1000}, true, rows)
	for _, l := range c.Lines {
		said := []string{}
		for _, s := range []string{saidTargets(l, c.Lang), saidBeside(l, c.Lang)} {
			if s != "" {
				said = append(said, s)
			}
		}
		if l.Forecast.Value != nil {
			said = append(said, saidForecast(l, c.Lang)+"\n"+l.Forecast.Method.In(c.Lang))
		}
		if len(said) == 0 {
			continue
		}
		d.add(styleHead, l.Label.In(c.Lang))
		for _, s := range said {
			d.add(styleBody, s)
		}
	}
	if notes := c.Notes.In(c.Lang); notes != "" {
		d.add(styleHead, text.CardNotesHead.In(c.Lang))
		d.add(styleBody, notes)
	}
	d.add(styleHead, text.CardProof.In(c.Lang))
	const side = 28 * 36_000 // 28 mm
	d.table([]int{7412, 2000}, false, [][]square{{
		{inside: paragraph(styleCell, text.CardProofHow.In(c.Lang)) + paragraph(styleSmall, c.Address) + paragraph(styleSmall, c.Root)},
		{inside: inline(side, c.Address)},
	}})
	d.add(styleSmall, "")
	return d.write(w)
}

package paper

import (
	"io"
	"strings"

	"heitu/internal/text"
)

// DOCX writes the page as a text document.
func (b Brief) DOCX(w io.Writer) error {
	picture, err := codePNG(b.Address)
	if err != nil {
		return err
	}
	d := document{picture: picture}
	d.add(styleSmall, b.Heading+"  ·  "+b.Node)
	d.add(styleTitle, b.Title)
	if b.Lead != "" {
		d.add(styleLead, b.Lead)
	}
	var rows [][]square
	for i := 0; i < len(b.Facts); i += 2 {
		var row []square
		pair := b.Facts[i:min(i+2, len(b.Facts))]
		for _, f := range pair {
			row = append(row, square{text: f.Label, as: styleLabel, shaded: true}, square{text: f.Value, as: styleCell})
		}
		if len(pair) == 1 {
			row[1].span = 3
		}
		rows = append(rows, row)
	}
	if rows != nil {
		d.table([]int{1500, 3206, 1500, 3206}, true, rows)
	}
	for _, part := range b.Parts {
		d.add(styleHead, part.Label)
		for line := range strings.SplitSeq(part.Value, "\n") {
			d.add(styleBody, line)
		}
	}
	d.add(styleHead, text.BriefContact.In(b.Lang))
	const side = 28 * 36_000 // 28 mm
	d.table([]int{7412, 2000}, false, [][]square{{
		{inside: paragraph(styleCell, b.through()) + paragraph(styleSmall, b.Address) + paragraph(styleSmall, text.BriefNumber.In(b.Lang)+"  "+b.ID) + paragraph(styleSmall, b.made())},
		{inside: inline(side, b.Address)},
	}})
	d.add(styleSmall, "")
	return d.write(w)
}

package paper

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"heitu/internal/text"
)

// document is a text document (Office Open XML, A4) that is being put together.
type document struct {
	body    strings.Builder
	picture []byte // the one picture it may hold
}

// style names a style of paragraphs, as styles.xml declares them.
type style string

const (
	styleTitle  style = "Title"
	styleForm   style = "FormTitle"
	styleLead   style = "Subtitle"
	styleHead   style = "Heading1"
	styleBody   style = "Normal"
	styleLabel  style = "Label"
	styleCell   style = "Cell"
	styleSmall  style = "Small"
	styleMiddle style = "Middle" // small, in the middle
)

func plainXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}

// paragraph returns a paragraph; line breaks within s are kept.
func paragraph(as style, s string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, as)
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString(`<w:r><w:br/></w:r>`)
		}
		if line != "" {
			fmt.Fprintf(&b, `<w:r><w:t xml:space="preserve">%s</w:t></w:r>`, plainXML(line))
		}
	}
	b.WriteString(`</w:p>`)
	return b.String()
}

func (d *document) add(as style, s string) { d.body.WriteString(paragraph(as, s)) }

// square is one cell of a table.
type square struct {
	text   string // what it says; "" stays empty
	as     style
	span   int // columns it covers, 1 where 0
	shaded bool
	high   bool // room for a seal
	inside string
}

// table adds a table; widths are in twentieths of a point.
func (d *document) table(widths []int, ruled bool, rows [][]square) {
	edge := "nil"
	if ruled {
		edge = "single"
	}
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&d.body, `<w:%s w:val="%s" w:sz="4" w:space="0" w:color="7F8C86"/>`, side, edge)
	}
	d.body.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, w)
	}
	d.body.WriteString(`</w:tblGrid>`)
	for _, row := range rows {
		d.row(widths, row)
	}
	d.body.WriteString(`</w:tbl>`)
}

func (d *document) row(widths []int, row []square) {
	height := 400
	for _, c := range row {
		if c.high {
			height = 1500
		}
	}
	fmt.Fprintf(&d.body, `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`, height)
	at := 0
	for _, c := range row {
		span := max(c.span, 1)
		width := 0
		for _, w := range widths[at : at+span] {
			width += w
		}
		at += span
		fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
		if span > 1 {
			fmt.Fprintf(&d.body, `<w:gridSpan w:val="%d"/>`, span)
		}
		if c.shaded {
			d.body.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="EEF2EF"/>`)
		}
		align := "center"
		if c.high {
			align = "top"
		}
		fmt.Fprintf(&d.body, `<w:vAlign w:val="%s"/></w:tcPr>`, align)
		if c.inside != "" {
			d.body.WriteString(c.inside)
		} else {
			d.body.WriteString(paragraph(c.as, c.text))
		}
		d.body.WriteString(`</w:tc>`)
	}
	d.body.WriteString(`</w:tr>`)
}

// inline is the picture as a paragraph, its side in English metric units.
func inline(side int, about string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="Middle"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[1]d"/><wp:docPr id="1" name="QR" descr="%[2]s"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[1]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, side, plainXML(about))
}

const declared = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// write writes the document.
func (d *document) write(w io.Writer) error {
	z := zip.NewWriter(w)
	parts := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", d.relations()},
		{"word/styles.xml", styleSheet()},
		{"word/fontTable.xml", fontTable()},
		{"word/document.xml", d.document()},
	}
	for _, part := range parts {
		out, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(out, declared+part[1])
		}
		if err != nil {
			return fmt.Errorf("write document: %w", err)
		}
	}
	if d.picture != nil {
		out, err := z.Create("word/media/qr.png")
		if err == nil {
			_, err = out.Write(d.picture)
		}
		if err != nil {
			return fmt.Errorf("write document: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}

func (d *document) relations() string {
	const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kind + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + kind + `fontTable" Target="fontTable.xml"/>`
	if d.picture != nil {
		s += `<Relationship Id="rId3" Type="` + kind + `image" Target="media/qr.png"/>`
	}
	return s + `</Relationships>`
}

func (d *document) document() string {
	return `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>` +
		d.body.String() +
		`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1247" w:bottom="1021" w:left="1247" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

// fontTable tells programs by what other names they may know the fonts.
func fontTable() string {
	var b strings.Builder
	b.WriteString(`<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`)
	for _, f := range []text.Label{text.FontBody, text.FontHeads} {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="modern"/></w:font>`, f.ZH, f.EN)
	}
	b.WriteString(`</w:fonts>`)
	return b.String()
}

// styleSheet declares the styles; sizes are in half points, distances in twentieths.
func styleSheet() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>%s<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>`, fontsOf(text.FontBody))
	for _, s := range []struct {
		name   style
		font   text.Label
		size   int
		layout string
		look   string
	}{
		{styleBody, text.FontBody, 22, `<w:spacing w:after="80" w:line="340" w:lineRule="atLeast"/><w:jc w:val="both"/>`, ``},
		{styleTitle, text.FontHeads, 40, `<w:spacing w:before="60" w:after="120"/><w:jc w:val="left"/>`, `<w:color w:val="1F3A34"/>`},
		{styleForm, text.FontHeads, 36, `<w:spacing w:before="60" w:after="160"/><w:jc w:val="center"/>`, ``},
		{styleLead, text.FontBody, 26, `<w:spacing w:after="200"/>`, `<w:color w:val="9A4B2C"/>`},
		{styleHead, text.FontHeads, 26, `<w:keepNext/><w:spacing w:before="200" w:after="80"/>`, `<w:color w:val="1F3A34"/>`},
		{styleLabel, text.FontHeads, 20, `<w:spacing w:before="20" w:after="20"/>`, `<w:color w:val="44504B"/>`},
		{styleCell, text.FontBody, 21, `<w:spacing w:before="20" w:after="20"/>`, ``},
		{styleSmall, text.FontBody, 18, `<w:spacing w:before="20" w:after="20"/>`, `<w:color w:val="5D6964"/>`},
		{styleMiddle, text.FontBody, 18, `<w:spacing w:before="20" w:after="20"/><w:jc w:val="center"/>`, `<w:color w:val="5D6964"/>`},
	} {
		first := ""
		if s.name == styleBody {
			first = ` w:default="1"`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%[2]s"><w:name w:val="%[2]s"/><w:qFormat/><w:pPr>%[3]s</w:pPr><w:rPr>%[4]s%[5]s<w:sz w:val="%[6]d"/><w:szCs w:val="%[6]d"/></w:rPr></w:style>`, first, s.name, s.layout, fontsOf(s.font), s.look, s.size)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func fontsOf(f text.Label) string {
	return fmt.Sprintf(`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="%s"/>`, f.ZH)
}

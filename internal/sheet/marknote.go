package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"heitu/internal/text"
)

// note is what is said at one cell.
type note struct {
	line, at int
	text     string
}

// notesOf joins the marks of one sheet by cell; marks are in the order of the file.
func notesOf(marks []Mark, most int) []note {
	var list []note
	for _, m := range marks {
		if n := len(list); n > 0 && list[n-1].line == m.Line && list[n-1].at == m.At {
			list[n-1].text += "\n" + m.Text
		} else if n == most {
			break
		} else {
			list = append(list, note{m.Line, m.At, m.Text})
		}
	}
	return list
}

// author signs what a marking says, so that the next one can take it away. Programs
// forget the author of a comment, hence the signature is part of its text.
var author = text.FlawsAuthor.ZH + " " + text.FlawsAuthor.EN

func signed(s string) string { return author + "：\n" + s }

const emptyComments = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>`

// addComments adds notes to the comments of a sheet. Comments of an earlier marking
// go, those of people stay; a cell that has one already says both. It returns the
// notes that need a shape, and the cells whose shapes are to go.
func addComments(doc []byte, notes []note) (out []byte, fresh []note, gone map[string]bool, err error) {
	all, err := elements(doc, "comments", "authors", "author", "commentList", "comment", "text")
	if err != nil {
		return nil, nil, nil, unreadable(text.BrokenWorkbook)
	}
	e := edits{doc: doc}
	wanted := map[string]note{}
	for _, n := range notes {
		wanted[cellName(n.at, n.line)] = n
	}
	gone = map[string]bool{}
	ours, authors, p := -1, 0, ""
	var names, list, comment element
	for _, el := range all {
		switch el.Name.Local {
		case "comments":
			if el.Name.Space != "" {
				p = el.Name.Space + ":"
			}
		case "authors":
			names = el
		case "author":
			if string(doc[el.inner:el.tail]) == escaped(author) {
				ours = authors
			}
			authors++
		case "commentList":
			list = el
		case "comment":
			comment = el
		case "text":
			amend(&e, comment, el, p, wanted, gone)
		}
	}
	if names.end == 0 || list.end == 0 {
		return nil, nil, nil, unreadable(text.BrokenWorkbook)
	}
	if ours < 0 {
		ours = authors
		e.into(names, fmt.Sprintf(`<%[1]sauthor>%[2]s</%[1]sauthor>`, p, escaped(author)), 0)
	}
	var added strings.Builder
	for _, n := range notes {
		cell := cellName(n.at, n.line)
		if _, ok := wanted[cell]; ok {
			fmt.Fprintf(&added, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext><%[1]st xml:space="preserve">%[4]s</%[1]st></%[1]stext></%[1]scomment>`, p, cell, ours, escaped(signed(n.text)))
			if !gone[cell] {
				fresh = append(fresh, n)
			}
			delete(gone, cell)
		}
	}
	e.into(list, added.String(), 0)
	return e.apply(), fresh, gone, nil
}

// amend takes what an earlier marking said out of a comment, or the comment away, and
// adds what is to be said now. What it adds is no longer wanted.
func amend(e *edits, comment, el element, p string, wanted map[string]note, gone map[string]bool) {
	ref := comment.attr("ref")
	said := saidIn(e.doc[el.start:el.end])
	run := func(s string) string {
		return fmt.Sprintf(`<%[1]sr><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sr>`, p, escaped(s))
	}
	switch at := strings.Index(said, author+"："); {
	case at == 0:
		e.replace(comment.start, comment.end, "")
		gone[ref] = true
		return
	case at > 0:
		e.replace(el.inner, el.tail, run(strings.TrimRight(said[:at], "\n")))
	}
	if n, ok := wanted[ref]; ok {
		e.into(el, run("\n"+signed(n.text)), 0)
		delete(wanted, ref)
	}
}

// saidIn is what the text of a comment says, without its looks.
func saidIn(doc []byte) string {
	t := newTape(bytes.NewReader(doc))
	var b strings.Builder
	for inside := false; ; {
		token, _, err := t.next()
		if err != nil {
			return b.String()
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local == "t"
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				b.Write(token)
			}
		}
	}
}

const emptyDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>`

const noteType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

var (
	shapeID   = regexp.MustCompile(`_x0000_s(\d+)`)
	shape     = regexp.MustCompile(`(?s)<v:shape\s.*?</v:shape>`)
	shapeCell = regexp.MustCompile(`(?s)<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>`)
)

// addShapes writes the drawing of a sheet's comments with shapes for notes and
// without those of cells whose comment is gone.
func addShapes(w io.Writer, doc []byte, notes []note, gone map[string]bool) error {
	if len(gone) > 0 {
		doc = shape.ReplaceAllFunc(doc, func(one []byte) []byte {
			at := shapeCell.FindSubmatch(one)
			if at == nil {
				return one
			}
			row, _ := strconv.Atoi(string(at[1]))
			column, _ := strconv.Atoi(string(at[2]))
			if gone[cellName(column, row+1)] {
				return nil
			}
			return one
		})
	}
	last := 1024
	for _, m := range shapeID.FindAllSubmatch(doc, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n < 1<<24 {
			last = max(last, n)
		}
	}
	end := bytes.LastIndex(doc, []byte("</xml>"))
	if end < 0 {
		return unreadable(text.BrokenWorkbook)
	}
	out := bytes.NewBuffer(doc[:end:end])
	if !bytes.Contains(doc, []byte(`"_x0000_t202"`)) {
		out.WriteString(noteType)
	}
	for i, n := range notes {
		lines := linesOf(n.text, 40)
		fmt.Fprintf(out, `<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#fff4f2" o:insetmode="auto"><v:fill color2="#fff4f2"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 10, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			last+1+i, n.at+1, max(n.line-2, 0), n.at+5, max(n.line-2, 0)+lines+2, n.line-1, n.at)
		if out.Len() > 1<<20 {
			if _, err := out.WriteTo(w); err != nil {
				return fmt.Errorf("mark sheet: %w", err)
			}
		}
	}
	out.Write(doc[end:])
	_, err := out.WriteTo(w)
	return err
}

// flaws writes the sheet that lists the marks with a link to each cell.
func flaws(w io.Writer, marks []Mark, head, link, words int) {
	fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="3" width="12" customWidth="1"/><col min="4" max="4" width="80" customWidth="1"/></cols><sheetData>`)
	put := func(line int, styles [4]int, said ...string) {
		fmt.Fprintf(w, `<row r="%d">`, line)
		for i, s := range said {
			fmt.Fprintf(w, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, cellName(i, line), styles[i], escaped(s))
		}
		fmt.Fprint(w, `</row>`)
	}
	var heading []string
	for _, l := range []text.Label{text.FlawsPage, text.FlawsRow, text.FlawsColumn, text.FlawsProblem} {
		heading = append(heading, l.ZH+" "+l.EN)
	}
	put(1, [4]int{head, head, head, head}, heading...)
	listed := marks[:min(len(marks), maxNotes)]
	for i, m := range listed {
		column := text.FlawsWhole.ZH + " " + text.FlawsWhole.EN
		if m.At >= 0 {
			column = strings.TrimRight(cellName(m.At, 1), "1")
		}
		put(i+2, [4]int{words, link, link, words}, m.Sheet, strconv.Itoa(m.Line), column, m.Text)
	}
	if more := len(marks) - len(listed); more > 0 {
		put(len(listed)+2, [4]int{words, words, words, words}, "", "", "", text.FlawsMore.In(text.ZH, more)+" "+text.FlawsMore.In(text.EN, more))
	}
	fmt.Fprint(w, `</sheetData>`)
	if len(listed) > 0 {
		fmt.Fprint(w, `<hyperlinks>`)
		for i, m := range listed {
			fmt.Fprintf(w, `<hyperlink ref="B%d:C%[1]d" location="%s"/>`, i+2, escaped("'"+strings.ReplaceAll(m.Sheet, "'", "''")+"'!"+cellName(max(m.At, 0), m.Line)))
		}
		fmt.Fprint(w, `</hyperlinks>`)
	}
	fmt.Fprint(w, `</worksheet>`)
}

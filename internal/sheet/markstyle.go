package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// redFill is the colour of marked cells. No program offers it by itself, so that
// cells which were marked before can be told and freed of it.
const redFill = "FFFF9A92"

// looks is the table of styles of a workbook, to which red ones are added.
type looks struct {
	doc    []byte
	prefix string
	list   map[string]element // fonts, fills, cellXfs
	fonts  int
	fills  int
	xfs    []string       // as they stand
	red    map[int]int    // styles and their red form
	ours   map[int]bool   // styles that are red from a marking before
	added  []string       // styles added
	known  map[string]int // styles by what they are but for their fill
}

const emptyStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>`

func readLooks(doc []byte) (*looks, error) {
	all, err := elements(doc, "styleSheet", "fonts", "font", "fills", "fill", "cellXfs", "xf")
	if err != nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	l := &looks{doc: doc, list: map[string]element{}, red: map[int]int{}, ours: map[int]bool{}, known: map[string]int{}}
	redFills := map[string]bool{}
	for _, e := range all {
		switch raw := string(doc[e.start:e.end]); {
		case e.parent == "styleSheet":
			l.list[e.Name.Local] = e
		case e.parent == "fonts":
			l.fonts++
		case e.parent == "fills":
			redFills[strconv.Itoa(l.fills)] = strings.Contains(raw, redFill)
			l.fills++
		case e.parent == "cellXfs":
			if redFills[e.attr("fillId")] {
				l.ours[len(l.xfs)] = true
			} else if bare := filled(raw, "0"); l.known[bare] == 0 {
				l.known[bare] = len(l.xfs)
			}
			l.xfs = append(l.xfs, raw)
		case e.Name.Local == "styleSheet":
			if e.Name.Space != "" {
				l.prefix = e.Name.Space + ":"
			}
		}
	}
	for _, name := range []string{"fonts", "fills", "cellXfs"} {
		if _, ok := l.list[name]; !ok {
			return nil, unreadable(text.BrokenWorkbook)
		}
	}
	if len(l.xfs) == 0 || len(l.xfs) > 60_000 {
		return nil, fault.Limit(text.FileUnreadable, text.BulkyWorkbook)
	}
	return l, nil
}

// filled is a style with another fill.
func filled(xf, fill string) string {
	tag, rest, _ := strings.Cut(xf, ">")
	tag = setAttribute(tag+">", "fillId", fill, true)
	return setAttribute(tag, "applyFill", "1", true) + rest
}

// redOf is the red form of a style.
func (l *looks) redOf(style int) int {
	if style < 0 || style >= len(l.xfs) {
		style = 0
	}
	if l.ours[style] {
		return style
	}
	id, ok := l.red[style]
	if !ok {
		id = len(l.xfs) + len(l.added)
		l.red[style] = id
		l.added = append(l.added, filled(l.xfs[style], strconv.Itoa(l.fills)))
	}
	return id
}

// freed is the style that a cell had before it was marked at another time.
func (l *looks) freed(style int) int {
	if !l.ours[style] {
		return style
	}
	return l.known[filled(l.xfs[style], "0")] // 0, the plain style, where a program has dropped it
}

// forList adds the styles of the list of problems: of its header, its links and its texts.
func (l *looks) forList() (head, link, words int) {
	n := len(l.xfs) + len(l.added)
	for i, font := range []int{l.fonts, l.fonts + 1, 0} {
		wrap := i == 2
		l.added = append(l.added, fmt.Sprintf(`<%[1]sxf numFmtId="0" fontId="%[2]d" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><%[1]salignment vertical="top" wrapText="%[3]t"/></%[1]sxf>`, l.prefix, font, wrap))
	}
	return n, n + 1, n + 2
}

// bytes is the table with what was added.
func (l *looks) bytes() []byte {
	e := edits{doc: l.doc}
	p := l.prefix
	e.into(l.list["fonts"], fmt.Sprintf(`<%[1]sfont><%[1]sb/><%[1]ssz val="11"/></%[1]sfont><%[1]sfont><%[1]su/><%[1]ssz val="11"/><%[1]scolor rgb="FF0563C1"/></%[1]sfont>`, p), l.fonts+2)
	e.into(l.list["fills"], fmt.Sprintf(`<%[1]sfill><%[1]spatternFill patternType="solid"><%[1]sfgColor rgb="%[2]s"/><%[1]sbgColor indexed="64"/></%[1]spatternFill></%[1]sfill>`, p, redFill), l.fills+1)
	e.into(l.list["cellXfs"], strings.Join(l.added, ""), len(l.xfs)+len(l.added))
	return e.apply()
}

// Package chart draws pictures of figures as SVG: bars, lines and regions as tiles.
//
// Everything is readable without colour: values are written where they stand, and what is
// another sort of thing has another pattern. The one thing newcomers get wrong: a
// picture never stands alone, a table with the same numbers belongs beside it.
package chart

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode/utf8"
)

// Head is what a picture says to those who do not see it.
type Head struct {
	ID    string // unique on the page, for its title and patterns
	Title string
	Text  string // what it shows, in a sentence or two
	Lang  string
}

// Colours: ink, a quiet ink, paper, and the one tone of what is measured.
const (
	ink   = "#1b1f1d"
	quiet = "#5d6964"
	tone  = "#1f3a34"
	wash  = "#dfe7e2"
)

// picture is an SVG that is being put together.
type picture struct {
	b    strings.Builder
	head Head
}

func begin(h Head, width, height int) *picture {
	p := &picture{head: h}
	fmt.Fprintf(&p.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" lang="%s" aria-labelledby="%s-t %s-d" font-family="SimHei,'Noto Sans CJK SC',sans-serif" font-size="13">`,
		width, height, width, height, html.EscapeString(h.Lang), h.ID, h.ID)
	fmt.Fprintf(&p.b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, h.ID, html.EscapeString(h.Title), h.ID, html.EscapeString(h.Text))
	fmt.Fprintf(&p.b, `<defs><pattern id="%s-p" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="%s"/></pattern></defs>`, h.ID, quiet)
	return p
}

func (p *picture) end() string {
	p.b.WriteString(`</svg>`)
	return p.b.String()
}

func (p *picture) text(x, y float64, anchor, fill, s string) {
	fmt.Fprintf(&p.b, `<text x="%s" y="%s" text-anchor="%s" fill="%s">%s</text>`, n(x), n(y), anchor, fill, html.EscapeString(s))
}

func (p *picture) rect(x, y, w, h float64, fill string) {
	fmt.Fprintf(&p.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" stroke="%s" stroke-width=".7"/>`, n(x), n(y), n(w), n(h), fill, ink)
}

// hatched is the fill of what is of another sort: a base, a forecast.
func (p *picture) hatched() string { return "url(#" + p.head.ID + "-p)" }

// n writes a coordinate, the same on every machine.
func n(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	return strings.TrimSuffix(s, ".0")
}

// cut shortens a label that has no room.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// scale is the largest absolute value, 1 where all are zero.
func scale(values ...float64) float64 {
	top := 0.0
	for _, v := range values {
		top = math.Max(top, math.Abs(v))
	}
	if top == 0 {
		return 1
	}
	return top
}

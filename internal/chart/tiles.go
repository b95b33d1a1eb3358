package chart

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"html"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tiles.csv
var tilesData string

// places reads where the tile of a region stands, once.
var places = sync.OnceValue(func() map[string][2]int {
	r := csv.NewReader(strings.NewReader(tilesData))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("chart: tiles.csv: %v", err)) // part of the program
	}
	list := map[string][2]int{}
	for _, row := range rows {
		column, _ := strconv.Atoi(row[1])
		line, _ := strconv.Atoi(row[2])
		list[row[0]] = [2]int{column, line}
	}
	return list
})

// Tile is a region with its value.
type Tile struct {
	Region string // GB/T 2260
	Label  string
	Value  float64
	Said   string
}

// Tiles draws regions as tiles of one size on a grid, provinces or the prefectures of
// one province. The darker, the more; the value is written on each. Regions that the
// grid does not know stand in a row below.
func Tiles(h Head, tiles []Tile) string {
	const side, gap = 64, 4
	columns, rows, unplaced := 0, 0, 0
	left, top := edges(tiles)
	at := make([][2]int, len(tiles))
	taken := map[[2]int]bool{}
	for i, t := range tiles {
		place, ok := places()[t.Region]
		if !ok || taken[place] {
			at[i] = [2]int{-1, unplaced}
			unplaced++
			continue
		}
		taken[place] = true
		place = [2]int{place[0] - left, place[1] - top}
		at[i] = place
		columns, rows = max(columns, place[0]+1), max(rows, place[1]+1)
	}
	columns = max(columns, min(unplaced, 10), 1)
	p := begin(h, columns*(side+gap)+gap, (rows+(unplaced+columns-1)/columns)*(side+gap)+gap)
	var all []float64
	for _, t := range tiles {
		all = append(all, t.Value)
	}
	most := scale(all...)
	for i, t := range tiles {
		place := at[i]
		if place[0] < 0 {
			place = [2]int{place[1] % columns, rows + place[1]/columns}
		}
		x, y := float64(gap+place[0]*(side+gap)), float64(gap+place[1]*(side+gap))
		fill, letters := shade(t.Value / most)
		p.rect(x, y, side, side, fill)
		p.name(x+side/2, y+26, letters, t.Label)
		p.text(x+side/2, y+47, "middle", letters, t.Said)
	}
	return p.end()
}

// name writes what a tile is called; Latin letters, of which a name has many, are set narrower.
func (p *picture) name(x, y float64, fill, label string) {
	const room, fits = 58, 8
	if len(label) != utf8.RuneCountInString(label) {
		p.text(x, y, "middle", fill, cut(label, 4))
		return
	}
	if label = cut(label, 14); len(label) <= fits {
		p.text(x, y, "middle", fill, label)
		return
	}
	fmt.Fprintf(&p.b, `<text x="%s" y="%s" text-anchor="middle" fill="%s" font-size="11" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`, n(x), n(y), fill, room, html.EscapeString(label))
}

// edges are the first column and the first row that some tile stands in.
func edges(tiles []Tile) (left, top int) {
	left, top = -1, -1
	for _, t := range tiles {
		place, ok := places()[t.Region]
		if ok && (left < 0 || place[0] < left) {
			left = place[0]
		}
		if ok && (top < 0 || place[1] < top) {
			top = place[1]
		}
	}
	return max(left, 0), max(top, 0)
}

// shade is one of five tones and the letters that can be read on it.
func shade(part float64) (fill, letters string) {
	switch {
	case part <= 0:
		return "#fff", ink
	case part <= .25:
		return wash, ink
	case part <= .5:
		return "#b4c7bd", ink
	case part <= .75:
		return "#557a6d", "#fff"
	}
	return tone, "#fff"
}

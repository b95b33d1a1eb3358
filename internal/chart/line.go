package chart

import (
	"fmt"
	"strings"
)

// Spot is a value at a place on a line; Known is false where there is none.
type Spot struct {
	Label string
	Value float64
	Said  string
	Known bool
}

// Ahead is what may come after a line: a value and the interval around it.
type Ahead struct {
	Spot
	Low, High float64
	Range     string // how the interval is written
}

// Line draws values over time, and what is foretold, hatched, behind them. The first, the
// last, the lowest and the highest value are written.
func Line(h Head, spots []Spot, ahead *Ahead) string {
	const width, left, right, top, high, foot = 680.0, 50.0, 110.0, 26.0, 170.0, 26.0
	p := begin(h, int(width), int(top+high+foot))
	low, peak := 0.0, 0.0
	for _, s := range spots {
		low, peak = min(low, s.Value), max(peak, s.Value)
	}
	steps := len(spots) - 1
	if ahead != nil {
		steps++
		low, peak = min(low, ahead.Low), max(peak, ahead.High)
	}
	if peak == low {
		peak = low + 1
	}
	x := func(i int) float64 { return left + float64(i)*(width-left-right)/float64(max(steps, 1)) }
	y := func(v float64) float64 { return top + (peak-v)/(peak-low)*high }
	fmt.Fprintf(&p.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width=".7"/>`, n(left), n(y(0)), n(width-right), n(y(0)), quiet)
	var path strings.Builder
	pen := "M"
	for i, s := range spots {
		if !s.Known {
			pen = "M"
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, n(x(i)), n(y(s.Value)))
		pen = "L"
	}
	fmt.Fprintf(&p.b, `<path d="%s" fill="none" stroke="%s" stroke-width="2"/>`, path.String(), tone)
	p.spots(spots, x, y, top+high+18)
	if ahead != nil {
		at := x(steps)
		p.rect(at-6, y(ahead.High), 12, max(y(ahead.Low)-y(ahead.High), 1), p.hatched())
		fmt.Fprintf(&p.b, `<circle cx="%s" cy="%s" r="4" fill="#fff" stroke="%s" stroke-width="2"/>`, n(at), n(y(ahead.Value)), ink)
		p.text(at+10, y(ahead.Value)+4, "start", ink, ahead.Said)
		p.text(at, top+high+18, "middle", quiet, ahead.Label)
		p.text(at+10, y(ahead.Value)+18, "start", quiet, ahead.Range)
	}
	return p.end()
}

// spots marks the values, and writes those that say most.
func (p *picture) spots(spots []Spot, x func(int) float64, y func(float64) float64, foot float64) {
	written := map[int]bool{0: true, len(spots) - 1: true}
	lowest, highest := -1, -1
	for i, s := range spots {
		if s.Known && (lowest < 0 || s.Value < spots[lowest].Value) {
			lowest = i
		}
		if s.Known && (highest < 0 || s.Value > spots[highest].Value) {
			highest = i
		}
	}
	written[lowest], written[highest] = true, true
	every := (len(spots) + 5) / 6
	for i, s := range spots {
		if s.Known {
			fmt.Fprintf(&p.b, `<circle cx="%s" cy="%s" r="3" fill="%s"/>`, n(x(i)), n(y(s.Value)), tone)
			if written[i] {
				p.text(x(i), y(s.Value)-8, "middle", ink, s.Said)
			}
		}
		if (len(spots)-1-i)%max(every, 1) == 0 {
			p.text(x(i), foot, "middle", quiet, s.Label)
		}
	}
}

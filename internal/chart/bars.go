package chart

// Bar is one bar: what it stands for, its value, and how that is written.
type Bar struct {
	Label string
	Value float64
	Said  string
	Base  float64 // drawn hatched beneath
	Was   string  // how the base is written, "" for none
}

// Bars draws lying bars, one under the other; values below zero are drawn hatched.
func Bars(h Head, bars []Bar) string {
	const left, room, right, row = 150, 380, 150, 40
	p := begin(h, left+room+right, len(bars)*row+10)
	var all []float64
	for _, b := range bars {
		all = append(all, b.Value, b.Base)
	}
	top := scale(all...)
	for i, b := range bars {
		y := float64(i*row + 5)
		high := 22.0
		if b.Was != "" {
			high = 16
			w := abs(b.Base) / top * room
			p.rect(left, y+18, w, 10, p.hatched())
			p.text(left+w+6, y+27, "start", quiet, b.Was)
		}
		fill := tone
		if b.Value < 0 {
			fill = p.hatched()
		}
		w := abs(b.Value) / top * room
		p.rect(left, y, w, high, fill)
		p.text(left-8, y+14, "end", ink, cut(b.Label, 11))
		p.text(left+w+6, y+13, "start", ink, b.Said)
	}
	return p.end()
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}

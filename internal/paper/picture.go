package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"rsc.io/qr"

	"heitu/internal/text"
)

// The measures of a picture, in pixels.
const (
	pictureWidth  = 1080
	pictureHeight = 1528 // at least
	margin        = 84
	band          = 132 // coloured, at the top
	foot          = 300
	partLines     = 9 // of one longer text
)

// The colours of a picture.
var (
	soil   = color.RGBA{0x1f, 0x3a, 0x34, 255}
	ink    = color.RGBA{0x1b, 0x1f, 0x1d, 255}
	quiet  = color.RGBA{0x5d, 0x69, 0x64, 255}
	clay   = color.RGBA{0x9a, 0x4b, 0x2c, 255}
	ground = color.RGBA{0xfd, 0xfc, 0xf9, 255}
	rule   = color.RGBA{0xd9, 0xdd, 0xd8, 255}
)

func newCanvas(w, h int, ground color.Color) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	return m
}

func fill(m draw.Image, x, y, w, h int, c color.Color) {
	draw.Draw(m, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
}

func drawCode(m draw.Image, c *qr.Code, x, y, scale int) {
	for row := range c.Size {
		for column := range c.Size {
			if c.Black(column, row) {
				fill(m, x+column*scale, y+row*scale, scale, scale, color.Black)
			}
		}
	}
}

// pens are the sizes of one picture.
type pens struct{ band, title, lead, label, value, body *pen }

func newPens() (p pens, err error) {
	for _, one := range []struct {
		to   **pen
		font []byte
		size float64
	}{
		{&p.band, boldFont, 36}, {&p.title, boldFont, 60}, {&p.lead, regularFont, 34},
		{&p.label, regularFont, 26}, {&p.value, boldFont, 32}, {&p.body, regularFont, 31},
	} {
		if *one.to, err = newPen(one.font, one.size); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p pens) close() {
	for _, one := range []*pen{p.band, p.title, p.lead, p.label, p.value, p.body} {
		one.close()
	}
}

// mark is one line of text in its place.
type mark struct {
	pen  *pen
	x, y int
	ink  color.Color
	said string
}

// PNG writes the page as a picture for sharing.
func (b Brief) PNG(w io.Writer) error {
	p, err := newPens()
	if err != nil {
		return err
	}
	defer p.close()
	marks, rules, end := b.laid(p)
	height := max(pictureHeight, end+foot)
	m := newCanvas(pictureWidth, height, ground)
	fill(m, 0, 0, pictureWidth, band, soil)
	p.band.write(m, margin, band/2+13, color.White, b.Heading)
	node := cutTo(p.label, b.Node, pictureWidth/2-margin)
	p.label.write(m, pictureWidth-margin-p.label.width(node), band/2+10, color.RGBA{0xd5, 0xe2, 0xdc, 255}, node)
	for _, y := range rules {
		fill(m, margin, y, pictureWidth-2*margin, 2, rule)
	}
	for _, one := range marks {
		one.pen.write(m, one.x, one.y, one.ink, one.said)
	}
	if err := b.foot(m, p, height-foot); err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, m); err != nil {
		return fmt.Errorf("draw brief: %w", err)
	}
	return nil
}

// laid places everything between the band and the foot.
func (b Brief) laid(p pens) (marks []mark, rules []int, y int) {
	const full = pictureWidth - 2*margin
	y = band + 64
	put := func(pen *pen, x, step int, ink color.Color, lines []string) {
		for _, said := range lines {
			y += step
			marks = append(marks, mark{pen, x, y - step/4, ink, said})
		}
	}
	put(p.title, margin, 82, ink, atMost(p.title, wrap(b.Title, full, p.title.width), 4, full, "\u2026"))
	if b.Lead != "" {
		y += 20
		put(p.lead, margin, 52, clay, atMost(p.lead, wrap(b.Lead, full, p.lead.width), 3, full, "\u2026"))
	}
	y += 36
	rules = append(rules, y)
	y += 28
	const gap = 48
	half := (full - gap) / 2
	for i := 0; i < len(b.Facts); i += 2 {
		top, low := y, y
		pair := b.Facts[i:min(i+2, len(b.Facts))]
		room := full
		if len(pair) == 2 {
			room = half
		}
		for j, f := range pair {
			y = top
			x := margin + j*(half+gap)
			put(p.label, x, 40, quiet, atMost(p.label, []string{f.Label}, 1, room, "\u2026"))
			put(p.value, x, 46, ink, atMost(p.value, wrap(f.Value, room, p.value.width), 3, room, "\u2026"))
			low = max(low, y)
		}
		y = low + 18
	}
	for _, part := range b.Parts {
		y += 10
		rules = append(rules, y)
		y += 24
		put(p.value, margin, 54, soil, []string{part.Label})
		y += 4
		put(p.body, margin, 50, ink, atMost(p.body, wrap(part.Value, full, p.body.width), partLines, full, text.BriefMore.In(b.Lang)))
		y += 16
	}
	return marks, rules, y + 20
}

// atMost keeps the first lines, and says at the end of the last that there is more.
func atMost(p *pen, lines []string, most, width int, more string) []string {
	if len(lines) <= most {
		return lines
	}
	lines = lines[:most:most]
	last := []rune(lines[most-1])
	for len(last) > 0 && p.width(string(last)+more) > width {
		last = last[:len(last)-1]
	}
	lines[most-1] = string(last) + more
	return lines
}

func cutTo(p *pen, s string, width int) string {
	if p.width(s) <= width {
		return s
	}
	return atMost(p, []string{s, ""}, 1, width, "\u2026")[0]
}

// foot draws the code and how to get in touch.
func (b Brief) foot(m draw.Image, p pens, y int) error {
	fill(m, 0, y, pictureWidth, foot, color.RGBA{0xf0, 0xf2, 0xee, 255})
	c, err := code(b.Address)
	if err != nil {
		return err
	}
	const room, border = 220, 12
	scale := max((room-2*border)/c.Size, 2)
	side := c.Size*scale + 2*border
	x := pictureWidth - margin - side
	fill(m, x, y+(foot-side)/2, side, side, color.White)
	drawCode(m, c, x+border, y+(foot-side)/2+border, scale)
	width := x - margin - 40
	p.value.write(m, margin, y+74, soil, text.BriefContact.In(b.Lang))
	at := y + 74
	for _, said := range atMost(p.label, wrap(b.through(), width, p.label.width), 3, width, "\u2026") {
		at += 40
		p.label.write(m, margin, at, ink, said)
	}
	p.label.write(m, margin, y+foot-42, quiet, cutTo(p.label, b.made(), width))
	return nil
}

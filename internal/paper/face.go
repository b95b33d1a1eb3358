package paper

import (
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The fonts: Noto Sans CJK SC, cut down to the characters in use; docs/dependencies.md
// says how.
var (
	//go:embed font/NotoSansSC-Regular-subset.otf
	regularFont []byte
	//go:embed font/NotoSansSC-Bold-subset.otf
	boldFont []byte
)

// spares are fonts of the system that may have a character which ours lack.
var spares = []string{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
	"/System/Library/Fonts/PingFang.ttc",
	`C:\Windows\Fonts\msyh.ttc`,
}

// missing stands for a character that no font has.
const missing = '\u3013'

// pen writes text in one size.
type pen struct {
	fonts []*sfnt.Font
	faces []font.Face
	size  float64
	spare bool // whether the fonts of the system have been looked at
	files []*os.File
	buf   sfnt.Buffer
	known map[rune]int
}

func newPen(data []byte, size float64) (*pen, error) {
	f, err := opentype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	p := &pen{size: size, known: map[rune]int{}}
	return p, p.add(f)
}

func (p *pen) add(f *sfnt.Font) error {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: p.size, DPI: 72})
	if err != nil {
		return fmt.Errorf("read font: %w", err)
	}
	p.fonts, p.faces = append(p.fonts, f), append(p.faces, face)
	return nil
}

// close lets go of the fonts of the system.
func (p *pen) close() {
	for _, f := range p.files {
		f.Close()
	}
}

// face returns the face that has a character, and what stands for it.
func (p *pen) face(c rune) (font.Face, rune) {
	at, ok := p.known[c]
	if !ok {
		if at = p.find(c); at < 0 && !p.spare {
			p.spare = true
			p.load()
			at = p.find(c)
		}
		p.known[c] = at
	}
	if at < 0 && c >= '\u2080' && c <= '\u2089' { // digits below the line read as digits
		return p.faces[0], c - '\u2080' + '0'
	}
	if at < 0 {
		return p.faces[0], missing
	}
	return p.faces[at], c
}

func (p *pen) find(c rune) int {
	for i, f := range p.fonts {
		if g, err := f.GlyphIndex(&p.buf, c); err == nil && g != 0 {
			return i
		}
	}
	return -1
}

// load opens what the system has.
func (p *pen) load() {
	for _, path := range spares {
		file, err := os.Open(path)
		if err != nil {
			continue
		}
		p.files = append(p.files, file)
		if all, err := opentype.ParseCollectionReaderAt(file); err == nil {
			if f, err := all.Font(0); err == nil {
				_ = p.add(f) // a font that cannot be used is no worse than none
			}
		}
	}
}

// width is how broad a text is, in pixels.
func (p *pen) width(s string) int {
	var w fixed.Int26_6
	for _, c := range s {
		face, c := p.face(c)
		if a, ok := face.GlyphAdvance(c); ok {
			w += a
		}
	}
	return w.Ceil()
}

// write draws a line of text whose letters stand on y.
func (p *pen) write(m draw.Image, x, y int, ink color.Color, s string) {
	d := font.Drawer{Dst: m, Src: image.NewUniform(ink), Dot: fixed.P(x, y)}
	for _, c := range s {
		d.Face, c = p.face(c)
		d.DrawString(string(c))
	}
}

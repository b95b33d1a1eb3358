package claims

import (
	"strings"
	"unicode/utf8"
)

// maxPiece is the longest clause that is looked at as one, in runes. It bounds the work on a text without marks.
const maxPiece = 300

// piece is one clause.
type piece struct {
	runes    []rune // folded
	at       int    // rune of the text at which it begins
	segment  int    // number of the stretch between semicolons
	sentence int
	block    int // paragraph
}

// fold writes full-width signs as their narrow forms, one rune for one.
func fold(s string) string { return strings.Map(narrow, s) }

func narrow(c rune) rune {
	switch {
	case c >= 0xff01 && c <= 0xff5e:
		return c - 0xfee0
	case c == 0x3000 || c == 0xa0:
		return ' '
	case c == '﹪':
		return '%'
	case c == '．':
		return '.'
	}
	return c
}

// script is a text as runes, with the byte at which each begins.
type script struct {
	runes []rune
	bytes []int
}

func scriptOf(text string) script {
	n := utf8.RuneCountInString(text)
	s := script{make([]rune, 0, n), make([]int, 0, n+1)}
	for i, c := range text {
		s.runes = append(s.runes, narrow(c))
		s.bytes = append(s.bytes, i)
	}
	s.bytes = append(s.bytes, len(text))
	return s
}

// pieces splits a text at its marks, but not within brackets.
func (s script) pieces() []piece {
	var all []piece
	p := piece{}
	depth, opened := 0, 0
	for i, c := range s.runes {
		switch c {
		case '(', '《':
			depth, opened = 1, i
		case ')', '》':
			depth = 0
		}
		inside := depth > 0 && i-opened < 40 && c != '\n'
		mark := !inside && s.mark(i) || i-p.at >= maxPiece && !isDigit(c)
		if !mark {
			continue
		}
		p.runes = s.runes[p.at:i]
		all = append(all, p)
		p.at = i + 1
		depth = 0
		switch c {
		case '\n', '\r', '\u2028':
			p.block++
			p.sentence++
			p.segment++
		case '。', '!', '?', '…':
			p.sentence++
			p.segment++
		case ';':
			p.segment++
		}
		if !s.mark(i) {
			p.at = i
		}
	}
	p.runes = s.runes[p.at:]
	return append(all, p)
}

// mark reports whether a clause ends at i.
func (s script) mark(i int) bool {
	switch c := s.runes[i]; c {
	case '\n', '\r', '\u2028', '。', '!', '?', ';', '…', '\t':
		return true
	case ',', ':':
		between := i > 0 && i+1 < len(s.runes) && isDigit(s.runes[i-1]) && isDigit(s.runes[i+1])
		return !between || c == ',' && !s.grouped(i)
	}
	return false
}

// grouped reports whether the comma at i parts thousands.
func (s script) grouped(i int) bool {
	n := 0
	for i+1+n < len(s.runes) && isDigit(s.runes[i+1+n]) && n < 4 {
		n++
	}
	return n == 3
}

func (s script) span(from, to int) Span { return Span{s.bytes[from], s.bytes[to]} }

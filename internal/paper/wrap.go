package paper

import (
	"strings"
	"unicode"
)

// wrap breaks a text into lines that fit a width: between Chinese characters, at the
// spaces of other words, with no closing sign at the beginning of a line and no opening
// one at its end.
func wrap(s string, width int, measure func(string) int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapOne(strings.TrimSpace(paragraph), width, measure)...)
	}
	return lines
}

func wrapOne(s string, width int, measure func(string) int) []string {
	var lines []string
	var line string
	for _, piece := range pieces(s, width, measure) {
		if line != "" && measure(line+strings.TrimRight(piece, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
			piece = strings.TrimLeft(piece, " ")
		}
		line += piece
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pieces cuts a line where it may be broken.
func pieces(s string, width int, measure func(string) int) []string {
	var list []string
	runes := []rune(s)
	start := 0
	for i := 1; i <= len(runes); i++ {
		if i < len(runes) && !breaks(runes[i-1], runes[i]) && measure(string(runes[start:i+1])) <= width {
			continue
		}
		list = append(list, string(runes[start:i]))
		start = i
	}
	return list
}

// breaks reports whether a line may end between two characters.
func breaks(a, b rune) bool {
	switch {
	case closes(b) || opens(a):
		return false
	case a == ' ':
		return true
	case b == ' ':
		return false
	}
	return broad(a) || broad(b)
}

// broad reports whether a character belongs to a script that is broken anywhere.
func broad(c rune) bool { return c >= 0x2e80 && !unicode.IsLetter(c) || unicode.Is(unicode.Han, c) }

func closes(c rune) bool {
	return unicode.In(c, unicode.Pe, unicode.Pf) || unicode.Is(unicode.Po, c) && !strings.ContainsRune("#&*@\\\"'/", c)
}

func opens(c rune) bool { return unicode.In(c, unicode.Ps, unicode.Pi) }

package sheet

import (
	"strings"
	"unicode"

	"heitu/internal/record"
)

// tidy takes out of a cell what nobody meant to write: spaces at its ends, signs
// without width and, unless lines are meant, breaks of lines.
func tidy(s string, lines bool) string {
	if strings.IndexFunc(s, odd) < 0 {
		return strings.TrimSpace(s)
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	runes := []rune(s)
	var b strings.Builder
	for i, c := range runes {
		switch {
		case c == '\u200b' || c == '\u200c' || c == '\u200d' || c == '\ufeff' || c == '\u2060' || c == '\u00ad':
		case c == '\u00a0' || c == '\u202f' || c == '\u2007':
			b.WriteByte(' ')
		case (c == '\n' || c == '\r') && lines:
			b.WriteByte('\n')
		case c == '\t' && lines:
			b.WriteByte('\t')
		case c == '\n' || c == '\r' || c == '\t':
			if i > 0 && i+1 < len(runes) && !(han(runes[i-1]) || han(runes[i+1])) {
				b.WriteByte(' ')
			}
		case unicode.IsControl(c):
		default:
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(b.String())
}

func odd(c rune) bool {
	return c < ' ' || c >= 0x7f && c <= 0xad || c >= 0x2007 && c <= 0x2060 || c == '\ufeff'
}

func han(c rune) bool {
	return unicode.Is(unicode.Han, c) || c >= '　' && c <= '〿' || c >= '！' && c <= '～'
}

// squeeze folds what only looks different: width, case, and every space.
func squeeze(s string) string {
	if plainASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || odd(c) && c != '—' && c != '“' && c != '”' && c != '…' && c != '‘' && c != '’' && c != '–' {
			return -1
		}
		return unicode.ToLower(c)
	}, record.HalfWidth(s))
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// bare is what is left of a name without signs.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, squeeze(s))
}

// withoutNotes takes away what stands in brackets.
func withoutNotes(s string) string {
	var b strings.Builder
	depth := 0
	for _, c := range record.HalfWidth(s) {
		switch {
		case strings.ContainsRune("([{【〔〈<", c):
			depth++
		case strings.ContainsRune(")]}】〕〉>", c):
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(c)
		}
	}
	return b.String()
}

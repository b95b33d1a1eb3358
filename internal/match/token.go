package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// token is one word of a text.
type token struct {
	form   string // as written, but in lower case, half width and simplified characters
	at     int    // where it begins in the folded text, in bytes
	joined bool   // a Chinese word that stands directly behind the Chinese word before it
}

// han reports whether the word is Chinese.
func (t token) han() bool { return t.form[0] >= utf8.RuneSelf && isHanForm(t.form) }

func isHanForm(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return isHan(r)
}

// longestWord bounds a token, in runes, so that no text can fill the index with one word.
const longestWord = 40

// units are joined to a number that stands one space before them.
var units = wordSet(`mm cm dm m km nm um μm mm2 cm2 m2 km2 mm3 cm3 m3 ml l mg g kg t ms s min h
	hz khz mhz ghz v kv mv a ma w kw mw gw kwh mwh gwh wh mpa kpa pa gpa n kn j kj mj k db bit kb mb gb tb rpm ppm mol °c`)

// tokens reads the words of a text in their order. Every token is non-empty valid UTF-8.
func tokens(text string) []token { return cut(fold(text)) }

// cut reads the words of a folded text.
func cut(s string) []token {
	out := make([]token, 0, len(s)/5)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isHan(r):
			end := runEnd(s, i, isHan)
			out = appendChinese(out, s, i, end)
			i = end
		case isDigit(r):
			end := numberEnd(s, i)
			form := s[i:end]
			if after := unitEnd(s, end); after > end {
				form += strings.TrimPrefix(s[end:after], " ")
				end = after
			}
			out = appendWord(out, form, i)
			i = end
		case isLetter(r):
			end := runEnd(s, i, isInner)
			out = appendWord(out, strings.TrimRight(s[i:end], "'"), i)
			i = end
		default:
			i += size
		}
	}
	return out
}

// appendWord adds a word that is not Chinese, unless it is a stop word. A word
// beyond the bound is cut in pieces.
func appendWord(out []token, form string, at int) []token {
	if stopEnglish[form] {
		return out
	}
	for len(form) > longestWord && utf8.RuneCountInString(form) > longestWord {
		cut := runeOffset(form, longestWord)
		out = append(out, token{form: form[:cut], at: at})
		form, at = form[cut:], at+cut
	}
	return append(out, token{form: form, at: at})
}

// unlikeWords ends a stem that, taken for a word, would have another stem:
// considerable has consider, which as a word has consid. No word ends so, thus a
// stem and a word of one spelling do not share a place in the lexicon.
const unlikeWords = "\x01"

// stem returns the Snowball (Porter 2) stem of an English word, and any other word
// as it is. The stem of a stem is itself.
func stem(form string) string {
	for i := range len(form) {
		if c := form[i]; (c < 'a' || c > 'z') && c != '\'' {
			return form
		}
	}
	s := english.Stem(form, false)
	switch {
	case s == "":
		return form
	case english.Stem(s, false) != s:
		return s + unlikeWords
	}
	return s
}

// fold returns s in lower case, with full-width characters in half width and
// traditional ones simplified. Each rune becomes one rune. What
// is not UTF-8 becomes U+FFFD, which belongs to no word.
func fold(s string) string {
	simple := simplified()
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		case r >= 0xFF01 && r <= 0xFF5E:
			return unicode.ToLower(r - 0xFEE0)
		case r == 0x3000 || r == 0xA0:
			return ' '
		case r == '’':
			return '\''
		case r == 'µ': // the micro sign; the unit is written with either
			return 'μ'
		case firstHan <= r && r <= lastHan:
			return simple[r-firstHan]
		case isHan(r):
			return r
		}
		return unicode.ToLower(r)
	}, s)
}

// numberEnd returns where the number that begins at i ends, with the letters
// that follow it at once ("500kw", "5g") and a sign of percent or degree.
func numberEnd(s string, i int) int {
	end := runEnd(s, i, func(r rune) bool { return isDigit(r) || r == '.' || r == ',' })
	for s[end-1] == '.' || s[end-1] == ',' {
		end--
	}
	end = runEnd(s, end, isInner)
	for _, sign := range []string{"%", "‰", "℃", "°c"} {
		if strings.HasPrefix(s[end:], sign) {
			return end + len(sign)
		}
	}
	return end
}

// unitEnd returns where the unit that stands one space behind a number ends, or end.
func unitEnd(s string, end int) int {
	if end+1 >= len(s) || s[end] != ' ' || !isDigit(rune(s[end-1])) {
		return end
	}
	if after := runEnd(s, end+1, func(r rune) bool { return isInner(r) || r == '°' }); units[s[end+1:after]] {
		return after
	}
	return end
}

// runEnd returns the end of the longest run from i whose runes are all in.
func runEnd(s string, i int, in func(rune) bool) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !in(r) {
			break
		}
		i += size
	}
	return i
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isHan(r rune) bool {
	return firstHan <= r && r <= lastHan || r > 0x2E7F && unicode.Is(unicode.Han, r)
}

// isLetter reports whether a word that is not Chinese can begin with r.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return unicode.In(r, unicode.L, unicode.Nd) && !isHan(r)
}

// isInner reports whether a word that is not Chinese can go on with r.
func isInner(r rune) bool {
	return isLetter(r) || isDigit(r) || r == '\'' || r >= utf8.RuneSelf && unicode.IsMark(r)
}

// runeOffset is the place in bytes of the nth rune.
func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

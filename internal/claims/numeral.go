package claims

import (
	"strconv"
	"strings"
)

// quantity is a number with its unit, in runes of a piece.
type quantity struct {
	start, number, numberEnd, end int // start includes words such as 近; number is the number itself
	value, upper, unit, bound     string
	chinese                       bool // whether it is written in Chinese numerals
}

const (
	numerals = "零〇一二两三四五六七八九十百千万亿"
	scales   = "十百千万亿"
	dashes   = "-–—~至到"
)

var digitOf = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

var scaleOf = map[rune]int64{'十': 10, '百': 100, '千': 1000, '万': 10_000, '亿': 100_000_000}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// arabic reads digits from i, grouped or not, and returns the decimal and its end.
func arabic(s []rune, i int) (string, int) {
	var b strings.Builder
	for i < len(s) {
		group := s[i] == ',' && i+3 < len(s) && isDigit(s[i+1]) && isDigit(s[i+2]) && isDigit(s[i+3]) && (i+4 >= len(s) || !isDigit(s[i+4]))
		if group && b.Len() > 0 {
			i++
			continue
		}
		if !isDigit(s[i]) {
			break
		}
		b.WriteRune(s[i])
		i++
	}
	if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
		b.WriteRune('.')
		for i++; i < len(s) && isDigit(s[i]); i++ {
			b.WriteRune(s[i])
		}
	}
	return plain(b.String()), i
}

// plain drops zeros that say nothing before a number; those behind the point say how exact it is.
func plain(s string) string {
	whole, part, dotted := strings.Cut(s, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if dotted {
		return whole + "." + part
	}
	return whole
}

// hanzi reads Chinese numerals from i; ok is false for what is not a number.
func hanzi(s []rune, i int) (value string, end int, ok bool) {
	end = i
	for end < len(s) && strings.ContainsRune(numerals, s[end]) && end-i < 16 {
		end++
	}
	n, ok := chineseNumber(s[i:end])
	return strconv.FormatInt(n, 10), end, ok
}

// chineseNumber computes 三万五千二百 and the like.
func chineseNumber(run []rune) (int64, bool) {
	if len(run) == 0 {
		return 0, false
	}
	var total, section, digit int64
	digit = -1
	last := int64(0)
	for _, c := range run {
		if d, isOne := digitOf[c]; isOne {
			if digit > 0 {
				return 0, false // 二三 is several, 二〇二四 a year
			}
			digit = d
			continue
		}
		scale := scaleOf[c]
		switch {
		case scale >= 10_000:
			section += max(digit, 0)
			if section == 0 {
				section = 1
			}
			if total > 0 && scale > 10_000 {
				return 0, false
			}
			total += section * scale
			section = 0
		case last != 0 && last < scale && digit < 0:
			return 0, false
		default:
			if digit < 0 {
				digit = 1
			}
			section += digit * scale
		}
		digit, last = -1, scale
	}
	return total + section + max(digit, 0), true
}

// quantities reads what is counted or measured in a piece, in order.
func quantities(s []rune) []quantity {
	var found []quantity
	names := shortQuotes(s)
	for i := 0; i < len(s); {
		if end := names[i]; end > i {
			if q, ok := structure(s, i, end); ok {
				found = append(found, q)
			}
			i = end
			continue
		}
		digit := isDigit(s[i])
		if !digit && !strings.ContainsRune(numerals, s[i]) {
			i++
			continue
		}
		if q, ok := structure(s, i, len(s)); digit && ok {
			found = append(found, q)
			i = q.end
			continue
		}
		q, next, ok := quantityAt(s, i)
		if ok {
			found = append(found, q)
		}
		i = next
	}
	return found
}

// quantityAt reads the number that begins at i. next is where to go on.
func quantityAt(s []rune, i int) (q quantity, next int, ok bool) {
	q = quantity{start: i, number: i}
	if isDigit(s[i]) {
		q.value, q.numberEnd = arabic(s, i)
	} else {
		if f, end, isFraction := fraction(s, i); isFraction {
			f.start, f.bound = opening(s, i)
			return f, end, true
		}
		q.chinese = true
		q.value, q.numberEnd, ok = hanzi(s, i)
		if !ok || vagueRun(s, i, q.numberEnd) {
			return q, max(q.numberEnd, i+1), false
		}
	}
	next = q.numberEnd
	if i > 0 && (s[i-1] == '第' || s[i-1] == '.' || s[i-1] == '/' || s[i-1] == '-' && !spaced(s, i) || asciiLetter(s[i-1]) || s[i-1] == '〔' || s[i-1] == '[') {
		return q, next, false
	}
	q.readUpper(s)
	if !q.readUnit(s) || q.chinese && vagueNoun(s[q.end:]) {
		return q, max(next, q.numberEnd), false
	}
	start, bound := opening(s, i)
	q.start = start
	if q.bound == "" {
		q.bound = bound
	}
	return q, q.end, true
}

// spaced reports whether the dash before i stands for a pause and not within a number.
func spaced(s []rune, i int) bool { return i < 2 || !isDigit(s[i-2]) && !asciiLetter(s[i-2]) }

func asciiLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// readUpper reads the second number of a range such as 30—50项 or 3万至5万元.
func (q *quantity) readUpper(s []rune) {
	at := q.numberEnd
	probe := quantity{numberEnd: at, chinese: q.chinese}
	if probe.readUnit(s) {
		at = probe.end
	}
	if at >= len(s) || !strings.ContainsRune(dashes, s[at]) {
		return
	}
	for at < len(s) && strings.ContainsRune(dashes, s[at]) {
		at++
	}
	if at >= len(s) || !isDigit(s[at]) {
		return
	}
	upper, end := arabic(s, at)
	if second := (quantity{numberEnd: end}); !second.readUnit(s) || probe.unit != "" && probe.unit != second.unit {
		return
	}
	q.upper, q.numberEnd = upper, end
}

// fraction reads 三分之一 and 百分之三十.
func fraction(s []rune, i int) (quantity, int, bool) {
	below, at, ok := hanzi(s, i)
	if !ok || at+2 >= len(s) || s[at] != '分' || s[at+1] != '之' {
		return quantity{}, 0, false
	}
	above, end := "", at+2
	if isDigit(s[end]) {
		above, end = arabic(s, end)
	} else if above, end, ok = hanzi(s, end); !ok {
		return quantity{}, 0, false
	}
	q := quantity{number: i, numberEnd: end, end: end, chinese: true, value: above + "/" + below}
	if below == "100" {
		q.value, q.unit = above, "%"
	}
	return q, end, true
}

// structure reads 1+1+5+N, which is a claim whose value is its text.
func structure(s []rune, i, limit int) (quantity, bool) {
	for i < limit && (s[i] == '“' || s[i] == '"') {
		i++
	}
	at, parts, digits := i, 0, 0
	for at < limit {
		switch c := s[at]; {
		case isDigit(c):
			digits++
			for n := 0; at < limit && isDigit(s[at]); n++ {
				if n == 2 {
					return quantity{}, false
				}
				at++
			}
		case c == 'N' || c == 'n' || c == 'X' || c == 'x':
			at++
		default:
			return quantity{}, false
		}
		parts++
		if at >= limit || s[at] != '+' {
			break
		}
		at++
	}
	if parts < 2 || digits == 0 || s[at-1] == '+' || i > 0 && (asciiLetter(s[i-1]) || s[i-1] == '.') {
		return quantity{}, false
	}
	end := at
	if end < len(s) && (s[end] == '”' || s[end] == '"') {
		end++
	}
	return quantity{start: i, number: i, numberEnd: at, end: end, value: string(s[i:at])}, true
}

// shortQuotes maps the beginning of a quoted name to its end: figures in names are not claims.
func shortQuotes(s []rune) map[int]int {
	names := map[int]int{}
	open := -1
	for i, c := range s {
		switch c {
		case '“', '《', '「':
			open = i
		case '”', '》', '」':
			if open >= 0 && (c == '》' || i-open <= 14) {
				names[open] = i + 1
			}
			open = -1
		}
	}
	return names
}

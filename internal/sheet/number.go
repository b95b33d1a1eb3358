package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// format is what a workbook says about how a number is shown.
type format struct {
	date, years, days, clock bool // whether it is a moment, and which parts of it are shown
	percent                  bool
	width                    int    // of a number filled up with zeros
	decimals                 int    // shown
	unit                     string // 万元 and the like, written behind the number
}

// builtin is the formats that files name by number alone; 27 to 58 are those of Chinese editions.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: "yyyy/m", 28: "m/d", 29: "m/d", 30: "m-d-yy",
	31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy/m", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
	50: "yyyy/m", 51: "m/d", 52: "yyyy/m", 53: "m/d", 54: "m/d", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy/m", 58: "m/d",
}

// parseFormat reads a format code; of several sections the first one counts.
func parseFormat(code string) *format {
	var f format
	shape, literal := shapeOf(code)
	f.years = strings.ContainsAny(shape, "ye")
	f.days = strings.ContainsRune(shape, 'd')
	f.clock = strings.ContainsAny(shape, "hs")
	f.date = !strings.ContainsAny(shape, "0#?") && (f.years || f.days || f.clock)
	f.percent = strings.ContainsRune(shape, '%')
	whole, part, _ := strings.Cut(shape, ".")
	f.decimals = strings.Count(part, "0")
	if zeros := strings.Trim(whole, "0"); zeros == "" && part == "" && len(whole) > 1 {
		f.width = len(whole)
	}
	for _, unit := range []string{"万元", "亿元", "千元", "万", "亿"} {
		if strings.Contains(literal, unit) && !scaled(code) {
			f.unit = unit
			break
		}
	}
	return &f
}

// scaled reports whether a format shows a number as a part of itself: by commas
// behind the digits, or by a decimal point that is written as a literal.
func scaled(code string) bool {
	first, _, _ := strings.Cut(code, ";")
	for _, sign := range []string{"!.", `\.`, `"."`} {
		if strings.Contains(first, sign) {
			return true
		}
	}
	last := strings.LastIndexAny(first, "0#?")
	return last >= 0 && strings.HasPrefix(first[last+1:], ",")
}

// shapeOf parts the letters and digits of a format code from what it writes as it stands.
func shapeOf(code string) (shape, literal string) {
	var s, l strings.Builder
	runes := []rune(code)
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; {
		case c == ';':
			return strings.ToLower(s.String()), l.String()
		case c == '"':
			for i++; i < len(runes) && runes[i] != '"'; i++ {
				l.WriteRune(runes[i])
			}
		case c == '[':
			for i++; i < len(runes) && runes[i] != ']'; i++ {
			}
		case c == '\\' || c == '!' || c == '_' || c == '*':
			if i++; i < len(runes) && (c == '\\' || c == '!') {
				l.WriteRune(runes[i])
			}
		case c > 127:
			l.WriteRune(c)
		default:
			s.WriteRune(c)
		}
	}
	if strings.EqualFold(s.String(), "general") {
		return "", l.String()
	}
	return strings.ToLower(s.String()), l.String()
}

// day writes a moment with those parts of it that the format shows.
func (f *format) day(n float64, since1904 bool) (string, bool) {
	t, ok := moment(n, since1904)
	switch {
	case !ok || !f.years && !f.days:
		return "", false
	case !f.days:
		return t.Format("2006-01"), true
	case f.clock && t.Hour()+t.Minute()+t.Second() > 0:
		return t.Format("2006-01-02 15:04:05"), true
	}
	return t.Format(time.DateOnly), true
}

// moment is what a workbook means by a number of days.
func moment(n float64, since1904 bool) (time.Time, bool) {
	if !(n >= 0 && n < 200_000) {
		return time.Time{}, false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if since1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if n < 61 { // programs count a 29 February 1900
		n++
	}
	return first.Add(time.Duration(n*86400+0.5) * time.Second), true
}

// plain writes a number without an exponent, to the fifteen digits that a
// workbook keeps.
func plain(n float64) string {
	rounded, err := strconv.ParseFloat(fmt.Sprintf("%.15g", n), 64)
	if err != nil {
		return fmt.Sprint(n)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

var (
	wholeDay   = regexp.MustCompile(`^(\d{4})[-/.年\\](\d{1,2})[-/.月\\](\d{1,2})[日号]?$`)
	compact    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	shortDay   = regexp.MustCompile(`^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$`)
	monthOnly  = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})月?份?$`)
	monthRun   = regexp.MustCompile(`^(19|20)(\d{2})(0[1-9]|1[0-2])$`)
	yearLast   = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	onlyYear   = regexp.MustCompile(`^((?:19|20)\d{2})年?$`)
	serial     = regexp.MustCompile(`^[1-9]\d{4}(\.\d+)?$`)
	clock      = regexp.MustCompile(`(?i)(\d)[日号]?[t ]*(上午|下午|am|pm)?\s*\d{1,2}[:：时]\d{1,2}([:：分]\d{0,2}(\.\d+)?秒?)?\s*(am|pm|z|\+\d\d:?\d\d)?$`)
	weekday    = regexp.MustCompile(`[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?$`)
	untilWords = regexp.MustCompile(`(前|之前|以前|止|截止|起)$`)
	dottedOne  = regexp.MustCompile(`^(\d{4})\.1$`)
)

// english ways of writing a day that cannot be misread.
var englishDays = []string{"2 Jan 2006", "2-Jan-2006", "2-Jan-06", "Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "January 2 2006", "2 January 2006", "2006-Jan-2"}

// date reads a day.
func (r *reading) date(x cell) (any, error) {
	if x.kind == number {
		return r.dayNumber(x)
	}
	said := tidy(x.text, false)
	s := strings.TrimSpace(record.HalfWidth(said))
	if s == "" {
		return nil, nil
	}
	if blank(squeeze(s)) || squeeze(s) == "长期" {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	if v, err := (record.Date{}).Parse(s); err == nil {
		return v, nil
	}
	for _, layout := range englishDays {
		if day, err := time.Parse(layout, s); err == nil {
			return day.Format(time.DateOnly), nil
		}
	}
	if m := clock.FindStringSubmatchIndex(s); m != nil && strings.ContainsAny(s, "-/.年") {
		s = s[:m[3]]
	}
	s = strings.Trim(arabic(squeeze(s)), ".。")
	s = weekday.ReplaceAllString(strings.NewReplacer("—", "-", "–", "-", "－", "-", "--", "-").Replace(s), "")
	if rest := untilWords.ReplaceAllString(s, ""); rest != s && rest != "" {
		s = rest
		r.doubt(text.ReadAs, said, s)
	}
	if serial.MatchString(s) {
		n, _ := strconv.ParseFloat(s, 64)
		if day, ok := dayOf(n, r.book.since1904); ok {
			r.doubt(text.SerialAssumed, said, day)
			return day, nil
		}
	}
	return r.dayText(said, s)
}

// dayText reads a day out of words without spaces.
func (r *reading) dayText(said, s string) (any, error) {
	if m := wholeDay.FindStringSubmatch(s); m != nil {
		return civil(said, m[1], m[2], m[3])
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return civil(said, m[1], m[2], m[3])
	}
	if m := monthOnly.FindStringSubmatch(s); m != nil {
		day, err := civil(said, m[1], m[2], "1")
		switch {
		case err != nil:
		case dottedOne.MatchString(s):
			r.doubt(text.MonthDoubt, said, day)
		default:
			r.doubt(text.MonthAssumed, day)
		}
		return day, err
	}
	if m := monthRun.FindStringSubmatch(s); m != nil {
		day, err := civil(said, m[1]+m[2], m[3], "1")
		if err == nil {
			r.doubt(text.MonthAssumed, day)
		}
		return day, err
	}
	if m := shortDay.FindStringSubmatch(s); m != nil {
		day, err := civil(said, "20"+m[1], m[2], m[3])
		if err == nil {
			r.doubt(text.YearAssumed, day)
		}
		return day, err
	}
	if m := yearLast.FindStringSubmatch(s); m != nil {
		return r.yearLast(said, m)
	}
	if m := onlyYear.FindStringSubmatch(s); m != nil {
		return nil, fault.Invalid("", text.YearOnly, said, m[1])
	}
	return nil, fault.Invalid("", text.NotDate)
}

// yearLast reads 13/5/2024, as long as it can be one day only.
func (r *reading) yearLast(said string, m []string) (any, error) {
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	if a <= 12 && b <= 12 && a != b {
		return nil, fault.Invalid("", text.DayUnclear, said)
	}
	if b > 12 {
		a, b = b, a
	}
	day, err := civil(said, m[3], strconv.Itoa(b), strconv.Itoa(a))
	if err == nil {
		r.doubt(text.DayOrder, said, day)
	}
	return day, err
}

// civil is a day of the calendar.
func civil(said, year, month, day string) (any, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m || t.Year() != y {
		return nil, fault.Invalid("", text.NoSuchDay, said)
	}
	v := t.Format(time.DateOnly)
	return v, record.Date{}.Check(v)
}

// dayNumber reads a day that a program keeps as a number.
func (r *reading) dayNumber(x cell) (any, error) {
	n, err := strconv.ParseFloat(x.text, 64)
	if err != nil {
		return nil, fault.Invalid("", text.NotDate)
	}
	said := plain(n)
	if f := x.format; f != nil && f.date {
		day, ok := dayOf(n, r.book.since1904)
		switch {
		case !ok:
			return nil, fault.Invalid("", text.NotDate)
		case !f.days && f.years:
			r.doubt(text.MonthAssumed, day)
		case !f.years:
			r.doubt(text.YearHidden, day)
		}
		return day, nil
	}
	if serial.MatchString(said) {
		if day, ok := dayOf(n, r.book.since1904); ok {
			return day, nil
		}
	}
	if x.format != nil && x.format.decimals > 0 && !x.format.percent {
		said = strconv.FormatFloat(n, 'f', x.format.decimals, 64)
	} else if m := dottedOne.FindStringSubmatch(said); m != nil {
		return nil, fault.Invalid("", text.MonthUnclear, said, m[1]+"-01-01", m[1]+"-10-01")
	}
	return r.dayText(said, said)
}

// dayOf is the day with a number, if it lies in our time.
func dayOf(n float64, since1904 bool) (string, bool) {
	t, ok := moment(n, since1904)
	if !ok || t.Year() < 1920 || t.Year() > 2199 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// arabic turns a day in Chinese figures, as 二〇二四年三月五日, into digits.
func arabic(s string) string {
	if !strings.ContainsAny(s, "〇零一二三四五六七八九十") || !strings.Contains(s, "年") {
		return s
	}
	const figures = "〇一二三四五六七八九"
	var b strings.Builder
	runes := []rune(s)
	digit := func(i int) int {
		if i < 0 || i >= len(runes) {
			return -1
		}
		at := strings.IndexRune(figures, runes[i])
		if runes[i] == '零' {
			at = 0
		}
		return at / len("〇")
	}
	for i, c := range runes {
		before := i > 0 && strings.ContainsRune(figures, runes[i-1])
		after := i+1 < len(runes) && strings.ContainsRune(figures, runes[i+1])
		switch {
		case c == '十' && before && after:
		case c == '十' && before:
			b.WriteByte('0')
		case c == '十' && after:
			b.WriteByte('1')
		case c == '十':
			b.WriteString("10")
		case c == '零' || strings.ContainsRune(figures, c):
			fmt.Fprint(&b, digit(i))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

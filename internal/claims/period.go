package claims

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// period is a stretch of time that the text names.
type period struct {
	code, words string
	start, end  int // in bytes of what was searched
}

const yearWords = `((?:19|20)\d{2}年|今年|本年|去年|上年|前年)`

var (
	untilPattern  = regexp.MustCompile(`(?:到|至|截至|截止|力争)(?:到)?((?:20)\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末|年底)?`)
	yearPattern   = regexp.MustCompile(yearWords + `(?:以来)?(上半年|下半年|前三季度|前两个月|[一二三四]季度|第[一二三四]季度|(\d{1,2})(?:月)?[-—–~至到](\d{1,2})月|前(\d{1,2})个月|(\d{1,2})月)?`)
	spanPattern   = regexp.MustCompile(`((?:19|20)\d{2})年?[-—–~至到]((?:19|20)\d{2})年`)
	bareHalf      = regexp.MustCompile(`(上半年|下半年|前三季度|[一二三四]季度|(\d{1,2})(?:月)?[-—–~至到](\d{1,2})月)`)
	recentPattern = regexp.MustCompile(`近([一二三四五六七八九十两\d]{1,2})年(?:来|间)?`)
	sincePattern  = regexp.MustCompile(`(半|一|两|二|三|四|五)年(?:多)?来`)
	planPattern   = regexp.MustCompile(`[“"]?十([一二三四五])五[”"]?(期间|以来|时期|末)`)
	datePattern   = regexp.MustCompile(`((?:19|20)\d{2})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})`)
)

// lastPeriod returns the last period that s names, given the day of publication.
func lastPeriod(s string, published time.Time) (period, bool) {
	if !strings.ContainsAny(s, "年季月”") {
		return period{}, false
	}
	var best period
	keep := func(at []int, code string) {
		if code != "" && !compared(s, at[0], at[1]) && at[1] >= best.end {
			best = period{code, s[at[0]:at[1]], at[0], at[1]}
		}
	}
	year := published.Year()
	known := !published.IsZero()
	for _, m := range bareHalf.FindAllStringSubmatchIndex(s, -1) {
		if known {
			keep(m, within(strconv.Itoa(year), group(s, m, 1), group(s, m, 2), group(s, m, 3)))
		}
	}
	for _, m := range sincePattern.FindAllStringSubmatchIndex(s, -1) {
		if months := 12 * smallNumber(group(s, m, 1)); known {
			from := time.Date(year, published.Month()-time.Month(max(months, 6)), 1, 0, 0, 0, 0, time.UTC)
			keep(m, from.Format("2006-01")+"/"+published.Format("2006-01"))
		}
	}
	for _, m := range recentPattern.FindAllStringSubmatchIndex(s, -1) {
		if n := smallNumber(group(s, m, 1)); known && n > 0 {
			keep(m, fmt.Sprintf("%d/%d", year-n+1, year))
		}
	}
	for _, m := range planPattern.FindAllStringSubmatchIndex(s, -1) {
		first := 2001 + 5*(smallNumber(group(s, m, 1))-0)
		last := first + 4
		if group(s, m, 2) == "以来" && known {
			last = year
		}
		keep(m, fmt.Sprintf("%d/%d", first, last))
	}
	for _, m := range yearPattern.FindAllStringSubmatchIndex(s, -1) {
		keep(m, yearCode(s, m, published))
	}
	for _, m := range spanPattern.FindAllStringSubmatchIndex(s, -1) {
		keep(m, group(s, m, 1)+"/"+group(s, m, 2))
	}
	for _, m := range untilPattern.FindAllStringSubmatchIndex(s, -1) {
		if m[0] > 0 && isDigit(rune(s[m[0]-1])) || strings.HasSuffix(s[:m[0]], "年") {
			continue // the second half of a span
		}
		code := "/" + group(s, m, 1)
		if month := group(s, m, 2); month != "" {
			code += "-" + two(month)
		}
		keep(m, code)
	}
	return best, best.code != ""
}

// compared reports whether a period is only what something is compared with: 比2020年, 较去年同期.
func compared(s string, start, end int) bool {
	before, after := []rune(tail(s[:start], 12)), s[end:]
	if n := len(before); n > 0 && strings.ContainsRune("比较与同于前", before[n-1]) {
		return true
	}
	return strings.HasPrefix(after, "同期") || strings.HasPrefix(after, "的") && strings.Contains(head(after, 24), "倍") || strings.HasPrefix(after, "相比")
}

// tail returns at most n bytes of the end of s, beginning with a whole character.
func tail(s string, n int) string {
	at := max(len(s)-n, 0)
	for at < len(s) && s[at]&0xc0 == 0x80 {
		at++
	}
	return s[at:]
}

func head(s string, n int) string { return s[:min(n, len(s))] }

func group(s string, m []int, n int) string {
	if 2*n+1 >= len(m) || m[2*n] < 0 {
		return ""
	}
	return s[m[2*n]:m[2*n+1]]
}

func smallNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, _ := chineseNumber([]rune(s))
	return int(n)
}

func two(month string) string { return fmt.Sprintf("%02d", smallNumber(month)) }

// yearCode reads a match of yearPattern.
func yearCode(s string, m []int, published time.Time) string {
	year := strings.TrimSuffix(group(s, m, 1), "年")
	back := map[string]int{"今": 0, "本": 0, "去": 1, "上": 1, "前": 2}
	if n, relative := back[year]; relative {
		if published.IsZero() {
			return ""
		}
		year = strconv.Itoa(published.Year() - n)
	}
	if first := group(s, m, 5); first != "" {
		return year + "-01/" + year + "-" + two(first)
	}
	if month := group(s, m, 6); month != "" {
		if strings.HasPrefix(s[m[1]:], "份") || !strings.HasPrefix(strings.TrimLeft(s[m[1]:], "0123456789"), "日") {
			return year + "-" + two(month)
		}
		return "" // a day, on which something was said or done
	}
	return within(year, group(s, m, 2), group(s, m, 3), group(s, m, 4))
}

// within names a part of a year.
func within(year, part, from, to string) string {
	switch {
	case part == "":
		return year
	case part == "上半年":
		return year + "-H1"
	case part == "下半年":
		return year + "-H2"
	case part == "前三季度":
		return year + "-01/" + year + "-09"
	case part == "前两个月":
		return year + "-01/" + year + "-02"
	case strings.HasSuffix(part, "季度"):
		return year + "-Q" + strconv.Itoa(smallNumber(strings.TrimPrefix(strings.TrimSuffix(part, "季度"), "第")))
	case from != "":
		return year + "-" + two(from) + "/" + year + "-" + two(to)
	}
	return year
}

// Published finds the day of publication that the head of a report names, zero for none.
func Published(s string) time.Time {
	s = fold(head(s, 3000))
	for _, m := range datePattern.FindAllStringSubmatchIndex(s, -1) {
		before := tail(s[:m[0]], 24)
		alone := strings.TrimSpace(before) == "" || strings.HasSuffix(before, "\n")
		if !alone && !strings.Contains(before, "发布") && !strings.Contains(before, "时间") && !strings.Contains(before, "日期") {
			continue
		}
		t := time.Date(smallNumber(group(s, m, 1)), time.Month(smallNumber(group(s, m, 2))), smallNumber(group(s, m, 3)), 0, 0, 0, 0, time.UTC)
		if t.Month() == time.Month(smallNumber(group(s, m, 2))) {
			return t
		}
	}
	return time.Time{}
}

var periodPatterns = []*regexp.Regexp{untilPattern, spanPattern, yearPattern, bareHalf, recentPattern, sincePattern, planPattern}

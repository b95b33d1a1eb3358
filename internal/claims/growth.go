package claims

import (
	"regexp"
	"strings"
)

// changes find the words in front of a number that is a growth and no value: 同比增长22.4%.
var (
	changes  = regexp.MustCompile(`(增长|增加|提高|提升|上升|上涨|扩大|下降|减少|降低|下跌|回落|缩减|增幅|增速|降幅|多|增|降|少)(?:了|幅度)?(?:达到|达|为|约为|约|近|超过|超|逾|:)*$`)
	relation = regexp.MustCompile(`(同比|环比|年均|(?:比|较|与)[^,;]{0,14}?(?:同期|上年|去年|年|月|季度|周期|初|末|底|度|相比|此前|之前))[^,;]{0,6}$`)
	ratio    = regexp.MustCompile(`(?:是|为|达|达到|相当于|约为|约|近|超过|超)?((?:[^,;是为]|为主){2,40})的(?:约|近|超过|超|逾)?$`)
)

var falling = strings.Fields("下降 减少 降低 下跌 回落 缩减 降幅 降 少")

// change is a growth found in front of a number.
type change struct {
	falls    bool
	relative bool   // whether it says what it is compared with
	noun     string // what stands before, in the same clause
}

// changeBefore judges the words between the last number, or the subject, and this one.
func changeBefore(s string) (change, bool) {
	m := changes.FindStringSubmatchIndex(s)
	if m == nil {
		return change{}, false
	}
	word, rest := group(s, m, 1), s[:m[0]]
	if strings.HasSuffix(rest, "新") || strings.HasSuffix(rest, "净") {
		return change{}, false
	}
	r := relation.FindStringIndex(rest)
	single := word == "多" || word == "少" || word == "增" || word == "降"
	if single && r == nil {
		return change{}, false
	}
	c := change{relative: r != nil, noun: rest}
	if r != nil {
		c.noun = rest[:r[0]]
	}
	c.noun = trimEnds(trimStarts(c.noun, hollow), linking)
	c.noun = strings.Trim(c.noun, "()、 ”“分别均")
	noun := []rune(c.noun)
	c.noun = string(noun[leadPeriod(noun, 0):])
	for _, f := range falling {
		c.falls = c.falls || word == f
	}
	return c, true
}

// growth makes the growth of a number.
func (c change) growth(q quantity) *Growth {
	g := &Growth{Kind: Amount, Value: q.value, Unit: q.unit}
	if q.unit == "%" || q.unit == "倍" || q.unit == "成" || q.unit == "‰" {
		g.Kind = Rate
	}
	if c.falls {
		g.Value = "-" + g.Value
	}
	return g
}

// baseBefore finds what a ratio is measured by: 前6年总和的5.8倍.
func baseBefore(s string) (base string, at int) {
	m := ratio.FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	return group(s, m, 1), m[0]
}

// risesFrom reports whether a figure is only where another one began: 由5亿元扩大到8亿元.
func (r *reader) risesFrom(p place) bool {
	words := p.words()
	if !strings.HasSuffix(words, "由") && !strings.HasSuffix(words, "从") || p.limit == len(p.runes) || !reaches.MatchString(string(p.runes[p.q.end:p.limit])) {
		return false
	}
	if t := p.before(p.from, p.q.start-1, p.n > 0); t != "" {
		r.topic = t
	}
	return true
}

var reaches = regexp.MustCompile(`(扩大|提高|增加|增长|提升|上升|下降|减少|降低|降|增|升)(到|至)`)

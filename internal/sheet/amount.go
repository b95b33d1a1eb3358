package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

var (
	unitWords  = regexp.MustCompile(`(亿元|百万元|十万元|万元|千元|元|亿|万)`)
	inBrackets = regexp.MustCompile(`[(（\[【][^)）\]】]*?(?:单位[:：]?)?(?:人民币)?(亿元|百万元|万元|千元|元|亿|万)[^)）\]】]*[)）\]】]`)
	titleUnit  = regexp.MustCompile(`(?:金额|货币|计量|计价)?单位[:：]?(?:人民币)?(亿元|百万元|万元|千元|元)(?:[^一-龥]|$)`)
	endUnit    = regexp.MustCompile(`(亿元|百万元|万元|千元|元)$`)
	between2   = regexp.MustCompile(`^[^\d]*([\d.,]+)(?:亿元?|万元?|千元|元)?(?:-|~|～|—|–|至|到)+([\d.,]+)(亿元|亿|万元|万|千元|元)?.*$`)
	foreign    = regexp.MustCompile(`(?i)美元|美金|欧元|日元|英镑|港元|港币|卢布|韩元|usd|eur|jpy|gbp|hkd|\$|€|£`)
	aboutSigns = regexp.MustCompile(`^(约|大约|大概|近|超过|不超过|不少于|不低于|不高于|小于|大于|≥|≤|>|<|>=|<=|~)+|(左右|上下|以内|以上|以下|起|余|多|\+)+$`)
)

// unitIn finds the unit that a header names.
func unitIn(header string) string {
	s := squeeze(header)
	for _, form := range []*regexp.Regexp{inBrackets, titleUnit, endUnit} {
		if m := form.FindStringSubmatch(s); m != nil {
			return strings.NewReplacer("亿元", "亿元", "亿", "亿元").Replace(longUnit(m[1]))
		}
	}
	return ""
}

func longUnit(u string) string {
	switch u {
	case "万":
		return "万元"
	case "亿":
		return "亿"
	}
	return u
}

// blank are the words for an amount, a day or a choice that is not there.
func blank(s string) bool {
	switch s {
	case "-", "--", "—", "——", "–", "/", `\`, "//", "无", "暂无", "未定", "待定", "面议", "待议", "协商", "商议", "另议", "面谈", "不详", "未知", "空", "n/a", "na", "null", "none", "nil", "tbd", "?", "...", "…", "……":
		return true
	}
	return false
}

// money reads an amount, in the unit of the cell, of its column, or in yuan.
func (r *reading) money(t *target, x cell) (any, error) {
	said := tidy(x.text, false)
	s := squeeze(said)
	if x.kind == number {
		return r.counted(t, x)
	}
	switch {
	case s == "":
		return nil, nil
	case blank(s):
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	case foreign.MatchString(s):
		return nil, fault.Invalid("", text.ForeignMoney, said)
	}
	if m := between2.FindStringSubmatch(s); m != nil {
		return nil, fault.Invalid("", text.MoneyRange, said, strings.TrimSuffix(m[2]+m[3], "."))
	}
	plainer := aboutSigns.ReplaceAllString(strings.TrimPrefix(s, "人民币"), "")
	about := plainer != strings.TrimPrefix(s, "人民币")
	if strings.HasPrefix(plainer, "(") && strings.HasSuffix(plainer, ")") {
		plainer = "-" + strings.Trim(plainer, "()")
	}
	given := unitWords.MatchString(plainer) || strings.ContainsAny(plainer, "¥￥")
	unit := ""
	if !given {
		unit = t.unit
	}
	v, err := record.Money{}.Parse(plainer + unit)
	if err != nil {
		return nil, err
	}
	fen, _ := v.(int64)
	if about {
		r.doubt(text.MoneyAbout, said, record.Yuan(fen))
	}
	r.judge(t, fen, given)
	return v, nil
}

// judge doubts amounts that hardly can be meant.
func (r *reading) judge(t *target, fen int64, given bool) {
	const plenty, little = 1_000_000_000_00, 10_000_00
	switch {
	case given || r.own:
	case t.unit == "" && fen < little && fen > 0:
		r.doubt(text.MoneyYuan, record.Yuan(fen))
	case t.unit != "" && t.unit != "元" && fen >= plenty:
		r.doubt(text.MoneyLarge, t.unit, record.Yuan(fen))
	}
}

// counted reads an amount that a program keeps as a number.
func (r *reading) counted(t *target, x cell) (any, error) {
	n, err := strconv.ParseFloat(x.text, 64)
	if err != nil {
		return nil, fault.Invalid("", text.NotMoney)
	}
	unit, given := t.unit, false
	if x.format != nil && x.format.unit != "" {
		unit, given = longUnit(x.format.unit), true
	}
	digits := plain(n)
	v, err := record.Money{}.Parse(digits + unit)
	if err == nil {
		fen, _ := v.(int64)
		r.judge(t, fen, given)
		return v, nil
	}
	_, part, _ := strings.Cut(digits, ".")
	if len(part) < 3 || n < 0.01 && n > -0.01 {
		return nil, err
	}
	for places := 9; places >= 0; places-- { // what a formula worked out has more decimals than money
		v, err := record.Money{}.Parse(strconv.FormatFloat(n, 'f', places, 64) + unit)
		if err == nil {
			fen, _ := v.(int64)
			r.doubt(text.MoneyRounded, digits+unit, record.Yuan(fen))
			return v, nil
		}
	}
	return nil, err
}

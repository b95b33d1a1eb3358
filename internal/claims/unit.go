package claims

import (
	"slices"
	"strings"
)

// measures are the units, the longer before the shorter where one begins the other.
var measures = []string{
	"个百分点", "百分点", "平方公里", "平方千米", "平方米", "立方米", "千瓦时", "千瓦", "兆瓦", "公里", "千米", "公顷", "公斤", "吨", "亩",
	"美元", "欧元", "港元", "元", "人次", "人年", "课时", "标准煤", "%", "‰", "倍", "成",
	"名", "人", "位", "户", "家", "个", "项", "件", "台", "套", "条", "份", "所", "座", "处", "场", "批", "支", "篇", "例", "宗", "笔",
	"次", "款", "种", "只", "部", "门", "对", "张", "间", "辆", "艘", "架", "株", "头", "米", "单", "组", "类", "字", "卷",
}

// digitsOnly are units that stand behind Chinese numerals in other senses too.
var digitsOnly = strings.Fields("部 门 对 种 次 米 头 单 间 只 字 卷 类 款 位 份 组 例 所 支 条 张 人 座 处 场")

// otherwise are the words that a measure begins when it is none.
var otherwise = map[string][]string{
	"个": strings.Fields("月 小时 工作日 星期 季度 年 百分 多月 别 世纪 人 体 交易日 自然日"),
	"人": strings.Fields("工 均 民 才 大 社 行"), "元": strings.Fields("素 旦 月"), "家": strings.Fields("庭"), "部": strings.Fields("门 分 委"),
	"次": strings.Fields("产业 元 日"), "成": strings.Fields("果 立 员 功 效 都 交 绩 为 本 长 型 分 熟 就"), "项": strings.Fields("目"), "件": strings.Fields("套"),
	"位": strings.Fields("于 居 列"), "条": strings.Fields("例 件"), "门": strings.Fields("户"), "台": strings.Fields("阶"), "名": strings.Fields("录 单 称"),
	"倍": strings.Fields("增"), "场": strings.Fields("所 景"), "所": strings.Fields("有 在 得"), "处": strings.Fields("理 长"), "对": strings.Fields("接 口 外 于"),
	"支": strings.Fields("持 撑"), "类": strings.Fields("似"), "单": strings.Fields("位"), "组": strings.Fields("织"), "种": strings.Fields("业"), "份": strings.Fields("额"),
	"字": strings.Fields("号"), "米": strings.Fields("其"), "头": strings.Fields("部"), "间": strings.Fields("隔"),
}

// readUnit reads 余, 万, 亿 and the measure behind the number.
func (q *quantity) readUnit(s []rune) bool {
	at := skipSpaces(s, q.numberEnd)
	at, more := skipMore(s, at)
	from := at
	for at < len(s) && strings.ContainsRune(scales, s[at]) && at-from < 3 {
		at++
	}
	scale := string(s[from:at])
	again := false
	if at, again = skipMore(s, at); more || again {
		q.bound = Over
	}
	m := measureAt(s, at)
	if m == "" {
		if !strings.HasSuffix(scale, "万") && !strings.HasSuffix(scale, "亿") || at < len(s) && (isHan(s[at]) || asciiLetter(s[at])) {
			return false
		}
		q.unit, q.end = scale, at
		return true
	}
	if q.chinese && slices.Contains(digitsOnly, m) && q.numberEnd-q.number < 2 {
		return false
	}
	q.unit, q.end = scale+m, at+len([]rune(m))
	if second := measureAt(s, q.end+1); second != "" && q.end+1+len([]rune(second)) < len(s) && s[q.end] == '(' && s[q.end+1+len([]rune(second))] == ')' {
		q.unit += "(" + second + ")"
		q.end += 2 + len([]rune(second))
	}
	if q.end+1 < len(s) && s[q.end] == '以' && s[q.end+1] == '上' {
		q.bound = Over
	}
	return true
}

func skipSpaces(s []rune, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\u00a0') {
		at++
	}
	return at
}

// skipMore passes 余 and 多, as in 1000余名.
func skipMore(s []rune, at int) (int, bool) {
	if at < len(s) && (s[at] == '余' || s[at] == '多') {
		return at + 1, true
	}
	return at, false
}

func measureAt(s []rune, at int) string {
	if at < 0 || at >= len(s) {
		return ""
	}
	for _, m := range measures {
		if !startsWith(s, at, m) {
			continue
		}
		rest := at + len([]rune(m))
		if slices.ContainsFunc(otherwise[m], func(w string) bool { return startsWith(s, rest, w) }) {
			return ""
		}
		return m
	}
	return ""
}

func startsWith(s []rune, at int, word string) bool {
	for _, c := range word {
		if at >= len(s) || s[at] != c {
			return false
		}
		at++
	}
	return true
}

func isHan(c rune) bool { return c >= 0x3400 && c <= 0x9fff }

// openings are the words before a number that say how it is meant.
var openings = []struct{ word, bound string }{
	{"不超过", Under}, {"不少于", Over}, {"不低于", Over}, {"超过", Over}, {"突破", Over}, {"至少", Over}, {"不足", Under}, {"接近", Under}, {"将近", Under},
	{"大约", About}, {"约为", About}, {"左右", About}, {"约", About}, {"近", Under}, {"超", Over}, {"逾", Over}, {"破", Over},
}

// opening returns where the words that belong to the number at i begin.
func opening(s []rune, i int) (int, string) {
	for _, o := range openings {
		from := i - len([]rune(o.word))
		if from >= 0 && startsWith(s, from, o.word) {
			return from, o.bound
		}
	}
	return i, ""
}

// vagueRun reports whether Chinese numerals count nothing: 一批, 数百, 百家争鸣.
func vagueRun(s []rune, from, end int) bool {
	if from > 0 && strings.ContainsRune("数几上第每另任某同统单唯专万首", s[from-1]) {
		return true
	}
	run := string(s[from:end])
	_, bound := opening(s, from)
	return run == "一" || bound == "" && strings.HasPrefix("百千万亿", string(s[from])) || bound == "" && strings.ContainsRune("百千万亿零〇", s[from])
}

// vagueNoun reports whether what follows a Chinese numeral makes it a manner of speaking: 三个方面.
func vagueNoun(after []rune) bool {
	return slices.ContainsFunc(strings.Fields("方面 层面 区分 维度 阶段 环节 确保 坚持 一律 没有 自信 意识 维护 转变 结合 统筹 问题 关键 步骤 多 角度 不同 字"), func(w string) bool {
		return startsWith(after, 0, w)
	})
}

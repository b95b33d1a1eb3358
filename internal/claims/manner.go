package claims

import (
	"regexp"
	"slices"
	"strings"
)

var (
	plans = regexp.MustCompile(`(将|拟|预计|力争|有望|规划建设|计划(?:到|在|于|今年|明年|总投|投|建|实施|新|引|培|完|转|用|三年|组织|支持|安排|遴选)|目标(?:是|为)|争取(?:到|在|用)|预期)`)
	taken = regexp.MustCompile(`将(?:其中)?[近约超]?[\d一二两三四五六七八九十]+[^,]{0,16}(?:转让|用于|纳入|给|转化为|授予|列为)`)
)

// planned reports whether words speak of what is to come.
func planned(s string) bool {
	return plans.MatchString(strings.ReplaceAll(s, "将于近日", "")) && !taken.MatchString(s)
}

func proposedIn(s string) bool {
	return slices.ContainsFunc(strings.Fields("建议人选 建议名单 拟定 拟入选 拟立项 候选 公示 入围"), func(w string) bool { return strings.Contains(s, w) })
}

// rule reports whether a figure is a condition of a policy and not a fact: 按不低于30%的比例.
func rule(p place) bool {
	before := string(p.runes[:p.q.number])
	has := func(s string, words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
	behind := string(p.runes[p.q.end:])
	switch {
	case has(before, "最高", "每家", "每项", "每人", "每年", "单个", "一次性") && has(before+behind, "给予", "奖励", "补助", "补贴", "资助", "不超过"):
		return true
	case p.q.unit == "%" && (has(before, "按", "给予") || strings.HasPrefix(behind, "的比例")):
		return true
	}
	return false
}

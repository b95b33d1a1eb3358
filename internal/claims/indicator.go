package claims

import (
	"slices"
	"strings"
)

// linking are words between what is counted and its number.
var linking = longestFirst(`达到 达 为 约 大约 近 超过 超 突破 逾 共计 合计 总计 累计 共 已 将 有 是 至 到 了 : 计划 预计 力争 高达 仅 均 各 分别 上升到 提高到 增长到 增至 升至 再 增加到
	降至 降到 下降到 下降至 减少到 减少至 扩大至 提高至 提升至 提升到 不少于 不低于 至少 不超过 不足 接近 将近 总量 总数 数量 , 、 的 已经 拟 实际 再次 首次 成功 就 也 还 可 可望 有望 稳定在 保持在 攀升至 扩大到 扩展到 预期 目标 达成 其中`)

// opening words of a clause that say nothing of what is counted.
var hollow = longestFirst(`我们 他的 她的 其 来自 拟定 已经 已 将 拟 共计 共 累计 计划 预计 力争 则 还 也 并 均 又 再 有 目前 成功 分别 其中 的 , 、 : ” ) 等 了 包括 且 同步 先后 今年 全年 当年 年内 上半年 持续 积极 大力 创造性地 以来 ,
	同时 预期 有望 可 实际 达到 达 面向 为 中 ， 是 使 让 由 以`)

// predicates end the subject of a clause whose figure stands in the next one: 成交额再创新高，达120亿元.
var predicates = strings.Fields("实现 再创 持续 稳步 大幅 快速 不断 保持 取得 迈上 显著 明显 稳定 屡创 首次 成效 成果丰硕 再上 逐年 再 跃居 位居 居")

// coverbs begin a phrase that says with or for whom: 联合长春市投入.
var coverbs = strings.Fields("联合 会同 通过 围绕 面向 依托 利用 针对 结合 聚焦 根据 按照 对 为 向 在 按 以 用 从 与")

// acts are verbs that stand right before a number.
var acts = strings.Fields(`投入 提供 安排 拨付 下达 筹集 发放 落实 撬动 带动 争取 启动 实施 转化 引进 培育 建成 新增 新建 完成 签订 登记 促成 举办 吸引 征集 达成 选派 选聘 派出 遴选 资助 攻克 产生
	发布 获批 认定 建设 支持 组建 组织 设立 汇聚 集聚 拥有 输出 吸纳 减免 兑现 募集 投放 储备 收集 挖掘 解决 形成 服务 孵化 推广 培训 走访 对接 共享 授权 建立 打造 申请 推动 布局 开展 出台 制定 聘请 聘任 覆盖`)

// stops end the noun behind a number.
var stops = strings.Fields(`将 已 拟 均 累计 达到 占 分别 其中 同比 环比 比上年 较上年 比去年 较去年 增长 实施 投入 启动 提供 完成 实现 带动 突破 进行 参加 参与 参会 出席 单列 入驻 落地 入选 用于 支持 以上 左右 开展 形成 , ; 。 : 总 , 、其中 与 较 比 同期 于 位居 来自 为 , 全部 正在 予以`)

// before cleans the words in front of a number: what is counted, or the verb of it.
func (p *piece) before(from, to int, follows bool) string {
	s := strings.TrimSpace(string(p.runes[from:to]))
	if follows {
		for _, modal := range []string{"将", "已", "拟", "预计", "累计"} {
			if at := strings.LastIndex(s, modal); at >= 0 && strings.TrimSpace(s[at+len(modal):]) != "" {
				s = s[at+len(modal):]
			}
		}
	}
	if follows && strings.HasSuffix(s, "的") {
		return "" // it describes what comes behind the number
	}
	if strings.Count(s, "“") > strings.Count(s, "”") {
		s = strings.Replace(s, "“", "", 1)
	}
	for was := ""; was != s; {
		was = s
		s = trimEnds(trimStarts(s, hollow), linking)
		r := []rune(s)
		s = string(r[leadPeriod(r, 0):])
	}
	for _, modal := range []string{"已经", "已", "将", "累计", "拟"} {
		for _, act := range acts {
			s = strings.Replace(s, modal+act, act, 1)
		}
	}
	if slices.ContainsFunc(coverbs, func(c string) bool { return strings.HasPrefix(s, c) }) {
		s = fromLastAct(s)
	}
	return strings.TrimSpace(s)
}

func fromLastAct(s string) string {
	best := -1
	for _, v := range acts {
		if at := strings.LastIndex(s, v); at > 0 {
			best = max(best, at)
		}
	}
	if best > 0 {
		return s[best:]
	}
	return s
}

// longestFirst parts a list so that no word is taken for the end or beginning of a longer one.
func longestFirst(list string) []string {
	words := strings.Fields(list)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

func trimStarts(s string, words []string) string {
	for {
		was := s
		s = strings.TrimSpace(s)
		for _, w := range words {
			if s != w && !joint(s, w) {
				s = strings.TrimPrefix(s, w)
			}
		}
		if s == was {
			return s
		}
	}
}

// joint reports whether 共 begins another word: 共享, 共建, 共同.
func joint(s, w string) bool {
	return w == "共" && (strings.HasPrefix(s, "共享") || strings.HasPrefix(s, "共建") || strings.HasPrefix(s, "共同"))
}

func trimEnds(s string, words []string) string {
	for {
		was := s
		s = strings.TrimSpace(s)
		for _, w := range words {
			s = strings.TrimSuffix(s, w)
		}
		if s == was {
			return s
		}
	}
}

// after reads the noun behind a number, up to where another word begins.
func (p *piece) after(from, limit int) string {
	s := p.runes[from:min(limit, len(p.runes))]
	end, depth := 0, 0
	for end < len(s) && end < 40 {
		c := s[end]
		switch {
		case c == '“' || c == '(' || c == '《':
			depth++
		case c == '”' || c == ')' || c == '》':
			if depth == 0 {
				return noun(s[:end])
			}
			depth--
		case depth == 0 && !isHan(c) && !asciiLetter(c) && c != '-' && c != '、' && c != '·' && c != '+':
			return noun(s[:end])
		case depth == 0 && slices.ContainsFunc(stops, func(w string) bool { return startsWith(s, end, w) }):
			return noun(s[:end])
		}
		end++
	}
	return noun(s[:end])
}

func noun(s []rune) string {
	said := strings.Trim(string(s), " 、的")
	for _, w := range []string{"以上", "左右", "等", "和", "及", "以及"} {
		said = strings.TrimSuffix(said, w)
	}
	for _, w := range []string{"以上", "左右", "的", "共"} {
		said = strings.TrimPrefix(said, w)
	}
	if strings.HasPrefix(said, "“") && strings.HasSuffix(said, "”") && strings.Count(said, "“") == 1 {
		said = strings.Trim(said, "“”")
	}
	return said
}

// topic is what a clause without figures speaks of, for the clause that follows it.
func topic(s string) string {
	cut := len(s)
	for _, w := range predicates {
		if at := strings.Index(s, w); at > 0 {
			cut = min(cut, at)
		}
	}
	return trimEnds(trimStarts(s[:cut], hollow), linking)
}

func money(unit string) bool { return strings.HasSuffix(unit, "元") }

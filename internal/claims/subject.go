package claims

import (
	"slices"
	"strings"
)

// leadIns are the words before the subject of a clause.
var leadIns = strings.Fields("与此同时 截至目前 据统计 据介绍 据了解 统计显示 数据显示 此外 另外 同时 目前 其中 例如 比如 以及 而且 如 则 而 并 又 还 也 在")

// verbs are words at which the name of whoever acts has ended.
var verbs = strings.Fields(`覆盖 打造 实施 投入 实施 启动 提供 支持 推动 推进 组织 联合 聚焦 围绕 建成 新增 引进 培育 完成 实现 开展 加快 突出 强化 成立 认定 获批 共享 累计
	发放 下达 拨付 安排 签订 登记 成交 促成 举办 吸引 带动 撬动 发布 征集 达成 入库 入选 授权 获得 拥有 设立 选派 选聘 派出 遴选 资助 立项 攻克 突破 达到 超过 增长 紧盯 深化 创造性 侧重 打造 积极 大力
	持续 预计 计划投 计划建 计划实 力争 新建 改造 服务企业 服务中小 孵化企业 孵化科技 转化科技成果 吸纳 输出 办理 减免 落实 兑现 筹集 募集 投放 储备 收集 挖掘 解决 形成 申请专利 拿出 投资 出资 建设了 制定 出台 备案 选育 推广 培训 接待 走访 对接 汇聚 集聚 备有 现有 共有 共建 共计 共 将 已 拟 与 对 为 达 有 由 向 从 把 被 按 以 是 率先 首批 首次 平均 分别 本地 自主 今年 去年 上半年 全年`)

// bodies end the names of organisations that stand by themselves.
var bodies = strings.Fields("中心 大学 学院 银行 支行 分行 集团 公司 研究院 研究所 实验室 市场 大市场 交易所 委员会 科学院 农科院 厅 局 委 科技部 政府 联盟 协会 医院 产业园 高新区 开发区 园区 新区 示范区 科技城 创新港 党委 基金 合作社")

// groups end the names of many, which belong to the region before them.
var groups = strings.Fields("高校院所 高校 院所 科研院所 规上工业企业 规模以上工业企业 企业 各市 各地 省 市 自治区 区 县 州 盟 旗")

// whole stands for the region that is being spoken of.
var whole = strings.Fields("省级层面 市级层面 全省 全市 全区 全州 全盟 该省 该市 该区 我省 我市 我区 省级 市级 当地")

// actor is whoever a clause is about.
type actor struct {
	name, region string
	land         bool // whether it is a region itself, which organisations named after it lie in
}

// subjectOf finds whoever a clause begins with, and the rune at which what is said of him begins.
func subjectOf(s []rune, held, home actor, only string) (a actor, end int, ok bool) {
	from := lead(s, 0)
	for _, w := range whole {
		if startsWith(s, from, w) {
			land := held
			if !held.land || held.region == "" {
				land = home
			}
			if land.region != "" {
				land.name = RegionName(land.region)
			}
			return land, from + len([]rune(w)), true
		}
	}
	if slices.ContainsFunc(coverbs, func(w string) bool { return startsWith(s, from, w) }) {
		return actor{}, from, false // 联合长春市投入 goes on about whoever was spoken of
	}
	limit := nameLimit(s, from)
	code, n := placeAt(s, from)
	end = from + n
	for at := from + 1; at <= limit; at++ {
		name := string(s[from:at])
		if n == 0 && at-from >= 3 && at-from <= 5 && isCity(s, from, at) {
			end = max(end, cities(s, at, limit))
		}
		if endsWith(name, bodies) && (n > 0 || at-from >= 4 || name == "科技部") || n > 0 && endsWith(name, groups) {
			end = max(end, at)
		}
	}
	if end == from {
		return actor{}, from, false
	}
	end = suchAs(s, end, limit)
	a = actor{name: strings.TrimSpace(string(s[from:end]))}
	inName, several := regionIn(a.name)
	list := n > 0 && from+n < limit && (s[from+n] == '、' || s[from+n] == '和')
	switch {
	case several || list:
		if list {
			a.name = string(s[from:max(end, listEnd(s, from, limit))])
			end = from + len([]rune(a.name))
		}
		a.land = true
	case inName != "":
		a.region = inName
		name, _ := strings.CutSuffix(a.name, "政府")
		_, length := placeAt([]rune(name), 0)
		a.land = code != "" && length == len([]rune(name))
	case held.land && held.region != "":
		a.region = held.region
	case !slices.ContainsFunc(national, func(w string) bool { return strings.HasPrefix(a.name, w) }):
		a.region = only
	}
	return a, end, true
}

// cities passes the names of more cities, as in 烟台市、潍坊市.
func cities(s []rune, end, limit int) int {
	for end < limit && (s[end] == '、' || s[end] == '和') {
		next := end + 1
		for at := next + 3; at <= min(next+5, limit); at++ {
			if isCity(s, next, at) {
				end = at
				break
			}
		}
		if end < next {
			break
		}
	}
	return end
}

// suchAs passes 等高校 behind names.
func suchAs(s []rune, end, limit int) int {
	if !startsWith(s, end, "等") {
		return end
	}
	for _, w := range slices.Concat(groups, bodies) {
		if startsWith(s, end+1, w) && end+1+len([]rune(w)) <= limit {
			return end + 1 + len([]rune(w))
		}
	}
	return end
}

// national begin the names of bodies that belong to no province.
var national = strings.Fields("中国 国家 全国 中央 国务院 教育部 科技部 财政部 工信部 联合国 欧盟 世界")

// isCity reports whether a name is that of a place which the list of regions lacks: 苏州市, 昆山市.
func isCity(s []rune, from, at int) bool {
	c := s[at-1]
	next := rune(0)
	if at < len(s) {
		next = s[at]
	}
	return (c == '市' && next != '场' && next != '值' && next != '级' || c == '县' && next != '级' && next != '域') && !strings.ContainsRune("城、各县全该本省地", s[at-2])
}

// listEnd passes 黑龙江、吉林、辽宁和内蒙古.
func listEnd(s []rune, at, limit int) int {
	end := at
	for at < limit {
		_, n := placeAt(s, at)
		if n == 0 {
			return end
		}
		at += n
		end = at
		if at >= limit || s[at] != '、' && s[at] != '和' {
			return end
		}
		at++
	}
	return end
}

// nameLimit is where a name that begins at from must have ended.
func nameLimit(s []rune, from int) int {
	limit := min(len(s), from+24)
	for at := from; at < limit; at++ {
		if !isHan(s[at]) && s[at] != '(' && s[at] != ')' && s[at] != '、' && s[at] != '·' || isDigit(s[at]) {
			return at
		}
		if at == from {
			continue
		}
		for _, v := range verbs {
			if startsWith(s, at, v) && !(v == "为" || v == "有" || v == "以" || v == "共" || v == "对" || v == "建" || v == "与" || v == "由") {
				return at
			}
		}
	}
	return limit
}

func endsWith(name string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(name, e) })
}

// lead passes lead-ins, names of periods and marks before the subject.
func lead(s []rune, at int) int {
	for {
		was := at
		for at < len(s) && (s[at] == ' ' || s[at] == '\t' || s[at] == ',' || s[at] == '、' || s[at] == '”' || s[at] == '。' || s[at] == '\u3000') {
			at++
		}
		for _, w := range leadIns {
			if startsWith(s, at, w) {
				at += len([]rune(w))
				break
			}
		}
		at = leadPeriod(s, at)
		at = leadNumber(s, at)
		if at == was {
			return at
		}
	}
}

// leadNumber passes the number of a list: 1. or (一) or 三、
func leadNumber(s []rune, at int) int {
	i := at
	if i < len(s) && s[i] == '(' {
		i++
	}
	from := i
	for i < len(s) && i-from < 3 && (isDigit(s[i]) || strings.ContainsRune("一二三四五六七八九十", s[i])) {
		i++
	}
	if i == from || i >= len(s) || s[i] != '、' && s[i] != ')' && !(s[i] == '.' && (i+1 >= len(s) || !isDigit(s[i+1]))) {
		return at
	}
	return i + 1
}

// leadPeriod passes a period at the beginning of a clause.
func leadPeriod(s []rune, at int) int {
	window := string(s[at:min(len(s), at+20)])
	best := 0
	for _, p := range periodPatterns {
		if m := p.FindStringIndex(window); m != nil && m[0] == 0 {
			best = max(best, len([]rune(window[:m[1]])))
		}
	}
	for at += best; best > 0 && at < len(s) && (s[at] == '底' || s[at] == '末' || s[at] == '份'); at++ {
	}
	return at
}

package api

import "heitu/internal/text"

// cardRoutes are the report cards.
func (s *server) cardRoutes() []route {
	card := parameter{name: "card", about: text.Label{ZH: "已封存成绩单的编号；给出时不看统计期和地区", EN: "Id of a frozen card; period and region are then those of the card"}, schema: "string"}
	period := paramPeriod
	period.must = false
	as := parameter{name: "as", about: text.Label{ZH: "zip（可离线核验的静态网页，默认）、docx 或 xlsx", EN: "zip (static pages that verify offline, if left out), docx or xlsx"}, schema: "string"}
	side := func(name string) parameter {
		return parameter{name: name, about: text.Label{ZH: "统计期，或已封存成绩单的编号", EN: "A period, or the id of a frozen card"}, schema: "string", must: true}
	}
	return []route{
		{pattern: "GET /api/card", face: faceAPI, answer: s.card, settle: true, query: []parameter{paramPeriod, paramRegion, paramBase}, gives: "card", about: text.Label{ZH: "一个统计期、一个地区的成绩单", EN: "The report card of a period and a region"}},
		{pattern: "GET /api/card/export", face: faceAPI, answer: s.exportCard, settle: true, query: []parameter{period, paramRegion, paramBase, card, as}, gives: anyFile, about: text.Label{ZH: "导出成绩单", EN: "Export a card"}},
		{pattern: "GET /api/card/diff", face: faceAPI, answer: s.diffCards, settle: true, query: []parameter{side("a"), side("b"), paramRegion}, gives: "cardDiff", about: text.Label{ZH: "比较两份成绩单或两个统计期", EN: "Two cards or two periods beside each other"}},
		{pattern: "GET /api/cards", face: faceAPI, answer: s.cards, gives: "cards", query: []parameter{paramAfter}, about: text.Label{ZH: "成绩单列表", EN: "The cards on record"}},
		{pattern: "GET /api/cards/{id}", face: faceAPI, answer: s.frozenCard, settle: true, gives: "frozenCard", about: text.Label{ZH: "已封存的成绩单及封存后的变化", EN: "A frozen card, and what has changed since"}},
		{pattern: "GET /api/figures/{name}/recheck", face: faceAPI, answer: s.recheck, settle: true, query: []parameter{paramPeriod, paramRegion, paramOnly}, gives: "recheck", about: text.Label{ZH: "将指标所依据的记录逐条与日志核对", EN: "Hold the records behind a figure against the journal"}},
	}
}

package api

import "heitu/internal/text"

// deskRoutes are what a broker works with beside the records themselves.
func (s *server) deskRoutes() []route {
	const one = "/api/records/{kind}/{id}"
	return []route{
		{pattern: "GET " + one + "/advice", face: faceAPI, answer: s.advice, gives: "advice", about: text.Label{ZH: "填写核对清单", EN: "The checklist for its writer"}},
		{pattern: "GET " + one + "/policies", face: faceAPI, answer: s.policies, gives: "policies", about: text.Label{ZH: "适用政策及逐条判断（单位、合同）", EN: "Policies it qualifies for, condition by condition (firms, contracts)"}},
		{pattern: "POST /api/advice/{kind}", face: faceAPI, answer: s.adviceOnDraft, takes: "draft", gives: "advice", about: text.Label{ZH: "未保存内容的填写核对清单", EN: "The checklist for what is not saved yet"}},
		{pattern: "GET /api/funnel", face: faceAPI, answer: s.funnel, gives: "funnels", about: text.Label{ZH: "浏览、意向、洽谈、合同漏斗（业务人员）", EN: "From views to contracts, for staff"},
			query: []parameter{{name: "period", about: text.Label{ZH: "统计期，形如 2026-H1，留空为全部", EN: "Half-year, such as 2026-H1; empty for all time"}, schema: "string"}}},
		{pattern: "GET /api/work", face: faceAPI, answer: s.work, gives: "work", about: text.Label{ZH: "本人今日待办及提醒情况", EN: "What waits for whoever asks, and how his reminders fare"}},
		{pattern: "GET /api/work.ics", face: faceAPI, answer: s.calendar, gives: "text/calendar", about: text.Label{ZH: "待办日历（iCalendar），凭订阅口令", EN: "The same as iCalendar, by a token"},
			query: []parameter{{name: "token", about: text.Label{ZH: "订阅口令", EN: "Token of the subscription"}, schema: "string", must: true}}},
		{pattern: "POST /api/work/calendar", face: faceAPI, answer: s.subscribe, gives: "invitation", made: true, about: text.Label{ZH: "生成日历订阅口令，旧口令作废", EN: "Make a token for the calendar; the one before ends"}},
		{pattern: "DELETE /api/work/calendar", face: faceAPI, answer: s.unsubscribe, gives: "ok", about: text.Label{ZH: "撤销日历订阅", EN: "End the subscription"}},
		{pattern: "GET /api/work/channels", face: faceAPI, answer: s.channels, gives: "channels", about: text.Label{ZH: "本人的提醒方式", EN: "The ways by which whoever asks is reminded"}},
		{pattern: "POST /api/work/channels", face: faceAPI, answer: s.addChannel, takes: "channelDraft", gives: "channel", made: true, about: text.Label{ZH: "增加提醒方式", EN: "Add a way"}},
		{pattern: "DELETE /api/work/channels/{id}", face: faceAPI, answer: s.dropChannel, gives: "ok", about: text.Label{ZH: "删除提醒方式", EN: "Remove a way"}},
	}
}

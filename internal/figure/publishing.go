package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// NeedsPublished is how many needs were opened to everybody.
var NeedsPublished = add(report.Figure{
	Name:  "needs-published",
	Label: text.Label{ZH: "发布技术需求", EN: "Needs published"},
	Help:  text.Label{ZH: "统计期内发布、目前仍公开的技术需求数（含已结束的），按发布日期和需求所在地区归类。", EN: "Needs published within the period and still public now, those closed since included, by the day of publication and the region of the need."},
	Unit:  text.Label{ZH: "项", EN: "items"},
	Kind:  kinds.Need.Name, States: []string{"open", "expiring", "closed"},
	Day: kinds.NeedOpens.Name, Region: kinds.NeedRegion.Name,
})

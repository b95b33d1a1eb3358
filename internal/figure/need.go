package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// needCuts are what needs are cut by, besides their region.
var needCuts = []string{kinds.NeedField.Name, kinds.NeedIndustry.Name}

// needs is a count of needs by the day on which they were published.
func needs(f report.Figure) report.Figure {
	f.Kind, f.Day, f.Region, f.Measure, f.Cuts = kinds.Need.Name, kinds.NeedOpens.Name, kinds.NeedRegion.Name, report.Count, needCuts
	f.Unit = text.Label{ZH: "项", EN: "items"}
	return add(f)
}

// The figures of needs. Whether a closed need was solved is in no public record,
// so no figure says so.
var (
	NeedsPublished = needs(report.Figure{
		Name: "needs-published", States: []string{"open", "expiring", "closed"},
		Label: text.Label{ZH: "发布技术需求", EN: "Needs published"},
		Help:  text.Label{ZH: "统计期内发布、目前仍公开（含已结束）的技术需求数，按发布日期和需求所在地区归类。", EN: "Needs published within the period and still public now, closed ones included, by the day of publication and their region."},
	})
	NeedsClosed = needs(report.Figure{
		Name: "needs-closed", States: []string{"closed"},
		Label: text.Label{ZH: "已结束技术需求", EN: "Needs closed"},
		Help:  text.Label{ZH: "统计期内发布、目前已结束征集的技术需求数。结束不等于解决。", EN: "Needs published within the period and closed by now. Closed does not mean solved."},
	})
	NeedsOpen = needs(report.Figure{
		Name: "needs-open", States: []string{"open", "expiring"}, Stock: true,
		Label: text.Label{ZH: "在征集技术需求", EN: "Needs open"},
		Help:  text.Label{ZH: "截至统计期末已发布、目前仍在征集的技术需求数。", EN: "Needs published by the end of the period and still open now."},
	})
)

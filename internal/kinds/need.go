package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a need.
var (
	NeedTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "需求名称", EN: "Title"}, Required: true, Match: 3, Type: record.Text{Max: 500, Both: true}}
	NeedProblem   = record.TextField{Name: "problem", Label: record.Label{ZH: "待解决的问题", EN: "Problem"}, Match: 1, Help: record.Label{ZH: "现状、难点和已试过的办法。", EN: "Where things stand, what is hard, what was tried."}, Type: record.Text{Max: 50000, Lines: true, Both: true}}
	NeedTarget    = record.TextField{Name: "target", Label: record.Label{ZH: "预期指标", EN: "Target"}, Match: 1, Type: record.Text{Max: 1000, Lines: true, Both: true}}
	NeedKeywords  = record.ListField{Name: "keywords", Label: record.Label{ZH: "关键词", EN: "Keywords"}, Match: 2}
	NeedField     = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	NeedReadiness = record.ChoiceField{Name: "readiness", Label: record.Label{ZH: "期望的就绪度", EN: "Readiness wanted"}, Type: record.Choice{From: vocab.Readiness}}
	NeedFirm      = record.ReferenceField{Name: "firm", Label: record.Label{ZH: "需求单位", EN: "Firm"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	NeedRegion    = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	NeedBudget    = record.MoneyField{Name: "budget", Label: record.Label{ZH: "预算（元）", EN: "Budget (yuan)"}, See: record.Owners}
	NeedOpens     = record.DateField{Name: "opens", Label: record.Label{ZH: "发布日期", EN: "Opens"}, Filter: true}
	NeedCloses    = record.DateField{Name: "closes", Label: record.Label{ZH: "截止日期", EN: "Closes"}, Filter: true}
	NeedSource    = record.TextField{Name: "source", Label: record.Label{ZH: "来源编号", EN: "Source id"}, Filter: true, Type: record.Text{Max: 120}}
	NeedFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	NeedNote      = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Type: record.Text{Max: 500, Lines: true}}
)

// Need is a technical problem that a firm will pay to have solved (技术需求).
var Need = add(record.Kind{
	Name:   "need",
	Label:  record.Label{ZH: "技术需求", EN: "Technology need"},
	Listed: true,
	Owner:  "firm",
	Create: record.Insiders,
	Change: record.Insiders,
	Check:  checkNeed,
	Alike:  []string{"title", "firm"},
	Fields: record.Fields(NeedTitle, NeedProblem, NeedTarget, NeedKeywords, NeedField, NeedReadiness, NeedFirm, NeedRegion, NeedBudget, NeedOpens, NeedCloses, NeedSource, NeedFiles, NeedNote),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Insiders},
		{Name: "open", Label: record.Label{ZH: "征集中", EN: "Open"}, See: record.Public},
		{Name: "closed", Label: record.Label{ZH: "已结束", EN: "Closed"}, See: record.Public, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

func checkNeed(r record.Record) error {
	if NeedCloses.In(r) && NeedOpens.In(r) && NeedCloses.Of(r) < NeedOpens.Of(r) {
		return fault.Invalid(NeedCloses.Name, text.ClosesBeforeOpening)
	}
	return nil
}

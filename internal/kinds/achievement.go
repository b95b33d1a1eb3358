package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of an achievement.
var (
	AchievementTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "成果名称", EN: "Title"}, Required: true, Match: 3, Type: record.Text{Max: 500, Both: true}}
	AchievementSummary   = record.TextField{Name: "summary", Label: record.Label{ZH: "成果简介", EN: "Summary"}, Match: 1, Help: record.Label{ZH: "解决什么问题、达到什么指标、用在哪里。", EN: "What it solves, what it reaches, where it is used."}, Type: record.Text{Max: 8000, Lines: true, Both: true}}
	AchievementKeywords  = record.ListField{Name: "keywords", Label: record.Label{ZH: "关键词", EN: "Keywords"}, Match: 2}
	AchievementField     = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	AchievementReadiness = record.ChoiceField{Name: "readiness", Label: record.Label{ZH: "技术就绪度", EN: "Readiness"}, Filter: true, Type: record.Choice{From: vocab.Readiness}}
	AchievementOwner     = record.ReferenceField{Name: "owner", Label: record.Label{ZH: "完成单位", EN: "Owner"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	AchievementPeople    = record.ReferencesField{Name: "people", Label: record.Label{ZH: "完成人", EN: "Completers"}, See: record.Insiders, Type: record.References{To: "person"}}
	AchievementRegion    = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	AchievementProperty  = record.ChoiceField{Name: "property", Label: record.Label{ZH: "知识产权类别", EN: "Intellectual property"}, Type: record.Choice{From: vocab.Property}}
	AchievementTerms     = record.ChoicesField{Name: "terms", Label: record.Label{ZH: "拟转化方式", EN: "Terms wanted"}, Type: record.Choices{From: vocab.Terms}}
	AchievementPrice     = record.MoneyField{Name: "price", Label: record.Label{ZH: "意向价格（元）", EN: "Price wanted (yuan)"}, See: record.Insiders}
	AchievementShared    = record.DateField{Name: "shared", Label: record.Label{ZH: "共享日期", EN: "Shared on"}, Filter: true, Step: true, Help: record.Label{ZH: "向联盟公开的日期，报告按此日期归入统计期。", EN: "The day it was opened to the alliance; reports count it by this day."}}
	AchievementSource    = record.TextField{Name: "source", Label: record.Label{ZH: "来源编号", EN: "Source id"}, Filter: true, Type: record.Text{Max: 120}}
	AchievementFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	AchievementNote      = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Type: record.Text{Max: 500, Lines: true}}
)

// Achievement is a scientific or technical result that can be put to use (科技成果).
var Achievement = add(record.Kind{
	Name:   "achievement",
	Label:  record.Label{ZH: "科技成果", EN: "Achievement"},
	Listed: true,
	Owner:  "owner",
	Create: record.Insiders,
	Change: record.Insiders,
	Alike:  []string{"title", "owner"},
	Fields: record.Fields(AchievementTitle, AchievementSummary, AchievementKeywords, AchievementField, AchievementReadiness, AchievementOwner, AchievementPeople, AchievementRegion, AchievementProperty, AchievementTerms, AchievementPrice, AchievementShared, AchievementSource, AchievementFiles, AchievementNote),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Insiders},
		{Name: "shared", Label: record.Label{ZH: "已共享", EN: "Shared"}, See: record.Public},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

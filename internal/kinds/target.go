package kinds

import (
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"

	"heitu/internal/fault"
)

// The fields of a target.
var (
	TargetTitle  = record.TextField{Name: "title", Label: record.Label{ZH: "目标", EN: "Target"}, Required: true, Match: 2, Type: record.Text{Max: 200, Both: true}}
	TargetFigure = record.TextField{Name: "figure", Label: record.Label{ZH: "指标", EN: "Figure"}, Help: record.Label{ZH: "本系统的指标名，如 local-conversion", EN: "The name of a figure here, such as local-conversion"}, Required: true, Filter: true, Type: record.Text{Max: 60}}
	TargetRegion = record.ChoiceField{Name: "region", Label: record.Label{ZH: "地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	TargetFrom   = record.DateField{Name: "from", Label: record.Label{ZH: "起算日期", EN: "Counted from"}, Required: true}
	TargetBy     = record.DateField{Name: "by", Label: record.Label{ZH: "完成期限", EN: "By"}, Required: true, Filter: true}
	TargetValue  = record.NumberField{Name: "value", Label: record.Label{ZH: "目标值", EN: "Value"}, Help: record.Label{ZH: "以指标的单位计；尚未量化的不填", EN: "In the unit of the figure; empty where nobody has said how much"}}
	TargetSource = record.TextField{Name: "source", Label: record.Label{ZH: "依据", EN: "Source"}, Help: record.Label{ZH: "下达目标的文件", EN: "The document that sets it"}, Required: true, Type: record.Text{Max: 300}}
)

// Target is a goal for a figure (目标任务): how much, where, by when, and who says so.
var Target = add(record.Kind{
	Name:   "target",
	Label:  record.Label{ZH: "目标任务", EN: "Target"},
	Create: record.Staff,
	Change: record.Staff,
	Check:  checkTarget,
	Alike:  []string{"figure", "region", "by", "source"},
	Fields: record.Fields(TargetTitle, TargetFigure, TargetRegion, TargetFrom, TargetBy, TargetValue, TargetSource),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Staff},
		{Name: "set", Label: record.Label{ZH: "已下达", EN: "Set"}, See: record.Public, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤销", EN: "Withdrawn"}, See: record.Public, Fixed: true},
	},
})

func checkTarget(r record.Record) error {
	if TargetBy.Of(r) < TargetFrom.Of(r) {
		return fault.Invalid(TargetBy.Name, text.DateInPast, TargetFrom.Of(r))
	}
	return nil
}

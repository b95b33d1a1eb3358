package kinds

import (
	"regexp"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a card. What is frozen the node writes itself, in the step that freezes;
// nobody can enter it.
var (
	CardTitle      = record.TextField{Name: "title", Label: record.Label{ZH: "标题", EN: "Title"}, Required: true, Match: 3, Type: record.Text{Max: 200, Both: true}}
	CardPeriod     = record.TextField{Name: "period", Label: record.Label{ZH: "统计期", EN: "Period"}, Help: record.Label{ZH: "如 2026-H1、2026-Q1、2026-03、2026、2018..2023", EN: "Such as 2026-H1, 2026-Q1, 2026-03, 2026, 2018..2023"}, Required: true, Filter: true, Type: record.Text{Max: 20}}
	CardRegion     = record.ChoiceField{Name: "region", Label: record.Label{ZH: "地区", EN: "Region"}, Help: record.Label{ZH: "不填为全部地区", EN: "Empty for all regions"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	CardNotes      = record.TextField{Name: "notes", Label: record.Label{ZH: "说明", EN: "Notes"}, Type: record.Text{Max: 4000, Lines: true, Both: true}}
	CardCorrects   = record.ReferenceField{Name: "corrects", Label: record.Label{ZH: "更正", EN: "Corrects"}, Help: record.Label{ZH: "本成绩单所更正的已封存成绩单", EN: "The frozen card that this one corrects"}, Filter: true, Type: record.Reference{To: "card"}}
	CardReason     = record.TextField{Name: "reason", Label: record.Label{ZH: "更正理由", EN: "Reason for the correction"}, Type: record.Text{Max: 1000, Lines: true}}
	CardInterim    = record.YesNoField{Name: "interim", Label: record.Label{ZH: "阶段性", EN: "Interim"}, Help: record.Label{ZH: "封存时统计期尚未结束", EN: "Frozen before the period was over"}, Filter: true, Step: true}
	CardDay        = record.DateField{Name: "day", Label: record.Label{ZH: "截止日期", EN: "As of"}, Filter: true, Step: true}
	CardSize       = record.IntegerField{Name: "size", Label: record.Label{ZH: "日志条数", EN: "Entries of the journal"}, Step: true, Type: record.Integer{Max: 1 << 53}}
	CardRoot       = record.TextField{Name: "root", Label: record.Label{ZH: "日志根", EN: "Root of the journal"}, Step: true, Type: record.Text{Max: 60}}
	CardCheckpoint = record.TextField{Name: "checkpoint", Label: record.Label{ZH: "检查点", EN: "Checkpoint"}, Step: true, Type: record.Text{Max: 2000, Lines: true}}
	CardFrozen     = record.TextField{Name: "frozen", Label: record.Label{ZH: "封存内容", EN: "Content as frozen"}, Step: true, Type: record.Text{Max: 2_000_000, Lines: true}}
	CardSuperseded = record.ReferenceField{Name: "corrected_by", Label: record.Label{ZH: "已由其更正", EN: "Corrected by"}, Step: true, Type: record.Reference{To: "card"}}
)

// Card is a report card (成绩单) of a period and a region. Once frozen it stays as it is;
// another one may correct it, and both say so.
var Card = add(record.Kind{
	Name:   "card",
	Label:  record.Label{ZH: "成绩单", EN: "Report card"},
	Create: record.Officer,
	Change: record.Officer,
	Check:  checkCard,
	Alike:  []string{"title", "period", "region"},
	Fields: record.Fields(CardTitle, CardPeriod, CardRegion, CardNotes, CardCorrects, CardReason, CardInterim, CardDay, CardSize, CardRoot, CardCheckpoint, CardFrozen, CardSuperseded),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Staff},
		{Name: "freezing", Label: record.Label{ZH: "封存中", EN: "Being frozen"}, See: record.Staff, Fixed: true},
		{Name: "frozen", Label: record.Label{ZH: "已封存", EN: "Frozen"}, See: record.Public, Fixed: true},
		{Name: "corrected", Label: record.Label{ZH: "已更正", EN: "Corrected"}, See: record.Public, Fixed: true},
	},
})

var cardPeriod = regexp.MustCompile(`^(?:\.\.\d{4}-\d\d-\d\d|\d{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4]|-H[12]|\.\.\d{4})?)$`)

func checkCard(r record.Record) error {
	if CardCorrects.In(r) != CardReason.In(r) {
		return fault.Invalid(CardReason.Name, text.CorrectionReason)
	}
	if !cardPeriod.MatchString(CardPeriod.Of(r)) {
		return fault.Invalid(CardPeriod.Name, text.PeriodForm)
	}
	return nil
}

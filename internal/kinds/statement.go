package kinds

import (
	"math/big"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a statement.
var (
	StatementSubject    = record.TextField{Name: "subject", Label: record.Label{ZH: "主体", EN: "Subject"}, Help: record.Label{ZH: "文稿称由谁完成，照录原文", EN: "Whose figure the document says it is, in its own words"}, Required: true, Match: 2}
	StatementRegion     = record.ChoiceField{Name: "region", Label: record.Label{ZH: "地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	StatementIndicator  = record.TextField{Name: "indicator", Label: record.Label{ZH: "指标", EN: "Indicator"}, Help: record.Label{ZH: "所统计的内容，照录原文，或填本系统的指标名", EN: "What is counted, in the words of the document, or the name of a figure here"}, Required: true, Filter: true, Match: 2}
	StatementValue      = record.NumberField{Name: "value", Label: record.Label{ZH: "数值", EN: "Value"}}
	StatementUpper      = record.NumberField{Name: "upper", Label: record.Label{ZH: "数值上限", EN: "Upper value"}, Help: record.Label{ZH: "区间如 30—50 的后一个数", EN: "The second number of a range such as 30–50"}}
	StatementStructure  = record.TextField{Name: "structure", Label: record.Label{ZH: "文字数值", EN: "Value as text"}, Help: record.Label{ZH: "不是数的数值，如“1+1+5+N”", EN: "A value that is no number, such as 1+1+5+N"}, Type: record.Text{Max: 40}}
	StatementUnit       = record.TextField{Name: "unit", Label: record.Label{ZH: "单位", EN: "Unit"}, Type: record.Text{Max: 20}}
	StatementBound      = record.ChoiceField{Name: "bound", Label: record.Label{ZH: "精确程度", EN: "How exactly"}, Help: record.Label{ZH: "留空为确数", EN: "Empty for exactly"}, Type: record.Choice{From: vocab.Bounds}}
	StatementPeriod     = record.TextField{Name: "period", Label: record.Label{ZH: "时期", EN: "Period"}, Help: record.Label{ZH: "如 2023、2024-H1、2024-Q1、2024-03、2021/2023；截至某时写 /2025", EN: "Such as 2023, 2024-H1, 2024-Q1, 2024-03, 2021/2023; /2025 for until then"}, Filter: true, Type: record.Text{Max: 30}}
	StatementAsOf       = record.DateField{Name: "as_of", Label: record.Label{ZH: "截止日期", EN: "As of"}}
	StatementQualifier  = record.ChoiceField{Name: "qualifier", Label: record.Label{ZH: "性质", EN: "Qualifier"}, Filter: true, Type: record.Choice{From: vocab.Qualifiers}}
	StatementGrowthKind = record.ChoiceField{Name: "growth_kind", Label: record.Label{ZH: "增长方式", EN: "Kind of growth"}, Type: record.Choice{From: vocab.Growths}}
	StatementGrowth     = record.NumberField{Name: "growth", Label: record.Label{ZH: "增长数值", EN: "Growth"}, Help: record.Label{ZH: "下降为负", EN: "Negative where it fell"}}
	StatementGrowthUnit = record.TextField{Name: "growth_unit", Label: record.Label{ZH: "增长单位", EN: "Unit of growth"}, Type: record.Text{Max: 20}}
	StatementBase       = record.TextField{Name: "base", Label: record.Label{ZH: "比较基数", EN: "Base"}, Help: record.Label{ZH: "文稿写明的比较对象，如“前6年总和”", EN: "What the document compares with"}, Type: record.Text{Max: 100}}
	StatementSource     = record.TextField{Name: "source", Label: record.Label{ZH: "文稿标题", EN: "Document"}, Required: true, Type: record.Text{Max: 300}}
	StatementURL        = record.TextField{Name: "url", Label: record.Label{ZH: "网址", EN: "Address"}, Type: record.Text{Max: 500}}
	StatementDate       = record.DateField{Name: "published", Label: record.Label{ZH: "发布日期", EN: "Published"}, Filter: true}
	StatementNumber     = record.IntegerField{Name: "number", Label: record.Label{ZH: "在文稿中的序号", EN: "Number in the document"}, Type: record.Integer{Min: 1, Max: 1_000_000}}
	StatementQuotation  = record.TextField{Name: "quotation", Label: record.Label{ZH: "原文", EN: "Quotation"}, Required: true, Match: 1, Type: record.Text{Max: 2000, Lines: true}}
)

// Statement is a figure that a document reports (引述的数字). It is quoted and never evidenced: what Heitu computes from records is a figure.
var Statement = add(record.Kind{
	Name:   "statement",
	Label:  record.Label{ZH: "引述的数字", EN: "Reported figure"},
	Create: record.Staff,
	Change: record.Staff,
	Check:  checkStatement,
	Alike:  []string{"subject", "indicator", "period", "quotation"},
	Fields: record.Fields(StatementSubject, StatementRegion, StatementIndicator, StatementValue, StatementUpper, StatementStructure, StatementUnit, StatementBound, StatementPeriod, StatementAsOf, StatementQualifier,
		StatementGrowthKind, StatementGrowth, StatementGrowthUnit, StatementBase, StatementSource, StatementURL, StatementDate, StatementNumber, StatementQuotation),
	States: []record.State{
		{Name: "proposed", Label: record.Label{ZH: "待确认", EN: "Proposed"}, See: record.Staff},
		{Name: "confirmed", Label: record.Label{ZH: "已确认引述", EN: "Confirmed as reported"}, See: record.Public, Fixed: true},
		{Name: "rejected", Label: record.Label{ZH: "已舍弃", EN: "Rejected"}, See: record.Staff, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Public, Fixed: true},
	},
})

func checkStatement(r record.Record) error {
	switch {
	case !StatementValue.In(r) && !StatementStructure.In(r):
		return fault.Invalid(StatementValue.Name, text.ValueMissing)
	case StatementGrowth.In(r) != StatementGrowthKind.In(r):
		return fault.Invalid(StatementGrowth.Name, text.GrowthPart)
	}
	value, ok := new(big.Rat).SetString(StatementValue.Of(r))
	upper, both := new(big.Rat).SetString(StatementUpper.Of(r))
	if ok && both && upper.Cmp(value) < 0 {
		return fault.Invalid(StatementUpper.Name, text.UpperBelow)
	}
	return nil
}

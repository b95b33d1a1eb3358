package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of a pricing.
var (
	PricingAchievement = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "科技成果", EN: "Achievement"}, Required: true, Filter: true, Type: record.Reference{To: "achievement"}}
	PricingUnit        = record.ReferenceField{Name: "unit", Label: record.Label{ZH: "持有单位", EN: "Unit"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	PricingWay         = record.ChoiceField{Name: "way", Label: record.Label{ZH: "定价方式", EN: "Way of pricing"}, Required: true, Filter: true, Type: record.Choice{From: vocab.PricingWays}}
	PricingPrice       = record.MoneyField{Name: "price", Label: record.Label{ZH: "价格（元）", EN: "Price (yuan)"}}
	PricingFrom        = record.DateField{Name: "from", Label: record.Label{ZH: "公示开始日期", EN: "Published from"}, Step: true}
	PricingUntil       = record.DateField{Name: "until", Label: record.Label{ZH: "公示截止日期", EN: "Published until"}, Filter: true, Step: true}
	PricingPlace       = record.TextField{Name: "place", Label: record.Label{ZH: "公示或挂牌处所", EN: "Where it is published or listed"}, Type: record.Text{Max: 300}}
	PricingGrounds     = record.TextField{Name: "grounds", Label: record.Label{ZH: "定价依据", EN: "Grounds of the price"}, See: record.Insiders, Type: record.Text{Max: 2000, Lines: true}}
	PricingFiles       = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	PricingSettled     = record.DateField{Name: "settled", Label: record.Label{ZH: "确定日期", EN: "Settled on"}, Step: true}
)

// Pricing is how the price of a service invention is set (职务科技成果定价): kept
// from before the deal, it is evidence of diligence afterwards.
var Pricing = add(record.Kind{
	Name:   "pricing",
	Alike:  []string{"achievement", "way"},
	Label:  record.Label{ZH: "职务成果定价", EN: "Pricing of a service invention"},
	Listed: true,
	Owner:  "unit",
	Create: record.Insiders,
	Change: record.Insiders,
	Fields: record.Fields(PricingAchievement, PricingUnit, PricingWay, PricingPrice, PricingFrom, PricingUntil, PricingPlace, PricingGrounds, PricingFiles, PricingSettled),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "published", Label: record.Label{ZH: "公示中", EN: "Published"}, See: record.Public, Fixed: true},
		{Name: "settled", Label: record.Label{ZH: "已确定", EN: "Settled"}, See: record.Public, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

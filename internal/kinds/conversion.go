package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a conversion. What the public sees of a confirmed one is what the
// figures count; who took part, the contract and the evidence are for those concerned.
var (
	ConversionAchievement = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "科技成果", EN: "Achievement"}, Also: []string{"成果", "成果名称", "Achievement title"}, Required: true, Filter: true, Type: record.Reference{To: "achievement"}}
	ConversionHolder      = record.ReferenceField{Name: "holder", Label: record.Label{ZH: "成果持有单位", EN: "Holder"}, Also: []string{"持有单位", "单位名称", "完成单位"}, Required: true, Filter: true, See: record.Insiders, Type: record.Reference{To: "organisation"}}
	ConversionUser        = record.ReferenceField{Name: "user", Label: record.Label{ZH: "实施单位", EN: "User"}, Also: []string{"承接单位", "受让单位", "应用单位"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "organisation"}}
	ConversionWay         = record.ChoiceField{Name: "way", Label: record.Label{ZH: "转化方式", EN: "Way of conversion"}, Also: []string{"实施方式", "Way"}, Required: true, Filter: true, Type: record.Choice{From: vocab.Conversions}}
	ConversionFrom        = record.ChoiceField{Name: "holder_region", Label: record.Label{ZH: "持有单位所在地区", EN: "Region of the holder"}, Required: true, Filter: true, Type: record.Choice{From: vocab.Regions}}
	ConversionTo          = record.ChoiceField{Name: "user_region", Label: record.Label{ZH: "实施地区", EN: "Region of use"}, Also: []string{"实施地", "转化地区", "落地地区"}, Required: true, Filter: true, Type: record.Choice{From: vocab.Regions}}
	ConversionDay         = record.DateField{Name: "day", Label: record.Label{ZH: "转化日期", EN: "Converted on"}, Also: []string{"转化时间", "实施日期", "日期"}, Required: true, Filter: true}
	ConversionAmount      = record.MoneyField{Name: "amount", Label: record.Label{ZH: "转化金额（元）", EN: "Amount (yuan)"}, Also: []string{"转化金额", "金额", "合同金额"}, Help: record.Label{ZH: "自行实施不填。", EN: "Left empty for own use."}}
	ConversionContract    = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "contract"}}
	ConversionEvidence    = record.TextField{Name: "evidence", Label: record.Label{ZH: "转化依据", EN: "Evidence"}, See: record.Insiders, Help: record.Label{ZH: "投产记录、许可备案、股权登记等，写明文号和日期。", EN: "Records of production, of a licence, of shares: say number and day."}, Type: record.Text{Max: 1000, Lines: true}}
	ConversionFiles       = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "依据材料", EN: "Documents"}, See: record.Insiders}
	ConversionField       = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Filter: true, Step: true, Type: record.Choice{From: vocab.Fields}}
	ConversionProperty    = record.ChoiceField{Name: "property", Label: record.Label{ZH: "知识产权类别", EN: "Intellectual property"}, Step: true, Type: record.Choice{From: vocab.Property}}
	ConversionCause       = record.TextField{Name: "cause", Label: record.Label{ZH: "撤销原因", EN: "Why it is withdrawn"}, Step: true, See: record.Insiders, Type: record.Text{Max: 500, Lines: true}}
)

// Conversion is an achievement put to use, by its holder or by another (成果转化).
var Conversion = add(record.Kind{
	Name:   "conversion",
	Label:  record.Label{ZH: "成果转化", EN: "Conversion"},
	Listed: true,
	Owner:  "holder",
	Create: record.Broker | record.Registrar | record.Owner,
	Change: record.Broker | record.Registrar | record.Owner,
	Check:  checkConversion,
	Alike:  []string{"achievement", "user", "way", "day"},
	Fields: record.Fields(ConversionAchievement, ConversionHolder, ConversionUser, ConversionWay, ConversionFrom, ConversionTo, ConversionDay, ConversionAmount, ConversionContract,
		ConversionEvidence, ConversionFiles, ConversionField, ConversionProperty, ConversionCause),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "confirmed", Label: record.Label{ZH: "已确认", EN: "Confirmed"}, See: record.Public, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤销", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

// checkConversion keeps own use apart: it has no other user, no contract and no price.
func checkConversion(r record.Record) error {
	if ConversionWay.Of(r) != "own" {
		return nil
	}
	if ConversionUser.In(r) && ConversionUser.Of(r) != ConversionHolder.Of(r) {
		return fault.Invalid(ConversionUser.Name, text.OwnUseByHolder)
	}
	if ConversionContract.In(r) || ConversionAmount.In(r) {
		return fault.Invalid(ConversionContract.Name, text.OwnUseNoContract)
	}
	return nil
}

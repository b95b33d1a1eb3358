package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a contract. What the public register shows of a registered one
// is its number, type, field, region, dates, amounts and remark; the rest is for those concerned.
var (
	ContractTitle       = record.TextField{Name: "title", Label: record.Label{ZH: "项目名称", EN: "Title"}, Required: true, See: record.Insiders, Type: record.Text{Max: 500}}
	ContractType        = record.ChoiceField{Name: "type", Label: record.Label{ZH: "合同类别", EN: "Type"}, Filter: true, Type: record.Choice{From: vocab.ContractTypes}}
	ContractField       = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	ContractSeller      = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "卖方（登记申请单位）", EN: "Seller (applies for registration)"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "organisation"}}
	ContractNeed        = record.ReferenceField{Name: "need", Label: record.Label{ZH: "来源需求", EN: "Need"}, See: record.Insiders, Type: record.Reference{To: "need"}}
	ContractAchievement = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "来源成果", EN: "Achievement"}, See: record.Insiders, Type: record.Reference{To: "achievement"}}
	ContractMatch       = record.ReferenceField{Name: "match", Label: record.Label{ZH: "来源匹配", EN: "Match"}, See: record.Staff, Type: record.Reference{To: "match"}}
	ContractRegion      = record.ChoiceField{Name: "region", Label: record.Label{ZH: "卖方所在地区", EN: "Region of the seller"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	ContractSigned      = record.DateField{Name: "signed", Label: record.Label{ZH: "签订日期", EN: "Signed on"}}
	ContractTotal       = record.MoneyField{Name: "total", Label: record.Label{ZH: "成交额（元）", EN: "Total (yuan)"}}
	ContractTechnical   = record.MoneyField{Name: "technical", Label: record.Label{ZH: "技术交易额（元）", EN: "Technical amount (yuan)"}}
	ContractNumber      = record.TextField{Name: "number", Label: record.Label{ZH: "合同登记编号", EN: "Registration number"}, Filter: true, Unique: true, Step: true, Help: record.Label{ZH: "登记机构给出的 16 位编号（旧式 14 位）。", EN: "The 16 digits given by the registering agency (14 in the old form)."}, Type: record.Text{Max: 16}}
	ContractRegistered  = record.DateField{Name: "registered", Label: record.Label{ZH: "登记日期", EN: "Registered on"}, Filter: true, Step: true}
	ContractConfirmed   = record.YesNoField{Name: "confirmed", Label: record.Label{ZH: "登记员已核对规则", EN: "The registrar has checked the rules"}, Step: true, See: record.Staff}
	ContractFiles       = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	ContractRemark      = record.TextField{Name: "remark", Label: record.Label{ZH: "公示说明", EN: "Public remark"}, Type: record.Text{Max: 500, Lines: true}}
	ContractNote        = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, See: record.Insiders, Type: record.Text{Max: 500, Lines: true}}
)

// Contract is a technology contract (技术合同). The state's agency registers it; the
// node keeps the register and the number that the agency gave.
var Contract = add(record.Kind{
	Name:   "contract",
	Label:  record.Label{ZH: "技术合同", EN: "Technology contract"},
	Listed: true,
	Owner:  "seller",
	Create: record.Broker | record.Registrar,
	Change: record.Broker | record.Registrar,
	Check:  checkContract,
	Alike:  []string{"title", "seller"},
	Fields: record.Fields(ContractTitle, ContractType, ContractField, ContractSeller, ContractNeed, ContractAchievement, ContractMatch, ContractRegion, ContractSigned, ContractTotal, ContractTechnical, ContractNumber, ContractRegistered, ContractConfirmed, ContractFiles, ContractRemark, ContractNote),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "registered", Label: record.Label{ZH: "已登记", EN: "Registered"}, See: record.Public, Fixed: true},
		{Name: "cancelled", Label: record.Label{ZH: "已注销", EN: "Cancelled"}, See: record.Insiders, Fixed: true},
	},
})

func checkContract(r record.Record) error {
	if ContractTechnical.Of(r) > ContractTotal.Of(r) {
		return fault.Invalid(ContractTechnical.Name, text.TechnicalAboveTotal)
	}
	return nil
}

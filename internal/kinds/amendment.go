package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The fields of an amendment. What is left empty stays as it is in the contract.
var (
	AmendmentTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "变更事项", EN: "What is amended"}, Required: true, Type: record.Text{Max: 200}}
	AmendmentContract  = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	AmendmentSigned    = record.DateField{Name: "signed", Label: record.Label{ZH: "变更协议签订日期", EN: "Signed on"}, Required: true}
	AmendmentName      = record.TextField{Name: "name", Label: record.Label{ZH: "变更后项目名称", EN: "New title"}, Type: record.Text{Max: 500}}
	AmendmentTotal     = record.MoneyField{Name: "total", Label: record.Label{ZH: "变更后成交额（元）", EN: "New total (yuan)"}}
	AmendmentTechnical = record.MoneyField{Name: "technical", Label: record.Label{ZH: "变更后技术交易额（元）", EN: "New technical amount (yuan)"}}
	AmendmentEnds      = record.DateField{Name: "ends", Label: record.Label{ZH: "变更后截止日期", EN: "New last day"}}
	AmendmentReason    = record.TextField{Name: "reason", Label: record.Label{ZH: "变更原因", EN: "Reason"}, Type: record.Text{Max: 1000, Lines: true}}
	AmendmentFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "变更协议扫描件", EN: "Scan of the amendment"}}
	AmendmentAnswer    = record.TextField{Name: "answer", Label: record.Label{ZH: "处理意见", EN: "Answer"}, Step: true, Type: record.Text{Max: 500, Lines: true}}
	AmendmentSeller    = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "申请登记的卖方", EN: "Seller who applies"}, Help: record.Label{ZH: "与合同一致，由系统填写。", EN: "As in the contract; entered by the node."}, Step: true, Type: record.Reference{To: "organisation"}}
)

// Amendment is a change that the parties agreed on (合同变更), before registration or after.
var Amendment = add(record.Kind{
	Name:   "amendment",
	Alike:  []string{"title", "contract"},
	Label:  record.Label{ZH: "合同变更", EN: "Amendment"},
	Owner:  "seller",
	Part:   "contract",
	Create: contractWriters,
	Change: contractWriters,
	Check:  checkAmendment,
	Fields: record.Fields(AmendmentTitle, AmendmentContract, AmendmentSigned, AmendmentName, AmendmentTotal, AmendmentTechnical, AmendmentEnds, AmendmentReason, AmendmentFiles, AmendmentAnswer, AmendmentSeller),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "submitted", Label: record.Label{ZH: "已提交", EN: "Submitted"}, See: record.Insiders, Fixed: true},
		{Name: "entered", Label: record.Label{ZH: "已变更登记", EN: "Entered"}, See: record.Insiders, Fixed: true},
		{Name: "refused", Label: record.Label{ZH: "不予变更", EN: "Refused"}, See: record.Insiders, Fixed: true},
	},
})

func checkAmendment(r record.Record) error {
	if AmendmentTotal.In(r) != AmendmentTechnical.In(r) {
		return fault.Invalid(AmendmentTechnical.Name, text.BothAmounts)
	}
	if AmendmentTechnical.Of(r) > AmendmentTotal.Of(r) {
		return fault.Invalid(AmendmentTechnical.Name, text.TechnicalAboveTotal)
	}
	return nil
}

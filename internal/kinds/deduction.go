package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The fields of a deduction.
var (
	DeductionWhat      = record.TextField{Name: "what", Label: record.Label{ZH: "项目", EN: "What"}, Required: true, Type: record.Text{Max: 200}}
	DeductionContract  = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	DeductionAmendment = record.ReferenceField{Name: "amendment", Label: record.Label{ZH: "变更协议", EN: "Amendment"}, Help: record.Label{ZH: "变更金额的，按变更协议重新列出全部扣除项。", EN: "An amendment of amounts lists all deductions anew."}, Type: record.Reference{To: "amendment"}}
	DeductionAmount    = record.MoneyField{Name: "amount", Label: record.Label{ZH: "金额（元）", EN: "Amount (yuan)"}, Required: true}
	DeductionSample    = record.YesNoField{Name: "sample", Label: record.Label{ZH: "合理数量标的物，不扣除", EN: "Reasonable quantity of the subject matter, not deducted"}}
	DeductionReason    = record.TextField{Name: "reason", Label: record.Label{ZH: "说明", EN: "Reason"}, Type: record.Text{Max: 500, Lines: true}}
	DeductionSeller    = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "申请登记的卖方", EN: "Seller who applies"}, Help: record.Label{ZH: "与合同一致，由系统填写。", EN: "As in the contract; entered by the node."}, Step: true, Type: record.Reference{To: "organisation"}}
	DeductionFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// Deduction is a line of cost that is not technical (非技术性费用), by which the
// technical amount lies below the total.
var Deduction = add(record.Kind{
	Name:   "deduction",
	Alike:  []string{"what", "contract"},
	Label:  record.Label{ZH: "扣除项", EN: "Deduction"},
	Owner:  "seller",
	Part:   "contract",
	Create: contractWriters,
	Change: contractWriters,
	Check:  checkDeduction,
	Fields: record.Fields(DeductionWhat, DeductionContract, DeductionAmendment, DeductionAmount, DeductionSample, DeductionReason, DeductionFiles, DeductionSeller),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Insiders},
	},
})

func checkDeduction(r record.Record) error {
	if DeductionSample.Of(r) && !DeductionReason.In(r) {
		return fault.Invalid(DeductionReason.Name, text.SampleReason)
	}
	return nil
}

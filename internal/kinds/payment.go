package kinds

import "heitu/internal/record"

// The fields of a payment.
var (
	PaymentWhat     = record.TextField{Name: "what", Label: record.Label{ZH: "款项", EN: "What"}, Required: true, Type: record.Text{Max: 100}}
	PaymentContract = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	PaymentDue      = record.DateField{Name: "due", Label: record.Label{ZH: "约定付款日期", EN: "Due on"}, Filter: true}
	PaymentAmount   = record.MoneyField{Name: "amount", Label: record.Label{ZH: "约定金额（元）", EN: "Amount (yuan)"}, Required: true}
	PaymentPaid     = record.DateField{Name: "paid", Label: record.Label{ZH: "到账日期", EN: "Paid on"}, Filter: true, Step: true}
	PaymentReceived = record.MoneyField{Name: "received", Label: record.Label{ZH: "到账金额（元）", EN: "Received (yuan)"}, Step: true}
	PaymentSeller   = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "申请登记的卖方", EN: "Seller who applies"}, Help: record.Label{ZH: "与合同一致，由系统填写。", EN: "As in the contract; entered by the node."}, Step: true, Type: record.Reference{To: "organisation"}}
	PaymentFiles    = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// Payment is a line of the terms of payment (付款), and whether it came.
var Payment = add(record.Kind{
	Name:   "payment",
	Alike:  []string{"what", "contract", "due"},
	Label:  record.Label{ZH: "付款", EN: "Payment"},
	Owner:  "seller",
	Part:   "contract",
	Create: contractWriters,
	Change: contractWriters,
	Fields: record.Fields(PaymentWhat, PaymentContract, PaymentDue, PaymentAmount, PaymentPaid, PaymentReceived, PaymentFiles, PaymentSeller),
	States: []record.State{
		{Name: "planned", Label: record.Label{ZH: "待付", EN: "Planned"}, See: record.Insiders},
		{Name: "paid", Label: record.Label{ZH: "已付", EN: "Paid"}, See: record.Insiders, Fixed: true},
	},
})

package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a share in the income.
var (
	IncomeShareRole     = record.ChoiceField{Name: "role", Label: record.Label{ZH: "分配对象", EN: "Who shares"}, Required: true, Type: record.Choice{From: vocab.ShareRoles}}
	IncomeShareContract = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	IncomeShareUnit     = record.ReferenceField{Name: "unit", Label: record.Label{ZH: "持有单位", EN: "Unit"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	IncomeSharePerson   = record.ReferenceField{Name: "person", Label: record.Label{ZH: "人员", EN: "Person"}, Filter: true, Type: record.Reference{To: "person"}}
	IncomeShareShare    = record.IntegerField{Name: "share", Label: record.Label{ZH: "占净收入份额（万分之）", EN: "Share of the net income (of 10,000)"}, Required: true, Type: record.Integer{Min: 0, Max: 10_000}}
	IncomeShareAmount   = record.MoneyField{Name: "amount", Label: record.Label{ZH: "金额（元）", EN: "Amount (yuan)"}}
	IncomeShareGrounds  = record.TextField{Name: "grounds", Label: record.Label{ZH: "低于规定比例的依据", EN: "Grounds for less than the rule asks"}, Step: true, Type: record.Text{Max: 1000, Lines: true}}
	IncomeSharePaid     = record.DateField{Name: "paid", Label: record.Label{ZH: "发放日期", EN: "Paid on"}, Step: true}
	IncomeShareFiles    = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// IncomeShare is who receives how much of the income from a service invention (职务成果收益分配).
var IncomeShare = add(record.Kind{
	Name:   "income_share",
	Alike:  []string{"role", "contract", "person"},
	Label:  record.Label{ZH: "收益分配", EN: "Share in the income"},
	Owner:  "unit",
	Create: record.Insiders,
	Change: record.Insiders,
	Check:  checkIncomeShare,
	Fields: record.Fields(IncomeShareRole, IncomeShareContract, IncomeShareUnit, IncomeSharePerson, IncomeShareShare, IncomeShareAmount, IncomeShareGrounds, IncomeSharePaid, IncomeShareFiles),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "agreed", Label: record.Label{ZH: "已确定", EN: "Agreed"}, See: record.Insiders, Fixed: true},
		{Name: "paid", Label: record.Label{ZH: "已发放", EN: "Paid"}, See: record.Insiders, Fixed: true},
	},
})

func checkIncomeShare(r record.Record) error {
	if unit := IncomeShareRole.Of(r) == "unit"; unit == IncomeSharePerson.In(r) {
		return fault.Invalid(IncomeSharePerson.Name, text.PersonOfShare)
	}
	return nil
}

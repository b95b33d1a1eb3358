package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The fields of an objection.
var (
	ObjectionTitle    = record.TextField{Name: "title", Label: record.Label{ZH: "异议事项", EN: "What is objected to"}, Required: true, Type: record.Text{Max: 200}}
	ObjectionBy       = record.ReferenceField{Name: "by", Label: record.Label{ZH: "提出单位", EN: "Who objects"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	ObjectionContract = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "所涉合同", EN: "Contract"}, Filter: true, Type: record.Reference{To: "contract"}}
	ObjectionPricing  = record.ReferenceField{Name: "pricing", Label: record.Label{ZH: "所涉定价", EN: "Pricing"}, Filter: true, Type: record.Reference{To: "pricing"}}
	ObjectionReason   = record.TextField{Name: "reason", Label: record.Label{ZH: "事实和理由", EN: "Facts and reasons"}, Required: true, Type: record.Text{Max: 2000, Lines: true}}
	ObjectionFiles    = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
	ObjectionAnswer   = record.TextField{Name: "answer", Label: record.Label{ZH: "处理意见", EN: "Answer"}, Step: true, Type: record.Text{Max: 1000, Lines: true}}
)

// Objection contests a registration or a published price (异议).
var Objection = add(record.Kind{
	Name:   "objection",
	Alike:  []string{"title", "by", "contract", "pricing"},
	Label:  record.Label{ZH: "异议", EN: "Objection"},
	Listed: true,
	Owner:  "by",
	Create: record.Insiders,
	Change: record.Insiders,
	Check:  checkObjection,
	Fields: record.Fields(ObjectionTitle, ObjectionBy, ObjectionContract, ObjectionPricing, ObjectionReason, ObjectionFiles, ObjectionAnswer),
	States: []record.State{
		{Name: "filed", Label: record.Label{ZH: "已提出", EN: "Filed"}, See: record.Insiders},
		{Name: "upheld", Label: record.Label{ZH: "成立", EN: "Upheld"}, See: record.Insiders, Fixed: true},
		{Name: "rejected", Label: record.Label{ZH: "不成立", EN: "Rejected"}, See: record.Insiders, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

func checkObjection(r record.Record) error {
	if ObjectionContract.In(r) == ObjectionPricing.In(r) {
		return fault.Invalid(ObjectionContract.Name, text.OneTarget)
	}
	return nil
}

package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of a party to a contract.
var (
	PartyOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "单位", EN: "Organisation"}, Also: []string{"单位名称", "企业名称", "名称", "当事人", "当事人名称", "公司名称", "Organization", "Company", "Party"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	PartyContract     = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Also: []string{"合同", "合同名称", "项目名称", "技术合同名称", "Contract title"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	PartyRole         = record.ChoiceField{Name: "role", Label: record.Label{ZH: "当事人身份", EN: "Role"}, Also: []string{"身份", "角色", "当事人类型", "当事人类别", "Party role"}, Required: true, Type: record.Choice{From: vocab.PartyRoles}}
	PartySeller       = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "申请登记的卖方", EN: "Seller who applies"}, Help: record.Label{ZH: "与合同一致，由系统填写。", EN: "As in the contract; entered by the node."}, Step: true, Type: record.Reference{To: "organisation"}}
	PartyFiles        = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// Party is one party to a contract (合同当事人).
var Party = add(record.Kind{
	Name:   "party",
	Label:  record.Label{ZH: "合同当事人", EN: "Party to a contract"},
	Owner:  "seller",
	Part:   "contract",
	Create: contractWriters,
	Change: contractWriters,
	Alike:  []string{"contract", "organisation", "role"},
	Fields: record.Fields(PartyOrganisation, PartyContract, PartyRole, PartyFiles, PartySeller),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Insiders},
	},
})

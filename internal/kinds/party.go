package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of a party to a contract.
var (
	PartyOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "单位", EN: "Organisation"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	PartyContract     = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	PartyRole         = record.ChoiceField{Name: "role", Label: record.Label{ZH: "当事人身份", EN: "Role"}, Required: true, Type: record.Choice{From: vocab.PartyRoles}}
	PartyFiles        = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// Party is one party to a contract (合同当事人).
var Party = add(record.Kind{
	Name:   "party",
	Label:  record.Label{ZH: "合同当事人", EN: "Party to a contract"},
	Owner:  "organisation",
	Create: record.Broker | record.Registrar,
	Change: record.Broker | record.Registrar,
	Alike:  []string{"contract", "organisation", "role"},
	Fields: record.Fields(PartyOrganisation, PartyContract, PartyRole, PartyFiles),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Insiders},
	},
})

package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a contact.
var (
	ContactLogSubject      = record.TextField{Name: "subject", Label: record.Label{ZH: "事由", EN: "Subject"}, Required: true, Type: record.Text{Max: 200}}
	ContactLogOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "对方单位", EN: "Organisation"}, Filter: true, Type: record.Reference{To: "organisation"}}
	ContactLogPerson       = record.ReferenceField{Name: "person", Label: record.Label{ZH: "对方联系人", EN: "Person"}, Filter: true, Type: record.Reference{To: "person"}}
	ContactLogWay          = record.ChoiceField{Name: "way", Label: record.Label{ZH: "联系方式", EN: "Way"}, Required: true, Filter: true, Type: record.Choice{From: vocab.ContactWays}}
	ContactLogDay          = record.DateField{Name: "day", Label: record.Label{ZH: "联系日期", EN: "Day"}, Required: true, Filter: true}
	ContactLogSummary      = record.TextField{Name: "summary", Label: record.Label{ZH: "情况记录", EN: "What was said"}, Type: record.Text{Max: 4000, Lines: true}}
	ContactLogNeed         = record.ReferenceField{Name: "need", Label: record.Label{ZH: "相关需求", EN: "Need"}, Filter: true, Type: record.Reference{To: "need"}}
	ContactLogAchievement  = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "相关成果", EN: "Achievement"}, Filter: true, Type: record.Reference{To: "achievement"}}
	ContactLogMatch        = record.ReferenceField{Name: "match", Label: record.Label{ZH: "相关匹配", EN: "Match"}, Filter: true, Type: record.Reference{To: "match"}}
	ContactLogContract     = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "相关合同", EN: "Contract"}, Filter: true, Type: record.Reference{To: "contract"}}
	ContactLogNext         = record.DateField{Name: "next", Label: record.Label{ZH: "下次联系日期", EN: "Next date"}, Filter: true}
	ContactLogAction       = record.TextField{Name: "action", Label: record.Label{ZH: "下一步工作", EN: "Next action"}, Type: record.Text{Max: 500}}
	ContactLogAssigned     = record.ReferenceField{Name: "assigned", Label: record.Label{ZH: "承办人", EN: "In charge"}, Filter: true, Step: true, Type: record.Reference{To: "account", Unseen: true}}
)

// ContactLog is one call, visit or meeting, and what is to follow (联系记录).
var ContactLog = add(record.Kind{
	Name:   "contact_log",
	Alike:  []string{"subject", "day", "organisation"},
	Label:  record.Label{ZH: "联系记录", EN: "Contact"},
	Listed: true,
	Create: record.Staff,
	Change: record.Staff,
	Check:  checkContactLog,
	Fields: record.Fields(ContactLogSubject, ContactLogOrganisation, ContactLogPerson, ContactLogWay, ContactLogDay, ContactLogSummary, ContactLogNeed, ContactLogAchievement, ContactLogMatch, ContactLogContract, ContactLogNext, ContactLogAction, ContactLogAssigned),
	States: []record.State{
		{Name: "open", Label: record.Label{ZH: "跟进中", EN: "Open"}, See: record.Staff},
		{Name: "done", Label: record.Label{ZH: "已办结", EN: "Done"}, See: record.Staff, Fixed: true},
	},
})

func checkContactLog(r record.Record) error {
	if ContactLogNext.In(r) && ContactLogNext.Of(r) < ContactLogDay.Of(r) {
		return fault.Invalid(ContactLogNext.Name, text.NextBeforeDay)
	}
	return nil
}

package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of an organisation.
var (
	OrganisationName    = record.TextField{Name: "name", Label: record.Label{ZH: "单位名称", EN: "Name"}, Required: true, Filter: true, Match: 2, Type: record.Text{Max: 120}}
	OrganisationEnglish = record.TextField{Name: "english", Label: record.Label{ZH: "英文名称", EN: "English name"}, Match: 2, Type: record.Text{Max: 200}}
	OrganisationUSCC    = record.USCCField{Name: "uscc", Label: record.Label{ZH: "统一社会信用代码", EN: "Unified social credit code"}, Filter: true, Unique: true}
	OrganisationType    = record.ChoiceField{Name: "type", Label: record.Label{ZH: "单位性质", EN: "Nature"}, Filter: true, Type: record.Choice{From: vocab.OrgTypes}}
	OrganisationRegion  = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	OrganisationContact = record.TextField{Name: "contact", Label: record.Label{ZH: "联系人", EN: "Contact"}, See: record.Insiders, Personal: true, Type: record.Text{Max: 60}}
	OrganisationPhone   = record.TextField{Name: "phone", Label: record.Label{ZH: "联系电话", EN: "Telephone"}, See: record.Insiders, Personal: true, Type: record.Text{Max: 40}}
	OrganisationFiles   = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	OrganisationNote    = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Type: record.Text{Max: 500, Lines: true}}
)

// Organisation is a firm, university, institute, authority or market.
var Organisation = add(record.Kind{
	Name:   "organisation",
	Label:  record.Label{ZH: "单位", EN: "Organisation"},
	Listed: true,
	Create: record.Staff,
	Change: record.Insiders,
	Alike:  []string{"name"},
	Fields: record.Fields(OrganisationName, OrganisationEnglish, OrganisationUSCC, OrganisationType, OrganisationRegion, OrganisationContact, OrganisationPhone, OrganisationFiles, OrganisationNote),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Public},
		{Name: "retired", Label: record.Label{ZH: "停用", EN: "Retired"}, See: record.Insiders, Fixed: true},
	},
})

package kinds

import "heitu/internal/record"

// The fields of a person.
var (
	PersonName         = record.TextField{Name: "name", Label: record.Label{ZH: "姓名", EN: "Name"}, Required: true, Filter: true, Personal: true, Type: record.Text{Max: 60}}
	PersonOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "所在单位", EN: "Organisation"}, Filter: true, Type: record.Reference{To: "organisation"}}
	PersonTitle        = record.TextField{Name: "title", Label: record.Label{ZH: "职称或职务", EN: "Title or post"}, Personal: true, Type: record.Text{Max: 60}}
	PersonEmail        = record.EmailField{Name: "email", Label: record.Label{ZH: "电子邮箱", EN: "E-mail"}, Personal: true}
	PersonPhone        = record.TextField{Name: "phone", Label: record.Label{ZH: "联系电话", EN: "Telephone"}, Personal: true, Type: record.Text{Max: 40}}
	PersonORCID        = record.ORCIDField{Name: "orcid", Label: record.Label{ZH: "ORCID", EN: "ORCID"}, Personal: true}
	PersonFiles        = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, Personal: true}
)

// Person is somebody known to the node: a researcher, a contact, a broker's counterpart.
var Person = add(record.Kind{
	Name:   "person",
	Label:  record.Label{ZH: "人员", EN: "Person"},
	Listed: true,
	Owner:  "organisation",
	Create: record.Insiders,
	Change: record.Insiders,
	Alike:  []string{"name", "organisation"},
	Fields: record.Fields(PersonName, PersonOrganisation, PersonTitle, PersonEmail, PersonPhone, PersonORCID, PersonFiles),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Insiders},
		{Name: "erased", Label: record.Label{ZH: "个人信息已删除", EN: "Erased"}, See: record.Insiders, Fixed: true},
	},
})

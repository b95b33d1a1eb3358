package kinds

import "heitu/internal/record"

// The fields of a person.
var (
	PersonName         = record.TextField{Name: "name", Label: record.Label{ZH: "姓名", EN: "Name"}, Also: []string{"名字", "人员姓名", "专家姓名", "联系人", "经理人姓名", "成员姓名", "姓名全称", "Full name", "Person", "Contact"}, Required: true, Filter: true, Personal: true, Type: record.Text{Max: 60}}
	PersonOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "所在单位", EN: "Organisation"}, Also: []string{"单位", "工作单位", "单位名称", "所属单位", "任职单位", "现工作单位", "就职单位", "企业名称", "机构", "所属机构", "依托单位", "Organization", "Company", "Affiliation", "Institution", "Employer"}, Filter: true, Type: record.Reference{To: "organisation"}}
	PersonTitle        = record.TextField{Name: "title", Label: record.Label{ZH: "职称或职务", EN: "Title or post"}, Also: []string{"职称", "职务", "职称职务", "专业技术职务", "岗位", "技术职称", "职务职称", "Title", "Position", "Post", "Job title", "Academic title"}, Personal: true, Type: record.Text{Max: 60}}
	PersonEmail        = record.EmailField{Name: "email", Label: record.Label{ZH: "电子邮箱", EN: "E-mail"}, Also: []string{"邮箱", "电子邮件", "邮件", "邮箱地址", "联系邮箱", "电邮", "E-mail地址", "Email", "E-mail address", "Email address", "Mail"}, Personal: true}
	PersonPhone        = record.TextField{Name: "phone", Label: record.Label{ZH: "联系电话", EN: "Telephone"}, Also: []string{"电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系人电话", "移动电话", "联系手机", "办公电话", "Phone", "Tel", "Mobile", "Phone number", "Mobile phone"}, Personal: true, Type: record.Text{Max: 40}}
	PersonORCID        = record.ORCIDField{Name: "orcid", Label: record.Label{ZH: "ORCID", EN: "ORCID"}, Also: []string{"ORCID号", "ORCID编号", "学者编号", "ORCID iD", "ORCID number"}, Personal: true}
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

package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of an organisation.
var (
	OrganisationName     = record.TextField{Name: "name", Label: record.Label{ZH: "单位名称", EN: "Name"}, Also: []string{"单位", "名称", "企业名称", "企业", "公司名称", "公司", "机构名称", "组织名称", "单位全称", "企业全称", "法人名称", "Company", "Company name", "Organisation", "Organization", "Organisation name", "Full name"}, Required: true, Filter: true, Match: 2, Type: record.Text{Max: 120}}
	OrganisationEnglish  = record.TextField{Name: "english", Label: record.Label{ZH: "英文名称", EN: "English name"}, Also: []string{"单位英文名称", "英文名", "企业英文名称", "英文全称", "外文名称", "Name in English", "English"}, Match: 2, Type: record.Text{Max: 200}}
	OrganisationUSCC     = record.USCCField{Name: "uscc", Label: record.Label{ZH: "统一社会信用代码", EN: "Unified social credit code"}, Also: []string{"信用代码", "社会信用代码", "统一信用代码", "税号", "纳税人识别号", "机构代码", "统一代码", "法人代码", "统一社会信用代码证号", "统一社会信用代码或组织机构代码", "USCC", "Credit code", "Social credit code", "Unified credit code", "Tax number", "Registration number"}, Filter: true, Unique: true}
	OrganisationType     = record.ChoiceField{Name: "type", Label: record.Label{ZH: "单位性质", EN: "Nature"}, Also: []string{"单位类型", "单位类别", "企业类型", "企业性质", "机构类型", "性质", "类型", "机构性质", "组织类型", "注册类型", "Type", "Organisation type", "Organization type", "Category"}, Filter: true, Type: record.Choice{From: vocab.OrgTypes}}
	OrganisationRegion   = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Also: []string{"所在市", "所在地市", "所在省", "所在区市", "行政区划代码", "地区代码", "地区", "所在地", "区域", "所属地区", "省份", "所属地市", "地市", "城市", "所在城市", "行政区划", "所在省市", "注册地", "注册地区", "所属区域", "所在区域", "单位所在地", "Location", "City", "Province", "Area"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	OrganisationCountry  = record.ChoiceField{Name: "country", Label: record.Label{ZH: "国别（地区）", EN: "Country or region"}, Type: record.Choice{From: vocab.Countries}}
	OrganisationContact  = record.TextField{Name: "contact", Label: record.Label{ZH: "联系人", EN: "Contact"}, Also: []string{"联络人", "联系人姓名", "单位联系人", "经办人", "联系人员", "Contact person", "Contact name"}, See: record.Insiders, Personal: true, Type: record.Text{Max: 60}}
	OrganisationPhone    = record.TextField{Name: "phone", Label: record.Label{ZH: "联系电话", EN: "Telephone"}, Also: []string{"电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系人电话", "联系人手机", "联系手机", "单位电话", "联系号码", "固定电话", "办公电话", "座机", "Phone", "Tel", "Mobile", "Phone number", "Contact phone"}, See: record.Insiders, Personal: true, Type: record.Text{Max: 40}}
	OrganisationIndustry = record.ChoiceField{Name: "industry", Label: record.Label{ZH: "所属行业（GB/T 4754）", EN: "Industry (GB/T 4754)"}, Filter: true, Type: record.Choice{From: vocab.Industries}}
	OrganisationEmerging = record.ChoiceField{Name: "emerging", Label: record.Label{ZH: "战略性新兴产业", EN: "Strategic emerging industry"}, Filter: true, Type: record.Choice{From: vocab.Emerging}}
	OrganisationFiles    = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	OrganisationNote     = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Also: []string{"说明", "附注", "备注说明", "其他", "其他说明", "Notes", "Remark", "Remarks", "Comment", "Comments"}, Type: record.Text{Max: 500, Lines: true}}
)

// Organisation is a firm, university, institute, authority or market.
var Organisation = add(record.Kind{
	Name:   "organisation",
	Label:  record.Label{ZH: "单位", EN: "Organisation"},
	Listed: true,
	Create: record.Staff,
	Change: record.Insiders,
	Alike:  []string{"name"},
	Fields: record.Fields(OrganisationName, OrganisationEnglish, OrganisationUSCC, OrganisationType, OrganisationRegion, OrganisationCountry, OrganisationContact, OrganisationPhone, OrganisationIndustry, OrganisationEmerging, OrganisationFiles, OrganisationNote),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Public},
		{Name: "retired", Label: record.Label{ZH: "停用", EN: "Retired"}, See: record.Insiders, Fixed: true},
	},
})

package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a policy. A condition that is left empty asks for nothing.
var (
	PolicyTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "政策名称", EN: "Title"}, Required: true, Match: 2, Type: record.Text{Max: 300}}
	PolicyClause    = record.TextField{Name: "clause", Label: record.Label{ZH: "条款", EN: "Clause"}, Type: record.Text{Max: 200}}
	PolicyText      = record.TextField{Name: "text", Label: record.Label{ZH: "条款原文", EN: "Wording"}, Match: 1, Type: record.Text{Max: 20000, Lines: true}}
	PolicySource    = record.TextField{Name: "source", Label: record.Label{ZH: "发文单位及文号", EN: "Issued by, and number"}, Required: true, Type: record.Text{Max: 300}}
	PolicyURL       = record.TextField{Name: "url", Label: record.Label{ZH: "原文网址", EN: "Where it is published"}, Type: record.Text{Max: 500}}
	PolicyFrom      = record.DateField{Name: "valid_from", Label: record.Label{ZH: "施行日期", EN: "In force from"}, Required: true, Filter: true}
	PolicyTo        = record.DateField{Name: "valid_to", Label: record.Label{ZH: "有效期至", EN: "In force until"}, Filter: true}
	PolicyRegions   = record.ChoicesField{Name: "regions", Label: record.Label{ZH: "适用地区", EN: "Regions"}, Type: record.Choices{From: vocab.Regions}}
	PolicyParties   = record.ChoicesField{Name: "parties", Label: record.Label{ZH: "适用单位性质", EN: "Natures of organisations"}, Type: record.Choices{From: vocab.OrgTypes}}
	PolicyContracts = record.ChoicesField{Name: "contract_types", Label: record.Label{ZH: "适用合同类别", EN: "Types of contract"}, Type: record.Choices{From: vocab.ContractTypes}}
	PolicyFields    = record.ChoicesField{Name: "fields", Label: record.Label{ZH: "适用技术领域", EN: "Technology fields"}, Type: record.Choices{From: vocab.Fields}}
	PolicyEmerging  = record.ChoicesField{Name: "emerging", Label: record.Label{ZH: "适用战略性新兴产业", EN: "Strategic emerging industries"}, Type: record.Choices{From: vocab.Emerging}}
	PolicyRungs     = record.ChoicesField{Name: "rungs", Label: record.Label{ZH: "适用企业梯次", EN: "Rungs of the ladder"}, Type: record.Choices{From: vocab.Ladder}}
	PolicyLeast     = record.MoneyField{Name: "least", Label: record.Label{ZH: "合同金额下限（元）", EN: "Least amount (yuan)"}}
	PolicyMost      = record.MoneyField{Name: "most", Label: record.Label{ZH: "合同金额上限（元）", EN: "Largest amount (yuan)"}}
)

// Policy is a clause of a policy, with who qualifies by stated conditions (政策条款).
var Policy = add(record.Kind{
	Name:   "policy",
	Label:  record.Label{ZH: "政策条款", EN: "Policy"},
	Listed: true,
	Create: record.Staff,
	Change: record.Staff,
	Check:  checkPolicy,
	Alike:  []string{"title", "clause", "source"},
	Fields: record.Fields(PolicyTitle, PolicyClause, PolicyText, PolicySource, PolicyURL, PolicyFrom, PolicyTo, PolicyRegions, PolicyParties, PolicyContracts, PolicyFields, PolicyEmerging, PolicyRungs, PolicyLeast, PolicyMost),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Staff},
		{Name: "published", Label: record.Label{ZH: "已发布", EN: "Published"}, See: record.Public},
		{Name: "ended", Label: record.Label{ZH: "已失效", EN: "Ended"}, See: record.Public, Fixed: true},
	},
})

func checkPolicy(r record.Record) error {
	if PolicyTo.In(r) && PolicyTo.Of(r) < PolicyFrom.Of(r) {
		return fault.Invalid(PolicyTo.Name, text.ClosesBeforeOpening)
	}
	if PolicyMost.In(r) && PolicyMost.Of(r) < PolicyLeast.Of(r) {
		return fault.Invalid(PolicyMost.Name, text.PriceRange)
	}
	return nil
}

package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of an inquiry.
var (
	InquiryTitle        = record.TextField{Name: "title", Label: record.Label{ZH: "需求名称", EN: "Title"}, Required: true, Type: record.Text{Max: 500}}
	InquiryProblem      = record.TextField{Name: "problem", Label: record.Label{ZH: "待解决的问题", EN: "Problem"}, Required: true, Help: record.Label{ZH: "现状、难点和已试过的办法。", EN: "Where things stand, what is hard, what was tried."}, Type: record.Text{Max: 20000, Lines: true}}
	InquiryTarget       = record.TextField{Name: "target", Label: record.Label{ZH: "预期指标", EN: "Target"}, Type: record.Text{Max: 1000, Lines: true}}
	InquiryFirm         = record.TextField{Name: "firm", Label: record.Label{ZH: "单位名称", EN: "Firm"}, Required: true, Filter: true, Type: record.Text{Max: 120}}
	InquiryUSCC         = record.USCCField{Name: "uscc", Label: record.Label{ZH: "统一社会信用代码", EN: "Unified social credit code"}, Filter: true}
	InquiryRegion       = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	InquiryContact      = record.TextField{Name: "contact", Label: record.Label{ZH: "联系人", EN: "Contact"}, Required: true, Personal: true, Type: record.Text{Max: 60}}
	InquiryPhone        = record.TextField{Name: "phone", Label: record.Label{ZH: "联系电话", EN: "Telephone"}, Personal: true, Type: record.Text{Max: 40}}
	InquiryEmail        = record.EmailField{Name: "email", Label: record.Label{ZH: "电子邮箱", EN: "E-mail"}, Personal: true}
	InquiryBudget       = record.MoneyField{Name: "budget", Label: record.Label{ZH: "预算（元）", EN: "Budget (yuan)"}}
	InquiryCloses       = record.DateField{Name: "closes", Label: record.Label{ZH: "截止日期", EN: "Closes"}}
	InquirySecrecy      = record.ChoiceField{Name: "secrecy", Label: record.Label{ZH: "保密要求", EN: "Confidentiality"}, Type: record.Choice{From: vocab.Secrecy}}
	InquiryConsent      = record.YesNoField{Name: "consent", Label: record.Label{ZH: "同意技术经理人与我联系", EN: "I agree that a broker contacts me"}, Required: true, Help: record.Label{ZH: "所留信息仅供本机构业务人员对接需求使用。", EN: "What is entered here is used by the market's staff for this need only."}}
	InquiryOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "对应单位", EN: "Organisation on file"}, Step: true, Type: record.Reference{To: "organisation"}}
	InquiryNeed         = record.ReferenceField{Name: "need", Label: record.Label{ZH: "所立需求", EN: "Need that came of it"}, Step: true, Type: record.Reference{To: "need"}}
	InquiryAnswer       = record.TextField{Name: "answer", Label: record.Label{ZH: "处理意见", EN: "Answer"}, Step: true, Type: record.Text{Max: 500, Lines: true}}
)

// Inquiry is a need that somebody posts without signing in (来访需求). Only the
// market's staff sees it, and the answer to whoever posts it tells nothing of what
// the market knows.
var Inquiry = add(record.Kind{
	Name:   "inquiry",
	Label:  record.Label{ZH: "来访需求", EN: "Inquiry"},
	Listed: true,
	Create: record.Public,
	Change: record.Staff,
	Check:  checkInquiry,
	Fields: record.Fields(InquiryTitle, InquiryProblem, InquiryTarget, InquiryFirm, InquiryUSCC, InquiryRegion, InquiryContact, InquiryPhone, InquiryEmail, InquiryBudget, InquiryCloses, InquirySecrecy, InquiryConsent, InquiryOrganisation, InquiryNeed, InquiryAnswer),
	States: []record.State{
		{Name: "received", Label: record.Label{ZH: "待处理", EN: "Received"}, See: record.Staff},
		{Name: "adopted", Label: record.Label{ZH: "已受理", EN: "Adopted"}, See: record.Staff, Fixed: true},
		{Name: "declined", Label: record.Label{ZH: "不予受理", EN: "Declined"}, See: record.Staff, Fixed: true},
		{Name: "erased", Label: record.Label{ZH: "个人信息已删除", EN: "Erased"}, See: record.Staff, Fixed: true},
	},
})

func checkInquiry(r record.Record) error {
	if r.State == "erased" {
		return nil
	}
	if !InquiryConsent.Of(r) {
		return fault.Invalid(InquiryConsent.Name, text.ConsentRequired)
	}
	if !InquiryPhone.In(r) && !InquiryEmail.In(r) {
		return fault.Invalid(InquiryPhone.Name, text.ReachRequired)
	}
	return nil
}

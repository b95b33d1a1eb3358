package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a contract. What the public register shows of a registered one
// is its number, type, field, regions, dates, amounts, the nature of the parties, intellectual property, plan and remark; the rest is for those concerned.
var (
	ContractTitle       = record.TextField{Name: "title", Label: record.Label{ZH: "项目名称", EN: "Title"}, Also: []string{"合同名称", "名称", "合同项目名称", "技术合同名称", "项目", "合同标题", "Contract", "Contract title", "Contract name", "Project", "Project title", "Name"}, Required: true, See: record.Insiders, Type: record.Text{Max: 500}}
	ContractType        = record.ChoiceField{Name: "type", Label: record.Label{ZH: "合同类别", EN: "Type"}, Also: []string{"合同类型", "技术合同类别", "类别", "类型", "技术合同类型", "合同种类", "Contract type", "Type of contract", "Category"}, Filter: true, Type: record.Choice{From: vocab.ContractTypes}}
	ContractField       = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Also: []string{"所属领域", "领域", "技术类别", "所属技术领域", "Field", "Area", "Domain"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	ContractSeller      = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "卖方（登记申请单位）", EN: "Seller (applies for registration)"}, Also: []string{"卖方", "卖方名称", "让与方", "受托方", "转让方", "技术输出方", "乙方", "卖方单位", "登记申请单位", "输出方", "卖方单位名称", "Seller", "Vendor", "Provider", "Party B"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "organisation"}}
	ContractNeed        = record.ReferenceField{Name: "need", Label: record.Label{ZH: "来源需求", EN: "Need"}, Also: []string{"技术需求", "对应需求", "需求名称", "关联需求", "来源需求名称", "Related need"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "need"}}
	ContractAchievement = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "来源成果", EN: "Achievement"}, Also: []string{"科技成果", "对应成果", "成果名称", "关联成果", "来源成果名称", "Related achievement"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "achievement"}}
	ContractMatch       = record.ReferenceField{Name: "match", Label: record.Label{ZH: "来源匹配", EN: "Match"}, Also: []string{"供需匹配", "对应匹配"}, See: record.Staff, Type: record.Reference{To: "match"}}
	ContractRegion      = record.ChoiceField{Name: "region", Label: record.Label{ZH: "卖方所在地区", EN: "Region of the seller"}, Also: []string{"行政区划代码", "地区代码", "卖方所在市", "卖方地区", "卖方所在地", "卖方所属地区", "地区", "所在地区", "所在地", "卖方所在省市", "输出地区", "Region", "Seller region", "Location"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	ContractSigned      = record.DateField{Name: "signed", Label: record.Label{ZH: "签订日期", EN: "Signed on"}, Also: []string{"签订时间", "签约日期", "签约时间", "合同签订日期", "合同签订时间", "签署日期", "合同日期", "签订日", "Signed", "Date signed", "Signing date", "Date of signing", "Contract date"}, Filter: true}
	ContractBegins      = record.DateField{Name: "begins", Label: record.Label{ZH: "有效期起", EN: "Valid from"}, See: record.Insiders}
	ContractEnds        = record.DateField{Name: "ends", Label: record.Label{ZH: "有效期止", EN: "Valid until"}, See: record.Insiders}
	ContractProperty    = record.ChoiceField{Name: "property", Label: record.Label{ZH: "知识产权类别", EN: "Intellectual property"}, Type: record.Choice{From: vocab.Property}}
	ContractPlan        = record.ChoiceField{Name: "plan", Label: record.Label{ZH: "计划类别", EN: "Plan category"}, Type: record.Choice{From: vocab.Plans}}
	ContractAim         = record.ChoiceField{Name: "aim", Label: record.Label{ZH: "社会经济目标", EN: "Socio-economic aim"}, See: record.Insiders, Type: record.Choice{From: vocab.Aims}}
	ContractIndustry    = record.ChoiceField{Name: "industry", Label: record.Label{ZH: "服务的国民经济行业", EN: "Industry served"}, See: record.Insiders, Type: record.Choice{From: vocab.Industries}}
	ContractPayment     = record.ChoiceField{Name: "payment", Label: record.Label{ZH: "支付方式", EN: "Way of payment"}, See: record.Insiders, Type: record.Choice{From: vocab.Payments}}
	ContractInvestment  = record.MoneyField{Name: "investment", Label: record.Label{ZH: "预计新增投入（元）", EN: "Expected investment (yuan)"}, See: record.Insiders, Help: record.Label{ZH: "技术转让合同必填。", EN: "Needed for transfer contracts."}}
	ContractOutput      = record.MoneyField{Name: "output", Label: record.Label{ZH: "预计新增产值（元）", EN: "Expected output (yuan)"}, See: record.Insiders, Help: record.Label{ZH: "技术转让合同必填。", EN: "Needed for transfer contracts."}}
	ContractTotal       = record.MoneyField{Name: "total", Label: record.Label{ZH: "成交额（元）", EN: "Total (yuan)"}, Also: []string{"合同成交金额", "合同成交总额", "合同金额", "成交额", "成交金额", "合同成交额", "总金额", "金额", "合同总金额", "合同额", "合同总额", "成交总额", "Total", "Amount", "Contract amount", "Total amount", "Contract value"}}
	ContractTechnical   = record.MoneyField{Name: "technical", Label: record.Label{ZH: "技术交易额（元）", EN: "Technical amount (yuan)"}, Also: []string{"技术交易额", "技术交易金额", "技术性收入", "核定技术交易额", "Technical amount", "Technical part", "Technology amount"}}
	ContractNumber      = record.TextField{Name: "number", Label: record.Label{ZH: "合同登记编号", EN: "Registration number"}, Also: []string{"登记编号", "合同登记号", "登记号", "合同编号", "认定登记编号", "合同认定登记编号", "技术合同登记编号", "Contract number", "Registration no", "Contract no"}, Filter: true, Unique: true, Step: true, Help: record.Label{ZH: "登记机构给出的 16 位编号（旧式 14 位）。", EN: "The 16 digits given by the registering agency (14 in the old form)."}, Type: record.Text{Max: 16}}
	ContractRegistered  = record.DateField{Name: "registered", Label: record.Label{ZH: "登记日期", EN: "Registered on"}, Also: []string{"登记时间", "认定登记日期", "合同登记日期", "认定日期", "登记日", "Registered", "Date registered", "Registration date"}, Filter: true, Step: true}
	ContractConfirmed   = record.YesNoField{Name: "confirmed", Label: record.Label{ZH: "登记员已核对规则", EN: "The registrar has checked the rules"}, Step: true, See: record.Staff}
	ContractFiles       = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	ContractRemark      = record.TextField{Name: "remark", Label: record.Label{ZH: "公示说明", EN: "Public remark"}, Also: []string{"公示备注", "公示内容", "Remark", "Public note"}, Type: record.Text{Max: 500, Lines: true}}
	ContractNote        = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Also: []string{"说明", "附注", "备注说明", "其他", "其他说明", "Notes", "Remarks", "Comment", "Comments"}, See: record.Insiders, Type: record.Text{Max: 500, Lines: true}}
)

// What the contract says, by which the pre-review judges it.
var (
	ContractForm       = record.ChoiceField{Name: "form", Label: record.Label{ZH: "合同形式", EN: "Form"}, See: record.Insiders, Type: record.Choice{From: vocab.ContractForms}}
	ContractSealed     = record.YesNoField{Name: "sealed", Label: record.Label{ZH: "印章齐全且与名称一致", EN: "Seals complete and matching"}, See: record.Insiders}
	ContractSubject    = record.TextField{Name: "subject", Label: record.Label{ZH: "技术标的和内容", EN: "Technical subject"}, See: record.Insiders, Type: record.Text{Max: 2000, Lines: true}}
	ContractGoal       = record.TextField{Name: "goal", Label: record.Label{ZH: "研究开发目标", EN: "Goal of the development"}, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractNovelty    = record.TextField{Name: "novelty", Label: record.Label{ZH: "尚未掌握的技术方案及创新内容", EN: "What is not yet mastered, and what is new"}, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractTargets    = record.TextField{Name: "targets", Label: record.Label{ZH: "量化技术指标", EN: "Quantified targets"}, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractAcceptance = record.TextField{Name: "acceptance", Label: record.Label{ZH: "验收标准和方法", EN: "Acceptance standard and method"}, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractOwnership  = record.TextField{Name: "ownership", Label: record.Label{ZH: "成果归属或许可范围", EN: "Ownership of the result, or scope of the licence"}, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractMixed      = record.YesNoField{Name: "mixed", Label: record.Label{ZH: "含非技术合同内容", EN: "Mixed with other contracts"}, See: record.Insiders}
	ContractCurrency   = record.ChoiceField{Name: "currency", Label: record.Label{ZH: "外币币种", EN: "Foreign currency"}, See: record.Insiders, Type: record.Choice{From: vocab.Currencies}}
	ContractForeign    = record.MoneyField{Name: "foreign_amount", Label: record.Label{ZH: "外币金额", EN: "Amount in foreign money"}, See: record.Insiders}
	ContractRate       = record.TextField{Name: "rate", Label: record.Label{ZH: "折算汇率及日期", EN: "Rate and day of conversion"}, See: record.Insiders, Type: record.Text{Max: 100}}
	ContractTranslated = record.YesNoField{Name: "translated", Label: record.Label{ZH: "外文合同已附中文文本", EN: "A Chinese copy is attached"}, See: record.Insiders}
)

// What the figures are cut by, taken over from the parties when the contract is
// registered. Parties that differ leave it empty.
var (
	ContractSellerType  = record.ChoiceField{Name: "seller_type", Label: record.Label{ZH: "卖方单位性质", EN: "Nature of the seller"}, Step: true, Type: record.Choice{From: vocab.OrgTypes}}
	ContractBuyerType   = record.ChoiceField{Name: "buyer_type", Label: record.Label{ZH: "买方单位性质", EN: "Nature of the buyer"}, Step: true, Type: record.Choice{From: vocab.OrgTypes}}
	ContractBuyerRegion = record.ChoiceField{Name: "buyer_region", Label: record.Label{ZH: "买方所在地区（至地级市）", EN: "Region of the buyer (prefecture)"}, Step: true, Type: record.Choice{From: vocab.Regions}}
)

// Who brought the contract about.
var (
	ContractLead         = record.ReferenceField{Name: "lead", Label: record.Label{ZH: "牵头机构", EN: "Leading market"}, Filter: true, See: record.Insiders, Type: record.Reference{To: "organisation"}}
	ContractAssisting    = record.ReferencesField{Name: "assisting", Label: record.Label{ZH: "协办机构", EN: "Assisting markets"}, See: record.Insiders, Type: record.References{To: "organisation"}}
	ContractBroker       = record.ReferenceField{Name: "broker", Label: record.Label{ZH: "牵头技术经理人", EN: "Leading broker"}, See: record.Insiders, Type: record.Reference{To: "person"}}
	ContractAssistants   = record.ReferencesField{Name: "assistants", Label: record.Label{ZH: "协办技术经理人", EN: "Assisting brokers"}, See: record.Insiders, Type: record.References{To: "person"}}
	ContractIntermediary = record.ReferenceField{Name: "intermediary", Label: record.Label{ZH: "中介合同", EN: "Intermediary contract"}, See: record.Insiders, Type: record.Reference{To: "contract"}}
	ContractCommission   = record.MoneyField{Name: "commission", Label: record.Label{ZH: "佣金总额（元）", EN: "Commission (yuan)"}, See: record.Staff}
	ContractPricing      = record.ReferenceField{Name: "pricing", Label: record.Label{ZH: "职务成果定价", EN: "Pricing of the service invention"}, See: record.Insiders, Type: record.Reference{To: "pricing"}}
)

// What the steps of registration leave behind.
var (
	ContractSubmitted    = record.DateField{Name: "submitted", Label: record.Label{ZH: "提交日期", EN: "Submitted on"}, Step: true, See: record.Insiders}
	ContractSheet        = record.ReferenceField{Name: "prereview", Label: record.Label{ZH: "预审单", EN: "Pre-review sheet"}, Step: true, See: record.Insiders, Type: record.Reference{To: "prereview"}}
	ContractAccepted     = record.DateField{Name: "accepted", Label: record.Label{ZH: "受理日期", EN: "Accepted on"}, Step: true, See: record.Insiders}
	ContractDue          = record.DateField{Name: "due", Label: record.Label{ZH: "办理期限", EN: "Decision due"}, Filter: true, Step: true, See: record.Insiders}
	ContractDueBasis     = record.TextField{Name: "due_basis", Label: record.Label{ZH: "期限依据", EN: "How the term was reckoned"}, Step: true, See: record.Insiders, Type: record.Text{Max: 500, Lines: true}}
	ContractOverdue      = record.DateField{Name: "overdue", Label: record.Label{ZH: "逾期（原期限）", EN: "Missed its term of"}, Filter: true, Step: true, See: record.Insiders}
	ContractShortcomings = record.ChoicesField{Name: "shortcomings", Label: record.Label{ZH: "补正事项", EN: "To be supplemented"}, Step: true, See: record.Insiders, Type: record.Choices{From: vocab.Supplements}}
	ContractAdvice       = record.TextField{Name: "advice", Label: record.Label{ZH: "补正说明", EN: "What to mend"}, Step: true, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractOpinion      = record.TextField{Name: "opinion", Label: record.Label{ZH: "专家评审意见", EN: "Opinion of the experts"}, Step: true, See: record.Insiders, Type: record.Text{Max: 2000, Lines: true}}
	ContractReasons      = record.ChoicesField{Name: "reasons", Label: record.Label{ZH: "不予登记理由", EN: "Reasons for refusal"}, Step: true, See: record.Insiders, Type: record.Choices{From: vocab.Refusals}}
	ContractExplanation  = record.TextField{Name: "explanation", Label: record.Label{ZH: "理由说明", EN: "Explanation"}, Step: true, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	ContractCertificate  = record.AttachmentsField{Name: "certificate", Label: record.Label{ZH: "登记证明扫描件", EN: "Scan of the certificate"}, Step: true, See: record.Insiders}
	ContractDecided      = record.ChoiceField{Name: "decided", Label: record.Label{ZH: "认定主体", EN: "Decided by"}, Step: true, See: record.Insiders, Type: record.Choice{From: vocab.Deciders}}
	ContractAmendment    = record.ReferenceField{Name: "amendment", Label: record.Label{ZH: "变更协议", EN: "Amendment"}, Step: true, See: record.Insiders, Type: record.Reference{To: "amendment"}}
	ContractAmended      = record.ReferencesField{Name: "amended", Label: record.Label{ZH: "已登记的变更", EN: "Amendments entered"}, Step: true, See: record.Insiders, Type: record.References{To: "amendment"}}
	ContractObjection    = record.ReferenceField{Name: "objection", Label: record.Label{ZH: "成立的异议", EN: "Objection upheld"}, Step: true, See: record.Insiders, Type: record.Reference{To: "objection"}}
	ContractObjections   = record.ReferencesField{Name: "objections", Label: record.Label{ZH: "已复核的异议", EN: "Objections rechecked"}, Step: true, See: record.Insiders, Type: record.References{To: "objection"}}
	ContractCause        = record.TextField{Name: "cause", Label: record.Label{ZH: "注销原因", EN: "Why it is cancelled"}, Step: true, See: record.Insiders, Type: record.Text{Max: 500, Lines: true}}
	ContractBenefit      = record.YesNoField{Name: "benefit", Label: record.Label{ZH: "已享受税收等优惠", EN: "Tax or other benefit was used"}, Step: true, See: record.Insiders}
	ContractTold         = record.YesNoField{Name: "told", Label: record.Label{ZH: "已告知税务等部门", EN: "That authority was told"}, Step: true, See: record.Insiders}
)

// contractWriters may write a contract and its parts: brokers, registrars, and the seller.
const contractWriters = record.Broker | record.Registrar | record.Owner

// Contract is a technology contract (技术合同). The state's agency registers it; the
// node keeps the register and the number that the agency gave.
var Contract = add(record.Kind{
	Name:   "contract",
	Label:  record.Label{ZH: "技术合同", EN: "Technology contract"},
	Listed: true,
	Owner:  "seller",
	Create: contractWriters,
	Change: contractWriters,
	Check:  checkContract,
	Alike:  []string{"title", "seller"},
	Fields: record.Fields(
		ContractTitle, ContractType, ContractField, ContractSeller, ContractNeed, ContractAchievement, ContractMatch, ContractRegion, ContractSigned, ContractBegins, ContractEnds,
		ContractTotal, ContractTechnical, ContractProperty, ContractPlan, ContractAim, ContractIndustry, ContractPayment, ContractInvestment, ContractOutput,
		ContractForm, ContractSealed, ContractSubject, ContractGoal, ContractNovelty, ContractTargets, ContractAcceptance, ContractOwnership, ContractMixed,
		ContractCurrency, ContractForeign, ContractRate, ContractTranslated,
		ContractLead, ContractAssisting, ContractBroker, ContractAssistants, ContractIntermediary, ContractCommission, ContractPricing,
		ContractNumber, ContractRegistered, ContractConfirmed, ContractFiles, ContractRemark, ContractNote,
		ContractSubmitted, ContractSheet, ContractAccepted, ContractDue, ContractDueBasis, ContractOverdue, ContractShortcomings, ContractAdvice, ContractOpinion, ContractReasons, ContractExplanation,
		ContractCertificate, ContractDecided, ContractAmendment, ContractAmended, ContractObjection, ContractObjections, ContractCause, ContractBenefit, ContractTold,
		ContractSellerType, ContractBuyerType, ContractBuyerRegion,
	),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草拟", EN: "Draft"}, See: record.Insiders},
		{Name: "signed", Label: record.Label{ZH: "已签订", EN: "Signed"}, See: record.Insiders},
		{Name: "submitted", Label: record.Label{ZH: "已提交", EN: "Submitted"}, See: record.Insiders, Fixed: true},
		{Name: "supplement", Label: record.Label{ZH: "待补正", EN: "To be supplemented"}, See: record.Insiders},
		{Name: "reviewing", Label: record.Label{ZH: "认定中", EN: "Under review"}, See: record.Insiders, Fixed: true},
		{Name: "expert", Label: record.Label{ZH: "专家评审中", EN: "With experts"}, See: record.Insiders, Fixed: true},
		{Name: "registered", Label: record.Label{ZH: "已登记", EN: "Registered"}, See: record.Public, Fixed: true},
		{Name: "refused", Label: record.Label{ZH: "不予登记", EN: "Refused"}, See: record.Insiders, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
		{Name: "cancelled", Label: record.Label{ZH: "已注销", EN: "Cancelled"}, See: record.Insiders, Fixed: true},
	},
})

func checkContract(r record.Record) error {
	var wrong []error
	if ContractTechnical.Of(r) > ContractTotal.Of(r) {
		wrong = append(wrong, fault.Invalid(ContractTechnical.Name, text.TechnicalAboveTotal))
	}
	if ContractEnds.In(r) && ContractEnds.Of(r) < ContractBegins.Of(r) {
		wrong = append(wrong, fault.Invalid(ContractEnds.Name, text.EndsBeforeBeginning))
	}
	if ContractForeign.In(r) != ContractCurrency.In(r) {
		wrong = append(wrong, fault.Invalid(ContractCurrency.Name, text.CurrencyWithAmount))
	}
	return fault.Join(wrong...)
}

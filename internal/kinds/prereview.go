package kinds

import (
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/vocab"
)

// The fields of a pre-review sheet. The node fills in what the rules found; the
// registrar answers what they leave to a person.
var (
	PrereviewContract    = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	PrereviewPack        = record.TextField{Name: "pack", Label: record.Label{ZH: "适用规则", EN: "Rules applied"}, Type: record.Text{Max: 200, Both: true}}
	PrereviewHash        = record.TextField{Name: "hash", Label: record.Label{ZH: "规则摘要值", EN: "Hash of the rules"}, Type: record.Text{Max: 64}}
	PrereviewOutcome     = record.ChoiceField{Name: "outcome", Label: record.Label{ZH: "预审结论", EN: "Outcome"}, Filter: true, Type: record.Choice{From: vocab.Outcomes}}
	PrereviewMet         = record.ChoicesField{Name: "met", Label: record.Label{ZH: "符合", EN: "Met"}, Type: record.Choices{From: rules.Names{}}}
	PrereviewUnmet       = record.ChoicesField{Name: "unmet", Label: record.Label{ZH: "不符合", EN: "Not met"}, Type: record.Choices{From: rules.Names{}}}
	PrereviewAsks        = record.ChoicesField{Name: "asks", Label: record.Label{ZH: "须人工判断", EN: "For a person to judge"}, Type: record.Choices{From: rules.Names{}}}
	PrereviewDoubts      = record.ChoicesField{Name: "doubts", Label: record.Label{ZH: "存疑（现有材料不支持）", EN: "In doubt (the facts speak against it)"}, Type: record.Choices{From: rules.Names{}}}
	PrereviewReasons     = record.ChoicesField{Name: "reasons", Label: record.Label{ZH: "可能的不予登记理由", EN: "Reasons that may lead to refusal"}, Type: record.Choices{From: vocab.Refusals}}
	PrereviewSupplements = record.ChoicesField{Name: "supplements", Label: record.Label{ZH: "可能的补正事项", EN: "What may have to be supplemented"}, Type: record.Choices{From: vocab.Supplements}}
	PrereviewLines       = record.TextField{Name: "lines", Label: record.Label{ZH: "逐条意见", EN: "Rule by rule"}, See: record.Staff, Type: record.Text{Max: 20000, Lines: true, Both: true}}
	PrereviewFulfilled   = record.ChoicesField{Name: "fulfilled", Label: record.Label{ZH: "人工核对符合", EN: "Judged to be met"}, Step: true, Type: record.Choices{From: rules.Names{}}}
	PrereviewFailed      = record.ChoicesField{Name: "failed", Label: record.Label{ZH: "人工核对不符合", EN: "Judged not to be met"}, Step: true, Type: record.Choices{From: rules.Names{}}}
	PrereviewOverruled   = record.ChoicesField{Name: "overruled", Label: record.Label{ZH: "说明理由后不予采纳", EN: "Overruled with reasons"}, Step: true, Type: record.Choices{From: rules.Names{}}}
	PrereviewGrounds     = record.TextField{Name: "grounds", Label: record.Label{ZH: "核对说明", EN: "Grounds"}, Step: true, See: record.Staff, Help: record.Label{ZH: "与预审意见不一致的，须说明理由。", EN: "Needed wherever the answer differs from the sheet."}, Type: record.Text{Max: 2000, Lines: true}}
	PrereviewSeller      = record.ReferenceField{Name: "seller", Label: record.Label{ZH: "申请登记的卖方", EN: "Seller who applies"}, Help: record.Label{ZH: "与合同一致，由系统填写。", EN: "As in the contract; entered by the node."}, Step: true, Type: record.Reference{To: "organisation"}}
)

// Prereview is a pre-review sheet (预审单): what the rules of the day of signing
// say of a contract. It decides nothing. Its lines and grounds may name contracts of
// others, so the seller does not see them.
var Prereview = add(record.Kind{
	Name:   "prereview",
	Label:  record.Label{ZH: "预审单", EN: "Pre-review sheet"},
	Owner:  "seller",
	Part:   "contract",
	Create: record.Nobody,
	Change: record.Nobody,
	Fields: record.Fields(PrereviewContract, PrereviewPack, PrereviewHash, PrereviewOutcome, PrereviewMet, PrereviewUnmet, PrereviewAsks, PrereviewDoubts, PrereviewReasons, PrereviewSupplements, PrereviewLines, PrereviewFulfilled, PrereviewFailed, PrereviewOverruled, PrereviewGrounds, PrereviewSeller),
	States: []record.State{
		{Name: "open", Label: record.Label{ZH: "待核对", EN: "To be answered"}, See: record.Insiders},
		{Name: "answered", Label: record.Label{ZH: "已核对", EN: "Answered"}, See: record.Insiders},
	},
})

package text

import "strings"

// Said is a message with its arguments in, in both languages.
func Said(m Message, args ...any) Label { return Label{ZH: m.In(ZH, args...), EN: m.In(EN, args...)} }

// Together is several labels one below the other.
func Together(labels ...Label) Label {
	zh, en := make([]string, len(labels)), make([]string, len(labels))
	for i, l := range labels {
		zh[i], en[i] = l.ZH, l.EN
	}
	return Label{ZH: strings.Join(zh, "\n"), EN: strings.Join(en, "\n")}
}

// What a pre-review sheet says.
var (
	RuleNames      = Label{"登记规则", "Rule of registration"}
	RuleMet        = Label{"符合", "met"}
	RuleUnmet      = Label{"不符合", "not met"}
	RuleAsks       = Label{"须人工判断", "a person must judge"}
	RuleVerified   = Label{"已核实", "verified"}
	RuleUnverified = Label{"未核实", "unverified"}
	SheetLine      = Message{"【%s】%s。%s（来源：%s；%s）", "[%s] %s. %s (source: %s; %s)"}

	WhyPerson         = Message{"须阅读合同文本后判断。", "To be judged from the text of the contract."}
	WhyNotStated      = Message{"未填写。", "Nothing was entered."}
	WhyStated         = Message{"已填写，内容须人工判断。", "Something was entered; what it says is to be judged."}
	WhyFormUnknown    = Message{"未填写合同形式。", "The form of the contract was not entered."}
	WhyOral           = Message{"为口头合同。", "The contract is oral."}
	WhyWritten        = Message{"为书面形式。", "The contract is in writing."}
	WhyTermUnknown    = Message{"未填写合同有效期限。", "The term of the contract was not entered."}
	WhyOutOfTerm      = Message{"申请日 %s 不在有效期限 %s 至 %s 之内。", "The day of application, %s, lies outside the term from %s to %s."}
	WhyInTerm         = Message{"申请日 %s 在有效期限之内。", "The day of application, %s, lies within the term."}
	WhyPartiesMissing = Message{"卖方 %d 个、买方 %d 个；须各有至少一个，且均有统一社会信用代码。", "Sellers: %d, buyers: %d; there must be at least one of each, all with credit codes."}
	WhyParties        = Message{"卖方 %d 个、买方 %d 个，代码齐全。", "Sellers: %d, buyers: %d, all with credit codes."}
	WhySameParty      = Message{"%s 既是卖方又是买方。", "%s is both seller and buyer."}
	WhyDifferent      = Message{"买卖双方不同。", "Seller and buyer differ."}
	WhyNoPrice        = Message{"未填写大于零的成交额。", "No total above zero was entered."}
	WhyRoyalty        = Message{"价款含提成，总额须人工核定。", "The price depends on royalties; the total is to be judged."}
	WhyPrice          = Message{"成交额 %s 元。", "The total is %s yuan."}
	WhyAmounts        = Message{"成交额 %s 元 − 应扣除额 %s 元 = 技术交易额 %s 元。", "Total %s yuan less deductions %s yuan is the technical amount, %s yuan."}
	WhyAmountsDiffer  = Message{"成交额 %s 元、应扣除额 %s 元与技术交易额 %s 元不相符。", "Total %s yuan, deductions %s yuan and technical amount %s yuan do not agree."}
	WhySamples        = Message{"不扣除的有：%s；数量是否合理须人工判断。", "Not deducted: %s; whether the quantity is reasonable is to be judged."}
	WhySuspect        = Message{"名称或标的中有“%s”，疑似以技术合同名义签订的其他合同。", "Title or subject has the word “%s”: it may be another contract dressed as one of technology."}
	WhyMostlyGoods    = Message{"技术交易额 %s 元不足成交额 %s 元的一半，须核对是否名实相符。", "The technical amount, %s yuan, is less than half of the total, %s yuan; check what it really is."}
	WhyNoSuspect      = Message{"名称中未见可疑用语，内容须人工判断。", "No suspect word was found; the content is to be judged."}
	WhySealed         = Message{"录入人已确认。", "Confirmed by whoever entered it."}
	WhyNotSealed      = Message{"印章缺失或不符。", "A seal is missing or does not match."}
	WhySealUnknown    = Message{"未确认印章情况。", "Nobody has said whether the seals are there."}
	WhyNoFiles        = Message{"未上传合同扫描件。", "No scan of the contract was uploaded."}
	WhyFiles          = Message{"已上传 %d 个附件。", "Files uploaded: %d."}
	WhyTranslated     = Message{"已附中文文本。", "A Chinese copy is there."}
	WhyNotTranslated  = Message{"未附中文文本。", "There is no Chinese copy."}

	WhyForeignLanguage = Message{"以外币计价，须核对是否为外文合同。", "The price is in foreign money; check whether the contract is in a foreign language."}
	WhyNotConverted    = Message{"以 %s 计价，但外币金额、人民币金额或汇率未填写齐全。", "The price is in %s, but the foreign amount, the amount in yuan or the rate is missing."}
	WhyConverted       = Message{"%s %s，按“%s”折算。", "%s %s, converted at “%s”."}
	WhyMixedWhole      = Message{"为混合合同，但技术交易额未与其他部分分开。", "It is a mixed contract, but its technical amount is not stated apart."}
	WhyMixed           = Message{"为混合合同，技术部分 %s 元，是否符合条件须人工判断。", "It is a mixed contract with a technology part of %s yuan; whether that meets the conditions is to be judged."}
	WhyNoneAlike       = Message{"未见相同合同。", "No contract like it was found."}
	WhyAlike           = Message{"疑似重复：%s。", "It may be the same as: %s."}
	WhyLarge           = Message{"技术交易额 %s 元，达到大额标准 %s 元，须专家评审。", "The technical amount, %s yuan, reaches the threshold of %s yuan; experts must review."}
	WhyNotLarge        = Message{"技术交易额 %s 元，低于大额标准 %s 元。", "The technical amount, %s yuan, lies below the threshold of %s yuan."}
	WhyDisputed        = Message{"有 %d 项未处理的异议。", "Objections open: %d."}
	WhyUndisputed      = Message{"没有未处理的异议。", "No objection is open."}
	WhyNoProperty      = Message{"未指明知识产权，须核对标的是否为现有成果。", "No intellectual property is named; check whether the result exists."}
	WhyProperty        = Message{"已指明知识产权，内容须人工判断。", "Its intellectual property is named; the content is to be judged."}

	WorkingDays     = Label{"个工作日", "working days"}
	NaturalDays     = Label{"日", "days"}
	DueBasis        = Message{"自 %s 受理之次日起 %d %s（%s）。", "%[2]d %[3]s from the day after acceptance on %[1]s (%[4]s)."}
	YearWithoutDays = Message{"%d 年放假调休安排尚无数据，按周一至周五为工作日计算。", "There is no data on the holidays of %d; Monday to Friday were counted."}
	YearUnverified  = Message{"%d 年放假调休安排未核实。", "The holidays of %d have not been verified."}
)

// What is wrong with a contract, its parts, or a step of its registration.
var (
	CurrencyWithAmount = Message{"外币币种与外币金额须同时填写。", "Currency and amount in foreign money are given together."}
	SampleReason       = Message{"不扣除的标的物须说明数量及理由。", "Say how much of the subject matter is not deducted, and why."}
	BothAmounts        = Message{"变更金额的，成交额与技术交易额须同时填写。", "An amendment of amounts gives both the total and the technical amount."}
	OneTarget          = Message{"异议须针对一份合同或一项定价，二者填其一。", "An objection is to one contract or to one pricing."}
	PersonOfShare      = Message{"分配给人员的须指明人员，留归单位的不填人员。", "A share of a person names the person; a share of the unit names none."}
)

// What stands in the way of a step.
var (
	SellerIsBuyer     = Message{"“%s”既是卖方又是买方，请核对当事人。", "%s is both seller and buyer; check the parties."}
	SameRoleTwice     = Message{"该单位已以同一身份列为当事人。", "This organisation has that role already."}
	SellerNotParty    = Message{"申请登记的卖方不在合同当事人的卖方之中。", "The seller that applies is not among the selling parties."}
	AmountsDiffer     = Message{"成交额 %s 元减应扣除额 %s 元，应等于技术交易额；现填 %s 元。", "The total (%s yuan) less the deductions (%s yuan) must be the technical amount; it says %s yuan."}
	RegisteredTooSoon = Message{"由本机构认定的，登记日期不得早于受理日期（%s）。", "Where this market decides, the registration cannot be dated before the acceptance (%s)."}
	ScanRequired      = Message{"请上传登记证明扫描件；本机构为授权登记机构的，由安全管理员在“本机构”中设定。", "Attach the scan of the certificate; if this market is the authorised agency, the security administrator sets that."}
	SheetOpen         = Message{"预审单尚未核对，请先逐条核对。", "The pre-review sheet has not been answered; answer it first."}
	SheetFailed       = Message{"预审单核对为不符合：%s。请要求补正或不予登记。", "Judged not to be met: %s. Ask for more, or refuse."}
	SheetNotCurrent   = Message{"这份预审单不是当前的，或合同不在认定中。", "This is not the newest sheet, or the contract is not under review."}
	AnsweredTwice     = Message{"同一条只能有一个结论：%s。", "One answer only to: %s."}
	NotAnswered       = Message{"尚未核对：%s。", "Not answered yet: %s."}
	NotAsked          = Message{"预审单未要求人工核对：%s。", "The sheet does not ask about: %s."}
	GroundsRequired   = Message{"与预审意见不一致，请说明理由。", "The answer differs from the sheet; say why."}
	NeedsExperts      = Message{"须先转专家评审，或在预审单中说明理由后不予采纳：%s。", "Refer it to experts first, or overrule with reasons on the sheet: %s."}
	OpinionRequired   = Message{"请填写专家评审意见。", "Enter the opinion of the experts."}
	HeldByNumber      = Message{"合同已有登记编号，复核期间只能补充材料；名称、金额和当事人须以变更登记修改。", "The contract bears a registration number: while it is checked again only papers can be added; title, amounts and parties change by an amendment."}
	WasRegistered     = Message{"合同登记过，复核期间不能撤回。", "The contract has been registered; it cannot be withdrawn while it is checked again."}
	TellBenefit       = Message{"合同已享受税收等优惠的，须先告知税务等部门。", "A benefit was used: tell the authority that gave it first."}
	NotUpheldHere     = Message{"应为针对本合同、已认定成立且尚未复核的异议。", "This must be an objection to this contract, upheld and not yet rechecked."}
	NotSubmittedHere  = Message{"应为本合同已提交、尚未登记的变更。", "This must be an amendment of this contract, handed in and not yet entered."}

	LineStays            = Message{"扣除项不能改列到另一份变更协议；请另建一条。", "A deduction stays with its amendment; make another line."}
	AmendmentFixed       = Message{"变更协议已提交，或不属于该合同，扣除项不能再修改。", "The amendment has been handed in or is of another contract; its deductions can no longer be changed."}
	NothingAmended       = Message{"请填写至少一项变更后的内容。", "Say at least one thing that changes."}
	AmendedBeforeSigning = Message{"变更协议签订日期不得早于合同签订日期（%s）。", "An amendment cannot be signed before the contract (%s)."}
	AmendmentNotEntered  = Message{"请先在合同上办理“登记变更”。", "First enter the amendment on the contract."}
	AmendmentEntered     = Message{"该变更已登记在合同上，不能再拒绝。", "The contract has taken this amendment over; it can no longer be refused."}
	SharesAboveWhole     = Message{"各方份额合计 %d，超过 %d。", "The shares sum to %d, above %d."}
	SharesNotWhole       = Message{"佣金分成合计 %d，应为 %d。", "The shares in the commission sum to %d; they must sum to %d."}
	PaymentsAboveTotal   = Message{"各笔付款合计 %s 元，超过成交额 %s 元。", "The payments sum to %s yuan, above the total of %s yuan."}
	ReceivedAboveTotal   = Message{"到账合计 %s 元，超过成交额 %s 元，请先核对或变更成交额。", "What was received sums to %s yuan, above the total of %s yuan; check it, or amend the total first."}
	PaidUnsigned         = Message{"合同尚未签订或已撤回，不能登记到账。", "The contract has not been signed or was withdrawn; no payment can be entered."}
	PaidBeforeSigning    = Message{"到账日期不得早于合同签订日期（%s）。", "A payment cannot come before the contract was signed (%s)."}
	NothingToContest     = Message{"该合同尚未提交或已终止，或该定价不在公示期内，不能提出异议。", "The contract has not been submitted or has ended, or the price is not being published; there is nothing to object to."}
	UnderContract        = Message{"该成果订有 %d 份在办或有效的技术合同，终止前不能撤回。", "The achievement is under %d contracts, negotiated or in force, and cannot be withdrawn before they end."}

	DateInPast        = Message{"日期不能早于今天（%s）。", "The date cannot be before today (%s)."}
	PriceToPublish    = Message{"协议定价公示前须填写大于零的价格。", "An agreed price is entered, above zero, before it is published."}
	PublishedTooShort = Message{"协议定价公示不少于 %d 日，至少到 %s（%s）。", "An agreed price is published for at least %d days, until %s or later (%s)."}
	StillPublished    = Message{"公示期至 %s，期满后方可确定。", "It is published until %s and can be settled after that."}
	PriceContested    = Message{"有未处理或已成立的异议，不能确定价格。", "An objection is open or upheld; the price cannot be settled."}
	PriceAsPublished  = Message{"价格与公示的不一致；如需调整，请重新定价并公示。", "The price differs from the one published; price and publish it again."}
	RewardBelowRule   = Message{"分配给人员的份额合计万分之 %d，低于万分之 %d（%s；%s），请说明依据。", "People receive %d of 10,000, below the %d that the rule asks (%s; %s); give grounds."}
)

// Listed is several labels in one line.
func Listed(labels ...Label) Label {
	zh, en := make([]string, len(labels)), make([]string, len(labels))
	for i, l := range labels {
		zh[i], en[i] = l.ZH, l.EN
	}
	return Label{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

package text

// What a record cannot say of other records, or not any more.
var (
	UnitNotHolder     = Message{"定价单位应为该成果的持有单位。", "The unit that prices an achievement is the one that holds it."}
	NeedUnderContract = Message{"该需求有 %d 份在办或有效的技术合同，终止前不能撤回或下架。", "The need is under %d contracts, negotiated or in force, and stays until they end."}
	PairUnderContract = Message{"该需求与该成果已有 %d 份在办或有效的技术合同，不能再起草。", "This need and this achievement are under %d contracts already, negotiated or in force; no other is drafted."}
	IdentityStays     = Message{"在册单位的名称、信用代码和性质由业务人员变更，请联系我们。", "Name, code and nature of an organisation on file are changed by the market's staff; ask them."}

	NotBrokered          = Message{"佣金只在牵头机构和协办机构之间分成。", "A commission is shared by the leading market and those that assist."}
	CommissionAboveTotal = Message{"佣金总额不能超过成交额。", "The commission cannot exceed the total."}
	OwnIntermediary      = Message{"中介合同不能是本合同。", "A contract is not its own intermediary contract."}
)

// TaskCertificate asks to look a certificate over.
var TaskCertificate = Label{"核实证书", "Confirm the certificate"}

package text

// Words of where a record stands in its publication, and what comes next.
var (
	StandingName    = Label{"发布进度", "Publication"}
	StandingEnd     = Label{"续期、到期或撤回", "Renewed, expired or withdrawn"}
	StandingSkipped = Label{"未在本机构评审", "not reviewed here"}
	StandingHere    = Label{"当前", "now"}
	StandingPassed  = Label{"已经过", "passed"}
	StandingNext    = Label{"下一步", "What comes next"}
	StandingBy      = Message{"由%s办理", "by: %s"}
	StandingClock   = Message{"%s届满后系统自动办理", "by itself once %s has ended"}
	StandingClockNo = Label{"到期后系统自动办理", "by itself on its day"}
	StandingOr      = Label{"、", ", "}
	StandingBoth    = Label{"；", "; "}
	StandingLeads   = Message{"%s（进入“%s”）", "%s (to “%s”)"}
)

// Words of the records behind the numbers of the funnel.
var (
	FunnelOf      = Message{"转化漏斗：%s", "Funnel: %s"}
	FunnelSaid    = Message{"%s，合计 %d", "%s, %d in all"}
	FunnelDay     = Label{"日期", "Day"}
	FunnelNothing = Label{"这一时段没有记录。", "There is none in this period."}
	KindColumn    = Label{"类别", "Kind"}
)

// Words of the sum of a contract, and of who decides on it.
var (
	SumName     = Label{"金额核算", "The sum"}
	SumWords    = Message{"成交额 %s 元，减去应扣除 %s 元，技术交易额应为 %s 元。", "The total of %s yuan less deductions of %s yuan makes a technical amount of %s yuan."}
	SumTotalNo  = Label{"填写成交额后显示核算结果。", "The sum is shown once the total is filled in."}
	SumBelow    = Message{"应扣除 %s 元，超过成交额 %s 元，请核对。", "Deductions of %s yuan exceed the total of %s yuan. Please check."}
	PartyTwice  = Label{"买卖双方为同一单位，不能提交登记", "on both sides: it cannot be submitted"}
	TwinBadge   = Label{"疑似重复", "a duplicate?"}
	PaymentLate = Label{"逾期未到账", "overdue"}
	PaymentsOff = Message{"付款约定合计与成交额相差 %s 元。", "The payments agreed differ from the total by %s yuan."}
	DecidesHere = Label{"本机构为授权登记机构，由本机构登记员作出认定。", "This market is an authorised agency: its registrar decides."}
	DecidesElse = Label{"由技术合同登记机构认定；本机构登记员预审，并录入登记结果。", "The registration agency decides; the registrar here pre-reviews and enters the result."}
)

// Words of the desk on a small screen.
var (
	DeskToSteps = Label{"办理这条匹配", "Deal with this match"}
)

package text

// Words of periods.
var (
	PeriodMonth   = Message{"%d 年 %d 月", "month %[2]d of %[1]d"}
	PeriodQuarter = Message{"%d 年第 %d 季度", "quarter %[2]d of %[1]d"}
	FirstHalf     = Message{"%d 年上半年", "first half of %d"}
	SecondHalf    = Message{"%d 年下半年", "second half of %d"}
	PeriodYear    = Message{"%d 年", "%d"}
	PeriodYears   = Message{"%d—%d 年", "%d to %d"}
	PeriodUpto    = Message{"截至 %d 年 %d 月 %d 日累计", "up to %d-%02d-%02d"}
)

// Why a figure has no growth, or no rate of growth.
var (
	NoBase       = Message{"上年同期没有记录，不计算增长。", "Nothing is on record for the base period, so there is no growth."}
	ZeroBase     = Message{"基数为零，只列增长量，不计算增长率。", "The base is zero: growth is given as an amount, without a rate."}
	NegativeBase = Message{"基数为负，只列增长量，不计算增长率。", "The base is negative: growth is given as an amount, without a rate."}
	PointsOnly   = Message{"比重的增减以百分点计，不计算增长率。", "A share grows by percentage points, so there is no rate."}
)

// What a figure cannot be asked.
var (
	NoSuchCut   = Message{"指标“%s”不能按“%s”分组；可用：%s。", "The figure %q cannot be cut by %q; there are: %s."}
	TooManyCuts = Message{"最多按两项分组。", "A figure is cut by two things at most."}
	NotARegion  = Message{"“%s”不是六位行政区划代码。", "%q is no region code of six digits."}
)

// The definition of a figure in words, made out of its declaration.
var (
	CountRule    = Message{"统计“%s”中状态为“%s”的记录，按“%s”归入统计期，按“%s”归入地区。", "Counts records of “%s” in the state “%s”, by “%s” and “%s”."}
	SumRule      = Message{"对“%[1]s”中状态为“%[2]s”的记录，合计其“%[5]s”，按“%[3]s”归入统计期，按“%[4]s”归入地区。", "Adds up the “%[5]s” of records of “%[1]s” in the state “%[2]s”, by “%[3]s” and “%[4]s”."}
	DistinctRule = Message{"对“%[1]s”中状态为“%[2]s”的记录，统计不同“%[5]s”的个数，按“%[3]s”归入统计期，按“%[4]s”归入地区。", "Counts the different “%[5]s” of records of “%[1]s” in the state “%[2]s”, by “%[3]s” and “%[4]s”."}
	RatioRule    = Message{"“%s”与“%s”之比。", "“%s” in relation to “%s”."}
	StockRule    = Message{"截至统计期末累计。", "Everything up to the end of the period."}
	OnlyThose    = Message{"仅计%s。", "Only those with %s."}
	TestOneOf    = Message{"“%s”为%s的", "“%s” being %s"}
	TestNoneOf   = Message{"“%s”已填写且不为%s的", "“%s” given and not %s"}
	TestSame     = Message{"“%s”与“%s”同省的", "“%s” and “%s” in one province"}
	TestApart    = Message{"“%s”与“%s”不同省的", "“%s” and “%s” in different provinces"}
	TestGiven    = Message{"已填写“%s”的", "“%s” given"}
	TestAbsent   = Message{"未填写“%s”的", "“%s” not given"}
)

// Why a conversion cannot be entered or confirmed.
var (
	OwnUseByHolder          = Message{"自行实施的，实施单位应为持有单位本身。", "Own use is by the holder itself."}
	OwnUseNoContract        = Message{"自行实施没有合同和转化金额。", "Own use has neither contract nor amount."}
	ConversionNeedsEvidence = Message{"请填写转化依据、附上材料，或注明技术合同。", "Give evidence, documents or the contract."}
	ConversionOfUnshared    = Message{"该成果从未共享，公众无从核对，不能确认转化。", "The achievement was never shared, so nobody could check: its conversion cannot be confirmed."}
	ConversionRegion        = Message{"与“%s”登记的所在地区不在同一省份。", "This is not the province in which “%s” is on record."}
	ConversionNotRegistered = Message{"所注技术合同尚未登记。", "The contract is not registered."}
	ConversionOtherThan     = Message{"与技术合同的“%s”不一致。", "The contract says otherwise: “%s”."}
	ConversionAboveContract = Message{"转化金额超过合同余额 %s 元。", "The contract has %s yuan left."}
)

// Words of heitu report.
var (
	CLIReport     = Label{"查看成绩单", "Look at the report card"}
	CLIReportShow = Label{"显示一项指标，可按地区、类型等分组", "Show one figure, cut by region, type and so on"}
	FlagBy        = Label{"分组，最多两项，以逗号分隔，如 region,type", "cuts, two at most, parted by a comma, such as region,type"}
	SaidFigure    = Message{"%s（%s），%s；计算至日志第 %d 条", "%s (%s), %s; computed up to entry %d"}
	FigureColumns = Message{"分组\t数值\t基数\t增长量\t增长率\t记录数", "group\tvalue\tbase\tgrowth\trate\trecords"}
	FigureTotal   = Label{"合计", "total"}
)

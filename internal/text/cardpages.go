package text

// Words of the pages of the report card.
var (
	CardLead         = Label{"由本节点的记录逐项计算，项项可核查；引自文稿的数字另列，不作数。", "Each figure is computed from the records of this node and can be checked; what documents report stands apart and counts for nothing here."}
	CardChoose       = Label{"选择统计期、地区和基期", "Choose period, region and base"}
	CardBasePeriod   = Label{"对比基期", "Compare with"}
	CardBaseBefore   = Message{"默认（%s）", "As usual (%s)"}
	CardAsOf         = Message{"数据截至 %s，计算至日志前 %d 条。", "As of %s, computed from the first %d entries of the journal."}
	CardAgainst      = Message{"基期：%s", "Base: %s"}
	CardHeadlines    = Label{"主要指标", "Headline figures"}
	CardAllFigures   = Label{"分类指标", "All figures by family"}
	CardFamily       = Message{"%d 项指标", "%d figures"}
	CardByRegion     = Label{"分地区情况", "By region"}
	CardBaseValue    = Message{"基数 %s", "base: %s"}
	CardGrew         = Message{"较基期 %s，%s", "%s, %s against the base"}
	CardSame         = Label{"与基期持平", "the same as the base"}
	CardGrewAmount   = Message{"较基期 %s", "%s against the base"}
	CardLateFlag     = Label{"滞后", "Late"}
	CardTargetSet    = Message{"目标 %s，期限 %s", "target %s by %s"}
	CardTargetNone   = Message{"目标待量化，期限 %s", "target not yet quantified, due by %s"}
	CardReachedSo    = Message{"已达 %s", "%s reached"}
	CardPaceIs       = Message{"按时序应达 %s", "even progress would be at %s"}
	CardOverPeriods  = Label{"历期走势", "Over time"}
	CardForecastSays = Message{"%s预测值为 %s，区间 %s 至 %s（覆盖率 %d%%，经 %d 期回测）。", "For %s, %s is expected, between %s and %s (the interval covers %d%%, back-tested on %d periods)."}
	CardMethod       = Label{"方法", "Method"}
	CardNoRecords    = Label{"本期没有记录。", "Nothing is on record for this period."}
	CardQuoted       = Label{"引述，未经核验", "Quoted, not verified"}
	CardQuotedHead   = Label{"文稿所报数字", "What documents report"}
	CardQuotedSays   = Label{"下列数字引自文稿，仅供对照，不是由记录算出的。", "These are quoted from documents for comparison. They were not computed from records."}
	CardReportedHead = Label{"所报数字", "Reported"}
	CardSource       = Label{"出处与原文", "Source and words"}
	CardGap          = Label{"与计算值之差", "Difference"}
	CardNoGap        = Label{"无", "none"}
	CardVerdict      = Label{"说明", "Explanation"}
	CardHintsHead    = Label{"核查线索（仅供工作人员）", "Worth a look (for staff)"}
	CardMoreRecords  = Message{"另有 %d 条", "and %d more"}
	CardToProof      = Label{"查看定义、记录和证明", "Definition, records and proof"}
	CardExport       = Label{"下载", "Download"}
	CardAsFolder     = Label{"可离线核验的文件夹（ZIP）", "Folder that verifies offline (ZIP)"}
	CardAsDOCX       = Label{"Word 文档（DOCX）", "Word document (DOCX)"}
	CardAsXLSX       = Label{"电子表格（XLSX）", "Workbook (XLSX)"}
	CardAsPDF        = Label{"PDF：在浏览器中选择“打印”，另存为 PDF", "PDF: choose Print in the browser and save as PDF"}
	CardToFrozen     = Label{"已封存的成绩单", "Frozen cards"}
	CardToKiosk      = Label{"大屏展示", "Kiosk"}
	CardToFigures    = Label{"历次半年数据一览", "Figures by half-year"}
	CardMapOf        = Message{"%s（%s）", "%s (%s)"}
	CardMapNone      = Label{"下级地区没有数据。", "There is nothing by region below this one."}
	CardShare        = Label{"记录数", "Records"}
	CardNotRegional  = Label{"未注明地区", "No region given"}
)

// Words of frozen cards.
var (
	CardsTitle       = Label{"已封存的成绩单", "Frozen report cards"}
	CardsLead        = Label{"封存的数字不再改动；事后更正另立一份，两份互相注明。", "A frozen number is never changed. A correction is a card of its own, and both name each other."}
	CardsNone        = Label{"尚无封存的成绩单。", "No card has been frozen yet."}
	CardsDay         = Label{"封存日期", "Frozen as of"}
	CardsState       = Label{"状态", "State"}
	CardsTitleColumn = Label{"成绩单", "Card"}
	CardsMore        = Label{"更早的", "Older"}
	CardFrozenMark   = Label{"已封存", "Frozen"}
	CardFrozenSays   = Message{"封存于 %s，日志前 %d 条。封存的数字保持原样。", "Frozen as of %s, under the first %d entries of the journal. The numbers stay as they were."}
	CardCorrects     = Label{"本成绩单更正：", "This card corrects: "}
	CardWhy          = Message{"更正理由：%s", "Reason: %s"}
	CardCorrectedBy  = Label{"本成绩单已被更正，请看：", "This card has been corrected. See: "}
	CardSince        = Label{"封存以后的变化", "What has changed since"}
	CardSinceNone    = Label{"封存以后，所依据的记录没有变化。", "The records behind it have not changed since."}
	CardSinceSays    = Message{"%d 项指标所依据的记录有变化。封存值不变，现值列在旁边。", "The records behind %d figures have changed. The frozen value stays; the present one stands beside it."}
	CardGoneNow      = Label{"不再计入", "No longer counted"}
	CardAddedNow     = Label{"新计入", "Counted now"}
	CardDifferNow    = Label{"有变动", "Counted otherwise"}
	CardItsRecord    = Label{"成绩单的记录与证明", "Record of the card and its proof"}
	CardOpenFrozen   = Label{"打开封存的成绩单", "Open the frozen card"}
	CardCheckpointOf = Label{"封存时的检查点", "Checkpoint when frozen"}
)

// Words of the proof of a figure.
var (
	ProofWay      = Label{"证明路径", "The way of the proof"}
	ProofQuery    = Label{"定义", "Definition"}
	ProofRecords  = Label{"记录", "Records"}
	ProofLeaves   = Label{"日志条目", "Entries"}
	ProofSigned   = Label{"已签名的检查点", "Signed checkpoint"}
	ProofCounts   = Message{"%d 条", "%d"}
	ProofUpto     = Message{"共 %d 条", "%d in all"}
	ProofLeaf     = Message{"日志第 %d 条", "entry %d"}
	RecheckHead   = Label{"现在核对", "Check it now"}
	RecheckHelp   = Label{"将本指标所依据的记录逐条与日志核对，并重新计算。", "Holds every record behind this figure against the journal, and counts again."}
	RecheckButton = Label{"立即核对", "Recheck now"}
	RecheckGood   = Message{"核对无误：%d 条记录均与日志一致，重新计算结果相同。", "All is well: %d records agree with the journal, and counting again gives the same."}
	RecheckBad    = Message{"核对不符：发现 %d 处问题。本数字不可信，请勿引用。", "It does not agree: %d things are wrong. Do not rely on this number."}
)

// Words of the kiosk.
var (
	KioskAsOf   = Message{"数据截至 %s", "As of %s"}
	KioskEntry  = Message{"日志前 %d 条，检查点 %s", "First %d entries, checkpoint %s"}
	KioskNotice = Label{"每项数字均由记录计算，可逐条核查", "Every number is computed from records and can be checked one by one"}
	KioskNoBase = Label{"无基数，不计算增长", "No base, so no growth"}
	KioskBack   = Label{"返回成绩单", "Back to the report card"}
	KioskMap    = Message{"%s（按地区）", "%s by region"}
	KioskGreat  = Label{"亿元", "billion yuan"}
	KioskSome   = Label{"万元", "million yuan"}
)

package text

// Words of forecasts, targets and reported figures on a report card.
var (
	ForecastMethod = Message{"季节朴素法：取上年同期值，加各期同比增量的平均数（每年 %d 期）；区间为历次回测误差的第 %d 百分位。", "Seasonal naive with drift: the value a year before plus the mean growth over a year (%d periods a year); the interval is the %dth percentile of the errors in back-tests."}
	ForecastYearly = Message{"朴素法：取上期值，加各期增量的平均数；区间为历次回测误差的第 %d 百分位。", "Naive with drift: the value before plus the mean growth; the interval is the %dth percentile of the errors in back-tests."}
	TooFewPeriods  = Message{"连续有数据的往期只有 %d 期，至少需要 %d 期，不作预测。", "There are %d periods in a row with values and %d are needed, so nothing is forecast."}

	TargetUnquantified = Label{"尚未量化", "Not yet quantified"}
	TargetMet          = Label{"已完成", "Met"}
	TargetMissed       = Label{"逾期未完成", "Missed"}
	TargetLate         = Label{"落后于时序进度", "Behind even progress"}
	TargetOnTrack      = Label{"符合时序进度", "On track"}

	OtherQualifier = Message{"所报数字与本指标性质不同（计划、建议、完成、累计）。", "What is reported stands otherwise: planned, proposed, done or cumulative."}
	OtherUnit      = Message{"所报单位“%s”与本指标单位“%s”不同，或不是可比的数值，不能直接比较。", "It is reported in “%s” and counted here in “%s”, or is no number, so the two cannot be compared."}
	WithinRounding = Message{"差额在所报数字的精确程度以内。", "The difference is within how exactly the document says it."}
	PeriodRuns     = Message{"统计期尚未结束。", "The period is not over."}
)

// CardTitle is what a card is called that nobody has named.
var CardTitle = Message{"%s %s科技创新成绩单", "%s, %s: report card"}

// Hints. None says that anything is wrong.
var (
	HintRound     = Message{"%[2]d 笔金额中有 %[1]d 笔为整十万元。", "%d of %d amounts are whole hundreds of thousands of yuan."}
	HintSpike     = Message{"%[2]d 条记录中有 %[1]d 条集中在统计期最后 %[3]d 天。", "%d of %d records fall into the last %d days of the period."}
	HintDuplicate = Message{"%d 条记录的公开内容完全相同。", "%d records tell the public exactly the same."}
	HintRing      = Message{"%d 家单位相互买卖，成环形，涉及 %d 份合同。", "%d organisations sell to each other in a circle, by %d contracts."}
	HintNoVerdict = Label{"以下为供核查的线索，不是结论。", "These are worth a look; none is a verdict."}
)

// Why a card cannot be made or frozen.
var (
	CorrectionReason = Message{"更正的成绩单和更正理由须一并填写。", "Give the card that is corrected and the reason together."}
	CorrectsFrozen   = Message{"只能更正已封存且尚未被更正的成绩单。", "Only a frozen card can be corrected, and only once."}
	CorrectsSame     = Message{"更正的成绩单须为同一统计期、同一地区。", "A correction is of the same period and region."}
	CardNotFrozen    = Message{"成绩单尚未封存。", "The card is not frozen."}
	CardUnreadable   = Message{"成绩单 %s 的封存内容无法读取：%s", "The content of card %s cannot be read: %s"}
	CardMoves        = Message{"统计期间记录一直在变动，稍后自动重试封存。", "Records kept changing meanwhile; the card is frozen later by itself."}
)

// CardFormat refuses a form in which no card can be had.
var CardFormat = Message{"“%s”不是可用的格式；可用：zip、docx、xlsx。", "%q is no form of a card; there are zip, docx and xlsx."}

// Words of a card on paper.
var (
	CardName          = Label{"科技创新成绩单", "Report card"}
	CardNoRegion      = Label{"全部地区", "All regions"}
	CardAboutHead     = Label{"统计口径", "How it was computed"}
	CardAbout         = Message{"节点“%s”截至 %s 由记录计算，计算至日志前 %d 条。", "Computed by the node %q from its records as of %s, from the first %d entries of its journal."}
	CardInterimNote   = Label{"统计期尚未结束，为阶段性数据。", " The period was not over: these are interim figures."}
	CardColumns       = Label{"指标\t单位\t数值\t基数\t增长量\t增长率", "Figure\tUnit\tValue\tBase\tGrowth\tRate"}
	CardMore          = Label{"目标\t预测\t引述的数字\t记录数\t指标名", "Targets\tForecast\tReported\tRecords\tName"}
	CardAreas         = Label{"指标\t地区\t区划代码\t数值\t基数\t记录数", "Figure\tRegion\tCode\tValue\tBase\tRecords"}
	CardSheets        = Label{"指标\t分地区\t说明", "Figures\tRegions\tAbout"}
	CardTarget        = Message{"目标“%s”：%s，期限 %s；已达 %s，%s。", "Target “%s”: %s by %s; %s reached. %s."}
	CardForecast      = Message{"%s预测 %s（%s 至 %s，覆盖率 %d%%，回测 %d 期）。", "%s: %s expected (%s to %s, covering %d%%, back-tested on %d periods)."}
	CardReported      = Message{"文稿所报：%s（%s）。%s。", "Reported: %s (%s). %s."}
	CardDifference    = Message{"与计算值相差 %s。", " It differs by %s."}
	ReportedAgrees    = Label{"与计算值一致", "Agrees with what the records make"}
	ReportedExplained = Label{"与计算值不一致，原因如下", "Differs from what the records make, for these reasons"}
	ReportedOpen      = Label{"与计算值不一致，原因待查", "Differs from what the records make; why is open"}
	CardNotesHead     = Label{"说明", "Notes"}
	CardProof         = Label{"证明", "Proof"}
	CardProofHow      = Label{"各项数字均由可核查的记录计算得出。扫描二维码打开成绩单，下载静态网页后用 heitu verify 离线核验。", "Every figure is computed from records that can be checked. The code leads to the card; download its static pages and check them offline with heitu verify."}
	ChartLine         = Message{"“%s”各期数值，本期为 %s。空心点为预测，斜纹为区间。", "“%s” over time, now %s. The hollow dot is the forecast, the hatching its interval."}
	ChartTiles        = Message{"“%s”按地区分布，合计 %s；颜色越深数值越大，数值写在格内。", "“%s” by region, %s in all; the darker the more, and the value stands on each tile."}
	ChartBars         = Message{"“%s”按地区比较，合计 %s；斜纹为基数。", "“%s” by region, %s in all; hatched is the base."}
)

// What is found wrong with an exported card.
var (
	ManifestVersion = Message{"文件 %s 为第 %d 版，本程序只识别到第 %d 版；请用更新的程序核验。", "%s is of version %d and this program knows none above %d; verify it with a newer one."}
	ManifestForged  = Message{"文件 %s 的签名无效、内容残缺，或不是节点“%s”所签。", "%s is cut short, altered, or not signed by the node %q."}
	CardFileMissing = Message{"缺少文件 %s（指标：%s）。", "%s is missing (figure: %s)."}
	CardFileForeign = Message{"文件 %s 不在清单中。", "%s is not in the manifest."}
	CardFileAltered = Message{"文件 %s 与清单不符，已被改动（指标：%s）。", "%s has been altered: it is not what the manifest lists (figure: %s)."}
	CardFileShort   = Message{"文件 %s 残缺（指标：%s）：应有 %d 字节，实有 %d 字节。", "%s is cut short (figure: %s): %d bytes are listed, %d are there."}
	CardFileWrong   = Message{"文件 %s（指标：%s）：%s", "%s (figure: %s): %s"}
	CardBundleOther = Message{"文件 %s 不是指标“%s”在本成绩单检查点下的证明包。", "%s does not prove %q under the checkpoint of this card."}
	CardKeyOther    = Message{"文件 %s 中的公钥不是您信任的公钥。", "The key in %s is not the one you trust."}
	CardUnproven    = Message{"文件 %s：指标“%s”没有可核验的证明包。", "%s: nothing here proves the figure %q."}
)

// Words of the static pages of a card.
var (
	CardInChinese    = Label{"中文", "Chinese"}
	CardInEnglish    = Label{"英文", "English"}
	CardInterim      = Label{"阶段性数据", "Interim"}
	CardCorrecting   = Label{"本成绩单更正此前封存的成绩单：", "This card corrects the frozen card"}
	CardCorrected    = Label{"本成绩单已被更正，见：", "This card has been corrected by"}
	CardChanged      = Label{"封存后，所依据的记录有变化；封存的数字不变，现值列在旁边。", "Records have changed since this was frozen. The frozen number stays; what they make now stands beside it."}
	CardFigure       = Label{"指标", "Figure"}
	CardThen         = Label{"封存值", "Frozen"}
	CardNow          = Label{"现值", "Now"}
	CardRecords      = Label{"记录（−不再计入，+新计入，±有变动）", "Records (− no longer counted, + counted now, ± otherwise)"}
	CardLate         = Label{"【滞后】", "[late]"}
	CardVerify       = Label{"下载整个文件夹后，不联网即可核验：", "Keep the whole folder and verify it offline:"}
	CardKeySource    = Label{"公钥应从发布单位另行取得，不要只信文件夹中的 key 文件。检查点：", "Get the key from the node itself, by another way than this folder. Checkpoint:"}
	CardManifest     = Label{"已签名清单", "Signed manifest"}
	CardOwnRecord    = Label{"成绩单在日志中的证明", "Proof of this card in the journal"}
	CardBase         = Label{"基数", "Base"}
	CardGrowth       = Label{"增长", "Growth"}
	CardOverTime     = Label{"历期", "Over time"}
	CardPeriod       = Label{"统计期", "Period"}
	CardForecastHead = Label{"预测", "Forecast"}
	CardTargets      = Label{"目标", "Targets"}
	CardRegions      = Label{"分地区", "By region"}
	CardRegion       = Label{"地区", "Region"}
	CardValue        = Label{"数值", "Value"}
	CardStatements   = Label{"文稿引述的数字（未经核验）", "Reported in documents (quoted, not verified)"}
	CardHints        = Label{"核查线索", "Worth a look"}
	CardVerifyFigure = Label{"单独核验本指标：", "Verify this figure alone:"}
	CardRecord       = Label{"记录", "Record"}
	CardLeaf         = Label{"日志序号", "Entry"}
	CardShown        = Label{"出示的字段", "Fields shown"}
	CardNoProof      = Label{"所依据的记录有已删除的内容，本项不能再单独证明；封存值见成绩单本身的日志证明。", "Some of what this rested on was erased, so it can no longer be proven by itself; the card's own place in the journal shows what was frozen."}
)

// Words of heitu report build, diff and recheck.
var (
	CLIReportBuild   = Label{"生成成绩单：可离线核验的静态网页、DOCX、XLSX 或 PDF", "Build a card: static pages that verify offline, DOCX, XLSX or PDF"}
	CLIReportDiff    = Label{"比较两份已封存的成绩单（编号）或两个统计期", "Compare two frozen cards (ids) or two periods"}
	CLIReportRecheck = Label{"将一项指标所依据的记录逐条与日志核对", "Hold the records behind a figure against the journal"}
	FlagCard         = Label{"已封存成绩单的编号，代替统计期和地区", "id of a frozen card, in place of period and region"}
	FlagBuildOut     = Label{"输出的文件夹或文件", "folder or file to write"}
	FlagBuildAs      = Label{"格式：folder、docx、xlsx 或 pdf", "form: folder, docx, xlsx or pdf"}
	BuildUsage       = Label{"请给出 --out，并给出 --period 或 --card 之一", "give --out, and either --period or --card"}
	FolderNotEmpty   = Message{"文件夹 %s 不是空的，请另选一个。", "The folder %s is not empty; choose another."}
	NoChromium       = Message{"本机没有 Chromium，无法生成 PDF；请改用 --as folder，再用浏览器打印 index.html。", "There is no Chromium here to print a PDF; use --as folder and print index.html from a browser."}
	PrintFailed      = Message{"Chromium 未能生成 PDF：%s", "Chromium could not print the PDF: %s"}
	DiffColumns      = Message{"指标\t单位\t%s\t%s\t差额", "figure\tunit\t%s\t%s\tdifference"}
	SaidRechecked    = Label{"所依据的记录与日志一致。", "The records agree with the journal."}
)

// What stands before a unit in Chinese: ten thousand, and a hundred million.
var (
	ScaleWan = Label{"万", "ten thousand"}
	ScaleYi  = Label{"亿", "hundred million"}
)

// Words that make numbers and names of regions short enough for a tile: of Chinese numbers the
// hundred million and the ten thousand, of English ones the thousand million and the million.
var (
	ShortGreat = Label{"亿", "bn"}
	ShortSome  = Label{"万", "m"}
	RegionEnds = Label{"维吾尔自治区 壮族自治区 回族自治区 朝鲜族自治州 特别行政区 自治区 省 市 地区 盟", "League"}
)

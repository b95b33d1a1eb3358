package text

// What is said about the figures that reports name, and about statements.
var (
	CLIClaims     = Label{"读取报道、总结等文稿中的数字，逐条列为待确认的说法", "Read the figures of a report, and propose a statement for each"}
	FlagPublished = Label{"发布日期（YYYY-MM-DD），用于推算“今年上半年”等；默认取文稿自载日期", "day of publication (YYYY-MM-DD), which words such as “this year” refer to; by default the one that the text names"}
	NoClaims      = Label{"文稿中没有可以列出的数字。", "The text names no figures."}
	CountClaims   = Message{"共读出 %d 条，均待人工确认。", "%d figures read; each waits for a person to confirm it."}

	ReportUnreadable = Message{"无法读取此文件：%s。可改用 .docx 或纯文本（UTF-8、GB 18030），或直接粘贴文字。", "The file cannot be read: %s. Use .docx or plain text (UTF-8 or GB 18030), or paste the text."}
	ReportEmpty      = Message{"没有文字。请上传文件或粘贴文字。", "There is no text. Choose a file or paste the text."}
	ReportTooLong    = Message{"文稿过长，上限为 %d 字；请分成几份。", "The text is too long; the limit is %d characters. Send it in parts."}
	NotDocument      = Label{"不是 Word 文档（.docx）或文档已损坏", "it is no Word document (.docx), or it is damaged"}
	BulkyDocument    = Label{"解压后内容过大或结构异常", "unpacked, it is too large or strangely built"}
	OldDocument      = Label{"是旧版 Word 文档（.doc）、PDF 或图片", "it is an old Word document (.doc), a PDF or a picture"}
	UnknownCoding    = Label{"文字编码无法识别", "its characters are coded in an unknown way"}

	ClaimSubject   = Label{"主体", "Subject"}
	ClaimRegion    = Label{"地区", "Region"}
	ClaimIndicator = Label{"指标", "Indicator"}
	ClaimValue     = Label{"数值", "Value"}
	ClaimPeriod    = Label{"时期", "Period"}
	ClaimGrowth    = Label{"增长", "Growth"}
	ClaimQualifier = Label{"性质", "Qualifier"}
	ClaimQuotation = Label{"原文", "Quotation"}

	NotNumber     = Message{"应为准确的数，如 8.24、-3.5、1/3；不用千位分隔符以外的符号。", "This must be an exact number such as 8.24, -3.5 or 1/3."}
	NumberTooLong = Message{"数字过长，最多 %d 位。", "The number is too long; %d digits at most."}
	ValueMissing  = Message{"请填写数值，或在“文字数值”中填写“1+1+5+N”之类的结构。", "Give the value, or its text such as 1+1+5+N."}
	GrowthPart    = Message{"增长方式、增长数值须同时填写。", "The kind of growth and its value go together."}
	UpperBelow    = Message{"上限不能小于数值。", "The upper value must not be below the value."}

	ClaimsName    = Label{"读取报道数字", "Read a report"}
	ClaimsLead    = Label{"粘贴或上传一份报道、总结。系统逐条读出其中的数字，由您确认、修改或舍弃；确认后的说法注明出处，但不等于已核实。", "Paste or upload a report. Its figures are read one by one for you to confirm, change or reject. What you confirm is shown with its source, which does not make it evidenced."}
	ClaimsPaste   = Label{"粘贴文字", "Paste the text"}
	ClaimsFile    = Label{"或选择文件（.docx、.txt）", "or choose a file (.docx, .txt)"}
	ClaimsDay     = Label{"发布日期", "Day of publication"}
	ClaimsDayHelp = Label{"“今年上半年”等以此推算；留空则取文稿自载的日期。", "Words such as “this year” refer to it; left empty, the day that the text names is taken."}
	ClaimsSource  = Label{"文稿标题", "Title of the document"}
	ClaimsURL     = Label{"网址", "Address"}
	ClaimsRead    = Label{"读取", "Read"}
	ClaimsFound   = Label{"读出的数字", "Figures found"}
	ClaimsText    = Label{"文稿", "Text"}
	ClaimsChoose  = Label{"处理", "Decide"}
	ClaimsKeep    = Label{"确认", "Confirm"}
	ClaimsLater   = Label{"暂存待定", "Decide later"}
	ClaimsDrop    = Label{"舍弃", "Reject"}
	ClaimsChange  = Label{"修改", "Change"}
	ClaimsSave    = Label{"按所选处理", "Do as chosen"}
	ClaimsMarked  = Label{"在文稿中查看", "See it in the text"}
	ClaimsSignIn  = Label{"登录的工作人员可以把读出的数字存为说法。", "Staff who have signed in can keep what was read as statements."}
	ClaimsDone    = Message{"已确认 %d 条，暂存 %d 条，舍弃 %d 条。", "%d confirmed, %d kept for later, %d rejected."}
	ClaimsWritten = Label{"原文写作", "Written as"}
	ClaimsMore    = Message{"只显示前 %d 条；请分段读取其余部分。", "Only the first %d are shown; read the rest in parts."}
	ClaimAbout    = Label{"约", "about"}
	ClaimOver     = Label{"超过", "over"}
	ClaimUnder    = Label{"不足", "under"}

	StatementsName   = Label{"引述的数字", "Reported figures"}
	StatementsLead   = Label{"以下数字由所注明的文稿提出，系引述，不是由登记记录算出。", "These figures are what the named documents report. They are quoted, not computed from records."}
	StatementsNone   = Label{"尚无已确认的说法。", "No statement has been confirmed yet."}
	StatementsClash  = Label{"相互矛盾", "Contradicting"}
	StatementsClash2 = Message{"与另一说法不符：%s", "Another statement differs: %s"}
	StatementsChecks = Label{"算术核对", "Arithmetic"}
	StatementsSource = Label{"出处", "Source"}

	CheckSum     = Message{"合计：%s = %s %s", "Sum: %s = %s %s"}
	CheckBase    = Message{"由增长推算的基数：%s → %s %s", "Base recomputed from growth: %s → %s %s"}
	CheckRate    = Message{"由增长量推算的增幅：%s %%", "Rate recomputed from the amount: %s %%"}
	CheckRatio   = Message{"比值：%s ÷ %s ≈ %s", "Ratio: %s ÷ %s ≈ %s"}
	CheckPlanned = Message{"计划 %s，已完成 %s，完成 %s %%", "Planned %s, done %s: %s %%"}
)

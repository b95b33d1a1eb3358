package text

// What is said about a file that is read, and about its rows and cells.
var (
	MacrosIgnored  = Message{"文件含有宏，已忽略。", "The file holds macros; they were ignored."}
	LinksIgnored   = Message{"文件引用了其他文件，引用已忽略，按文件中保存的结果读取。", "The file refers to other files; the links were ignored and the results kept in the file were read."}
	HiddenSheets   = Message{"有隐藏的工作表未读取：%s。需要时请取消隐藏后重新上传。", "Hidden sheets were not read: %s. Unhide them and send the file again if they are needed."}
	ReadAsGB       = Message{"文件编码按 GB18030（简体中文）读取；如有乱码，请另存为 UTF-8。", "The file was read as GB 18030 (simplified Chinese); if words look wrong, save it as UTF-8."}
	MixedCoding    = Message{"文件中混有多种编码，编码不符的行列为错误。", "The file mixes encodings; lines in the other encoding are reported as wrong."}
	ReadAsText     = Message{"文件扩展名为 %s，内容却是文本表格，已按文本表格读取。", "The file is named %s but holds a text table; it was read as that."}
	ReadAsWorkbook = Message{"文件扩展名为 %s，内容却是 Excel 工作簿，已按工作簿读取。", "The file is named %s but holds an Excel workbook; it was read as that."}
	ReadAsHTML     = Message{"文件实为网页，已读取其中第一个表格。", "The file is a web page; its first table was read."}

	CutWorkbook    = Label{"工作簿不完整，可能是上传或下载中断；请重新导出或上传", "the workbook is not whole, perhaps cut off on its way; export or send it again"}
	LockedFile     = Label{"文件设有打开密码；请取消密码后另存为 .xlsx", "it is protected by a password; remove the password and save it as .xlsx"}
	BinaryWorkbook = Label{"文件为 .xlsb 格式；请用 Excel 或 WPS 另存为 .xlsx", "it is in the .xlsb format; save it as .xlsx"}
	OtherOffice    = Label{"文件是 Word 或 PowerPoint 文档，不是表格；请把表格复制到 Excel 或 WPS 表格中另存为 .xlsx", "it is a Word or PowerPoint document; copy the table into a spreadsheet and save that as .xlsx"}
	OpenDocument   = Label{"文件为 .ods 格式；请另存为 .xlsx", "it is in the .ods format; save it as .xlsx"}
	XMLSpreadsheet = Label{"文件为旧式 XML 表格；请用 Excel 或 WPS 打开后另存为 .xlsx", "it is an old XML spreadsheet; open it in a spreadsheet program and save it as .xlsx"}
	WebArchive     = Label{"文件为网页存档；请用 Excel 或 WPS 打开后另存为 .xlsx", "it is a web archive; open it in a spreadsheet program and save it as .xlsx"}
	NoHTMLTable    = Label{"文件实为网页，其中没有可直接读取的表格；请用 Excel 或 WPS 打开后另存为 .xlsx", "it is a web page without a simple table; open it in a spreadsheet program and save it as .xlsx"}
	OldWorkbook    = Label{"工作簿为 Excel 95 或更早的格式，或已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx", "the workbook is in the format of Excel 95 or older, or damaged; open it in a spreadsheet program and save it as .xlsx"}
	NotTable       = Label{"文件不是表格；可导入 .xlsx、.xls、.csv 和 .jsonl 文件", "it is no table; use .xlsx, .xls, .csv or .jsonl"}
	EmptyFile      = Label{"文件是空的", "it is empty"}

	TooManyColumns = Message{"工作表超过 %d 列；请删去不需要的列后重新上传。", "The sheet has more than %d columns; remove those that are not needed and send it again."}
	NoTable        = Message{"文件中没有找到表格：至少要有一行列名和一行内容。", "No table was found in the file: it needs a row of column names and a row below."}
	EmptyHeader    = Message{"工作表“%s”的第 %d 行没有列名；请填表头所在的行号。", "Row %[2]d of sheet %[1]q holds no names of columns; say in which row the header is."}
	NoSuchSheet    = Message{"文件中没有工作表“%s”。", "The file has no sheet called %q."}
	LineTooLong    = Message{"此行过长，上限为 8 MiB。", "This line is too long; the limit is 8 MiB."}
	LineCoding     = Message{"此行含有无法识别的字符：编码与文件其他部分不同，或已损坏；请改正后另存为 UTF-8。", "This line holds characters that cannot be read: its encoding differs from the rest, or it is damaged. Mend it and save the file as UTF-8."}
	OpenQuote      = Message{"此行的引号没有配对；请补上缺少的引号，或删去多余的引号。", "A quotation mark in this row is never closed; add the missing one or remove it."}

	CellTooLarge  = Message{"单元格内容超过 1 MiB；请缩短，或改作附件上传。", "The cell holds more than 1 MiB; shorten it or attach it as a file."}
	FormulaEmpty  = Message{"单元格是公式，但文件中没有保存计算结果；请用 Excel 或 WPS 打开并保存一次，或把公式改为数值。", "The cell is a formula whose result is not in the file; open and save the file in a spreadsheet program, or put the value in place of the formula."}
	FormulaError  = Message{"公式出错（%s）；请改正公式或直接填写内容。", "The formula has failed (%s); mend it or type the value."}
	DigitsLost    = Message{"“%s”的后几位已丢失：表格只保留 15 位数字。请先把单元格设为“文本”格式，再重新填写完整号码。", "The last digits of %q are lost: spreadsheets keep fifteen. Set the cell to Text first and type the whole number again."}
	DigitsDoubt   = Message{"“%s”第 15 位以后全为 0，后几位可能已丢失，请核对。", "All digits of %q behind the fifteenth are 0; they may be lost. Please check."}
	FromMerged    = Message{"取自上方的合并单元格。", "Taken from the merged cell above."}
	SharedAmount  = Message{"合并单元格中的金额无法分到各行；请取消合并，逐行填写。", "An amount in a merged cell cannot be shared among its rows; unmerge it and fill in each row."}
	RowHidden     = Message{"此行在文件中是隐藏的。", "This row is hidden in the file."}
	TakenAsEmpty  = Message{"“%s”按未填写处理。", "%q was taken as not filled in."}
	NotOurID      = Message{"“%s”不是记录编号；新增记录请留空。", "%q is not the id of a record; leave it empty for a new one."}
	NotRevision   = Message{"“%s”不是版本号；请保留导出时的数字。", "%q is not a revision; keep the number of the export."}
	MoneyRange    = Message{"“%s”是一个区间；请填一个确定的金额，例如 %s。", "%q is a range; give one amount, such as %s."}
	MoneyAbout    = Message{"“%s”不是确数，按 %s 元读取。", "%q is not exact; it was read as %s yuan."}
	MoneyYuan     = Message{"没有写明单位，按元读取（%s 元）；如为万元，请在映射中选择单位。", "No unit is given; it was read as %s yuan. If it counts in ten thousands, choose the unit of the column."}
	MoneyLarge    = Message{"按“%s”折算为 %s 元，数额很大，请核对单位。", "In %s this makes %s yuan, which is very much; check the unit."}
	MoneyRounded  = Message{"“%s”超过两位小数，四舍五入为 %s 元。", "%q has more than two decimals; it was rounded to %s yuan."}
	MoneyFen      = Message{"数字按分读取（%s 元）；带单位的金额请写成文字。", "The number was read as fen (%s yuan); write amounts with a unit as text."}
	ForeignMoney  = Message{"“%s”不是人民币金额；请折算为人民币后填写。", "%q is not in yuan; convert it first."}
	MonthAssumed  = Message{"只写到月份，按 %s 读取。", "It names a month only and was read as %s."}
	MonthUnclear  = Message{"“%s”按数字保存，分不清 1 月还是 10 月；请写成 %s 或 %s。", "%q is kept as a number and may be January or October; write %s or %s."}
	MonthDoubt    = Message{"“%s”按 %s 读取；如原为 10 月，末尾的 0 可能已丢失。", "%q was read as %s; if October was meant, its 0 may be lost."}
	YearAssumed   = Message{"年份只写了两位，按 %s 读取。", "The year has two digits only; it was read as %s."}
	YearHidden    = Message{"单元格没有显示年份，按 %s 读取。", "The cell does not show the year; it was read as %s."}
	SerialAssumed = Message{"“%s”按表格的日期序号读取，即 %s。", "%q was read as the number of a day, %s."}
	DayOrder      = Message{"“%s”按 %s 读取，请核对日和月的顺序。", "%q was read as %s; check the order of day and month."}
	DayUnclear    = Message{"“%s”分不清哪个是月、哪个是日；请写成 2024-03-05 的形式。", "It is not clear which part of %q is the month; write it like 2024-03-05."}
	YearOnly      = Message{"“%s”只有年份；请补上月和日，例如 %s-01-01。", "%q is a year only; add month and day, such as %s-01-01."}
	NoSuchDay     = Message{"“%s”不是日历上的一天；请写成 2024-03-05 的形式。", "%q is not a day of the calendar; write it like 2024-03-05."}
	SeveralMeant  = Message{"“%s”可能指多项：%s；请写明其中一项。", "%q may mean any of these: %s. Say which."}
	TwoValues     = Message{"另一列已填写“%s”，与此处“%s”不一致；请保留一个。", "Another column says %q and this one %q; keep one of them."}
	NameTwice     = Message{"此行有两个“%s”；请保留一个。", "This line has %q twice; keep one."}
	Ditto         = Message{"按上一行读取。", "Read as in the row above."}
	SpacesRemoved = Message{"去掉空格后按“%s”读取。", "It was read without its spaces, as %q."}
	PerhapsUSCC   = Message{"统一社会信用代码“%s”不正确：不含字母 I、O、S、V、Z；是否应为 %s？", "%q is not a unified social credit code: it has no letters I, O, S, V, Z. Should it be %s?"}
	LengthUSCC    = Message{"统一社会信用代码应为 18 位，现为 %d 位。", "A unified social credit code has 18 characters; this has %d."}
	OldNumber     = Message{"“%s”是 15 位的旧工商注册号；请改填营业执照上 18 位的统一社会信用代码。", "%q is an old registration number of 15 digits; give the unified social credit code of 18 characters."}
	OldCode       = Message{"“%s”是 9 位的组织机构代码；请改填 18 位的统一社会信用代码。", "%q is an organisation code of 9 characters; give the unified social credit code of 18 characters."}
	ReadAs        = Message{"“%s”按“%s”读取。", "%q was read as “%s”."}
)

package text

// Words of the import centre.
var (
	ImportCentre   = Label{"导入", "Import"}
	ImportLead     = Label{"把手头的表格直接拿来：系统识别表头和各列含义，先试运行、逐行核对，确认后才写入。", "Bring the sheet you have. Its columns are recognised, every row is tried first, and nothing is written until you confirm."}
	ImportAs       = Label{"导入为", "Import as"}
	ImportFile     = Label{"选择文件，或拖到这里", "Choose a file, or drop it here"}
	ImportFileHelp = Label{"WPS 和 Excel 表格、CSV、JSONL 均可。标题行、合并表头、合计行、万元、“2024年3月”都能识别。", "xlsx, xls, csv or jsonl, from WPS or Excel. Title rows, merged headers, totals, amounts in ten thousands and dates such as 2024.3 are understood."}
	ImportPaste    = Label{"或粘贴表格", "Or paste a table"}
	ImportPasteAid = Label{"在 Excel 或 WPS 中选中单元格（连同表头）复制，粘贴到这里。", "Copy the cells, header included, in Excel or WPS and paste them here."}
	ImportSend     = Label{"上传并识别", "Send and recognise"}
	ImportMine     = Label{"我的导入", "My imports"}
	ImportNone     = Label{"还没有导入过。", "There is none yet."}
	ImportNothing  = Message{"请选择一个文件，或粘贴一张表格。", "Choose a file, or paste a table."}
	ImportTemplate = Label{"导入模板", "Templates"}
	TemplatesAid   = Label{"没有现成表格时可用模板，带有下拉选项和填写说明。", "Where there is no sheet yet: with drop-down lists and notes."}
	PastedTable    = Label{"粘贴的表格", "Pasted table"}
	FileColumn     = Label{"文件", "File"}
	ImportTitle    = Message{"导入：%s", "Import: %s"}
	ImportInto     = Message{"导入为“%s”", "into “%s”"}
	ImportReceived = Message{"%s（北京时间）上传", "received %s (Beijing time)"}
)

// The states of an import, in plain words.
var (
	ImportMapping = Label{"待核对列", "Columns to be checked"}
	ImportTrying  = Label{"正在试运行", "Being tried"}
	ImportTried   = Label{"待确认", "To be confirmed"}
	ImportRunning = Label{"正在导入", "Under way"}
	ImportDone    = Label{"已完成", "Done"}
	ImportUndoing = Label{"正在撤销", "Being undone"}
	ImportUndone  = Label{"已撤销", "Undone"}
	ImportFailed  = Label{"未能继续", "Could not go on"}
	ImportHalted  = Label{"导入未能继续", "The import could not go on"}
)

// Words of the mapping of columns to fields.
var (
	MapIntro      = Label{"请核对每一列的含义。把握不大的已标出；不需要的列选“不导入”。", "Check what each column means. Those less sure are marked; choose “pass over” for what is not wanted."}
	MapSheet      = Message{"工作表“%s”", "Sheet “%s”"}
	MapInclude    = Label{"导入此工作表", "Import this sheet"}
	MapHeaderRow  = Label{"表头所在行", "Row of the header"}
	MapHeaderHelp = Label{"表头占多行时填最后一行。", "The last row, where the header has several."}
	MapColumn     = Label{"表中的列", "Column of the file"}
	MapSamples    = Label{"内容示例", "What it holds"}
	MapField      = Label{"含义", "Meaning"}
	MapSure       = Label{"把握", "How sure"}
	MapFieldOf    = Message{"%s列“%s”的含义", "Meaning of column %s, “%s”"}
	MapUnitOf     = Message{"%s列的金额单位", "Unit of amounts in column %s"}
	MapUnitOwn    = Label{"按单元格或元", "as written, or yuan"}
	UnitYuan      = Label{"元", "yuan"}
	UnitWan       = Label{"万元", "10,000 yuan"}
	UnitYi        = Label{"亿元", "100 million yuan"}
	UnitMillion   = Label{"百万元", "million yuan"}
	MapPass       = Label{"不导入", "Pass over"}
	MapID         = Label{"记录编号（用于更新）", "Id of the record, for updates"}
	MapRev        = Label{"版本号", "Revision"}
	MapInLang     = Message{"%s（%s）", "%s (%s)"}
	MapHigh       = Message{"有把握 %d%%", "sure %d%%"}
	MapMiddle     = Message{"较有把握 %d%%", "fairly sure %d%%"}
	MapLow        = Message{"请核对 %d%%", "please check %d%%"}
	MapNoHeader   = Label{"（无表头）", "(no header)"}
	MapStep       = Label{"导入后对新记录办理", "Step to take with what is made"}
	MapNoStep     = Label{"不办理，保持初始状态", "None; leave it in its first state"}
	MapMode       = Label{"遇到已有的记录", "Where the record is there already"}
	MapChange     = Label{"按表格更新有变化的字段", "Change the fields that differ"}
	MapLeave      = Label{"保持不动", "Leave it alone"}
	MapTry        = Label{"试运行", "Try it"}
	MapTryHelp    = Label{"试运行不写入任何内容。", "A trial writes nothing."}
	MapEdit       = Label{"修改列的含义", "Change what the columns mean"}
	MapTwice      = Message{"%s列与另一列选了同一个字段。", "Column %s means the same field as another one."}
	MapNoSheet    = Message{"请至少选择一个工作表。", "Choose at least one sheet."}
	MapBadRow     = Message{"表头所在行应为 1 至 %d 的整数。", "The row of the header is a number from 1 to %d."}
	WhyName       = Label{"列名与字段标识相同", "named as the field"}
	WhyLabel      = Label{"列名与字段名称相同", "called as the field"}
	WhySynonym    = Label{"列名是常用说法", "a usual name for it"}
	WhyValues     = Label{"根据内容判断", "by what it holds"}
	WhyChosen     = Label{"由您指定", "chosen by you"}
	WhyKept       = Label{"沿用上次的选择", "as chosen last time"}
)

// Words of the trial and of what became of it.
var (
	TrialMade       = Label{"新建", "New"}
	TrialChanged    = Label{"修改", "Changed"}
	TrialLeft       = Label{"不变", "Unchanged"}
	TrialRefused    = Label{"不予导入", "Refused"}
	TrialTitle      = Label{"试运行结果", "What the trial says"}
	TrialRows       = Message{"共 %d 行，尚未写入任何内容。", "Rows: %d. Nothing has been written yet."}
	TrialGood       = Label{"所有行都可以导入。", "Every row can be imported."}
	TrialEmpty      = Label{"没有这一类的行。", "There is no such row."}
	TrialRow        = Message{"%s第 %d 行", "%s row %d"}
	TrialCell       = Message{"%s列 %s", "column %s, %s"}
	TrialSaid       = Message{"表中为“%s”", "the cell says “%s”"}
	TrialSaidEmpty  = Label{"表中为空", "the cell is empty"}
	TrialDoubts     = Label{"请留意", "Please note"}
	TrialNear       = Label{"与已有记录相近：", "Much like: "}
	NearRow         = Message{"第 %d 行“%s”", "row %d “%s”"}
	TrialRest       = Message{"其余字段（%d）", "other fields (%d)"}
	TrialUntitled   = Label{"（无名称）", "(no title)"}
	TrialStart      = Message{"立即导入 %d 行", "Import now: %d"}
	TrialStartAll   = Label{"只导入没有问题的行。", "Only rows without faults are imported."}
	TrialStaysOut   = Message{"有 %d 行不予导入，不会写入；改好后再传一次即可补上，已导入的不会重复。", "Rows that stay out: %d. Mend them and send the file again; what is in already is not made twice."}
	TrialMarked     = Label{"下载标注后的表格", "Download the marked workbook"}
	TrialMarkedAid  = Label{"原表不变，有问题的单元格标红并附批注，改完可直接再传。", "Your own sheet, with wrong cells red and a comment in each, to be mended and sent again."}
	TrialMended     = Label{"上传改好的文件", "Send the mended file"}
	MarkedSuffix    = Label{"（标注）", " (marked)"}
	TrialMendedFile = Label{"改好后的文件", "The mended file"}
	TrialNext       = Label{"后面的行", "Further rows"}
	TrialNothing    = Label{"没有需要写入的行。", "There is nothing to write."}
	RunningTitle    = Label{"正在处理", "Under way"}
	RunningHelp     = Label{"可以关闭本页，处理会继续；稍后在“导入”中查看结果。", "You may close this page; it goes on. The result will be under “Import”."}
	RunningOf       = Message{"已处理 %d 行，共 %d 行", "Rows: %d of %d"}
	RunningSome     = Message{"已处理 %d 行", "Rows so far: %d"}
	RunningReload   = Label{"刷新进度", "Show the progress anew"}
	DoneTitle       = Label{"导入完成", "The import is done"}
	HaltedTitle     = Label{"中止前已导入的内容", "What came in before it stopped"}
	ImportGoOn      = Label{"继续导入", "Go on"}
	ImportStop      = Label{"停止导入", "Stop the import"}
	ImportDiscard   = Label{"放弃本次导入", "Discard this import"}
	DoneRecords     = Label{"导入的记录", "What was imported"}
	DoneList        = Message{"查看全部%s", "All: %s"}
	DoneAgain       = Label{"再导入一个文件", "Import another file"}
	UndoneTitle     = Label{"本次导入已撤销", "This import was undone"}
	UndoneHelp      = Label{"新建的记录已作废，修改过的已恢复。", "What it made is void; what it changed is as before."}
)

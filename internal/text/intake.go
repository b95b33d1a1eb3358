package text

// What titles of organisations end and begin with, in the order in which it is looked for.
var (
	LegalForms  = []string{"股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司", "股份", "companylimited", "incorporated", "corporation", "limited", "coltd", "ltd", "inc", "corp", "llc", "gmbh"}
	RegionSorts = []string{"省", "市", "自治州", "地区", "盟"}
)

// What is said of files on their way in.
var (
	NoSuchImport    = Message{"没有这次导入，或您无权查看。", "There is no such import, or you may not see it."}
	ImportKind      = Message{"请用参数 kind 指明导入为哪类记录。", "Say by the parameter kind what kind of record the file holds."}
	UploadCut       = Message{"文件没有传完，未予保存；请重新上传。", "The upload was interrupted and nothing was kept; send the file again."}
	ImportFileGone  = Message{"导入文件已按期清除，请重新上传。", "The file has been cleared away by now; send it again."}
	ImportForgotten = Message{"因依法删除个人信息，导入文件已清除；如仍需导入，请重新上传。", "The file was cleared away because personal data had to be erased. Send it again if it is still needed."}
	ImportStopped   = Message{"导入已按您的要求停止；可继续导入，也可撤销已导入的部分。", "The import was stopped as you asked. Go on with it, or undo what has come in."}
	NotDiscarded    = Message{"导入已经完成，不能放弃；如需撤回，请撤销本次导入。", "The import has finished and cannot be discarded; undo it instead."}
	NoNameColumn    = Message{"工作表“%s”没有对应“%s”或“记录编号”的列，无法识别各行；请指定，或不导入此表。", "In sheet %q no column is the %s or the record id, so its rows cannot be told apart. Choose one, or leave the sheet out."}
	NoLayout        = Message{"请至少选择一张工作表。", "Choose at least one sheet."}
	ImportSheet     = Message{"没有名为“%s”的工作表，或该表重复。", "There is no sheet %q with a table, or it is named twice."}
	ImportColumn    = Message{"工作表“%s”没有 %s 列。", "Sheet %q has no column %s."}
	HeaderRows      = Message{"工作表“%s”的表头末行不能在首行之前。", "In sheet %q the last row of the header comes before its first."}
	ImportMode      = Message{"对已有记录的处理方式应为 change（更新）或 leave（保留）。", "What happens to records that exist is change or leave."}
	ImportOutcome   = Message{"结果应为 made、changed、left 或 refused。", "An outcome is made, changed, left or refused."}
	AlreadyBegun    = Message{"导入已经开始，不能再改列的对应关系；如有误，请先撤销本次导入。", "The import has begun; its columns can no longer be changed. Undo it first if they are wrong."}
	NotTried        = Message{"请先完成试导入。", "Let the dry run finish first."}
	NotBroughtIn    = Message{"本次导入尚未完成，没有可撤销的内容。", "This import has not been brought in; there is nothing to undo yet."}
	ImporterGone    = Message{"办理导入的账户已停用，导入中止。", "The account that imports is no longer active; the import has stopped."}
	AmbiguousTitles = Message{"名称为“%[2]s”的“%[1]s”记录不止一条，请改填记录编号：%[3]s。", "There is more than one %[1]s called %[2]q; give one of the ids: %[3]s."}
	PersonalCell    = Message{"此单元格有误；因涉及个人信息，此处不记录其内容，详见试导入结果。", "This cell is wrong. It describes a person, so what it says is not kept here; see the dry run."}
	HiddenCell      = Message{"已有记录的该字段对您不可见，未作比较，也不改动。", "This field of the record that exists is hidden from you; it was neither compared nor changed."}
	SeveralSame     = Message{"已有多条“%s”记录与本行相同，无法确定是哪一条，请在“记录编号”列填写编号：%s。", "Several records of the kind %s are the same as this row; say which by its id in the column Record id: %s."}
	TwiceInSheet    = Message{"与工作表“%s”第 %d 行重复，本行不导入。", "The same as row %[2]d of sheet %[1]q; this row is not taken."}
	ChangedSince    = Message{"导出（第 %d 版）之后记录已被修改（现为第 %d 版），当前值为“%s”；请重新导出后再改。", "The record has changed since the export (revision %d; now %d) and now says “%s”. Export it again and change that."}
)

// What the command line says of imports.
var (
	FlagMap     = Label{"列对应关系文件（JSON，形如接口返回的 layouts）", "file that says what the columns mean (JSON, as layouts in the interface)"}
	FlagSheet   = Label{"只导入此工作表", "import this sheet only"}
	FlagLeave   = Label{"已有的记录保持不变", "leave records that exist as they are"}
	FlagUndo    = Label{"撤销此编号的导入", "take back the import of this id"}
	FlagMarked  = Label{"把标出错误单元格的文件写到此处", "write the file with its wrong cells marked here"}
	FlagDiscard = Label{"放弃或停止此编号的导入", "discard or stop the import of this id"}
	FlagResume  = Label{"接着查看此编号的导入", "attach to the import of this id"}

	SaidImport     = Message{"导入编号：%s", "Import: %s"}
	SaidSheet      = Message{"工作表“%s”，表头第 %d 至 %d 行：", "Sheet %q, header in rows %d to %d:"}
	SaidColumn     = Message{"  %s  %s → %s（把握 %d%%）", "  %s  %s → %s (%d%% sure)"}
	SaidPassed     = Message{"  %s  %s → 不导入", "  %s  %s → passed over"}
	SaidProblem    = Message{"%s%s%d %s：填的是“%s” → %s", "%s%s%d %s: said %q → %s"}
	SaidRowProblem = Message{"%s第 %d 行：%s", "%srow %d: %s"}
	SaidProgress   = Message{"已处理 %d 行…", "%d rows done…"}
	SaidTried      = Message{"试导入：将新建 %d 条，更新 %d 条，%d 条无须改动，拒绝 %d 行；未写入任何内容。", "Dry run: %d would be made, %d changed, %d left as they are, %d rows refused. Nothing was written."}
	SaidImported   = Message{"导入完成：新建 %d 条，更新 %d 条，%d 条无须改动，拒绝 %d 行。", "Imported: %d made, %d changed, %d left as they are, %d rows refused."}
	SaidUndone     = Message{"已撤销：%d 行恢复原状。", "Undone: %d rows are as they were before."}
	SaidDiscarded  = Label{"已放弃本次导入，未写入任何内容。", "The import was discarded; nothing was written."}
	SaidStands     = Message{"导入状态：%s。%s", "The import is %s. %s"}
	SaidMarked     = Message{"已写出标注文件：%s", "The marked file: %s"}
	AskColumns     = Message{"有的列把握不大。按以上对应关系继续请输入 yes：", "Some columns are not sure. Type yes to go on with them as above: "}
	AskGood        = Message{"有 %d 行不合格，只导入其余合格的行请输入 yes：", "%d rows are refused. Type yes to bring the others in: "}
	NotSure        = Message{"有的列把握不大：请核对后加 --yes，或用 --map 指定。", "Some columns are not sure: look them over and add --yes, or say what they mean by --map."}
	NothingGood    = Message{"没有一行可以导入。", "Not one row can be imported."}
	StillRunning   = Message{"导入未中断，仍由节点办理；继续查看：heitu import --resume %s", "The import has not stopped; the node goes on with it. To look again: heitu import --resume %s"}
)

package text

// Words of the columns, the order and the views of a list.
var (
	ListSettings   = Label{"列与排序", "Columns and order"}
	ColumnsChosen  = Label{"显示的列", "Columns shown"}
	SortBy         = Label{"排序", "Order"}
	SortNewest     = Label{"最近建立的在前", "The newest first"}
	SortRising     = Message{"%s，从小到大", "%s, rising"}
	SortFalling    = Message{"%s，从大到小", "%s, falling"}
	SortColumn     = Message{"按“%s”排序", "Sort by “%s”"}
	ApplySettings  = Label{"应用", "Apply"}
	Views          = Label{"视图", "Views"}
	AllRecords     = Label{"全部", "All records"}
	SharedView     = Message{"%s（共享）", "%s (shared)"}
	SaveView       = Label{"保存为视图", "Save as a view"}
	SaveViewHelp   = Label{"保存当前的列、排序和筛选条件，下次直接打开。", "Keeps the present columns, order and filters, to be opened again."}
	ChangeView     = Label{"修改此视图", "Change this view"}
	ViewName       = Label{"视图名称", "Name of the view"}
	ShareView      = Label{"共享给所有登录人员", "Share with everybody who is signed in"}
	ForgetView     = Label{"删除视图", "Delete the view"}
	ViewUnnamed    = Message{"请填写视图名称，不超过 %d 字。", "Give the view a name of at most %d characters."}
	ExportThis     = Label{"导出本列表：", "Export this list: "}
	ExportFound    = Label{"导出检索结果：", "Export what was found: "}
	FindDuplicates = Label{"查找重复记录", "Look for duplicates"}
)

// Words of acts on many records.
var (
	BatchTitle    = Label{"批量办理", "Act on many"}
	BatchOf       = Message{"批量办理：%s", "Act on many: %s"}
	BatchEditOf   = Message{"批量修改：%s", "Change in many: %s"}
	BatchAct      = Label{"办理事项", "What to do"}
	BatchChoose   = Label{"请选择", "Choose"}
	BatchScope    = Label{"范围", "Which records"}
	ScopePicked   = Label{"勾选的记录", "those ticked"}
	ScopePage     = Message{"本页全部 %d 条", "all %d on this page"}
	ScopeAll      = Message{"符合筛选条件的全部 %d 条", "all %d that fit the filter"}
	BatchGo       = Label{"下一步", "Continue"}
	BatchSteps    = Label{"办理步骤", "Take a step"}
	BatchEdits    = Label{"修改字段", "Change a field"}
	PickRecord    = Message{"选择：%s", "Choose: %s"}
	PickPage      = Label{"选择本页全部", "Choose all on this page"}
	BatchKey      = Message{"表单不完整，未作任何修改。请返回列表重新选择。", "The form is incomplete; nothing was changed. Go back to the list and choose again."}
	BatchNone     = Message{"没有勾选记录。请返回列表勾选，或把范围改为“本页全部”。", "No record was ticked. Go back and tick some, or choose all on the page."}
	BatchMany     = Message{"符合条件的记录超过 %d 条。请缩小筛选范围，分批办理。", "More than %d records fit. Narrow the filter and act in parts."}
	BatchWhat     = Message{"请选择要办理的步骤或要修改的字段。", "Choose a step to take or a field to change."}
	BatchRecords  = Message{"共 %d 条记录", "%d records"}
	BatchEmpties  = Label{"留空即清除这些记录中的该字段。", "Left empty, the field is cleared in all of them."}
	BatchTry      = Label{"先看结果", "See what would happen"}
	BatchWould    = Label{"预演结果", "What would happen"}
	BatchGood     = Message{"可以办理 %d 条。", "%d can be done."}
	BatchBad      = Message{"不能办理 %d 条，将保持原样。", "%d cannot, and would stay as they are."}
	BatchNothing  = Label{"没有可以办理的记录。", "There is none that can be done."}
	BatchDo       = Message{"确认办理 %d 条", "Confirm: do it with %d"}
	BatchRefused  = Label{"不能办理的记录及原因", "What cannot be done, and why"}
	BatchMore     = Message{"另有 %d 条未列出。", "%d more are not listed."}
	BackToList    = Label{"返回列表", "Back to the list"}
	StepOfDeed    = Message{"办理“%s”", "Step “%s”"}
	EditOfDeed    = Message{"修改“%s”", "Change of “%s”"}
	RecordColumn  = Label{"记录", "Record"}
	ReasonColumn  = Label{"原因", "Reason"}
	OutcomeColumn = Label{"结果", "Outcome"}
)

// Words of what was done to many records at once.
var (
	DeedsTitle     = Label{"批量操作记录", "Acts on many records"}
	DeedsIntro     = Label{"您做过的导入、合并、批量办理和批量修改。每一次都可以整体撤销，只要之后没有别的变动依赖它。", "Your imports, merges, steps and changes on many records. Each can be undone as a whole while nothing depends on it."}
	NoDeeds        = Label{"还没有批量操作。", "There is none yet."}
	DeedImport     = Label{"导入", "Import"}
	DeedMerge      = Label{"合并", "Merge"}
	DeedEdit       = Label{"批量修改", "Change of many"}
	DeedStep       = Label{"批量办理", "Step of many"}
	DeedOf         = Message{"%s：%s", "%s: %s"}
	DeedRunning    = Label{"进行中", "Under way"}
	DeedDone       = Label{"已完成", "Done"}
	DeedUndoing    = Label{"撤销未完成", "Partly undone"}
	DeedUndone     = Label{"已撤销", "Undone"}
	DeedAt         = Message{"%s（北京时间）", "%s (Beijing time)"}
	TimeColumn     = Label{"时间", "Time"}
	DeedColumn     = Label{"操作", "Act"}
	CountsColumn   = Label{"数量", "Counts"}
	OutcomeMade    = Label{"新建", "Made"}
	OutcomeChanged = Label{"修改", "Changed"}
	OutcomeLeft    = Label{"不变", "Left alone"}
	OutcomeRefused = Label{"未办理", "Refused"}
	OutcomeCount   = Message{"%s %d", "%s %d"}
	UndoTitle      = Label{"撤销", "Undo"}
	UndoIntro      = Label{"整体撤销本次操作：新建的记录作废，修改过的记录恢复原内容和原状态。历史照常保留。", "Takes the whole act back: what was made becomes void, what was changed gets its former content and state. The history stays."}
	UndoNow        = Label{"确认撤销", "Confirm: undo"}
	UndoDone       = Label{"本次操作已撤销。", "This act has been undone."}
	PartsTitle     = Label{"涉及的记录", "The records"}
	NoParts        = Label{"没有这一类记录。", "There is none of these."}
	PartLine       = Message{"%s第 %d 行", "%s row %d"}
	MyDeeds        = Label{"我的批量操作", "My acts on many records"}
)

// Words of duplicates.
var (
	TwinsTitle   = Message{"疑似重复：%s", "Possible duplicates: %s"}
	TwinsIntro   = Label{"下列记录可能是同一对象。请逐项核对，选择保留哪一条；引用随之转移，被合并的一条作废。合并可以撤销。", "These may be the same thing. Compare them and choose which to keep; references move over and the other becomes void. A merge can be undone."}
	TwinsMembers = Label{"合并单位时，被合并单位的账户随之归属保留的单位，可见该单位的记录。", "When organisations are merged, the accounts of the one that goes will belong to the one that is kept and see its records."}
	NoTwins      = Label{"没有发现疑似重复的记录。", "No possible duplicate was found."}
	TwinOf       = Message{"第 %d 组", "Pair %d"}
	TwinFirst    = Label{"记录甲", "Record A"}
	TwinSecond   = Label{"记录乙", "Record B"}
	KeepThis     = Label{"保留此条", "Keep this one"}
	KeepWhich    = Label{"保留哪一条", "Which to keep"}
	RefersCount  = Message{"有 %d 条记录引用", "referred to by %d records"}
	Differs      = Label{"不同", "differs"}
	ChooseOf     = Message{"“%s”采用%s的值", "For “%s” take the value of %s"}
	EmptyValue   = Label{"（空）", "(empty)"}
	MergeNow     = Label{"合并为一条", "Merge into one"}
	MergedNotice = Label{"合并完成。如有差错，可撤销：", "The records were merged. If that was wrong, undo it: "}
	SeeDeed      = Label{"查看本次操作", "see this act"}
	NotSame      = Label{"不是同一对象", "Not the same"}
	MergeSame    = Message{"请选择两条不同的记录。", "Choose two different records."}
	MergedInto   = Label{"本记录已并入：", "This record was merged into: "}
	VoidNotice   = Label{"本记录已作废，仅供查阅。", "This record is void; it is shown for reference only."}
	TwinsNext    = Label{"后面的疑似重复", "Further pairs"}
	OpenRecord   = Label{"打开记录", "Open the record"}

	TwinsCompared = Message{"本类记录较多：已将最新的 %d 条与全部 %d 条逐一比对。", "There are many records of this kind: the newest %d were compared with all %d."}
	ApartList     = Message{"已判定不是同一对象：%d 组", "Said not to be the same: %d pairs"}
	ApartTitle    = Label{"已判定不是同一对象", "Not the same"}
	ApartIntro    = Label{"这些记录对所有人不再列为疑似重复。本人所作的判定可以撤回。", "These are not offered to anybody as duplicates any more. What you said yourself you can take back."}
	ApartAct      = Label{"操作", "Act"}
	ApartCompare  = Label{"并列查看", "Side by side"}
	ApartBack     = Label{"撤回判定", "Take this back"}
	NoApart       = Label{"没有这样的记录。", "There are none."}
	ApartLeave    = Label{"返回疑似重复", "Back to the possible duplicates"}
)

// Words of attachments and papers.
var (
	AttachHelp        = Label{"可一次选择多个文件，或直接拖入。接受图片、PDF、Office 文档和文本，单个不超过 20 MiB。", "Choose or drop several files: pictures, PDF, office documents and text, 20 MiB each at most."}
	Papers            = Label{"打印与下载", "Print and download"}
	PrintPage         = Label{"打印本页", "Print this page"}
	PaperPrint        = Message{"打印%s", "Print: %s"}
	PaperAs           = Message{"%s（%s）", "%s (%s)"}
	PaperBrief        = Label{"一页简介", "One-page brief"}
	PaperRegistration = Label{"合同登记表", "Registration form"}
	PaperWord         = Label{"Word 文档", "Word"}
	PaperSheet        = Label{"Excel 表格", "Excel"}
	PaperPicture      = Label{"分享图片", "picture to share"}
)

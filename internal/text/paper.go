package text

// What exported files and printed papers say.
var (
	CellWasCut   = Message{"导出时单元格容纳不下全文，此处只有开头。请清空此列后导入，或改用 JSONL 文件。", "This is only the beginning of a text that did not fit into the cell when it was exported. Leave the column out, or use a JSONL file."}
	NoSuchColumn = Message{"没有名为“%s”的列。", "There is no column called %q."}
	NoSuchView   = Message{"没有此视图，或它不属于这类记录。", "There is no such view, or it is not of this kind of record."}

	AboutSheet  = Label{"说明", "About"}
	AboutKind   = Label{"内容", "Content"}
	AboutNode   = Label{"导出节点", "Exported from"}
	AboutTime   = Label{"导出时间", "Exported at"}
	AboutPerson = Label{"导出账户", "Exported by"}
	AboutFilter = Label{"筛选条件", "Filter"}
	AboutSort   = Label{"排序", "Order"}
	AboutRows   = Label{"记录数", "Records"}
	AboutAll    = Label{"全部（按查看权限）", "All that the account may see"}
	AboutAnyone = Label{"访客", "A visitor"}
	AboutReturn = Label{"修改后可原样导入：系统按“记录编号”和“版本”识别记录，只更新改动过的单元格。", "Change cells and import the file as it is: records are recognised by id and revision, and only what was changed is updated."}

	FlawsSheet    = Label{"导入问题", "Problems"}
	FlawsPage     = Label{"工作表", "Sheet"}
	FlawsRow      = Label{"行", "Row"}
	FlawsColumn   = Label{"列", "Column"}
	FlawsProblem  = Label{"问题及改法", "Problem, and how to mend it"}
	FlawsMore     = Message{"另有 %d 处未逐条列出，已在表中标红。", "%d more are not listed here; their cells are red."}
	FlawsAuthor   = Label{"黑土导入检查", "Heitu import"}
	FlawsWhole    = Label{"整行", "whole row"}
	ChooseFrom    = Label{"请从下拉列表中选择。", "Choose from the list."}
	DateExample   = Label{"填写日期，例如 2026-03-01。", "A date, such as 2026-03-01."}
	MoneyExample  = Label{"填写以元为单位的数字，最多两位小数。", "A number in yuan, at most two decimals."}
	NumberExample = Message{"填写 %d 至 %d 之间的整数。", "A whole number from %d to %d."}
	MustBeFilled  = Label{"必填", "required"}
	NotesExample  = Label{"示例", "Example"}
	NotesMarked   = Label{"标题为红底的列必填。请从第 2 行起填写，勿改动标题行；各列的说明见标题批注。", "Columns with a red header are required. Fill in from row 2 on and leave the header as it is; comments on the header explain each column."}
)

// What the papers of a record say.
var (
	EndsBeforeBeginning = Message{"有效期止不得早于有效期起。", "The contract cannot end before it begins."}
	NoSuchPaper         = Message{"这条记录没有名为“%s”的文书。", "This record has no paper called %q."}

	BriefAchievement = Label{"科技成果简介", "Technology offered"}
	BriefNeed        = Label{"技术需求简介", "Technology wanted"}
	BriefContact     = Label{"对接方式", "How to get in touch"}
	BriefThrough     = Message{"请通过 %s 联系，扫码查看原始记录。", "Get in touch through %s. Scan the code for the record."}
	BriefMade        = Message{"%s 生成", "Made on %s"}
	BriefMore        = Label{"…… 全文见原始记录", "… the whole text is in the record"}
	BriefNumber      = Label{"记录编号", "Record id"}

	FormTitle     = Label{"技术合同登记表", "Registration form of a technology contract"}
	FormNode      = Label{"填报节点", "Filled in at"}
	FormDay       = Label{"打印日期", "Printed on"}
	FormUnseal    = Label{"本表由系统按登记信息生成，空白项请核实后填写；代码表版本以登记机构为准。", "Made from the record. Check what is empty and fill it in; the agency's edition of each code list prevails."}
	FormContract  = Label{"合同信息", "The contract"}
	FormSeller    = Label{"卖方（让与方、受托方）", "Seller"}
	FormBuyer     = Label{"买方（受让方、委托方）", "Buyer"}
	FormAmounts   = Label{"金额与支付", "Amounts and payment"}
	FormStatistic = Label{"统计项目", "Statistics"}
	FormSigned    = Label{"签章", "Seals"}
	FormName      = Label{"名称", "Name"}
	FormUSCC      = Label{"统一社会信用代码", "Unified social credit code"}
	FormCountry   = Label{"国别代码", "Country code"}
	FormRegion    = Label{"行政区划代码", "Region code"}
	FormNature    = Label{"单位性质", "Nature"}
	FormSealA     = Label{"卖方（盖章）", "Seller (seal)"}
	FormSealB     = Label{"买方（盖章）", "Buyer (seal)"}
	FormSealC     = Label{"登记机构（盖章）", "Registering agency (seal)"}
	FormDate      = Label{"年　　月　　日", "Date:"}

	FontBody  = Label{"仿宋", "FangSong"}
	FontHeads = Label{"黑体", "SimHei"}
)

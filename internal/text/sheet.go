package text

// What spreadsheets say, and what is said about them.
var (
	NotWorkbook    = Label{"不是 .xlsx 工作簿（可能是改了扩展名的其他文件）", "it is not an .xlsx workbook (perhaps another file under a new name)"}
	BrokenWorkbook = Label{"工作簿已损坏或内容不合规范", "the workbook is damaged or not well-formed"}
	BulkyWorkbook  = Label{"解压后内容过大或结构异常", "unpacked, it is too large or strangely built"}
	ManySheetCells = Message{"文件中的文字合计过多，上限为 %s；请分成几个文件导入。", "The file holds too much text; the limit is %s. Import it in several parts."}
	BadValue       = Message{"值的形式不符，此字段的类型为 %s。", "The value has the wrong form; the type of this field is %s."}
	CellCut        = Label{"…（单元格容纳不下，全文见 JSONL 导出）", "… (cut to fit the cell; the whole text is in the JSONL export)"}
	AmbiguousTitle = Message{"名称为“%[2]s”的“%[1]s”记录不止一条，请改填记录编号。", "There is more than one %s called %q; give the id of the record."}
	NoSuchTitle    = Message{"没有名称为“%[2]s”的“%[1]s”记录，或您无权查看；也可填记录编号。", "There is no %s called %q, or you may not see it; the id of the record will do too."}

	InEnglish  = Message{"%s（英文）", "%s (English)"}
	RecordID   = Label{"记录编号", "Record id"}
	RecordRev  = Label{"版本", "Revision"}
	StateLabel = Label{"状态", "State"}

	NotesSheet    = Label{"填写说明", "Notes"}
	NotesColumn   = Label{"列名", "Column"}
	NotesName     = Label{"字段", "Field"}
	NotesType     = Label{"类型", "Type"}
	NotesRequired = Label{"是否必填", "Required"}
	NotesHelp     = Label{"说明", "Help"}
	NotesCodes    = Label{"代码表", "Code list"}
	NotesSplit    = Label{"多项以分号分隔", "several, parted by semicolons"}
	NotesRefers   = Message{"填写“%s”的名称或记录编号", "the name of the %s, or the id of the record"}
)

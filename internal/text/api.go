package text

// What the programming interface says when a request is wrong.
var (
	BadFilter        = Message{"不能按“%s”筛选，请核对取值。", "The list cannot be filtered by %q; check the value."}
	UnknownParameter = Message{"没有名为“%s”的查询参数。", "There is no query parameter called %q."}
	RepeatedValue    = Message{"参数“%s”只能给一次。", "The parameter %q can be given once only."}
	UnknownMember    = Message{"请求内容中没有名为“%s”的成员。", "A request of this kind has no member called %q."}
	JSONBody         = Message{"请求内容应为一个 JSON 对象（UTF-8 编码）。", "The body must be one JSON object in UTF-8."}
	JSONMember       = Message{"“%s”的值形式不符。", "The value of %q has the wrong form."}
	RevisionRequired = Message{"请给出所依据的版本号：请求内容中的 rev，或 If-Match 标头。", "Say which revision this is based on: rev in the body, or the If-Match header."}
	RevisionDiffers  = Message{"请求内容中的 rev 与 If-Match 标头不一致。", "The rev in the body and the If-Match header disagree."}
	PageLimit        = Message{"每页条数应在 1 与 %d 之间。", "The number of items must be between 1 and %d."}
	WholeNumber      = Message{"“%s”应为不小于零的整数。", "%q must be a whole number, zero or more."}
	KindRequired     = Message{"请用参数 kind 指明要匹配哪类记录。", "Say by the parameter kind what kind of record to match."}
	PeriodRequired   = Message{"请用参数 period 指明统计期，如 2026-H1。", "Say by the parameter period which period, such as 2026-H1."}
	KeyTooLong       = Message{"幂等键最长 %d 个字符。", "An idempotency key has at most %d characters."}
	FileMissing      = Message{"请求中没有文件：请以 multipart/form-data 上传，或直接发送文件内容。", "There is no file in the request: send it as multipart/form-data, or as the body itself."}
	NameMissing      = Message{"请用参数 name 给出文件名，以便识别格式（.xlsx 或 .jsonl）。", "Give the name of the file by the parameter name, so that its format is known (.xlsx or .jsonl)."}
	TwiceInFile      = Message{"与第 %d 行重复。", "The same as in row %d."}
	ExportFormat     = Message{"导出格式应为 xlsx、csv 或 jsonl。", "The format of an export is xlsx, csv or jsonl."}
	JournalEmpty     = Message{"日志中还没有记录，因而没有检查点。", "The journal holds no entry yet, hence no checkpoint."}
	FigureMoves      = Message{"相关记录正在变动，暂时无法给出一致的证明包，请稍后重试。", "The records behind this are changing at this moment. Try again for a bundle that agrees."}
)

// What the description of the programming interface says.
var (
	APITitle    = Label{"黑土节点的编程接口", "The programming interface of a Heitu node"}
	APILanguage = Label{"返回信息的语言：zh 或 en", "Language of messages: zh or en"}
)

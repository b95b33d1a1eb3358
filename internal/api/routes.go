package api

import (
	"slices"

	"heitu/internal/door"
	"heitu/internal/text"
)

// route is one row of the table.
type route struct {
	pattern string // as net/http writes it
	face    string
	answer  door.Handler
	about   text.Label
	query   []parameter
	free    bool   // whether it reads query parameters by itself, such as names of fields
	settle  bool   // whether it waits until search, figures and journal have followed
	takes   string // schema of the body, or a media type; "" for no body
	gives   string // schema of the answer, or a media type
	made    bool   // whether success is 201 instead of 200
}

// parameter is one query parameter.
type parameter struct {
	name   string
	about  text.Label
	schema string // "string" or "integer"
	must   bool
}

// The faces.
const (
	faceAPI = "api"
	faceLog = "log"
	faceOps = "ops"
)

const anyFile = "application/octet-stream"

var (
	paramLimit  = parameter{name: "limit", about: text.Label{ZH: "每页条数", EN: "Items of a page"}, schema: "integer"}
	paramAfter  = parameter{name: "after", about: text.Label{ZH: "上一页的 next", EN: "The next of the page before"}, schema: "string"}
	paramSort   = parameter{name: "sort", about: text.Label{ZH: "排序字段；前加减号为从大到小", EN: "Field to sort by; a minus before it puts the greatest first"}, schema: "string"}
	paramState  = parameter{name: "state", about: text.Label{ZH: "状态；其余参数为该类记录可筛选的字段名，或其后加 .from、.to；省级区划代码包括其下各地", EN: "State; further parameters are names of fields that lists of the kind can be filtered by, or such a name with .from or .to; a province includes all that lies in it"}, schema: "string"}
	paramWith   = parameter{name: "with", about: text.Label{ZH: "只看与此记录的匹配", EN: "Only how it suits this record"}, schema: "string"}
	paramKind   = parameter{name: "kind", about: text.Label{ZH: "记录类型", EN: "Kind of record"}, schema: "string"}
	paramPeriod = parameter{name: "period", about: text.Label{ZH: "统计期，如 2026-03、2026-Q1、2026-H1、2026、2018..2023、..2026-06-30", EN: "Period: 2026-03, 2026-Q1, 2026-H1, 2026, 2018..2023, ..2026-06-30"}, schema: "string", must: true}
	paramOnly   = parameter{name: "only", about: text.Label{ZH: "只计某一分组，如 type:transfer；可多次给出", EN: "Only one code of a cut, such as type:transfer; may be given several times"}, schema: "string"}
	paramBase   = parameter{name: "base", about: text.Label{ZH: "对比期，留空为上年同期", EN: "The period compared with; empty for the same a year before"}, schema: "string"}
	paramBy     = parameter{name: "by", about: text.Label{ZH: "分组，最多两项，以逗号分隔；region 为地区", EN: "Cuts, two at most, parted by a comma; region for the region"}, schema: "string"}
	paramRegion = parameter{name: "region", about: text.Label{ZH: "行政区划代码（省、市、县级），留空为全部", EN: "Code of a province, a prefecture or a county; empty for all"}, schema: "string"}
	paramName   = parameter{name: "name", about: text.Label{ZH: "文件名（直接发送文件内容时）", EN: "Name of the file, where it is the body itself"}, schema: "string"}
)

// routes is the whole interface.
func (s *server) routes(m *meter) []route {
	rows := slices.Concat(s.recordRoutes(), s.importRoutes(), s.harvestRoutes(), s.otherRoutes(), s.deskRoutes(), s.cardRoutes(), s.claimRoutes(), s.peerRoutes())
	return append(rows,
		route{pattern: "GET /log/checkpoint", face: faceLog, answer: s.checkpoint, settle: true, gives: "text/plain", about: text.Label{ZH: "已签名的检查点（C2SP tlog-checkpoint）", EN: "The signed checkpoint (C2SP tlog-checkpoint)"}},
		route{pattern: "GET /log/key", face: faceLog, answer: s.key, gives: "text/plain", about: text.Label{ZH: "日志的验证公钥", EN: "The key that verifies the journal"}},
		route{pattern: "GET /log/tile/{path...}", face: faceLog, answer: s.tile, gives: anyFile, about: text.Label{ZH: "日志的哈希块与条目包（C2SP tlog-tiles）", EN: "Tiles and entry bundles of the log (C2SP tlog-tiles)"}},
		route{pattern: "GET /healthz", face: faceOps, answer: s.health, gives: "ok", about: text.Label{ZH: "进程是否存活", EN: "Whether the process answers"}},
		route{pattern: "GET /readyz", face: faceOps, answer: s.ready, settle: true, gives: "ok", about: text.Label{ZH: "是否可以提供服务", EN: "Whether it is ready to serve"}},
		route{pattern: "GET /metrics", face: faceOps, answer: m.metrics, gives: "text/plain", about: text.Label{ZH: "运行指标（系统管理员）", EN: "Metrics, for the system administrator"}},
	)
}

func (s *server) recordRoutes() []route {
	const all, one = "/api/records/{kind}", "/api/records/{kind}/{id}"
	return []route{
		{pattern: "GET " + all, face: faceAPI, answer: s.list, free: true, query: []parameter{paramLimit, paramAfter, paramSort, paramState}, gives: "list", about: text.Label{ZH: "列出记录", EN: "List records"}},
		{pattern: "POST " + all, face: faceAPI, answer: s.create, takes: "draft", gives: "record", made: true, about: text.Label{ZH: "新建记录", EN: "Make a record"}},
		{pattern: "GET " + one, face: faceAPI, answer: s.record, gives: "record", about: text.Label{ZH: "读取记录", EN: "Read a record"}},
		{pattern: "PATCH " + one, face: faceAPI, answer: s.change, takes: "change", gives: "record", about: text.Label{ZH: "修改字段", EN: "Change fields"}},
		{pattern: "POST " + one + "/steps/{step}", face: faceAPI, answer: s.step, takes: "change", gives: "record", about: text.Label{ZH: "办理步骤", EN: "Take a step"}},
		{pattern: "GET " + one + "/history", face: faceAPI, answer: s.history, gives: "history", about: text.Label{ZH: "历史版本", EN: "Its revisions"}},
		{pattern: "GET " + one + "/proof", face: faceAPI, answer: s.proof, settle: true, gives: "proof", about: text.Label{ZH: "记录在日志中的证明", EN: "Proof that the journal holds it"}},
		{pattern: "GET " + one + "/audience", face: faceAPI, answer: s.audience, gives: "audience", about: text.Label{ZH: "谁能看到", EN: "Who can see this"}},
		{pattern: "GET " + one + "/matches", face: faceAPI, answer: s.matches, settle: true, query: []parameter{must(paramKind), paramWith, paramLimit}, gives: "found", about: text.Label{ZH: "与之相配的记录及理由", EN: "Records that suit it, with reasons"}},
		{pattern: "GET " + one + "/files/{name}", face: faceAPI, answer: s.file, gives: anyFile, about: text.Label{ZH: "下载附件", EN: "Download an attachment"}},
		{pattern: "GET " + one + "/papers/{name}", face: faceAPI, answer: s.paper, gives: anyFile, about: text.Label{ZH: "由记录生成的文书：成果、需求为 brief.docx、brief.png、brief.html；技术合同为 registration.docx、registration.html、registration.xlsx", EN: "A document made of the record: brief.docx, brief.png, brief.html of an achievement or a need; registration.docx, registration.html, registration.xlsx of a contract"}},
		{pattern: "POST " + one + "/erase", face: faceAPI, answer: s.erase, takes: "erasing", gives: "record", about: text.Label{ZH: "删除个人信息（安全管理员）", EN: "Erase personal data (security administrator)"}},
		{pattern: "POST /api/accounts/{id}/invite", face: faceAPI, answer: s.invite, gives: "invitation", made: true, about: text.Label{ZH: "邀请账户设置密码（安全管理员）", EN: "Invite an account to choose its password (security administrator)"}},
	}
}

func (s *server) importRoutes() []route {
	const all, one = "/api/imports", "/api/imports/{id}"
	return []route{
		{pattern: "POST " + all, face: faceAPI, answer: s.receive, takes: anyFile, gives: "import", made: true, query: []parameter{must(paramKind), paramName}, about: text.Label{ZH: "上传要导入的文件，识别各列", EN: "Send a file to be imported; what its columns mean is guessed"}},
		{pattern: "GET " + all, face: faceAPI, answer: s.imports, gives: "imports", about: text.Label{ZH: "本人最近的导入", EN: "One's own imports, the newest first"}},
		{pattern: "GET " + one, face: faceAPI, answer: s.importOne, gives: "import", about: text.Label{ZH: "一次导入及其进度", EN: "One import and its progress"}},
		{pattern: "POST " + one + "/layout", face: faceAPI, answer: s.arrange, takes: "arrangement", gives: "import", about: text.Label{ZH: "确定各列含义并试导入", EN: "Say what the columns mean, and try"}},
		{pattern: "GET " + one + "/verdicts", face: faceAPI, answer: s.verdicts, gives: "verdicts", about: text.Label{ZH: "试导入逐行的结果", EN: "What the trial says of each row"},
			query: []parameter{{name: "outcome", about: text.Label{ZH: "只看 made、changed、left 或 refused", EN: "Only made, changed, left or refused"}, schema: "string"}, paramAfter, paramLimit}},
		{pattern: "GET " + one + "/marked", face: faceAPI, answer: s.marked, gives: typeXLSX, about: text.Label{ZH: "标出错误单元格的原文件", EN: "The file with its wrong cells marked"}},
		{pattern: "POST " + one + "/start", face: faceAPI, answer: s.startImport, gives: "import", about: text.Label{ZH: "导入合格的行", EN: "Bring the good rows in"}},
		{pattern: "POST " + one + "/undo", face: faceAPI, answer: s.undoImport, gives: "import", about: text.Label{ZH: "撤销整次导入", EN: "Take the whole import back"}},
		{pattern: "DELETE " + one, face: faceAPI, answer: s.discardImport, gives: "import", about: text.Label{ZH: "放弃尚未开始的导入，或停止正在进行的导入", EN: "Discard an import that has not begun, or stop one under way"}},
		{pattern: "GET " + one + "/events", face: faceAPI, answer: s.importEvents, gives: "text/event-stream", about: text.Label{ZH: "进度（SSE；结束时发 end 事件）", EN: "Progress as server-sent events; the last one is called end"}},
	}
}

func must(p parameter) parameter {
	p.must = true
	return p
}

func (s *server) otherRoutes() []route {
	facet := parameter{name: "q", about: text.Label{ZH: "检索词；其余参数为选项字段名", EN: "Words; further parameters are names of choice fields"}, schema: "string"}
	return []route{
		{pattern: "GET /api/kinds", face: faceAPI, answer: s.kinds, gives: "kinds", about: text.Label{ZH: "记录类型及其字段、状态、步骤", EN: "The kinds, with fields, states and steps"}},
		{pattern: "GET /api/kinds/{kind}", face: faceAPI, answer: s.kind, gives: "kind", about: text.Label{ZH: "一种记录类型", EN: "One kind"}},
		{pattern: "GET /api/me", face: faceAPI, answer: s.me, gives: "me", about: text.Label{ZH: "当前账户", EN: "Who is asking"}},
		{pattern: "GET /api/search", face: faceAPI, answer: s.search, free: true, settle: true, query: []parameter{facet, paramKind, paramLimit}, gives: "searched", about: text.Label{ZH: "检索，并按代码分类计数", EN: "Search, with counts by code"}},
		{pattern: "GET /api/feed", face: faceAPI, answer: s.feed, settle: true, gives: "feed", about: text.Label{ZH: "按日志顺序读取可见记录及其证明", EN: "Visible records with evidence, in the order of the log"},
			query: []parameter{{name: "from", about: text.Label{ZH: "起始日志编号", EN: "Number of the first entry"}, schema: "integer"}, paramLimit}},
		{pattern: "GET /api/access-log", face: faceAPI, answer: s.accesses, gives: "accesses", about: text.Label{ZH: "个人信息的查阅记录（审计管理员）", EN: "Who read personal data, for the audit administrator"},
			query: []parameter{{name: "record", about: text.Label{ZH: "只看此记录", EN: "Of this record only"}, schema: "string"}, paramLimit}},
		{pattern: "GET /api/figures", face: faceAPI, answer: s.figures, settle: true, gives: "figures", about: text.Label{ZH: "指标定义及有数据的统计期和地区", EN: "The figures, and the periods and regions that have values"}},
		{pattern: "GET /api/figures/{name}", face: faceAPI, answer: s.figure, settle: true, query: []parameter{paramPeriod, paramRegion, paramBy, paramOnly, paramBase}, gives: "value", about: text.Label{ZH: "指标值及其所依据的记录", EN: "A value and the records behind it"}},
		{pattern: "GET /api/figures/{name}/bundle", face: faceAPI, answer: s.bundle, settle: true, query: []parameter{paramPeriod, paramRegion, paramOnly}, gives: "bundle", about: text.Label{ZH: "可离线核验的证明包", EN: "A bundle that can be verified offline"}},
		{pattern: "GET /api/templates/{kind}", face: faceAPI, answer: s.template, gives: typeXLSX, about: text.Label{ZH: "导入模板", EN: "A template to fill in"}},
		{pattern: "GET /api/export/{kind}", face: faceAPI, answer: s.export, free: true, gives: typeXLSX, about: text.Label{ZH: "导出列表或检索结果", EN: "Export a list or a search"},
			query: []parameter{{name: "as", about: text.Label{ZH: "xlsx、csv 或 jsonl", EN: "xlsx, csv or jsonl"}, schema: "string"},
				{name: "columns", about: text.Label{ZH: "列，以逗号分隔：字段名、title.en 之类的英文列、id、rev、state；留空为全部", EN: "Columns, parted by commas: names of fields, the English as in title.en, id, rev, state; empty for all"}, schema: "string"},
				paramSort,
				{name: "q", about: text.Label{ZH: "检索词：导出检索结果而非列表", EN: "Words: exports what a search finds, not a list"}, schema: "string"},
				{name: "view", about: text.Label{ZH: "所存视图的编号", EN: "Id of a kept view"}, schema: "string"}, paramState}},
		{pattern: "POST /api/files", face: faceAPI, answer: s.keep, takes: anyFile, gives: "file", made: true, query: []parameter{paramName}, about: text.Label{ZH: "上传附件", EN: "Store an attachment"}},
		{pattern: "GET /api/openapi.json", face: faceAPI, answer: s.describe, gives: "any", about: text.Label{ZH: "本接口的 OpenAPI 3.1 文档", EN: "This interface as OpenAPI 3.1"}},
	}
}

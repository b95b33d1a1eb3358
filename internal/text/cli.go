package text

// What the command line says. A command's first line is Label, so that --help is
// in both languages.
var (
	CLIRoot       = Label{"黑土：技术市场、高校和科技管理部门共用的区域创新联盟节点", "Heitu: a node of a regional innovation alliance"}
	CLIServe      = Label{"运行节点", "Run the node"}
	CLIDemo       = Label{"用样本数据演示主流程", "Play the main job with sample records"}
	CLIVerify     = Label{"核验：停机节点的目录、导出的证明包、导出的成绩单文件夹，或运行中节点的网址", "Verify a stopped node's folder, an exported bundle or card, or a running node's address"}
	CLIImport     = Label{"导入表格（.xlsx、.xls、.csv、.jsonl）", "Import a spreadsheet (.xlsx, .xls, .csv, .jsonl)"}
	CLIExport     = Label{"导出一类记录", "Export the records of a kind"}
	CLISearch     = Label{"检索", "Search"}
	CLIList       = Label{"列出一类记录", "List the records of a kind"}
	CLIShow       = Label{"显示一条记录", "Show one record"}
	CLIHistory    = Label{"显示一条记录的历史", "Show the history of one record"}
	CLIMatch      = Label{"供需匹配", "Matching"}
	CLIMatchRun   = Label{"为一项需求（或成果）列出匹配结果和理由", "List what suits a need or an achievement, with reasons"}
	CLIFigures    = Label{"显示成绩单各项指标", "Show the figures of the report card"}
	CLIBundle     = Label{"导出一项指标的证明包", "Export the bundle that proves a figure"}
	CLIPut        = Label{"新建或修改记录", "Make a record, or change one"}
	CLITake       = Label{"办理一个步骤", "Take a step"}
	CLIErase      = Label{"删除个人信息", "Erase personal data"}
	CLIUser       = Label{"账户", "Accounts"}
	CLIUserInvite = Label{"为账户生成一次性设置密码的链接", "Make the one-time link by which an account sets its password"}
	CLIUserReset  = Label{"（停机时）为任一账户生成设置密码的口令，供无人能登录时使用", "With the node stopped, make a password token for an account, for when nobody can sign in"}
	CLIDoctor     = Label{"检查数据目录", "Look over a data folder"}
	CLIVersion    = Label{"显示版本", "Show the version"}
	CLIOpenAPI    = Label{"输出接口说明（OpenAPI 3.1）", "Print the description of the interface (OpenAPI 3.1)"}
	CLILog        = Label{"日志", "The journal"}
	CLICheckpoint = Label{"显示最新检查点", "Print the latest checkpoint"}

	FlagFolder   = Label{"数据目录", "data folder of the node"}
	FlagServer   = Label{"运行中节点的网址；不填则使用数据目录", "address of a running node, instead of the folder"}
	FlagAs       = Label{"以该登录名办理（密码取自 HEITU_PASSWORD 或当场输入）", "act as this sign-in name (password from HEITU_PASSWORD, or asked)"}
	FlagJSON     = Label{"以 JSON 输出", "print JSON"}
	FlagLang     = Label{"语言：zh 或 en", "language: zh or en"}
	FlagListen   = Label{"监听地址", "address to listen on"}
	FlagHome     = Label{"节点的永久名称（仅首次有效）", "permanent name of the node (at the first start only)"}
	FlagGlossary = Label{"中英术语对照文件", "file of English and Chinese terms"}
	FlagPostgres = Label{"PostgreSQL 连接串（默认取 HEITU_POSTGRES；不填则用目录中的 SQLite）", "PostgreSQL address (default HEITU_POSTGRES; SQLite in the folder otherwise)"}
	FlagSecure   = Label{"经由 HTTPS 访问（前置代理终止 TLS）", "reached by HTTPS (a proxy in front ends TLS)"}
	FlagOnce     = Label{"演示一遍后退出", "play once and exit"}
	FlagData     = Label{"真实记录所在目录", "folder of real records"}
	FlagKeep     = Label{"把节点目录保留在此处", "keep the node's folder here"}
	FlagKey      = Label{"您信任的验证公钥", "verifier key that you trust"}
	FlagDryRun   = Label{"只试算，不写入", "judge only, write nothing"}
	FlagStep     = Label{"导入后随即办理的步骤", "step to take with each record made"}
	FlagKind     = Label{"记录类型", "kind of record"}
	FlagLimit    = Label{"最多条数", "most records"}
	FlagPeriod   = Label{"统计期，如 2026-03、2026-Q1、2026-H1、2026、2018..2023、..2026-06-30", "period, such as 2026-03, 2026-Q1, 2026-H1, 2026, 2018..2023, ..2026-06-30"}
	FlagRegion   = Label{"行政区划代码，省级、地市级或县级", "code of a province, a prefecture or a county"}
	FlagOut      = Label{"输出文件；不填则输出到屏幕", "file to write; the screen otherwise"}
	FlagReason   = Label{"理由", "reason"}
	FlagYes      = Label{"不再询问", "do not ask"}
	FlagAs2      = Label{"格式：xlsx 或 jsonl", "format: xlsx or jsonl"}
	FlagRev      = Label{"所见版本号", "the revision you have seen"}

	SaidListening   = Message{"节点“%s”已启动：%s", "Node %q is up: %s"}
	SaidStart       = Message{"首次使用，请打开此一次性链接完成设置：%s", "First start: open this one-time link to set the node up: %s"}
	SaidSignIns     = Message{"演示账户（密码均为 %s）：", "Demonstration accounts (password of all: %s):"}
	SaidAllAgrees   = Message{"核验通过：节点 %s，重新计算 %d 条日志、%d 条记录、%d 项指标，全部相符。", "Verified: node %s; %d journal entries, %d records and %d figures were recomputed and agree."}
	SaidAltered     = Message{"核验未通过：发现 %d 处不符。", "Not verified: %d things do not agree."}
	SaidOwnKey      = Message{"提示：未指定 --key，采用了对方自称的公钥；请从可信渠道核对：%s", "Note: no --key was given, so the target's own key was taken. Compare it with one you trust: %s"}
	SaidHealthy     = Message{"数据目录完好：%d 条记录，%d 条日志，检查点与数据库一致。", "The folder is sound: %d records, %d journal entries, checkpoint and database agree."}
	AskErase        = Message{"将永久删除 %s 的个人信息，不可恢复。继续请输入 yes：", "This destroys the personal data of %s for ever. Type yes to go on: "}
	AskPassword     = Message{"%s 的密码：", "Password of %s: "}
	SaidNothingDone = Message{"未做任何改动。", "Nothing was done."}
	NotAnAddress    = Message{"“%s”既不是目录，也不是文件或网址。", "%q is neither a folder, nor a file, nor an address."}
	NotAPair        = Message{"“%s”应写作 字段=值。", "%q should be written field=value."}
	SaidDemo        = Message{"演示完成：成果 %d 项，需求 %d 项，匹配 %d 条，登记合同 %d 份；日志 %d 条，核验%s。", "Played: %d achievements, %d needs, %d matches, %d contracts registered; %d journal entries, %s."}
	SaidAgree       = Label{"通过", "verified"}
	SaidDisagree    = Label{"未通过", "NOT verified"}
	SaidStop        = Label{"按 Ctrl-C 结束。", "Press Ctrl-C to end."}
)

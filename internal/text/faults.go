package text

// What a person reads when something is wrong.
var (
	Internal     = Message{"系统内部出错，已记录在日志中，请稍后重试或联系系统管理员。", "Something failed on our side. It has been logged; try again later or tell the system administrator."}
	SignInFirst  = Message{"请先登录。", "Sign in first."}
	NotAllowed   = Message{"您没有办理此事项的权限。", "You are not allowed to do this."}
	NoSuchRecord = Message{"没有编号为“%s”的记录，或您无权查看。", "There is no record %q, or you may not see it."}
	NoSuchKind   = Message{"没有名为“%s”的记录类型。", "There is no kind of record called %q."}
	NoSuchStep   = Message{"“%[2]s”状态下没有“%[1]s”这一步骤。", "There is no step %q from the state %q."}
	NoSuchPage   = Message{"页面不存在。", "There is no such page."}
	DiskFull     = Message{"磁盘空间已满，本次内容未保存；腾出空间后即可继续，已保存的内容不受影响。", "The disk is full. This change was not saved; what was saved before is safe. Free some space and go on."}
	StoreBusy    = Message{"数据库暂时不可用，本次内容未保存，请稍后重试。", "The database is not available just now. Nothing was saved; try again."}
	FolderInUse  = Message{"数据目录 %s 正被另一个进程使用。", "The data folder %s is in use by another process."}
	TooFast      = Message{"操作过于频繁，请 %d 秒后再试。", "Too many requests. Try again in %d seconds."}
	TooLarge     = Message{"内容过大，上限为 %s。", "This is too large; the limit is %s."}
	BadRequest   = Message{"请求内容无法识别：%s", "The request cannot be read: %s"}
	ForgedForm   = Message{"表单已失效，请返回上一页刷新后重新提交。", "This form is no longer valid. Go back, reload the page and send it again."}

	Required        = Message{"请填写“%s”。", "%s is required."}
	UnknownField    = Message{"没有名为“%s”的字段。", "There is no field called %q."}
	TooLong         = Message{"最多 %d 个字，现有 %d 个字。", "At most %d characters; there are %d."}
	NotText         = Message{"应为文字。", "This must be text."}
	BadCharacters   = Message{"含有无法识别的字符（非 UTF-8 或控制字符）。", "It holds characters that cannot be read (not UTF-8, or control characters)."}
	NotInteger      = Message{"应为整数，例如 12。", "This must be a whole number, such as 12."}
	OutOfRange      = Message{"应在 %d 与 %d 之间。", "This must be between %d and %d."}
	NotYesNo        = Message{"应为“是”或“否”。", "This must be yes or no."}
	NotMoney        = Message{"应为金额，单位为元，最多两位小数，例如 120000.50。", "This must be an amount in yuan with at most two decimals, such as 120000.50."}
	NegativeMoney   = Message{"金额不能为负数。", "An amount cannot be negative."}
	NotDate         = Message{"应为日期，例如 2026-03-01。", "This must be a date, such as 2026-03-01."}
	NotInList       = Message{"“%s”不在代码表“%s”中。", "%q is not in the code list “%s”."}
	NotReference    = Message{"应为一条记录的编号。", "This must be the id of a record."}
	NoSuchReference = Message{"所引用的“%s”记录（%s）不存在，或您无权查看。", "The %s it refers to (%s) does not exist, or you may not see it."}
	ItemTwice       = Message{"列表中有空项或重复项。", "The list has an empty item, or one item twice."}
	ValueTaken      = Message{"“%s”已被另一条同类记录使用。", "%q is already used by another record of this kind."}
	StepField       = Message{"此字段只能在办理步骤时填写。", "This field can only be given with a step."}
	HiddenField     = Message{"您无权填写此字段。", "You may not fill in this field."}
	StateFixed      = Message{"“%s”状态下不能修改内容。", "In the state “%s” the fields cannot be changed."}
	ItemSeparator   = Message{"列表项中不能含有分号或换行。", "An item of a list cannot hold a semicolon or a line break."}
	TooManyItems    = Message{"最多 %d 项，现有 %d 项。", "At most %d items; there are %d."}
	BadUSCC         = Message{"统一社会信用代码不正确：应为 18 位，不含 I、O、S、V、Z，且末位校验码相符。", "This is not a unified social credit code: 18 characters without I, O, S, V, Z, the last being the check digit."}
	BadORCID        = Message{"ORCID 不正确，应形如 0000-0002-1825-0097，且末位校验码相符。", "This is not an ORCID, such as 0000-0002-1825-0097 with a right check digit."}
	BadEmail        = Message{"电子邮箱地址不正确，应形如 name@example.org。", "This is not an e-mail address such as name@example.org."}
	BadAttachment   = Message{"附件不存在或不可用。", "There is no such attachment, or it cannot be used."}

	RecordChanged  = Message{"这条记录（%s）已被他人修改，请在最新内容上重新操作。", "The record %s has been changed by somebody else. Look at the newest and try again."}
	KeyReused      = Message{"幂等键“%s”已用于另一项请求。", "The idempotency key %q was used for a different request."}
	ProcessUnknown = Message{"这条记录按第 %d 版流程办理，本程序没有该版本。", "This record goes by version %d of its process, which this program does not know."}
	NotOpenNow     = Message{"需求或成果已不再公开，不能据此起草合同。", "The need or the achievement is no longer open; no contract can be drafted."}
	PartyFixed     = Message{"合同已提交，其当事人、扣除项和佣金分成不能再修改；补正期间除外。", "The contract has been handed in; its parties, deductions and shares can no longer be changed, except while it is supplemented."}
	NothingToErase = Message{"这类记录不含个人信息，无需删除。", "This kind of record holds no personal data to erase."}
	EraseReason    = Message{"请写明删除理由。", "Say why it is to be erased."}

	ClosesBeforeOpening = Message{"截止日期早于发布日期。", "It closes before it opens."}
	TechnicalAboveTotal = Message{"技术交易额不能大于成交额。", "The technical amount cannot exceed the total."}
	NumberForm          = Message{"合同登记编号应为 16 位数字（旧式为 14 位）。", "A registration number has 16 digits (14 in the old form)."}
	NeedBothParties     = Message{"登记前须有至少一个买方和一个卖方，且均有统一社会信用代码；现缺：%s。", "Before registration there must be a buyer and a seller, each with its credit code; missing: %s."}
	TotalRequired       = Message{"登记前须填写大于零的成交额。", "Before registration the total must be entered and above zero."}
	SignedRequired      = Message{"登记前须填写签订日期，且不晚于登记日期。", "Before registration the date of signing must be entered, not after the date of registration."}
	DateInFuture        = Message{"日期不能晚于今天（%s）。", "The date cannot be after today (%s)."}
	RulesUnverified     = Message{"所依据的规则“%s”尚未核实原文，须由登记员勾选确认。", "The rules applied (%s) have not been verified against the published text; a registrar must confirm."}

	RolesExclusive = Message{"系统、安全、审计三个管理员岗位不得由同一人兼任。", "The roles of system, security and audit administrator exclude one another."}
	RolesSeparate  = Message{"管理员不得兼任业务岗位；如为小型机构，请由安全管理员开启“小型机构模式”。", "An administrator may not hold a business role, unless the small-office mode is on."}
	MemberNeedsOrg = Message{"单位成员账户须指明所属单位。", "A member's account must name its organisation."}
	LoginForm      = Message{"登录名应为 3 至 32 位小写字母、数字、点或连字符，以字母开头。", "A sign-in name has 3 to 32 lower-case letters, digits, dots or hyphens and begins with a letter."}
	PasswordShort  = Message{"密码至少 %d 个字符。", "A password has at least %d characters."}
	PasswordCommon = Message{"该密码过于常见，请换一个。", "This password is too common; choose another."}
	SignInWrong    = Message{"登录名或密码不正确。", "The sign-in name or the password is wrong."}
	StartLinkUsed  = Message{"初始化链接无效或已使用。", "This first-start link is not valid, or has been used."}
	OwnRoles       = Message{"不得更改自己的岗位。", "You cannot change your own roles."}

	FileUnreadable = Message{"无法读取文件：%s", "The file cannot be read: %s"}
	FileType       = Message{"不支持此类文件；可导入 .xlsx、.xls、.csv 和 .jsonl 文件。", "This type of file cannot be read; use .xlsx, .xls, .csv or .jsonl."}
	RowFault       = Message{"第 %d 行，“%s”：%s", "Row %d, %s: %s"}
	JSONLine       = Message{"第 %d 行不是有效的 JSON 对象。", "Line %d is not a JSON object."}
	TooManyRows    = Message{"一次最多导入 %d 行。", "At most %d rows can be imported at once."}
	QueryField     = Message{"不能按“%s”筛选。", "Lists cannot be filtered by %q."}
	BadCursor      = Message{"翻页标记无效，请从第一页开始。", "This page mark is not valid; start from the first page."}
	NoSuchFigure   = Message{"没有名为“%s”的指标。", "There is no figure called %q."}
	PeriodForm     = Message{"统计期应写作 2026-03、2026-Q1、2026-H1、2026、2018..2023 或 ..2026-06-30。", "A period is written like 2026-03, 2026-Q1, 2026-H1, 2026, 2018..2023 or ..2026-06-30."}
	ClockWentBack  = Message{"系统时钟比最近一次记录慢 %s，为保证时间顺序，暂停写入；请校准时钟。", "The clock is %s behind the last entry. Writing is paused to keep the order of time; set the clock right."}
	SchemaNewer    = Message{"数据库由更新版本的黑土写入（版本 %d，本程序支持到 %d），请升级程序。", "The database was written by a newer Heitu (schema %d; this program knows %d). Use the newer program."}
	KeyMissing     = Message{"数据目录中缺少签名密钥 %s；请从备份恢复，不要另建。", "The signing key %s is missing from the data folder. Restore it from a backup; do not make another."}
	HeadMoved      = Message{"另一个进程正在编排日志，请稍后重试。", "Another process is placing journal entries; try again."}
	JournalShort   = Message{"数据库只有 %d 条日志，而目录中的检查点为 %d 条：数据库已回退，停止写入。", "The database holds %d journal entries but the checkpoint file says %d: the database has gone back in time. Writing stops."}
	JournalOther   = Message{"数据库中前 %d 条日志与目录中的检查点不符：历史已被改写，停止启动。", "The first %d journal entries of the database do not agree with the checkpoint file: history has been rewritten. The node does not start."}
	StoreFailed    = Message{"存储出现故障，已停止写入；请检查磁盘后重新启动。", "Storage has failed and writing has stopped. Check the disk and start again."}
)

// Single words that values are written with.
var (
	Yes = Label{"是", "Yes"}
	No  = Label{"否", "No"}
)

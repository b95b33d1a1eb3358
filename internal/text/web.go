package text

// Words around every page.
var (
	Product       = Label{"黑土", "Heitu"}
	Tagline       = Label{"东北科技成果与需求对接平台", "Technology transfer in Northeast China"}
	LanguageName  = Label{"中文", "English"}
	SkipToContent = Label{"跳到正文", "Skip to content"}
	Menu          = Label{"栏目", "Menu"}
	MainMenu      = Label{"主要栏目", "Main menu"}
	AllPages      = Label{"全部栏目", "All pages"}
	HomePage      = Label{"首页", "Home"}
	SignIn        = Label{"登录", "Sign in"}
	SignOut       = Label{"退出", "Sign out"}
	SignedInAs    = Label{"当前账户：", "Signed in as "}
	Breadcrumbs   = Label{"当前位置", "You are here"}
	OnThisPage    = Label{"本页内容", "On this page"}
	Colophon      = Message{"本站由节点 %s 运行“黑土”软件提供。每项数据均可追溯到记录，并可独立核验。", "Served by node %s with the Heitu software. Every figure leads to its records and can be checked independently."}
	FaultsTitle   = Label{"有以下问题需要处理", "There is something to put right"}
	RequiredMark  = Label{"（必填）", "(required)"}
	Save          = Label{"保存", "Save"}
	Cancel        = Label{"取消", "Cancel"}
	GoBack        = Label{"返回上一页", "Go back to the page before"}
	Pages         = Label{"分页", "Pages"}
	PageBefore    = Label{"上一页", "Previous page"}
	PageNext      = Label{"下一页", "Next page"}
	PageFirst     = Label{"回到第一页", "Back to the first page"}
	All           = Label{"全部", "All"}
	AnyValue      = Label{"不限", "Any"}
	Unchosen      = Label{"未选择", "Not chosen"}
	Yuan          = Label{"元", "yuan"}
)

// Words of the first page.
var (
	HeroTitle      = Label{"让成果遇见需求", "Where results meet needs"}
	HeroLead       = Label{"汇集东北三省一区的科技成果与企业技术需求，从匹配到合同登记，一笔一笔有据可查。", "Achievements and technology needs of Northeast China, from match to registered contract, with a record behind every step."}
	SearchLabel    = Label{"搜索需求、成果和单位", "Search needs, achievements and organisations"}
	SearchHint     = Label{"中英文均可，例如“稀土 磁体”或“diffusion magnet”。", "In Chinese or English, such as “rare earth magnet”."}
	Search         = Label{"搜索", "Search"}
	FiguresTitle   = Label{"数据公报", "Report card"}
	AllFigures     = Label{"查看全部数据", "All figures"}
	NoFigures      = Label{"尚无计入统计的记录。有成果共享或合同登记后，这里显示由记录计算出的数值。", "No record counts yet. Once achievements are shared or contracts registered, the values computed from them stand here."}
	SeeProof       = Label{"查看依据", "See the proof"}
	OfFigure       = Message{"：%s", " of: %s"}
	MyWork         = Label{"待我办理", "Waiting for me"}
	NewestNeeds    = Label{"最新需求", "Newest needs"}
	NewestShared   = Label{"最新成果", "Newest achievements"}
	NoNeeds        = Label{"目前没有征集中的需求。", "No need is open at present."}
	NoAchievements = Label{"目前没有已共享的成果。", "No achievement is shared at present."}
	DeskTitle      = Message{"%s：%s", "%s: %s"}
	GrowthWords    = Message{"比上年同期 %s", "%s against the same half of the year before"}
)

// Words of search and lists.
var (
	SearchEmpty  = Label{"请输入关键词，或选择筛选条件。", "Enter some words, or choose a filter."}
	NothingFound = Label{"没有找到相符的记录。可以减少关键词，换一种说法，或去掉筛选条件。", "Nothing fits. Try fewer or other words, or drop a filter."}
	FoundCount   = Message{"找到 %d 条", "%d found"}
	FoundMost    = Message{"显示最相符的 %d 条", "The best %d of what fits"}
	KindLabel    = Label{"类型", "Kind"}
	Why          = Label{"匹配依据", "Why"}
	Filter       = Label{"筛选", "Filter"}
	ApplyFilter  = Label{"应用筛选", "Apply"}
	ClearFilter  = Label{"清除筛选", "Clear"}
	FromValue    = Message{"%s（起）", "%s, from"}
	ToValue      = Message{"%s（止）", "%s, to"}
	TotalCount   = Message{"共 %d 条", "%d in all"}
	TotalMany    = Message{"%d 条以上", "more than %d"}
	EmptyList    = Label{"没有可显示的记录。", "There is no record to show."}
	NewRecord    = Message{"新建%s", "New: %s"}
	TitleColumn  = Label{"名称", "Title"}
	StateColumn  = Label{"状态", "State"}
	Import       = Label{"从文件导入", "Import from a file"}
	Template     = Label{"下载导入模板", "Download the import template"}
)

// Words of a record and its form.
var (
	WhoSees       = Label{"可见范围：", "Who can see this: "}
	WhoSeesIntro  = Label{"能看到此内容的人员：", "These can see it:"}
	WhoSeesRecord = Label{"本记录的可见范围", "Who can see this record"}
	Everybody     = Label{"公开", "Public"}
	Restricted    = Label{"限定人员", "Restricted"}
	Hidden        = Label{"无权查看", "Not shown to you"}
	RevisionLine  = Message{"第 %s 版 · %s（北京时间）", "Revision %s · %s (Beijing time)"}
	Particulars   = Label{"基本信息", "Particulars"}
	Proceed       = Label{"办理", "Actions"}
	StepLeads     = Message{"办理后，状态变为“%s”。", "Afterwards the state is “%s”."}
	StepNeeds     = Label{"办理前须先填写：", "To be filled in first:"}
	ConfirmStep   = Message{"确认%s", "Confirm: %s"}
	Edit          = Label{"修改内容", "Edit"}
	EditTitle     = Message{"修改：%s", "Edit: %s"}
	Trust         = Label{"来源与核验", "Origin and proof"}
	HomeNode      = Label{"所属节点", "Home node"}
	WrittenBy     = Label{"本版填写人", "This revision by"}
	ProofOfRecord = Label{"存证证明", "Proof of this record"}
	Invite        = Label{"生成邀请链接", "Make an invitation link"}
	InviteHelp    = Label{"本人凭链接设置密码；原密码和登录状态随即失效。", "With the link the person sets a password; the old one, and every session, ends at once."}
	MatchesOf     = Message{"相配的%s", "Suitable: %s"}
	NoMatches     = Label{"暂无相配的记录。", "Nothing suits it yet."}
	RecordMatch   = Label{"记为匹配", "Record as a match"}
	MatchKnown    = Label{"查看已有匹配", "See the match"}
	LinkedRecords = Label{"相关记录", "Linked records"}
	AddLinked     = Message{"添加%s", "Add: %s"}
	History       = Label{"变更历史", "History"}
	FieldsChanged = Message{"变更 %d 项", "Fields changed: %d"}
	Removed       = Label{"（已清除）", "(removed)"}
	RevisionNo    = Message{"第 %d 版", "revision %d"}
	EntryNo       = Message{"日志第 %d 条", "journal entry %d"}
	EntryWaiting  = Label{"等待写入日志", "waiting for its place in the journal"}
	StepMade      = Label{"新建", "Made"}
	StepChanged   = Label{"修改内容", "Changed"}
	StepErased    = Label{"删除个人信息", "Personal data erased"}
	Attachment    = Message{"附件 %d（%s）", "Attachment %d (%s)"}
	MoreFiles     = Label{"添加文件", "Add files"}
	KeepFiles     = Label{"取消勾选即移除已有附件。", "Untick a file to remove it."}
	VariantOf     = Message{"（%s）", " (%s)"}
	ListHelp      = Label{"多项之间用分号隔开。", "Separate several by semicolons."}
	IDHelp        = Label{"填写记录编号，即该记录页面网址的最后一段。", "The id of the record: the last part of its address."}
	IDsHelp       = Label{"填写记录编号，多个之间用分号隔开。", "The ids of the records, separated by semicolons."}
	FindRecord    = Message{"查找%s（在新页面中复制编号）", "Look for: %s (copy the id from its address)"}
	NewestIs      = Label{"查看最新内容（您填写的内容仍保留在下方）", "Look at the newest (what you typed is kept below)"}
)

// Words of proofs and erasure.
var (
	Record           = Label{"记录", "Record"}
	ProofIntro       = Label{"本记录的最新一版已写入本节点的日志。任何人都可以用下列数据验证：内容未被改动，日志未被改写。", "The newest revision of this record stands in the journal of this node. With what follows anybody can check that neither the record nor the journal was altered."}
	LeafIndex        = Label{"日志序号", "Place in the journal"}
	JournalSize      = Label{"日志总条数", "Entries in the journal"}
	Checkpoint       = Label{"检查点", "Checkpoint"}
	CheckpointHelp   = Label{"检查点是节点对全部日志的签名声明（C2SP tlog-checkpoint 格式）。", "The checkpoint is the node’s signed statement about the whole journal (C2SP tlog-checkpoint)."}
	VerifierKey      = Label{"验证公钥", "Verifier key"}
	ProofPath        = Label{"证明路径", "Path of the proof"}
	ProofPathEmpty   = Label{"日志仅有一条，无需路径。", "The journal has one entry; no path is needed."}
	Disclosed        = Label{"证明所公开的内容", "What the proof discloses"}
	WithheldNone     = Label{"公开您可以看到的全部字段。", "All the fields that you may see."}
	HowToVerify      = Label{"如何核验", "How to verify"}
	VerifyRecordHelp = Label{"在任意一台装有黑土程序的计算机上运行下列命令，即可核对本节点的全部日志和公开记录。公钥请以其他渠道获得的为准。", "On any computer that has Heitu, this checks the whole journal of the node and all that it makes public. Trust a key that you got by another way."}
	EvidenceHelp     = Label{"也可下载本记录的证据（检查点、证明路径、所公开的字段及其盐值）留存。", "The evidence of this record (checkpoint, path, disclosed fields and their salts) can be kept as well."}
	DownloadEvidence = Label{"下载证据", "Download the evidence"}
	EraseTitle       = Label{"删除个人信息", "Erase personal data"}
	EraseIntro       = Label{"将从本记录的所有版本中永久删除下列字段，不可恢复。日志中的证明依然有效，并留下删除记录。", "The fields below go from every revision of this record for ever. Proofs stand, and the erasure itself is recorded."}
	ErasedFields     = Label{"将删除的字段", "Fields to be erased"}
	EraseReasonLabel = Label{"删除理由", "Reason"}
	EraseReasonHelp  = Label{"例如本人申请、保存期限届满。理由会留存，请勿写入个人信息。", "Such as a request by the person. It is kept; put no personal data in it."}
	EraseNow         = Label{"永久删除", "Erase for ever"}
)

// Words of the report card.
var (
	FiguresIntro    = Label{"每个数值由公开记录实时计算，点击即可查看定义、所依据的记录和证明。", "Every value is computed from public records. Each leads to its definition, its records and its proof."}
	NoBaseNote      = Label{"“—”表示上年同期没有记录，无法计算增长。", "“—”: no record is known of the same half of the year before, so there is no growth to state."}
	InUnit          = Message{"（%s）", " (%s)"}
	ValueIn         = Message{"数值（%s）", "Value (%s)"}
	Region          = Label{"地区", "Region"}
	AllRegions      = Label{"全部地区", "All regions"}
	Period          = Label{"统计期", "Period"}
	Base            = Label{"上年同期", "Same half of the year before"}
	Growth          = Label{"增长", "Growth"}
	BaseBrief       = Message{"上年同期 %s", "year before %s"}
	NoBaseBrief     = Label{"上年同期 —", "year before —"}
	GrowthBrief     = Message{"增长 %s", "growth %s"}
	Show            = Label{"查看", "Show"}
	Definition      = Label{"定义", "Definition"}
	ChartAndTable   = Label{"图表与数据", "Chart and data"}
	RecordsBehind   = Label{"所依据的记录", "Records behind it"}
	ProofTab        = Label{"证明", "Proof"}
	ByPeriod        = Message{"各统计期（%s）", "By half-year (%s)"}
	ByRegion        = Message{"各地区（%s）", "By region (%s)"}
	ChartWords      = Message{"%s。%s", "%s. %s"}
	FigureProofHelp = Message{"本数值依据截至日志第 %s 条的记录计算。证明包含有定义、记录的公开字段和日志证明，可脱离本站核验。", "Computed from the records up to journal entry %s. The bundle holds the definition, the public fields and the proofs, and can be checked without this site."}
	DownloadBundle  = Label{"下载证明包", "Download the bundle"}
	VerifyOffline   = Label{"离线核验", "Verify offline"}
)

// Words of signing in and of the first start.
var (
	LoginLabel     = Label{"登录名", "Sign-in name"}
	PasswordLabel  = Label{"密码", "Password"}
	SignInHelp     = Label{"账户由安全管理员开设。忘记密码请与其联系。", "Accounts are made by the security administrator; ask there if you have lost your password."}
	NewPassword    = Label{"新密码", "New password"}
	PasswordHelp   = Message{"至少 %d 个字符。", "At least %d characters."}
	ChoosePassword = Label{"设置密码", "Choose a password"}
	PasswordSet    = Label{"密码已设置，请登录。", "The password is set. Sign in now."}
	InvitedTitle   = Label{"邀请链接", "Invitation link"}
	InvitedOnce    = Label{"此链接只显示这一次。请当面或通过安全渠道交给本人。", "This link is shown this once. Hand it over in person or by a safe channel."}
	InvitedUntil   = Message{"有效期至 %s（北京时间）。", "Valid until %s (Beijing time)."}
	BackToAccount  = Label{"返回账户", "Back to the account"}
	StartTitle     = Label{"初始化本节点", "Set this node up"}
	StartIntro     = Label{"请填写机构名称，并设立三个相互独立的管理员。完成后本链接即失效。", "Name the organisation and appoint the three administrators, each a different person. The link is spent afterwards."}
	StartNow       = Label{"完成初始化", "Finish"}
	StartDone      = Label{"初始化完成，请登录。", "The node is set up. Sign in now."}
	SmallHelp      = Label{"勾选后，管理员可以兼任下面的业务岗位，三人即可办公。", "Administrators may then hold the business roles below, so that three people can run a market."}
	SystemDuty     = Label{"负责程序、备份和运行状况。", "Looks after the program, backups and health."}
	SecurityDuty   = Label{"负责开设账户、授予岗位和删除个人信息。", "Makes accounts, gives roles and erases personal data."}
	AuditDuty      = Label{"负责查阅日志和访问记录。", "Reads the journal and the log of accesses."}
	BusinessRoles  = Label{"兼任的业务岗位", "Business roles held as well"}
	BusinessHelp   = Label{"仅在小型机构模式下可选。", "In small-office mode only."}
)

// Words of pages that cannot be shown.
var (
	FaultMissing  = Label{"页面不存在", "There is no such page"}
	MissingHelp   = Label{"页面或记录不存在，或者您无权查看。请检查网址，或从首页查找。", "It does not exist, or you may not see it. Check the address, or start from the home page."}
	FaultDenied   = Label{"没有权限", "Not allowed"}
	DeniedHelp    = Label{"如需办理，请与安全管理员联系。", "If you need to do this, ask the security administrator."}
	FaultConflict = Label{"当前无法办理", "Not possible at present"}
	ConflictHelp  = Label{"内容可能已被他人更改，请返回查看最新内容后再试。", "It may have been changed by somebody else. Go back, look at the newest and try again."}
	FaultInvalid  = Label{"内容有误", "Something is not right"}
	FaultLimit    = Label{"请稍候", "Please wait"}
	FaultLarge    = Label{"内容过大", "Too large"}
	LargeHelp     = Label{"一次提交的内容和附件合计最多 32 MiB。", "One form with its attachments takes at most 32 MiB."}
	FaultBusy     = Label{"服务暂时不可用", "Not available just now"}
	FaultFull     = Label{"存储空间已满", "The storage is full"}
	FaultInternal = Label{"系统出错", "Something failed"}
)

// Words of the reference.
var (
	Reference      = Label{"接口说明", "API reference"}
	ReferenceIntro = Label{"本节点保存哪些记录、按什么步骤办理，以及程序如何读写。由各类记录的声明自动生成。", "What this node keeps, how it proceeds, and how programs reach it; made from the declarations themselves."}
	OpenAPI        = Label{"下载 OpenAPI 文件", "Download the OpenAPI file"}
	Routes         = Label{"接口地址", "Routes"}
	MayCreate      = Message{"新建：%s。", "Made by: %s."}
	MayChange      = Message{"修改：%s。", "Changed by: %s."}
	OnlyNode       = Label{"仅由系统", "the node alone"}
	FieldsCaption  = Label{"字段", "Fields"}
	StatesCaption  = Label{"状态", "States"}
	StepsCaption   = Label{"步骤", "Steps"}
	FieldColumn    = Label{"字段", "Field"}
	NameColumn     = Label{"标识", "Name"}
	TypeColumn     = Label{"数据类型", "Type"}
	SeeColumn      = Label{"可见范围", "Seen by"}
	MarksColumn    = Label{"说明", "Marks"}
	StepColumn     = Label{"步骤", "Step"}
	FromColumn     = Label{"原状态", "From"}
	ToColumn       = Label{"新状态", "To"}
	ByColumn       = Label{"办理人", "Taken by"}
	MarkRequired   = Label{"必填", "required"}
	MarkFilter     = Label{"可筛选", "filterable"}
	MarkUnique     = Label{"唯一", "unique"}
	MarkPersonal   = Label{"个人信息", "personal"}
	MarkStep       = Label{"仅随步骤填写", "with a step only"}
	SameAsRecord   = Label{"与记录相同", "as the record"}
)

package text

// Interchange with repositories elsewhere.
var (
	SetNodes          = Label{"来源节点", "Home node"}
	HarvestKind       = Message{"“%s”没有可筛选的来源编号字段，无法收割。", "%s has no source id to filter by and cannot be harvested."}
	DeedHarvest       = Label{"收割外部资源库", "Harvest of a repository"}
	CLIHarvest        = Label{"按 OAI-PMH 收割外部资源库，结果转入导入待确认", "harvest a repository by OAI-PMH; what it gives waits as an import"}
	FlagHarvestKind   = Label{"作为何种记录导入", "kind of record to import as"}
	FlagPrefix        = Label{"元数据格式", "metadata prefix"}
	FlagHarvestSet    = Label{"只收割此集合", "only this set"}
	FlagHarvestFrom   = Label{"起始日期", "from this date"}
	FlagHarvestUntil  = Label{"截止日期", "until this date"}
	FlagHarvestInside = Label{"允许收割内网资源库", "let repositories within the own network be harvested"}
	SaidHarvest       = Message{"收到 %d 条：新增 %d、变更 %d、不变 %d、来源已撤回 %d、失败 %d。", "%d received: %d added, %d changed, %d left, %d withdrawn at the source, %d failed."}
	SaidHarvestCut    = Message{"未读完：%s", "Not read to the end: %s"}
	SaidHarvestWaits  = Message{"待确认的导入：%s（打开 /imports/%s 对应各列、查看试导入并开始）", "Import that waits: %s (open /imports/%s to map its columns, see the dry run and start it)"}
	SetKinds          = Label{"记录类型", "Kind of record"}
)

package text

// Words of the report card and of verification.
var (
	BundleVersion    = Message{"证明包为第 %d 版，本程序只识别到第 %d 版；请用更新的程序核验。", "The bundle is of version %d and this program knows none above %d; verify it with a newer one."}
	CheckpointForged = Message{"节点“%s”的检查点签名无效，或不是该节点所签。", "The checkpoint of %q is not validly signed by that node."}
	RecordAltered    = Message{"记录 %s 与日志不符：%s", "Record %s does not agree with the journal: %s"}
	RecordForeign    = Message{"记录 %s 不属于该指标的统计范围，或重复计入。", "Record %s does not belong to the figure, or is counted twice."}
	FigureDiffers    = Message{"指标“%s”声称为 %s，由记录重新计算为 %s。", "The figure %q is given as %s but the records make %s."}
)

// What an audit finds.
var (
	DatabaseDamaged     = Message{"数据库文件损坏：%s", "The database file is damaged: %s"}
	RowUnreadable       = Message{"从第 %d 条日志起无法读取：%s", "The journal cannot be read from entry %d on: %s"}
	EntriesMissing      = Message{"日志应有 %[2]d 条，实有 %[1]d 条。", "The journal holds %d entries and should hold %d."}
	EntryMissing        = Message{"缺少第 %d 条日志，或缺少其所指的记录。", "Entry %d is missing, or the revision that it covers is."}
	RevisionUnopened    = Message{"记录 %s 第 %d 版（日志第 %d 条）无法与日志核对：%s", "Record %s, revision %d (entry %d), cannot be checked against the journal: %s"}
	RevisionAltered     = Message{"记录 %s 第 %d 版（日志第 %d 条）已被篡改。", "Record %s, revision %d (entry %d), has been altered."}
	RevisionOutOfOrder  = Message{"记录 %s 第 %d 版（日志第 %d 条）次序有误。", "Record %s, revision %d (entry %d), is out of order."}
	ErasedWithoutRecord = Message{"记录 %s 第 %d 版（日志第 %d 条）的“%s”被删去，但没有删除记录。", "Record %s, revision %d (entry %d): %q is gone and no erasure says so."}
	KeyUnreadable       = Message{"验证公钥无法识别：%s", "The verifier key cannot be read: %s"}
	RootDiffers         = Message{"前 %d 条日志重新计算的根与已签名的检查点不符。", "The root recomputed over the first %d entries differs from the signed checkpoint."}
	HeadDiffers         = Message{"日志头记为 %d 条，已签名的检查点为 %d 条。", "The head says %d entries, the signed checkpoint %d."}
	TileDiffers         = Message{"第 %d 层第 %d 块哈希与重新计算的结果不符。", "Level %d, tile %d, differs from what was recomputed."}
	RecordUnlisted      = Message{"记录 %s（%s）在日志中，但不在列表中。", "Record %s (%s) is in the journal but in no list."}
	RecordsUnlisted     = Message{"共有 %d 条记录，列表中只见 %d 条。", "There are %d records, and lists show %d."}
	ListUnreadable      = Message{"“%s”的列表无法读取：%s", "The list of %q cannot be read: %s"}
	ShelfDiffers        = Message{"记录 %s 在列表中的状态与记录本身不符。", "Record %s is listed under another state than its own."}
	RecordDiffers       = Message{"记录 %s 的现行内容（第 %d 版）与日志不符。", "Record %s as it stands (revision %d) differs from the journal."}
	RecordAdded         = Message{"记录 %s 不在日志中。", "Record %s is not in the journal."}
	RevisionsAdded      = Message{"共有 %d 个版本，而日志只有 %d 条：有版本未经日志添加或被删除。", "There are %d revisions and %d entries: some were added or removed behind the journal's back."}
	FigureUndefined     = Message{"证明包中“%s”的定义与本程序不一致，不能据此核验。", "The bundle defines %q otherwise than this program; it proves nothing about that figure."}
	TreeAltered         = Message{"前 %d 条日志的哈希已被篡改，停止编排和签名；请用 heitu verify 核验。", "The hashes of the first %d entries have been altered. Nothing more is placed or signed; run heitu verify."}
	DatabaseMissing     = Message{"目录中没有数据库文件 %s。", "The folder has no database file %s."}
	BundleUnreadable    = Message{"证明包无法识别：%s", "The bundle cannot be read: %s"}
	RemoteUnreadable    = Message{"无法从 %s 读取：%s", "Cannot read from %s: %s"}
	LeafAltered         = Message{"第 %d 条日志与其所在的块不符。", "Entry %d does not agree with its tile."}
)

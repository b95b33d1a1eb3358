package text

// What a person reads of the matching engine and of its measurement.
var (
	BenchFile       = Message{"找不到评测文件 %s。评测目录应含 corpus.jsonl、queries.jsonl 和 qrels 目录。", "There is no file %s. A benchmark folder has corpus.jsonl, queries.jsonl and a folder qrels."}
	BenchLine       = Message{"%s 第 %d 行无法识别。", "%s: line %d cannot be read."}
	SnapshotMissing = Message{"没有检索索引快照 %s，将重新建立索引。", "There is no snapshot %s; the index is built anew."}
	SnapshotBroken  = Message{"检索索引快照 %s 不完整或已损坏，将重新建立索引。", "The snapshot %s is cut short or damaged; the index is built anew."}
	SnapshotOther   = Message{"检索索引快照 %s 由其他版本或其他数据生成，将重新建立索引。", "The snapshot %s is of another version or of other data; the index is built anew."}
	BenchLong       = Message{"%s 中有超过 %d MB 的行，无法读取。", "%s has a line of more than %d MB."}
)

// What the command line says of matching.
var (
	CLIMatchEval    = Label{"用评测集检验排序质量", "Measure the ranking on a benchmark folder"}
	FlagQrels       = Label{"评判文件名：dev 或 test；不填且未指定 --run 时为 dev", "judgements to use: dev or test (dev unless --run is given)"}
	FlagRun         = Label{"以 TREC 格式写出排序结果的文件", "file to write the ranking to, in TREC run format"}
	GlossaryMissing = Message{"找不到术语对照文件 %s。", "There is no glossary file %s."}
	SaidMeasures    = Message{"查询 %d 条，nDCG@10 %.4f，召回率@100 %.4f，MAP %.4f，MRR %.4f。", "%d queries: nDCG@10 %.4f, recall@100 %.4f, MAP %.4f, MRR %.4f."}
)

// What the command line says of matching everything with everything.
var (
	CLIMatchExplain = Label{"说明一项成果为何适合一项需求，逐条列出分值", "Say why an achievement suits a need, share by share"}
	FlagMatchAll    = Label{"全部重新匹配，而不只是上次以来有变动的", "match everything anew, not only what has changed since the last run"}
	FlagLeast       = Label{"达到此分值的才列为匹配建议", "score from which a pair is proposed"}
	MatchRunInside  = Message{"节点正在运行，目录 %s 已被占用；请停机后再执行全量匹配。", "The node of %s is running. Stop it to match everything from the command line."}
	SaidLearned     = Message{"已根据经纪人的 %d 条处理意见调整权重。", "Weights were learned from %d decisions of brokers."}
	SaidNotLearned  = Message{"经纪人的处理意见有 %d 条，不足以调整权重，权重未变。", "There are %d decisions of brokers; that is too few, or they show no pattern. The weights stay as they are."}
	SaidMatched     = Message{"已匹配需求 %d 项、成果 %d 项，得到候选 %d 对，新增匹配建议 %d 条。", "%d needs and %d achievements matched: %d candidate pairs, %d new proposals."}
)

// Assignments, and what is wrong with them.
var (
	CLIMatchAssign   = Label{"按评分矩阵求最优分派（每行一人、每列一项任务，负数或空白表示回避）", "Assign people to tasks by a matrix of scores (a line for each person, a column for each task; negative or empty forbids)"}
	FlagCover        = Label{"每项任务需要的人数", "people for each task"}
	FlagMostLoad     = Label{"每人至多承担的任务数", "most tasks for each person"}
	FlagLeastLoad    = Label{"每人至少承担的任务数", "fewest tasks for each person"}
	FlagFair         = Label{"先使最低一对的评分尽量高，再求总分最高", "first make the worst pair as good as can be, then the total"}
	FlagSeed         = Label{"随机种子，用于在同分方案之间取舍", "decides among assignments of equal score"}
	SaidAssigned     = Message{"共 %d 对，总分 %.4f，最低分 %.4f。", "%d pairs, total %.4f, worst %.4f."}
	AssignFile       = Message{"找不到评分文件 %s。", "There is no file %s."}
	AssignLine       = Message{"评分文件第 %d 行无法识别：%s。各行列数应当相同。", "Line %d of the scores cannot be read: %s. All lines have the same number of columns."}
	AssignScore      = Message{"评分文件第 %d 行第 %d 列的“%s”不是有效评分（绝对值不超过一百万的数）。", "Line %d, column %d of the scores: %q is no score (a number of at most a million)."}
	AssignBounds     = Message{"第 %d 项的上下限不成立：至少 %d，至多 %d。", "The bounds of number %d make no sense: at least %d, at most %d."}
	AssignPair       = Message{"任务 %d 与人员 %d 的组合不存在或重复列出。", "The pair of task %d and person %d does not exist or is listed twice."}
	AssignHeavy      = Message{"权重 %d 过大，无法精确求和；请换用较大的计量单位。", "A weight of %d is too large to be added up exactly; choose a larger unit."}
	AssignTasksLack  = Message{"无可行方案：任务 %s 合计至少需要 %d 人次，可用人员最多只能承担 %d 人次。", "There is no assignment: tasks %s need %d people in all, and those allowed to them can take on %d."}
	AssignPeopleLack = Message{"无可行方案：人员 %s 合计至少应承担 %d 项次，可分配的任务最多只有 %d 项次。", "There is no assignment: people %s must have %d tasks in all, and the tasks open to them hold %d."}
)

// SearchMeant stands before words as they are commonly spelt.
var SearchMeant = Label{"您要找的是不是：", "Did you mean:"}

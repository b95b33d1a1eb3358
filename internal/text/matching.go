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

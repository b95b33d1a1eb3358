package text

// Words of the report card and of verification.
var (
	FirstHalf  = Message{"%d 年上半年", "first half of %d"}
	SecondHalf = Message{"%d 年下半年", "second half of %d"}

	BundleVersion    = Message{"证明包版本 %d 无法识别。", "Bundle version %d is not known."}
	CheckpointForged = Message{"节点“%s”的检查点签名无效，或不是该节点所签。", "The checkpoint of %q is not validly signed by that node."}
	RecordAltered    = Message{"记录 %s 与日志不符：%s", "Record %s does not agree with the journal: %s"}
	RecordForeign    = Message{"记录 %s 不属于该指标的统计范围，或重复计入。", "Record %s does not belong to the figure, or is counted twice."}
	FigureDiffers    = Message{"指标“%s”声称为 %d，由记录重新计算为 %d。", "The figure %q is given as %d but the records make %d."}
)

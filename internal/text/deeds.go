package text

// What is said of acts on many records, of merging and of what people keep.
var (
	NoSuchDeed    = Message{"没有这次批量办理的记录，或您无权查看。", "There is no such act on many records, or you may not see it."}
	PartTwice     = Message{"第 %d 条已由另一处办理，请重新载入后再试。", "Item %d has been dealt with elsewhere; reload and try again."}
	DeedTakenBack = Message{"本次操作已撤销或正在撤销，不能继续办理。", "This act has been undone, or is being undone; it cannot go on."}
	// What stands in the way of undoing: the kind and title of the record come first.
	UndoChanged   = Message{"%s“%s”此后又有改动，不能撤销；请核对该记录后手工处理。", "%s “%s” has been changed since and cannot be taken back; look at it and mend it by hand."}
	UndoFixed     = Message{"%s“%s”处于“%s”状态，不能撤销。", "%s “%s” is %s and cannot be taken back."}
	UndoReferred  = Message{"%s“%s”已被%s“%s”引用，不能撤销；请先解除引用。", "%s “%s” cannot be taken back: %s “%s” refers to it. Remove that reference first."}
	UndoReference = Message{"%s“%s”原来引用的记录已作废，不能撤销。", "%s “%s” cannot be taken back: a record that it used to refer to is void."}
	// Merging.
	MergeSelf  = Message{"请选择两条不同的记录。", "Choose two different records."}
	MergeMany  = Message{"引用“%s”的记录超过 %d 条，不能合并。", "More than %[2]d records refer to “%[1]s”; it cannot be merged."}
	StepUndone = Message{"撤销", "Taken back"}
	StepMerged = Message{"合并", "Merged"}
	// Files that come in.
	FileTypeRefused = Message{"附件“%s”的类型不能保存；可用 PDF、图片（PNG、JPEG、WebP、TIFF、GIF）、DOCX、XLSX、PPTX、OFD、ZIP、TXT 和 CSV。", "“%s” is of a type that cannot be kept; use PDF, an image (PNG, JPEG, WebP, TIFF, GIF), DOCX, XLSX, PPTX, OFD, ZIP, TXT or CSV."}
	FileLies        = Message{"附件“%s”的扩展名与内容不符，内容为 %s 文件；请改正扩展名后重新上传。", "The extension of “%s” does not agree with what it holds, which is %s; correct it and upload the file again."}
	KeptName        = Message{"请填写名称。", "Give it a name."}
	TooManyKept     = Message{"同类内容最多保存 %d 项，请先删除不用的。", "At most %d of a sort can be kept; remove some first."}
	NothingKept     = Message{"所保存的内容不存在，或不归您所有。", "There is no such saved thing, or it is not yours."}
)

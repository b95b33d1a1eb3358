package kinds

import "heitu/internal/record"

// The fields of an erasure.
var (
	ErasureReason = record.TextField{Name: "reason", Label: record.Label{ZH: "删除理由", EN: "Reason"}, Required: true, Type: record.Text{Max: 500, Lines: true}}
	ErasureRecord = record.TextField{Name: "record", Label: record.Label{ZH: "所涉记录", EN: "Record"}, Required: true, Filter: true, Type: record.Text{Max: 80}}
	ErasureFields = record.ListField{Name: "fields", Label: record.Label{ZH: "所删字段", EN: "Fields"}, Required: true}
	ErasureUpto   = record.IntegerField{Name: "upto", Label: record.Label{ZH: "至第几版", EN: "Up to revision"}, Required: true, Type: record.Integer{Min: 1, Max: 1 << 53}}
)

// Erasure says that personal data was erased, of which record and which fields
// (个人信息删除). It is itself journalled, so that a verifier can tell an erasure
// from a manipulation.
var Erasure = add(record.Kind{
	Name:   "erasure",
	Label:  record.Label{ZH: "个人信息删除", EN: "Erasure"},
	Listed: true,
	Fields: record.Fields(ErasureReason, ErasureRecord, ErasureFields, ErasureUpto),
	States: []record.State{
		{Name: "done", Label: record.Label{ZH: "已执行", EN: "Done"}, See: record.Admins | record.Officer, Fixed: true},
	},
})

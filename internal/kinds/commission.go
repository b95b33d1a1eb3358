package kinds

import "heitu/internal/record"

// The fields of a share in a commission.
var (
	CommissionWho      = record.ReferenceField{Name: "who", Label: record.Label{ZH: "分成机构", EN: "Who shares"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	CommissionContract = record.ReferenceField{Name: "contract", Label: record.Label{ZH: "技术合同", EN: "Contract"}, Required: true, Filter: true, Type: record.Reference{To: "contract"}}
	CommissionShare    = record.IntegerField{Name: "share", Label: record.Label{ZH: "份额（万分之）", EN: "Share (of 10,000)"}, Required: true, Help: record.Label{ZH: "各方份额合计为 10000。", EN: "The shares of all sum to 10,000."}, Type: record.Integer{Min: 0, Max: 10_000}}
	CommissionNote     = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Type: record.Text{Max: 500, Lines: true}}
	CommissionFiles    = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
)

// Commission is the share of one market in the commission on a contract (佣金分成).
var Commission = add(record.Kind{
	Name:   "commission",
	Alike:  []string{"who", "contract"},
	Label:  record.Label{ZH: "佣金分成", EN: "Share in the commission"},
	Owner:  "who",
	Create: record.Broker | record.Registrar,
	Change: record.Broker | record.Registrar,
	Fields: record.Fields(CommissionWho, CommissionContract, CommissionShare, CommissionNote, CommissionFiles),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在册", EN: "On file"}, See: record.Insiders},
	},
})

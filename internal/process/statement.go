package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Statement is how a person answers for what a document is said to report. Confirming
// says that the document says so, and nothing of whether it is true.
var Statement = add(flow.Process{
	Kind:    kinds.Statement.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "confirm", Label: text.Label{ZH: "确认引述", EN: "Confirm as reported"}, From: []string{"proposed"}, To: "confirmed", By: record.Staff},
		{Name: "reject", Label: text.Label{ZH: "舍弃", EN: "Reject"}, From: []string{"proposed"}, To: "rejected", By: record.Staff},
		{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"confirmed"}, To: "withdrawn", By: record.Staff},
	},
})

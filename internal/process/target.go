package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Target is how a goal is set and withdrawn; a new number is a new target.
var Target = add(flow.Process{
	Kind:    kinds.Target.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "set", Label: text.Label{ZH: "下达", EN: "Set"}, From: []string{"draft"}, To: "set", By: record.Officer},
		{Name: "withdraw", Label: text.Label{ZH: "撤销", EN: "Withdraw"}, From: []string{"draft", "set"}, To: "withdrawn", By: record.Officer},
	},
})

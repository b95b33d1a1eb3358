package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Organisation is how an organisation stays on file.
var Organisation = add(flow.Process{
	Kind:    kinds.Organisation.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "retire", Label: text.Label{ZH: "停用", EN: "Retire"}, From: []string{"kept"}, To: "retired", By: record.Staff},
		{Name: "restore", Label: text.Label{ZH: "恢复", EN: "Restore"}, From: []string{"retired"}, To: "kept", By: record.Staff},
	},
})

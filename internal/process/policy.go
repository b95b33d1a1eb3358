package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Policy is how a policy is published and ends.
var Policy = add(flow.Process{
	Kind:    kinds.Policy.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "publish", Label: text.Label{ZH: "发布", EN: "Publish"}, From: []string{"draft"}, To: "published", By: record.Staff},
		{Name: "end", Label: text.Label{ZH: "失效", EN: "End"}, From: []string{"published"}, To: "ended", By: record.Staff, Due: kinds.PolicyTo.Name},
	},
})

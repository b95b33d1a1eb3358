package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Charter is how a version of the charter comes into force and is replaced.
var Charter = add(flow.Process{
	Kind:    kinds.Charter.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "propose", Label: text.Label{ZH: "征求签署", EN: "Open for signing"}, From: []string{"draft"}, To: "proposed", By: record.Officer, Effect: digested},
		{Name: "adopt", Label: text.Label{ZH: "施行", EN: "Bring into force"}, From: []string{"proposed"}, To: "in_force", By: record.Officer},
		{Name: "replace", Label: text.Label{ZH: "取代", EN: "Replace"}, From: []string{"proposed", "in_force"}, To: "replaced", By: record.Officer},
	},
})

func digested(s flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.CharterDigest.Name: kinds.CharterSum(s.Record)}}, nil
}

// Accession is how a node gives its word and takes it back.
var Accession = add(flow.Process{
	Kind:    kinds.Accession.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "give", Label: text.Label{ZH: "作出", EN: "Give"}, From: []string{"draft"}, To: "given", By: record.Officer},
		{Name: "revoke", Label: text.Label{ZH: "收回", EN: "Revoke"}, From: []string{"given"}, To: "revoked", By: record.Officer},
	},
})

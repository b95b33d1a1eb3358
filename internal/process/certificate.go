package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Certificate is how a certificate that its holder claims is confirmed, and runs out.
var Certificate = add(flow.Process{
	Kind:    kinds.Certificate.Name,
	Version: 2,
	Steps: []flow.Step{
		{
			Name: "confirm", Label: text.Label{ZH: "核实", EN: "Confirm"}, From: []string{"claimed"}, To: "valid", By: record.Staff, Task: flow.Task{Label: text.TaskCertificate},
		},
		expireFrom("claimed", "valid"),
	},
	Earlier: []flow.Process{{Kind: kinds.Certificate.Name, Version: 1, Steps: []flow.Step{expireFrom("valid")}}},
})

func expireFrom(states ...string) flow.Step {
	return flow.Step{Name: "expire", Label: text.Label{ZH: "过期", EN: "Expire"}, From: states, To: "expired", By: record.Staff, Due: kinds.CertificateExpires.Name}
}

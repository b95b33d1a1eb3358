package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// MatchJob is the work of proposing achievements for a need that has opened.
const MatchJob = "match"

// Need is how a need is published and ends.
var Need = add(flow.Process{
	Kind:    kinds.Need.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "open", Label: text.Label{ZH: "发布", EN: "Publish"}, From: []string{"draft"}, To: "open", By: record.Staff,
			Needs: []string{kinds.NeedTitle.Name, kinds.NeedProblem.Name}, Effect: openNeed,
		},
		{Name: "close", Label: text.Label{ZH: "结束", EN: "Close"}, From: []string{"open"}, To: "closed", By: record.Insiders, Due: kinds.NeedCloses.Name},
		{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "open"}, To: "withdrawn", By: record.Insiders},
	},
})

// openNeed dates the publication and asks for proposals.
func openNeed(s flow.Scene) (flow.Effects, error) {
	effects := flow.Effects{Jobs: []string{MatchJob}}
	if !kinds.NeedOpens.In(s.Record) {
		effects.Set = map[string]any{kinds.NeedOpens.Name: s.Today()}
	}
	return effects, nil
}

// notAfterToday refuses a day that has not come.
func notAfterToday(s flow.Scene, f record.DateField) error {
	if f.In(s.Record) && f.Of(s.Record) > s.Today() {
		return fault.Invalid(f.Name, text.DateInFuture, s.Today())
	}
	return nil
}

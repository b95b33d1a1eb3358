package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The kinds of work that cards leave: the node computes what is frozen, and marks
// what was corrected.
const (
	FreezeJob  = "freeze-card"
	CorrectJob = "correct-card"
)

// Card is how a report card is frozen. An officer asks for it; the node writes the content,
// so that no number on it was entered by hand.
var Card = add(flow.Process{
	Kind:    kinds.Card.Name,
	Version: 1,
	Check:   correctable,
	Steps: []flow.Step{
		{
			Name: "freeze", Label: text.Label{ZH: "封存", EN: "Freeze"}, From: []string{"draft"}, To: "freezing", By: record.Officer,
			Effect: func(flow.Scene) (flow.Effects, error) { return flow.Effects{Jobs: []string{FreezeJob}}, nil },
		},
		{
			Name: "fix", Label: text.Label{ZH: "固定内容", EN: "Fix the content"}, From: []string{"freezing"}, To: "frozen", Asks: frozenFields(), Needs: frozenFields(),
			Effect: func(s flow.Scene) (flow.Effects, error) {
				if !kinds.CardCorrects.In(s.Record) {
					return flow.Effects{}, nil
				}
				return flow.Effects{Jobs: []string{CorrectJob}}, nil
			},
		},
		{Name: "release", Label: text.Label{ZH: "退回草拟", EN: "Back to draft"}, From: []string{"freezing"}, To: "draft", By: record.Officer},
		{Name: "correct", Label: text.Label{ZH: "标注更正", EN: "Mark as corrected"}, From: []string{"frozen"}, To: "corrected", Asks: []string{kinds.CardSuperseded.Name}, Needs: []string{kinds.CardSuperseded.Name}},
	},
})

func frozenFields() []string {
	return []string{
		kinds.CardInterim.Name, kinds.CardDay.Name, kinds.CardSize.Name, kinds.CardRoot.Name, kinds.CardCheckpoint.Name, kinds.CardFrozen.Name,
	}
}

// correctable demands that a correction is of a frozen card of the same period and region,
// which no other card has corrected.
func correctable(s flow.Scene) error {
	id := kinds.CardCorrects.Of(s.Record)
	if id == "" || s.Step == "fix" || s.Step == "correct" {
		return nil
	}
	was, err := s.Reader.Record(id)
	if err != nil {
		return err
	}
	if was.State != "frozen" || was.ID == s.Record.ID {
		return fault.Invalid(kinds.CardCorrects.Name, text.CorrectsFrozen)
	}
	if kinds.CardPeriod.Of(was) != kinds.CardPeriod.Of(s.Record) || kinds.CardRegion.Of(was) != kinds.CardRegion.Of(s.Record) {
		return fault.Invalid(kinds.CardCorrects.Name, text.CorrectsSame)
	}
	return nil
}

package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Objection is how an objection is answered. What is upheld makes the contract be
// checked again, or keeps a price from being settled.
var Objection = add(flow.Process{
	Kind:    kinds.Objection.Name,
	Version: 1,
	Check:   mayObject,
	Steps: []flow.Step{
		{
			Name: "uphold", Label: text.Label{ZH: "异议成立", EN: "Uphold"}, From: []string{"filed"}, To: "upheld", By: record.Registrar | record.Officer,
			Asks: []string{kinds.ObjectionAnswer.Name}, Needs: []string{kinds.ObjectionAnswer.Name},
		},
		{
			Name: "reject", Label: text.Label{ZH: "异议不成立", EN: "Reject"}, From: []string{"filed"}, To: "rejected", By: record.Registrar | record.Officer,
			Asks: []string{kinds.ObjectionAnswer.Name}, Needs: []string{kinds.ObjectionAnswer.Name},
		},
		{Name: "withdraw", Label: text.Label{ZH: "撤回异议", EN: "Withdraw"}, From: []string{"filed"}, To: "withdrawn", By: record.Insiders},
	},
})

// mayObject refuses an objection to what nobody has applied for or published, and to a price whose days are over.
func mayObject(s flow.Scene) error {
	if s.Step != "" {
		return nil
	}
	if kinds.ObjectionContract.In(s.Record) {
		contract, err := s.Reader.Record(kinds.ObjectionContract.Of(s.Record))
		if err == nil && slices.Contains([]string{"draft", "signed", "withdrawn", "cancelled"}, contract.State) {
			err = fault.Conflict(text.NothingToContest)
		}
		return err
	}
	pricing, err := s.Reader.Record(kinds.ObjectionPricing.Of(s.Record))
	if err == nil && (pricing.State != "published" || kinds.PricingUntil.In(pricing) && kinds.PricingUntil.Of(pricing) < s.Today()) {
		err = fault.Conflict(text.NothingToContest)
	}
	return err
}

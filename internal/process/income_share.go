package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
)

// IncomeShare is how the income from a service invention is shared out.
var IncomeShare = add(flow.Process{
	Kind:    kinds.IncomeShare.Name,
	Version: 1,
	Check:   incomeFits,
	Steps: []flow.Step{
		{
			Name: "agree", Label: text.Label{ZH: "确定分配", EN: "Agree"}, From: []string{"draft"}, To: "agreed", By: record.Insiders,
			Asks: []string{kinds.IncomeShareGrounds.Name}, Guard: rewardEnough,
		},
		{
			Name: "pay", Label: text.Label{ZH: "登记发放", EN: "Enter the payment"}, From: []string{"agreed"}, To: "paid", By: record.Insiders,
			Asks: []string{kinds.IncomeSharePaid.Name}, Needs: []string{kinds.IncomeSharePaid.Name, kinds.IncomeShareAmount.Name},
			Guard: func(s flow.Scene) error { return notAfterToday(s, kinds.IncomeSharePaid) },
		},
	},
})

func incomeFits(s flow.Scene) error {
	if err := unitSells(s); err != nil {
		return err
	}
	shares, err := sharesOf(s)
	if err != nil {
		return err
	}
	return fits(s.Record, shares, kinds.IncomeShareShare)
}

// unitSells refuses the income of a contract that the unit does not sell, in the words
// for a contract that is not there.
func unitSells(s flow.Scene) error {
	id := kinds.IncomeShareContract.Of(s.Record)
	sellers, err := sellersOf(s, id)
	if err == nil && !slices.Contains(sellers, kinds.IncomeShareUnit.Of(s.Record)) {
		err = fault.Invalid(kinds.IncomeShareContract.Name, text.NoSuchReference, kinds.Contract.Label, id)
	}
	return err
}

// sellersOf are the organisations that sell under a contract.
func sellersOf(s flow.Scene, id string) ([]string, error) {
	contract, err := s.Reader.Record(id)
	if err != nil {
		return nil, err
	}
	sellers := []string{kinds.ContractSeller.Of(contract)}
	parties, err := s.Reader.Having(kinds.Party.Name, kinds.PartyContract.Name, id)
	for _, p := range parties {
		if kinds.PartyRole.Of(p) == "seller" {
			sellers = append(sellers, kinds.PartyOrganisation.Of(p))
		}
	}
	return sellers, err
}

// sharesOf are the shares of those who sell; what others have entered counts for nothing.
func sharesOf(s flow.Scene) ([]record.Record, error) {
	id := kinds.IncomeShareContract.Of(s.Record)
	sellers, err := sellersOf(s, id)
	if err != nil {
		return nil, err
	}
	shares, err := s.Reader.Having(kinds.IncomeShare.Name, kinds.IncomeShareContract.Name, id)
	return slices.DeleteFunc(shares, func(r record.Record) bool { return !slices.Contains(sellers, kinds.IncomeShareUnit.Of(r)) }), err
}

// rewardEnough compares what goes to people with what the rule asks. Nobody has
// verified the rule, so whoever stays below it gives grounds.
func rewardEnough(s flow.Scene) error {
	shares, err := sharesOf(s)
	if err != nil {
		return err
	}
	people := int64(0)
	for _, share := range shares {
		if kinds.IncomeShareRole.Of(share) != "unit" {
			people += kinds.IncomeShareShare.Of(share)
		}
	}
	rule := rules.ServiceInvention.Reward
	if people < rule.Share && !kinds.IncomeShareGrounds.In(s.Record) {
		return fault.Invalid(kinds.IncomeShareGrounds.Name, text.RewardBelowRule, people, rule.Share, rule.Source, rules.StatusName(rules.ServiceInvention.Status))
	}
	return nil
}

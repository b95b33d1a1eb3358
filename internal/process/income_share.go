package process

import (
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
	shares, err := sharesOf(s)
	if err != nil {
		return err
	}
	return fits(s.Record, shares, kinds.IncomeShareShare)
}

func sharesOf(s flow.Scene) ([]record.Record, error) {
	return s.Reader.Having(kinds.IncomeShare.Name, kinds.IncomeShareContract.Name, kinds.IncomeShareContract.Of(s.Record))
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

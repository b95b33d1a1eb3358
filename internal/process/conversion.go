package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Conversion is how a conversion comes to be counted: confirmed by a registrar or a
// broker who has seen the evidence.
var Conversion = add(flow.Process{
	Kind:    kinds.Conversion.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "confirm", Label: text.Label{ZH: "确认", EN: "Confirm"}, From: []string{"draft"}, To: "confirmed", By: record.Registrar | record.Broker,
			Asks: []string{kinds.ConversionEvidence.Name, kinds.ConversionFiles.Name}, Guard: mayConfirm, Effect: confirm,
		},
		{
			Name: "withdraw", Label: text.Label{ZH: "撤销", EN: "Withdraw"}, From: []string{"draft", "confirmed"}, To: "withdrawn", By: record.Registrar | record.Broker,
			Asks: []string{kinds.ConversionCause.Name}, Needs: []string{kinds.ConversionCause.Name},
		},
	},
})

// mayConfirm demands evidence, a day that has come, an achievement that was shared
// with everybody, and agreement with the contract where there is one.
func mayConfirm(s flow.Scene) error {
	if !kinds.ConversionContract.In(s.Record) && !kinds.ConversionEvidence.In(s.Record) && !kinds.ConversionFiles.In(s.Record) {
		return fault.Invalid(kinds.ConversionEvidence.Name, text.ConversionNeedsEvidence)
	}
	achievement, err := s.Reader.Record(kinds.ConversionAchievement.Of(s.Record))
	if err != nil {
		return err
	}
	if !kinds.AchievementShared.In(achievement) {
		return fault.Conflict(text.ConversionOfUnshared)
	}
	return fault.Join(notAfterToday(s, kinds.ConversionDay), regionsStand(s), contractAgrees(s))
}

// regionsStand holds the regions against those of the organisations, where these are known.
func regionsStand(s flow.Scene) error {
	if err := regionOf(s, kinds.ConversionHolder, kinds.ConversionFrom); err != nil {
		return err
	}
	return regionOf(s, kinds.ConversionUser, kinds.ConversionTo)
}

func regionOf(s flow.Scene, who record.ReferenceField, where record.ChoiceField) error {
	if !who.In(s.Record) {
		return nil
	}
	org, err := s.Reader.Record(who.Of(s.Record))
	if err != nil {
		return err
	}
	if kinds.OrganisationRegion.In(org) && !oneProvince(kinds.OrganisationRegion.Of(org), where.Of(s.Record)) {
		return fault.Invalid(where.Name, text.ConversionRegion, kinds.OrganisationName.Of(org))
	}
	return nil
}

func oneProvince(a, b string) bool { return len(a) == 6 && len(b) == 6 && a[:2] == b[:2] }

// contractAgrees demands that the contract is registered and speaks of the same
// achievement, seller and regions, and of no less money than was converted under it.
func contractAgrees(s flow.Scene) error {
	if !kinds.ConversionContract.In(s.Record) {
		return nil
	}
	contract, err := s.Reader.Record(kinds.ConversionContract.Of(s.Record))
	if err != nil {
		return err
	}
	if contract.State != "registered" {
		return fault.Conflict(text.ConversionNotRegistered)
	}
	var wrong []error
	if kinds.ContractAchievement.In(contract) && kinds.ContractAchievement.Of(contract) != kinds.ConversionAchievement.Of(s.Record) {
		wrong = append(wrong, fault.Invalid(kinds.ConversionAchievement.Name, text.ConversionOtherThan, kinds.ContractAchievement.Label))
	}
	if kinds.ContractSeller.In(contract) && kinds.ContractSeller.Of(contract) != kinds.ConversionHolder.Of(s.Record) {
		wrong = append(wrong, fault.Invalid(kinds.ConversionHolder.Name, text.ConversionOtherThan, kinds.ContractSeller.Label))
	}
	if kinds.ContractRegion.In(contract) && !oneProvince(kinds.ContractRegion.Of(contract), kinds.ConversionFrom.Of(s.Record)) {
		wrong = append(wrong, fault.Invalid(kinds.ConversionFrom.Name, text.ConversionOtherThan, kinds.ContractRegion.Label))
	}
	if kinds.ContractBuyerRegion.In(contract) && !oneProvince(kinds.ContractBuyerRegion.Of(contract), kinds.ConversionTo.Of(s.Record)) {
		wrong = append(wrong, fault.Invalid(kinds.ConversionTo.Name, text.ConversionOtherThan, kinds.ContractBuyerRegion.Label))
	}
	return fault.Join(append(wrong, amountLeft(s, contract))...)
}

// amountLeft refuses more money than the contract has, over all that is confirmed under it.
func amountLeft(s flow.Scene, contract record.Record) error {
	under, err := s.Reader.Having(kinds.Conversion.Name, kinds.ConversionContract.Name, contract.ID)
	if err != nil {
		return err
	}
	left := kinds.ContractTotal.Of(contract)
	for _, c := range under {
		if c.ID != s.Record.ID && c.State == "confirmed" {
			left -= kinds.ConversionAmount.Of(c)
		}
	}
	if kinds.ConversionAmount.Of(s.Record) > left {
		return fault.Invalid(kinds.ConversionAmount.Name, text.ConversionAboveContract, record.Yuan(left))
	}
	return nil
}

// confirm takes over from the achievement what the figures are cut by.
func confirm(s flow.Scene) (flow.Effects, error) {
	achievement, err := s.Reader.Record(kinds.ConversionAchievement.Of(s.Record))
	effects := flow.Effects{Set: map[string]any{}}
	if kinds.AchievementField.In(achievement) {
		effects.Set[kinds.ConversionField.Name] = kinds.AchievementField.Of(achievement)
	}
	if kinds.AchievementProperty.In(achievement) {
		effects.Set[kinds.ConversionProperty.Name] = kinds.AchievementProperty.Of(achievement)
	}
	return effects, err
}

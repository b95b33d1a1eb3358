package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
)

// Contract is how a contract comes into the register. The state's agency decides;
// the registrar enters the number that it gave.
var Contract = add(flow.Process{
	Kind:    kinds.Contract.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "register", Label: text.Label{ZH: "录入登记编号", EN: "Enter the registration"}, From: []string{"draft"}, To: "registered", By: record.Registrar,
			Asks:  []string{kinds.ContractNumber.Name, kinds.ContractRegistered.Name, kinds.ContractConfirmed.Name},
			Needs: []string{kinds.ContractNumber.Name, kinds.ContractType.Name, kinds.ContractRegion.Name, kinds.ContractSigned.Name, kinds.ContractTotal.Name},
			Guard: mayRegister, Effect: register,
		},
		{Name: "cancel", Label: text.Label{ZH: "注销", EN: "Cancel"}, From: []string{"draft", "registered"}, To: "cancelled", By: record.Registrar},
	},
})

func mayRegister(s flow.Scene) error {
	return fault.Join(amountsStand(s), datesStand(s), partiesStand(s), rulesStand(s))
}

func amountsStand(s flow.Scene) error {
	if kinds.ContractTotal.Of(s.Record) <= 0 {
		return fault.Invalid(kinds.ContractTotal.Name, text.TotalRequired)
	}
	return nil
}

func datesStand(s flow.Scene) error {
	signed, registered := kinds.ContractSigned.Of(s.Record), registrationDay(s)
	if signed == "" || signed > registered {
		return fault.Invalid(kinds.ContractSigned.Name, text.SignedRequired)
	}
	return notAfterToday(s, kinds.ContractRegistered)
}

// partiesStand demands a seller and a buyer that are identified.
func partiesStand(s flow.Scene) error {
	parties, err := s.Reader.Having(kinds.Party.Name, kinds.PartyContract.Name, s.Record.ID)
	if err != nil {
		return err
	}
	found := map[string]bool{}
	for _, p := range parties {
		org, err := s.Reader.Record(kinds.PartyOrganisation.Of(p))
		if err != nil {
			return err
		}
		if kinds.OrganisationUSCC.In(org) {
			found[kinds.PartyRole.Of(p)] = true
		}
	}
	for _, role := range []string{"seller", "buyer"} {
		if !found[role] {
			label, _ := kinds.PartyRole.Type.From.Lookup(role)
			return fault.Conflict(text.NeedBothParties, label)
		}
	}
	return nil
}

// rulesStand judges by the pack of the day of signing. A pack whose text nobody
// has verified does not decide alone: the registrar confirms.
func rulesStand(s flow.Scene) error {
	pack, ok := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	if !ok {
		return fault.Invalid(kinds.ContractSigned.Name, text.SignedRequired)
	}
	if !pack.NumberFits(kinds.ContractNumber.Of(s.Record)) {
		return fault.Invalid(kinds.ContractNumber.Name, text.NumberForm)
	}
	if !pack.Verified && !kinds.ContractConfirmed.Of(s.Record) {
		return fault.Invalid(kinds.ContractConfirmed.Name, text.RulesUnverified, pack.Name)
	}
	return nil
}

func registrationDay(s flow.Scene) string {
	if kinds.ContractRegistered.In(s.Record) {
		return kinds.ContractRegistered.Of(s.Record)
	}
	return s.Today()
}

// register dates the registration and names the rules it was judged by.
func register(s flow.Scene) (flow.Effects, error) {
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	return flow.Effects{Rules: pack.Hash, Set: map[string]any{kinds.ContractRegistered.Name: registrationDay(s)}}, nil
}

package process

import (
	"reflect"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
)

// contractors may write a contract and hand it in: brokers, registrars, and the seller.
const contractors = record.Broker | record.Registrar | record.Owner

// Contract is how a contract comes into the register: signed, pre-reviewed,
// decided on by the agency, and kept true afterwards.
var Contract = add(flow.Process{
	Kind:    kinds.Contract.Name,
	Version: 2,
	Check:   numberHolds,
	Steps: slices.Concat([]flow.Step{
		{
			Name: "sign", Label: text.Label{ZH: "登记签订", EN: "Enter the signing"}, From: []string{"draft"}, To: "signed", By: contractors,
			Asks:  []string{kinds.ContractSigned.Name, kinds.ContractFiles.Name},
			Needs: []string{kinds.ContractSigned.Name, kinds.ContractType.Name, kinds.ContractSeller.Name}, Guard: signedByToday, Task: flow.Task{Label: text.TaskSign},
		},
		{
			Name: "submit", Label: text.Label{ZH: "提交登记", EN: "Submit for registration"}, From: []string{"signed", "supplement"}, To: "submitted", By: contractors,
			Needs: []string{kinds.ContractType.Name, kinds.ContractRegion.Name, kinds.ContractSigned.Name, kinds.ContractTotal.Name, kinds.ContractTechnical.Name},
			Guard: maySubmit, Effect: submit, Task: flow.Task{Label: text.TaskSubmit},
		},
		{
			Name: "accept", Label: text.Label{ZH: "受理", EN: "Accept"}, From: []string{"submitted"}, To: "reviewing", By: record.Registrar, Effect: accept, Task: flow.Task{Label: text.TaskAccept},
		},
		{
			Name: "supplement", Label: text.Label{ZH: "要求补正", EN: "Ask for more"}, From: []string{"submitted", "reviewing", "expert"}, To: "supplement", By: record.Registrar,
			Asks:  []string{kinds.ContractShortcomings.Name, kinds.ContractAdvice.Name},
			Needs: []string{kinds.ContractShortcomings.Name}, Effect: stopClock,
		},
		{
			Name: "refer", Label: text.Label{ZH: "转专家评审", EN: "Refer to experts"}, From: []string{"reviewing"}, To: "expert", By: record.Registrar, Effect: refer,
		},
		{
			Name: "register", Label: text.Label{ZH: "录入登记结果", EN: "Enter the registration"}, From: []string{"reviewing", "expert"}, To: "registered", By: record.Registrar,
			Asks:  []string{kinds.ContractNumber.Name, kinds.ContractRegistered.Name, kinds.ContractCertificate.Name, kinds.ContractOpinion.Name, kinds.ContractConfirmed.Name},
			Needs: []string{kinds.ContractNumber.Name, kinds.ContractType.Name, kinds.ContractRegion.Name, kinds.ContractSigned.Name, kinds.ContractTotal.Name, kinds.ContractTechnical.Name},
			Guard: mayDecide, Effect: decide, Task: flow.Task{Label: text.TaskDecide, Day: kinds.ContractDue.Name},
		},
		{
			Name: "refuse", Label: text.Label{ZH: "不予登记", EN: "Refuse"}, From: []string{"submitted", "reviewing", "expert"}, To: "refused", By: record.Registrar,
			Asks:  []string{kinds.ContractReasons.Name, kinds.ContractExplanation.Name, kinds.ContractOpinion.Name},
			Needs: []string{kinds.ContractReasons.Name, kinds.ContractExplanation.Name}, Guard: reasonsStand, Effect: refuse,
		},
		{
			Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "signed", "submitted", "supplement", "reviewing", "expert"}, To: "withdrawn", By: contractors, Guard: neverRegistered, Effect: stopClock,
		},
		{
			Name: "recheck", Label: text.Label{ZH: "异议复核", EN: "Check again after an objection"}, From: []string{"registered", "refused"}, To: "expert", By: record.Registrar,
			Asks: []string{kinds.ContractObjection.Name}, Needs: []string{kinds.ContractObjection.Name}, Guard: upheldHere, Effect: recheck,
		},
		{
			Name: "cancel", Label: text.Label{ZH: "注销", EN: "Cancel"}, From: []string{"registered"}, To: "cancelled", By: record.Registrar,
			Asks:  []string{kinds.ContractCause.Name, kinds.ContractBenefit.Name, kinds.ContractTold.Name},
			Needs: []string{kinds.ContractCause.Name}, Guard: benefitTold,
		},
	}, staying("signed", "supplement", "registered", flow.Step{
		Name: "change", Label: text.Label{ZH: "登记变更", EN: "Enter an amendment"}, By: record.Registrar,
		Asks: []string{kinds.ContractAmendment.Name}, Needs: []string{kinds.ContractAmendment.Name}, Guard: mayChange, Effect: change,
	}), []flow.Step{
		{Name: "overdue", Label: text.Label{ZH: "逾期", EN: "Miss the term"}, From: []string{"reviewing"}, To: "reviewing", Due: kinds.ContractDue.Name, Effect: overdue},
		{Name: "overdue", Label: text.Label{ZH: "逾期", EN: "Miss the term"}, From: []string{"expert"}, To: "expert", Due: kinds.ContractDue.Name, Effect: overdue},
	}),
	Earlier: []flow.Process{contractOfOneStep},
})

// contractOfOneStep is version 1: the number was entered on the draft.
var contractOfOneStep = flow.Process{
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
}

// staying returns the step for states that it does not leave.
func staying(a, b, c string, step flow.Step) []flow.Step {
	var steps []flow.Step
	for _, state := range []string{a, b, c} {
		step.From, step.To = []string{state}, state
		steps = append(steps, step)
	}
	return steps
}

// numberHolds keeps what the agency gave a number to: a contract that is checked
// again is open for papers, not for another title, other amounts or parties.
func numberHolds(s flow.Scene) error {
	if s.Step != "" || !kinds.ContractNumber.In(s.Record) {
		return nil
	}
	was, err := s.Reader.Record(s.Record.ID)
	if err != nil {
		return err
	}
	var wrong []error
	for _, f := range []record.Field{
		kinds.ContractTitle.Field(), kinds.ContractSeller.Field(), kinds.ContractTotal.Field(), kinds.ContractTechnical.Field(),
		kinds.ContractCurrency.Field(), kinds.ContractForeign.Field(),
	} {
		if !reflect.DeepEqual(was.Fields[f.Name], s.Record.Fields[f.Name]) {
			wrong = append(wrong, fault.Invalid(f.Name, text.HeldByNumber))
		}
	}
	return fault.Join(wrong...)
}

func mayRegister(s flow.Scene) error {
	return fault.Join(amountsStand(s), datesStand(s), partiesStand(s), rulesStand(s))
}

// maySubmit demands what has to hold whatever the rules say.
func maySubmit(s flow.Scene) error {
	return fault.Join(amountsStand(s), amountsAgree(s), signedByToday(s), packStands(s), partiesStand(s), sellerApplies(s), partiesDiffer(s), sharesWhole(s))
}

// mayDecide demands, beyond version 1, that the sheet has been answered, that
// experts were heard where they must be, and the scan of the certificate.
func mayDecide(s flow.Scene) error {
	return fault.Join(mayRegister(s), amountsAgree(s), partiesDiffer(s), certified(s), decidedAfterAcceptance(s), sheetAnswered(s))
}

func signedByToday(s flow.Scene) error { return notAfterToday(s, kinds.ContractSigned) }

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
	parties, err := partiesOf(s)
	if err != nil {
		return err
	}
	for _, role := range []string{"seller", "buyer"} {
		if !slices.ContainsFunc(parties[role], kinds.OrganisationUSCC.In) {
			label, _ := kinds.PartyRole.Type.From.Lookup(role)
			return fault.Conflict(text.NeedBothParties, label)
		}
	}
	return nil
}

// sellerApplies demands that the organisation that applies is one of the sellers.
func sellerApplies(s flow.Scene) error {
	parties, err := partiesOf(s)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(parties["seller"], func(o record.Record) bool { return o.ID == kinds.ContractSeller.Of(s.Record) }) {
		return fault.Invalid(kinds.ContractSeller.Name, text.SellerNotParty)
	}
	return nil
}

// partiesDiffer refuses an organisation that sells to itself.
func partiesDiffer(s flow.Scene) error {
	parties, err := partiesOf(s)
	if err != nil {
		return err
	}
	for _, seller := range parties["seller"] {
		if slices.ContainsFunc(parties["buyer"], func(b record.Record) bool {
			return b.ID == seller.ID || kinds.OrganisationUSCC.In(b) && kinds.OrganisationUSCC.Of(b) == kinds.OrganisationUSCC.Of(seller)
		}) {
			return fault.Conflict(text.SellerIsBuyer, kinds.OrganisationName.Of(seller))
		}
	}
	return nil
}

// partiesOf returns the organisations of a contract by their roles.
func partiesOf(s flow.Scene) (map[string][]record.Record, error) {
	parties, err := s.Reader.Having(kinds.Party.Name, kinds.PartyContract.Name, s.Record.ID)
	if err != nil {
		return nil, err
	}
	found := map[string][]record.Record{}
	for _, p := range parties {
		org, err := s.Reader.Record(kinds.PartyOrganisation.Of(p))
		if err != nil {
			return nil, err
		}
		found[kinds.PartyRole.Of(p)] = append(found[kinds.PartyRole.Of(p)], org)
	}
	return found, nil
}

func packStands(s flow.Scene) error {
	if _, ok := rules.Registration.On(kinds.ContractSigned.Of(s.Record)); !ok {
		return fault.Invalid(kinds.ContractSigned.Name, text.SignedRequired)
	}
	return nil
}

// rulesStand judges by the pack of the day of signing. A pack whose text nobody
// has verified does not decide alone: the registrar confirms.
func rulesStand(s flow.Scene) error {
	if err := packStands(s); err != nil {
		return err
	}
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
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

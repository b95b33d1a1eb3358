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

// amountsAgree demands that the total less the deductions is the technical amount.
func amountsAgree(s flow.Scene) error {
	amendment, err := AmountsBy(s.Record, s.Reader.Record)
	if err != nil {
		return err
	}
	lines, err := deductions(s, s.Record.ID, amendment)
	if err != nil {
		return err
	}
	return sumsUp(kinds.ContractTechnical.Name, kinds.ContractTotal.Of(s.Record), kinds.ContractTechnical.Of(s.Record), lines)
}

func sumsUp(field string, total, technical int64, lines []rules.Deduction) error {
	if rules.AmountsAgree(total, technical, lines) {
		return nil
	}
	return fault.Invalid(field, text.AmountsDiffer, record.Yuan(total), record.Yuan(rules.Deducted(lines)), record.Yuan(technical))
}

// AmountsBy is the amendment that gave the amounts of a contract last, "" for none.
func AmountsBy(contract record.Record, read func(id string) (record.Record, error)) (string, error) {
	for _, id := range slices.Backward(kinds.ContractAmended.Of(contract)) {
		a, err := read(id)
		if err != nil {
			return "", err
		}
		if kinds.AmendmentTotal.In(a) {
			return id, nil
		}
	}
	return "", nil
}

// deductions reads the lines that an amendment lists, or the contract itself where it is "".
func deductions(s flow.Scene, contract, amendment string) ([]rules.Deduction, error) {
	all, err := s.Reader.Having(kinds.Deduction.Name, kinds.DeductionContract.Name, contract)
	if err != nil {
		return nil, err
	}
	var lines []rules.Deduction
	for _, d := range all {
		if kinds.DeductionAmendment.Of(d) == amendment {
			lines = append(lines, rules.Deduction{What: kinds.DeductionWhat.Of(d), Amount: kinds.DeductionAmount.Of(d), Sample: kinds.DeductionSample.Of(d)})
		}
	}
	return lines, nil
}

// certified demands the scan of the certificate, unless this node is the agency
// that gives it.
func certified(s flow.Scene) error {
	if len(kinds.ContractCertificate.Of(s.Record)) > 0 {
		return nil
	}
	here, err := decidesHere(s)
	if err == nil && !here {
		err = fault.Invalid(kinds.ContractCertificate.Name, text.ScanRequired)
	}
	return err
}

// decidedAfterAcceptance refuses, where this node decides, a registration older than
// what it answers: the acceptance, or where an objection reopened it, the application.
func decidedAfterAcceptance(s flow.Scene) error {
	from := kinds.ContractAccepted.Of(s.Record)
	if len(kinds.ContractObjections.Of(s.Record)) > 0 {
		from = kinds.ContractSubmitted.Of(s.Record)
	}
	if registrationDay(s) >= from {
		return nil
	}
	here, err := decidesHere(s)
	if err == nil && here {
		err = fault.Invalid(kinds.ContractRegistered.Name, text.RegisteredTooSoon, from)
	}
	return err
}

// decidesHere reports whether this market is an authorised agency.
func decidesHere(s flow.Scene) (bool, error) {
	markets, err := s.Reader.Having(kinds.Market.Name, "state", "kept")
	return slices.ContainsFunc(markets, kinds.MarketAgency.Of), err
}

// sheetAnswered demands that a person has answered the newest sheet, found
// nothing against the contract, and heard experts where the sheet asks for them.
func sheetAnswered(s flow.Scene) error {
	sheet, err := s.Reader.Record(kinds.ContractSheet.Of(s.Record))
	if fault.Is(err, fault.CodeMissing) || err == nil && sheet.State != "answered" {
		return fault.Conflict(text.SheetOpen)
	}
	if err != nil {
		return err
	}
	if failed := kinds.PrereviewFailed.Of(sheet); len(failed) > 0 {
		return fault.Conflict(text.SheetFailed, ruleNames(failed))
	}
	if s.Record.State == "expert" {
		if !kinds.ContractOpinion.In(s.Record) {
			return fault.Invalid(kinds.ContractOpinion.Name, text.OpinionRequired)
		}
		return nil
	}
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	for _, code := range kinds.PrereviewAsks.Of(sheet) {
		if r, _ := pack.Rule(code); r.Expert && !slices.Contains(kinds.PrereviewOverruled.Of(sheet), code) {
			return fault.Conflict(text.NeedsExperts, r.What)
		}
	}
	return nil
}

// reasonsStand demands reasons that the pack of the day of signing knows.
func reasonsStand(s flow.Scene) error {
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	for _, code := range kinds.ContractReasons.Of(s.Record) {
		if !slices.Contains(pack.Reasons, code) {
			return fault.Invalid(kinds.ContractReasons.Name, text.NotInList, code, pack.Name)
		}
	}
	return nil
}

// submit dates the first application and fills in the pre-review sheet.
func submit(s flow.Scene) (flow.Effects, error) {
	effects, err := withSheet(s)
	if err != nil {
		return flow.Effects{}, err
	}
	effects.Set[kinds.ContractSubmitted.Name] = submittedOn(s)
	effects.Set[kinds.ContractShortcomings.Name], effects.Set[kinds.ContractAdvice.Name] = nil, nil
	return effects, nil
}

// accept starts the clock of the rules.
func accept(s flow.Scene) (flow.Effects, error) {
	effects := flow.Effects{Set: map[string]any{kinds.ContractAccepted.Name: s.Today()}}
	startClock(s, effects.Set, s.Today(), false)
	return effects, nil
}

// refer gives the longer term for experts, from the day of acceptance.
func refer(s flow.Scene) (flow.Effects, error) {
	effects := flow.Effects{Set: map[string]any{}}
	startClock(s, effects.Set, kinds.ContractAccepted.Of(s.Record), true)
	return effects, nil
}

func startClock(s flow.Scene, set map[string]any, accepted string, experts bool) {
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	due := pack.Clock.Due(accepted, experts)
	set[kinds.ContractDue.Name] = due.Day
	set[kinds.ContractDueBasis.Name] = variants(due.Basis)
	set[kinds.ContractOverdue.Name] = nil
}

func stopClock(flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.ContractDue.Name: nil, kinds.ContractDueBasis.Name: nil}}, nil
}

// overdue moves the term that was missed to where it stays visible, so that the
// clock strikes once.
func overdue(s flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.ContractOverdue.Name: kinds.ContractDue.Of(s.Record), kinds.ContractDue.Name: nil}}, nil
}

// decide registers, and says who decided.
func decide(s flow.Scene) (flow.Effects, error) {
	effects, err := register(s)
	if err != nil {
		return flow.Effects{}, err
	}
	effects.Set[kinds.ContractReasons.Name], effects.Set[kinds.ContractExplanation.Name] = nil, nil
	return effects, fault.Join(decided(s, effects.Set), partiesTaken(s, effects.Set))
}

// partiesTaken notes of the parties what the figures are cut by.
func partiesTaken(s flow.Scene, set map[string]any) error {
	parties, err := partiesOf(s)
	set[kinds.ContractSellerType.Name] = common(parties["seller"], kinds.OrganisationType)
	set[kinds.ContractBuyerType.Name] = common(parties["buyer"], kinds.OrganisationType)
	set[kinds.ContractBuyerRegion.Name] = nil
	if region, ok := common(parties["buyer"], kinds.OrganisationRegion).(string); ok {
		set[kinds.ContractBuyerRegion.Name] = region[:4] + "00" // the county could tell which firm it is
	}
	return err
}

// common is the code that all have, nil where they differ or do not say.
func common(orgs []record.Record, field record.ChoiceField) any {
	code := ""
	for i, o := range orgs {
		if i > 0 && field.Of(o) != code {
			return nil
		}
		code = field.Of(o)
	}
	if code == "" {
		return nil
	}
	return code
}

func refuse(s flow.Scene) (flow.Effects, error) {
	pack, _ := rules.Registration.On(kinds.ContractSigned.Of(s.Record))
	effects := flow.Effects{Rules: pack.Hash, Set: map[string]any{}}
	return effects, decided(s, effects.Set)
}

func decided(s flow.Scene, set map[string]any) error {
	here, err := decidesHere(s)
	set[kinds.ContractDecided.Name] = "outside"
	if here {
		set[kinds.ContractDecided.Name] = "here"
	}
	set[kinds.ContractDue.Name], set[kinds.ContractDueBasis.Name] = nil, nil
	return err
}

// neverRegistered keeps a registered contract that is checked again from being
// taken away; it can only be confirmed or refused.
func neverRegistered(s flow.Scene) error {
	if kinds.ContractNumber.In(s.Record) {
		return fault.Conflict(text.WasRegistered)
	}
	return nil
}

// benefitTold demands that whoever gave a benefit was told, before the ground for it goes.
func benefitTold(s flow.Scene) error {
	if kinds.ContractBenefit.Of(s.Record) && !kinds.ContractTold.Of(s.Record) {
		return fault.Invalid(kinds.ContractTold.Name, text.TellBenefit)
	}
	return nil
}

// upheldHere demands an objection to this contract that was upheld and has not been rechecked.
func upheldHere(s flow.Scene) error {
	id := kinds.ContractObjection.Of(s.Record)
	o, err := s.Reader.Record(id)
	if err != nil {
		return err
	}
	if kinds.ObjectionContract.Of(o) != s.Record.ID || o.State != "upheld" || slices.Contains(kinds.ContractObjections.Of(s.Record), id) {
		return fault.Invalid(kinds.ContractObjection.Name, text.NotUpheldHere)
	}
	return nil
}

// recheck gives the contract to experts, with a new sheet and a new term.
func recheck(s flow.Scene) (flow.Effects, error) {
	effects, err := withSheet(s)
	if err != nil {
		return flow.Effects{}, err
	}
	effects.Set[kinds.ContractAccepted.Name] = s.Today()
	effects.Set[kinds.ContractObjections.Name] = append(slices.Clone(kinds.ContractObjections.Of(s.Record)), kinds.ContractObjection.Of(s.Record))
	for _, f := range []record.Field{kinds.ContractOpinion.Field(), kinds.ContractConfirmed.Field(), kinds.ContractCertificate.Field()} {
		effects.Set[f.Name] = nil
	}
	startClock(s, effects.Set, s.Today(), true)
	return effects, nil
}

// mayChange demands an amendment of this contract that was handed in and not entered yet.
func mayChange(s flow.Scene) error {
	id := kinds.ContractAmendment.Of(s.Record)
	a, err := s.Reader.Record(id)
	if err != nil {
		return err
	}
	if kinds.AmendmentContract.Of(a) != s.Record.ID || a.State != "submitted" || slices.Contains(kinds.ContractAmended.Of(s.Record), id) {
		return fault.Invalid(kinds.ContractAmendment.Name, text.NotSubmittedHere)
	}
	s.Record = a // the contract may have changed since it was handed in
	return fault.At(amendmentStands(s), kinds.ContractAmendment.Name)
}

// change takes over what the amendment says.
func change(s flow.Scene) (flow.Effects, error) {
	id := kinds.ContractAmendment.Of(s.Record)
	a, err := s.Reader.Record(id)
	if err != nil {
		return flow.Effects{}, err
	}
	set := map[string]any{kinds.ContractAmended.Name: append(slices.Clone(kinds.ContractAmended.Of(s.Record)), id)}
	for _, pair := range [][2]string{
		{kinds.AmendmentName.Name, kinds.ContractTitle.Name}, {kinds.AmendmentTotal.Name, kinds.ContractTotal.Name},
		{kinds.AmendmentTechnical.Name, kinds.ContractTechnical.Name}, {kinds.AmendmentEnds.Name, kinds.ContractEnds.Name},
	} {
		if v, ok := a.Fields[pair[0]]; ok {
			set[pair[1]] = v
		}
	}
	return flow.Effects{Set: set}, nil
}

func variants(l text.Label) record.Variants { return record.Variants{"zh": l.ZH, "en": l.EN} }

// ruleNames says rules by what they ask.
func ruleNames(codes []string) text.Label {
	var names []text.Label
	for _, code := range codes {
		what, _ := rules.Names{}.Lookup(code)
		names = append(names, what)
	}
	return text.Listed(names...)
}

package process

import (
	"slices"
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
)

// Prereview is how a person answers what the rules leave to him.
var Prereview = add(flow.Process{
	Kind:    kinds.Prereview.Name,
	Version: 1,
	Steps:   append(answering("open"), answering("answered")...),
})

func answering(from string) []flow.Step {
	return []flow.Step{{
		Name: "answer", Label: text.Label{ZH: "核对预审单", EN: "Answer the sheet"}, From: []string{from}, To: "answered", By: record.Registrar,
		Asks:  []string{kinds.PrereviewFulfilled.Name, kinds.PrereviewFailed.Name, kinds.PrereviewOverruled.Name, kinds.PrereviewGrounds.Name},
		Guard: answersStand,
	}}
}

// answersStand demands one answer to every rule that is open, and grounds where
// the answer goes against the sheet.
func answersStand(s flow.Scene) error {
	contract, err := s.Reader.Record(kinds.PrereviewContract.Of(s.Record))
	if err != nil {
		return err
	}
	if kinds.ContractSheet.Of(contract) != s.Record.ID || !slices.Contains([]string{"submitted", "reviewing", "expert"}, contract.State) {
		return fault.Conflict(text.SheetNotCurrent)
	}
	fulfilled, failed, overruled := kinds.PrereviewFulfilled.Of(s.Record), kinds.PrereviewFailed.Of(s.Record), kinds.PrereviewOverruled.Of(s.Record)
	unmet := kinds.PrereviewUnmet.Of(s.Record)
	open := slices.Concat(unmet, kinds.PrereviewAsks.Of(s.Record))
	given := slices.Concat(fulfilled, failed, overruled)
	var missing []string
	for _, code := range open {
		if n := count(given, code); n > 1 {
			return fault.Invalid(kinds.PrereviewFulfilled.Name, text.AnsweredTwice, ruleNames([]string{code}))
		} else if n == 0 {
			missing = append(missing, code)
		}
	}
	if missing != nil {
		return fault.Invalid(kinds.PrereviewFulfilled.Name, text.NotAnswered, ruleNames(missing))
	}
	for _, code := range given {
		if !slices.Contains(open, code) {
			return fault.Invalid(kinds.PrereviewFulfilled.Name, text.NotAsked, ruleNames([]string{code}))
		}
	}
	against := slices.Concat(unmet, kinds.PrereviewDoubts.Of(s.Record))
	goes := len(overruled) > 0 || slices.ContainsFunc(fulfilled, func(code string) bool { return slices.Contains(against, code) })
	if goes && !kinds.PrereviewGrounds.In(s.Record) {
		return fault.Invalid(kinds.PrereviewGrounds.Name, text.GroundsRequired)
	}
	return nil
}

func count(list []string, code string) (n int) {
	for _, c := range list {
		if c == code {
			n++
		}
	}
	return n
}

// withSheet makes the pre-review sheet of a contract and points to it.
func withSheet(s flow.Scene) (flow.Effects, error) {
	facts, err := factsOf(s)
	if err != nil {
		return flow.Effects{}, err
	}
	sheet := rules.PreReview(facts)
	made := flow.Made{ID: s.NewID(kinds.Prereview.Name), Kind: kinds.Prereview.Name, Fields: map[string]any{
		kinds.PrereviewContract.Name: s.Record.ID, kinds.PrereviewPack.Name: variants(sheet.Pack.Name), kinds.PrereviewHash.Name: sheet.Pack.Hash,
		kinds.PrereviewOutcome.Name: sheet.Outcome, kinds.PrereviewLines.Name: variants(sheet.Say()),
		kinds.PrereviewMet.Name: sheet.Codes(rules.Met), kinds.PrereviewUnmet.Name: sheet.Codes(rules.Unmet), kinds.PrereviewAsks.Name: sheet.Codes(rules.Unsure),
		kinds.PrereviewDoubts.Name:  sheet.Doubts(),
		kinds.PrereviewReasons.Name: sheet.Reasons(), kinds.PrereviewSupplements.Name: sheet.Supplements(),
	}}
	return flow.Effects{Rules: sheet.Pack.Hash, Make: []flow.Made{made}, Set: map[string]any{kinds.ContractSheet.Name: made.ID}}, nil
}

// factsOf gathers what is known about a contract.
func factsOf(s flow.Scene) (rules.Facts, error) {
	r := s.Record
	f := rules.Facts{
		Signed: kinds.ContractSigned.Of(r), Submitted: submittedOn(s), ValidFrom: kinds.ContractBegins.Of(r), ValidTo: kinds.ContractEnds.Of(r),
		Type: kinds.ContractType.Of(r), Title: record.Words(r.Fields[kinds.ContractTitle.Name], text.ZH), Form: kinds.ContractForm.Of(r),
		Total: kinds.ContractTotal.Of(r), Technical: kinds.ContractTechnical.Of(r),
		Royalty: slices.Contains([]string{"royalty", "entry"}, kinds.ContractPayment.Of(r)),
		Sealed:  said(r, kinds.ContractSealed), Files: len(kinds.ContractFiles.Of(r)), Mixed: kinds.ContractMixed.Of(r),
		Foreign: rules.Foreign{
			Currency: kinds.ContractCurrency.Of(r), Amount: kinds.ContractForeign.Of(r), Rate: kinds.ContractRate.Of(r), Translated: said(r, kinds.ContractTranslated),
		},
		Subject: words(r, kinds.ContractSubject), Goal: words(r, kinds.ContractGoal), Novelty: words(r, kinds.ContractNovelty), Targets: words(r, kinds.ContractTargets),
		Acceptance: words(r, kinds.ContractAcceptance), Ownership: words(r, kinds.ContractOwnership),
	}
	parties, err := partiesOf(s)
	if err != nil {
		return f, err
	}
	f.Sellers, f.Buyers = codes(parties["seller"]), codes(parties["buyer"])
	amendment, err := AmountsBy(s.Record, s.Reader.Record)
	if err != nil {
		return f, err
	}
	if f.Deductions, err = deductions(s, r.ID, amendment); err != nil {
		return f, err
	}
	if f.Property, err = property(s); err != nil {
		return f, err
	}
	if f.Alike, err = alike(s, parties); err != nil {
		return f, err
	}
	f.Disputes, err = disputes(s)
	return f, err
}

// submittedOn is the day of the first application: papers added later, and a
// recheck, do not make it late.
func submittedOn(s flow.Scene) string {
	if kinds.ContractSubmitted.In(s.Record) {
		return kinds.ContractSubmitted.Of(s.Record)
	}
	return s.Today()
}

func words(r record.Record, f record.TextField) string {
	return record.Words(r.Fields[f.Name], text.ZH)
}

func said(r record.Record, f record.YesNoField) string {
	switch {
	case !f.In(r):
		return ""
	case f.Of(r):
		return "yes"
	}
	return "no"
}

func codes(organisations []record.Record) []string {
	var list []string
	for _, o := range organisations {
		list = append(list, kinds.OrganisationUSCC.Of(o))
	}
	return list
}

// property is the intellectual property that the contract names, or that of the
// achievement behind it.
func property(s flow.Scene) (string, error) {
	if kinds.ContractProperty.In(s.Record) || !kinds.ContractAchievement.In(s.Record) {
		return kinds.ContractProperty.Of(s.Record), nil
	}
	a, err := s.Reader.Record(kinds.ContractAchievement.Of(s.Record))
	return kinds.AchievementProperty.Of(a), err
}

// disputes counts objections to the contract that were not turned down.
func disputes(s flow.Scene) (n int, err error) {
	all, err := s.Reader.Having(kinds.Objection.Name, kinds.ObjectionContract.Name, s.Record.ID)
	for _, o := range all {
		if o.State == "filed" || o.State == "upheld" {
			n++
		}
	}
	return n, err
}

// alike finds other contracts that may be the same one: of the same parties, total
// and about the same day of signing, or of the same title and seller.
func alike(s flow.Scene, parties map[string][]record.Record) ([]string, error) {
	same, err := s.Reader.Having(kinds.Contract.Name, record.AlikeColumn, kinds.Contract.AlikeKey(s.Record.Fields)) // its title and seller
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range same {
		if stands(s, c) {
			names = append(names, nameOf(c))
		}
	}
	signed, err := time.Parse(time.DateOnly, kinds.ContractSigned.Of(s.Record))
	if err != nil {
		return names, nil // no day of signing, nothing to compare by
	}
	for d := -3; d <= 3; d++ {
		near, err := s.Reader.Having(kinds.Contract.Name, kinds.ContractSigned.Name, signed.AddDate(0, 0, d).Format(time.DateOnly))
		if err != nil {
			return nil, err
		}
		for _, c := range near {
			if !stands(s, c) || kinds.ContractTotal.Of(c) != kinds.ContractTotal.Of(s.Record) || slices.Contains(names, nameOf(c)) {
				continue
			}
			theirs, err := partiesOf(flow.Scene{Record: c, Reader: s.Reader})
			if err != nil {
				return nil, err
			}
			if sameParties(parties, theirs) {
				names = append(names, nameOf(c))
			}
		}
	}
	return names, nil
}

// stands reports whether c is another contract that has not been given up.
func stands(s flow.Scene, c record.Record) bool {
	return c.ID != s.Record.ID && !slices.Contains([]string{"withdrawn", "refused", "cancelled"}, c.State)
}

func nameOf(c record.Record) string {
	return strings.TrimSpace(words(c, kinds.ContractTitle) + " " + kinds.ContractNumber.Of(c) + " (" + c.ID + ")")
}

// sameParties compares sellers and buyers by their credit codes, whoever entered them.
func sameParties(a, b map[string][]record.Record) bool {
	for _, role := range []string{"seller", "buyer"} {
		ours, theirs := codes(a[role]), codes(b[role])
		slices.Sort(ours)
		slices.Sort(theirs)
		if !slices.Equal(ours, theirs) || slices.Contains(ours, "") {
			return false
		}
	}
	return true
}

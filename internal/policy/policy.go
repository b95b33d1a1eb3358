// Package policy says which policies a firm or a contract qualifies for, and why.
//
// It is pure, and judges by the stated conditions alone. Newcomers tend to take a
// missing fact for a "no": what is not known is said to be unknown.
package policy

import (
	"slices"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// Answer is yes, no or unknown.
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Facts is what is known of a firm or a contract; what is empty is not known.
type Facts struct {
	Day      string
	Region   string
	Party    string
	Contract string
	Field    string
	Emerging string
	Amount   *int64 // fen
	Rungs    []string
	Graded   bool // whether all rungs of the firm are known
}

// Line is one condition of a policy and whether it is met.
type Line struct {
	Field string // of the policy
	Met   Answer
}

// Verdict is what comes of a policy.
type Verdict struct {
	Policy record.Record
	Fits   Answer
	Lines  []Line
}

// FactsOf collects what a record, the firm concerned and its certificates say, as
// far as whoever asks may see them: of a contract, on the day it was signed.
func FactsOf(day string, r, firm record.Record, certificates []record.Record, graded bool) Facts {
	if r.Kind == kinds.Contract.Name && kinds.ContractSigned.In(r) {
		day = kinds.ContractSigned.Of(r)
	}
	f := Facts{Day: day, Region: kinds.OrganisationRegion.Of(firm), Party: kinds.OrganisationType.Of(firm), Emerging: kinds.OrganisationEmerging.Of(firm), Graded: graded}
	for _, c := range certificates {
		if slices.Contains([]string{"valid", "expired"}, c.State) && kinds.CertificateIssued.Of(c) <= day && day <= kinds.CertificateExpires.Of(c) {
			f.Rungs = append(f.Rungs, kinds.CertificateRung.Of(c))
		}
	}
	if r.Kind != kinds.Contract.Name {
		return f
	}
	f.Contract, f.Field = kinds.ContractType.Of(r), kinds.ContractField.Of(r)
	if kinds.ContractRegion.In(r) {
		f.Region = kinds.ContractRegion.Of(r)
	}
	if kinds.ContractTotal.In(r) {
		total := kinds.ContractTotal.Of(r)
		f.Amount = &total
	}
	return f
}

// Judge weighs one policy.
func Judge(p record.Record, f Facts) Verdict {
	v := Verdict{Policy: p, Fits: Yes, Lines: []Line{}}
	v.add(kinds.PolicyFrom.Name, truth(kinds.PolicyFrom.Of(p) <= f.Day))
	if kinds.PolicyTo.In(p) {
		v.add(kinds.PolicyTo.Name, truth(f.Day <= kinds.PolicyTo.Of(p)))
	}
	if regions := kinds.PolicyRegions.Of(p); regions != nil {
		v.add(kinds.PolicyRegions.Name, within(f.Region, regions))
	}
	for _, c := range []struct {
		field record.ChoicesField
		fact  string
	}{{kinds.PolicyParties, f.Party}, {kinds.PolicyContracts, f.Contract}, {kinds.PolicyFields, f.Field}, {kinds.PolicyEmerging, f.Emerging}} {
		if list := c.field.Of(p); list != nil {
			v.add(c.field.Name, among(c.fact, list))
		}
	}
	if rungs := kinds.PolicyRungs.Of(p); rungs != nil {
		v.add(kinds.PolicyRungs.Name, onRung(f, rungs))
	}
	if kinds.PolicyLeast.In(p) {
		v.add(kinds.PolicyLeast.Name, amount(f, func(n int64) bool { return n >= kinds.PolicyLeast.Of(p) }))
	}
	if kinds.PolicyMost.In(p) {
		v.add(kinds.PolicyMost.Name, amount(f, func(n int64) bool { return n <= kinds.PolicyMost.Of(p) }))
	}
	return v
}

// add notes a condition. One that is not met decides; one that is unknown leaves it open.
func (v *Verdict) add(field string, met Answer) {
	v.Lines = append(v.Lines, Line{field, met})
	if met == No || met == Unknown && v.Fits == Yes {
		v.Fits = met
	}
}

func truth(b bool) Answer {
	if b {
		return Yes
	}
	return No
}

func among(fact string, list []string) Answer {
	if fact == "" {
		return Unknown
	}
	return truth(slices.Contains(list, fact))
}

// within takes a province for all that lies in it.
func within(region string, list []string) Answer {
	if region == "" {
		return Unknown
	}
	return truth(slices.Contains(list, region) || slices.Contains(list, vocab.Province(region)))
}

func onRung(f Facts, rungs []string) Answer {
	if slices.ContainsFunc(f.Rungs, func(r string) bool { return slices.Contains(rungs, r) }) {
		return Yes
	}
	if !f.Graded {
		return Unknown
	}
	return No
}

func amount(f Facts, fits func(int64) bool) Answer {
	if f.Amount == nil {
		return Unknown
	}
	return truth(fits(*f.Amount))
}

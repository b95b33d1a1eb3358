package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Party is how the parties of a contract stand: with the contract, once that has
// been handed in.
var Party = add(flow.Process{
	Kind:    kinds.Party.Name,
	Version: 1,
	Check:   partyFits,
	Steps:   []flow.Step{strike("kept", nil)},
})

// strike takes a part off a contract that is still being written.
func strike(from string, guard func(flow.Scene) error) flow.Step {
	return flow.Step{Name: "strike", Label: text.Label{ZH: "删去", EN: "Strike out"}, From: []string{from}, To: record.Void, By: contractors, Guard: guard}
}

// partyFits refuses an organisation that has the role already.
func partyFits(s flow.Scene) error {
	if err := withContract(s, kinds.PartyContract); err != nil || s.Step != "" {
		return err
	}
	others, err := s.Reader.Having(kinds.Party.Name, kinds.PartyContract.Name, kinds.PartyContract.Of(s.Record))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(o record.Record) bool {
		return o.ID != s.Record.ID && kinds.PartyRole.Of(o) == kinds.PartyRole.Of(s.Record) && kinds.PartyOrganisation.Of(o) == kinds.PartyOrganisation.Of(s.Record)
	}) {
		return fault.Invalid(kinds.PartyOrganisation.Name, text.SameRoleTwice)
	}
	return nil
}

// withContract refuses to change a part of a contract that is no longer being
// written, and to take it away to another.
func withContract(s flow.Scene, of record.ReferenceField) error {
	ids := []string{of.Of(s.Record)}
	if s.Record.ID != "" {
		was, err := s.Reader.Record(s.Record.ID)
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
		if err == nil && of.Of(was) != ids[0] {
			ids = append(ids, of.Of(was))
		}
	}
	for _, id := range ids {
		contract, err := s.Reader.Record(id)
		if err != nil {
			return err
		}
		if !slices.Contains([]string{"draft", "signed", "supplement"}, contract.State) {
			return fault.Conflict(text.PartyFixed)
		}
		if kinds.ContractNumber.In(contract) {
			return fault.Conflict(text.HeldByNumber)
		}
	}
	return nil
}

package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/text"
)

// Deduction is how lines of deduction stand: with the contract, or with the
// amendment that lists them anew.
var Deduction = add(flow.Process{
	Kind:    kinds.Deduction.Name,
	Version: 1,
	Check:   deductionOpen,
	Steps:   []flow.Step{strike("kept", nil)},
})

func deductionOpen(s flow.Scene) error {
	if !kinds.DeductionAmendment.In(s.Record) {
		return withContract(s, kinds.DeductionContract)
	}
	amendment, err := s.Reader.Record(kinds.DeductionAmendment.Of(s.Record))
	if err != nil {
		return err
	}
	if s.Record.ID != "" {
		was, err := s.Reader.Record(s.Record.ID)
		if err == nil && kinds.DeductionAmendment.Of(was) != amendment.ID {
			return fault.Invalid(kinds.DeductionAmendment.Name, text.LineStays)
		}
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
	}
	if amendment.State != kinds.Amendment.First() || kinds.AmendmentContract.Of(amendment) != kinds.DeductionContract.Of(s.Record) {
		return fault.Invalid(kinds.DeductionAmendment.Name, text.AmendmentFixed)
	}
	return nil
}

package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Amendment is how a change that the parties agreed on comes into the register:
// the step "change" of the contract takes it over, then it is entered.
var Amendment = add(flow.Process{
	Kind:    kinds.Amendment.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "submit", Label: text.Label{ZH: "提交变更", EN: "Hand in"}, From: []string{"draft"}, To: "submitted", By: contractors,
			Needs: []string{kinds.AmendmentReason.Name, kinds.AmendmentFiles.Name}, Guard: amendmentStands,
		},
		{Name: "enter", Label: text.Label{ZH: "变更已登记", EN: "Mark as entered"}, From: []string{"submitted"}, To: "entered", By: record.Registrar, Guard: takenOver},
		{
			Name: "refuse", Label: text.Label{ZH: "不予变更", EN: "Refuse"}, From: []string{"submitted"}, To: "refused", By: record.Registrar,
			Asks: []string{kinds.AmendmentAnswer.Name}, Needs: []string{kinds.AmendmentAnswer.Name}, Guard: notTakenOver,
		},
	},
})

// amendmentStands demands that something changes, from a day between the signing of
// the contract and today, and that new amounts agree with the deductions listed anew.
func amendmentStands(s flow.Scene) error {
	r := s.Record
	if !kinds.AmendmentName.In(r) && !kinds.AmendmentTotal.In(r) && !kinds.AmendmentEnds.In(r) {
		return fault.Invalid(kinds.AmendmentTitle.Name, text.NothingAmended)
	}
	contract, err := s.Reader.Record(kinds.AmendmentContract.Of(r))
	if err != nil {
		return err
	}
	if kinds.AmendmentEnds.In(r) && kinds.AmendmentEnds.Of(r) < kinds.ContractBegins.Of(contract) {
		return fault.Invalid(kinds.AmendmentEnds.Name, text.EndsBeforeBeginning)
	}
	if kinds.AmendmentSigned.Of(r) < kinds.ContractSigned.Of(contract) {
		return fault.Invalid(kinds.AmendmentSigned.Name, text.AmendedBeforeSigning, kinds.ContractSigned.Of(contract))
	}
	if err := notAfterToday(s, kinds.AmendmentSigned); err != nil || !kinds.AmendmentTotal.In(r) {
		return err
	}
	if kinds.AmendmentTotal.Of(r) <= 0 {
		return fault.Invalid(kinds.AmendmentTotal.Name, text.TotalRequired)
	}
	lines, err := deductions(s, kinds.AmendmentContract.Of(r), r.ID)
	if err != nil {
		return err
	}
	return sumsUp(kinds.AmendmentTechnical.Name, kinds.AmendmentTotal.Of(r), kinds.AmendmentTechnical.Of(r), lines)
}

func takenOver(s flow.Scene) error {
	taken, err := inContract(s)
	if err == nil && !taken {
		err = fault.Conflict(text.AmendmentNotEntered)
	}
	return err
}

func notTakenOver(s flow.Scene) error {
	taken, err := inContract(s)
	if err == nil && taken {
		err = fault.Conflict(text.AmendmentEntered)
	}
	return err
}

func inContract(s flow.Scene) (bool, error) {
	contract, err := s.Reader.Record(kinds.AmendmentContract.Of(s.Record))
	return slices.Contains(kinds.ContractAmended.Of(contract), s.Record.ID), err
}

package process

import (
	"strings"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Inquiry is how a broker answers somebody who posted a need without signing in.
var Inquiry = add(flow.Process{
	Kind:    kinds.Inquiry.Name,
	Version: 1,
	Check:   func(s flow.Scene) error { return closesLater(s, kinds.InquiryCloses) },
	Steps: []flow.Step{
		{
			Name: "adopt", Label: text.Label{ZH: "受理并立需求", EN: "Adopt as a need"}, From: []string{"received"}, To: "adopted", By: record.Broker,
			Asks: []string{kinds.InquiryOrganisation.Name, kinds.InquiryAnswer.Name}, Effect: adopt, Task: flow.Task{Label: text.TaskInquiry},
		},
		{
			Name: "decline", Label: text.Label{ZH: "不予受理", EN: "Decline"}, From: []string{"received"}, To: "declined", By: record.Broker,
			Asks: []string{kinds.InquiryAnswer.Name}, Needs: []string{kinds.InquiryAnswer.Name},
		},
	},
})

// closesLater refuses a deadline that has passed from whoever is not staff, unless it
// was there before. Staff enters what is past as it was.
func closesLater(s flow.Scene, f record.DateField) error {
	if s.Step != "" || s.Class&record.Staff != 0 || !f.In(s.Record) || f.Of(s.Record) >= s.Today() {
		return nil
	}
	was, err := s.Reader.Record(s.Record.ID)
	if err != nil && !fault.Is(err, fault.CodeMissing) {
		return err
	}
	if err == nil && f.Of(was) == f.Of(s.Record) {
		return nil
	}
	return fault.Invalid(f.Name, text.DayPassed, s.Today())
}

// adopt drafts the need for the firm that the broker named, or that is on file under
// the same code or name; a firm that is not on file is entered.
func adopt(s flow.Scene) (flow.Effects, error) {
	firm, err := firmOf(s)
	if err != nil {
		return flow.Effects{}, err
	}
	var effects flow.Effects
	if firm == "" {
		made := newFirm(s)
		firm, effects.Make = made.ID, []flow.Made{made}
	}
	need := flow.Made{ID: s.NewID(kinds.Need.Name), Kind: kinds.Need.Name, Fields: map[string]any{kinds.NeedFirm.Name: firm}}
	for _, f := range []struct{ to, from string }{
		{kinds.NeedTitle.Name, kinds.InquiryTitle.Name}, {kinds.NeedProblem.Name, kinds.InquiryProblem.Name}, {kinds.NeedTarget.Name, kinds.InquiryTarget.Name},
		{kinds.NeedRegion.Name, kinds.InquiryRegion.Name}, {kinds.NeedBudget.Name, kinds.InquiryBudget.Name}, {kinds.NeedCloses.Name, kinds.InquiryCloses.Name},
		{kinds.NeedSecrecy.Name, kinds.InquirySecrecy.Name},
	} {
		if v, ok := s.Record.Fields[f.from]; ok {
			need.Fields[f.to] = v
		}
	}
	keepBack(s.Record, need.Fields)
	effects.Make = append(effects.Make, need)
	effects.Set = map[string]any{kinds.InquiryOrganisation.Name: firm, kinds.InquiryNeed.Name: need.ID}
	return effects, nil
}

// keepBack puts what the firm wants to keep confidential where the public does not see it.
// The broker then writes what everybody may read, or the need cannot be published.
func keepBack(inquiry record.Record, need map[string]any) {
	if secrecy := kinds.InquirySecrecy.Of(inquiry); secrecy == "" || secrecy == "open" {
		return
	}
	need[kinds.PublicationDetail.Name] = strings.TrimSpace(kinds.InquiryProblem.Of(inquiry) + "\n\n" + kinds.InquiryTarget.Of(inquiry))
	delete(need, kinds.NeedProblem.Name)
	delete(need, kinds.NeedTarget.Name)
}

// firmOf is the id of the firm on file, "" where there is none.
func firmOf(s flow.Scene) (string, error) {
	if kinds.InquiryOrganisation.In(s.Record) {
		return kinds.InquiryOrganisation.Of(s.Record), nil
	}
	if code := kinds.InquiryUSCC.Of(s.Record); code != "" {
		found, err := s.Reader.Having(kinds.Organisation.Name, kinds.OrganisationUSCC.Name, code)
		if err != nil || len(found) > 0 {
			return firstID(found), err
		}
	}
	name := kinds.InquiryFirm.Of(s.Record)
	found, err := s.Reader.Having(kinds.Organisation.Name, kinds.OrganisationName.Name, name)
	if err == nil && len(found) > 1 {
		err = fault.Invalid(kinds.InquiryOrganisation.Name, text.FirmAmbiguous, name, len(found))
	}
	return firstID(found), err
}

func firstID(list []record.Record) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].ID
}

func newFirm(s flow.Scene) flow.Made {
	firm := flow.Made{ID: s.NewID(kinds.Organisation.Name), Kind: kinds.Organisation.Name, Fields: map[string]any{}}
	for _, f := range []struct{ to, from string }{
		{kinds.OrganisationName.Name, kinds.InquiryFirm.Name}, {kinds.OrganisationUSCC.Name, kinds.InquiryUSCC.Name}, {kinds.OrganisationRegion.Name, kinds.InquiryRegion.Name},
		{kinds.OrganisationContact.Name, kinds.InquiryContact.Name}, {kinds.OrganisationPhone.Name, kinds.InquiryPhone.Name},
	} {
		if v, ok := s.Record.Fields[f.from]; ok {
			firm.Fields[f.to] = v
		}
	}
	return firm
}

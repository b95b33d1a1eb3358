package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// ContactLog is how a contact is followed up.
var ContactLog = add(flow.Process{
	Kind:    kinds.ContactLog.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "assign", Label: text.Label{ZH: "分派", EN: "Assign"}, From: []string{"open"}, To: "open", By: record.Staff,
			Asks: []string{kinds.ContactLogAssigned.Name}, Needs: []string{kinds.ContactLogAssigned.Name}, Guard: toStaff(kinds.ContactLogAssigned),
		},
		{Name: "claim", Label: text.Label{ZH: "接办", EN: "Take charge"}, From: []string{"open"}, To: "open", By: record.Staff, Effect: toActor(kinds.ContactLogAssigned)},
		{
			Name: "done", Label: text.Label{ZH: "办结", EN: "Done"}, From: []string{"open"}, To: "done", By: record.Staff,
			Task: flow.Task{Label: text.TaskContact, Day: kinds.ContactLogNext.Name, From: kinds.ContactLogNext.Name, Who: kinds.ContactLogAssigned.Name},
		},
		{Name: "reopen", Label: text.Label{ZH: "继续跟进", EN: "Reopen"}, From: []string{"done"}, To: "open", By: record.Staff},
	},
})

// toStaff refuses to put in charge who is not active staff. Whom an id names is not
// told: brokers do not see accounts.
func toStaff(f record.ReferenceField) func(flow.Scene) error {
	return func(s flow.Scene) error {
		r, err := s.Reader.Record(f.Of(s.Record))
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
		staff := slices.ContainsFunc(record.Roles(), func(role record.Role) bool {
			return record.Staff.Admits(role.Class) && slices.Contains(kinds.AccountRoles.Of(r), role.Name)
		})
		if err != nil || r.Kind != kinds.Account.Name || r.State != "active" || !staff {
			return fault.Invalid(f.Name, text.NotABroker)
		}
		return nil
	}
}

// toActor puts whoever takes the step in charge.
func toActor(f record.ReferenceField) func(flow.Scene) (flow.Effects, error) {
	return func(s flow.Scene) (flow.Effects, error) {
		return flow.Effects{Set: map[string]any{f.Name: s.Actor}}, nil
	}
}

package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Account is how somebody is let in and kept out.
var Account = add(flow.Process{
	Kind:    kinds.Account.Name,
	Version: 1,
	Check:   checkAccount,
	Steps: []flow.Step{
		{Name: "suspend", Label: text.Label{ZH: "停用", EN: "Suspend"}, From: []string{"active"}, To: "suspended", By: record.Security | record.Delegate},
		// The node takes these two when a password may be chosen, and when it was, so that
		// neither happens without a trace.
		{Name: "invite", Label: text.Label{ZH: "允许设置密码", EN: "Let choose a password"}, From: []string{"active"}, To: "active"},
		{Name: "password", Label: text.Label{ZH: "已设置密码", EN: "Password chosen"}, From: []string{"active"}, To: "active"},
		{Name: "reinstate", Label: text.Label{ZH: "启用", EN: "Reinstate"}, From: []string{"suspended"}, To: "active", By: record.Security | record.Delegate},
	},
})

func checkAccount(s flow.Scene) error {
	if err := delegated(s); err != nil {
		return err
	}
	return separateRoles(s)
}

// delegated keeps a delegate to plain members: he gives no role, and touches nobody
// who holds another. To which organisation they belong, access has looked at.
func delegated(s flow.Scene) error {
	if s.Actor == "" || s.Actor == s.Record.ID {
		return nil
	}
	actor, err := s.Reader.Record(s.Actor)
	if fault.Is(err, fault.CodeMissing) {
		return nil // an actor without an account is none of this node's delegates
	}
	if err != nil {
		return err
	}
	if roles := kinds.AccountRoles.Of(actor); !slices.Contains(roles, "delegate") || slices.Contains(roles, "security") {
		return nil
	}
	stages := []record.Record{s.Record}
	if s.Record.Rev > 0 {
		was, err := s.Reader.Record(s.Record.ID)
		if err != nil {
			return err
		}
		stages = append(stages, was)
	}
	for _, r := range stages {
		if !slices.Equal(kinds.AccountRoles.Of(r), []string{"member"}) {
			return fault.Denied(text.MembersOnly)
		}
	}
	return nil
}

// separateRoles keeps administrators out of business, except in a small office,
// and nobody changes his own account.
func separateRoles(s flow.Scene) error {
	if s.Actor != "" && s.Actor == s.Record.ID && s.Step != "password" {
		return fault.Denied(text.OwnRoles)
	}
	var admin, business bool
	for _, role := range record.Roles() {
		if slices.Contains(kinds.AccountRoles.Of(s.Record), role.Name) {
			admin = admin || record.Admins.Admits(role.Class)
			business = business || !record.Admins.Admits(role.Class)
		}
	}
	if !admin || !business || s.Step == "suspend" {
		return nil
	}
	small, err := smallOffice(s)
	if err == nil && !small {
		err = fault.Invalid(kinds.AccountRoles.Name, text.RolesSeparate)
	}
	return err
}

func smallOffice(s flow.Scene) (bool, error) {
	markets, err := s.Reader.Having(kinds.Market.Name, "state", "kept")
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(markets, kinds.MarketSmall.Of), nil
}

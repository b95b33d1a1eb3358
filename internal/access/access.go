// Package access decides who may do and see what. It is pure, and it is the only
// place that decides.
//
// Nothing is allowed that is not said: a record is seen through its state's
// audience, a field through its own. Newcomers tend to check a role by hand;
// ask May, View or Scopes instead, or the next audience will be forgotten.
package access

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Actor is somebody who asks. The zero Actor is a visitor.
type Actor struct {
	Account      string          // id of the account, "" for a visitor
	Organisation string          // id of his organisation, "" for none
	Roles        record.Audience // the roles his account holds
	Node         bool            // the node itself: its clock, its processes, its first start
}

// Class returns every class that the actor belongs to with regard to r.
func (a Actor) Class(r record.Record) record.Audience {
	if a.Node {
		return ^record.Audience(0)
	}
	class := record.Visitor | a.Roles&^record.Delegate
	if a.Organisation != "" && (r.Owner == a.Organisation || r.ID == a.Organisation) {
		class |= a.within()
	}
	if a.Account != "" && r.ID == a.Account {
		class |= record.Self
	}
	return class
}

// within is what the actor is with regard to what his own organisation owns: nobody
// is a delegate anywhere else.
func (a Actor) within() record.Audience { return record.Owner | a.Roles&record.Delegate }

// admits is the one rule: everybody is admitted where visitors are.
func admits(audience, class record.Audience) bool {
	return audience.Admits(record.Visitor) || audience.Admits(class)
}

// Sees reports whether the actor may know that r exists.
func Sees(a Actor, k record.Kind, r record.Record) bool {
	state, ok := k.State(r.State)
	return ok && admits(state.See, a.Class(r))
}

// SeesField reports whether the actor may see a field of a record that he sees.
func SeesField(a Actor, f record.Field, r record.Record) bool {
	return f.See == 0 || admits(f.See, a.Class(r))
}

// View returns r as the actor may see it, or false if he may not know of it.
// Fields that the kind does not declare are left out: nobody said who sees them.
func View(a Actor, k record.Kind, r record.Record) (record.Record, bool) {
	if !Sees(a, k, r) {
		return record.Record{}, false
	}
	seen := r
	seen.Fields = map[string]any{}
	for _, f := range k.Fields {
		if v, ok := r.Fields[f.Name]; ok && SeesField(a, f, r) {
			seen.Fields[f.Name] = v
		}
	}
	if f, ok := k.Field(k.Owner); ok && !SeesField(a, f, r) {
		seen.Owner = ""
	}
	if !SeesAuthor(a, r) {
		seen.By = ""
	}
	return seen, true
}

// SeesAuthor reports whether the actor may see by which account r was written.
func SeesAuthor(a Actor, r record.Record) bool {
	return admits(record.Insiders|record.Admins|record.Self, a.Class(r))
}

// Scopes returns what a list of the kind may hold for the actor, for the store to
// filter by before it sorts, pages or counts. No scope means an empty list.
func Scopes(a Actor, k record.Kind) []record.Scope {
	var scopes []record.Scope
	add := func(class record.Audience, s record.Scope) {
		for _, state := range k.States {
			if admits(state.See, class) {
				s.States = append(s.States, state.Name)
			}
		}
		if len(s.States) > 0 {
			scopes = append(scopes, s)
		}
	}
	add(a.Class(record.Record{}), record.Scope{})
	if a.Organisation != "" {
		add(a.within(), record.Scope{Owner: a.Organisation})
		add(a.within(), record.Scope{ID: a.Organisation})
	}
	if a.Account != "" {
		add(record.Self, record.Scope{ID: a.Account})
	}
	return scopes
}

// Create reports why the actor may not make r, a record as it would become.
func Create(a Actor, k record.Kind, r record.Record) error {
	return may(a, k.Create, r)
}

// Change reports why the actor may not change fields of r. He must be allowed
// on the record both as it was and as it would be, so that nobody gives himself
// or takes from another what he does not own.
func Change(a Actor, k record.Kind, was, will record.Record) error {
	if !Sees(a, k, was) {
		return fault.Missing(text.NoSuchRecord, was.ID)
	}
	if err := may(a, k.Change, was); err != nil {
		return err
	}
	return may(a, k.Change, will)
}

// Step reports why the actor may not take a step that is open to an audience.
func Step(a Actor, k record.Kind, by record.Audience, r record.Record) error {
	if !Sees(a, k, r) {
		return fault.Missing(text.NoSuchRecord, r.ID)
	}
	return may(a, by, r)
}

// MayCreate reports whether the actor could make some record of the kind, so
// that a page knows whether to offer it.
func MayCreate(a Actor, k record.Kind) bool {
	class := a.Roles &^ record.Delegate
	if a.Organisation != "" && k.Owner != "" {
		class |= a.within()
	}
	return k.Create.Admits(class)
}

// Holds reports whether the actor holds one of the roles.
func Holds(a Actor, roles record.Audience) error {
	return may(a, roles, record.Record{})
}

func may(a Actor, audience record.Audience, r record.Record) error {
	if a.Node || admits(audience, a.Class(r)) {
		return nil
	}
	if a.Account == "" {
		return fault.SignedOut()
	}
	return fault.Denied(text.NotAllowed)
}

// Public returns r as a visitor sees it, and whether he sees it at all. The match
// index and the report columns are built from nothing else.
func Public(k record.Kind, r record.Record) (record.Record, bool) {
	return View(Actor{}, k, r)
}

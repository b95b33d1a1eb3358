package web

import (
	"net/http"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// editable lists the fields that a form asks for: those of no step, which the
// actor may see where the record is there already.
func editable(actor access.Actor, k record.Kind, r record.Record) []record.Field {
	return slices.DeleteFunc(slices.Clone(k.Fields), func(f record.Field) bool {
		return f.Step || r.ID != "" && !access.SeesField(actor, f, r)
	})
}

// newRecord is the form for a new record. What the address holds is filled in.
func (f *face) newRecord(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	t := typed(r.URL.Query())
	if own := door.Person(r).Actor.Organisation; own != "" && k.Owner != "" && t.first(k.Owner) == "" {
		t[k.Owner] = []string{own} // nobody writes for another organisation
	}
	return f.showForm(w, r, http.StatusOK, k, record.Record{Kind: k.Name}, t, "", nil)
}

// mayMake returns the kind of the address, if the actor could make a record of it.
func (f *face) mayMake(r *http.Request) (record.Kind, error) {
	k, err := f.Office.Kind(r.PathValue("kind"))
	actor := door.Person(r).Actor
	switch {
	case err != nil:
		return k, err
	case access.MayCreate(actor, k):
		return k, nil
	case actor.Account == "":
		return k, fault.SignedOut()
	}
	return k, fault.Denied(text.NotAllowed)
}

// makeRecord saves a new record.
func (f *face) makeRecord(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	return f.put(w, r, k, record.Record{Kind: k.Name})
}

// editRecord is the form for a record that is there.
func (f *face) editRecord(w http.ResponseWriter, r *http.Request) error {
	k, was, err := f.mayChange(r)
	if err != nil {
		return err
	}
	return f.showForm(w, r, http.StatusOK, k, was, shownAs(editable(door.Person(r).Actor, k, was), was), "", nil)
}

// mayChange returns the record of the address, if the actor may change it.
func (f *face) mayChange(r *http.Request) (record.Kind, record.Record, error) {
	actor := door.Person(r).Actor
	was, err := f.Office.Record(r.Context(), actor, r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return record.Kind{}, was, err
	}
	k, err := f.Office.Kind(was.Kind)
	switch state, _ := k.State(was.State); {
	case err != nil || f.Office.MayChange(actor, was):
		return k, was, err
	case actor.Account == "":
		return k, was, fault.SignedOut()
	case state.Fixed:
		return k, was, fault.Conflict(text.StateFixed, state.Label)
	}
	return k, was, fault.Denied(text.NotAllowed)
}

// changeRecord saves what was changed in a record.
func (f *face) changeRecord(w http.ResponseWriter, r *http.Request) error {
	k, was, err := f.mayChange(r)
	if err != nil {
		return err
	}
	return f.put(w, r, k, was)
}

// put saves the form, or shows it again with all that is wrong.
func (f *face) put(w http.ResponseWriter, r *http.Request, k record.Kind, was record.Record) error {
	actor := door.Person(r).Actor
	fields := editable(actor, k, was)
	t, unkept := f.typedInto(fields, r)
	if unkept != nil && fault.All(unkept) == nil {
		return unkept
	}
	var err error
	values, unread := parsed(fields, t)
	wrong := fault.Join(unkept, unread)
	draft := record.Draft{Kind: k.Name, ID: was.ID}
	base := was
	if was.ID != "" {
		draft.Rev = revOf(r)
		if base, err = f.at(r, was, draft.Rev); err != nil {
			return err
		}
	}
	draft.Fields = changed(fields, values, base)
	if wrong != nil {
		if wrong, err = f.allWrong(r, draft, wrong); err != nil {
			return err
		}
		return f.showForm(w, r, http.StatusUnprocessableEntity, k, was, t, r.PostFormValue("key"), wrong)
	}
	if was.ID != "" && len(draft.Fields) == 0 && draft.Rev == was.Rev {
		return f.saved(w, r, address(k.Name, was.ID))
	}
	saved, err := f.Office.Put(r.Context(), actor, r.PostFormValue("key"), draft)
	if err != nil && mendable(err) {
		return f.showForm(w, r, door.Status(err), k, was, t, r.PostFormValue("key"), err)
	}
	if err != nil {
		return err
	}
	if len(saved) == 0 { // made, but not his to see
		return f.saved(w, r, "/records/"+k.Name)
	}
	return f.saved(w, r, address(k.Name, saved[0].ID))
}

// at is the record as it stood when its form was drawn. What was changed since is
// not taken for a change of his, and a form sent twice says the same twice.
func (f *face) at(r *http.Request, newest record.Record, rev int64) (record.Record, error) {
	if rev == newest.Rev {
		return newest, nil
	}
	all, err := f.Office.History(r.Context(), door.Person(r).Actor, newest.Kind, newest.ID)
	for _, old := range all {
		if old.Rev == rev {
			return old.Record, err
		}
	}
	return newest, err
}

// allWrong adds to what could not be read what the office would refuse besides,
// so that all can be mended together.
func (f *face) allWrong(r *http.Request, draft record.Draft, wrong error) (error, error) {
	trials, err := f.Office.Weigh(r.Context(), door.Person(r).Actor, office.Act{Draft: draft})
	if err != nil {
		return wrong, err
	}
	list := []error{wrong}
	for _, e := range fault.All(trials[0]) {
		unread := slices.ContainsFunc(fault.All(wrong), func(w *fault.Error) bool { return w.Field == e.Field })
		if !unread {
			list = append(list, e)
		}
	}
	return fault.Join(list...), nil
}

// showForm shows the form of a record as it was typed, with what is wrong.
func (f *face) showForm(w http.ResponseWriter, r *http.Request, status int, k record.Kind, was record.Record, t typed, key string, wrong error) error {
	lang := door.Lang(r)
	n := f.names(r.Context(), door.Person(r).Actor, lang)
	if err := n.learn(was); err != nil {
		return err
	}
	shown := page.Filling{
		Title: text.NewRecord.In(lang, k.Label), Kind: page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name},
		Action: "/records/" + k.Name, Key: key,
	}
	if was.ID != "" {
		shown.Record = page.Link{Label: n.title(was), Href: address(k.Name, was.ID)}
		shown.Title, shown.Action = text.EditTitle.In(lang, shown.Record.Label), shown.Record.Href+"/edit"
		shown.Rev = strconv.FormatInt(was.Rev, 10)
		if given := r.PostFormValue("rev"); given != "" {
			shown.Rev = given
		}
	}
	if fault.Is(wrong, fault.CodeConflict) && was.ID != "" {
		shown.Newest = page.Link{Label: text.NewestIs.In(lang), Href: shown.Record.Href}
	}
	for _, field := range editable(n.actor, k, was) {
		in, err := n.input(field, t)
		if err != nil {
			return err
		}
		shown.Inputs = append(shown.Inputs, in)
	}
	if k.Name == kinds.Contract.Name {
		inParts(shown.Inputs, lang)
	}
	shown.Faults = placed(shown.Inputs, wrong, lang)
	draft := was
	values, _ := parsed(editable(n.actor, k, was), t)
	if draft.Fields = given(values); k.Advise != nil {
		shown.Advice = checklist(k, draft, lang)
	}
	var err error
	if shown.Sum, err = n.sum(k.Name, was.ID, draft.Fields); err != nil {
		return err
	}
	frame, err := f.frame(r, shown.Title)
	if err != nil {
		return err
	}
	if shown.Key == "" {
		shown.Key = frame.Key
	}
	return f.show(w, r, status, page.FormPage(frame, shown))
}

// placed puts each fault beside its control, and lists them all. One whose field
// has no control here is named in the list alone.
func placed(inputs []page.Input, err error, lang text.Lang) []page.Fault {
	var list []page.Fault
	for _, e := range fault.All(err) {
		said := page.Fault{Text: e.In(lang)}
		for i := range inputs {
			if inputs[i].Name == e.Field {
				inputs[i].Faults = append(inputs[i].Faults, said.Text)
				said.Anchor = inputs[i].ID()
				said.Text = inputs[i].Label + " — " + said.Text
			}
		}
		list = append(list, said)
	}
	return list
}

package web

import (
	"net/http"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/web/page"
)

// asksOf lists the fields that a step asks for.
func asksOf(k record.Kind, s flow.Step) []record.Field {
	var list []record.Field
	for _, name := range s.Asks {
		if f, ok := k.Field(name); ok {
			f.Required = slices.Contains(s.Needs, name)
			list = append(list, f)
		}
	}
	return list
}

// steps are the forms of the steps that the reader may take.
func (n *names) steps(k record.Kind, r record.Record, key string) ([]page.Step, error) {
	var list []page.Step
	for _, s := range n.Office.Steps(n.actor, r) {
		to, _ := k.State(s.To)
		shown := page.Step{
			Name: s.Name, Label: s.Label.In(n.lang), To: to.Label.In(n.lang), Key: key,
			Action: address(k.Name, r.ID) + "/steps/" + s.Name, Rev: strconv.FormatInt(r.Rev, 10), Missing: n.missing(k, r, s),
		}
		fields := asksOf(k, s)
		t := shownAs(fields, r)
		for _, f := range fields {
			in, err := n.input(f, t)
			if err != nil {
				return nil, err
			}
			in.Step = s.Name
			shown.Inputs = append(shown.Inputs, n.answerable(r, in))
		}
		list = append(list, shown)
	}
	return list, nil
}

// opened opens the form of the step that the address names.
func opened(steps []page.Step, name string) {
	for i := range steps {
		steps[i].Open = steps[i].Open || steps[i].Name == name
	}
}

// missing lists the fields that the step needs, that it does not ask for, and
// that the record does not hold.
func (n *names) missing(k record.Kind, r record.Record, s flow.Step) []page.Link {
	var list []page.Link
	for _, name := range s.Needs {
		f, ok := k.Field(name)
		_, holds := r.Fields[name]
		if !ok || holds || slices.Contains(s.Asks, name) || !access.SeesField(n.actor, f, r) {
			continue
		}
		l := page.Link{Label: f.Label.In(n.lang)}
		if n.Office.MayChange(n.actor, r) {
			l.Href = address(k.Name, r.ID) + "/edit#f-" + name
		}
		list = append(list, l)
	}
	return list
}

// reopen fills the form of a step again and says what is wrong.
func (n *names) reopen(steps []page.Step, k record.Kind, rec record.Record, r *http.Request, step string, t typed, wrong error) ([]page.Fault, error) {
	for i := range steps {
		if steps[i].Name != step {
			continue
		}
		steps[i].Open, steps[i].Key = true, r.PostFormValue("key")
		for j, in := range steps[i].Inputs {
			f, _ := k.Field(in.Name)
			f.Required = in.Required
			again, err := n.input(f, t)
			if err != nil {
				return nil, err
			}
			again.Step = step
			steps[i].Inputs[j] = n.answerable(rec, again)
		}
		return n.located(k, placed(steps[i].Inputs, wrong, n.lang), wrong), nil
	}
	return placed(nil, wrong, n.lang), nil
}

// located names the field of those faults that have no control in the step.
func (n *names) located(k record.Kind, list []page.Fault, wrong error) []page.Fault {
	for i, e := range fault.All(wrong) {
		if f, ok := k.Field(e.Field); ok && list[i].Anchor == "" {
			list[i].Text = f.Label.In(n.lang) + " — " + list[i].Text
		}
	}
	return list
}

// takeStep takes a step with a record.
func (f *face) takeStep(w http.ResponseWriter, r *http.Request) error {
	rec, err := f.Office.Record(r.Context(), door.Person(r).Actor, r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	step := r.PathValue("step")
	t, _, err := f.take(r, rec, step)
	switch {
	case err == nil:
		return f.saved(w, r, address(rec.Kind, rec.ID))
	case mendable(err) || fault.Is(err, fault.CodeLimit): // a file may be too large
		return f.showRecord(w, r, door.Status(err), step, t, err)
	}
	return err
}

// take takes a step with what was typed into its form, and returns what was typed and
// what has changed.
func (f *face) take(r *http.Request, rec record.Record, step string) (typed, []record.Record, error) {
	k, err := f.Office.Kind(rec.Kind)
	if err != nil {
		return nil, nil, err
	}
	fields := askedBy(k, f.Office.Processes[k.Name], step)
	t, unkept := f.typedInto(fields, r)
	values, unread := parsed(fields, t)
	if err := fault.Join(unkept, unread); err != nil {
		return t, nil, err
	}
	move := office.Move{Kind: k.Name, ID: rec.ID, Rev: revOf(r), Step: step, Fields: given(values)}
	changed, err := f.Office.Take(r.Context(), door.Person(r).Actor, r.PostFormValue("key"), move)
	return t, changed, err
}

// askedBy lists what the step of that name asks for, whatever the state: a step
// that was taken already is sent again in the same words, so that its key fits.
func askedBy(k record.Kind, p flow.Process, name string) []record.Field {
	i := slices.IndexFunc(p.Steps, func(s flow.Step) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return asksOf(k, p.Steps[i])
}

// given leaves out what was left empty: a step sets fields, it does not clear them.
func given(values map[string]any) map[string]any {
	for name, v := range values {
		if record.Empty(v) {
			delete(values, name)
		}
	}
	return values
}

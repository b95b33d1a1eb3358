package web

import (
	"net/http"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

func stepNamed(name string) func(flow.Step) bool {
	return func(s flow.Step) bool { return s.Name == name }
}

// judge takes a step with a match on the desk and goes on: to the contract drafted, to
// the next match, or back to the same where it still waits.
func (f *face) judge(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	if err := access.Holds(actor, record.Staff); err != nil {
		return err
	}
	m, err := f.Office.Record(r.Context(), actor, kinds.Match.Name, r.PathValue("id"))
	if err != nil {
		return err
	}
	n, q, step := f.names(r.Context(), actor, door.Lang(r)), queueOf(r.URL.Query()), r.URL.Query().Get("step")
	_, next, err := n.neighbours(q, m)
	if err != nil {
		return err
	}
	t, changed, err := f.take(r, m, step)
	switch {
	case fault.Is(err, fault.CodeConflict) && revOf(r) != m.Rev:
		return f.clash(w, r, m, t, next)
	case mendable(err):
		return f.showPairing(w, r, door.Status(err), step, t, err)
	case err != nil:
		return err
	}
	if i := slices.IndexFunc(changed, func(c record.Record) bool { return c.Kind == kinds.Contract.Name }); i >= 0 {
		return f.saved(w, r, address(kinds.Contract.Name, changed[i].ID))
	}
	if left := slices.ContainsFunc(changed, func(c record.Record) bool { return c.ID == m.ID && c.State != q.state }); left {
		if next == "" {
			next = at("/desk", q.query())
		}
		return f.saved(w, r, done(next, step))
	}
	return f.saved(w, r, done(q.at(m.ID), step))
}

// done adds to an address what has just been entered.
func done(to, step string) string {
	if strings.Contains(to, "?") {
		return to + "&done=" + step
	}
	return to + "?done=" + step
}

// clash tells a broker that another has dealt with the match since he opened it.
func (f *face) clash(w http.ResponseWriter, r *http.Request, m record.Record, t typed, next string) error {
	n, q := f.names(r.Context(), door.Person(r).Actor, door.Lang(r)), queueOf(r.URL.Query())
	who, ok := n.colleague(m.By)
	if !ok {
		who = text.ClashSomebody.In(n.lang)
	}
	what := text.Edit
	if i := slices.IndexFunc(f.Office.Processes[m.Kind].Steps, stepNamed(m.Step)); i >= 0 {
		what = f.Office.Processes[m.Kind].Steps[i].Label
	}
	state, _ := kinds.Match.State(m.State)
	shown := page.Clash{Said: text.ClashWho.In(n.lang, who, instant(m.Time()), what, state.Label), See: q.at(m.ID), Next: next, QueueAt: at("/desk", q.query())}
	for _, field := range kinds.Match.Fields {
		if v := t.first(field.Name); v != "" && field.Type.Name() == "text" {
			shown.Typed = append(shown.Typed, page.Fact{Label: field.Label.In(n.lang), Value: v})
		}
	}
	frame, err := f.frame(r, text.ClashTitle.In(n.lang))
	if err != nil {
		return err
	}
	frame.Back = shown.See
	return f.show(w, r, http.StatusConflict, page.ClashPage(frame, shown))
}

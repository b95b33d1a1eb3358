package web

import (
	"slices"

	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// history is every revision that the reader may see, the newest first.
func (n *names) history(k record.Kind, r record.Record) ([]page.Change, error) {
	all, err := n.Office.History(n.ctx, n.actor, k.Name, r.ID)
	if err != nil {
		return nil, err
	}
	var list []page.Change
	before := record.Record{}
	for _, rev := range all {
		if err := n.learn(rev.Record); err != nil {
			return nil, err
		}
		by, err := n.author(rev.Record)
		if err != nil {
			return nil, err
		}
		list = append(list, n.change(k, before, rev, by))
		before = rev.Record
	}
	slices.Reverse(list)
	return list, nil
}

// change says what one revision changed.
func (n *names) change(k record.Kind, before record.Record, rev office.Revision, by string) page.Change {
	c := page.Change{
		Rev: text.RevisionNo.In(n.lang, rev.Rev), At: instant(rev.Time()), By: by,
		Step: n.stepName(k, before, rev.Record), Entry: text.EntryWaiting.In(n.lang),
	}
	if rev.Entry >= 0 {
		c.Entry = text.EntryNo.In(n.lang, rev.Entry)
	}
	if rev.State != before.State {
		s, _ := k.State(rev.State)
		c.State = s.Label.In(n.lang)
	}
	for _, name := range rev.Changed {
		f, ok := k.Field(name)
		if !ok {
			continue
		}
		c.Fields = append(c.Fields, page.Difference{
			Label: f.Label.In(n.lang), Was: beginning(n.plain(before, f), 400), Is: beginning(n.plain(rev.Record, f), 400),
		})
	}
	return c
}

// stepName says what led to a revision.
func (n *names) stepName(k record.Kind, before, r record.Record) string {
	switch {
	case r.Step == "" && r.Rev == 1:
		return text.StepMade.In(n.lang)
	case r.Step == "":
		return text.StepChanged.In(n.lang)
	case r.Step == "erase":
		return text.StepErased.In(n.lang)
	case r.Step == office.UndoStep:
		return text.StepUndone.In(n.lang)
	case r.Step == office.MergeStep:
		return text.StepMerged.In(n.lang)
	}
	if step, err := n.Office.Processes[k.Name].Find(r.Step, before.State); err == nil {
		return step.Label.In(n.lang)
	}
	return text.StepMade.In(n.lang)
}

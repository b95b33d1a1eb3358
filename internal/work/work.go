// Package work says what waits for somebody today, and reminds him of it.
//
// What waits is declared by the processes (flow.Task): a step that somebody may take
// with a record, from a day on, until a day. A new process shows up here without a
// line of code. Newcomers tend to add a kind by name; declare a task instead.
package work

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"heitu/internal/access"
	"heitu/internal/flow"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Item is one thing that waits.
type Item struct {
	Record record.Record // with its title only
	Title  record.Label
	Step   string
	Why    text.Label
	Due    string // day until when, "" for none
	Mine   bool   // whether it waits for the actor himself, not for all who may
}

// List is what waits for somebody, what is due first in front.
type List struct {
	Items []Item
	More  bool // whether there is more than could be listed
}

// Overdue counts what was due before the day or is due on it.
func (l List) Overdue(day string) int {
	n := 0
	for _, i := range l.Items {
		if i.Due != "" && i.Due <= day {
			n++
		}
	}
	return n
}

// Items returns what waits for the actor on a day.
func Items(ctx context.Context, o *office.Office, actor access.Actor, day string) (List, error) {
	var list List
	for _, kind := range slices.Sorted(maps.Keys(o.Processes)) {
		k, err := o.Kind(kind)
		if err != nil {
			return list, err
		}
		for _, step := range o.Processes[kind].Steps {
			if step.Task.Label.Empty() {
				continue
			}
			for _, state := range step.From {
				if err := list.add(ctx, o, actor, k, step, state, day); err != nil {
					return list, err
				}
			}
		}
	}
	slices.SortStableFunc(list.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(orLast(a.Due), orLast(b.Due)), cmp.Compare(flag(b.Mine), flag(a.Mine)), cmp.Compare(a.Record.ID, b.Record.ID))
	})
	return list, nil
}

// orLast sorts what has no day behind what has.
func orLast(day string) string {
	if day == "" {
		return "9999-99-99"
	}
	return day
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// add adds the records in a state that wait for the step to be taken.
func (l *List) add(ctx context.Context, o *office.Office, actor access.Actor, k record.Kind, step flow.Step, state, day string) error {
	task := step.Task
	q := record.Query{Kind: k.Name, Limit: office.PageSize, Where: []record.Term{{Field: "state", Op: record.Equal, Value: state}}}
	if f, ok := k.Field(task.From); ok && access.SeesField(actor, f, record.Record{}) {
		q.Where = append(q.Where, record.Term{Field: f.Name, Op: record.AtMost, Value: day})
	}
	queries := []record.Query{q}
	if f, ok := k.Field(task.Who); ok && f.Filter && actor.Account != "" && access.SeesField(actor, f, record.Record{}) {
		own := q
		own.Where = append(slices.Clone(q.Where), record.Term{Field: f.Name, Op: record.Equal, Value: actor.Account})
		queries = append(queries, own)
	}
	seen := map[string]bool{}
	for _, q := range queries {
		found, err := o.Glance(ctx, actor, q, task.Day, task.From, task.Who)
		if err != nil {
			return err
		}
		l.More = l.More || len(found) == q.Limit
		for _, r := range found {
			if item, ok := waits(o, actor, k, step, r, day); ok && !seen[r.ID] {
				seen[r.ID] = true
				l.Items = append(l.Items, item)
			}
		}
	}
	return nil
}

// waits reports whether a record waits for the actor to take the step.
func waits(o *office.Office, actor access.Actor, k record.Kind, step flow.Step, r record.Record, day string) (Item, bool) {
	task := step.Task
	who, _ := r.Fields[task.Who].(string)
	from, _ := r.Fields[task.From].(string)
	due, _ := r.Fields[task.Day].(string)
	may := slices.ContainsFunc(o.Steps(actor, r), func(s flow.Step) bool { return s.Name == step.Name })
	if !may || who != "" && who != actor.Account || task.From != "" && (from == "" || from > day) {
		return Item{}, false
	}
	title := record.Label{ZH: k.Title(r, text.ZH), EN: k.Title(r, text.EN)}
	return Item{Record: r, Title: title, Step: step.Name, Why: task.Label, Due: due, Mine: who != ""}, true
}

package office

import (
	"context"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Move is a step that somebody wants to take with a record.
type Move struct {
	Kind   string
	ID     string
	Rev    int64 // the revision he has seen
	Step   string
	Fields map[string]any // what the step asks for
}

// Take takes steps, all or none. It returns the records that changed or were
// made, as the actor may see them, the first move's own record first.
func (o *Office) Take(ctx context.Context, actor access.Actor, key string, moves ...Move) ([]record.Record, error) {
	saved, err := o.write(ctx, actor, key, moves, func(d *desk) error {
		return each(moves, d.take)
	})
	if err != nil {
		return nil, err
	}
	return o.views(actor, saved), nil
}

// take judges one step and saves what follows from it.
func (d *desk) take(m Move) error {
	k, err := d.Kind(m.Kind)
	if err != nil {
		return err
	}
	was, err := d.current(k, m.ID, m.Rev)
	if err != nil {
		return err
	}
	p, ok := d.Processes[k.Name].At(was.Process)
	if !ok {
		return fault.Conflict(text.ProcessUnknown, was.Process)
	}
	step, err := p.Find(m.Step, was.State)
	if err != nil {
		return err
	}
	if err := access.Step(d.actor, k, step.By, was); err != nil {
		return err
	}
	will := was.Clone()
	merge(will.Fields, m.Fields)
	if err := d.check(k, was, will, m.Fields, &step); err != nil {
		return err
	}
	scene, failed := d.scene(will, m.Step)
	out, err := p.Next(scene)
	if err != nil {
		return err
	}
	if err := failed(); err != nil {
		return err
	}
	return d.perform(k, was, will, step, out)
}

// perform saves the record in its new state, makes what the step makes, and
// leaves the jobs.
func (d *desk) perform(k record.Kind, was, will record.Record, step flow.Step, out flow.Outcome) error {
	merge(will.Fields, out.Set)
	if err := broken(k, was, will); err != nil {
		return err
	}
	will.State, will.Step = out.State, step.Name
	if out.Rules != "" {
		will.Rules = out.Rules
	}
	saved, err := d.save(k, will)
	if err != nil {
		return err
	}
	for _, made := range out.Make {
		mk, err := d.Kind(made.Kind)
		if err != nil {
			return err
		}
		r := record.Record{Key: record.Key{ID: made.ID}, Kind: mk.Name, State: mk.First(), Process: d.Processes[mk.Name].Version, Step: step.Name, Fields: map[string]any{}}
		merge(r.Fields, made.Fields)
		if err := d.checkMade(mk, r); err != nil {
			return err
		}
		if _, err := d.save(mk, r); err != nil {
			return err
		}
	}
	for _, job := range out.Jobs {
		if d.dry {
			break
		}
		if err := d.tx.AddJob(d.ctx, store.Job{Kind: job, Payload: []byte(saved.ID), Due: d.now}); err != nil {
			return err
		}
	}
	return nil
}

// checkMade judges what a process makes: values and rules, but not the actor's
// rights, since the step was his to take.
func (d *desk) checkMade(k record.Kind, r record.Record) error {
	node := *d
	node.actor = access.Actor{Node: true}
	return node.check(k, record.Record{}, r, r.Fields, nil)
}

// Due takes every step whose day has ended, as the node itself, and returns how
// many it took. A guard that refuses leaves the record for the next time.
func (o *Office) Due(ctx context.Context) (int, error) {
	taken := 0
	for kind, p := range o.Processes {
		for _, step := range p.Steps {
			if step.Due == "" {
				continue
			}
			n, err := o.takeDue(ctx, kind, step)
			taken += n
			if err != nil {
				return taken, err
			}
		}
	}
	return taken, nil
}

func (o *Office) takeDue(ctx context.Context, kind string, step flow.Step) (int, error) {
	q := record.Query{
		Kind: kind, Scopes: []record.Scope{{States: step.From}}, Limit: 500,
		Where: []record.Term{{Field: step.Due, Op: record.AtMost, Value: record.Day(o.Now().AddDate(0, 0, -1))}},
	}
	for taken := 0; ; {
		var due []record.Record
		err := o.Store.View(ctx, func(tx store.Tx) (err error) {
			due, err = tx.Find(ctx, q)
			return err
		})
		if err != nil || len(due) == 0 {
			return taken, err
		}
		for _, r := range due {
			_, err := o.Take(ctx, access.Actor{Node: true}, "", Move{Kind: kind, ID: r.ID, Rev: r.Rev, Step: step.Name})
			if err != nil && fault.All(err) == nil {
				return taken, err
			}
			if err == nil {
				taken++
			}
		}
		q.After = due[len(due)-1].ID
	}
}

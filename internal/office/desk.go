package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// desk is the place of one request within one transaction. The transaction may be
// run again, so a desk is made afresh each time.
type desk struct {
	*Office
	ctx   context.Context
	tx    store.Tx
	actor access.Actor
	now   time.Time
	saved []record.Record
	*trial
}

// write runs fn at a desk and returns what it saved. A request whose key has been
// answered before is not run again.
func (o *Office) write(ctx context.Context, actor access.Actor, key string, request any, fn func(*desk) error) ([]record.Record, error) {
	hash, err := hashOf(request)
	if err != nil {
		return nil, err
	}
	var saved []record.Record
	err = o.Store.Update(ctx, func(tx store.Tx) error {
		now, err := o.now()
		if err != nil {
			return err
		}
		d := &desk{Office: o, ctx: ctx, tx: tx, actor: actor, now: now, trial: &trial{}}
		answered, err := d.answered(key, hash)
		if err == nil && !answered {
			if err = fn(d); err == nil {
				err = d.answer(key, hash)
			}
		}
		saved = d.saved
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, r := range saved {
		o.raise(r.At)
	}
	o.Committed()
	return saved, nil
}

// save writes r as the next revision by the actor, journal entry and all.
func (d *desk) save(k record.Kind, r record.Record) (record.Record, error) {
	if err := d.ours(r.ID); err != nil {
		return r, err
	}
	r.Home, r.Kind, r.By, r.At = d.Home, k.Name, d.actor.Account, d.now.UnixMilli()
	r.Rev++
	r.Owner = ""
	if owner, ok := r.Fields[k.Owner].(string); ok {
		r.Owner = owner
	}
	if err := d.belong(k, &r); err != nil {
		return r, err
	}
	if d.dry {
		d.lay(k, r)
		return r, nil
	}
	slots := store.Slots(r)
	secret, err := journal.NewSecret(d.Random, len(k.Fields), len(slots))
	if err != nil {
		return r, err
	}
	rev := store.Revision{Record: r, Body: record.CanonicalFields(r.Fields)}
	if rev.Secret, err = json.Marshal(secret); err != nil {
		return r, fmt.Errorf("encode secret: %w", err)
	}
	rev.Entry = journal.Entry{Number: -1, Home: r.Home, ID: r.ID, Rev: r.Rev, Format: journal.Format, KeyID: d.KeyID, At: r.At}
	if rev.Entry.Leaf, err = secret.Leaf(slots); err != nil {
		return r, err
	}
	if err := d.tx.Put(d.ctx, rev); err != nil {
		return r, err
	}
	if err := Offer(d.ctx, d.tx, k, r); err != nil {
		return r, err
	}
	d.saved = append(d.saved, r)
	return r, d.passOn(r)
}

// newest returns the newest revision of a record of a kind, whoever may see it.
func (d *desk) newest(kind, id string) (record.Record, error) {
	r, ok := d.known(id)
	if !ok {
		var err error
		if r, err = d.tx.Record(d.ctx, record.Key{Home: d.Home, ID: id}); err != nil {
			return record.Record{}, err
		}
		d.learn(r)
	}
	if kind != "" && r.Kind != kind {
		return record.Record{}, fault.Missing(text.NoSuchRecord, id)
	}
	return r, nil
}

// Record implements flow.Reader.
func (d *desk) Record(id string) (record.Record, error) { return d.newest("", id) }

// Having implements flow.Reader.
func (d *desk) Having(kind, field, value string) ([]record.Record, error) {
	k, err := d.Kind(kind)
	if err != nil {
		return nil, err
	}
	all := record.Scope{}
	for _, s := range k.States {
		all.States = append(all.States, s.Name)
	}
	list, err := d.tx.Find(d.ctx, record.Query{
		Kind: kind, Scopes: []record.Scope{all}, Limit: 1000,
		Where: []record.Term{{Field: field, Op: record.Equal, Value: value}},
	})
	if err != nil || !d.dry {
		return list, err
	}
	return d.over(kind, field, value, list), nil
}

// scene sets the stage for a process.
func (d *desk) scene(r record.Record, step string) (flow.Scene, func() error) {
	var failed error
	newID := func(string) string {
		id, err := d.newID(d.now)
		failed = errors.Join(failed, err)
		return id
	}
	return flow.Scene{Record: r, Step: step, Actor: d.actor.Account, Class: d.actor.Class(r), Now: d.now, Reader: d, NewID: newID}, func() error { return failed }
}

package office

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Prove returns evidence for the newest placed revisions of records, in the order
// of ids, as far as the actor may see them. Only the named fields are shown; nil
// shows all. A record that he may not see is a missing fault.
func (o *Office) Prove(ctx context.Context, actor access.Actor, fields []string, ids ...string) (journal.Proven, error) {
	var head journal.Head
	err := o.Store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	if err != nil {
		return journal.Proven{}, err
	}
	return o.ProveAt(ctx, actor, head, fields, ids...)
}

// ProveAt is Prove under an earlier checkpoint of this journal: it shows the revisions
// that were the newest then, as the actor would have seen them.
func (o *Office) ProveAt(ctx context.Context, actor access.Actor, head journal.Head, fields []string, ids ...string) (journal.Proven, error) {
	p := journal.Proven{Checkpoint: head.Checkpoint, Records: make([]journal.Evidence, 0, len(ids))}
	for some := range slices.Chunk(ids, provenAtOnce) {
		err := o.Store.View(ctx, func(tx store.Tx) error {
			for _, id := range some {
				e, err := o.evidence(ctx, tx, actor, fields, head.Size, id)
				if err != nil {
					return err
				}
				p.Records = append(p.Records, e)
			}
			return nil
		})
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// provenAtOnce is how many records are proven in one read of the database, so that
// a long proof keeps nobody else from reading.
const provenAtOnce = 200

func (o *Office) evidence(ctx context.Context, tx store.Tx, actor access.Actor, fields []string, size int64, id string) (journal.Evidence, error) {
	rev, err := o.placed(ctx, tx, size, id)
	if err != nil {
		return journal.Evidence{}, err
	}
	seen, ok := access.View(actor, o.kinds[rev.Kind], rev.Record)
	if !ok {
		return journal.Evidence{}, fault.Missing(text.NoSuchRecord, id)
	}
	e := journal.Evidence{Header: rev.Header(), Fields: map[string]json.RawMessage{}}
	names := []string{journal.HeaderSlot}
	if access.SeesAuthor(actor, rev.Record) && fields == nil {
		e.By = record.Canonical(rev.By)
		names = append(names, journal.AuthorSlot)
	}
	for _, name := range slices.Sorted(maps.Keys(seen.Fields)) {
		if fields == nil || slices.Contains(fields, name) {
			e.Fields[name] = record.Canonical(seen.Fields[name])
			names = append(names, name)
		}
	}
	var secret journal.Secret
	if err := json.Unmarshal(rev.Secret, &secret); err != nil {
		return journal.Evidence{}, fmt.Errorf("read secret of %s: %w", id, err)
	}
	if e.Disclosure, err = secret.Disclose(store.Slots(rev.Record), names); err != nil {
		return journal.Evidence{}, err
	}
	e.Proof, err = journal.Prove(ctx, tx, size, rev.Entry.Number)
	return e, err
}

// placed returns the newest revision that has a place below size.
func (o *Office) placed(ctx context.Context, tx store.Tx, size int64, id string) (store.Revision, error) {
	all, err := tx.History(ctx, record.Key{Home: o.Home, ID: id})
	if err != nil {
		return store.Revision{}, err
	}
	for _, rev := range slices.Backward(all) {
		if rev.Entry.Number >= 0 && rev.Entry.Number < size {
			return rev, nil
		}
	}
	return store.Revision{}, fault.Missing(text.NoSuchRecord, id)
}

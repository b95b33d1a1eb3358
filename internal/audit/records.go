package audit

import (
	"bytes"
	"context"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Records audits some records of a running node as Store does all: the leaves of all
// their revisions are recomputed from the database, the newest proven to stand under the
// signed checkpoint, and the record that lists show compared with it. Entries without a
// place are held against their leaves alone. It does not see records that were
// taken out of the database; Store does.
func Records(ctx context.Context, s store.Store, c Config, home string, ids ...string) ([]Finding, error) {
	a := &auditor{Config: c, store: s, kinds: map[string]record.Kind{}, newest: map[string]record.Record{}, erasures: map[string][]record.Record{}}
	for _, k := range c.Kinds {
		a.kinds[k.Name] = k
	}
	verifier, err := note.NewVerifier(c.Key)
	if err != nil {
		return nil, fault.Invalid("key", text.KeyUnreadable, err.Error())
	}
	err = s.View(ctx, func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		checkpoint, err := journal.Open(head.Checkpoint, verifier)
		if err != nil || checkpoint.Size != head.Size {
			a.find("", text.CheckpointForged, home)
			return nil
		}
		for _, id := range ids {
			if err := a.one(ctx, tx, checkpoint, record.Key{Home: home, ID: id}); err != nil {
				return err
			}
		}
		return nil
	})
	return a.Findings, err
}

// one audits one record with its history.
func (a *auditor) one(ctx context.Context, tx store.Tx, c journal.Checkpoint, key record.Key) error {
	history, err := tx.History(ctx, key)
	if err != nil || len(history) == 0 {
		a.find(key.ID, text.RecordAdded, key.ID)
		return ctx.Err()
	}
	erasures, err := tx.Find(ctx, record.Query{
		Kind: kinds.Erasure.Name, Scopes: []record.Scope{{States: []string{kinds.Erasure.First()}}}, Limit: batch,
		Where: []record.Term{{Field: kinds.ErasureRecord.Name, Op: record.Equal, Value: key.ID}},
	})
	if err != nil {
		return err
	}
	a.erasures[key.ID] = erasures
	a.partial = nil
	for i, rev := range history {
		o := open(rev)
		a.entry(rev, o)
		if i < len(history)-1 || rev.Entry.Number < 0 || o.err != nil {
			continue
		}
		proof, err := journal.Prove(ctx, tx, c.Size, rev.Entry.Number)
		if err != nil || proof.Check(c, o.leaf) != nil {
			a.find(key.ID, text.RevisionAltered, key.ID, rev.Rev, rev.Entry.Number)
		}
	}
	a.checkErasures()
	last := history[len(history)-1].Record
	now, err := tx.Record(ctx, key)
	switch {
	case fault.Is(err, fault.CodeMissing):
		a.find(key.ID, text.RecordUnlisted, key.ID, last.Kind)
		return nil
	case err != nil:
		return err
	case now.State != last.State || !bytes.Equal(record.CanonicalFields(now.Fields), record.CanonicalFields(last.Fields)) || !same(now, last):
		a.find(key.ID, text.RecordDiffers, key.ID, now.Rev)
	}
	return nil
}

package audit

import (
	"bytes"
	"context"
	"maps"
	"reflect"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// compare holds the records and lists that the node works with against what the
// journal says they are, and entries that have no place yet against their records.
func (a *auditor) compare(ctx context.Context) error {
	pending, err := a.pending(ctx)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, k := range a.Kinds {
		void, _ := k.State(record.Void)
		for _, state := range append(k.States[:len(k.States):len(k.States)], void) {
			if err := a.list(ctx, k, state.Name, listed, pending); err != nil {
				return err
			}
		}
	}
	for id, r := range a.newest {
		if !listed[id] && !pending[id] && a.kinds[r.Kind].Name != "" {
			a.find(id, text.RecordUnlisted, id, r.Kind)
		}
	}
	a.Records = len(listed)
	return a.totals(ctx, len(listed))
}

// list walks one state of a kind as a list would show it.
func (a *auditor) list(ctx context.Context, k record.Kind, state string, listed, pending map[string]bool) error {
	q := record.Query{Kind: k.Name, Scopes: []record.Scope{{States: []string{state}}}, Limit: batch}
	for {
		var page []record.Record
		err := a.store.View(ctx, func(tx store.Tx) (err error) {
			page, err = tx.Find(ctx, q)
			return err
		})
		if err != nil {
			a.find("", text.ListUnreadable, k.Name, err.Error())
			return nil
		}
		for _, r := range page {
			if !pending[r.ID] {
				a.listed(r, state)
			}
			listed[r.ID] = true
			q.After = r.ID
		}
		if len(page) < batch {
			return nil
		}
	}
}

func (a *auditor) listed(r record.Record, state string) {
	journalled, ok := a.newest[r.ID]
	switch {
	case !ok:
		a.find(r.ID, text.RecordAdded, r.ID)
	case r.State != state:
		a.find(r.ID, text.ShelfDiffers, r.ID)
	case !same(r, journalled):
		a.find(r.ID, text.RecordDiffers, r.ID, r.Rev)
	}
}

func same(a, b record.Record) bool {
	fields := maps.EqualFunc(a.Fields, b.Fields, func(x, y any) bool {
		return bytes.Equal(record.Canonical(x), record.Canonical(y))
	})
	a.Fields, b.Fields = nil, nil
	return fields && reflect.DeepEqual(a, b)
}

// pending audits the entries without a place and returns the records they cover.
func (a *auditor) pending(ctx context.Context) (map[string]bool, error) {
	covered := map[string]bool{}
	err := a.store.View(ctx, func(tx store.Tx) error {
		entries, err := tx.Pending(ctx, 1_000_000)
		if err != nil {
			return err
		}
		for _, e := range entries {
			covered[e.ID] = true
			if err := a.pendingEntry(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	return covered, err
}

func (a *auditor) pendingEntry(ctx context.Context, tx store.Tx, e journal.Entry) error {
	history, err := tx.History(ctx, record.Key{Home: e.Home, ID: e.ID})
	if fault.Is(err, fault.CodeMissing) {
		err = nil
	}
	if err != nil {
		return err
	}
	for _, rev := range history {
		if o := open(rev); rev.Rev == e.Rev && o.err == nil && bytes.Equal(o.leaf, e.Leaf) {
			return nil
		}
	}
	a.find(e.ID, text.RevisionAltered, e.ID, e.Rev, int64(-1))
	return nil
}

// totals finds rows that no entry speaks of.
func (a *auditor) totals(ctx context.Context, listed int) error {
	var t store.Totals
	err := a.store.View(ctx, func(tx store.Tx) (err error) {
		t, err = tx.Totals(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if t.Revisions != t.Entries {
		a.find("", text.RevisionsAdded, t.Revisions, t.Entries)
	}
	if int(t.Records) != listed {
		a.find("", text.RecordsUnlisted, t.Records, listed)
	}
	return nil
}

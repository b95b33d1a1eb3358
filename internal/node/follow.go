package node

import (
	"context"
	"sync"
	"sync/atomic"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/journal"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
)

// follower gives entries their places, and takes them into what is derived from
// them: the search index and the report columns.
type follower struct {
	store   store.Store
	office  *office.Office
	signer  note.Signer
	finder  *find.Finder
	columns *report.Columns
	keep    func(checkpoint string) error // keeps the checkpoint outside the database

	commits atomic.Int64 // how many commits there were
	mu      sync.Mutex
	settled atomic.Int64 // how many of them have been taken in
	next    int64        // number of the next entry to take in
	kept    string
}

// batch is how many entries are placed or taken in at once.
const batch = 500

// settle returns once everything committed before the call has its place and is
// taken in.
func (f *follower) settle(ctx context.Context) error {
	if f.settled.Load() >= f.commits.Load() {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	upto := f.commits.Load()
	if f.settled.Load() >= upto {
		return nil
	}
	if err := f.catchUp(ctx); err != nil {
		return err
	}
	f.settled.Store(upto)
	return nil
}

// placeAll gives places to all pending entries, on any day as after a crash.
func placeAll(ctx context.Context, s store.Store, signer note.Signer) error {
	for placed := batch; placed == batch; {
		err := s.Update(ctx, func(tx store.Tx) (err error) {
			placed, err = journal.Sequence(ctx, tx, signer, batch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// catchUp places all pending entries and takes in all that have a place.
func (f *follower) catchUp(ctx context.Context) error {
	if err := placeAll(ctx, f.store, f.signer); err != nil {
		return err
	}
	for {
		var revisions []store.Revision
		var head journal.Head
		err := f.store.View(ctx, func(tx store.Tx) (err error) {
			if revisions, err = tx.Placed(ctx, f.next, batch); err != nil {
				return err
			}
			head, err = tx.Head(ctx)
			return err
		})
		if err != nil {
			return err
		}
		for _, rev := range revisions {
			if err := f.take(rev.Entry.Number, rev.Record); err != nil {
				return err
			}
			f.next = rev.Entry.Number + 1
		}
		if len(revisions) == 0 {
			return f.keepCheckpoint(head.Checkpoint)
		}
	}
}

func (f *follower) keepCheckpoint(checkpoint string) error {
	if checkpoint == f.kept || checkpoint == "" {
		return nil
	}
	if err := f.keep(checkpoint); err != nil {
		return err
	}
	f.kept = checkpoint
	return nil
}

func (f *follower) take(number int64, r record.Record) error {
	if err := f.finder.Follow(r); err != nil {
		return err
	}
	k, err := f.office.Kind(r.Kind)
	if err != nil {
		return err
	}
	view, public := access.Public(k, r)
	f.columns.Follow(number, r.ID, view, public)
	return nil
}

// arrived takes copies of allies' records into the search index; figures count
// one's own alone.
func (f *follower) arrived(copies ...record.Record) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range copies {
		if err := f.finder.Follow(r); err != nil {
			return err
		}
	}
	return nil
}

// build takes in the newest revision of every record, instead of every entry one
// by one, and follows from the head on.
func (f *follower) build(ctx context.Context) error {
	var head journal.Head
	err := f.store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	if err != nil {
		return err
	}
	f.next = head.Size
	for _, k := range f.office.Kinds {
		q := record.Query{Kind: k.Name, Scopes: access.Scopes(access.Actor{Node: true}, k), Limit: batch, Allied: true}
		for {
			var page []record.Record
			err := f.store.View(ctx, func(tx store.Tx) (err error) {
				page, err = tx.Find(ctx, q)
				return err
			})
			if err != nil {
				return err
			}
			for _, r := range page {
				if err := f.takeUp(head.Size-1, r); err != nil {
					return err
				}
			}
			if len(page) < batch {
				break
			}
			q.After = page[len(page)-1].ID
		}
	}
	return nil
}

func (f *follower) takeUp(number int64, r record.Record) error {
	if r.Home != f.office.Home {
		return f.finder.Follow(r)
	}
	return f.take(number, r)
}

// notBack reports a database that has gone back behind the checkpoint kept beside
// it, or holds another history.
func notBack(ctx context.Context, s store.Store, kept journal.Checkpoint) error {
	return s.View(ctx, func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		if head.Size < kept.Size {
			return fault.Altered(text.JournalShort, head.Size, kept.Size)
		}
		var root tlog.Hash
		if root, err = journal.Root(ctx, tx, kept.Size); err == nil && root != kept.Root {
			err = fault.Altered(text.JournalOther, kept.Size)
		}
		return err
	})
}

package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"runtime"
	"sync"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Config says what to audit a database by.
type Config struct {
	Key     string // verifier key that the auditor trusts
	Kept    string // checkpoint kept outside the database, "" for none
	Kinds   []record.Kind
	Figures []report.Figure
}

// Store audits a whole database. It returns an error only where it could not
// look; what it found altered is in the report.
func Store(ctx context.Context, s store.Store, c Config) (Report, error) {
	a := &auditor{Config: c, store: s, kinds: map[string]record.Kind{}, newest: map[string]record.Record{}, erasures: map[string][]record.Record{}, tiles: tiles{}}
	for _, k := range c.Kinds {
		a.kinds[k.Name] = k
	}
	damage := make(chan error, 1)
	go func() { damage <- s.Check(ctx) }() // beside the reading of the log, which keeps one core busy
	err := a.log(ctx)
	if damaged := <-damage; damaged != nil {
		a.find("", text.DatabaseDamaged, damaged.Error())
	}
	if err != nil {
		return a.Report, err
	}
	a.checkErasures()
	if err := a.compare(ctx); err != nil {
		return a.Report, err
	}
	err = a.figures(c.Figures, a.newest, func(r record.Record) (record.Record, bool) {
		return access.Public(a.kinds[r.Kind], r)
	})
	return a.Report, err
}

type auditor struct {
	Config
	Report
	store    store.Store
	kinds    map[string]record.Kind
	newest   map[string]record.Record   // by id, from the journal alone
	partial  []partial                  // revisions opened without some slots
	erasures map[string][]record.Record // by the record erased
	tiles    tiles
}

type partial struct {
	id     string
	rev    int64
	entry  int64
	erased map[string][]byte
}

// batch is how many revisions are audited at once.
const batch = 2000

// log recomputes every leaf and the tree over them, and compares with the checkpoint.
func (a *auditor) log(ctx context.Context) error {
	head, err := a.head(ctx)
	if err != nil {
		return err
	}
	for {
		var revisions []store.Revision
		err := a.store.View(ctx, func(tx store.Tx) (err error) {
			revisions, err = tx.Placed(ctx, a.Entries, batch)
			return err
		})
		if err != nil {
			a.find("", text.RowUnreadable, a.Entries, err.Error())
			return nil
		}
		if len(revisions) == 0 {
			break
		}
		if err := a.entries(ctx, revisions); err != nil {
			return err
		}
	}
	if a.Entries != head.Size {
		a.find("", text.EntriesMissing, a.Entries, head.Size)
	}
	if err := a.checkpoints(ctx, head); err != nil {
		return err
	}
	return a.storedTiles(ctx)
}

func (a *auditor) head(ctx context.Context) (head journal.Head, err error) {
	err = a.store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	return head, err
}

// entries audits revisions that follow one another in the log.
func (a *auditor) entries(ctx context.Context, revisions []store.Revision) error {
	opened := openAll(revisions)
	leaves := make([][]byte, 0, len(revisions))
	from := a.Entries
	for i, rev := range revisions {
		for rev.Entry.Number > a.Entries {
			a.find("", text.EntryMissing, a.Entries)
			leaves = append(leaves, nil)
			a.Entries++
		}
		a.entry(rev, opened[i])
		leaves = append(leaves, opened[i].leaf)
		a.Entries++
	}
	_, err := journal.Append(ctx, a.tiles, from, leaves)
	return err
}

// opened is a revision whose leaf was recomputed.
type opened struct {
	leaf   []byte
	secret journal.Secret
	err    error
}

// openAll recomputes leaves on all cores.
func openAll(revisions []store.Revision) []opened {
	result := make([]opened, len(revisions))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(revisions); i += workers {
				result[i] = open(revisions[i])
			}
		})
	}
	wg.Wait()
	return result
}

func open(rev store.Revision) (o opened) {
	if o.err = json.Unmarshal(rev.Secret, &o.secret); o.err == nil {
		o.leaf, o.err = o.secret.Leaf(store.Slots(rev.Record))
	}
	return o
}

// entry compares one revision with its place in the log.
func (a *auditor) entry(rev store.Revision, o opened) {
	was, known := a.newest[rev.ID]
	switch {
	case o.err != nil:
		a.find(rev.ID, text.RevisionUnopened, rev.ID, rev.Rev, rev.Entry.Number, o.err.Error())
	case !bytes.Equal(o.leaf, rev.Entry.Leaf), !bytes.Equal(rev.Body, record.CanonicalFields(rev.Fields)):
		a.find(rev.ID, text.RevisionAltered, rev.ID, rev.Rev, rev.Entry.Number)
	case rev.Owner != a.ownerOf(rev.Record), rev.Entry.At != rev.At, rev.Entry.Format != journal.Format:
		a.find(rev.ID, text.RevisionAltered, rev.ID, rev.Rev, rev.Entry.Number)
	case rev.Rev != was.Rev+1, known && rev.Kind != was.Kind:
		a.find(rev.ID, text.RevisionOutOfOrder, rev.ID, rev.Rev, rev.Entry.Number)
	}
	if o.secret.Seed == nil && o.err == nil {
		a.partial = append(a.partial, partial{rev.ID, rev.Rev, rev.Entry.Number, o.secret.Erased})
	}
	if rev.Kind == kinds.Erasure.Name {
		of := kinds.ErasureRecord.Of(rev.Record)
		a.erasures[of] = append(a.erasures[of], rev.Record)
	}
	a.newest[rev.ID] = rev.Record
}

// ownerOf is the owner as the fields say, which are committed to; the column beside
// them is a copy.
func (a *auditor) ownerOf(r record.Record) string {
	owner, _ := r.Fields[a.kinds[r.Kind].Owner].(string)
	return owner
}

// checkErasures demands an erasure on record for every value that is gone.
func (a *auditor) checkErasures() {
	for _, p := range a.partial {
		for name := range p.erased {
			if !a.erasureCovers(p, name) {
				a.find(p.id, text.ErasedWithoutRecord, p.id, p.rev, p.entry, name)
			}
		}
		a.Erased++
	}
}

func (a *auditor) erasureCovers(p partial, name string) bool {
	for _, e := range a.erasures[p.id] {
		for _, f := range kinds.ErasureFields.Of(e) {
			if f == name && p.rev <= kinds.ErasureUpto.Of(e) {
				return true
			}
		}
	}
	return false
}

// checkpoints compares the recomputed tree with what the node signed.
func (a *auditor) checkpoints(ctx context.Context, head journal.Head) error {
	verifier, err := note.NewVerifier(a.Key)
	if err != nil {
		a.find("", text.KeyUnreadable, err.Error())
		return nil
	}
	a.Home = verifier.Name()
	for _, signed := range []string{head.Checkpoint, a.Kept} {
		if signed == "" {
			continue
		}
		c, err := journal.Open(signed, verifier)
		if err != nil {
			a.find("", text.CheckpointForged, a.Home)
			continue
		}
		if c.Size > a.Entries {
			a.find("", text.JournalShort, a.Entries, c.Size)
			continue
		}
		root, err := journal.Root(ctx, a.tiles, c.Size)
		if err != nil {
			return err
		}
		if root != c.Root {
			a.find("", text.RootDiffers, c.Size)
		}
		if signed == head.Checkpoint && c.Size != head.Size {
			a.find("", text.HeadDiffers, head.Size, c.Size)
		}
	}
	if head.Size > 0 && head.Checkpoint == "" {
		a.find("", text.CheckpointForged, a.Home)
	}
	return nil
}

// storedTiles compares the tiles that the node serves with the recomputed ones.
func (a *auditor) storedTiles(ctx context.Context) error {
	return a.store.View(ctx, func(tx store.Tx) error {
		for at, want := range a.tiles {
			got, err := tx.Tile(ctx, at.level, at.n)
			if err != nil {
				return err
			}
			if !bytes.Equal(got, want) {
				a.find("", text.TileDiffers, at.level, at.n)
			}
			next := tile{at.level, at.n + 1}
			if _, known := a.tiles[next]; known {
				continue
			}
			if surplus, err := tx.Tile(ctx, next.level, next.n); err != nil || surplus != nil {
				a.find("", text.TileDiffers, next.level, next.n)
			}
		}
		return nil
	})
}

// tiles are hashes in memory.
type tiles map[tile][]byte

type tile struct {
	level int
	n     int64
}

// Tile implements journal.Tiles.
func (t tiles) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return t[tile{level, n}], nil
}

// PutTile implements journal.Tiles.
func (t tiles) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	t[tile{level, n}] = hashes
	return nil
}

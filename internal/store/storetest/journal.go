package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/store"
)

func newSigner(t *testing.T) (note.Signer, note.Verifier) {
	t.Helper()
	private, public, err := journal.GenerateKey(rand.Reader, "example.org/log")
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

// sequence runs the sequencer once.
func (w world) sequence(s note.Signer, limit int) (n int, err error) {
	err = w.Update(context.Background(), func(tx store.Tx) (err error) {
		n, err = journal.Sequence(context.Background(), tx, s, limit)
		return err
	})
	return n, err
}

func testSequence(t *testing.T, open Opener) {
	w := begin(t, open)
	s, v := newSigner(t)
	if n, err := w.sequence(s, 10); n != 0 || err != nil {
		t.Fatalf("an empty log: placed %d, %v", n, err)
	}
	total := 0
	for i, size := range []int{1, 2, 250, 6, 300, 1} {
		for range size {
			total++
			w.put(Revision("thing", total, 1, "draft", nil))
		}
		limit := 1000
		if i == 4 {
			limit = 100
		}
		for {
			n, err := w.sequence(s, limit)
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				break
			}
		}
		w.checkLog(v, total)
	}
}

// checkLog recomputes the log from the placed revisions, and compares head and tiles.
func (w world) checkLog(v note.Verifier, size int) {
	w.t.Helper()
	ctx := context.Background()
	w.view(func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		placed, err := tx.Placed(ctx, 0, size+10)
		if err != nil {
			return err
		}
		if len(placed) != size || head.Size != int64(size) {
			w.t.Fatalf("the log has %d places and size %d, want %d", len(placed), head.Size, size)
		}
		var hashes []tlog.Hash
		reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
			out := make([]tlog.Hash, len(at))
			for i, n := range at {
				out[i] = hashes[n]
			}
			return out, nil
		})
		for i, r := range placed {
			if r.Entry.Number != int64(i) {
				w.t.Fatalf("place %d has the number %d", i, r.Entry.Number)
			}
			if want := Revision(r.Kind, int(idNumber(r.ID)), r.Rev, r.State, r.Fields).Entry.Leaf; !bytes.Equal(want, r.Entry.Leaf) {
				w.t.Fatalf("place %d has a leaf that is not its own", i)
			}
			more, err := tlog.StoredHashes(int64(i), r.Entry.Leaf, reader)
			if err != nil {
				return err
			}
			hashes = append(hashes, more...)
		}
		root, err := tlog.TreeHash(int64(size), reader)
		if err != nil {
			return err
		}
		signed, err := journal.Open(head.Checkpoint, v)
		if err != nil {
			return err
		}
		if signed.Size != int64(size) || signed.Root != root {
			w.t.Fatalf("the checkpoint says %d %v, recomputed %d %v", signed.Size, signed.Root, size, root)
		}
		tiled, err := journal.Root(ctx, tx, int64(size))
		if err == nil && tiled != root {
			w.t.Fatalf("the tiles have the root %v, recomputed %v", tiled, root)
		}
		return err
	})
}

func testPlaced(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	s, _ := newSigner(t)
	var want []store.Revision
	for n := 1; n <= 9; n++ {
		want = append(want, Revision("thing", 1, int64(n), "open", map[string]any{"amount": int64(n)}))
	}
	w.put(want...)
	if n, err := w.sequence(s, 7); n != 7 || err != nil {
		t.Fatalf("placed %d, %v", n, err)
	}
	w.view(func(tx store.Tx) error {
		got, err := tx.Placed(ctx, 5, 10)
		if err != nil || len(got) != 2 || !sameRevision(got[0], want[5]) || !sameRevision(got[1], want[6]) || got[1].Entry.Number != 6 {
			t.Errorf("from place 5 on: got %+v", got)
		}
		one, err2 := tx.Placed(ctx, 0, 1)
		if err2 != nil || len(one) != 1 || one[0].Rev != 1 {
			t.Errorf("the first: got %+v, %v", one, err2)
		}
		history, err3 := tx.History(ctx, key(1))
		if err3 == nil && (history[6].Entry.Number != 6 || history[7].Entry.Number != -1) {
			t.Errorf("history: got places %d and %d, want 6 and -1", history[6].Entry.Number, history[7].Entry.Number)
		}
		pending, err4 := tx.Pending(ctx, 10)
		if err4 == nil && (len(pending) != 2 || pending[0].Rev != 8 || pending[0].Serial >= pending[1].Serial) {
			t.Errorf("pending: got %+v", pending)
		}
		none, err5 := tx.Tile(ctx, 3, 3)
		if none != nil {
			t.Errorf("a tile that is not there: got %v", none)
		}
		for _, e := range []error{err3, err4, err5} {
			if e != nil {
				return e
			}
		}
		return err
	})
	err := w.Update(ctx, func(tx store.Tx) error {
		placed, err := tx.Placed(ctx, 0, 1)
		if err != nil {
			return err
		}
		return tx.Place(ctx, []journal.Entry{placed[0].Entry}, 7)
	})
	wantCode(t, "placing twice", err, fault.CodeConflict)
}

// testSequenceBesideWriters lets two sequencers and several writers run at once:
// everything must get one place.
func testSequenceBesideWriters(t *testing.T, open Opener) {
	const writers, each = 6, 25
	ctx, w := context.Background(), begin(t, open)
	s, v := newSigner(t)
	var writing, sequencing sync.WaitGroup
	done := make(chan struct{})
	for i := range writers {
		writing.Go(func() {
			for j := range each {
				r := Revision("thing", 1+i*each+j, 1, "draft", nil)
				if err := retry(func() error { return w.Update(ctx, func(tx store.Tx) error { return tx.Put(ctx, r) }) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 2 {
		sequencing.Go(func() {
			for last := false; ; {
				select {
				case <-done: // what was placed before this proves nothing about the last writes
					last = true
				default:
				}
				n, err := w.sequence(s, 10)
				if err != nil && !fault.Is(err, fault.CodeConflict) && !fault.Is(err, fault.CodeBusy) {
					t.Error(err)
					return
				}
				if last && n == 0 && err == nil {
					return
				}
			}
		})
	}
	writing.Wait()
	close(done)
	sequencing.Wait()
	w.checkLog(v, writers*each)
}

// retry runs fn again while the store is busy, as a client would.
func retry(fn func() error) error {
	for {
		if err := fn(); !fault.Is(err, fault.CodeBusy) {
			return err
		}
	}
}

func testHead(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	put := func(h journal.Head, size int64) error {
		return w.Update(ctx, func(tx store.Tx) error { return tx.PutHead(ctx, h, size) })
	}
	w.view(func(tx store.Tx) error {
		h, err := tx.Head(ctx)
		if h != (journal.Head{}) {
			t.Errorf("an empty log has the head %+v", h)
		}
		return err
	})
	want := journal.Head{Size: 3, Checkpoint: "three", Epoch: 2, At: 7}
	if err := put(want, 0); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "from a size that has passed", put(journal.Head{Size: 4, Epoch: 2}, 0), fault.CodeConflict)
	wantCode(t, "in an epoch that has passed", put(journal.Head{Size: 4, Epoch: 1}, 3), fault.CodeConflict)
	w.view(func(tx store.Tx) error {
		h, err := tx.Head(ctx)
		if h != want {
			t.Errorf("head: got %+v, want %+v", h, want)
		}
		return err
	})
}

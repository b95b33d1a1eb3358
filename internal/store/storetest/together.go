package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
)

// testWriteSkew lets transactions look that there is nothing and each put
// something: as if one after the other, only one may.
func testWriteSkew(t *testing.T, open Opener) {
	const rounds, rivals = 15, 4
	ctx, w := context.Background(), begin(t, open)
	for round := range rounds {
		code := fmt.Sprintf("round %d", round)
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range rivals {
			all.Go(func() {
				err := retry(func() error {
					return w.Update(ctx, func(tx store.Tx) error {
						n, err := tx.Count(ctx, query("thing", 1, record.Term{Field: "code", Op: record.Equal, Value: code}), 1)
						if err != nil {
							return err
						}
						if n > 0 {
							return errBoom
						}
						time.Sleep(time.Millisecond)
						return tx.Put(ctx, Revision("thing", 1+round*rivals+i, 1, "draft", map[string]any{"code": code}))
					})
				})
				switch {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, errBoom):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := won.Load(); n != 1 {
			t.Fatalf("round %d: %d of %d transactions saw nothing and put something, want 1", round, n, rivals)
		}
	}
	if got := w.totals().Records; got != rounds {
		t.Errorf("got %d records, want %d", got, rounds)
	}
}

// testLostUpdate lets transactions add one to a record.
func testLostUpdate(t *testing.T, open Opener) {
	const writers, each = 8, 8
	ctx, w := context.Background(), begin(t, open)
	w.put(Revision("thing", 1, 1, "draft", map[string]any{"amount": int64(0)}))
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range each {
				err := retry(func() error {
					return w.Update(ctx, func(tx store.Tx) error {
						r, err := tx.Record(ctx, key(1))
						if err != nil {
							return err
						}
						amount, _ := r.Fields["amount"].(int64)
						return tx.Put(ctx, Revision("thing", 1, r.Rev+1, "draft", map[string]any{"amount": amount + 1}))
					})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	w.view(func(tx store.Tx) error {
		r, err := tx.Record(ctx, key(1))
		if err == nil && (r.Fields["amount"] != int64(writers*each) || r.Rev != writers*each+1) {
			t.Errorf("got amount %v in revision %d, want %d and %d", r.Fields["amount"], r.Rev, writers*each, writers*each+1)
		}
		return err
	})
}

// testErrorsAlone mixes transactions that fail after writing with others.
func testErrorsAlone(t *testing.T, open Opener) {
	const writers, each = 16, 12
	ctx, w := context.Background(), begin(t, open)
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for j := range each {
				n := 1 + i*each + j
				err := retry(func() error {
					return w.Update(ctx, func(tx store.Tx) error {
						if err := tx.Put(ctx, Revision("thing", n, 1, "draft", nil)); err != nil {
							return err
						}
						if n%3 == 0 {
							return errBoom
						}
						return nil
					})
				})
				if (n%3 == 0) != errors.Is(err, errBoom) || n%3 != 0 && err != nil {
					t.Errorf("transaction %d: %v", n, err)
				}
			}
		})
	}
	all.Wait()
	var want int64
	for n := 1; n <= writers*each; n++ {
		_, err := w.record(n)
		if (n%3 == 0) != fault.Is(err, fault.CodeMissing) || n%3 != 0 && err != nil {
			t.Errorf("record %d: %v", n, err)
		}
		if n%3 != 0 {
			want++
		}
	}
	if got := w.totals(); got != (store.Totals{Records: want, Revisions: want, Entries: want}) {
		t.Errorf("totals: got %+v, want %d of each", got, want)
	}
}

func (w world) record(n int) (r record.Record, err error) {
	err = w.View(context.Background(), func(tx store.Tx) error {
		r, err = tx.Record(context.Background(), key(n))
		return err
	})
	return r, err
}

func testPanics(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			defer func() {
				if p := recover(); (p != nil) != (i%4 == 0) {
					t.Errorf("transaction %d: panic %v", i, p)
				}
			}()
			err := retry(func() error {
				return w.Update(ctx, func(tx store.Tx) error {
					if err := tx.Put(ctx, Revision("thing", i+1, 1, "draft", nil)); err != nil {
						return err
					}
					if i%4 == 0 {
						panic("boom")
					}
					return nil
				})
			})
			if err != nil {
				t.Errorf("transaction %d: %v", i, err)
			}
		})
	}
	all.Wait()
	func() {
		defer func() { recover() }()
		w.View(ctx, func(store.Tx) error { panic("boom") })
	}()
	if got := w.totals().Records; got != 9 {
		t.Errorf("got %d records, want 9", got)
	}
}

func testContexts(t *testing.T, open Opener) {
	w := begin(t, open)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	ran := false
	for what, run := range map[string]func(context.Context, func(store.Tx) error) error{"update": w.Update, "view": w.View} {
		err := run(gone, func(tx store.Tx) error {
			ran = true
			_, err := tx.Totals(gone)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", what, err, context.Canceled)
		}
	}
	if ran {
		t.Error("a function ran though its context was done")
	}
	for range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		err := w.Update(ctx, func(tx store.Tx) error {
			if err := tx.Put(ctx, Revision("thing", 1, 1, "draft", nil)); err != nil {
				return err
			}
			cancel()
			_, err := tx.Totals(ctx)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled within: got %v, want %v", err, context.Canceled)
		}
		cancel()
	}
	w.put(Revision("thing", 2, 1, "draft", nil))
	if got := w.totals().Records; got != 1 {
		t.Errorf("got %d records, want 1", got)
	}
}

// testViews reads the same thing twice in one view while it changes.
func testViews(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	w.put(Revision("thing", 1, 1, "draft", nil))
	w.view(func(tx store.Tx) error {
		before, err := tx.Totals(ctx)
		if err != nil {
			return err
		}
		w.put(Revision("thing", 2, 1, "draft", nil), Revision("thing", 1, 2, "draft", nil))
		after, err := tx.Totals(ctx)
		if before != after {
			t.Errorf("a view saw %+v, then %+v", before, after)
		}
		r, err2 := tx.Record(ctx, key(1))
		if err2 == nil && r.Rev != 1 {
			t.Errorf("a view saw revision %d, want 1", r.Rev)
		}
		return errors.Join(err, err2)
	})
	if got := w.totals().Revisions; got != 3 {
		t.Errorf("a later view saw %d revisions, want 3", got)
	}
}

func testViewWrites(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	err := w.View(ctx, func(tx store.Tx) error { return tx.Put(ctx, Revision("thing", 1, 1, "draft", nil)) })
	if err == nil {
		t.Error("a view could write")
	}
	if got := w.totals().Records; got != 0 {
		t.Errorf("a view wrote %d records", got)
	}
	w.put(Revision("thing", 1, 1, "draft", nil))
}

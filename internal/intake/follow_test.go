package intake_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/store"
	"heitu/internal/text"
)

// watched is a store that counts how often parts are counted, and in which something
// happens after each change.
type watched struct {
	store.Store
	counted *atomic.Int64
	do      func()
}

type watchedTx struct {
	store.Tx
	counted *atomic.Int64
}

func (t watchedTx) CountParts(ctx context.Context, id string) (map[string]int, error) {
	t.counted.Add(1)
	return t.Tx.CountParts(ctx, id)
}

func (w *watched) View(ctx context.Context, fn func(store.Tx) error) error {
	return w.Store.View(ctx, func(tx store.Tx) error { return fn(watchedTx{tx, w.counted}) })
}

func (w *watched) Update(ctx context.Context, fn func(store.Tx) error) error {
	err := w.Store.Update(ctx, fn)
	w.do()
	return err
}

// Watching an import costs no counting, and ends with the account.
func TestFollow(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	i := o.send("broker", "organisation", "x.csv", many(1000))
	if _, err := o.Clerk.Start(o.ctx, broker, i.ID); err != nil {
		t.Fatal(err)
	}
	whole, looks, most := o.Office.Store, 0, 0
	var counted atomic.Int64
	o.Office.Store = &watched{whole, &counted, func() {
		now, err := o.Clerk.Follow(o.ctx, broker.Account, i.ID)
		if err != nil {
			t.Error(err)
		}
		if now.State == intake.Running {
			looks++
			if now.Read < most {
				t.Errorf("read %d after %d", now.Read, most)
			}
			most = now.Read
		}
	}}
	if err := o.Work(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.Office.Store = whole
	if n := counted.Load(); looks < 4 || most == 0 || n > 3 {
		t.Errorf("looked %d times, saw %d rows, counted parts %d times", looks, most, n)
	}
	done, err := o.Clerk.Follow(o.ctx, broker.Account, i.ID)
	if err != nil || done.State != intake.Done || fmt.Sprint(done.Counts) != fmt.Sprint(i.Counts) {
		t.Errorf("%s %v, %v", done.State, done.Counts, err)
	}
	o.Clerk.Actor = func(context.Context, string) (access.Actor, error) {
		return access.Actor{}, fault.Denied(text.ImporterGone)
	}
	if _, err := o.Clerk.Follow(o.ctx, broker.Account, i.ID); !fault.Is(err, fault.CodeDenied) {
		t.Errorf("a closed account follows: %v", err)
	}
}

package work

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Views counts how often published records are looked at from outside, per day. Who
// looked is not kept. What was counted since the last flush is lost in a crash.
type Views struct {
	Office *office.Office
	mu     sync.Mutex
	counts map[look]int
}

type look struct{ record, organisation, day string }

// mostLooks bounds what is counted between two flushes, whoever asks for what.
const mostLooks = 100_000

const sortViews = "views"

// Add counts one look at a record by a visitor, or by a member of an organisation.
func (v *Views) Add(id, organisation string) {
	at := look{id, organisation, record.Day(v.Office.Now())}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.counts == nil {
		v.counts = map[look]int{}
	}
	if _, known := v.counts[at]; known || len(v.counts) < mostLooks {
		v.counts[at]++
	}
}

// Flush writes down what was counted, but for what an owner looked at himself.
func (v *Views) Flush(ctx context.Context) error {
	v.mu.Lock()
	counts := v.counts
	v.counts = nil
	v.mu.Unlock()
	if len(counts) == 0 {
		return nil
	}
	return v.Office.Store.Update(ctx, func(tx store.Tx) error {
		for at, n := range counts {
			if err := v.write(ctx, tx, at, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func (v *Views) write(ctx context.Context, tx store.Tx, at look, n int) error {
	r, err := tx.Record(ctx, record.Key{Home: v.Office.Home, ID: at.record})
	if fault.Is(err, fault.CodeMissing) || err == nil && at.organisation != "" && r.Owner == at.organisation {
		return nil
	}
	if err != nil {
		return err
	}
	kept := store.Kept{ID: sortViews + " " + at.day + " " + at.record, Sort: sortViews, Kind: at.day[:len("2006-01")], Name: at.day + " " + at.record}
	was, err := tx.Kept(ctx, kept.ID)
	if err != nil && !fault.Is(err, fault.CodeMissing) {
		return err
	}
	before, _ := strconv.Atoi(string(was.Body))
	kept.Body = []byte(strconv.Itoa(before + n))
	return tx.Keep(ctx, kept)
}

// Of returns how many looks there were in a month, such as 2026-07, by record.
func (v *Views) Of(ctx context.Context, month string) (map[string]int, error) {
	var kept []store.Kept
	err := v.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		kept, err = tx.KeptBy(ctx, "", sortViews, month)
		return err
	})
	byRecord := map[string]int{}
	for _, k := range kept {
		n, err := strconv.Atoi(string(k.Body))
		if err != nil {
			return nil, fmt.Errorf("read views: %w", err)
		}
		byRecord[k.Name[len("2006-01-02 "):]] += n
	}
	return byRecord, err
}

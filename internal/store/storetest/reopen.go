package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"heitu/internal/record"
	"heitu/internal/store"
)

func testReopen(t *testing.T, open Opener) {
	w := begin(t, open)
	s, v := newSigner(t)
	for n := 1; n <= 20; n++ {
		w.put(Revision("thing", n, 1, "draft", map[string]any{"amount": int64(n)}))
	}
	if _, err := w.sequence(s, 12); err != nil {
		t.Fatal(err)
	}
	before := w.totals()
	for range 2 {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.View(context.Background(), func(store.Tx) error { return nil }); err == nil {
		t.Error("a store that is closed could be read")
	}
	if err := w.Update(context.Background(), func(store.Tx) error { return nil }); err == nil {
		t.Error("a store that is closed could be written")
	}
	w = begin(t, open)
	if got := w.totals(); got != before {
		t.Errorf("totals after reopening: got %+v, want %+v", got, before)
	}
	w.checkLog(v, 12)
	if _, err := w.sequence(s, 100); err != nil {
		t.Fatal(err)
	}
	w.checkLog(v, 20)
}

// testGainsFilter opens the database with a kind that has changed, and back again.
func testGainsFilter(t *testing.T, open Opener) {
	w := begin(t, open)
	for n := 1; n <= 40; n++ {
		w.put(Revision("thing", n, 1, "open", map[string]any{"colour": fmt.Sprint(n % 4), "amount": int64(n)}))
	}
	w.put(Revision("thing", 4, 2, "closed", map[string]any{"colour": "9"}))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	gained := Thing()
	i := slices.IndexFunc(gained.Fields, func(f record.Field) bool { return f.Name == "colour" })
	gained.Fields[i].Filter = true
	for _, set := range [][]record.Kind{{gained, Other()}, kinds(), {gained, Other()}} {
		w = world{open(t, set), t}
		if got := w.count(query("thing", 1, record.Term{Field: "amount", Op: record.AtMost, Value: int64(10)}), 99); got != 9 {
			t.Errorf("got %d things up to 10, want 9", got)
		}
		if set[0].Fields[i].Filter {
			for colour, want := range map[string]int{"0": 9, "1": 10, "9": 1} {
				if got := w.count(query("thing", 1, record.Term{Field: "colour", Op: record.Equal, Value: colour}), 99); got != want {
					t.Errorf("got %d things of colour %s, want %d", got, colour, want)
				}
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func testRefusedKinds(t *testing.T, open Opener) {
	for name, f := range map[string]record.Field{
		"list":       {Name: "words", Label: label("words"), Type: record.List{}},
		"references": {Name: "words", Label: label("words"), Type: record.References{To: "thing"}},
		"too long":   {Name: "words", Label: label("words"), Type: record.Text{Max: 5000}},
	} {
		k := Thing()
		f.Filter = true
		k.Fields = append(k.Fields, f)
		if err := Opens(t, open, []record.Kind{k}); err == nil {
			t.Errorf("%s: a kind that cannot be filtered so was accepted", name)
		}
	}
}

// Refused is what an Opener panics with when the store refuses to open.
type Refused struct{ Err error }

// Opens returns why a store does not open.
func Opens(t *testing.T, open Opener, kinds []record.Kind) (err error) {
	defer func() {
		if r, ok := recover().(Refused); ok {
			err = r.Err
		}
	}()
	return open(t, kinds).Close()
}

func testErased(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	w.put(Revision("thing", 1, 1, "draft", map[string]any{"code": "x"}))
	if err := w.Erased(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Check(ctx); err != nil {
		t.Fatal(err)
	}
	w.put(Revision("thing", 1, 2, "draft", nil))
	if got := w.totals().Revisions; got != 2 {
		t.Errorf("got %d revisions, want 2", got)
	}
}

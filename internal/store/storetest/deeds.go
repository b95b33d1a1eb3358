package storetest

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
)

func testDeeds(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	deed := func(id, account, sort, state string, second int) store.Deed {
		return store.Deed{ID: id, Account: account, Sort: sort, Kind: "thing", State: state, At: now.Add(time.Duration(second) * time.Second), Body: []byte{0, 255}}
	}
	w.update(func(tx store.Tx) error {
		for _, d := range []store.Deed{
			deed("a", "ann", "import", "running", 1), deed("b", "ann", "merge", "done", 2),
			deed("c", "bob", "import", "running", 3), deed("d", "ann", "import", "done", 4), deed("e", "ann", "import", "done", 4),
		} {
			if err := tx.PutDeed(ctx, d); err != nil {
				return err
			}
		}
		return tx.PutDeed(ctx, deed("d", "ann", "import", "undone", 4))
	})
	for _, tt := range []struct {
		account, sort, state string
		limit                int
		want                 string
	}{
		{"", "", "", 9, "edcba"}, {"", "", "", 2, "ed"}, {"", "import", "", 9, "edca"}, {"", "", "running", 9, "ca"}, {"", "merge", "running", 9, ""},
		{"ann", "", "", 9, "edba"}, {"ann", "import", "", 2, "ed"}, {"ann", "import", "undone", 9, "d"}, {"ann", "", "done", 9, "eb"}, {"eve", "", "", 9, ""},
	} {
		w.view(func(tx store.Tx) error {
			list, err := tx.Deeds(ctx, tt.account, tt.sort, tt.state, tt.limit)
			got := ""
			for _, d := range list {
				got += d.ID
			}
			if got != tt.want {
				t.Errorf("deeds of %q, sort %q, in %q, %d at most: got %s, want %s", tt.account, tt.sort, tt.state, tt.limit, got, tt.want)
			}
			return err
		})
	}
	w.view(func(tx store.Tx) error {
		got, err := tx.Deed(ctx, "d")
		if want := deed("d", "ann", "import", "undone", 4); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		return err
	})
	w.update(func(tx store.Tx) error { return tx.DropDeed(ctx, "d") })
	wantCode(t, "a deed that was dropped", w.View(ctx, func(tx store.Tx) error {
		_, err := tx.Deed(ctx, "d")
		return err
	}), fault.CodeMissing)
}

func testParts(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	outcomes := []string{store.PartMade, store.PartChanged, store.PartLeft, store.PartRefused}
	part := func(deed string, n int64) store.Part {
		p := store.Part{Deed: deed, Number: n, Sheet: "表", Line: int(n) + 1, Outcome: outcomes[n%4], Kind: "thing", Was: n - 1, Rev: n, Said: []byte("said")}
		if p.Outcome != store.PartRefused {
			p.Record = ID(int(n % 3))
		}
		return p
	}
	w.update(func(tx store.Tx) error {
		for n := int64(1); n <= 40; n++ {
			if err := tx.PutParts(ctx, part("a", n), part("b", n)); err != nil {
				return err
			}
		}
		return nil
	})
	wantCode(t, "a part that is there", w.Update(ctx, func(tx store.Tx) error { return tx.PutParts(ctx, part("a", 41), part("a", 40)) }), fault.CodeConflict)
	numbers := func(what string, read func(store.Tx) ([]store.Part, error), want ...int64) {
		t.Helper()
		w.view(func(tx store.Tx) error {
			list, err := read(tx)
			var got []int64
			for _, p := range list {
				if wanted := part(p.Deed, p.Number); !reflect.DeepEqual(p, wanted) {
					t.Errorf("%s: got %+v, want %+v", what, p, wanted)
				}
				got = append(got, p.Number)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: got %v, want %v", what, got, want)
			}
			return err
		})
	}
	numbers("the first", func(tx store.Tx) ([]store.Part, error) { return tx.Parts(ctx, "a", "", 0, 3) }, 1, 2, 3)
	numbers("the next", func(tx store.Tx) ([]store.Part, error) { return tx.Parts(ctx, "a", "", 38, 9) }, 39, 40)
	numbers("refused", func(tx store.Tx) ([]store.Part, error) { return tx.Parts(ctx, "a", store.PartRefused, 4, 3) }, 7, 11, 15)
	numbers("the last", func(tx store.Tx) ([]store.Part, error) { return tx.LastParts(ctx, "b", 0, 2) }, 40, 39)
	numbers("before", func(tx store.Tx) ([]store.Part, error) { return tx.LastParts(ctx, "b", 3, 9) }, 2, 1)
	numbers("of a record", func(tx store.Tx) ([]store.Part, error) { return tx.PartsOf(ctx, ID(1), 4) }, 40, 40, 37, 37)
	numbers("of no record", func(tx store.Tx) ([]store.Part, error) { return tx.PartsOf(ctx, "", 4) })
	numbers("of a deed on a record", func(tx store.Tx) ([]store.Part, error) { return tx.PartsOn(ctx, "b", ID(1)) }, 1, 4, 10, 13, 16, 22, 25, 28, 34, 37, 40)
	w.view(func(tx store.Tx) error {
		counts, err := tx.CountParts(ctx, "a")
		if want := map[string]int{"made": 10, "changed": 10, "left": 10, "refused": 10}; !reflect.DeepEqual(counts, want) {
			t.Errorf("got %v, want %v", counts, want)
		}
		return err
	})
	w.silenced(part)
	w.update(func(tx store.Tx) error { return tx.DropDeed(ctx, "a") })
	numbers("of a deed that was dropped", func(tx store.Tx) ([]store.Part, error) { return tx.Parts(ctx, "a", "", 0, 9) })
}

// silenced silences the parts of one record, and looks that the others still speak.
func (w world) silenced(part func(string, int64) store.Part) {
	w.t.Helper()
	ctx := context.Background()
	w.update(func(tx store.Tx) error { return tx.SilenceParts(ctx, ID(2)) })
	w.view(func(tx store.Tx) error {
		list, err := tx.Parts(ctx, "a", "", 0, 99)
		for _, p := range list {
			if got, want := len(p.Said) == 0, part("a", p.Number).Record == ID(2); got != want {
				w.t.Errorf("part %d is silent: %v, want %v", p.Number, got, want)
			}
		}
		return err
	})
}

func testKept(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	k := store.Kept{ID: "1", Account: "ann", Sort: "view", Kind: "thing", Name: "b", Body: []byte("{}")}
	put := func(k store.Kept) {
		t.Helper()
		w.update(func(tx store.Tx) error { return tx.Keep(ctx, k) })
	}
	put(k)
	put(store.Kept{ID: "2", Account: "bob", Sort: "view", Kind: "thing", Name: "a", Shared: true})
	put(store.Kept{ID: "3", Account: "bob", Sort: "view", Kind: "thing", Name: "c"})
	put(store.Kept{ID: "4", Account: "ann", Sort: "columns", Kind: "thing", Name: "d"})
	put(store.Kept{ID: "5", Account: "ann", Sort: "view", Kind: "other", Name: "e", Shared: true})
	put(store.Kept{ID: "6", Account: "ann", Sort: "view", Kind: "thing", Name: "c", Shared: true})
	for _, tt := range []struct{ account, sort, kind, want string }{
		{"ann", "view", "thing", "216"}, {"bob", "view", "thing", "236"}, {"eve", "view", "thing", "26"}, {"ann", "columns", "thing", "4"}, {"bob", "columns", "thing", ""}, {"bob", "view", "other", "5"},
	} {
		w.view(func(tx store.Tx) error {
			list, err := tx.KeptBy(ctx, tt.account, tt.sort, tt.kind)
			got := ""
			for _, k := range list {
				got += k.ID
			}
			if got != tt.want {
				t.Errorf("%s's %s of %s: got %s, want %s", tt.account, tt.sort, tt.kind, got, tt.want)
			}
			return err
		})
	}
	k.Name, k.Shared, k.Body = "z", true, []byte("[]")
	put(k)
	w.view(func(tx store.Tx) error {
		got, err := tx.Kept(ctx, "1")
		if !reflect.DeepEqual(got, k) {
			t.Errorf("got %+v, want %+v", got, k)
		}
		return err
	})
	w.update(func(tx store.Tx) error { return tx.DropKept(ctx, "1") })
	wantCode(t, "what was dropped", w.View(ctx, func(tx store.Tx) error {
		_, err := tx.Kept(ctx, "1")
		return err
	}), fault.CodeMissing)
	w.update(func(tx store.Tx) error { return tx.DropKeptOf(ctx, "ann") })
	for _, id := range []string{"4", "5", "6"} {
		wantCode(t, "what an account kept, "+id, w.View(ctx, func(tx store.Tx) error {
			_, err := tx.Kept(ctx, id)
			return err
		}), fault.CodeMissing)
	}
	w.view(func(tx store.Tx) error {
		list, err := tx.KeptBy(ctx, "bob", "view", "thing")
		if len(list) != 2 {
			t.Errorf("bob keeps %d views, want 2", len(list))
		}
		return err
	})
}

package storetest

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"heitu/internal/record"
	"heitu/internal/store"
)

func testShown(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	show := func(n int, rev, at int64, digest string) store.Shown {
		s := store.Shown{Key: key(n), Kind: "thing", Rev: rev, At: at, Digest: digest, Province: "210000", Region: "210100", Field: "05"}
		if n%2 == 0 {
			s.Province, s.Region, s.Field = "220000", "220000", ""
		}
		return s
	}
	gone := func(n int, at int64) store.Shown { return store.Shown{Key: key(n), Kind: "thing", At: at, Gone: true} }
	w.update(func(tx store.Tx) error {
		for n := 1; n <= 6; n++ {
			if err := tx.Put(ctx, Revision("thing", n, 1, "open", map[string]any{"code": fmt.Sprint(n)})); err != nil {
				return err
			}
		}
		for _, s := range []store.Shown{
			show(3, 1, 100, "a"), show(1, 1, 100, "a"), show(2, 1, 101, "a"), show(4, 1, 103, "a"), show(5, 1, 103, "a"),
			show(1, 2, 200, "a"),                                          // the same as before
			show(3, 3, 104, "b"), gone(4, 105), gone(4, 900), gone(6, 99), // 6 was never seen
			gone(5, 104), show(5, 1, 106, "a"), // seen again
		} {
			if err := tx.Show(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	for _, tt := range []struct {
		name string
		q    store.ShownQuery
		want string
		n    int
	}{
		{"all", store.ShownQuery{Limit: 9}, "1@100 2@101 3@104 4@105- 5@106", 5},
		{"a page", store.ShownQuery{Limit: 2}, "1@100 2@101", 5},
		{"the next", store.ShownQuery{Limit: 2, After: store.Place{At: 101, Key: key(2)}}, "3@104 4@105-", 5},
		{"within a second", store.ShownQuery{Limit: 9, After: store.Place{At: 104, Key: key(2)}}, "3@104 4@105- 5@106", 5},
		{"window", store.ShownQuery{From: 101, Until: 104, Limit: 9}, "2@101 3@104", 2},
		{"one second", store.ShownQuery{From: 104, Until: 104, Limit: 9}, "3@104", 1},
		{"province", store.ShownQuery{Province: "220000", Limit: 9}, "2@101 4@105-", 2},
		{"region", store.ShownQuery{Region: "210100", From: 104, Limit: 9}, "3@104 5@106", 2},
		{"field", store.ShownQuery{Field: "05", Kind: "thing", Home: home, Limit: 1, After: store.Place{At: 100, Key: key(1)}}, "3@104", 3},
		{"with a field", store.ShownQuery{Field: store.AnyValue, Limit: 9}, "1@100 3@104 5@106", 3},
		{"another kind", store.ShownQuery{Kind: "other", Limit: 9}, "", 0},
		{"another home", store.ShownQuery{Home: "dalian", Limit: 9}, "", 0},
	} {
		w.view(func(tx store.Tx) error {
			list, err := tx.Shown(ctx, tt.q)
			if err != nil {
				return err
			}
			got := ""
			for _, s := range list {
				var n int
				fmt.Sscanf(s.ID, "%08x", &n)
				got += fmt.Sprintf(" %d@%d", n, s.At)
				if s.Gone {
					got += "-"
				}
				if s.Gone == (s.Record.Fields != nil) || s.Gone == (s.Leaf != nil) && s.Rev == 1 {
					t.Errorf("%s: got record %v and leaf %x of one that is gone: %v", tt.name, s.Record, s.Leaf, s.Gone)
				}
			}
			n, err := tx.CountShown(ctx, tt.q)
			if got != "" {
				got = got[1:]
			}
			if got != tt.want || n != tt.n {
				t.Errorf("%s: got %s of %d, want %s of %d", tt.name, got, n, tt.want, tt.n)
			}
			return err
		})
	}
	testShownFacts(t, w, show(1, 1, 100, "a"))
}

func testShownFacts(t *testing.T, w world, first store.Shown) {
	ctx := context.Background()
	w.update(func(tx store.Tx) error { return tx.SetAudience(ctx, "one") })
	w.update(func(tx store.Tx) error { return tx.SetAudience(ctx, "two") })
	w.view(func(tx store.Tx) error {
		got, ok, err := tx.ShownAt(ctx, key(1))
		if err != nil || !ok || got.Shown != first || got.Record.Fields["code"] != "1" || len(got.Leaf) != 33 {
			t.Errorf("got %+v, %v, %v, want %+v", got, ok, err, first)
		}
		for _, k := range []record.Key{key(6), {Home: "dalian", ID: ID(1)}} {
			if _, ok, err := tx.ShownAt(ctx, k); ok || err != nil {
				t.Errorf("%v was never seen: got %v, %v", k, ok, err)
			}
		}
		at, ok, err := tx.FirstShown(ctx)
		if at != 100 || !ok || err != nil {
			t.Errorf("first: got %d, %v, %v, want 100", at, ok, err)
		}
		homes, err := tx.ShownHomes(ctx)
		if err != nil || !reflect.DeepEqual(homes, []string{home}) {
			t.Errorf("homes: got %v, %v", homes, err)
		}
		said, err := tx.Audience(ctx)
		if said != "two" {
			t.Errorf("audience: got %q, want two", said)
		}
		return err
	})
}

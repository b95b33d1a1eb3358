package storetest

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
)

func testPut(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	full := map[string]any{
		"title": record.Variants{"zh": "黑土", "en": "black soil"}, "code": "a\"b\\c\n", "amount": int64(1 << 40),
		"day": "2026-03-01", "owner": ID(9), "parts": []string{ID(7), ID(8)}, "unknown": true,
	}
	first, second := Revision("thing", 1, 1, "draft", full), Revision("thing", 1, 2, "open", map[string]any{"code": "x"})
	for _, r := range []store.Revision{first, second, Revision("thing", 2, 1, "draft", nil)} {
		w.put(r)
		w.view(func(tx store.Tx) error {
			got, err := tx.Record(ctx, r.Key)
			if err == nil && !sameRecord(got, r.Record) {
				t.Errorf("record %s: got %+v, want %+v", r.ID, got, r.Record)
			}
			return err
		})
	}
	err := w.View(ctx, func(tx store.Tx) error {
		_, err := tx.Record(ctx, key(3))
		return err
	})
	wantCode(t, "a record that is not there", err, fault.CodeMissing)
	err = w.View(ctx, func(tx store.Tx) error {
		_, err := tx.History(ctx, key(3))
		return err
	})
	wantCode(t, "history of a record that is not there", err, fault.CodeMissing)
	if got, want := w.totals(), (store.Totals{Records: 2, Revisions: 3, Entries: 3}); got != want {
		t.Errorf("totals: got %+v, want %+v", got, want)
	}
}

func testConflicts(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	w.put(Revision("thing", 1, 1, "draft", nil), Revision("thing", 1, 2, "draft", nil))
	for _, tt := range []struct {
		name string
		rev  store.Revision
		code fault.Code
	}{
		{"first again", Revision("thing", 1, 1, "draft", nil), fault.CodeConflict},
		{"newest again", Revision("thing", 1, 2, "draft", nil), fault.CodeConflict},
		{"one left out", Revision("thing", 1, 4, "draft", nil), fault.CodeConflict},
		{"second of none", Revision("thing", 2, 2, "draft", nil), fault.CodeConflict},
		{"zero", Revision("thing", 2, 0, "draft", nil), fault.CodeConflict},
		{"another kind", Revision("other", 1, 3, "draft", nil), fault.CodeConflict},
		{"an unknown kind", Revision("nothing", 3, 1, "draft", nil), fault.CodeMissing},
	} {
		err := w.Update(ctx, func(tx store.Tx) error { return tx.Put(ctx, tt.rev) })
		wantCode(t, tt.name, err, tt.code)
	}
	if got, want := w.totals(), (store.Totals{Records: 1, Revisions: 2, Entries: 2}); got != want {
		t.Errorf("totals: got %+v, want %+v", got, want)
	}
}

func testHistory(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	want := []store.Revision{
		Revision("thing", 1, 1, "draft", map[string]any{"code": "one", "owner": ID(5)}),
		Revision("thing", 1, 2, "open", map[string]any{"code": "two", "owner": ID(5)}),
		Revision("thing", 1, 3, "open", map[string]any{"code": "three", "owner": ID(5)}),
	}
	w.put(want...)
	check := func(what string) {
		t.Helper()
		w.view(func(tx store.Tx) error {
			got, err := tx.History(ctx, key(1))
			if err == nil && !slices.EqualFunc(got, want, sameRevision) {
				t.Errorf("%s: got %+v, want %+v", what, got, want)
			}
			return err
		})
	}
	check("history")
	rewrite := func(rev int64, fields map[string]any, secret string) {
		r := Revision("thing", 1, rev, want[rev-1].State, fields)
		r.Owner, r.Secret = want[rev-1].Owner, []byte(secret)
		w.update(func(tx store.Tx) error { return tx.Rewrite(ctx, r) })
		want[rev-1] = r
	}
	rewrite(1, map[string]any{}, "less")
	check("an old revision rewritten")
	rewrite(3, map[string]any{"code": "rewritten"}, "")
	check("the newest rewritten")
	w.view(func(tx store.Tx) error {
		got, err := tx.Record(ctx, key(1))
		if err == nil && !sameRecord(got, want[2].Record) {
			t.Errorf("record: got %+v, want %+v", got, want[2].Record)
		}
		return err
	})
	for code, n := range map[string]int{"three": 0, "rewritten": 1} {
		if got := w.count(query("thing", 10, record.Term{Field: "code", Op: record.Equal, Value: code}), 10); got != n {
			t.Errorf("after rewriting, %d things have the code %s, want %d", got, code, n)
		}
	}
	err := w.Update(ctx, func(tx store.Tx) error { return tx.Rewrite(ctx, Revision("thing", 1, 4, "open", nil)) })
	wantCode(t, "rewrite of what is not there", err, fault.CodeMissing)
}

func testLinks(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	w.put(
		Revision("thing", 1, 1, "draft", map[string]any{"owner": ID(50), "parts": []string{ID(50), ID(51)}}),
		Revision("thing", 2, 1, "draft", map[string]any{"parts": []string{ID(50)}}),
		Revision("other", 3, 1, "draft", map[string]any{"about": ID(50)}),
		Revision("thing", 4, 1, "draft", map[string]any{"owner": ID(50)}),
		Revision("thing", 4, 2, "draft", map[string]any{"owner": ID(51)}),
	)
	for _, tt := range []struct {
		target, kind, field string
		limit               int
		want                []string
	}{
		{ID(50), "", "", 9, []string{ID(1), ID(2), ID(3)}},
		{ID(50), "thing", "", 9, []string{ID(1), ID(2)}},
		{ID(50), "thing", "parts", 9, []string{ID(1), ID(2)}},
		{ID(50), "thing", "owner", 9, []string{ID(1)}},
		{ID(50), "", "about", 9, []string{ID(3)}},
		{ID(50), "", "", 2, []string{ID(1), ID(2)}},
		{ID(51), "", "", 9, []string{ID(1), ID(4)}},
		{ID(52), "", "", 9, []string{}},
	} {
		t.Run(strconv.Quote(tt.kind+" "+tt.field), func(t *testing.T) {
			world{w.Store, t}.view(func(tx store.Tx) error {
				got, err := tx.Linking(ctx, tt.target, tt.kind, tt.field, tt.limit)
				if err == nil && !slices.Equal(ids(got), tt.want) {
					t.Errorf("got %v, want %v", ids(got), tt.want)
				}
				return err
			})
		})
	}
}

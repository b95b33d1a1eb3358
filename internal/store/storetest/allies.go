package storetest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
)

const ally = "dalian"

// copied makes the copy of an ally's record n.
func copied(n int, rev int64, state string, fields map[string]any) store.Copy {
	r := Revision("thing", n, rev, state, fields).Record
	r.Home = ally
	return store.Copy{Record: r, Number: int64(n), Open: journal.Opening{Salts: []byte{1, byte(n)}, Rest: []byte{2}}}
}

func here(n int) string { return ID(n) + "@" + ally }

func testCopies(t *testing.T, open Opener) {
	w, ctx := begin(t, open), context.Background()
	w.put(Revision("thing", 1, 1, "open", map[string]any{"code": "a", "amount": int64(5)}), Revision("thing", 2, 1, "open", map[string]any{"code": "b"}))
	unknown := copied(5, 1, "open", nil)
	unknown.Kind = "newer"
	w.update(func(tx store.Tx) error {
		for _, c := range []store.Copy{
			copied(1, 3, "open", map[string]any{"code": "a", "amount": int64(7), "owner": ID(9), "parts": []string{ID(8)}}),
			copied(3, 1, "closed", map[string]any{"code": "c", "later": "a field of a newer version"}), unknown,
		} {
			if err := tx.PutCopy(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	find := func(q record.Query) []string {
		q.Kind, q.Limit = "thing", 10
		if q.Scopes == nil {
			q.Scopes = []record.Scope{{States: []string{"draft", "open", "closed"}}}
		}
		var ids []string
		w.view(func(tx store.Tx) error {
			list, err := tx.Find(ctx, q)
			for _, r := range list {
				ids = append(ids, r.ID)
			}
			if err != nil {
				return err
			}
			if n, err := tx.Count(ctx, q, 100); err != nil || n != len(list) {
				t.Errorf("%+v: counted %d, found %d, %v", q, n, len(list), err)
			}
			return nil
		})
		return ids
	}
	for _, tt := range []struct {
		name string
		q    record.Query
		want []string
	}{
		{"own alone", record.Query{}, []string{ID(2), ID(1)}},
		{"all", record.Query{Allied: true}, []string{here(3), ID(2), here(1), ID(1)}},
		{"by a field", record.Query{Allied: true, Where: []record.Term{{Field: "code", Op: record.Equal, Value: "a"}}}, []string{here(1), ID(1)}},
		{"own by a field", record.Query{Where: []record.Term{{Field: "code", Op: record.Equal, Value: "c"}}}, nil},
		{"by state", record.Query{Allied: true, Where: []record.Term{{Field: "state", Op: record.Equal, Value: "closed"}}}, []string{here(3)}},
		{"by home", record.Query{Allied: true, Where: []record.Term{{Field: "home", Op: record.Equal, Value: ally}}}, []string{here(3), here(1)}},
		{"by owner abroad", record.Query{Allied: true, Where: []record.Term{{Field: "owner", Op: record.Equal, Value: here(9)}}}, []string{here(1)}},
		{"by owner here", record.Query{Allied: true, Where: []record.Term{{Field: "owner", Op: record.Equal, Value: ID(9)}}}, nil},
		{"as an owner", record.Query{Allied: true, Scopes: []record.Scope{{States: []string{"open"}, Owner: ID(9)}}}, nil},
		{"sorted", record.Query{Allied: true, Sort: "amount"}, []string{here(1), ID(1), here(3), ID(2)}},
		{"sorted, own alone", record.Query{Sort: "amount"}, []string{ID(1), ID(2)}},
		{"a page on", record.Query{Allied: true, After: ID(2)}, []string{here(1), ID(1)}},
	} {
		if got := find(tt.q); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	w.view(func(tx store.Tx) error {
		r, err := tx.Record(ctx, record.Key{Home: home, ID: here(1)})
		if err != nil || r.Home != ally || r.ID != here(1) || r.Fields["owner"] != here(9) || !slices.Equal(record.Ids(r.Fields["parts"]), []string{here(8)}) {
			t.Errorf("record: %+v, %v", r, err)
		}
		c, err := tx.Copy(ctx, record.Key{Home: ally, ID: ID(3)})
		want := copied(3, 1, "closed", map[string]any{"code": "c", "later": "a field of a newer version"})
		if err != nil || c.Record.ID != ID(3) || c.Fields["later"] != want.Fields["later"] || !bytes.Equal(c.Open.Salts, want.Open.Salts) || c.Number != 3 {
			t.Errorf("copy: %+v, %v", c, err)
		}
		if _, err := tx.Copy(ctx, record.Key{Home: home, ID: ID(1)}); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("one's own record as a copy: %v", err)
		}
		all, err := tx.CopiesOf(ctx, ally, ID(1), 10)
		if err != nil || len(all) != 2 {
			t.Errorf("copies: %+v, %v", all, err)
		}
		n, err := tx.CountCopies(ctx, ally)
		if err != nil || n != 3 {
			t.Errorf("%d copies, %v", n, err)
		}
		totals, err := tx.Totals(ctx)
		if err != nil || totals.Records != 2 || totals.Entries != 2 {
			t.Errorf("totals: %+v, %v", totals, err)
		}
		return nil
	})
	gone := copied(1, 4, "closed", nil)
	gone.Gone = true
	w.update(func(tx store.Tx) error { return tx.PutCopy(ctx, gone) })
	if got := find(record.Query{Allied: true, Where: []record.Term{{Field: "code", Op: record.Equal, Value: "a"}}}); !slices.Equal(got, []string{ID(1)}) {
		t.Errorf("after it is gone: %v", got)
	}
}

func testMirrors(t *testing.T, open Opener) {
	w, ctx := begin(t, open), context.Background()
	want := store.Mirror{Home: ally, Checkpoint: "signed", Size: 9, Next: 4, Said: "other", At: 5}
	w.update(func(tx store.Tx) error {
		if m, err := tx.Mirror(ctx, ally); err != nil || m != (store.Mirror{Home: ally}) {
			t.Errorf("before: %+v, %v", m, err)
		}
		if err := tx.PutMirror(ctx, store.Mirror{Home: ally, Size: 1}); err != nil {
			return err
		}
		if err := tx.MirrorTiles(ally).PutTile(ctx, 0, 3, []byte("first")); err != nil {
			return err
		}
		if err := tx.MirrorTiles(ally).PutTile(ctx, 0, 3, []byte("hashes")); err != nil {
			return err
		}
		return tx.PutMirror(ctx, want)
	})
	w.view(func(tx store.Tx) error {
		if m, err := tx.Mirror(ctx, ally); err != nil || m != want {
			t.Errorf("mirror: %+v, %v", m, err)
		}
		for where, want := range map[string]string{ally: "hashes", "other": ""} {
			if hashes, err := tx.MirrorTiles(where).Tile(ctx, 0, 3); err != nil || string(hashes) != want {
				t.Errorf("tile of %s: %q, %v", where, hashes, err)
			}
		}
		if hashes, err := tx.Tile(ctx, 0, 3); err != nil || hashes != nil {
			t.Errorf("one's own tile: %q, %v", hashes, err)
		}
		return nil
	})
}

func testNotes(t *testing.T, open Opener) {
	w, ctx := begin(t, open), context.Background()
	w.update(func(tx store.Tx) error {
		for i := range 5 {
			n := store.Note{Sort: "exchange", Home: []string{ally, "other"}[i%2], ID: fmt.Sprint(i), At: int64(i), Body: []byte{byte(i)}}
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
		}
		return tx.PutNote(ctx, store.Note{Sort: "exchange", Home: ally, ID: "2", At: 9, Body: []byte("again")})
	})
	ids := func(home string) (ids string) {
		w.view(func(tx store.Tx) error {
			notes, err := tx.Notes(ctx, "exchange", home, 4)
			for _, n := range notes {
				ids += n.ID
			}
			return err
		})
		return ids
	}
	if got := ids(ally); got != "240" {
		t.Errorf("of one: %q", got)
	}
	if got := ids(""); got != "2431" {
		t.Errorf("of all: %q", got)
	}
	w.update(func(tx store.Tx) error { return tx.DropNotes(ctx, "exchange", ally, 9) })
	if got := ids(ally); got != "2" {
		t.Errorf("after dropping: %q", got)
	}
}

package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
)

// all is the scope that holds every record of the suite's kinds.
var all = record.Scope{States: []string{"draft", "open", "closed"}}

func query(kind string, limit int, where ...record.Term) record.Query {
	return record.Query{Kind: kind, Scopes: []record.Scope{all}, Where: where, Limit: limit}
}

func (w world) find(q record.Query) (list []record.Record) {
	w.t.Helper()
	w.view(func(tx store.Tx) (err error) {
		list, err = tx.Find(context.Background(), q)
		return err
	})
	return list
}

func (w world) count(q record.Query, most int) (n int) {
	w.t.Helper()
	w.view(func(tx store.Tx) (err error) {
		n, err = tx.Count(context.Background(), q, most)
		return err
	})
	return n
}

func testQueries(t *testing.T, open Opener) {
	w := begin(t, open)
	for n := 1; n <= 30; n++ {
		state := []string{"draft", "open", "closed"}[n%3]
		w.put(Revision("thing", n, 1, state, map[string]any{"amount": int64(n), "owner": ID(100 + n%2)}))
	}
	term := func(field string, op record.Op, value any) record.Term {
		return record.Term{Field: field, Op: op, Value: value}
	}
	for _, tt := range []struct {
		name string
		q    record.Query
		want []int
	}{
		{"newest first", query("thing", 3), []int{30, 29, 28}},
		{"range", query("thing", 9, term("amount", record.AtLeast, int64(5)), term("amount", record.AtMost, int64(7))), []int{7, 6, 5}},
		{"equal", query("thing", 9, term("amount", record.Equal, int64(5))), []int{5}},
		{"state", query("thing", 2, term("state", record.Equal, "open")), []int{28, 25}},
		{"home", query("thing", 2, term("home", record.Equal, home)), []int{30, 29}},
		{"owner", query("thing", 2, term("owner", record.Equal, ID(100))), []int{30, 28}},
		{"nothing", query("thing", 9, term("day", record.AtLeast, "")), nil},
		{"no scopes", record.Query{Kind: "thing", Limit: 9}, nil},
		{"no states", record.Query{Kind: "thing", Limit: 9, Scopes: []record.Scope{{Owner: ID(100)}}}, nil},
		{"one state", record.Query{Kind: "thing", Limit: 2, Scopes: []record.Scope{{States: []string{"open"}}}}, []int{28, 25}},
		{"scopes overlap", record.Query{Kind: "thing", Limit: 4, Scopes: []record.Scope{
			{States: []string{"open"}}, {States: all.States, Owner: ID(100)}, {States: all.States, ID: ID(29)},
		}}, []int{30, 29, 28, 26}},
	} {
		var want []string
		for _, n := range tt.want {
			want = append(want, ID(n))
		}
		if got := ids(w.find(tt.q)); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, want)
		}
	}
	for most, want := range map[int]int{0: 0, 7: 7, 30: 30, 100: 30} {
		if got := w.count(query("thing", 1), most); got != want {
			t.Errorf("count up to %d: got %d, want %d", most, got, want)
		}
	}
	w.testPages()
}

// testPages walks through all pages.
func (w world) testPages() {
	w.t.Helper()
	var got []string
	q := query("thing", 7)
	for {
		page := ids(w.find(q))
		if len(page) == 0 {
			break
		}
		got, q.After = append(got, page...), page[len(page)-1]
	}
	if len(got) != 30 || !slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(b, a) }) {
		w.t.Errorf("pages: got %d records: %v", len(got), got)
	}
}

func testQueryFaults(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	for _, tt := range []struct {
		name string
		q    record.Query
		code fault.Code
	}{
		{"no column", query("thing", 1, record.Term{Field: "title", Op: record.Equal, Value: "x"}), fault.CodeInvalid},
		{"no field", query("thing", 1, record.Term{Field: "id = '' OR 1", Op: record.Equal, Value: "x"}), fault.CodeInvalid},
		{"text for a number", query("thing", 1, record.Term{Field: "amount", Op: record.Equal, Value: "1"}), fault.CodeInvalid},
		{"number for a text", query("thing", 1, record.Term{Field: "code", Op: record.Equal, Value: int64(1)}), fault.CodeInvalid},
		{"no such comparison", query("thing", 1, record.Term{Field: "code", Op: "LIKE", Value: "x"}), fault.CodeInvalid},
		{"no such kind", query("nothing", 1), fault.CodeMissing},
	} {
		wantCode(t, tt.name, w.View(ctx, func(tx store.Tx) error {
			_, err := tx.Find(ctx, tt.q)
			return err
		}), tt.code)
		wantCode(t, tt.name+", counted", w.View(ctx, func(tx store.Tx) error {
			_, err := tx.Count(ctx, tt.q, 1)
			return err
		}), tt.code)
	}
}

// testModel compares queries with a filter over the same records in memory.
func testModel(t *testing.T, open Opener) {
	w := begin(t, open)
	rapid.Check(t, func(t *rapid.T) {
		// Records only gather; each run adds some under ids of its own.
		list := w.model(t)
		q := drawQuery(t)
		want := []string{}
		for _, r := range list {
			if matches(q, r) {
				want = append(want, r.ID)
			}
		}
		slices.Sort(want)
		if !q.Rising {
			slices.Reverse(want)
		}
		n := len(want)
		want = want[:min(n, q.Limit)]
		if got := ids(w.find(q)); !slices.Equal(got, want) {
			t.Fatalf("find %+v: got %v, want %v", q, got, want)
		}
		if got := w.count(q, 5); got != min(n, 5) {
			t.Fatalf("count %+v: got %d, want %d", q, got, min(n, 5))
		}
	})
}

// model changes some records and returns them all, as Record does.
func (w world) model(t *rapid.T) (list []record.Record) {
	err := w.Update(context.Background(), func(tx store.Tx) error {
		list = nil
		for n := 1; n <= 12; n++ {
			r, err := tx.Record(context.Background(), key(n))
			if err != nil && !fault.Is(err, fault.CodeMissing) {
				return err
			}
			seed := fmt.Sprint(n, " of ", r.Rev)
			if r.Rev == 0 || rapid.IntRange(0, 3).Draw(t, seed) == 0 {
				next := drawThing(t, n, r.Rev+1)
				if err := tx.Put(context.Background(), next); err != nil {
					return err
				}
				r = next.Record
			}
			list = append(list, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func drawThing(t *rapid.T, n int, rev int64) store.Revision {
	fields := map[string]any{}
	if v := rapid.IntRange(-1, 3).Draw(t, "amount"); v >= 0 {
		fields["amount"] = int64(v)
	}
	if v := drawWord().Draw(t, "code"); v != "" {
		fields["code"] = v
	}
	if v := rapid.IntRange(0, 3).Draw(t, "owner"); v > 0 {
		fields["owner"] = ID(100 + v)
	}
	return Revision("thing", n, rev, rapid.SampledFrom(all.States).Draw(t, "state"), fields)
}

func drawWord() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", "a", "B", "é", "黑", "z'\"%_"})
}

func drawQuery(t *rapid.T) record.Query {
	q := record.Query{Kind: "thing", Limit: rapid.IntRange(1, 15).Draw(t, "limit"), Rising: rapid.Bool().Draw(t, "from the oldest")}
	for range rapid.IntRange(0, 3).Draw(t, "scopes") {
		s := record.Scope{States: rapid.SliceOfDistinct(rapid.SampledFrom(all.States), rapid.ID).Draw(t, "states")}
		switch rapid.IntRange(0, 3).Draw(t, "scope") {
		case 0:
			s.Owner = ID(100 + rapid.IntRange(1, 3).Draw(t, "scope owner"))
		case 1:
			s.ID = ID(rapid.IntRange(1, 13).Draw(t, "scope id"))
		}
		q.Scopes = append(q.Scopes, s)
	}
	for range rapid.IntRange(0, 2).Draw(t, "terms") {
		term := record.Term{Op: rapid.SampledFrom([]record.Op{record.Equal, record.AtLeast, record.AtMost}).Draw(t, "op")}
		switch rapid.IntRange(0, 3).Draw(t, "term") {
		case 0:
			term.Field, term.Value = "amount", int64(rapid.IntRange(0, 3).Draw(t, "term amount"))
		case 1:
			term.Field, term.Value = "code", drawWord().Draw(t, "term code")
		case 2:
			term.Field, term.Value = "state", rapid.SampledFrom(all.States).Draw(t, "term state")
		case 3:
			term.Field, term.Value = "owner", ID(100+rapid.IntRange(1, 3).Draw(t, "term owner"))
		}
		q.Where = append(q.Where, term)
	}
	if rapid.Bool().Draw(t, "paged") {
		q.After = ID(rapid.IntRange(1, 13).Draw(t, "after"))
	}
	return q
}

func matches(q record.Query, r record.Record) bool {
	seen := slices.ContainsFunc(q.Scopes, func(s record.Scope) bool {
		return slices.Contains(s.States, r.State) && (s.Owner == "" || s.Owner == r.Owner) && (s.ID == "" || s.ID == r.ID)
	})
	if !seen || q.After != "" && (r.ID == q.After || r.ID < q.After == q.Rising) {
		return false
	}
	for _, term := range q.Where {
		v := r.Fields[term.Field]
		if term.Field == "state" {
			v = r.State
		}
		if v == nil || !compares(v, term) {
			return false
		}
	}
	return true
}

func compares(v any, term record.Term) bool {
	c := 0
	switch v := v.(type) {
	case string:
		c = strings.Compare(v, term.Value.(string))
	case int64:
		c = int(v - term.Value.(int64))
	}
	switch term.Op {
	case record.AtLeast:
		return c >= 0
	case record.AtMost:
		return c <= 0
	}
	return c == 0
}

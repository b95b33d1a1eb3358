package storetest

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
)

// testSorted walks sorted lists page by page, in both directions, and compares them
// with the same records sorted in memory. Many values are equal, some are missing.
func testSorted(t *testing.T, open Opener) {
	w := begin(t, open)
	rapid.Check(t, func(t *rapid.T) {
		list := w.model(t)
		q := drawQuery(t)
		q.After, q.Limit = "", rapid.IntRange(1, 5).Draw(t, "page")
		q.Sort, q.Rising = rapid.SampledFrom([]string{"amount", "code", "owner", "day"}).Draw(t, "sort"), rapid.Bool().Draw(t, "rising")
		list = slices.DeleteFunc(list, func(r record.Record) bool { return !matches(q, r) })
		slices.SortFunc(list, func(a, b record.Record) int { return compare(q, a, b) })
		var got []string
		for more := true; more; {
			page := w.find(q)
			got = append(got, ids(page)...)
			if more = len(page) == q.Limit; more {
				q.After = q.Next(page[len(page)-1])
			}
		}
		if want := ids(list); !slices.Equal(got, want) {
			t.Fatalf("%+v: got %v, want %v", q, got, want)
		}
		if got := w.count(q, 100); got != len(list) {
			t.Fatalf("count %+v: got %d, want %d", q, got, len(list))
		}
	})
	for what, q := range map[string]record.Query{
		"no column": {Sort: "title"}, "no field": {Sort: "id"}, "a state": {Sort: "state"}, "another's mark": {Sort: "amount", After: "xyz"},
		"a mark of another column": {Sort: "amount", After: record.Query{Sort: "code"}.Next(record.Record{Key: key(1), Fields: map[string]any{"code": "x"}})},
	} {
		q.Kind, q.Scopes, q.Limit = "thing", []record.Scope{all}, 1
		wantCode(t, what, w.View(context.Background(), func(tx store.Tx) error {
			_, err := tx.Find(context.Background(), q)
			return err
		}), fault.CodeInvalid)
	}
}

// compare is the order of a sorted query: what has no value comes last either way.
func compare(q record.Query, a, b record.Record) int {
	v, w := a.Fields[q.Sort], b.Fields[q.Sort]
	if (v == nil) != (w == nil) {
		return map[bool]int{true: 1, false: -1}[v == nil]
	}
	c := 0
	switch v := v.(type) {
	case int64:
		c = cmp.Compare(v, w.(int64))
	case string:
		c = cmp.Compare(v, w.(string))
	}
	if c = cmp.Or(c, cmp.Compare(a.ID, b.ID)); q.Rising {
		return c
	}
	return -c
}

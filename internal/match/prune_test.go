package match

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/record"
)

// exhaustively searches without passing over anything.
func exhaustively(x *Index, q Query) []Ranked {
	s := x.begin(&q)
	for i := range s.view.parts {
		p := &s.view.parts[i]
		s.long(p, x.mask(&q, *p), 0)
	}
	var list []Ranked
	for _, c := range s.best {
		list = append(list, Ranked{c.part.keys[c.doc], float64(c.score) * s.unit})
	}
	return list
}

// TestPrunedEqualsExhaustive compares both searches on large segments, with
// filters, agreements, deletions and many equal scores.
func TestPrunedEqualsExhaustive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(r, 1.2, 4, 2000)
	x := New(Options{})
	var docs []Doc
	for i := range 3 * largePart {
		words := ""
		for range 3 + r.IntN(30) {
			words += fmt.Sprintf("w%d ", zipf.Uint64())
		}
		docs = append(docs, Doc{
			Key: record.Key{ID: fmt.Sprint(i)}, Kind: "doc", State: "open", Public: r.IntN(9) > 0, Texts: []Text{{words, 1}},
			Facets: map[string]string{"field": fmt.Sprint(r.IntN(20))}, Day: fmt.Sprintf("2026-01-%02d", 1+r.IntN(28)),
		})
	}
	x.PutAll(docs)
	for i := range 500 {
		x.Remove(record.Key{ID: fmt.Sprint(i * 7)})
	}
	rapid.Check(t, func(t *rapid.T) {
		q := Query{Scopes: openDocs, Limit: rapid.IntRange(1, 60).Draw(t, "limit")}
		for range rapid.IntRange(1, 3*shortQuery).Draw(t, "words") {
			q.Text += fmt.Sprintf(" w%d", rapid.IntRange(0, 300).Draw(t, "word"))
		}
		if rapid.Bool().Draw(t, "agree") {
			q.Agree, q.Today = map[string]string{"field": "3"}, "2026-02-01"
		}
		if rapid.Bool().Draw(t, "filter") {
			q.Where = map[string]string{"field": "7"}
		}
		got, want := x.Rank(q), exhaustively(x, q)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q limit %d: pruned\n%v\nexhaustive\n%v", q.Text, q.Limit, got, want)
		}
	})
}

// TestMergesEqualARebuild goes through every size class, in the background as well.
func TestMergesEqualARebuild(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	words := vocabulary(r)
	x, kept := New(Options{}), map[int]Doc{}
	for i := range 20_000 {
		d := synthetic(r.IntN(12_000), words, 20)
		fmt.Sscan(d.Key.ID, &i)
		if r.IntN(4) == 0 {
			x.Remove(d.Key)
			delete(kept, i)
			continue
		}
		x.Put(d)
		kept[i] = d
	}
	x.Settle()
	var docs []Doc
	for _, d := range kept {
		docs = append(docs, d)
	}
	fresh := New(Options{})
	fresh.PutAll(docs)
	if x.Len() != len(kept) || fresh.Len() != len(kept) {
		t.Fatalf("got %d and %d records, want %d", x.Len(), fresh.Len(), len(kept))
	}
	if n := len(x.view.Load().parts); n > 8*fullClass {
		t.Errorf("the index lies in %d parts", n)
	}
	for range 50 {
		q := Query{Texts: []Text{{words(1 + r.IntN(40)), 1}}, Scopes: openDocs, Agree: map[string]string{"region": "210100"}}
		if got, want := x.Search(q), fresh.Search(q); !reflect.DeepEqual(got, want) {
			t.Fatalf("after changes %+v\nrebuilt %+v", got, want)
		}
	}
}

// TestAllGoesOnBehindTheLongestList compares the list of all hits with that of a search.
func TestAllGoesOnBehindTheLongestList(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var docs []Doc
	for i := range longestList + 500 {
		docs = append(docs, Doc{
			Key: record.Key{ID: fmt.Sprint(i)}, Kind: "doc", State: "open", Public: true, Texts: []Text{{fmt.Sprintf("soil w%d", r.IntN(9)), 1}},
			Day: fmt.Sprintf("2026-01-%02d", 1+r.IntN(28)),
		})
	}
	for _, words := range []string{"", "soil", "soil w1", "w1"} {
		x := New(Options{})
		x.PutAll(docs[:1000])
		for _, d := range docs[1000:] {
			x.Put(d)
		}
		q := Query{Text: words, Scopes: openDocs, Today: "2026-02-01", Limit: longestList}
		all, seen := x.All(q), map[record.Key]bool{}
		for i, ranked := range x.Rank(q) {
			if all[i] != ranked.Key {
				t.Fatalf("%q: hit %d of all is %v, of a search %v", words, i, all[i], ranked.Key)
			}
		}
		for _, key := range all {
			seen[key] = true
		}
		want := 0
		for _, d := range docs {
			if words != "w1" || strings.HasSuffix(d.Texts[0].Words, "w1") {
				want++
			}
		}
		if len(all) != want || len(seen) != want {
			t.Errorf("%q: got %d hits, %d of them different, want %d", words, len(all), len(seen), want)
		}
	}
}

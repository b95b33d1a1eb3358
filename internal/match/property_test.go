package match

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/record"
)

// pool are words without parts, whose stems differ.
var pool = strings.Fields("soil maize sensor network drone laser catalyst battery 土壤 玉米 雷达 网络 电池 合金 ploughing ploughs")

var everything = map[string][]record.Scope{"doc": {{States: []string{"open", "draft"}}}, "need": {{States: []string{"open", "draft"}}}}

func drawText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pool), 0, 12).Draw(t, label), " ")
}

func drawDoc(t *rapid.T, id int) Doc {
	d := Doc{
		Key: record.Key{Home: "n", ID: fmt.Sprint(id)}, Kind: rapid.SampledFrom([]string{"doc", "need"}).Draw(t, "kind"),
		State: "open", Public: true, Owner: "o", Facets: map[string]string{},
		Texts: []Text{{drawText(t, "title"), 3}, {drawText(t, "body"), 1}},
		Day:   rapid.SampledFrom([]string{"", "2026-01-01", "2026-02-01"}).Draw(t, "day"),
	}
	if region := rapid.SampledFrom([]string{"", "210100", "210200", "220100", "210102"}).Draw(t, "region"); region != "" {
		d.Facets["region"] = region
	}
	if rapid.Bool().Draw(t, "hidden") {
		d.State, d.Public = "draft", false
	}
	return d
}

func drawDocs(t *rapid.T) []Doc {
	docs := make([]Doc, rapid.IntRange(1, 15).Draw(t, "docs"))
	for i := range docs {
		docs[i] = drawDoc(t, i)
	}
	return docs
}

func drawQuery(t *rapid.T) Query {
	return Query{
		Text: drawText(t, "query"), Texts: []Text{{drawText(t, "need"), 2}}, Scopes: everything, Limit: 100,
		Agree: map[string]string{"region": "210100", "field": "05"},
	}
}

func indexOf(g *Glossary, docs ...Doc) *Index {
	x := New(Options{Glossary: g})
	for _, d := range docs {
		x.Put(d)
	}
	return x
}

func TestReasonsSumToScore(t *testing.T) {
	g := glossaryOf(t, `[["soil","土壤",3],["network","网络",2],["maize","玉米",1],["lidar","雷达",4]]`)
	rapid.Check(t, func(t *rapid.T) {
		docs, q := drawDocs(t), drawQuery(t)
		hits := indexOf(g, docs...).Search(q)
		for i, h := range hits {
			var sum float64
			for _, r := range h.Reasons {
				sum += r.Share
				if r.Share <= 0 || r.Term == "" || r.Query == r.Term {
					t.Fatalf("not a reason: %+v", r)
				}
			}
			if math.Abs(sum-h.Score) > 1e-9 || h.Score <= 0 {
				t.Fatalf("reasons sum to %v, the score is %v", sum, h.Score)
			}
			if i > 0 && hits[i-1].Score < h.Score {
				t.Fatalf("hit %d scores %v, the one before %v", i, h.Score, hits[i-1].Score)
			}
		}
	})
}

// TestOneRecordEqualsItsPlaceAmongAll asks for each record alone and wants the hit that
// it is among all.
func TestOneRecordEqualsItsPlaceAmongAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, q := indexOf(nil, drawDocs(t)...), drawQuery(t)
		all := map[string]Hit{}
		for _, h := range x.Search(q) {
			all[h.Key.ID] = h
		}
		for id := range 15 {
			q.Only = fmt.Sprint(id)
			want, found := all[q.Only]
			hits := x.Search(q)
			if found != (len(hits) == 1) || found && !reflect.DeepEqual(hits[0], want) {
				t.Fatalf("record %d: got %+v, want %+v (%v)", id, hits, want, found)
			}
		}
	})
}

// A hidden record leaves the statistics alone, so its score can be compared
// before and after; a filler keeps its length.
func TestRemovingATermTakesItsShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, q := drawDocs(t), drawQuery(t)
		d := drawDoc(t, len(docs))
		d.State, d.Public = "draft", false
		x := indexOf(nil, append(docs, d)...)
		before := hitOf(x, q, d.Key)
		if before == nil {
			t.Skip("not found at all")
		}
		var terms []Reason
		for _, r := range before.Reasons {
			if r.Kind == Term {
				terms = append(terms, r)
			}
		}
		if len(terms) < 2 {
			t.Skip("without its only word it would not be found, whatever agrees")
		}
		gone := rapid.SampledFrom(terms).Draw(t, "gone")
		for i, text := range d.Texts {
			words := strings.Fields(text.Words)
			for j, w := range words {
				if termsOf(w) == termsOf(gone.Term) {
					words[j] = "filler"
				}
			}
			d.Texts[i].Words = strings.Join(words, " ")
		}
		x.Put(d)
		var score float64
		if after := hitOf(x, q, d.Key); after != nil {
			score = after.Score
		}
		if math.Abs(before.Score-gone.Share-score) > 1e-9 {
			t.Fatalf("without %q the score went from %v to %v, the share was %v", gone.Term, before.Score, score, gone.Share)
		}
	})
}

func hitOf(x *Index, q Query, k record.Key) *Hit {
	for _, h := range x.Search(q) {
		if h.Key == k {
			return &h
		}
	}
	return nil
}

func TestHiddenRecordsMoveNothing(t *testing.T) {
	long := make([]string, 600)
	for i := range long {
		long[i] = fmt.Sprintf("term%d", i)
	}
	rapid.Check(t, func(t *rapid.T) {
		docs, q := drawDocs(t), drawQuery(t)
		q.Scopes = map[string][]record.Scope{"doc": {{States: []string{"open"}}}, "need": {{States: []string{"open"}}}}
		if rapid.Bool().Draw(t, "long") {
			q.Text += " " + strings.Join(long, " ")
			docs[0].Texts[1].Words += " " + strings.Join(long[:300], " ")
			hidden := drawDoc(t, len(docs))
			hidden.State, hidden.Public = "draft", false
			hidden.Texts[0].Words += " " + strings.Join(long[200:], " ")
			docs = append([]Doc{hidden}, docs...)
		}
		with, without := New(Options{}), New(Options{})
		for _, d := range docs {
			with.Put(d)
			if d.Public {
				without.Put(d)
			}
		}
		want := fmt.Sprintf("%#v", without.Search(q))
		if got := fmt.Sprintf("%#v", with.Search(q)); got != want {
			t.Fatalf("with hidden records\n%s\nwithout\n%s", got, want)
		}
		for _, d := range docs {
			if !d.Public {
				with.Remove(d.Key)
			}
		}
		if got := fmt.Sprintf("%#v", with.Search(q)); got != want {
			t.Fatalf("after removing hidden records\n%s\nwithout\n%s", got, want)
		}
	})
}

func TestUpdatesEqualARebuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, kept := New(Options{}), map[int]Doc{}
		for range rapid.IntRange(1, 40).Draw(t, "changes") {
			id := rapid.IntRange(0, 8).Draw(t, "id")
			if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
				x.Remove(record.Key{Home: "n", ID: fmt.Sprint(id)})
				delete(kept, id)
				continue
			}
			d := drawDoc(t, id)
			x.Put(d)
			kept[id] = d
		}
		q := drawQuery(t)
		if rapid.Bool().Draw(t, "wordless") {
			q.Text, q.Texts = "", nil
		}
		fresh := indexOf(nil, slices.Collect(maps.Values(kept))...)
		if got, want := x.Search(q), fresh.Search(q); !reflect.DeepEqual(got, want) {
			t.Fatalf("after changes %+v\nrebuilt %+v", got, want)
		}
		if x.Len() != len(kept) {
			t.Fatalf("got %d records, want %d", x.Len(), len(kept))
		}
	})
}

func TestFiltersEqualANaiveOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs, q := drawDocs(t), drawQuery(t)
		all := indexOf(nil, docs...).Search(q)
		q.Kind = rapid.SampledFrom([]string{"", "doc"}).Draw(t, "kind")
		q.Where = map[string]string{"region": rapid.SampledFrom([]string{"21", "210000", "210100", "220100"}).Draw(t, "where")}
		q.Limit = rapid.IntRange(1, 5).Draw(t, "limit")
		want := []Hit{}
		for _, h := range all {
			var d Doc
			for _, one := range docs {
				if one.Key == h.Key {
					d = one
				}
			}
			if (q.Kind == "" || q.Kind == d.Kind) && slices.Contains(coveredBy(d.Facets["region"]), q.Where["region"]) && len(want) < q.Limit {
				want = append(want, h)
			}
		}
		if got := indexOf(nil, docs...).Search(q); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}

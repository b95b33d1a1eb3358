package match

import (
	"cmp"
	"math"
	"slices"

	"heitu/internal/record"
)

// Query asks for the records that fit best, out of those the reader may see. If
// it has words, a hit has one of them at least: agreement raises, but does not find.
type Query struct {
	Text   string                    // what somebody typed
	Texts  []Text                    // the texts of a whole record, to find its counterparts
	Kind   string                    // "" for any
	Scopes map[string][]record.Scope // by kind: what the reader may see; a kind left out is invisible
	Where  map[string]string         // codes that a hit must have; see covers for regions
	Agree  map[string]string         // codes that raise the score of a hit that has them
	Limit  int                       // 20 where it is 0 or less; at most 1,000
}

// How a query weighs its words.
const (
	translated  = 0.9 // a word that the glossary joined, against one that was said
	partial     = 0.5 // a word within a longer word
	repeated    = 2.0 // saturation: however often a word is said, it counts less than 1+repeated times
	maxTerms    = 256 // words that are scored; of a longer query, those that tell most
	usualLimit  = 20
	longestList = 1000
)

// want is a word to look for.
type want struct {
	term   string
	said   string // the query's own words
	weight float64
	best   float64 // the greatest single weight, which decides what was said
}

// wants is the words of a query in the order in which they were first said.
type wants struct {
	list  []want
	place map[string]int
}

func (w *wants) add(term, said string, weight float64) {
	i, ok := w.place[term]
	if !ok {
		i = len(w.list)
		w.place[term] = i
		w.list = append(w.list, want{term: term, said: said})
	}
	it := &w.list[i]
	it.weight += weight
	if weight > it.best {
		it.said, it.best = said, weight
	}
}

// wants cuts a query into words and adds their translations.
func (q Query) wants(g *Glossary) []want {
	w := wants{place: map[string]int{}}
	for _, text := range append([]Text{{q.Text, 1}}, q.Texts...) {
		weight := float64(min(max(text.Weight, 1), 100))
		words := tokens(text.Words)
		for _, t := range words {
			w.add(t.term, t.form, weight*t.rank())
		}
		g.each(words, func(said string, to []translation) {
			for _, tr := range to {
				for _, t := range tr.words {
					w.add(t.term, said, weight*translated*tr.share*t.rank())
				}
			}
		})
	}
	return w.list
}

func (t token) rank() float64 {
	if t.part {
		return partial
	}
	return 1
}

// scored is a word of the query that some record has.
type scored struct {
	*term
	said   string
	weight float64 // all of a share that depends on the query and the statistics alone
}

// weigh finds the words in the index, those that tell most first. Words in no
// public record come last: otherwise a hidden record that has them would push
// out others, or change the order in which shares are summed.
func (x *Index) weigh(list []want) []scored {
	var terms []scored
	for _, w := range list {
		id, ok := x.ids[w.term]
		if !ok || len(x.terms[id].posts) == 0 {
			continue
		}
		t := &x.terms[id]
		n, df := float64(x.public), float64(t.public)
		rarity := math.Log(1 + (n-df+0.5)/(df+0.5))
		weight := w.weight * (1 + repeated) / (w.weight + repeated)
		terms = append(terms, scored{t, w.said, float64(weight * rarity * (k1 + 1))})
	}
	slices.SortStableFunc(terms, func(a, b scored) int { return cmp.Compare(b.telling(), a.telling()) })
	return terms[:min(len(terms), maxTerms)]
}

func (s scored) telling() float64 {
	if s.public == 0 {
		return 0
	}
	return s.weight
}

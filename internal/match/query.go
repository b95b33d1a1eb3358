package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"heitu/internal/record"
)

// Query asks for the records that fit best, out of those the reader may see. If
// it has words, a hit has one of them at least: agreement raises, but does not find.
type Query struct {
	Text    string                    // what somebody typed; see ask
	Texts   []Text                    // the texts of a whole record, to find its counterparts
	Kind    string                    // "" for any
	Scopes  map[string][]record.Scope // by kind: what the reader may see; a kind left out is invisible
	Where   map[string]string         // codes that a hit must have; a region has what it lies in, see coveredBy
	Agree   map[string]string         // codes that raise the score of a hit that has them
	Only    string                    // the id that a hit must have; "" for any
	Weights Weights                   // how much agreements and freshness count; nil for as much as they do
	Today   string                    // fresh records gain by their day if it is a date
	Limit   int                       // 20 where it is 0 or less; at most 1,000
}

// How a query weighs its words. DESIGN.md says on what these were tuned.
const (
	partial     = 0.3 // a pair of Chinese characters that is no word by itself
	repeated    = 8.0 // saturation: however often a word is said, it counts less than 1+repeated times
	maxTerms    = 256 // words that are scored; of a longer query, those that tell most
	usualLimit  = 20
	longestList = 1000
	smallIndex  = 10_000 // records; of fewer all words can be afforded
	budget      = 1.5    // postings of a long query, for each record that counts
)

// In a text of many words the common ones together drown the few that tell, so
// rarity is raised to a power that grows with the number of words.
const (
	fewWords   = 20.0 // up to so many, rarity counts as it is
	manyWords  = 100.0
	mostPower  = 1.6
	usualPower = 1.0
	middling   = 7.0 // the rarity that no power changes
)

// want is a word to look for.
type want struct {
	term   string
	id     uint32 // 0 where the index does not know the word
	said   string // the query's own words
	weight float64
	best   float64 // the greatest single weight, which decides what was said
	common float64 // in how many records it is said, in either language
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

// wants cuts a query into words and adds their translations. It returns also how many distinct words were said.
func (x *Index) wants(q *Query, v *view) ([]want, int) {
	w := wants{place: map[string]int{}}
	a := ask(q.Text)
	texts := append([]Text{{a.words, 1}}, q.Texts...)
	for _, text := range texts {
		s := fold(text.Words)
		eachTerm(s, cut(s), func(form string, _ int, whole bool) {
			weight := float64(text.weight())
			if !whole {
				weight *= partial
			}
			w.add(x.termOf(form), form, weight)
		})
	}
	said := len(w.list)
	for _, prefix := range a.prefixes {
		for _, term := range x.continuations(prefix) {
			w.add(term, prefix, 1)
		}
	}
	x.sound(a.words, &w)
	for _, text := range texts {
		x.translate(text, &w, v)
	}
	for i := range w.list {
		w.list[i].id = x.lexicon.find(w.list[i].term)
	}
	return w.list, said
}

// sound adds the Chinese words that typed words spell, unless records write them in letters.
func (x *Index) sound(typed string, w *wants) {
	for _, word := range cut(typed) {
		if runEnd(word.form, 0, func(r rune) bool { return 'a' <= r && r <= 'z' }) < len(word.form) || x.public(x.termOf(word.form)) > 0 {
			continue
		}
		for _, term := range x.sounding(word.form) {
			w.add(term, word.form, 1)
		}
	}
}

// termOf is the term of a word, whether the index knows it or not.
func (x *Index) termOf(form string) string {
	if id := x.lexicon.find(form); id != 0 {
		return x.lexicon.at(x.lexicon.at(id).term).text
	}
	return stem(form)
}

// translate adds the words of the other language. A word is as common as all ways
// to say it: else an English word would count as rare wherever all write Chinese.
func (x *Index) translate(text Text, w *wants, v *view) {
	if x.glossary == nil {
		return
	}
	words := cut(fold(text.Words))
	terms := make([]string, len(words))
	for i, word := range words {
		terms[i] = x.termOf(word.form)
	}
	x.glossary.translate(words, terms, func(r rendered) {
		common := math.Inf(1)
		for _, term := range r.from {
			common = min(common, x.public(term))
		}
		if len(r.from) == 1 {
			other := 0.0
			for _, t := range r.to {
				other += t.share * x.public(t.term)
			}
			common = max(common, other)
			if i, ok := w.place[r.from[0]]; ok {
				w.list[i].common = max(w.list[i].common, common)
			}
		}
		for _, t := range r.to {
			weight := r.weight * t.share * min(1, v.rarity(common)/v.rarity(x.public(t.term)))
			w.add(t.term, r.said, weight*float64(text.weight()))
		}
	})
}

// public is how many records that count have a term.
func (x *Index) public(term string) float64 {
	if id := x.lexicon.find(term); id != 0 {
		return float64(max(x.lexicon.at(id).public.Load(), 0))
	}
	return 0
}

// rarity is how much a word tells that so many records have.
func (v *view) rarity(records float64) float64 {
	n := float64(v.public)
	return math.Log(1 + (max(n-records, 0)+0.5)/(records+0.5))
}

// clause is a word that is scored.
type clause struct {
	want
	weight  float64 // all of a share that depends on the query and the statistics alone
	records float64 // how many records that count have the word
}

// weigh puts the words that tell most first. A word in no public record weighs
// the same whether the index knows it or not, and comes last: otherwise a hidden
// record that has it would push out others.
func (x *Index) weigh(list []want, said int, v *view) []clause {
	clauses := make([]clause, len(list))
	power := powerOf(said)
	for i, w := range list {
		df := x.public(w.term)
		rarity := v.rarity(max(df, w.common))
		if power != usualPower {
			rarity = middling * math.Pow(rarity/middling, power)
		}
		weight := w.weight * (1 + repeated) / (w.weight + repeated)
		clauses[i] = clause{w, weight * rarity, df}
		if df == 0 {
			clauses[i].id |= unseen
		}
	}
	slices.SortStableFunc(clauses, func(a, b clause) int {
		return cmp.Or(cmp.Compare(a.id&unseen, b.id&unseen), cmp.Compare(b.weight, a.weight), strings.Compare(a.term, b.term))
	})
	clauses = clauses[:min(len(clauses), maxTerms)]
	for i := range clauses {
		clauses[i].id &^= unseen
	}
	return affordable(clauses, v)
}

// affordable keeps, of a long query, the words that tell most, until all records
// together have said them a number of times: those left out are the commonest,
// which cost most and in a long query tell next to nothing.
func affordable(clauses []clause, v *view) []clause {
	if len(clauses) <= fewWords {
		return clauses
	}
	spent, most := 0.0, budget*float64(max(v.public, smallIndex))
	return slices.DeleteFunc(clauses, func(c clause) bool {
		spent += c.records
		return spent > most
	})
}

// unseen marks, while clauses are sorted, a word that no public record has.
const unseen = 1 << 31

func powerOf(words int) float64 {
	long := (float64(words) - fewWords) / (manyWords - fewWords)
	return usualPower + (mostPower-usualPower)*min(max(long, 0), 1)
}

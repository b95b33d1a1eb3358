package match

import (
	"cmp"
	"slices"
	"strings"

	"heitu/internal/record"
)

// Hit is a record that was found.
type Hit struct {
	Key     record.Key
	Kind    string
	Score   float64  // the sum of the shares of its reasons
	Reasons []Reason // the weightiest first
}

// The score is BM25 over weighted words: an occurrence in a field of weight 3
// counts as three, in the frequency as in the length.
const (
	k1 = 1.8 // how soon further occurrences of a word stop adding
	b  = 0.6 // how much a long text must say a word oftener, 0 for not at all
)

// norm turns lengths into the denominator of BM25.
type norm struct{ base, slope float64 }

func (x *Index) norm() norm {
	mean := 1.0
	if x.publicLength > 0 {
		mean = float64(x.publicLength) / float64(x.public)
	}
	return norm{base: k1 * (1 - b), slope: k1 * b / mean}
}

// share is what one word adds to the score. The conversions forbid fused
// operations, so that a reason repeats to the bit what the ranking added.
func (n norm) share(weight float64, count uint16, length uint32) float64 {
	c := float64(count)
	return float64(weight * c / (c + n.base + float64(n.slope*float64(length))))
}

// Search returns the best of the records that the reader may see, in descending
// order of score; of equal scores the later day goes first, then the lesser key.
// A query whose words are all stop words, or that has none, finds by agreement alone.
func (x *Index) Search(q Query) []Hit {
	list := q.wants(x.glossary)
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := search{x: x, filter: x.filter(q), terms: x.weigh(list), norm: x.norm()}
	s.rank(len(list) == 0)
	hits := make([]Hit, len(s.best))
	for i, c := range s.best {
		hits[i] = s.hit(c.slot)
	}
	return hits
}

// All returns every record that Search would find if it knew no limit, in the same order.
func (x *Index) All(q Query) []record.Key {
	list := q.wants(x.glossary)
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := search{x: x, filter: x.filter(q), terms: x.weigh(list), norm: x.norm(), all: true}
	s.rank(len(list) == 0)
	slices.SortFunc(s.best, s.compare)
	keys := make([]record.Key, len(s.best))
	for i, c := range s.best {
		keys[i] = x.entries[c.slot].key
	}
	return keys
}

// search is one search under way.
type search struct {
	x      *Index
	filter filter
	terms  []scored
	norm   norm
	best   []candidate // the best so far, in order; unordered where all are wanted
	all    bool
}

type candidate struct {
	slot  uint32
	score float64
}

// rank scores every record that has a word of the query, or every record where
// the query has no words, and keeps the best that the filter admits.
func (s *search) rank(wordless bool) {
	board := s.x.board()
	defer s.x.boards.Put(board)
	scores := *board
	for _, t := range s.terms {
		for _, p := range t.posts {
			scores[p.slot] += s.norm.share(t.weight, p.count, s.x.lengths[p.slot])
		}
	}
	limit := s.filter.q.Limit
	if limit <= 0 {
		limit = usualLimit
	}
	limit = min(limit, longestList)
	for slot, score := range scores {
		scores[slot] = 0
		if score == 0 && !wordless || !s.all && len(s.best) == limit && score+s.filter.slack < s.best[limit-1].score {
			continue
		}
		e := &s.x.entries[slot]
		if !s.filter.admits(s.x, e) {
			continue
		}
		for _, id := range e.facets {
			score += s.filter.bonus[id]
		}
		switch c := (candidate{uint32(slot), score}); {
		case score <= 0:
		case s.all:
			s.best = append(s.best, c)
		default:
			s.keep(c, limit)
		}
	}
}

// board returns a slice of zeros, one for each slot.
func (x *Index) board() *[]float64 {
	if b, ok := x.boards.Get().(*[]float64); ok && cap(*b) >= len(x.entries) {
		*b = (*b)[:len(x.entries)]
		return b
	}
	b := make([]float64, len(x.entries), len(x.entries)+len(x.entries)/8)
	return &b
}

// keep puts c in its place among the best, if it is one of them.
func (s *search) keep(c candidate, limit int) {
	if len(s.best) == limit {
		if s.compare(c, s.best[limit-1]) > 0 {
			return
		}
		s.best = s.best[:limit-1]
	}
	i, _ := slices.BinarySearchFunc(s.best, c, s.compare)
	s.best = slices.Insert(s.best, i, c)
}

// compare puts the better candidate first.
func (s *search) compare(a, b candidate) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	d, e := &s.x.entries[a.slot], &s.x.entries[b.slot]
	return cmp.Or(strings.Compare(e.day, d.day), strings.Compare(d.key.Home, e.key.Home), strings.Compare(d.key.ID, e.key.ID))
}

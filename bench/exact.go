package main

import (
	"cmp"
	"math"
	"slices"
)

// exactSearcher adds up BM25 over all postings, each word of the query counted once.
type exactSearcher struct {
	c        *corpus
	postings map[string][]posting
	scores   []float64
}

type posting struct{ doc, count int32 }

func openExact(c *corpus) (searcher, error) {
	s := &exactSearcher{c: c, postings: map[string][]posting{}, scores: make([]float64, len(c.docs))}
	for doc, words := range c.docs {
		counts := map[string]int32{}
		for _, w := range words {
			counts[w]++
		}
		for w, n := range counts {
			s.postings[w] = append(s.postings[w], posting{int32(doc), n})
		}
	}
	return s, nil
}

func (s *exactSearcher) search(words []string) ([]int, error) {
	const k1 = 1.2 // every document is as long as any other, so b plays no part
	clear(s.scores)
	n := float64(len(s.c.docs))
	for _, w := range different(words) {
		list := s.postings[w]
		df := float64(len(list))
		idf := math.Log(1 + (n-df+0.5)/(df+0.5))
		for _, p := range list {
			tf := float64(p.count)
			s.scores[p.doc] += idf * tf * (k1 + 1) / (tf + k1)
		}
	}
	best := make([]int, 0, top+1)
	for doc, score := range s.scores {
		if !s.c.open(doc) || score == 0 || len(best) == top && score <= s.scores[best[top-1]] {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, score, func(doc int, score float64) int { return cmp.Compare(score, s.scores[doc]) })
		best = slices.Insert(best, at, doc)
		best = best[:min(top, len(best))]
	}
	return best, nil
}

func (s *exactSearcher) close() {}

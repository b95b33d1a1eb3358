package main

import (
	"fmt"
	"math/rand/v2"
)

const (
	docWords   = 120
	queryWords = 92
)

// corpus is documents and queries as words.
type corpus struct {
	docs    [][]string
	queries [][]string
}

// open says whether a document is in the state that is searched: nine of ten are.
func (c *corpus) open(doc int) bool { return doc%10 != 0 }

// draw makes a corpus as texts are: few words very often. A query of 92 words has about
// seven postings for each document, as the proposals of the American SBIR programme have.
func draw(docs int) *corpus {
	zipf := rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.07, 30, 60_000)
	words := func(n int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("w%d", zipf.Uint64())
		}
		return list
	}
	c := &corpus{}
	for range docs {
		c.docs = append(c.docs, words(docWords))
	}
	for range 200 {
		c.queries = append(c.queries, words(queryWords))
	}
	return c
}

// distinct is how many different words a query has in the mean.
func (c *corpus) distinct() int {
	n := 0
	for _, words := range c.queries {
		n += len(different(words))
	}
	return n / len(c.queries)
}

// different returns each word once, in the order of first appearance.
func different(words []string) []string {
	seen := map[string]bool{}
	var list []string
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			list = append(list, w)
		}
	}
	return list
}

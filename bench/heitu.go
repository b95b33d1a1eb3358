package main

import (
	"strconv"
	"strings"

	"heitu/internal/match"
	"heitu/internal/record"
)

type heituSearcher struct{ index *match.Index }

func openHeitu(c *corpus) (searcher, error) {
	x := match.New(match.Options{})
	var docs []match.Doc
	for i, words := range c.docs {
		state := "draft"
		if c.open(i) {
			state = "open"
		}
		docs = append(docs, match.Doc{Key: record.Key{Home: "n", ID: strconv.Itoa(i)}, Kind: "doc", State: state, Public: true, Texts: []match.Text{{Words: strings.Join(words, " "), Weight: 1}}})
		if len(docs) == 1<<16 || i == len(c.docs)-1 {
			x.PutAll(docs)
			docs = docs[:0]
		}
	}
	x.Settle()
	return heituSearcher{x}, nil
}

func (s heituSearcher) search(words []string) ([]int, error) {
	var found []int
	for _, r := range s.index.Rank(match.Query{
		Texts: []match.Text{{Words: strings.Join(words, " "), Weight: 1}}, Kind: "doc", Limit: top,
		Scopes: map[string][]record.Scope{"doc": {{States: []string{"open"}}}},
	}) {
		doc, err := strconv.Atoi(r.Key.ID)
		if err != nil {
			return nil, err
		}
		found = append(found, doc)
	}
	return found, nil
}

func (s heituSearcher) close() {}

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

type bleveSearcher struct {
	dir   string
	index bleve.Index
}

func openBleve(c *corpus) (searcher, error) {
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	if err := m.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
		return nil, err
	}
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeTermVectors, field.IncludeInAll, field.DocValues = "words", false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("text", field)
	doc.AddFieldMappingsAt("state", field)
	m.DefaultMapping = doc
	x, err := bleve.New(filepath.Join(dir, "index"), m)
	if err != nil {
		return nil, err
	}
	batch := x.NewBatch()
	for i, words := range c.docs {
		if err := batch.Index(strconv.Itoa(i), map[string]any{"text": strings.Join(words, " "), "state": stateOf(c, i)}); err != nil {
			return nil, err
		}
		if batch.Size() == 5000 || i == len(c.docs)-1 {
			if err := x.Batch(batch); err != nil {
				return nil, err
			}
			batch.Reset()
		}
	}
	return &bleveSearcher{dir, x}, nil
}

func stateOf(c *corpus, doc int) string {
	if c.open(doc) {
		return "open"
	}
	return "draft"
}

func (s *bleveSearcher) search(words []string) ([]int, error) {
	var terms []query.Query
	for _, w := range different(words) {
		t := bleve.NewTermQuery(w)
		t.SetField("text")
		terms = append(terms, t)
	}
	state := bleve.NewTermQuery("open")
	state.SetField("state")
	state.SetBoost(0)
	req := bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(bleve.NewDisjunctionQuery(terms...), state), top, 0, false)
	result, err := s.index.Search(req)
	if err != nil {
		return nil, err
	}
	var found []int
	for _, hit := range result.Hits {
		doc, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, err
		}
		found = append(found, doc)
	}
	return found, nil
}

func (s *bleveSearcher) close() {
	s.index.Close()
	os.RemoveAll(s.dir)
}

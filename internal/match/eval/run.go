package eval

import (
	"io"
	"runtime"
	"strings"
	"sync"
	"unicode"

	"heitu/internal/match"
	"heitu/internal/record"
)

// A folder's documents are records of one kind that everybody may see. A title
// counts as that of an achievement does.
const (
	kind        = "document"
	state       = "open"
	titleWeight = 3
	textWeight  = 1
)

// Bench is a folder, indexed.
type Bench struct {
	index   *match.Index
	texts   map[string]string // of the documents that a query may have been made from
	queries []Document
}

// Open indexes the corpus of a folder and reads its queries.
func Open(folder string, glossary *match.Glossary) (*Bench, error) {
	b := &Bench{index: match.New(match.Options{Glossary: glossary}), texts: map[string]string{}}
	origins := map[string]bool{}
	err := EachDocument(folder, QueriesFile, func(q Document) error {
		b.queries = append(b.queries, q)
		if origin, ok := origin(q.ID); ok {
			origins[origin] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var docs []match.Doc
	err = EachDocument(folder, CorpusFile, func(d Document) error {
		docs = append(docs, match.Doc{
			Key: record.Key{ID: d.ID}, Kind: kind, State: state, Public: true,
			Texts: []match.Text{{Words: d.Title, Weight: titleWeight}, {Words: d.Text, Weight: textWeight}},
		})
		if origins[d.ID] {
			b.texts[d.ID] = letters(d.Text)
		}
		return nil
	})
	b.index.PutAll(docs)
	return b, err
}

// origin is the id of the document that a query was made from, if its id says so.
func origin(query string) (string, bool) {
	id, _, ok := strings.Cut(query, "#")
	return id, ok
}

// own returns the document whose whole text the query is, or "". A title that
// asks for its abstract is no such query.
func (b *Bench) own(q Document) string {
	id, ok := origin(q.ID)
	if text := b.texts[id]; ok && text != "" && strings.Contains(letters(q.Text), text) {
		return id
	}
	return ""
}

// letters are the letters and digits of a text, all else left out.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Rankings ranks the documents for every query, on all processors.
func (b *Bench) Rankings() map[string][]Scored {
	all := make([][]Scored, len(b.queries))
	var workers sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		workers.Go(func() {
			for i := w; i < len(b.queries); i += n {
				all[i] = b.rank(b.queries[i])
			}
		})
	}
	workers.Wait()
	out := make(map[string][]Scored, len(all))
	for i, q := range b.queries {
		out[q.ID] = all[i]
	}
	return out
}

func (b *Bench) rank(q Document) []Scored {
	own := b.own(q)
	list := make([]Scored, 0, Depth)
	for _, r := range b.index.Rank(match.Query{
		Texts: []match.Text{{Words: q.Text, Weight: textWeight}}, Scopes: map[string][]record.Scope{kind: {{States: []string{state}}}}, Limit: Depth + 1,
	}) {
		if r.Key.ID != own && len(list) < Depth {
			list = append(list, Scored{r.Key.ID, r.Score})
		}
	}
	return list
}

// Write writes the rankings of all queries in their order.
func (b *Bench) Write(w io.Writer, rankings map[string][]Scored) error {
	for _, q := range b.queries {
		if err := WriteRun(w, q.ID, rankings[q.ID]); err != nil {
			return err
		}
	}
	return nil
}

// Measure judges the rankings.
func (b *Bench) Measure(rankings map[string][]Scored, judgements map[string]Grades) Measures {
	ids := make(map[string][]string, len(rankings))
	for _, q := range b.queries {
		for _, d := range rankings[q.ID] {
			ids[q.ID] = append(ids[q.ID], d.ID)
		}
		if own := b.own(q); own != "" {
			delete(judgements[q.ID], own)
		}
	}
	return Judge(ids, judgements)
}

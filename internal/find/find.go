// Package find answers searches over what the node keeps, and proposes matches.
//
// Its index follows the journal entry by entry and can be rebuilt at any time. What a
// reader may not see is filtered out before anything is ranked or counted.
package find

import (
	"context"
	"iter"
	"maps"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/match"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Finder is the searchable form of all records.
type Finder struct {
	office *office.Office
	index  *match.Index
}

// New returns an empty finder.
func New(o *office.Office, glossary *match.Glossary) *Finder {
	return &Finder{office: o, index: match.New(match.Options{Glossary: glossary})}
}

// Follow takes in the newest revision of a record.
func (f *Finder) Follow(r record.Record) error {
	k, err := f.office.Kind(r.Kind)
	if err != nil {
		return err
	}
	if texts := words(k, r); len(texts) > 0 && r.State != record.Void {
		_, public := access.Public(k, r)
		f.index.Put(match.Doc{Key: r.Key, Kind: r.Kind, State: r.State, Owner: r.Owner, Public: public, Texts: texts, Facets: facets(k, r)})
		return nil
	}
	f.index.Remove(r.Key)
	return nil
}

// words are the texts of the fields that whoever sees the record may see; the
// others neither score nor give reasons.
func words(k record.Kind, r record.Record) []match.Text {
	var texts []match.Text
	for _, f := range k.Fields {
		v, ok := r.Fields[f.Name]
		if !ok || f.Match == 0 || f.See != 0 {
			continue
		}
		switch v := v.(type) {
		case record.Variants:
			for _, lang := range text.Langs() {
				texts = append(texts, match.Text{Words: v[string(lang)], Weight: f.Match})
			}
		default:
			texts = append(texts, match.Text{Words: f.Type.Format(v, text.ZH), Weight: f.Match})
		}
	}
	return texts
}

// facets are the codes by which records agree and can be filtered.
func facets(k record.Kind, r record.Record) map[string]string {
	codes := map[string]string{}
	for _, f := range k.Fields {
		_, choice := f.Type.(record.Choice)
		if code, ok := r.Fields[f.Name].(string); ok && choice && f.See == 0 {
			codes[f.Name] = code
		}
	}
	return codes
}

// Query is a search.
type Query struct {
	Text  string
	Kind  string            // "" for every kind
	Where map[string]string // codes that must agree
	Limit int
}

// Found is a record that was found, as the reader may see it.
type Found struct {
	record.Record
	Score   float64
	Reasons []match.Reason
}

// Search returns what the reader may see, best first.
func (f *Finder) Search(ctx context.Context, actor access.Actor, q Query) ([]Found, error) {
	return f.run(ctx, actor, match.Query{Text: q.Text, Kind: q.Kind, Where: q.Where, Limit: bound(q.Limit)})
}

// Overview is what a search looks like from afar.
type Overview struct {
	Facets     map[string]map[string]int // by field and code: how many of the records that the reader may see
	Suggestion string                    // the words as they are commonly spelt, "" where nothing is to be put right
}

// Overview counts what Search chooses from. A field is counted as if the search were
// not narrowed by it, so that its other codes can be chosen instead.
func (f *Finder) Overview(actor access.Actor, q Query, fields ...string) Overview {
	o := Overview{Facets: map[string]map[string]int{}, Suggestion: f.index.Suggest(q.Text)}
	for _, name := range fields {
		where := maps.Clone(q.Where)
		delete(where, name)
		o.Facets[name] = f.index.Facets(match.Query{Text: q.Text, Kind: q.Kind, Where: where, Scopes: f.scopes(actor)}, name)[name]
	}
	return o
}

// Marked returns the stretches of a text that say what is searched for.
func (f *Finder) Marked(words, text string) []match.Stretch {
	return f.index.Highlight(match.Query{Text: words}, text)
}

// For returns the records of a kind that suit a record, best first; only that
// with a certain id where one is given.
func (f *Finder) For(ctx context.Context, actor access.Actor, r record.Record, kind, id string, limit int) ([]Found, error) {
	k, err := f.office.Kind(r.Kind)
	if err != nil {
		return nil, err
	}
	return f.run(ctx, actor, match.Query{Texts: words(k, r), Kind: kind, Agree: facets(k, r), Only: id, Limit: bound(limit)})
}

// Hits returns the records of a kind that everybody may see and that suit a
// record, without reading them from the store; only that with a certain id where
// one is given. Weights learned from brokers, who see more than everybody, are for
// proposals alone: no search by anybody else may depend on them.
func (f *Finder) Hits(r record.Record, kind, id string, limit int, weights match.Weights) ([]match.Hit, error) {
	k, err := f.office.Kind(r.Kind)
	if err != nil {
		return nil, err
	}
	return f.index.Search(match.Query{Texts: words(k, r), Kind: kind, Agree: facets(k, r), Only: id, Weights: weights, Scopes: f.scopes(access.Actor{}), Limit: limit}), nil
}

// scopes are what an actor may see, by kind.
func (f *Finder) scopes(actor access.Actor) map[string][]record.Scope {
	all := map[string][]record.Scope{}
	for _, k := range f.office.Kinds {
		if scopes := access.Scopes(actor, k); scopes != nil {
			all[k.Name] = scopes
		}
	}
	return all
}

// Between says why b suits a, as their texts stand now, or false where nothing does.
func (f *Finder) Between(actor access.Actor, a, b record.Record) (float64, []match.Reason, bool) {
	k, err := f.office.Kind(a.Kind)
	if err != nil {
		return 0, nil, false
	}
	hits := f.index.Search(match.Query{Texts: words(k, a), Kind: b.Kind, Agree: facets(k, a), Only: b.ID, Scopes: f.scopes(actor), Limit: 1})
	if len(hits) == 0 {
		return 0, nil, false
	}
	return hits[0].Score, hits[0].Reasons, true
}

// chunk is how many records All reads at a time.
const chunk = 200

// All yields every record that a search finds and that the reader may see, in the
// order of Search.
func (f *Finder) All(ctx context.Context, actor access.Actor, q Query) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		keys := f.index.All(match.Query{Text: q.Text, Kind: q.Kind, Where: q.Where, Scopes: f.scopes(actor)})
		for some := range slices.Chunk(keys, chunk) {
			seen, err := f.seen(ctx, actor, some)
			for _, r := range seen {
				if !yield(r, nil) {
					return
				}
			}
			if err != nil {
				yield(record.Record{}, err)
				return
			}
		}
	}
}

// seen returns records as the reader may see them.
func (f *Finder) seen(ctx context.Context, actor access.Actor, keys []record.Key) (list []record.Record, err error) {
	err = f.office.Store.View(ctx, func(tx store.Tx) error {
		list = nil
		for _, key := range keys {
			r, err := tx.Record(ctx, key)
			if fault.Is(err, fault.CodeMissing) {
				continue
			}
			if err != nil {
				return err
			}
			k, err := f.office.Kind(r.Kind)
			if err != nil {
				return err
			}
			if v, ok := access.View(actor, k, r); ok {
				list = append(list, v)
			}
		}
		return nil
	})
	return list, err
}

func (f *Finder) run(ctx context.Context, actor access.Actor, q match.Query) ([]Found, error) {
	q.Scopes = f.scopes(actor)
	hits := f.index.Search(q)
	keys := make([]record.Key, len(hits))
	by := make(map[record.Key]match.Hit, len(hits))
	for i, hit := range hits {
		keys[i], by[hit.Key] = hit.Key, hit
	}
	list, err := f.seen(ctx, actor, keys)
	found := make([]Found, len(list))
	for i, r := range list {
		found[i] = Found{Record: r, Score: by[r.Key].Score, Reasons: by[r.Key].Reasons}
	}
	return found, err
}

// Len is how many records are searchable.
func (f *Finder) Len() int { return f.index.Len() }

func bound(limit int) int {
	const most = 100
	if limit <= 0 || limit > most {
		return most
	}
	return limit
}

package match

import (
	"maps"
	"slices"

	"heitu/internal/record"
)

// mask returns the documents of a part that the reader may see and that have
// every code asked for. It is made before anything is ranked.
func (x *Index) mask(q *Query, p part) bitmap {
	set := newBitmap(p.len())
	for kind, scopes := range q.Scopes {
		if q.Kind != "" && q.Kind != kind {
			continue
		}
		for _, s := range scopes {
			x.addScope(set, p, kind, s)
		}
	}
	intersect(set, p.live)
	for _, name := range slices.Sorted(maps.Keys(q.Where)) {
		having := newBitmap(p.len())
		if id := x.lexicon.find(coverMark(name, q.Where[name])); id != 0 {
			p.addMarked(having, id)
		}
		intersect(set, having)
	}
	if q.Only != "" {
		intersect(set, named(p, q.Only))
	}
	for _, phrase := range ask(q.Text).phrases {
		x.havePhrase(set, p, phrase)
	}
	return set
}

// addScope adds the documents that a scope covers. A scope without states covers none.
func (x *Index) addScope(set bitmap, p part, kind string, s record.Scope) {
	seen := set
	if s.Owner != "" || s.ID != "" {
		seen = newBitmap(p.len())
	}
	for _, state := range s.States {
		if id := x.lexicon.find(stateMark(kind, state)); id != 0 {
			p.addMarked(seen, id)
		}
	}
	if s.Owner != "" {
		owned := newBitmap(p.len())
		if id := x.lexicon.find(markOwner + s.Owner); id != 0 {
			p.addMarked(owned, id)
		}
		intersect(seen, owned)
	}
	if s.ID != "" {
		intersect(seen, named(p, s.ID))
	}
	if s.Owner != "" || s.ID != "" {
		for i, w := range seen {
			set[i] |= w
		}
	}
}

// named holds the documents of one id.
func named(p part, id string) bitmap {
	set := newBitmap(p.len())
	for _, doc := range p.withID(id) {
		set.set(int(doc))
	}
	return set
}

func intersect(set, with bitmap) {
	for i := range set {
		set[i] &= with[i]
	}
}

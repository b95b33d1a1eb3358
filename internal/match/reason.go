package match

import (
	"cmp"
	"slices"
)

// Reason is one part of a score.
type Reason struct {
	Kind  string  // "term", or the name of the facet that agrees
	Term  string  // the word as the record writes it, or the record's code
	Query string  // what the query says, where that differs: another form, or words of the other language
	Share float64 // what it adds to the score
}

// Term is the kind of the reasons that are words.
const Term = "term"

// hit says why a record was found. The score is summed in the order in which it
// was ranked; then the reasons are put in the order of their shares.
func (s *search) hit(slot uint32) Hit {
	e := &s.x.entries[slot]
	h := Hit{Key: e.key, Kind: s.x.classes.values[e.class].kind}
	for _, t := range s.terms {
		if i, ok := t.find(slot); ok {
			p := t.posts[i]
			h.add(Reason{Term, t.forms[p.form], t.said, s.norm.share(t.weight, p.count, s.x.lengths[slot])})
		}
	}
	for _, id := range e.facets {
		if bonus := s.filter.bonus[id]; bonus > 0 {
			f := s.x.facets.values[id]
			h.add(Reason{f.name, f.code, s.filter.q.Agree[f.name], bonus})
		}
	}
	slices.SortStableFunc(h.Reasons, func(a, b Reason) int { return cmp.Compare(b.Share, a.Share) })
	return h
}

func (h *Hit) add(r Reason) {
	if r.Query == r.Term {
		r.Query = ""
	}
	h.Reasons = append(h.Reasons, r)
	h.Score += r.Share
}

package match

import (
	"cmp"
	"slices"
	"strings"
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

// Fresh is the kind of the reason that a record's day is near the query's.
const Fresh = "fresh"

// span is a stretch of a record's text that terms of the query take up. Terms
// that overlap in it make one reason: the pairs of characters within a word
// cannot be taken out of the text without the word.
type span struct {
	into  *span    // the span that this one has become part of
	said  string   // by the record
	query []string // the words of the query, the weightiest first
	units int
	top   int // the worth of the weightiest term
}

// root is the span that stands for all that have become one with s.
func (s *span) root() *span {
	for s.into != nil {
		s = s.into
	}
	return s
}

// gain adds a term to a span.
func (s *span) gain(units int, said string) {
	s.units += units
	switch {
	case units > s.top:
		s.top, s.query = units, slices.Insert(s.query, 0, said)
	case !slices.Contains(s.query, said):
		s.query = append(s.query, said)
	}
}

// join makes two spans one, under the longer of what they say.
func (s *span) join(with *span) {
	a, b := with.root(), s.root()
	if a == b {
		return
	}
	b.into = a
	if len(b.said) > len(a.said) {
		a.said = b.said
	}
	a.units += b.units
	if b.top > a.top {
		a.top, a.query = b.top, append(b.query, a.query...)
	} else {
		a.query = append(a.query, b.query...)
	}
}

// reason tells the words of the query where they differ from those of the record.
func (s *span) reason(unit float64) Reason {
	const most = 3
	var other []string
	for _, said := range s.query {
		if len(other) < most && !strings.Contains(s.said, said) && !slices.Contains(other, said) {
			other = append(other, said)
		}
	}
	return Reason{Term, s.said, strings.Join(other, " "), float64(s.units) * unit}
}

// hit says why a record was found. The shares are units of one size, so they sum
// to the score in any order; the weightiest reason goes first.
func (s *search) hit(c candidate) Hit {
	h := Hit{Key: c.part.keys[c.doc], Score: float64(c.score) * s.unit}
	for _, mark := range c.part.marks.at(c.doc) {
		text := s.x.lexicon.at(mark).text
		if kind, ok := strings.CutPrefix(text, markState); ok {
			h.Kind, _, _ = strings.Cut(kind, "\x00")
		}
		if name, have, ok := facet(text); ok && s.gain(mark) > 0 {
			h.add(Reason{name, have, s.q.Agree[name], float64(s.gain(mark)) * s.unit})
		}
	}
	for _, sp := range s.spans(c) {
		h.add(sp.reason(s.unit))
	}
	if gain := s.fresh(c.part, c.doc); gain > 0 {
		h.add(Reason{Kind: Fresh, Term: c.part.days[c.doc], Share: float64(gain) * s.unit})
	}
	slices.SortStableFunc(h.Reasons, func(a, b Reason) int { return cmp.Compare(b.Share, a.Share) })
	return h
}

func (h *Hit) add(r Reason) {
	if r.Query == r.Term {
		r.Query = ""
	}
	h.Reasons = append(h.Reasons, r)
}

// spans finds where a record says the terms of the query, and shares out their worth.
func (s *search) spans(c candidate) []*span {
	if s.terms == nil {
		s.terms = make(map[string]int, len(s.clauses))
		for i, clause := range s.clauses {
			s.terms[clause.term] = i
		}
	}
	var all []*span
	first := make(map[int]*span, len(s.clauses)) // by clause: the span where it was first said
	s.x.lexicon.written(c.part.texts.at(c.doc), func(text string, words []token) {
		var at *span
		end := 0
		eachTerm(text, words, func(form string, from int, _ bool) {
			i, ok := s.clauseOf(form)
			if !ok {
				return
			}
			to := from + len(form)
			if at == nil || from >= end {
				at = &span{said: form}
				all = append(all, at)
			} else if to > end {
				at.said += text[end:to]
				if a := at.root(); len(at.said) > len(a.said) { // it has become part of another meanwhile
					a.said = at.said
				}
			}
			end = max(end, to)
			if earlier := first[i]; earlier != nil {
				at.join(earlier)
				return
			}
			first[i] = at
			if code, ok := c.part.code(s.clauses[i].id, uint16(c.doc)); ok {
				at.root().gain(int(s.tables[i][code]), s.clauses[i].said)
			}
		})
	})
	return slices.DeleteFunc(all, func(sp *span) bool { return sp.into != nil })
}

// clauseOf finds the clause of a word as a record writes it.
func (s *search) clauseOf(form string) (int, bool) {
	if !isHanForm(form) {
		form = s.x.termOf(form)
	}
	i, ok := s.terms[form]
	return i, ok
}

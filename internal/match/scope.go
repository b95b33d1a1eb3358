package match

import (
	"slices"
	"strings"

	"heitu/internal/record"
)

// verdict is what a filter says of a class.
type verdict uint8

const (
	never  verdict = iota
	always         // every record of the class
	byID           // only the records that scopes name
)

// filter is a query's judgement of every class and facet of the index.
type filter struct {
	q        Query
	verdicts []verdict // by class
	asked    []bool    // by facet: it satisfies one of q.Where
	bonus    []float64 // by facet: what it adds to the score
	slack    float64   // more than all agreements together can add
}

// filter judges each class and each facet once.
func (x *Index) filter(q Query) filter {
	f := filter{
		q: q, verdicts: make([]verdict, len(x.classes.values)), slack: agreeSame*float64(len(q.Agree)) + 1e-6,
		asked: make([]bool, len(x.facets.values)), bonus: make([]float64, len(x.facets.values)),
	}
	for i, c := range x.classes.values {
		f.verdicts[i] = q.judge(c)
	}
	for i, v := range x.facets.values {
		code, ok := q.Where[v.name]
		f.asked[i] = ok && covers(code, v.code)
		if need, ok := q.Agree[v.name]; ok {
			f.bonus[i] = agreement(need, v.code)
		}
	}
	return f
}

// judge says whether the reader may see the records of a class. A scope without states covers none.
func (q Query) judge(c class) verdict {
	if q.Kind != "" && q.Kind != c.kind {
		return never
	}
	out := never
	for _, s := range q.Scopes[c.kind] {
		switch {
		case !inScope(s, c):
		case s.ID == "":
			return always
		default:
			out = byID
		}
	}
	return out
}

func inScope(s record.Scope, c class) bool {
	return slices.Contains(s.States, c.state) && (s.Owner == "" || s.Owner == c.owner)
}

// admits reports whether a record is visible and has every facet that was asked for.
func (f *filter) admits(x *Index, e *entry) bool {
	if !e.live || f.verdicts[e.class] == never {
		return false
	}
	if f.verdicts[e.class] == byID && !slices.ContainsFunc(f.q.Scopes[x.classes.values[e.class].kind], func(s record.Scope) bool {
		return s.ID == e.key.ID && inScope(s, x.classes.values[e.class])
	}) {
		return false
	}
	have := 0
	for _, id := range e.facets {
		if f.asked[id] {
			have++
		}
	}
	return have == len(f.q.Where)
}

// covers reports whether code asks for what have is. A code of six digits is a
// region, and covers what lies in it: 210000 covers 210100, which covers 210102.
// Two digits cover the province.
func covers(code, have string) bool {
	if code == have {
		return true
	}
	if !isRegion(have) || !isRegion(code) && len(code) != 2 {
		return false
	}
	area := code
	for len(area) > 2 && strings.HasSuffix(area, "00") {
		area = area[:len(area)-2]
	}
	return len(area) < len(have) && strings.HasPrefix(have, area)
}

// isRegion reports whether a code is one of a region (GB/T 2260): six digits.
func isRegion(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// What an agreement adds to the score. A rare word of a short text adds about 8.
const (
	agreeSame     = 2.0 // the same code, or the same prefecture
	agreeProvince = 1.0
)

// agreement is what the score gains from have where the query's own code is need.
func agreement(need, have string) float64 {
	switch {
	case need == have:
		return agreeSame
	case !isRegion(need) || !isRegion(have) || need[:2] != have[:2]:
		return 0
	case need[2:4] == have[2:4]:
		return agreeSame
	}
	return agreeProvince
}

// Package twin finds titles that are much alike, so that a person can judge whether
// two records are about the same thing.
//
// A title is compared by the pairs of neighbouring characters that it holds, after
// what tells nothing has been taken off: legal forms, brackets, width, case, and
// the place in front where the other title lacks it. Two titles share at least two
// thirds of their pairs when they are alike, so only titles that hold one of the
// rarest third need be looked at: that keeps a lookup among 100,000 titles
// below a millisecond. Newcomers tend to compare every title with
// every other; a hundred thousand of them would take hours.
package twin

import (
	"cmp"
	"slices"
)

// Alike is the likeness from which two titles are worth a look.
const Alike = 0.8

// most is how many likenesses a lookup returns.
const most = 5

// common is how many titles a pair may stand in and still lead to candidates, unless
// nothing rarer is there.
const common = 4_000

// Index holds titles by what they are made of. One goroutine uses it at a time.
type Index struct {
	entries []entry
	having  map[pair][]int32 // entries by the pairs that they hold, in the order in which they came
	asked   []int32          // by entry: the number of the lookup that compared it last
	lookups int32
}

// entry is one form of a title.
type entry struct {
	form
	id    string
	pairs []pair // sorted, each once
	gone  bool
}

// pair is two neighbouring characters, in one number.
type pair uint64

// Likeness says how much a title is like another.
type Likeness struct {
	ID    string
	Share float64 // 1 for equal, after normalising
}

// New returns an empty index.
func New() *Index { return &Index{having: map[pair][]int32{}} }

// Add takes in a title.
func (x *Index) Add(id, title string) {
	for _, f := range forms(title) {
		e := entry{form: f, id: id, pairs: pairsOf(f.text)}
		if e.pairs == nil {
			continue
		}
		n := int32(len(x.entries))
		x.entries, x.asked = append(x.entries, e), append(x.asked, 0)
		for _, p := range e.pairs {
			x.having[p] = append(x.having[p], n)
		}
	}
}

// Remove forgets the titles of an id.
func (x *Index) Remove(id string) {
	for i := range x.entries {
		if x.entries[i].id == id {
			x.entries[i].gone = true
		}
	}
}

// Near returns what is much like a title, the likest first.
func (x *Index) Near(title string) []Likeness {
	best := map[string]float64{}
	for _, f := range forms(title) {
		pairs := pairsOf(f.text)
		x.lookups++
		for _, p := range x.rarest(pairs) {
			for _, n := range x.having[p] {
				e := &x.entries[n]
				if e.gone || x.asked[n] == x.lookups || !f.comparable(e.form) {
					continue
				}
				x.asked[n] = x.lookups
				if share := likeness(pairs, e.pairs); share >= Alike {
					best[e.id] = max(best[e.id], share)
				}
			}
		}
	}
	list := make([]Likeness, 0, len(best))
	for id, share := range best {
		list = append(list, Likeness{id, share})
	}
	slices.SortFunc(list, func(a, b Likeness) int { return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.ID, b.ID)) })
	return list[:min(len(list), most)]
}

// rarest returns the pairs of which every title that is alike holds at least one.
func (x *Index) rarest(pairs []pair) []pair {
	if len(pairs) == 0 {
		return nil
	}
	byUse := slices.Clone(pairs)
	slices.SortFunc(byUse, func(a, b pair) int {
		return cmp.Or(cmp.Compare(len(x.having[a]), len(x.having[b])), cmp.Compare(a, b))
	})
	shared := (2*len(pairs) + 2) / 3 // at least so many are shared
	byUse = byUse[:len(pairs)-shared+1]
	for n := len(byUse); n > 1 && len(x.having[byUse[n-1]]) > common; n-- {
		byUse = byUse[:n-1]
	}
	return byUse
}

// likeness is twice what is shared, by what there is in both; 0 as soon as it
// cannot reach Alike.
func likeness(a, b []pair) float64 {
	all := len(a) + len(b)
	spare := int((1-Alike)*float64(all) + 1e-9) // pairs that may be without a partner
	shared, alone := 0, 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared, i, j = shared+1, i+1, j+1
			continue
		case a[i] < b[j]:
			i++
		default:
			j++
		}
		if alone++; alone > spare {
			return 0
		}
	}
	return 2 * float64(shared) / float64(all)
}

// pairsOf returns the pairs of a title; its ends count as characters, so that a
// short title has pairs, too.
func pairsOf(title string) []pair {
	if title == "" {
		return nil
	}
	var pairs []pair
	last := rune(0)
	for _, c := range title {
		pairs = append(pairs, pairOf(last, c))
		last = c
	}
	pairs = append(pairs, pairOf(last, 0))
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

func pairOf(a, b rune) pair { return pair(a)<<32 | pair(b) }

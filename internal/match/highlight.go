package match

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Stretch is a part of a text, in bytes.
type Stretch struct{ From, To int }

// Highlight returns the stretches of a text that say what a query looks for, in
// either language, in their order and none within another.
func (x *Index) Highlight(q Query, text string) []Stretch {
	list, _ := x.wants(&q, x.view.Load())
	sought := make(map[string]bool, len(list))
	for _, w := range list {
		sought[w.term] = true
	}
	s := fold(text)
	var found []Stretch
	eachTerm(s, cut(s), func(form string, at int, _ bool) {
		if !sought[x.termOf(form)] {
			return
		}
		to := at + len(form)
		if !strings.HasPrefix(s[at:], form) { // a number and its unit, one space apart
			to++
		}
		if n := len(found); n > 0 && at <= found[n-1].To {
			found[n-1].To = max(to, found[n-1].To)
			return
		}
		found = append(found, Stretch{at, to})
	})
	return unfold(found, s, text)
}

// unfold turns places in a folded text into those in the text itself: each rune of one is a rune of the other.
func unfold(list []Stretch, folded, text string) []Stretch {
	next, at := 0, 0
	ends := make([]int, 0, 2*len(list))
	for _, s := range list {
		ends = append(ends, s.From, s.To)
	}
	slices.Sort(ends)
	for i := 0; i <= len(folded) && next < len(ends); {
		for next < len(ends) && ends[next] <= i {
			ends[next] = at
			next++
		}
		_, a := utf8.DecodeRuneInString(folded[i:])
		_, b := utf8.DecodeRuneInString(text[at:])
		i, at = i+max(a, 1), at+b
	}
	for i := range list {
		list[i] = Stretch{ends[2*i], ends[2*i+1]}
	}
	return list
}

// Facets counts the codes of the records that a query finds, by facet and code.
// Only what the reader may see is counted.
func (x *Index) Facets(q Query, names ...string) map[string]map[string]int {
	counts := map[string]map[string]int{}
	for _, name := range names {
		counts[name] = map[string]int{}
	}
	s := x.begin(&q)
	defer x.boards.Put(s.board.clean())
	for _, p := range s.view.parts {
		set := x.mask(&q, p)
		if len(s.clauses) > 0 {
			said := newBitmap(p.len())
			for _, c := range s.clauses {
				docs, _, _ := p.postings(c.id)
				for _, doc := range docs {
					said.set(int(doc))
				}
			}
			intersect(set, said)
		}
		set.each(func(doc int) {
			for _, mark := range p.marks.at(doc) {
				name, code, ok := facet(x.lexicon.at(mark).text)
				if !ok {
					break
				}
				if counts[name] != nil {
					counts[name][code]++
				}
			}
		})
	}
	return counts
}

// Suggest returns a typed query with each word that no public record has replaced
// by the commonest one that is at most two letters away, or "" if there is
// nothing to put right.
func (x *Index) Suggest(typed string) string {
	words, better := strings.Fields(fold(typed)), false
	for i, word := range words {
		if n := len(word); n < 4 || n > longestWord || runEnd(word, 0, func(r rune) bool { return 'a' <= r && r <= 'z' }) < n || x.public(x.termOf(word)) > 0 {
			continue
		}
		if nearest := x.nearest(word); nearest != "" {
			words[i], better = nearest, true
		}
	}
	if !better {
		return ""
	}
	return strings.Join(words, " ")
}

// nearest is the word of public records with the fewest letters changed, the commonest of several.
func (x *Index) nearest(word string) string {
	best, least, most := "", 3, int32(0)
	if len(word) < 7 {
		least = 2
	}
	for id := uint32(1); id < x.lexicon.size.Load(); id++ {
		e := x.lexicon.at(id)
		if e.said.Load() == 0 || e.text[0] != word[0] || len(e.text) < len(word)-2 || len(e.text) > len(word)+2 {
			continue
		}
		common := x.lexicon.at(e.term).public.Load()
		if d := distance(word, e.text); d < least || d == least && best != "" && (common > most || common == most && e.text < best) {
			best, least, most = e.text, d, common
		}
	}
	return best
}

// distance is how many letters must be changed, added, left out or swapped with their neighbour to make one word of the other.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

package match

import "slices"

const (
	shortQuery = 8 // words; a longer query is searched term by term
	spareShare = 8 // of what a document must reach: as much of it may be looked up instead
)

// cursor is a clause's postings in one part.
type cursor struct {
	docs  []uint16
	codes []uint8
	table *[256]uint16
	wide  *window
	top   int // the greatest worth of any posting
	at    int // the first posting not passed yet

	// of the window under way
	from, to int
	bound    int // the greatest worth of its postings
}

// pruned finds what exhaustive finds, by block-max MaxScore. It goes by windows,
// and passes over those whose best possible document cannot be one of the best.
// In the others, words that cannot together lift a document among the best are
// only looked up for documents that others have lifted.
func (s *search) pruned(p *part, mask bitmap) {
	cursors := make([]cursor, 0, shortQuery)
	for i, c := range s.clauses {
		if docs, codes, place := p.postings(c.id); len(docs) > 0 {
			cursors = append(cursors, cursor{docs: docs, codes: codes, table: &s.tables[i], wide: p.wide[place], top: int(s.tables[i][p.peaks[place]])})
		}
	}
	for w := 0; w*windowSize < p.len() && len(cursors) > 0; w++ {
		sum := 0
		for i := range cursors {
			cursors[i].enter(w)
			sum += cursors[i].bound
		}
		if sum > 0 && sum+s.most >= s.lowest() {
			s.window(p, mask, cursors, w)
		}
	}
}

// enter moves the cursor to a window.
func (c *cursor) enter(w int) {
	if c.wide != nil {
		c.from, c.to = int(c.wide.starts[w]), int(c.wide.starts[w+1])
		c.bound = int(c.table[c.wide.peaks[w]])
	} else {
		c.from = c.at
		for c.at < len(c.docs) && int(c.docs[c.at])/windowSize == w {
			c.at++
		}
		c.to, c.bound = c.at, c.top
	}
	if c.from == c.to {
		c.bound = 0
	}
}

// window scores the documents of one window.
func (s *search) window(p *part, mask bitmap, cursors []cursor, w int) {
	slices.SortFunc(cursors, func(a, b cursor) int { return a.bound - b.bound })
	spare, rest := 0, 0 // how many words are only looked up, and their bounds
	for spare < len(cursors) && rest+cursors[spare].bound+s.most < s.lowest() {
		rest += cursors[spare].bound
		spare++
	}
	units := s.units()
	for _, c := range cursors[spare:] {
		add(units, c.docs[c.from:c.to], c.codes[c.from:c.to], c.table)
	}
	first := w * windowSize
	lanes := s.lanes[first/4 : min(first+windowSize, (p.len()+3)&^3)/4]
	s.scan(p, mask, lanes, first, rest, func(doc int) { s.complete(p, doc, int(units[doc]), cursors[:spare], rest) })
	clear(lanes)
}

// worthOf is what a document is worth to the clause.
func (c *cursor) worthOf(doc uint16) int {
	from, to := 0, len(c.docs)
	if c.wide != nil {
		w := doc / windowSize
		from, to = int(c.wide.starts[w]), int(c.wide.starts[w+1])
	}
	if i, ok := slices.BinarySearch(c.docs[from:to], doc); ok {
		return int(c.table[c.codes[from+i]])
	}
	return 0
}

package match

import (
	"math"
	"slices"
	"unsafe"

	"heitu/internal/record"
)

// Hit is a record that was found.
type Hit struct {
	Key     record.Key
	Kind    string
	Score   float64  // the sum of the shares of its reasons
	Reasons []Reason // the weightiest first
}

// Ranked is a record that was found, without the reasons.
type Ranked struct {
	Key   record.Key
	Score float64
}

// The score is BM25 over weighted words: an occurrence in a field of weight 3
// counts as three, in the frequency as in the length.
const (
	k1 = 1.2  // how soon further occurrences of a word stop adding
	b  = 0.75 // how much a long text must say a word oftener, 0 for not at all
)

// Scores are whole numbers of a unit that is chosen for each query, so large
// that all words together stay below 2^15. Sums do not depend on the order in
// which they were made, and four of them fit into a machine word.
const mostUnits = 32000

// unlimited is the limit of a search for all that there is to find.
const unlimited = math.MaxInt

// board holds the scores of the documents of one segment, and what the codes are worth to each clause.
type board struct {
	lanes  [segmentSize / 4]uint64
	tables [][256]uint16
	gains  []int32  // by mark: what it adds, see search.gain; 0 where that is not known yet
	known  []uint32 // the marks whose gain is known
}

// clean makes the board fit for the next search.
func (b *board) clean() *board {
	for _, mark := range b.known {
		b.gains[mark] = 0
	}
	b.known = b.known[:0]
	return b
}

// units are the lanes as sixteen-bit numbers, by document.
func (b *board) units() *[segmentSize]uint16 { return (*[segmentSize]uint16)(unsafe.Pointer(&b.lanes)) }

// search is one search under way.
type search struct {
	*board
	x       *Index
	q       *Query
	view    *view
	clauses []clause
	unit    float64
	today   int32
	most    int // what a document can gain besides its words
	limit   int
	best    []candidate    // in order, unless unlimited
	terms   map[string]int // by term: its clause; made when the first reason is asked for
}

type candidate struct {
	score int
	part  *part
	doc   int
}

// Search returns the best of the records that the reader may see, in descending
// order of score; of equal scores the later day goes first, then the lesser key.
// A query whose words are all stop words, or that has none, finds by agreement alone.
func (x *Index) Search(q Query) []Hit {
	s := x.search(&q)
	hits := make([]Hit, len(s.best))
	for i, c := range s.best {
		hits[i] = s.hit(c)
	}
	x.boards.Put(s.board.clean())
	return hits
}

// Rank returns what Search returns, without the reasons.
func (x *Index) Rank(q Query) []Ranked {
	s := x.search(&q)
	list := make([]Ranked, len(s.best))
	for i, c := range s.best {
		list[i] = Ranked{c.part.keys[c.doc], float64(c.score) * s.unit}
	}
	x.boards.Put(s.board.clean())
	return list
}

// All returns every record that Search would find if it knew no limit, in the same order.
func (x *Index) All(q Query) []record.Key {
	s := x.begin(&q)
	s.limit = unlimited
	s.parts()
	slices.SortFunc(s.best, compare)
	keys := make([]record.Key, len(s.best))
	for i, c := range s.best {
		keys[i] = c.part.keys[c.doc]
	}
	x.boards.Put(s.board.clean())
	return keys
}

func (x *Index) search(q *Query) *search {
	s := x.begin(q)
	s.parts()
	return s
}

func (s *search) parts() {
	for i := range s.view.parts {
		s.part(&s.view.parts[i])
	}
}

// begin prepares a search of the index as it is now.
func (x *Index) begin(q *Query) *search {
	v := x.view.Load()
	list, said := x.wants(q, v)
	s := &search{x: x, q: q, view: v, clauses: x.weigh(list, said, v), limit: q.Limit, today: dayNumber(q.Today)}
	if s.limit <= 0 {
		s.limit = usualLimit
	}
	s.limit = min(s.limit, longestList)
	if s.board, _ = x.boards.Get().(*board); s.board == nil {
		s.board = new(board)
	}
	s.price(v)
	return s
}

// price chooses the unit and computes what each code is worth to each clause.
func (s *search) price(v *view) {
	total := 0.0
	for _, c := range s.clauses {
		total += c.weight * (k1 + 1)
	}
	s.unit = max(total, 1) / mostUnits
	if s.today != 0 {
		s.most = s.units64(freshMost * s.q.Weights.of(Fresh))
	}
	for name := range s.q.Agree {
		s.most += s.units64(agreeMost * s.q.Weights.of(name))
	}
	worth := worths(v)
	s.tables = slices.Grow(s.tables[:0], len(s.clauses))[:len(s.clauses)]
	for i, c := range s.clauses {
		for code, w := range worth {
			s.tables[i][code] = uint16(max(math.Round(c.weight*w/s.unit), 1))
		}
	}
}

func (s *search) units64(share float64) int { return int(math.Round(share / s.unit)) }

// worths is what each code is worth, before weights.
func worths(v *view) (worth [codes]float64) {
	mean := 1.0
	if v.public > 0 {
		mean = max(float64(v.publicLength)/float64(v.public), 1)
	}
	for i, count := range countSteps() {
		for length, words := range lengthSteps() {
			norm := k1 * (1 - b + b*words/mean)
			worth[i*lengths+length] = count * (k1 + 1) / (count + norm)
		}
	}
	return worth
}

// part searches one part of the index.
func (s *search) part(p *part) {
	named := s.q.Only != ""
	if named && len(p.withID(s.q.Only)) == 0 {
		return
	}
	mask := s.x.mask(s.q, *p)
	switch {
	case named && len(s.clauses) > 0:
		s.named(p, mask)
	case len(s.clauses) == 0:
		mask.each(func(doc int) { s.offer(p, doc, s.gains(p, doc)) })
	case len(s.clauses) <= shortQuery && p.len() >= largePart:
		s.pruned(p, mask)
	default:
		s.long(p, mask, s.lowest()/spareShare)
	}
}

// named looks the words up for the one record that is asked for.
func (s *search) named(p *part, mask bitmap) {
	for _, doc := range p.withID(s.q.Only) {
		if !mask.has(int(doc)) {
			continue
		}
		sum := 0
		for i, clause := range s.clauses {
			docs, codes, place := p.postings(clause.id)
			if len(docs) > 0 {
				c := cursor{docs: docs, codes: codes, table: &s.tables[i], wide: p.wide[place]}
				sum += c.worthOf(uint16(doc))
			}
		}
		if sum > 0 {
			s.offer(p, int(doc), sum+s.gains(p, int(doc)))
		}
	}
}

// long adds up the postings of the words, term by term, and then looks for the
// best: for many words nothing is faster, as every step is an addition. The words
// that tell least are as a rule those with the most postings. As far as they
// cannot make up more than a part of what a document must reach, they are only
// looked up for the documents that come near it without them.
func (s *search) long(p *part, mask bitmap, allowance int) {
	units, found := s.units(), false
	var spare []cursor
	rest := 0
	for i := len(s.clauses) - 1; i >= 0; i-- {
		docs, codes, place := p.postings(s.clauses[i].id)
		if len(docs) == 0 {
			continue
		}
		c := cursor{docs: docs, codes: codes, table: &s.tables[i], wide: p.wide[place], bound: int(s.tables[i][p.peaks[place]])}
		if c.wide != nil && rest+c.bound <= allowance {
			rest += c.bound
			spare = append(spare, c)
			continue
		}
		add(units, docs, codes, &s.tables[i])
		found = true
	}
	if !found {
		return
	}
	lanes := s.lanes[:(p.len()+3)/4]
	s.scan(p, mask, lanes, 0, rest, func(doc int) { s.complete(p, doc, int(units[doc]), spare, rest) })
	clear(lanes)
}

// complete adds to a document's units what it gains besides and what the spare
// words are worth, the weightiest first, and offers it unless it falls behind.
func (s *search) complete(p *part, doc, sum int, spare []cursor, rest int) {
	sum += s.gains(p, doc)
	for i := len(spare) - 1; i >= 0; i-- {
		if sum+rest < s.lowest() {
			return
		}
		rest -= spare[i].bound
		sum += spare[i].worthOf(uint16(doc))
	}
	s.offer(p, doc, sum)
}

func add(units *[segmentSize]uint16, docs []uint16, codes []uint8, table *[256]uint16) {
	codes = codes[:len(docs)]
	for i, doc := range docs {
		units[doc] += table[codes[i]]
	}
}

// scan calls visit with the documents of the mask whose units, with spare ones
// that are not counted yet, can make them one of the best. It looks at four at a
// time: as no lane has its highest bit set, adding what the floor lacks to 2^15
// sets it in the lanes that reach the floor, and carries into no other.
func (s *search) scan(p *part, mask bitmap, lanes []uint64, first, spare int, visit func(doc int)) {
	const each, high = 0x0001_0001_0001_0001, 0x8000_8000_8000_8000
	units, floor := s.units(), s.floor(spare)
	lift := each * uint64(1<<15-floor)
	for i, four := range lanes {
		if (four+lift)&high == 0 {
			continue
		}
		for doc := first + 4*i; doc < min(first+4*i+4, p.len()); doc++ {
			if int(units[doc]) >= floor && mask.has(doc) {
				visit(doc)
			}
		}
		if risen := s.floor(spare); risen > floor {
			floor, lift = risen, each*uint64(1<<15-risen)
		}
	}
}

// lowest is the score that a document must reach to be among the best; 0 while there is room.
func (s *search) lowest() int {
	if len(s.best) < s.limit {
		return 0
	}
	return s.best[s.limit-1].score
}

// floor is what a document's words must be worth, besides spare ones, to make it one of the best.
func (s *search) floor(spare int) int {
	return min(max(s.lowest()-s.most-spare, 1), mostUnits+maxTerms)
}

// offer puts a document in its place among the best, if it is one of them.
func (s *search) offer(p *part, doc, score int) {
	if score <= 0 || score < s.lowest() {
		return
	}
	c := candidate{score, p, doc}
	if s.limit == unlimited {
		s.best = append(s.best, c)
		return
	}
	if len(s.best) == s.limit {
		if compare(c, s.best[s.limit-1]) > 0 {
			return
		}
		s.best = s.best[:s.limit-1]
	}
	i, _ := slices.BinarySearchFunc(s.best, c, compare)
	s.best = slices.Insert(s.best, i, c)
}

// compare puts the better candidate first.
func compare(a, b candidate) int {
	switch {
	case a.score != b.score:
		return b.score - a.score
	case a.part == b.part:
		return int(a.part.rank[a.doc]) - int(b.part.rank[b.doc])
	}
	return a.part.prefer(a.doc, b.part.segment, b.doc)
}

// gains is what a document adds to the worth of its words, in units.
func (s *search) gains(p *part, doc int) int {
	sum := 0
	if s.today != 0 {
		sum = s.fresh(p, doc)
	}
	if len(s.q.Agree) == 0 {
		return sum
	}
	for _, mark := range p.marks.at(doc) {
		gain := s.gain(mark)
		if gain < 0 {
			break
		}
		sum += gain
	}
	return sum
}

// gain is what a mark adds, in units; less than 0 if it is no code, as then none follow.
func (s *search) gain(mark uint32) int {
	if int(mark) >= len(s.board.gains) {
		s.board.gains = append(s.board.gains, make([]int32, int(mark)+chunkSize-len(s.board.gains))...)
	}
	if s.board.gains[mark] == 0 {
		s.board.known = append(s.board.known, mark)
		s.board.gains[mark] = int32(max(s.gainOf(mark), noCode)) + gainOffset
	}
	return int(s.board.gains[mark]) - gainOffset
}

// What a board keeps of a mark is never 0.
const (
	noCode     = -1
	gainOffset = 2
)

func (s *search) fresh(p *part, doc int) int {
	return s.units64(freshness(s.today, p.dated[doc]) * s.q.Weights.of(Fresh))
}

// gainOf computes gain.
func (s *search) gainOf(mark uint32) int {
	name, have, ok := facet(s.x.lexicon.at(mark).text)
	if !ok {
		return noCode
	}
	if need := s.q.Agree[name]; need != "" {
		return s.units64(agreement(name, need, have) * s.q.Weights.of(name))
	}
	return 0
}

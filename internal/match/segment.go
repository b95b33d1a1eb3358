package match

import (
	"cmp"
	"slices"
	"strings"

	"heitu/internal/record"
)

// segmentSize is how many documents a segment holds at most, so that sixteen
// bits number them and the scores of all stay in the processor's cache.
const segmentSize = 1 << 16

// segment holds documents and their postings. It is never changed once built.
type segment struct {
	keys    []record.Key
	days    []string
	dated   []int32 // days, as dayNumber counts them
	lengths []uint32
	public  bitmap // who counts in the statistics
	rank    []uint16
	byID    []uint16 // documents in the order of their ids
	marks   lists    // by document: its marks
	marked  marked
	dense   map[uint32]bitmap
	terms   numbers
	starts  []uint32 // by place of the term: where its postings begin; one more at the end
	docs    []uint16
	codes   []uint8
	peaks   []uint8         // by place of the term: worth as much as any of its codes
	wide    map[int]*window // by place of the term, where the list is long
	texts   lists8          // by document: what appendWords wrote
}

// lists are many short lists in one.
type lists struct {
	starts []uint32
	values []uint32
}

func (l *lists) at(i int) []uint32 { return l.values[l.starts[i]:l.starts[i+1]] }

// marked lists the documents of each mark.
type marked struct {
	marks  numbers
	starts []uint32
	docs   []uint16
}

func (m *marked) at(i int) []uint16 { return m.docs[m.starts[i]:m.starts[i+1]] }

// lists8 are byte strings in one.
type lists8 struct {
	starts []uint32
	bytes  []byte
}

func (l *lists8) at(i int) []byte { return l.bytes[l.starts[i]:l.starts[i+1]] }

func (s *segment) len() int { return len(s.keys) }

// postings returns the documents and codes of a term, and its place.
func (s *segment) postings(term uint32) (docs []uint16, codes []uint8, place int) {
	place, ok := s.terms.place(term)
	if !ok {
		return nil, nil, -1
	}
	from, to := s.starts[place], s.starts[place+1]
	return s.docs[from:to], s.codes[from:to], place
}

// code returns the code of a document's posting, and whether there is one.
func (s *segment) code(term uint32, doc uint16) (uint8, bool) {
	docs, codes, _ := s.postings(term)
	if i, ok := slices.BinarySearch(docs, doc); ok {
		return codes[i], true
	}
	return 0, false
}

// newSegment makes room for documents, with their marks and what appendWords wrote of them.
func newSegment(docs, marks, bytes int) *segment {
	s := &segment{
		keys: make([]record.Key, 0, docs), days: make([]string, 0, docs), dated: make([]int32, 0, docs),
		lengths: make([]uint32, 0, docs), public: newBitmap(docs),
	}
	s.marks.starts, s.marks.values = append(make([]uint32, 0, docs+1), 0), make([]uint32, 0, marks)
	s.texts.starts, s.texts.bytes = append(make([]uint32, 0, docs+1), 0), make([]byte, 0, bytes)
	return s
}

// build makes a segment of at most segmentSize documents.
func build(docs []*prepared) *segment {
	total, marks, bytes := 0, 0, 0
	for _, p := range docs {
		total, marks, bytes = total+len(p.posts), marks+len(p.marks), bytes+len(p.text)
	}
	s := newSegment(len(docs), marks, bytes)
	for i, p := range docs {
		s.keys, s.days = append(s.keys, p.doc.Key), append(s.days, p.doc.Day)
		s.dated, s.lengths = append(s.dated, p.day), append(s.lengths, p.length)
		if p.doc.Public {
			s.public.set(i)
		}
		s.marks.values = append(s.marks.values, p.marks...)
		s.marks.starts = append(s.marks.starts, uint32(len(s.marks.values)))
		s.texts.bytes = append(s.texts.bytes, p.text...)
		s.texts.starts = append(s.texts.starts, uint32(len(s.texts.bytes)))
	}
	s.invert(docs, total)
	s.finish()
	return s
}

// invert turns the postings of documents into those of terms.
func (s *segment) invert(docs []*prepared, total int) {
	terms := make([]uint32, 0, total)
	for _, p := range docs {
		for _, t := range p.posts {
			terms = append(terms, t.term)
		}
	}
	if len(docs) > 1 {
		slices.Sort(terms)
	}
	s.terms = numbersOf(slices.Clip(slices.Compact(terms)))
	s.starts = make([]uint32, len(s.terms.list)+1)
	places := make([]uint32, 0, total)
	for _, p := range docs {
		for _, t := range p.posts {
			place, _ := s.terms.place(t.term)
			places = append(places, uint32(place))
			s.starts[place+1]++
		}
	}
	for i := range s.terms.list {
		s.starts[i+1] += s.starts[i]
	}
	s.docs, s.codes = make([]uint16, total), make([]uint8, total)
	next, n := slices.Clone(s.starts), 0
	for i, p := range docs {
		for _, t := range p.posts {
			at := next[places[n]]
			next[places[n]]++
			n++
			s.docs[at], s.codes[at] = uint16(i), t.code
		}
	}
}

// finish derives from documents and postings what searching needs besides.
func (s *segment) finish() {
	s.peaks = make([]uint8, len(s.terms.list))
	for i := range s.terms.list {
		codes := s.codes[s.starts[i]:s.starts[i+1]]
		s.peaks[i] = codes[0]
		for _, c := range codes[1:] {
			s.peaks[i] = peak(s.peaks[i], c)
		}
	}
	order := make([]uint16, s.len())
	for i := range order {
		order[i] = uint16(i)
	}
	s.byID = slices.Clone(order)
	slices.SortFunc(s.byID, func(a, b uint16) int { return strings.Compare(s.keys[a].ID, s.keys[b].ID) })
	slices.SortFunc(order, func(a, b uint16) int { return s.prefer(int(a), s, int(b)) })
	s.rank = make([]uint16, s.len())
	for i, doc := range order {
		s.rank[doc] = uint16(i)
	}
	s.derive()
}

// derive makes what a snapshot does not hold.
func (s *segment) derive() {
	s.widen()
	s.markDocuments()
}

// prefer puts first, of two documents with the same score, that of the later day or lesser key.
func (s *segment) prefer(a int, other *segment, b int) int {
	return cmp.Or(strings.Compare(other.days[b], s.days[a]),
		strings.Compare(s.keys[a].Home, other.keys[b].Home), strings.Compare(s.keys[a].ID, other.keys[b].ID))
}

// markDocuments lists the documents of each mark, and makes bitmaps of long lists.
func (s *segment) markDocuments() {
	names := slices.Clone(s.marks.values)
	slices.Sort(names)
	names = slices.Clone(slices.Compact(names))
	s.marked = marked{marks: numbersOf(names), starts: make([]uint32, len(names)+1), docs: make([]uint16, len(s.marks.values))}
	places := make([]uint32, len(s.marks.values))
	for i, mark := range s.marks.values {
		place, _ := s.marked.marks.place(mark)
		places[i] = uint32(place)
		s.marked.starts[place+1]++
	}
	for i := range names {
		s.marked.starts[i+1] += s.marked.starts[i]
	}
	next := slices.Clone(s.marked.starts)
	for doc := range s.len() {
		for i := s.marks.starts[doc]; i < s.marks.starts[doc+1]; i++ {
			s.marked.docs[next[places[i]]] = uint16(doc)
			next[places[i]]++
		}
	}
	const few = 32
	for i, mark := range s.marked.marks.list {
		if docs := s.marked.at(i); len(docs) > s.len()/few && s.len() > few {
			if s.dense == nil {
				s.dense = map[uint32]bitmap{}
			}
			set := newBitmap(s.len())
			for _, doc := range docs {
				set.set(int(doc))
			}
			s.dense[mark] = set
		}
	}
}

// addMarked adds the documents that have a mark to a set.
func (s *segment) addMarked(set bitmap, mark uint32) {
	if dense, ok := s.dense[mark]; ok {
		for i, w := range dense {
			set[i] |= w
		}
		return
	}
	if i, ok := s.marked.marks.place(mark); ok {
		for _, doc := range s.marked.at(i) {
			set.set(int(doc))
		}
	}
}

// withID returns the documents that have an id; different homes may give the same.
func (s *segment) withID(id string) []uint16 {
	from, _ := slices.BinarySearchFunc(s.byID, id, func(doc uint16, id string) int { return strings.Compare(s.keys[doc].ID, id) })
	to := from
	for to < len(s.byID) && s.keys[s.byID[to]].ID == id {
		to++
	}
	return s.byID[from:to]
}

package match

import "slices"

// part is a segment with the documents of it that are still alive.
type part struct {
	*segment
	live  bitmap
	alive int
}

// merge copies the living documents of several parts into one segment, in order.
func merge(parts []part) *segment {
	n, marks, bytes := 0, 0, 0
	for _, p := range parts {
		n, marks, bytes = n+p.alive, marks+len(p.marks.values), bytes+len(p.texts.bytes)
	}
	s := newSegment(n, marks, bytes)
	moved := make([][]uint16, len(parts)) // where each document went
	for i, p := range parts {
		moved[i] = make([]uint16, p.len())
		p.live.each(func(doc int) {
			moved[i][doc] = uint16(s.len())
			s.take(p.segment, doc)
		})
	}
	s.mergePostings(parts, moved)
	s.finish()
	return s
}

// take copies a document without its postings.
func (s *segment) take(from *segment, doc int) {
	if from.public.has(doc) {
		s.public.set(s.len())
	}
	s.keys, s.days = append(s.keys, from.keys[doc]), append(s.days, from.days[doc])
	s.dated, s.lengths = append(s.dated, from.dated[doc]), append(s.lengths, from.lengths[doc])
	s.marks.values = append(s.marks.values, from.marks.at(doc)...)
	s.marks.starts = append(s.marks.starts, uint32(len(s.marks.values)))
	s.texts.bytes = append(s.texts.bytes, from.texts.at(doc)...)
	s.texts.starts = append(s.texts.starts, uint32(len(s.texts.bytes)))
}

func (s *segment) mergePostings(parts []part, moved [][]uint16) {
	var terms []uint32
	total := 0
	for _, p := range parts {
		terms = append(terms, p.terms.list...)
		total += len(p.docs)
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	s.docs, s.codes = make([]uint16, 0, total), make([]uint8, 0, total)
	kept := terms[:0]
	for _, term := range terms {
		start := uint32(len(s.docs))
		for i, p := range parts {
			docs, codes, _ := p.postings(term)
			for j, doc := range docs {
				if p.live.has(int(doc)) {
					s.docs, s.codes = append(s.docs, moved[i][doc]), append(s.codes, codes[j])
				}
			}
		}
		if uint32(len(s.docs)) > start {
			kept = append(kept, term)
			s.starts = append(s.starts, start)
		}
	}
	s.starts = append(s.starts, uint32(len(s.docs)))
	s.terms = numbersOf(slices.Clip(kept))
	if len(s.docs) < total {
		s.docs, s.codes = slices.Clone(s.docs), slices.Clone(s.codes)
	}
}

// How segments are merged: eight of one size class make one of the next, so a
// document is copied about five times before it lies in a full segment.
const (
	classShift  = 3       // a class is eight times the one before
	mergeAt     = 8       // segments of a class
	mergeInline = 1 << 12 // up to so many documents whoever writes merges himself
)

// sizeClass is 0 for a single document, and the last for segments that are not merged any more.
func sizeClass(n int) int {
	class := 0
	for n >>= classShift; n > 0; n >>= classShift {
		class++
	}
	if class >= fullClass {
		return fullClass
	}
	return class
}

const fullClass = 5 // half of segmentSize and more

// due picks parts that should become one: eight of a class as far as they fit
// into a segment, or one of which a quarter has died. It returns nil if there are none.
func due(parts []part) []part {
	var classes [fullClass][]part
	for _, p := range parts {
		if p.len() > p.alive+p.len()/4 {
			return []part{p}
		}
		if c := sizeClass(p.len()); c < fullClass {
			classes[c] = append(classes[c], p)
		}
	}
	for _, list := range classes {
		if len(list) < mergeAt {
			continue
		}
		n, sum := 0, 0
		for n < len(list) && sum+list[n].alive <= segmentSize {
			sum += list[n].alive
			n++
		}
		if n > 1 {
			return list[:n]
		}
	}
	return nil
}

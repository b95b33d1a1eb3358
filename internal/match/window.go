package match

// window tells, for a long list of postings, where each stretch of documents
// begins in it and what its postings are worth at most. A search for few words
// passes over the stretches that cannot reach its best.
type window struct {
	starts [windows + 1]uint32 // relative to the list
	peaks  [windows]uint8
}

const (
	windowSize = 1 << 10 // documents
	windows    = segmentSize / windowSize
	longList   = 512  // postings
	largePart  = 4096 // documents; smaller segments are not worth the care
)

func (s *segment) widen() {
	s.wide = map[int]*window{}
	if s.len() < largePart {
		return
	}
	for i := range s.terms.list {
		from, to := s.starts[i], s.starts[i+1]
		if to-from >= longList {
			s.wide[i] = windowOf(s.docs[from:to], s.codes[from:to])
		}
	}
}

func windowOf(docs []uint16, codes []uint8) *window {
	w, at := new(window), 0
	for i := range windows {
		w.starts[i] = uint32(at)
		for first := at; at < len(docs) && int(docs[at])/windowSize == i; at++ {
			if at == first {
				w.peaks[i] = codes[at]
			}
			w.peaks[i] = peak(w.peaks[i], codes[at])
		}
	}
	w.starts[windows] = uint32(at)
	return w
}

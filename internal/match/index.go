package match

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"heitu/internal/record"
)

// Options are the settings of an index.
type Options struct {
	Glossary *Glossary // joins the two languages; nil for none
}

// Index holds the words of records. It is safe for concurrent use; a search
// takes no lock, works on one view from its beginning to its end, and is never
// held up by a change.
type Index struct {
	glossary *Glossary
	lexicon  *lexicon
	view     atomic.Pointer[view]
	boards   sync.Pool // of *board, all zero
	sounds   sounds

	mu      sync.Mutex // held by whoever changes the index
	places  map[record.Key]place
	merging bool
	merges  sync.WaitGroup
}

// view is the index at one time.
type view struct {
	parts        []part
	public       int    // how many records count in the statistics
	publicLength uint64 // the sum of their lengths
}

// place is where a record lies.
type place struct {
	segment *segment
	doc     uint16
}

// New returns an empty index.
func New(opts Options) *Index {
	x := &Index{glossary: opts.Glossary, lexicon: newLexicon(), places: map[record.Key]place{}}
	x.view.Store(&view{})
	return x
}

// Len is the number of records.
func (x *Index) Len() int {
	n := 0
	for _, p := range x.view.Load().parts {
		n += p.alive
	}
	return n
}

// Put adds a record, or replaces the one that has its key.
func (x *Index) Put(d Doc) { x.put([]*prepared{x.lexicon.prepare(d)}) }

// PutAll puts many records; of two with one key the later stays. They are cut on
// all processors and become searchable together, as far as one segment holds them.
func (x *Index) PutAll(docs []Doc) {
	last := make(map[record.Key]int, len(docs))
	for i, d := range docs {
		last[d.Key] = i
	}
	if len(last) < len(docs) {
		kept := make([]Doc, 0, len(last))
		for i, d := range docs {
			if last[d.Key] == i {
				kept = append(kept, d)
			}
		}
		docs = kept
	}
	for chunk := range slices.Chunk(docs, segmentSize) {
		ready := make([]*prepared, len(chunk))
		var next atomic.Int64
		var all sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			all.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(chunk); i = int(next.Add(1)) - 1 {
					ready[i] = x.lexicon.prepare(chunk[i])
				}
			})
		}
		all.Wait()
		x.put(ready)
	}
}

func (x *Index) put(docs []*prepared) {
	s := build(docs)
	x.mu.Lock()
	defer x.mu.Unlock()
	v := x.change()
	for i, p := range docs {
		x.remove(v, p.doc.Key)
		x.places[p.doc.Key] = place{s, uint16(i)}
		if p.doc.Public {
			v.public++
			v.publicLength += uint64(p.length)
			for _, t := range p.posts {
				x.lexicon.at(t.term).public.Add(1)
			}
			x.lexicon.say(p.text, 1)
		}
	}
	v.parts = append(v.parts, part{s, fullBitmap(s.len()), s.len()})
	x.publish(v)
}

// Remove forgets a record; it does nothing where there is none.
func (x *Index) Remove(k record.Key) {
	x.mu.Lock()
	defer x.mu.Unlock()
	v := x.change()
	x.remove(v, k)
	x.publish(v)
}

// change copies the view, to be changed and published.
func (x *Index) change() *view {
	v := *x.view.Load()
	v.parts = slices.Clone(v.parts)
	return &v
}

func (x *Index) remove(v *view, k record.Key) {
	at, ok := x.places[k]
	if !ok {
		return
	}
	delete(x.places, k)
	i := slices.IndexFunc(v.parts, func(p part) bool { return p.segment == at.segment })
	p := &v.parts[i]
	p.live = slices.Clone(p.live)
	p.live.clear(int(at.doc))
	p.alive--
	if p.public.has(int(at.doc)) {
		v.public--
		v.publicLength -= uint64(p.lengths[at.doc])
		for _, term := range x.lexicon.terms(p.texts.at(int(at.doc))) {
			x.lexicon.at(term).public.Add(-1)
		}
		x.lexicon.say(p.texts.at(int(at.doc)), -1)
	}
	if p.alive == 0 {
		v.parts = slices.Delete(v.parts, i, i+1)
	}
}

// publish shows a view to readers, after merging what is small; what is large is
// merged in the background.
func (x *Index) publish(v *view) {
	for !x.merging {
		parts := due(v.parts)
		if parts == nil {
			break
		}
		n := 0
		for _, p := range parts {
			n += p.alive
		}
		if n > mergeInline {
			x.merging = true
			x.merges.Go(func() { x.mergeAside(parts) })
			break
		}
		x.replace(v, parts, merge(parts))
	}
	x.view.Store(v)
}

// mergeAside merges parts while the index goes on, and then puts the result in their place.
func (x *Index) mergeAside(parts []part) {
	s := merge(parts)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.merging = false
	v := x.change()
	x.replace(v, parts, s)
	x.publish(v)
}

// replace puts s in the place of the parts it was made of. Documents that have
// died since are dead in it as well.
func (x *Index) replace(v *view, parts []part, s *segment) {
	made := part{s, fullBitmap(s.len()), s.len()}
	doc := 0
	for _, old := range parts {
		i := slices.IndexFunc(v.parts, func(p part) bool { return p.segment == old.segment })
		old.live.each(func(was int) {
			if i >= 0 && v.parts[i].live.has(was) {
				x.places[s.keys[doc]] = place{s, uint16(doc)}
			} else {
				made.live.clear(doc)
				made.alive--
			}
			doc++
		})
		if i >= 0 {
			v.parts = slices.Delete(v.parts, i, i+1)
		}
	}
	if made.alive > 0 {
		v.parts = append(v.parts, made)
	}
}

// Settle waits until no merge is under way.
func (x *Index) Settle() { x.merges.Wait() }

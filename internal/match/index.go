package match

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"heitu/internal/record"
)

// Text is the words of one text field and how much the field counts, from 1 to 100.
type Text struct {
	Words  string
	Weight int
}

// Doc is what the index keeps of one record. Only text that everybody may see
// goes into Texts, even where the record itself is hidden.
type Doc struct {
	Key    record.Key
	Kind   string
	State  string
	Owner  string
	Public bool              // everybody may see the record, so it is counted in the statistics
	Texts  []Text            // one for each text field
	Facets map[string]string // codes, by field: "region": "210100"
	Day    string            // of two equal scores the later day goes first; may be ""
}

// Options are the settings of an index.
type Options struct {
	Glossary *Glossary // joins the two languages; nil for none
}

// Index holds the words of records. It is safe for concurrent use.
type Index struct {
	glossary *Glossary
	boards   sync.Pool // of *[]float64, all zero: the scores of one search

	mu      sync.RWMutex
	slots   map[record.Key]uint32
	free    []uint32
	entries []entry  // by slot
	lengths []uint32 // by slot: words times weights
	ids     map[string]uint32
	terms   []term // by id
	classes interned[class]
	facets  interned[facet]

	public       int    // how many entries count in the statistics
	publicLength uint64 // the sum of their lengths
}

// entry is one record, without its words.
type entry struct {
	key    record.Key
	class  uint32
	facets []uint32 // in the order of their names
	terms  []uint32 // so that the postings can be found again
	day    string
	public bool
	live   bool
}

// term is one word of the index.
type term struct {
	posts  []posting // in the order of slots
	forms  []string  // the ways in which records write it
	public int       // how many records that count have it
}

// posting says that a record has a term.
type posting struct {
	slot  uint32
	count uint16 // occurrences times weights
	form  uint16 // how the record first writes it
}

// class is all that scopes judge, apart from the id.
type class struct{ kind, state, owner string }

// facet is one structured value.
type facet struct{ name, code string }

// interned numbers values, so that a search judges each value once and not once for each record.
type interned[T comparable] struct {
	ids    map[T]uint32
	values []T
}

func (n *interned[T]) id(v T) uint32 {
	id, ok := n.ids[v]
	if !ok {
		if n.ids == nil {
			n.ids = map[T]uint32{}
		}
		id = uint32(len(n.values))
		n.ids[v] = id
		n.values = append(n.values, v)
	}
	return id
}

// New returns an empty index.
func New(opts Options) *Index {
	return &Index{glossary: opts.Glossary, slots: map[record.Key]uint32{}, ids: map[string]uint32{}}
}

// Len is the number of records.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.slots)
}

// Put adds a record, or replaces the one that has its key.
func (x *Index) Put(d Doc) {
	texts := make([][]token, len(d.Texts)) // cut before the lock, since cutting takes longest
	for i, t := range d.Texts {
		texts[i] = tokens(t.Words)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(d.Key)
	slot := x.slot(d.Key)
	e := entry{
		key: d.Key, day: d.Day, public: d.Public, live: true,
		class: x.classes.id(class{d.Kind, d.State, d.Owner}),
	}
	for _, name := range slices.Sorted(maps.Keys(d.Facets)) {
		if code := d.Facets[name]; code != "" {
			e.facets = append(e.facets, x.facets.id(facet{name, code}))
		}
	}
	e.terms = x.post(slot, d, texts)
	x.entries[slot] = e
	if d.Public {
		x.count(slot, 1)
	}
}

// Remove forgets a record; it does nothing where there is none.
func (x *Index) Remove(k record.Key) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(k)
}

func (x *Index) remove(k record.Key) {
	slot, ok := x.slots[k]
	if !ok {
		return
	}
	if x.entries[slot].public {
		x.count(slot, -1)
	}
	for _, id := range x.entries[slot].terms {
		t := &x.terms[id]
		i, _ := t.find(slot)
		t.posts = slices.Delete(t.posts, i, i+1)
	}
	x.entries[slot] = entry{}
	x.lengths[slot] = 0
	x.free = append(x.free, slot)
	delete(x.slots, k)
}

// slot returns a place for a new record.
func (x *Index) slot(k record.Key) uint32 {
	if n := len(x.free); n > 0 {
		slot := x.free[n-1]
		x.free = x.free[:n-1]
		x.slots[k] = slot
		return slot
	}
	slot := uint32(len(x.entries))
	x.entries = append(x.entries, entry{})
	x.lengths = append(x.lengths, 0)
	x.slots[k] = slot
	return slot
}

// count takes the record in slot into the statistics (by 1) or out of them (by -1).
func (x *Index) count(slot uint32, by int) {
	x.public += by
	x.publicLength += uint64(by) * uint64(x.lengths[slot]) // -1 wraps round to a subtraction
	for _, id := range x.entries[slot].terms {
		x.terms[id].public += by
	}
}

// occurrence is one token of a record on its way into the postings.
type occurrence struct{ id, weight, place uint32 }

// post writes the postings of one record, and returns its terms. Words within
// words are found but do not make the record longer.
func (x *Index) post(slot uint32, d Doc, texts [][]token) []uint32 {
	var all []occurrence
	var forms []string
	var length uint64
	for i, text := range texts {
		weight := uint32(min(max(d.Texts[i].Weight, 1), 100))
		for _, t := range text {
			if !t.part {
				length += uint64(weight)
			}
			all = append(all, occurrence{x.id(t.term), weight, uint32(len(forms))})
			forms = append(forms, t.form)
		}
	}
	x.lengths[slot] = uint32(min(length, math.MaxUint32))
	slices.SortFunc(all, func(a, b occurrence) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.place, b.place)) })
	var terms []uint32
	for i := 0; i < len(all); {
		first, count := all[i], uint32(0)
		for ; i < len(all) && all[i].id == first.id; i++ {
			count = min(count+all[i].weight, math.MaxUint16)
		}
		t := &x.terms[first.id]
		t.insert(posting{slot, uint16(count), t.form(forms[first.place])})
		terms = append(terms, first.id)
	}
	return slices.Clip(terms)
}

// id numbers a term. The name is copied, lest it keep the whole text in memory.
func (x *Index) id(name string) uint32 {
	id, ok := x.ids[name]
	if !ok {
		id = uint32(len(x.terms))
		x.ids[strings.Clone(name)] = id
		x.terms = append(x.terms, term{})
	}
	return id
}

// form numbers a way to write the term. The 65,536th and later count as the first.
func (t *term) form(form string) uint16 {
	i := slices.Index(t.forms, form)
	if i < 0 && len(t.forms) <= math.MaxUint16 {
		i = len(t.forms)
		t.forms = append(t.forms, strings.Clone(form))
	}
	return uint16(max(i, 0))
}

func (t *term) insert(p posting) {
	if n := len(t.posts); n == 0 || t.posts[n-1].slot < p.slot {
		t.posts = append(t.posts, p)
		return
	}
	i, _ := t.find(p.slot)
	t.posts = slices.Insert(t.posts, i, p)
}

// find returns the place of a slot's posting, and whether there is one.
func (t *term) find(slot uint32) (int, bool) {
	return slices.BinarySearchFunc(t.posts, slot, func(p posting, s uint32) int { return cmp.Compare(p.slot, s) })
}

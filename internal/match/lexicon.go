package match

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// lexicon numbers words. Readers take no lock: a slot of the table is set after
// the word behind it is complete, and a table that is full is replaced whole.
//
// It only grows, also by words of hidden records, so neither its size nor its
// order may reach a result; only its counts may.
type lexicon struct {
	seed   maphash.Seed
	mu     sync.Mutex // held by whoever adds
	table  atomic.Pointer[[]atomic.Uint32]
	chunks atomic.Pointer[[]*[chunkSize]lexeme]
	size   atomic.Uint32 // numbers below it are taken; 0 is no word
}

const chunkSize = 4096

// lexeme is one word. Its counts are the only parts that change.
type lexeme struct {
	text   string
	term   uint32       // the word under which it is found: its stem, or itself
	public atomic.Int32 // how many records that count have it as a term
	said   atomic.Int32 // how often they write it so
}

func newLexicon() *lexicon {
	l := &lexicon{seed: maphash.MakeSeed()}
	table := make([]atomic.Uint32, 1<<10)
	l.table.Store(&table)
	l.chunks.Store(&[]*[chunkSize]lexeme{new([chunkSize]lexeme)})
	l.size.Store(1)
	return l
}

// at returns the word of a number.
func (l *lexicon) at(id uint32) *lexeme {
	return &(*l.chunks.Load())[id/chunkSize][id%chunkSize]
}

// find returns the number of a word, or 0.
func (l *lexicon) find(text string) uint32 {
	table := *l.table.Load()
	mask := uint64(len(table) - 1)
	for i := maphash.String(l.seed, text) & mask; ; i = (i + 1) & mask {
		id := table[i].Load()
		if id == 0 || l.at(id).text == text {
			return id
		}
	}
}

// term returns the number under which a word is found, or 0.
func (l *lexicon) term(form string) uint32 {
	if id := l.find(form); id != 0 {
		return l.at(id).term
	}
	return l.find(stem(form))
}

// add returns the number of a word, and gives it one if it has none. The text is
// copied, lest it keep a whole document in memory.
func (l *lexicon) add(text string) uint32 {
	if id := l.find(text); id != 0 {
		return id
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.addLocked(text)
}

func (l *lexicon) addLocked(text string) uint32 {
	if id := l.find(text); id != 0 {
		return id
	}
	root := uint32(0)
	if s := stem(text); s != text {
		root = l.addRoot(s)
	}
	return l.insert(text, root)
}

// addRoot numbers a stem, which is found under itself even where it could be stemmed further.
func (l *lexicon) addRoot(text string) uint32 {
	if id := l.find(text); id != 0 {
		return id
	}
	return l.insert(text, 0)
}

func (l *lexicon) insert(text string, root uint32) uint32 {
	id := l.size.Load()
	chunks := *l.chunks.Load()
	if int(id/chunkSize) == len(chunks) {
		chunks = append(chunks[:len(chunks):len(chunks)], new([chunkSize]lexeme))
		l.chunks.Store(&chunks)
	}
	e := l.at(id)
	e.text, e.term = strings.Clone(text), root
	if root == 0 {
		e.term = id
	}
	l.size.Store(id + 1)
	table := *l.table.Load()
	if int(id)*2 > len(table) {
		grown := make([]atomic.Uint32, 2*len(table))
		for old := uint32(1); old < id; old++ {
			l.place(grown, old)
		}
		l.place(grown, id)
		l.table.Store(&grown)
		return id
	}
	l.place(table, id)
	return id
}

func (l *lexicon) place(table []atomic.Uint32, id uint32) {
	mask := uint64(len(table) - 1)
	i := maphash.String(l.seed, l.at(id).text) & mask
	for table[i].Load() != 0 {
		i = (i + 1) & mask
	}
	table[i].Store(id)
}

package match

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// snapshotVersion changes with anything that a snapshot holds, and with what the
// words of a text are.
const snapshotVersion = "heitu match 2\n"

// Save writes the index to a file that Load reads. The label says what it was
// built from; Load gives an index only for the same label. The file appears whole
// or not at all.
func (x *Index) Save(path, label string) error {
	file, err := os.CreateTemp(filepath.Dir(path), "match-*")
	if err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	defer os.Remove(file.Name())
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	w := &packer{w: bufio.NewWriterSize(io.MultiWriter(file, sum), 1<<20)}
	w.raw([]byte(snapshotVersion))
	w.text(label)
	x.mu.Lock() // the counts of words must agree with the view
	v := x.view.Load()
	x.lexicon.pack(w)
	x.mu.Unlock()
	w.number(uint64(len(v.parts)))
	for _, p := range v.parts {
		if p.alive < p.len() { // what has been removed is not kept
			p.segment = merge([]part{p})
			p.live = fullBitmap(p.len())
		}
		p.pack(w)
	}
	err = errors.Join(w.err, w.w.Flush())
	if err == nil {
		_, err = file.Write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	}
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("save index: %w", err)
	}
	return os.Rename(file.Name(), path)
}

// Load reads what Save wrote. A file that is cut short or altered, or of another
// version or label, is a fault; whoever gets it builds the index anew.
func Load(path, label string, opts Options) (*Index, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fault.Missing(text.SnapshotMissing, path)
	}
	defer file.Close()
	size, err := sound(file)
	if err != nil {
		return nil, fault.Invalid("", text.SnapshotBroken, path)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := &unpacker{r: bufio.NewReaderSize(io.LimitReader(file, size), 1<<20)}
	if string(r.raw(len(snapshotVersion))) != snapshotVersion || r.text() != label {
		return nil, fault.Invalid("", text.SnapshotOther, path)
	}
	x := New(opts)
	x.lexicon.unpack(r)
	v := &view{}
	for range r.number() {
		p := unpackPart(r)
		v.parts = append(v.parts, p)
		p.live.each(func(doc int) {
			x.places[p.keys[doc]] = place{p.segment, uint16(doc)}
			if p.public.has(doc) {
				v.public++
				v.publicLength += uint64(p.lengths[doc])
			}
		})
	}
	if r.err != nil {
		return nil, fault.Invalid("", text.SnapshotBroken, path)
	}
	x.view.Store(v)
	return x, nil
}

// sound checks the sum at the end of a file, and returns how many bytes stand before it.
func sound(file *os.File) (int64, error) {
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	size := info.Size() - crc32.Size
	if size < int64(len(snapshotVersion)) {
		return 0, io.ErrUnexpectedEOF
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if _, err := io.CopyN(sum, file, size); err != nil {
		return 0, err
	}
	var want [crc32.Size]byte
	if _, err := io.ReadFull(file, want[:]); err != nil {
		return 0, err
	}
	if binary.LittleEndian.Uint32(want[:]) != sum.Sum32() {
		return 0, errors.New("the sum differs")
	}
	return size, nil
}

func (l *lexicon) pack(w *packer) {
	n := l.size.Load()
	w.number(uint64(n))
	for id := uint32(1); id < n; id++ {
		e := l.at(id)
		w.text(e.text)
		w.number(uint64(e.term))
		w.number(uint64(e.public.Load()))
		w.number(uint64(e.said.Load()))
	}
}

func (l *lexicon) unpack(r *unpacker) {
	n := uint32(r.number())
	for id := uint32(1); id < n && r.err == nil; id++ {
		word, term := r.text(), uint32(r.number())
		l.insert(word, term)
		l.at(id).public.Store(int32(r.number()))
		l.at(id).said.Store(int32(r.number()))
	}
}

func (p part) pack(w *packer) {
	w.number(uint64(p.len()))
	for i, k := range p.keys {
		w.text(k.Home)
		w.text(k.ID)
		w.text(p.days[i])
	}
	w.longs(p.live)
	w.longs(p.public)
	w.numbers(p.lengths)
	w.numbers(p.marks.starts)
	w.numbers(p.marks.values)
	w.numbers(p.texts.starts)
	w.bytes(p.texts.bytes)
	w.numbers(p.terms.list)
	w.numbers(p.starts)
	w.shorts(p.docs)
	w.bytes(p.codes)
	w.bytes(p.peaks)
	w.shorts(p.rank)
	w.shorts(p.byID)
}

func unpackPart(r *unpacker) part {
	s, homes := &segment{}, map[string]string{}
	for range r.number() {
		home := r.text()
		if _, ok := homes[home]; !ok {
			homes[home] = home
		}
		s.keys = append(s.keys, record.Key{Home: homes[home], ID: r.text()})
		s.days = append(s.days, r.text())
		s.dated = append(s.dated, dayNumber(s.days[len(s.days)-1]))
	}
	live := bitmap(r.longs())
	s.public = bitmap(r.longs())
	s.lengths = r.numbers()
	s.marks.starts, s.marks.values = r.numbers(), r.numbers()
	s.texts.starts, s.texts.bytes = r.numbers(), r.bytes()
	s.terms, s.starts = numbersOf(r.numbers()), r.numbers()
	s.docs, s.codes, s.peaks = r.shorts(), r.bytes(), r.bytes()
	s.rank, s.byID = r.shorts(), r.shorts()
	if r.err == nil {
		s.derive()
	}
	return part{s, live, live.count()}
}

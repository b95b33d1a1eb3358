package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/richardlehane/mscfb"

	"heitu/internal/text"
)

// xls is a workbook in the old binary format, BIFF8.
type xls struct {
	stream    []byte
	begins    []int // of the sheets, in the stream
	shared    *texts
	codes     map[int]*format
	formats   []*format
	joined    map[int][]span
	since1904 bool
}

// The records of a workbook that are read.
const (
	recFormula  = 0x0006
	recEOF      = 0x000a
	recDate1904 = 0x0022
	recPassword = 0x002f
	recContinue = 0x003c
	recSheet    = 0x0085
	recMulRK    = 0x00bd
	recRString  = 0x00d6
	recXF       = 0x00e0
	recMerged   = 0x00e5
	recSST      = 0x00fc
	recLabelSST = 0x00fd
	recNumber   = 0x0203
	recLabel    = 0x0204
	recBool     = 0x0205
	recString   = 0x0207
	recRow      = 0x0208
	recRK       = 0x027e
	recFormat   = 0x041e
	recBegin    = 0x0809
)

func openXLS(file io.ReaderAt, size int64) (b *Book, err error) {
	defer func() { // the library that unpacks the container may stumble over damage
		if recover() != nil {
			b, err = nil, unreadable(text.OldWorkbook)
		}
	}()
	x := &xls{joined: map[int][]span{}, codes: map[int]*format{}, shared: newTexts()}
	b = &Book{Format: "xls", source: x}
	container, err := mscfb.New(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, unreadable(text.CutWorkbook)
	}
	for _, entry := range container.File {
		switch name := strings.ToLower(entry.Name); {
		case name == "encryptedpackage" || name == "encryptioninfo":
			return nil, unreadable(text.LockedFile)
		case name == "worddocument" || name == "powerpoint document":
			return nil, unreadable(text.OtherOffice)
		case strings.HasPrefix(name, "_vba_project"):
			b.Remarks = append(b.Remarks, text.MacrosIgnored)
		case name == "workbook" && len(entry.Path) == 0:
			x.stream = make([]byte, min(entry.Size, size))
			n, err := io.ReadFull(entry, x.stream)
			if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) || n == 0 {
				return nil, unreadable(text.CutWorkbook)
			}
			x.stream = x.stream[:n]
		}
	}
	if x.stream == nil {
		return nil, unreadable(text.OldWorkbook)
	}
	if err := x.globals(b); err != nil {
		return nil, partFault(err)
	}
	if len(b.Sheets) == 0 {
		return nil, unreadable(text.OldWorkbook)
	}
	b.since1904 = x.since1904
	return b, nil
}

func (x *xls) close() error { return nil }

// records calls f with each record from a place on until the end of its part.
func (x *xls) records(at int, f func(id int, data []byte, next int) error) error {
	for depth := 0; ; {
		if at < 0 || at+4 > len(x.stream) {
			return errBroken
		}
		id, n := int(binary.LittleEndian.Uint16(x.stream[at:])), int(binary.LittleEndian.Uint16(x.stream[at+2:]))
		data := x.stream[at+4:]
		if n > len(data) {
			return errBroken
		}
		at += 4 + n
		switch id {
		case recBegin:
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				return nil
			}
		default:
			if depth != 1 { // a chart within the sheet
				continue
			}
			if err := f(id, data[:n], at); err != nil {
				return err
			}
		}
	}
}

// globals reads what holds for all sheets.
func (x *xls) globals(b *Book) error {
	if len(x.stream) < 8 || binary.LittleEndian.Uint16(x.stream) != recBegin || binary.LittleEndian.Uint16(x.stream[4:]) != 0x0600 {
		return unreadable(text.OldWorkbook)
	}
	for n, code := range builtin {
		x.codes[n] = parseFormat(code)
	}
	return x.records(0, func(id int, data []byte, next int) error {
		r := biff{data: data}
		switch id {
		case recPassword:
			return unreadable(text.LockedFile)
		case recDate1904:
			x.since1904 = r.u16() == 1
		case recFormat:
			n := r.u16()
			x.codes[n] = parseFormat(r.text(r.u16()))
		case recXF:
			r.u16()
			x.formats = append(x.formats, x.codes[r.u16()])
		case recSheet:
			begin := r.u32()
			hidden, sort := r.u8(), r.u8()
			name := r.text(r.u8())
			if sort == 0 {
				x.begins = append(x.begins, begin)
				b.Sheets = append(b.Sheets, Page{Name: name, Hidden: hidden&3 != 0})
			}
		case recSST:
			return x.sharedTexts(data, next)
		}
		if r.bad || len(x.formats) > maxStyles {
			return errBroken
		}
		return nil
	})
}

// sharedTexts reads the shared texts, which go on in records of their own.
func (x *xls) sharedTexts(data []byte, next int) error {
	r := biff{data: data, more: func() []byte {
		if next+4 > len(x.stream) || binary.LittleEndian.Uint16(x.stream[next:]) != recContinue {
			return nil
		}
		n := int(binary.LittleEndian.Uint16(x.stream[next+2:]))
		if next+4+n > len(x.stream) {
			return nil
		}
		part := x.stream[next+4 : next+4+n]
		next += 4 + n
		return part
	}}
	r.u32()
	for range r.u32() {
		said := r.text(r.u16())
		if r.bad {
			return errBroken
		}
		if err := x.shared.add([]byte(said), false); err != nil {
			return err
		}
	}
	return nil
}

// merged looks for the joined cells of a sheet, and sees whether it is whole.
func (x *xls) merged(sheet int) ([]span, error) {
	if spans, ok := x.joined[sheet]; ok {
		return spans, nil
	}
	var spans []span
	err := x.records(x.begins[sheet], func(id int, data []byte, _ int) error {
		if id != recMerged {
			return nil
		}
		r := biff{data: data}
		for range r.u16() {
			s := span{top: r.u16() + 1, bottom: r.u16() + 1, left: r.u16(), right: r.u16()}
			if r.bad || len(spans) == maxSpans {
				return errBroken
			}
			spans = append(spans, s)
		}
		return nil
	})
	x.joined[sheet] = spans
	return spans, partFault(err)
}

func (x *xls) rows(sheet int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		s := &biffSheet{xls: x, hidden: map[int]bool{}, yield: func(l *line) bool { return yield(l, nil) }}
		err := x.records(x.begins[sheet], s.take)
		if err == nil {
			err = s.flush()
		}
		if err = partFault(err); err != nil {
			yield(nil, err)
		}
	}
}

// biffSheet gathers the cells of a sheet into rows.
type biffSheet struct {
	*xls
	line    line
	hidden  map[int]bool
	pending *cell // a formula whose text comes in the next record
	yield   func(*line) bool
}

// flush hands the row on.
func (s *biffSheet) flush() error {
	if s.line.at == 0 || len(s.line.cells) == 0 {
		return nil
	}
	s.line.hidden = s.hidden[s.line.at]
	if !s.yield(&s.line) {
		return errEnough
	}
	return nil
}

// put adds a cell, and hands the row on that it ends.
func (s *biffSheet) put(row int, c cell) error {
	if row+1 != s.line.at {
		if row+1 < s.line.at {
			return errBroken
		}
		if err := s.flush(); err != nil {
			return err
		}
		s.line.at, s.line.cells = row+1, s.line.cells[:0]
	}
	if n := len(s.line.cells); n > 0 && s.line.cells[n-1].at >= c.at {
		return errBroken
	}
	s.line.add(c)
	return nil
}

// take reads one record.
func (s *biffSheet) take(id int, data []byte, _ int) error {
	r := biff{data: data}
	switch id {
	case recRow:
		row := r.u16()
		r.skip(10)
		if r.u16()&0x20 != 0 {
			s.hidden[row+1] = true
		}
		return nil
	case recString:
		return s.result(r)
	case recLabelSST, recNumber, recRK, recMulRK, recLabel, recRString, recBool, recFormula:
	default:
		return nil
	}
	row, at, style := r.u16(), r.u16(), r.u16()
	if id == recMulRK {
		return s.several(row, at, style, r, (len(data)-6)/6)
	}
	c := cell{at: at}
	if err := s.fill(&c, id, style, &r); err != nil {
		return err
	}
	if c.kind == typed { // its text follows
		c.kind = uncount
		s.pending = &c
	}
	return s.put(row, c)
}

// several reads numbers that stand beside one another.
func (s *biffSheet) several(row, at, style int, r biff, n int) error {
	for ; n > 0; n-- {
		c := cell{at: at}
		s.number(&c, rk(r.u32()), style)
		if err := s.put(row, c); err != nil {
			return err
		}
		at++
		style = r.u16()
	}
	return nil
}

// fill reads what a cell says.
func (s *biffSheet) fill(c *cell, id, style int, r *biff) error {
	switch id {
	case recLabelSST:
		said, _, ok := s.shared.at(r.u32())
		if r.bad || !ok {
			return errBroken
		}
		c.text = said
	case recLabel, recRString:
		c.text = r.text(r.u16())
	case recNumber:
		s.number(c, math.Float64frombits(r.u64()), style)
	case recRK:
		s.number(c, rk(r.u32()), style)
	case recBool:
		value, wrong := r.u8(), r.u8()
		c.kind, c.text = truth, strconv.Itoa(value)
		if wrong != 0 {
			c.kind, c.text = failed, errorName(value)
		}
	case recFormula:
		s.formula(c, r.u64(), style)
	}
	if r.bad {
		return errBroken
	}
	return nil
}

// formula reads the result of a formula.
func (s *biffSheet) formula(c *cell, result uint64, style int) {
	if result>>48 != 0xffff {
		s.number(c, math.Float64frombits(result), style)
		return
	}
	value := int(result >> 16 & 0xff)
	switch result & 0xff {
	case 0:
		c.kind = typed
	case 1:
		c.kind, c.text = truth, strconv.Itoa(value)
	case 2:
		c.kind, c.text = failed, errorName(value)
	default: // an empty text
		c.kind, c.text = words, ""
	}
}

// result reads the text of the formula before.
func (s *biffSheet) result(r biff) error {
	n := len(s.line.cells)
	if s.pending == nil || n == 0 || s.line.cells[n-1].at != s.pending.at {
		return nil
	}
	s.pending = nil
	last := &s.line.cells[n-1]
	last.kind, last.text = words, r.text(r.u16())
	if r.bad {
		return errBroken
	}
	if strings.TrimSpace(last.text) == "" {
		s.line.cells = s.line.cells[:n-1]
	}
	return nil
}

func (s *biffSheet) number(c *cell, n float64, style int) {
	c.kind, c.text = number, strconv.FormatFloat(n, 'G', 17, 64)
	c.format = nil
	if style < len(s.formats) {
		c.format = s.formats[style]
	}
}

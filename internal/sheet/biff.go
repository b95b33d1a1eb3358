package sheet

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// rk is a number in four bytes.
func rk(v int) float64 {
	var n float64
	if v&2 != 0 {
		n = float64(int32(uint32(v)) >> 2)
	} else {
		n = math.Float64frombits(uint64(uint32(v)&^3) << 32)
	}
	if v&1 != 0 {
		n /= 100
	}
	return n
}

func errorName(code int) string {
	switch code {
	case 0x07:
		return "#DIV/0!"
	case 0x0f:
		return "#VALUE!"
	case 0x17:
		return "#REF!"
	case 0x1d:
		return "#NAME?"
	case 0x24:
		return "#NUM!"
	case 0x2a:
		return "#N/A"
	}
	return "#NULL!"
}

// biff reads the bytes of one record, and of those that go on with it.
type biff struct {
	data []byte
	more func() []byte
	bad  bool
}

func (r *biff) take(n int) []byte {
	var all []byte
	for len(r.data) < n && r.more != nil {
		all = append(all, r.data...)
		n -= len(r.data)
		if r.data = r.more(); r.data == nil {
			r.bad = true
			return nil
		}
	}
	if n < 0 || len(r.data) < n {
		r.bad = true
		return nil
	}
	part := r.data[:n]
	r.data = r.data[n:]
	if all == nil {
		return part
	}
	return append(all, part...)
}

func (r *biff) skip(n int) { r.take(n) }

func (r *biff) u8() int {
	if b := r.take(1); b != nil {
		return int(b[0])
	}
	return 0
}

func (r *biff) u16() int {
	if b := r.take(2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (r *biff) u32() int {
	if b := r.take(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (r *biff) u64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// text reads a text of so many signs, with the flags before it. Where it goes on in the next
// record, that begins with a flag of its own.
func (r *biff) text(n int) string {
	flags := r.u8()
	runs, aside := 0, 0
	if flags&8 != 0 {
		runs = r.u16()
	}
	if flags&4 != 0 {
		aside = r.u32()
	}
	units := make([]uint16, 0, min(n, 1<<16))
	for n > 0 && !r.bad {
		if len(r.data) == 0 {
			if r.more == nil {
				r.bad = true
				break
			}
			if r.data = r.more(); len(r.data) == 0 {
				r.bad = true
				break
			}
			flags = r.u8()
		}
		if flags&1 == 0 {
			for _, c := range r.take(min(n, len(r.data))) {
				units = append(units, uint16(c))
				n--
			}
			continue
		}
		have := min(n, len(r.data)/2)
		if have == 0 {
			r.bad = true
			break
		}
		part := r.take(2 * have)
		for i := 0; i < len(part); i += 2 {
			units = append(units, binary.LittleEndian.Uint16(part[i:]))
		}
		n -= have
	}
	r.skip(4*runs + aside)
	return string(utf16.Decode(units))
}

package match

import (
	"bufio"
	"encoding/binary"
	"io"
)

// packer writes values one after another; after an error it does nothing.
type packer struct {
	w   *bufio.Writer
	buf []byte
	err error
}

func (p *packer) raw(b []byte) {
	if p.err == nil {
		_, p.err = p.w.Write(b)
	}
}

func (p *packer) number(n uint64) {
	p.buf = binary.AppendUvarint(p.buf[:0], n)
	p.raw(p.buf)
}

func (p *packer) text(s string) {
	p.number(uint64(len(s)))
	if p.err == nil {
		_, p.err = p.w.WriteString(s)
	}
}

func (p *packer) bytes(b []byte) {
	p.number(uint64(len(b)))
	p.raw(b)
}

func (p *packer) shorts(list []uint16) {
	p.number(uint64(len(list)))
	for _, n := range list {
		p.buf = binary.LittleEndian.AppendUint16(p.buf[:0], n)
		p.raw(p.buf)
	}
}

func (p *packer) numbers(list []uint32) {
	p.number(uint64(len(list)))
	for _, n := range list {
		p.buf = binary.LittleEndian.AppendUint32(p.buf[:0], n)
		p.raw(p.buf)
	}
}

func (p *packer) longs(list []uint64) {
	p.number(uint64(len(list)))
	for _, n := range list {
		p.buf = binary.LittleEndian.AppendUint64(p.buf[:0], n)
		p.raw(p.buf)
	}
}

// unpacker reads what packer wrote, from a file whose sum was found right; after
// an error it returns zeros.
type unpacker struct {
	r   *bufio.Reader
	err error
}

func (u *unpacker) number() uint64 {
	if u.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(u.r)
	u.err = err
	return n
}

func (u *unpacker) raw(n int) []byte {
	if u.err != nil {
		return nil
	}
	b := make([]byte, n)
	_, u.err = io.ReadFull(u.r, b)
	return b
}

func (u *unpacker) bytes() []byte { return u.raw(int(u.number())) }

func (u *unpacker) text() string { return string(u.bytes()) }

func (u *unpacker) shorts() []uint16 {
	list := make([]uint16, u.number())
	data := u.raw(2 * len(list))
	for i := range list[:len(data)/2] {
		list[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return list
}

func (u *unpacker) numbers() []uint32 {
	list := make([]uint32, u.number())
	data := u.raw(4 * len(list))
	for i := range list[:len(data)/4] {
		list[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return list
}

func (u *unpacker) longs() []uint64 {
	list := make([]uint64, u.number())
	data := u.raw(8 * len(list))
	for i := range list[:len(data)/8] {
		list[i] = binary.LittleEndian.Uint64(data[8*i:])
	}
	return list
}

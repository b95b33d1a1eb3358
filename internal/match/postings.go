package match

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// A posting is a document and one byte that says all of the document that the
// score of a word needs: how often the word is said, in 6 steps, and how long the
// document is, in 42. What a byte is worth follows from the statistics of the
// day, by a table for each word of a query, so postings are never rewritten when
// the average length moves, and an index that has changed a thousand times ranks
// as one built afresh.
const (
	counts  = 6
	lengths = 42
	codes   = counts * lengths
)

// countSteps are the counts that the steps stand for.
func countSteps() [counts]float64 { return [counts]float64{1, 2, 3, 4.5, 7, 13} }

// countLimits are the greatest counts that are rounded to each step but the last.
func countLimits() [counts - 1]uint32 { return [counts - 1]uint32{1, 2, 3, 5, 9} }

// lengthSteps are the lengths that the steps stand for, in words times weights:
// fine where most texts are, up to 310, and coarse beyond, up to 10,000.
var lengthSteps = sync.OnceValue(func() (steps [lengths]float64) {
	const first, fine, ratio, coarse = 10, 36, 1.1, 2
	for i := range steps {
		steps[i] = first * math.Pow(ratio, float64(min(i, fine))) * math.Pow(coarse, float64(max(i-fine, 0)))
	}
	return steps
})

// lengthCode is the byte of a document so long that says a word once; the length
// is rounded on the scale of ratios.
func lengthCode(length uint32) uint8 {
	steps := lengthSteps()
	code, square := 0, float64(length)*float64(length)
	for code < lengths-1 && square >= steps[code]*steps[code+1] {
		code++
	}
	return uint8(code)
}

// countCode is what saying a word so often adds to the byte.
func countCode(count uint32) uint8 {
	code := uint8(0)
	for code < counts-1 && count > countLimits()[code] {
		code++
	}
	return code * lengths
}

// peak is a code worth at least as much as either: the greater count in the shorter text.
func peak(a, b uint8) uint8 {
	return max(a/lengths, b/lengths)*lengths + min(a%lengths, b%lengths)
}

// numbers is a set of numbers that tells the place of each among them. It is a
// sorted list and, where the numbers lie close, a bitmap as well.
type numbers struct {
	list   []uint32
	bits   []uint64
	before []uint32 // by word of bits: how many numbers lie before it
}

func numbersOf(sorted []uint32) numbers {
	n := numbers{list: sorted}
	if len(sorted) == 0 || uint64(sorted[len(sorted)-1]) > 64*uint64(len(sorted)) {
		return n
	}
	n.bits = make([]uint64, sorted[len(sorted)-1]/64+1)
	n.before = make([]uint32, len(n.bits))
	for _, v := range sorted {
		n.bits[v/64] |= 1 << (v % 64)
	}
	sum := uint32(0)
	for i, w := range n.bits {
		n.before[i] = sum
		sum += uint32(bits.OnesCount64(w))
	}
	return n
}

func (n *numbers) place(v uint32) (int, bool) {
	if n.bits == nil {
		return slices.BinarySearch(n.list, v)
	}
	i := v / 64
	if int(i) >= len(n.bits) || n.bits[i]>>(v%64)&1 == 0 {
		return 0, false
	}
	return int(n.before[i]) + bits.OnesCount64(n.bits[i]&(1<<(v%64)-1)), true
}

// bitmap is a set of documents of one segment.
type bitmap []uint64

func newBitmap(n int) bitmap { return make(bitmap, (n+63)/64) }

func fullBitmap(n int) bitmap {
	b := newBitmap(n)
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n%64 != 0 {
		b[len(b)-1] = 1<<(n%64) - 1
	}
	return b
}

func (b bitmap) has(doc int) bool { return b[doc/64]>>(doc%64)&1 == 1 }

func (b bitmap) set(doc int) { b[doc/64] |= 1 << (doc % 64) }

func (b bitmap) clear(doc int) { b[doc/64] &^= 1 << (doc % 64) }

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls visit with the documents of the set in their order.
func (b bitmap) each(visit func(doc int)) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			visit(i*64 + bits.TrailingZeros64(w))
		}
	}
}

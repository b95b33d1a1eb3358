// Package journal is the transparency log of a node: opaque leaves, Merkle tiles,
// signed checkpoints and proofs. docs/journal.md specifies every byte.
//
// It knows neither records nor databases. The one thing newcomers get wrong: a
// stored hash proves nothing. Whoever verifies recomputes leaves from what they
// commit to, and tiles from leaves.
package journal

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// Format is the version byte of the leaves written today.
const Format = 1

// LeafSize is the length of a leaf: version byte and root.
const LeafSize = 1 + sha256.Size

// SeedSize is the length of a seed.
const SeedSize = 32

// Names of the two slots that are not fields. Field names never begin with a dot.
const (
	HeaderSlot = ".header"
	AuthorSlot = ".by"
)

// Slots is what one leaf commits to: canonical values by name.
type Slots map[string][]byte

// Secret is what is needed to open a leaf: either the seed from which all salts
// derive or, once something was erased, only the salts of what survives.
type Secret struct {
	Room   int               `json:"room"`             // number of commitments under the root
	Seed   []byte            `json:"seed,omitempty"`   // nil after an erasure
	Pad    []byte            `json:"pad,omitempty"`    // from which the fillers derive, after an erasure
	Salts  map[string][]byte `json:"salts,omitempty"`  // by name, after an erasure
	Erased map[string][]byte `json:"erased,omitempty"` // commitments of what was erased, by name
}

// roomStep is the granularity of Room. Every leaf of a kind has the same room
// whatever fields are filled in, so that their number cannot be inferred.
const roomStep = 16

// maxRoom bounds what a verifier is ready to believe.
const maxRoom = 1 << 12

// NewSecret draws a seed. Declared is how many fields the kind declares, and
// present how many slots there are now; the larger decides.
func NewSecret(random io.Reader, declared, present int) (Secret, error) {
	s := Secret{Seed: make([]byte, SeedSize)}
	if _, err := io.ReadFull(random, s.Seed); err != nil {
		return Secret{}, fmt.Errorf("draw a seed: %w", err)
	}
	need := max(declared+2, present)
	s.Room = (need + roomStep - 1) / roomStep * roomStep
	return s, nil
}

func derive(key []byte, purpose, name string) []byte {
	mac := hmac.New(sha256.New, key)
	io.WriteString(mac, purpose)
	io.WriteString(mac, name)
	return mac.Sum(nil)
}

// salt returns the salt of a slot, or nil if it was erased or never was.
func (s Secret) salt(name string) []byte {
	if s.Seed != nil {
		return derive(s.Seed, "heitu/salt/1:", name)
	}
	return s.Salts[name]
}

func (s Secret) pad() []byte {
	if s.Seed != nil {
		return derive(s.Seed, "heitu/pad/1:", "")
	}
	return s.Pad
}

// Commit is the commitment to one slot.
func Commit(salt []byte, name string, value []byte) []byte {
	h := sha256.New()
	io.WriteString(h, "heitu/slot/1:")
	h.Write(salt)
	var n [2]byte
	binary.BigEndian.PutUint16(n[:], uint16(len(name)))
	h.Write(n[:])
	io.WriteString(h, name)
	h.Write(value)
	return h.Sum(nil)
}

// ErrOpen reports a secret that does not fit the slots.
var ErrOpen = errors.New("journal: the secret does not open these slots")

// Commitments returns the commitments under the root, sorted: those of the slots,
// of what was erased, and fillers up to Room.
func (s Secret) Commitments(slots Slots) ([][]byte, error) {
	if len(slots)+len(s.Erased) > s.Room || s.Room > maxRoom {
		return nil, fmt.Errorf("%w: no room", ErrOpen)
	}
	list := make([][]byte, 0, s.Room)
	for name, value := range slots {
		salt := s.salt(name)
		if salt == nil || s.Erased[name] != nil {
			return nil, fmt.Errorf("%w: %s", ErrOpen, name)
		}
		list = append(list, Commit(salt, name, value))
	}
	if s.Seed == nil && len(slots) != len(s.Salts) {
		return nil, fmt.Errorf("%w: a slot is missing", ErrOpen)
	}
	for _, c := range s.Erased {
		list = append(list, c)
	}
	mac := hmac.New(sha256.New, s.pad()) // one for all fillers, since most of a leaf is made of them
	for i := len(list); i < s.Room; i++ {
		mac.Reset()
		io.WriteString(mac, "heitu/filler/1:"+strconv.Itoa(i))
		list = append(list, mac.Sum(nil))
	}
	slices.SortFunc(list, bytes.Compare)
	return list, nil
}

// Leaf returns the opaque leaf that commits to the slots.
func (s Secret) Leaf(slots Slots) ([]byte, error) {
	list, err := s.Commitments(slots)
	if err != nil {
		return nil, err
	}
	return leafOf(list), nil
}

func leafOf(commitments [][]byte) []byte {
	h := sha256.New()
	io.WriteString(h, "heitu/leaf/1:")
	for _, c := range commitments {
		h.Write(c)
	}
	return h.Sum([]byte{Format})
}

// Erase returns the secret that opens the same leaf without the named slots.
// Their salts are gone from it, and the seed from which they could be derived.
func (s Secret) Erase(slots Slots, names []string) (Secret, error) {
	left := Secret{Room: s.Room, Pad: s.pad(), Salts: map[string][]byte{}, Erased: maps.Clone(s.Erased)}
	if left.Erased == nil {
		left.Erased = map[string][]byte{}
	}
	for name, value := range slots {
		salt := s.salt(name)
		if salt == nil {
			return Secret{}, fmt.Errorf("%w: %s", ErrOpen, name)
		}
		if slices.Contains(names, name) {
			left.Erased[name] = Commit(salt, name, value)
		} else {
			left.Salts[name] = salt
		}
	}
	return left, nil
}

// Disclosure opens some slots of a leaf to somebody, and nothing else: he learns
// neither the number nor the names of the others.
type Disclosure struct {
	Salts       map[string][]byte `json:"salts"`       // of the slots shown, by name
	Commitments [][]byte          `json:"commitments"` // all under the root, sorted
}

// Disclose opens the named slots.
func (s Secret) Disclose(slots Slots, names []string) (Disclosure, error) {
	list, err := s.Commitments(slots)
	if err != nil {
		return Disclosure{}, err
	}
	d := Disclosure{Salts: map[string][]byte{}, Commitments: list}
	for _, name := range names {
		if _, ok := slots[name]; ok {
			d.Salts[name] = s.salt(name)
		}
	}
	return d, nil
}

// Leaf returns the leaf that the disclosure opens, or ErrOpen if one of the
// slots shown is not among its commitments.
func (d Disclosure) Leaf(shown Slots) ([]byte, error) {
	if !slices.IsSortedFunc(d.Commitments, bytes.Compare) {
		return nil, fmt.Errorf("%w: commitments are out of order", ErrOpen)
	}
	if len(d.Commitments) > maxRoom || slices.ContainsFunc(d.Commitments, func(c []byte) bool { return len(c) != sha256.Size }) {
		return nil, fmt.Errorf("%w: commitments have a wrong size", ErrOpen)
	}
	for name, value := range shown {
		if len(d.Salts[name]) != sha256.Size {
			return nil, fmt.Errorf("%w: the salt of %s has a wrong size", ErrOpen, name)
		}
		c := Commit(d.Salts[name], name, value)
		if _, ok := slices.BinarySearchFunc(d.Commitments, c, bytes.Compare); !ok {
			return nil, fmt.Errorf("%w: %s", ErrOpen, name)
		}
	}
	return leafOf(d.Commitments), nil
}

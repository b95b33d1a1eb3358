package journal

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// Opening is a disclosure in few bytes, for the many that allies exchange: names
// and commitments that follow from what is shown are left out.
type Opening struct {
	Salts []byte `json:"salts"` // of the slots shown, in the order of their names, one after the other
	Rest  []byte `json:"rest"`  // all other commitments under the root, in their order, one after the other
}

// Open opens the named slots.
func (s Secret) Open(slots Slots, names []string) (Opening, error) {
	list, err := s.Commitments(slots)
	if err != nil {
		return Opening{}, err
	}
	var o Opening
	shown := make([][]byte, 0, len(names))
	for _, name := range slices.Sorted(slices.Values(names)) {
		value, ok := slots[name]
		if !ok {
			continue
		}
		salt := s.salt(name)
		o.Salts = append(o.Salts, salt...)
		shown = append(shown, Commit(salt, name, value))
	}
	slices.SortFunc(shown, bytes.Compare)
	o.Rest = make([]byte, 0, (len(list)-len(shown))*sha256.Size)
	for _, c := range list {
		if len(shown) > 0 && bytes.Equal(c, shown[0]) {
			shown = shown[1:]
			continue
		}
		o.Rest = append(o.Rest, c...)
	}
	return o, nil
}

// Disclosure is the opening in full, or ErrOpen where it does not fit what is shown.
func (o Opening) Disclosure(shown Slots) (Disclosure, error) {
	const size = sha256.Size
	if len(o.Salts) != len(shown)*size || len(o.Rest)%size != 0 || len(o.Rest)/size+len(shown) > maxRoom {
		return Disclosure{}, fmt.Errorf("%w: salts or commitments have a wrong size", ErrOpen)
	}
	d := Disclosure{Salts: make(map[string][]byte, len(shown)), Commitments: make([][]byte, 0, len(o.Rest)/size+len(shown))}
	for i, name := range slices.Sorted(maps.Keys(shown)) {
		salt := o.Salts[i*size : (i+1)*size]
		d.Salts[name] = salt
		d.Commitments = append(d.Commitments, Commit(salt, name, shown[name]))
	}
	for c := range slices.Chunk(o.Rest, size) {
		d.Commitments = append(d.Commitments, c)
	}
	slices.SortFunc(d.Commitments, bytes.Compare)
	return d, nil
}

// Leaf returns the leaf that the opening opens.
func (o Opening) Leaf(shown Slots) ([]byte, error) {
	d, err := o.Disclosure(shown)
	if err != nil {
		return nil, err
	}
	return leafOf(d.Commitments), nil
}

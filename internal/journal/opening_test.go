package journal_test

import (
	"bytes"
	"errors"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/journal"
)

// TestOpening is TestDisclosure in few bytes: it opens the leaf, and nothing else does.
func TestOpening(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		slots, secret := drawn(r)
		leaf := leafOf(r, secret, slots)
		names := subset(r, slots, "hidden")
		o, err := secret.Open(slots, append(names, "unknown"))
		if err != nil {
			r.Fatal(err)
		}
		shown := journal.Slots{}
		for _, name := range names {
			shown[name] = slots[name]
		}
		if got, err := o.Leaf(shown); err != nil || !bytes.Equal(got, leaf) {
			r.Fatalf("opening of %v: got %x, %v, want %x", names, got, err, leaf)
		}
		d, err := o.Disclosure(shown)
		if err != nil {
			r.Fatal(err)
		}
		if want, err := secret.Disclose(slots, names); err != nil || len(want.Commitments) != len(d.Commitments) || !maps.EqualFunc(want.Salts, d.Salts, bytes.Equal) {
			r.Fatalf("in full: %v, want %v, %v", d, want, err)
		}
		for _, name := range names {
			lie := maps.Clone(shown)
			lie[name] = append(bytes.Clone(lie[name]), 'x')
			if got, err := o.Leaf(lie); err == nil && bytes.Equal(got, leaf) {
				r.Fatalf("another %s opens the leaf", name)
			}
			delete(lie, name)
			if _, err := o.Leaf(lie); !errors.Is(err, journal.ErrOpen) {
				r.Fatalf("without %s: %v", name, err)
			}
		}
	})
}

package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/journal"
)

var fieldNames = strings.Fields("title firm budget region opens closes note phone contact email")

// drawn is a revision with some fields out of fieldNames, and its secret.
func drawn(r *rapid.T) (journal.Slots, journal.Secret) {
	slots := journal.Slots{journal.HeaderSlot: []byte(`{"id":"1"}`), journal.AuthorSlot: []byte(`"a"`)}
	for _, name := range fieldNames {
		if rapid.Bool().Draw(r, name) {
			slots[name] = rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(r, "value")
		}
	}
	secret, err := journal.NewSecret(rand.NewChaCha8([32]byte{rapid.Byte().Draw(r, "seed")}), len(fieldNames), len(slots))
	if err != nil {
		r.Fatal(err)
	}
	return slots, secret
}

func leafOf(r interface{ Fatal(...any) }, s journal.Secret, slots journal.Slots) []byte {
	leaf, err := s.Leaf(slots)
	if err != nil {
		r.Fatal(err)
	}
	if len(leaf) != journal.LeafSize || leaf[0] != journal.Format {
		r.Fatal("leaf: ", leaf)
	}
	return leaf
}

func subset(r *rapid.T, slots journal.Slots, what string) []string {
	names := slices.Sorted(maps.Keys(slots))
	return slices.DeleteFunc(names, func(string) bool { return rapid.Bool().Draw(r, what) })
}

// TestDisclosure shows any part of a revision: it opens the leaf, no other value
// does, and what is shown tells neither the number nor the names of the rest.
func TestDisclosure(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		slots, secret := drawn(r)
		leaf := leafOf(r, secret, slots)
		names := subset(r, slots, "hidden")
		d, err := secret.Disclose(slots, append(names, "unknown"))
		if err != nil {
			r.Fatal(err)
		}
		if len(d.Commitments) != 16 || len(d.Salts) != len(names) {
			r.Fatalf("%d slots of %d shown: got %d commitments and %d salts", len(names), len(slots), len(d.Commitments), len(d.Salts))
		}
		shown := journal.Slots{}
		for _, name := range names {
			shown[name] = slots[name]
		}
		if got, err := d.Leaf(shown); err != nil || !bytes.Equal(got, leaf) {
			r.Fatalf("disclosure of %v: got %x, %v, want %x", names, got, err, leaf)
		}
		for _, name := range names {
			lie := maps.Clone(shown)
			lie[name] = append(slices.Clone(lie[name]), 'x')
			if _, err := d.Leaf(lie); !errors.Is(err, journal.ErrOpen) {
				r.Fatalf("another %s: got %v", name, err)
			}
			delete(lie, name)
			lie[name+"x"] = slots[name]
			if _, err := d.Leaf(lie); !errors.Is(err, journal.ErrOpen) {
				r.Fatalf("%s under another name: got %v", name, err)
			}
		}
		slices.Reverse(d.Commitments)
		if _, err := d.Leaf(shown); !errors.Is(err, journal.ErrOpen) {
			r.Fatalf("commitments out of order: got %v", err)
		}
	})
}

// TestLeafChanges changes one value, one name or one seed: the leaf changes.
func TestLeafChanges(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		slots, secret := drawn(r)
		leaf := leafOf(r, secret, slots)
		if again := leafOf(r, secret, maps.Clone(slots)); !bytes.Equal(again, leaf) {
			r.Fatal("the same slots make another leaf")
		}
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(slots))).Draw(r, "name")
		other := maps.Clone(slots)
		delete(other, name)
		if bytes.Equal(leafOf(r, secret, other), leaf) {
			r.Errorf("without %s the leaf is the same", name)
		}
		other[name] = append([]byte("x"), slots[name]...)
		if bytes.Equal(leafOf(r, secret, other), leaf) {
			r.Errorf("with another %s the leaf is the same", name)
		}
		secret.Seed = slices.Clone(secret.Seed)
		secret.Seed[rapid.IntRange(0, 31).Draw(r, "byte")]++
		if bytes.Equal(leafOf(r, secret, slots), leaf) {
			r.Error("with another seed the leaf is the same")
		}
	})
}

// TestErase erases some slots, then some more: the leaf stays, and nothing that is
// left leads to the salt of what is gone.
func TestErase(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		slots, secret := drawn(r)
		leaf := leafOf(r, secret, slots)
		before, err := secret.Disclose(slots, slices.Collect(maps.Keys(slots)))
		if err != nil {
			r.Fatal(err)
		}
		left := secret
		for range 2 {
			gone := slices.DeleteFunc(subset(r, slots, "kept"), func(name string) bool { return name == journal.HeaderSlot })
			if left, err = left.Erase(slots, gone); err != nil {
				r.Fatal(err)
			}
			for _, name := range gone {
				delete(slots, name)
			}
			if left, err = again(left); err != nil {
				r.Fatal(err)
			}
			if got := leafOf(r, left, slots); !bytes.Equal(got, leaf) {
				r.Fatalf("after erasing %v: got leaf %x, want %x", gone, got, leaf)
			}
			checkGone(r, left, slots, before)
		}
	})
}

// again is the secret as the database keeps it.
func again(s journal.Secret) (back journal.Secret, err error) {
	data, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	return back, err
}

func checkGone(r *rapid.T, left journal.Secret, slots journal.Slots, before journal.Disclosure) {
	if left.Seed != nil {
		r.Fatal("the seed is left, and every salt derives from it")
	}
	data, err := json.Marshal(left)
	if err != nil {
		r.Fatal(err)
	}
	for name, salt := range before.Salts {
		said, err := json.Marshal(salt)
		if err != nil {
			r.Fatal(err)
		}
		_, kept := slots[name]
		if kept != bytes.Contains(data, bytes.Trim(said, `"`)) {
			r.Errorf("salt of %s: kept is %t, and the secret is %s", name, kept, data)
		}
		for _, key := range append(slices.Collect(maps.Values(left.Salts)), left.Pad, left.Erased[name]) {
			if !kept && (bytes.Equal(mac(key, "heitu/salt/1:"+name), salt) || bytes.Equal(mac(key, "heitu/filler/1:"+name), salt)) {
				r.Errorf("salt of %s derives from what is left", name)
			}
		}
		if !kept {
			if _, err := left.Leaf(journal.Slots{name: nil}); !errors.Is(err, journal.ErrOpen) {
				r.Errorf("%s can still be opened: %v", name, err)
			}
			d, err := left.Disclose(slots, []string{name})
			if err != nil || d.Salts[name] != nil {
				r.Errorf("%s can still be shown: %x, %v", name, d.Salts[name], err)
			}
		}
	}
}

func TestSecretRefuses(t *testing.T) {
	slots := journal.Slots{journal.HeaderSlot: []byte("{}"), "a": []byte("1"), "b": []byte("2")}
	secret, err := journal.NewSecret(rand.NewChaCha8([32]byte{}), 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	left, err := secret.Erase(slots, []string{"b"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := left.Erase(slots, []string{"a"}); !errors.Is(err, journal.ErrOpen) {
		t.Errorf("erasing around what is gone: got %v", err)
	}
	for _, tt := range []struct {
		name   string
		secret journal.Secret
		slots  journal.Slots
	}{
		{"what is gone", left, slots},
		{"a slot missing", left, journal.Slots{"a": []byte("1")}},
		{"a slot more", left, journal.Slots{journal.HeaderSlot: nil, "a": nil, "c": nil}},
		{"no room", journal.Secret{Room: 2, Seed: secret.Seed}, slots},
		{"too much room", journal.Secret{Room: 1 << 13, Seed: secret.Seed}, slots},
		{"less than no room", journal.Secret{Room: -1, Seed: secret.Seed}, slots},
		{"nothing", journal.Secret{}, slots},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("panic: %v", r)
				}
			}()
			if leaf, err := tt.secret.Leaf(tt.slots); !errors.Is(err, journal.ErrOpen) {
				t.Errorf("got %x, %v", leaf, err)
			}
			if _, err := tt.secret.Disclose(tt.slots, nil); !errors.Is(err, journal.ErrOpen) {
				t.Errorf("disclosed with %v", err)
			}
		})
	}
	if _, err := journal.NewSecret(strings.NewReader("short"), 1, 1); err == nil {
		t.Error("a seed of five bytes is drawn")
	}
}

func TestRoom(t *testing.T) {
	for _, tt := range []struct{ declared, present, want int }{
		{0, 0, 16}, {14, 2, 16}, {14, 16, 16}, {15, 2, 32}, {3, 17, 32}, {30, 5, 32}, {31, 5, 48}, {0, 100, 112},
	} {
		s, err := journal.NewSecret(rand.NewChaCha8([32]byte{}), tt.declared, tt.present)
		if err != nil || s.Room != tt.want || len(s.Seed) != journal.SeedSize {
			t.Errorf("room for %d fields, %d slots: got %d, %v, want %d", tt.declared, tt.present, s.Room, err, tt.want)
		}
	}
}

func TestEvidence(t *testing.T) {
	slots := journal.Slots{journal.HeaderSlot: []byte(`{"id":"1"}`), journal.AuthorSlot: []byte(`"a"`), "x": []byte("1"), "y": []byte("2")}
	secret, err := journal.NewSecret(rand.NewChaCha8([32]byte{}), 2, 4)
	if err != nil {
		t.Fatal(err)
	}
	log, leaves := tiles{}, [][]byte{leafNumber(0), leafOf(t, secret, slots), leafNumber(2)}
	size, err := journal.Append(t.Context(), log, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	c := journal.Checkpoint{Origin: "h", Size: size}
	if c.Root, err = journal.Root(t.Context(), log, size); err != nil {
		t.Fatal(err)
	}
	proof, err := journal.Prove(t.Context(), log, size, 1)
	if err != nil {
		t.Fatal(err)
	}
	show := func(names ...string) journal.Evidence {
		d, err := secret.Disclose(slots, append(names, journal.HeaderSlot))
		if err != nil {
			t.Fatal(err)
		}
		e := journal.Evidence{Header: json.RawMessage(slots[journal.HeaderSlot]), Fields: map[string]json.RawMessage{}, Disclosure: d, Proof: proof}
		for _, name := range names {
			if name == journal.AuthorSlot {
				e.By = json.RawMessage(slots[name])
			} else {
				e.Fields[name] = json.RawMessage(slots[name])
			}
		}
		return e
	}
	for _, tt := range []struct {
		name   string
		shown  []string
		change func(*journal.Evidence)
		ok     bool
	}{
		{"nothing but the header", nil, nil, true},
		{"one field", []string{"x"}, nil, true},
		{"all", []string{"x", "y", journal.AuthorSlot}, nil, true},
		{"a field that is not opened", nil, func(e *journal.Evidence) { e.Fields["x"] = json.RawMessage("1") }, false},
		{"an author who is not opened", nil, func(e *journal.Evidence) { e.By = json.RawMessage(`"a"`) }, false},
		{"another author", []string{journal.AuthorSlot}, func(e *journal.Evidence) { e.By = json.RawMessage(`"b"`) }, false},
		{"another value", []string{"x"}, func(e *journal.Evidence) { e.Fields["x"] = json.RawMessage("2") }, false},
		{"another header", nil, func(e *journal.Evidence) { e.Header = json.RawMessage(`{}`) }, false},
		{"another place", nil, func(e *journal.Evidence) { e.Proof.Index = 0 }, false},
	} {
		e := show(tt.shown...)
		if tt.change != nil {
			tt.change(&e)
		}
		if err := e.Check(c); (err == nil) != tt.ok {
			t.Errorf("%s: got %v, want accepted %t", tt.name, err, tt.ok)
		}
	}
	if got := fmt.Sprint(len(show("x").Slots()), len(show(journal.AuthorSlot).Slots())); got != "2 2" {
		t.Errorf("slots: got %s", got)
	}
}

package journal_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/journal"
)

func keys(t testing.TB, name string, seed byte) (note.Signer, note.Verifier) {
	t.Helper()
	private, public, err := journal.GenerateKey(rand.NewChaCha8([32]byte{seed}), name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func signed(t testing.TB, c journal.Checkpoint, s note.Signer) string {
	t.Helper()
	text, err := c.Sign(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestCheckpoint(t *testing.T) {
	signer, verifier := keys(t, "a.heitu", 1)
	stranger, _ := keys(t, "a.heitu", 2)
	ally, _ := keys(t, "b.heitu", 3)
	c := journal.Checkpoint{Origin: "a.heitu", Size: 7, Root: [32]byte{1, 2, 3}}
	good := signed(t, c, signer)
	n, err := note.Open([]byte(good), note.VerifierList(verifier))
	if err != nil {
		t.Fatal(err)
	}
	cosigned, err := note.Sign(n, ally)
	if err != nil {
		t.Fatal(err)
	}
	other := c
	other.Origin = "b.heitu"
	huge := strings.Replace(good, "\n7\n", "\n18446744073709551615\n", 1)
	for _, tt := range []struct {
		name, text string
		ok         bool
	}{
		{"signed", good, true},
		{"cosigned by an ally", string(cosigned), true},
		{"another key of the same name", signed(t, c, stranger), false},
		{"another name", signed(t, other, signer), false},
		{"signed by an ally alone", signed(t, c, ally), false},
		{"another size", strings.Replace(good, "\n7\n", "\n8\n", 1), false},
		{"a size beyond bounds", huge, false},
		{"no signature", good[:strings.Index(good, "— ")], false},
		{"nothing", "", false},
	} {
		got, err := journal.Open(tt.text, verifier)
		if tt.ok && (err != nil || got != c) || !tt.ok && err == nil {
			t.Errorf("%s: got %+v, %v, want accepted %t", tt.name, got, err, tt.ok)
		}
	}
	for _, c := range []journal.Checkpoint{{Origin: "a.heitu", Size: 1<<62 + 1}, {Origin: "a.heitu", Size: -1}} {
		if got, err := journal.Open(signed(t, c, signer), verifier); err == nil {
			t.Errorf("size %d: got %+v", c.Size, got)
		}
	}
	short := "a.heitu\n7\nAQID\n"
	n, text := &note.Note{Text: short}, []byte(nil)
	if text, err = note.Sign(n, signer); err != nil {
		t.Fatal(err)
	}
	if got, err := journal.Open(string(text), verifier); err == nil {
		t.Errorf("a root of three bytes: got %+v", got)
	}
}

func FuzzOpen(f *testing.F) {
	signer, verifier := keys(f, "a.heitu", 1)
	want := journal.Checkpoint{Origin: "a.heitu", Size: 7, Root: [32]byte{1, 2, 3}}
	good := signed(f, want, signer)
	f.Add(good)
	f.Add(strings.ToUpper(good))
	f.Add(strings.Replace(good, "7", "07", 1))
	f.Add("a.heitu\n-1\n\n\n— a.heitu AAAA\n")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := journal.Open(s, verifier); err == nil && c != want {
			t.Errorf("%q: got %+v, which nobody signed", s, c)
		}
	})
}

// memory is a log in memory.
type memory struct {
	tiles
	head    journal.Head
	pending []journal.Entry
	placed  []journal.Entry
	fail    error
}

func (m *memory) Head(context.Context) (journal.Head, error) { return m.head, m.fail }

func (m *memory) PutHead(_ context.Context, h journal.Head, size int64) error {
	if m.head.Size != size {
		return errors.New("conflict")
	}
	m.head = h
	return nil
}

func (m *memory) Pending(_ context.Context, limit int) ([]journal.Entry, error) {
	return m.pending[:min(limit, len(m.pending))], nil
}

func (m *memory) Place(_ context.Context, entries []journal.Entry, first int64) error {
	for i, e := range entries {
		e.Number = first + int64(i)
		m.placed = append(m.placed, e)
	}
	m.pending = m.pending[len(entries):]
	return nil
}

func TestSequence(t *testing.T) {
	signer, verifier := keys(t, "a.heitu", 1)
	m := &memory{tiles: tiles{}, head: journal.Head{Epoch: 4}}
	var leaves [][]byte
	for i := range int64(700) {
		leaves = append(leaves, leafNumber(i))
		m.pending = append(m.pending, journal.Entry{Number: -1, Serial: i, Rev: i, At: 1000 - i, Leaf: leafNumber(i)})
	}
	var placed []int
	for {
		n, err := journal.Sequence(t.Context(), m, signer, 300)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		placed = append(placed, n)
		c, err := journal.Open(m.head.Checkpoint, verifier)
		if err != nil || c.Size != m.head.Size || c.Origin != "a.heitu" {
			t.Fatalf("checkpoint after %v: got %+v, %v", placed, c, err)
		}
		fresh := tiles{}
		if _, err := journal.Append(t.Context(), fresh, 0, leaves[:c.Size]); err != nil {
			t.Fatal(err)
		}
		if root, err := journal.Root(t.Context(), fresh, c.Size); err != nil || root != c.Root {
			t.Errorf("root of %d: got %v, want %v, %v", c.Size, c.Root, root, err)
		}
	}
	if !slices.Equal(placed, []int{300, 300, 100}) || m.head.At != 1000 || m.head.Epoch != 4 {
		t.Errorf("got %v placed, head %+v", placed, m.head)
	}
	for i, e := range m.placed {
		if e.Number != int64(i) || e.Rev != int64(i) {
			t.Fatalf("place %d: got %+v", i, e)
		}
	}
	before := *m
	m.pending, m.fail = []journal.Entry{{Leaf: []byte{1}}}, errors.New("lost")
	if _, err := journal.Sequence(t.Context(), m, signer, 1); !errors.Is(err, m.fail) || !reflect.DeepEqual(m.head, before.head) {
		t.Errorf("a failing log: got %v, head %+v", err, m.head)
	}
}

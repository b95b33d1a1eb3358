package rules_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"heitu/internal/rules"
)

const form = "2006-01-02"

// TestPacksFollowOneAnother demands that from the first day on, one pack and one only is in force.
func TestPacksFollowOneAnother(t *testing.T) {
	packs := rules.Registration
	for i, p := range packs {
		from, err := time.Parse(form, p.From)
		if err != nil {
			t.Fatalf("%s: %v", p.Name.EN, err)
		}
		last := i == len(packs)-1
		if last != (p.Until == "") {
			t.Errorf("%s ends on %q", p.Name.EN, p.Until)
		}
		if !last {
			until, err := time.Parse(form, p.Until)
			if next := until.AddDate(0, 0, 1).Format(form); err != nil || until.Before(from) || packs[i+1].From != next {
				t.Errorf("%s ends on %s, the next begins on %s (%v)", p.Name.EN, p.Until, packs[i+1].From, err)
			}
		}
		if p.Name.ZH == "" || p.Name.EN == "" || p.Source == "" || p.Number == "" {
			t.Errorf("pack from %s lacks a name, a source or a form: %+v", p.From, p)
		}
	}
	first, err := time.Parse(form, packs[0].From)
	if err != nil {
		t.Fatal(err)
	}
	for day := first; day.Year() < 2028; day = day.AddDate(0, 0, 1) {
		in := 0
		for _, p := range packs {
			if d := day.Format(form); p.From <= d && (p.Until == "" || d <= p.Until) {
				in++
			}
		}
		if p, ok := packs.On(day.Format(form)); in != 1 || !ok || p.From > day.Format(form) {
			t.Fatalf("%s: %d packs in force, On says %q, %t", day.Format(form), in, p.From, ok)
		}
	}
}

func TestOn(t *testing.T) {
	for _, tt := range []struct{ day, from string }{
		{"", ""}, {"2001-07-17", ""}, {"2001-07-18", "2001-07-18"}, {"2026-02-28", "2001-07-18"}, {"2026-03-01", "2026-03-01"}, {"2199-12-31", "2026-03-01"},
	} {
		if p, ok := rules.Registration.On(tt.day); p.From != tt.from || ok != (tt.from != "") {
			t.Errorf("%q: got the pack from %q, %t, want %q", tt.day, p.From, ok, tt.from)
		}
	}
}

// TestHashes compares the hashes with the files, of which none may lie about unused.
func TestHashes(t *testing.T) {
	files, err := filepath.Glob("packs/*.json")
	all := append(slices.Clone(rules.Registration), rules.Former...)
	if err != nil || len(files) != len(all) {
		t.Fatalf("%d files for %d packs, %v", len(files), len(all), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		p, ok := all.ByHash(hex.EncodeToString(sum[:]))
		if !ok || p.Hash != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: got %q, %t", name, p.Hash, ok)
		}
	}
	for _, hash := range []string{"", "00"} {
		if p, ok := all.ByHash(hash); ok {
			t.Errorf("hash %q is that of %s", hash, p.Name.EN)
		}
	}
}

func TestNumberFits(t *testing.T) {
	for _, tt := range []struct {
		number   string
		old, new bool
	}{
		{"12345678901234", true, false}, {"1234567890123456", true, true},
		{"123456789012345", false, false}, {"12345678901234567", false, false}, {"", false, false},
		{"1234567890123456\n", false, false}, {" 1234567890123456", false, false}, {"123456789012345X", false, false}, {"１２３４５６７８９０１２３４", false, false},
	} {
		for i, want := range []bool{tt.old, tt.new} {
			if got := rules.Registration[i].NumberFits(tt.number); got != want {
				t.Errorf("%q under %s: got %t, want %t", tt.number, rules.Registration[i].Name.EN, got, want)
			}
		}
	}
}

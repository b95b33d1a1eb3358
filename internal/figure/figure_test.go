package figure_test

import (
	"slices"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/figure"
	"heitu/internal/kinds"
	"heitu/internal/record"
)

// TestFiguresAreValid demands that each figure can be computed from what a visitor
// sees, and that nobody but him is needed to check it.
func TestFiguresAreValid(t *testing.T) {
	names := map[string]bool{}
	for _, f := range figure.All() {
		if err := f.Valid(kinds.All(), figure.All()); err != nil {
			t.Error(err)
		}
		if names[f.Name] || f.Name == "" || strings.ToLower(f.Name) != f.Name {
			t.Errorf("%q is no name of its own", f.Name)
		}
		names[f.Name] = true
		if f.Label.Empty() || f.Help.Empty() || f.Unit.Empty() {
			t.Errorf("%s lacks a label, a definition or a unit", f.Name)
		}
		i := slices.IndexFunc(kinds.All(), func(k record.Kind) bool { return k.Name == f.Kind })
		k := kinds.All()[i]
		for _, state := range f.States {
			r := record.Record{Kind: k.Name, State: state, Fields: map[string]any{}}
			for _, name := range append(f.Fields(), f.Cuts...) {
				r.Fields[name] = "x"
			}
			if seen, ok := access.Public(k, r); !ok || len(seen.Fields) != len(r.Fields) {
				t.Errorf("%s: a visitor sees %v of a record in %s", f.Name, seen.Fields, state)
			}
		}
	}
}

package kinds

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/record"
	"heitu/internal/text"
)

// document writes what a kind keeps, for people who read.
func document(k record.Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s · %s\n\nGenerated from `internal/kinds`; do not edit.\n\n", k.Label.ZH, k.Label.EN)
	fmt.Fprintf(&b, "Made by: %s. Changed by: %s.\n\n", classes(k.Create), classes(k.Change))
	b.WriteString("| field | 名称 | name | type | who sees it | |\n|--|--|--|--|--|--|\n")
	for _, f := range k.Fields {
		see := "whoever sees the record"
		if f.See != 0 {
			see = classes(f.See)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", f.Name, f.Label.ZH, f.Label.EN, f.Type.Name(), see, marks(f))
	}
	b.WriteString("\n| state | 名称 | name | who sees the record |\n|--|--|--|--|\n")
	for _, s := range k.States {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", s.Name, s.Label.ZH, s.Label.EN, classes(s.See))
	}
	return b.String()
}

func classes(a record.Audience) string {
	var names []string
	for _, c := range record.Classes() {
		if a.Admits(c.Class) {
			names = append(names, c.Label.In(text.EN))
		}
	}
	if names == nil {
		return "nobody by hand"
	}
	return strings.Join(names, ", ")
}

func marks(f record.Field) string {
	var list []string
	for _, m := range []struct {
		is   bool
		word string
	}{{f.Required, "required"}, {f.Unique, "unique"}, {f.Filter, "filter"}, {f.Personal, "personal"}, {f.Step, "set by a step"}, {f.Match > 0, "searched"}} {
		if m.is {
			list = append(list, m.word)
		}
	}
	return strings.Join(list, ", ")
}

// TestKindDocsGolden keeps docs/kinds true; HEITU_GOLDEN=1 writes it anew.
func TestKindDocsGolden(t *testing.T) {
	for _, k := range All() {
		path := filepath.Join("../../docs/kinds", k.Name+".md")
		want := document(k)
		if os.Getenv("HEITU_GOLDEN") != "" {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is not what the kind declares; run make golden (%v)", path, err)
		}
	}
}

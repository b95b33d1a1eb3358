package second_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"heitu/internal/figure"
	"heitu/internal/report"
)

// definitions are the figures as the project defines them.
func definitions() map[string]string {
	defined := map[string]string{}
	for _, f := range figure.All() {
		parts, _ := f.Parts(figure.All())
		said := map[string]any{"scale": 0}
		if f.Ratio != nil {
			said["scale"] = f.Ratio.Scale
		}
		var list []report.Definition
		for _, p := range parts {
			list = append(list, p.Definition())
		}
		said["parts"] = list
		data, err := json.Marshal(said)
		if err != nil {
			panic(err)
		}
		defined[f.Name] = string(data)
	}
	return defined
}

// TestFirstVersion gives both a bundle as version 1 wrote them.
func TestFirstVersion(t *testing.T) {
	data, err := os.ReadFile("testdata/bundle-1.json")
	if err != nil {
		t.Fatal(err)
	}
	const key = "demo.heitu+0805ed95+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
	if one, two := verdicts(t, data, key); one != nil || two != nil {
		t.Errorf("got %v and %v", one, two)
	}
	for _, change := range [][2]string{{`"value": 1`, `"value": 2`}, {"2026-H2", "2026"}, {"220000", "220100"}, {`"sum": ""`, `"sum": "price"`}, {`"version": 1`, `"version": 3`}} {
		changed := []byte(strings.Replace(string(data), change[0], change[1], 1))
		if one, two := verdicts(t, changed, key); one == nil || two == nil {
			t.Errorf("%s: got %v and %v, want two refusals", change[1], one, two)
		}
	}
}

// TestCutShort cuts a bundle off anywhere, and gives one of a version to come.
func TestCutShort(t *testing.T) {
	b, key := sample(t)
	data := encode(t, b)
	for _, end := range []int{0, 1, len(data) / 3, len(data) / 2, len(data) - 1} {
		if one, two := verdicts(t, data[:end], key); one == nil || two == nil || !strings.Contains(one.Error(), "cannot be read") {
			t.Errorf("cut at %d: got %v and %v", end, one, two)
		}
	}
	if one, two := verdicts(t, []byte(`{"version":9,"records":{"of":"another shape"}}`), key); one == nil || two == nil || !strings.Contains(one.Error(), "version 9") {
		t.Errorf("of version 9: got %v and %v", one, two)
	}
}

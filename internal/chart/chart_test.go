package chart

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChartsGolden compares pictures byte by byte; HEITU_GOLDEN=1 writes them anew.
func TestChartsGolden(t *testing.T) {
	h := Head{ID: "x", Title: "技术合同成交额（元）<", Text: "各地区", Lang: "zh"}
	for name, got := range map[string]string{
		"bars.svg":  Bars(h, []Bar{{Label: "辽宁省", Value: 12, Said: "12", Base: 10, Was: "10"}, {Label: "一个名称很长很长很长的地区", Value: -3, Said: "-3"}, {Label: "零", Said: "0"}}),
		"empty.svg": Bars(h, nil),
		"line.svg":  Line(h, []Spot{{"2025-H1", 5, "5", true}, {"2025-H2", 0, "–", false}, {"2026-H1", 9, "9", true}}, &Ahead{Spot{"2026-H2", 10, "10", true}, 8, 12, "8–12"}),
		"one.svg":   Line(h, []Spot{{"2025-H1", 0, "0", true}}, nil),
		"tiles.svg": Tiles(h, []Tile{{"210000", "辽宁", 4, "4"}, {"220000", "吉林", 1, "1"}, {"230000", "黑龙江", 0, "0"}, {"999999", "他处", 2, "2"}}),
	} {
		wellFormed(t, name, got)
		path := filepath.Join("testdata", name)
		if os.Getenv("HEITU_GOLDEN") != "" {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || string(want) != got {
			t.Errorf("%s is drawn otherwise (HEITU_GOLDEN=1 writes it anew): %v", name, err)
		}
	}
}

func wellFormed(t *testing.T, name, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, part := range []string{`role="img"`, "<title", "<desc"} {
		if !strings.Contains(svg, part) {
			t.Errorf("%s has no %s", name, part)
		}
	}
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "<script") {
		t.Errorf("%s: %s", name, svg)
	}
}

func TestTilesHaveTheirOwnPlaces(t *testing.T) {
	taken := map[string]string{}
	for code, at := range places() {
		grid := "province"
		if !strings.HasSuffix(code, "0000") {
			grid = code[:2]
		}
		key := grid + string(rune('a'+at[0])) + string(rune('a'+at[1]))
		if other, ok := taken[key]; ok {
			t.Errorf("%s and %s stand on one place", code, other)
		}
		taken[key] = code
	}
}

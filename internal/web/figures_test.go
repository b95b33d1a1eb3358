package web

import (
	"slices"
	"testing"

	"heitu/internal/figure"
	"heitu/internal/report"
	"heitu/internal/text"
)

// Large sums are said in the unit in which people say them, and the first page has four figures.
func TestSized(t *testing.T) {
	yuan := report.Figure{Unit: text.Label{ZH: "元", EN: "yuan"}, Places: 2}
	for _, tt := range []struct {
		fen    int64
		zh, en string
	}{
		{1_560_000_000, "1,560 万元", "15.60 million yuan"}, {99_999_999_999, "10 亿元", "1,000 million yuan"}, {123_456, "1,234.56 元", "1,234.56 yuan"}, {-2_000_000, "-2 万元", "-20,000 yuan"},
	} {
		for lang, want := range map[text.Lang]string{text.ZH: tt.zh, text.EN: tt.en} {
			if value, unit := sized(report.Value{Figure: yuan, Value: tt.fen}, lang); value+" "+unit != want {
				t.Errorf("%d fen in %s: got %s %s, want %s", tt.fen, lang, value, unit, want)
			}
		}
	}
	for _, name := range foremost {
		if !slices.ContainsFunc(figure.All(), func(f report.Figure) bool { return f.Name == name }) {
			t.Errorf("there is no figure %s", name)
		}
	}
}

package sheet_test

import (
	"testing"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// The judge of the corpus must itself be right: a wrong reading that nobody is told of counts as such.
func TestTally(t *testing.T) {
	want := wantedRow{
		Line:   2,
		Fields: map[string]any{"title": "示例 ＡＢ", "budget": 100.0, "firm": "示例厂", "keywords": []any{"甲", "乙"}, "closes": map[string]any{"any": []any{nil, "2024-06-30"}}},
		Faults: map[string]string{"opens": "3月1日"},
		Doubts: []string{"budget"},
	}
	right := map[string]any{"title": "示例AB", "budget": int64(100), "firm": identity("示例厂"), "keywords": []string{"甲", "乙"}, "closes": "2024-06-30"}
	layout := sheet.Layout{}
	for i, f := range []string{"title", "budget", "firm", "keywords", "closes", "opens", "note"} {
		layout.Columns = append(layout.Columns, sheet.Column{At: i, Field: f})
	}
	doubt := func(field string) []sheet.Doubt { return []sheet.Doubt{{Field: field, Text: text.NotDate}} }
	wrong := func(field string) error { return fault.Invalid(field, text.NotDate) }
	for _, tt := range []struct {
		name   string
		set    map[string]any
		doubts []sheet.Doubt
		err    error
		want   [3]int // right, flagged, wrong
	}{
		{"as expected", nil, doubt("budget"), wrong("opens"), [3]int{6, 0, 0}},
		{"a doubt where nobody can decide", map[string]any{"opens": "2024-03-01"}, append(doubt("budget"), doubt("opens")...), nil, [3]int{6, 0, 0}},
		{"a value where nobody can decide", map[string]any{"opens": "2024-03-01"}, doubt("budget"), nil, [3]int{5, 0, 1}},
		{"nothing where nobody can decide", nil, doubt("budget"), nil, [3]int{5, 0, 1}},
		{"no doubt", nil, nil, wrong("opens"), [3]int{5, 0, 1}},
		{"a fault instead of a value", map[string]any{"title": nil}, doubt("budget"), fault.Join(wrong("opens"), wrong("title")), [3]int{5, 1, 0}},
		{"another amount", map[string]any{"budget": int64(10000)}, nil, wrong("opens"), [3]int{5, 0, 1}},
		{"another amount, doubted", map[string]any{"budget": int64(10000)}, doubt("budget"), wrong("opens"), [3]int{5, 1, 0}},
		{"another firm", map[string]any{"firm": identity("别的厂")}, doubt("budget"), wrong("opens"), [3]int{5, 0, 1}},
		{"names not parted", map[string]any{"keywords": []string{"甲、乙"}}, doubt("budget"), wrong("opens"), [3]int{5, 0, 1}},
		{"a value left out", map[string]any{"title": nil}, doubt("budget"), wrong("opens"), [3]int{5, 0, 1}},
		{"a value out of nowhere", map[string]any{"note": "示例"}, doubt("budget"), wrong("opens"), [3]int{6, 0, 1}},
		{"the other reading", map[string]any{"closes": nil}, doubt("budget"), wrong("opens"), [3]int{6, 0, 0}},
		{"neither reading", map[string]any{"closes": "2024-07-01"}, doubt("budget"), wrong("opens"), [3]int{5, 0, 1}},
		{"an invisible character", map[string]any{"title": "示例\u200bAB"}, doubt("budget"), wrong("opens"), [3]int{5, 0, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			item := sheet.Item{Line: 2, Fields: map[string]any{}, Doubts: tt.doubts, Err: tt.err}
			for _, from := range []map[string]any{right, tt.set} {
				for name, v := range from {
					if item.Fields[name] = v; record.Empty(v) {
						delete(item.Fields, name)
					}
				}
			}
			var c tally
			c.compareRow(kinds.Need, layout, want, item)
			if got := [3]int{c.right, c.flagged, c.wrong}; got != tt.want {
				t.Errorf("got %v, want %v: %q", got, tt.want, c.notes)
			}
		})
	}
}

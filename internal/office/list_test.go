package office_test

import (
	"slices"
	"testing"

	"heitu/internal/access"
	"heitu/internal/record"
)

// A list is sorted by what the reader may filter by, over all pages, and by nothing else.
func TestSortedList(t *testing.T) {
	d := open(t)
	for _, name := range []string{"丙", "甲", "乙", "甲"} {
		d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": name}})
	}
	for rising, want := range map[bool][]string{true: {"丙", "乙", "企业", "甲", "甲"}, false: {"甲", "甲", "企业", "乙", "丙"}} {
		slices.Sort(want)
		if !rising {
			slices.Reverse(want)
		}
		q := record.Query{Kind: "organisation", Sort: "name", Rising: rising, Limit: 2}
		var got []string
		for {
			page, err := d.List(t.Context(), access.Actor{}, q)
			if err != nil || page.Total != 5 {
				t.Fatal(page, err)
			}
			for _, r := range page.Records {
				got = append(got, r.Fields["name"].(string))
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("rising %v: got %v, want %v", rising, got, want)
		}
	}
	for _, tt := range []struct {
		name  string
		actor access.Actor
		q     record.Query
		want  string
	}{
		{"a field without a column", broker, record.Query{Kind: "organisation", Sort: "note"}, "note:invalid"},
		{"no field", broker, record.Query{Kind: "organisation", Sort: "colour"}, "colour:invalid"},
		{"what makes records alike", broker, record.Query{Kind: "organisation", Sort: "alike"}, "alike:invalid"},
		{"filtered by what makes records alike", broker, record.Query{Kind: "organisation", Where: []record.Term{{Field: "alike", Op: record.Equal, Value: "x"}}}, "alike:invalid"},
		{"a field that he may not see", access.Actor{}, record.Query{Kind: "contract", Sort: "seller"}, "seller:invalid"},
		{"the same for those concerned", broker, record.Query{Kind: "contract", Sort: "seller"}, "ok"},
		{"a mark that is none", broker, record.Query{Kind: "organisation", Sort: "name", After: "?"}, "after:invalid"},
	} {
		if _, err := d.List(t.Context(), tt.actor, tt.q); codes(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

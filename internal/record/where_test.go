package record_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"heitu/internal/kinds"
	"heitu/internal/record"
)

func TestTerms(t *testing.T) {
	for _, tt := range []struct {
		where map[string]string
		want  string // terms, or a part of the fault
	}{
		{nil, "[]"},
		{map[string]string{"state": "open"}, "[{state = open}]"},
		{map[string]string{"state": "nowhere"}, "nowhere"},
		{map[string]string{"region": "210100"}, "[{region = 210100}]"},
		{map[string]string{"region": "辽宁省"}, "[{region >= 210000} {region <= 219999}]"},
		{map[string]string{"region.from": "210000"}, "[{region >= 210000}]"},
		{map[string]string{"region.to": "210000"}, "[{region <= 219999}]"},
		{map[string]string{"opens.from": "2026年3月1日", "opens.to": "2026-04-01"}, "[{opens >= 2026-03-01} {opens <= 2026-04-01}]"},
		{map[string]string{"opens": "soon"}, "opens: "},
		{map[string]string{"opens.until": "2026-04-01"}, "opens.until: There is no query parameter"},
		{map[string]string{"problem": "x"}, "problem: There is no query parameter"},
		{map[string]string{"opens": ""}, "opens: "},
	} {
		terms, err := record.Terms(kinds.Need, tt.where)
		got := fmt.Sprint(terms)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%v: got %s, want %s", tt.where, got, tt.want)
		}
	}
}

// TestIndustryTerms lets a section stand for its divisions.
func TestIndustryTerms(t *testing.T) {
	for said, want := range map[string]string{
		"C": "[{industry >= C} {industry <= C99}]", "C39": "[{industry = C39}]", "制造业": "[{industry >= C} {industry <= C99}]", "教育（大类）": "[{industry = P83}]",
	} {
		if terms, err := record.Terms(kinds.Organisation, map[string]string{"industry": said}); err != nil || fmt.Sprint(terms) != want {
			t.Errorf("%q: got %v, %v, want %s", said, terms, err, want)
		}
	}
}

func TestOrder(t *testing.T) {
	for said, want := range map[string][]any{"": {"", false, true}, "opens": {"opens", true, true}, "-opens": {"opens", false, true}, "-": {"", false, false}, "budget": {"", false, false}} {
		name, rising, err := record.Order(kinds.Need, said)
		if got := []any{name, rising, err == nil}; !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", said, got, want)
		}
	}
}

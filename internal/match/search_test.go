package match

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"heitu/internal/record"
)

func found(hits []Hit) string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Key.ID)
	}
	return strings.Join(ids, " ")
}

func TestSearch(t *testing.T) {
	x := indexOf(glossaryOf(t, smallGlossary),
		Doc{Key: record.Key{ID: "zh"}, Kind: "achievement", State: "open", Public: true, Texts: []Text{{"深度学习的机床故障诊断", 3}}, Facets: map[string]string{"region": "210100"}},
		Doc{Key: record.Key{ID: "en"}, Kind: "achievement", State: "open", Public: true, Texts: []Text{{"Ploughing robots", 3}, {"A robot that ploughs", 1}}, Facets: map[string]string{"region": "220100"}},
		Doc{Key: record.Key{ID: "draft"}, Kind: "achievement", State: "draft", Owner: "me", Texts: []Text{{"robot robot robot", 3}}},
		Doc{Key: record.Key{ID: "need"}, Kind: "need", State: "open", Public: true, Texts: []Text{{"robot wanted", 1}}},
	)
	public := map[string][]record.Scope{"achievement": {{States: []string{"open"}}}, "need": {{States: []string{"open"}}}}
	mine := map[string][]record.Scope{"achievement": {{States: []string{"open"}}, {States: []string{"open", "draft"}, Owner: "me"}}}
	named := map[string][]record.Scope{"achievement": {{States: []string{"draft"}, ID: "draft"}}}
	for _, tt := range []struct {
		name string
		q    Query
		want string
	}{
		{"any kind", Query{Text: "robots", Scopes: public}, "en need"},
		{"one kind", Query{Text: "robots", Kind: "need", Scopes: public}, "need"},
		{"own draft", Query{Text: "robots", Scopes: mine}, "draft en"},
		{"by id", Query{Text: "robots", Scopes: named}, "draft"},
		{"a better hidden record takes no place", Query{Text: "robot", Kind: "achievement", Scopes: public, Limit: 1}, "en"},
		{"no scopes", Query{Text: "robots"}, ""},
		{"a scope without states", Query{Text: "robots", Scopes: map[string][]record.Scope{"achievement": {{Owner: "me"}}}}, ""},
		{"another's scope", Query{Text: "robots", Scopes: map[string][]record.Scope{"achievement": {{States: []string{"draft"}, Owner: "you"}}}}, ""},
		{"across languages", Query{Text: "deep learning", Scopes: public}, "zh"},
		{"province", Query{Text: "robot 机床", Where: map[string]string{"region": "210000"}, Scopes: public}, "zh"},
		{"province in two digits", Query{Text: "robot 机床", Where: map[string]string{"region": "22"}, Scopes: public}, "en"},
		{"nobody has it", Query{Text: "robot 机床", Where: map[string]string{"field": "05"}, Scopes: public}, ""},
		{"agreement alone", Query{Agree: map[string]string{"region": "210200"}, Scopes: public}, "zh"},
		{"empty", Query{Scopes: public}, ""},
		{"stop words only", Query{Text: "the 的", Scopes: public}, ""},
		{"one letter", Query{Text: "r", Scopes: public}, ""},
		{"emoji and NUL", Query{Text: "🤖\x00", Scopes: public}, ""},
		{"100 kB", Query{Text: strings.Repeat("robot 机床 unknown ", 6000), Scopes: public}, "zh en need"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(x.Search(tt.q)); got != tt.want {
				t.Errorf("%+v: got %q, want %q", tt.q.Scopes, got, tt.want)
			}
		})
	}
}

func TestReasonsSayWhy(t *testing.T) {
	d := open("zh", "激光雷达 networked sensors")
	d.Facets = map[string]string{"region": "210100", "field": "05"}
	x := indexOf(glossaryOf(t, smallGlossary), d)
	hits := x.Search(Query{Text: "lidar networks", Scopes: openDocs, Agree: map[string]string{"region": "210200", "field": "05", "readiness": "6"}})
	if len(hits) != 1 {
		t.Fatalf("got %d hits, want 1", len(hits))
	}
	got := map[string]string{}
	for _, r := range hits[0].Reasons {
		got[r.Kind+" "+r.Term] = r.Query
	}
	for reason, query := range map[string]string{
		"term 激光雷达": "lidar", "term networked": "networks", "region 210100": "210200", "field 05": "",
	} {
		if q, ok := got[reason]; !ok || q != query {
			t.Errorf("reason %q: got query %q (%v), want %q", reason, q, ok, query)
		}
	}
	if _, ok := got["readiness 6"]; ok {
		t.Error("an absent facet gives a reason")
	}
}

func TestTies(t *testing.T) {
	b, a, late := open("b", "robot"), open("a", "robot"), open("c", "robot")
	late.Day = "2026-03-01"
	if got := found(indexOf(nil, b, a, late).Search(Query{Text: "robot", Scopes: openDocs})); got != "c a b" {
		t.Errorf("got %q, want the later day first, then the lesser id", got)
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		code, have string
		want       bool
	}{
		{"210000", "210100", true}, {"210000", "220100", false}, {"210100", "210102", true}, {"210100", "210200", false},
		{"21", "210100", true}, {"21", "210000", true}, {"05", "05", true}, {"05", "0511", false}, {"210100", "210000", false},
		{"6", "6", true}, {"6", "60", false}, {"", "6", false}, {"210102", "210102", true}, {"210102", "210103", false},
		{"C", "C39", true}, {"C39", "C39", true}, {"C39", "C", false}, {"D", "C39", false}, {"C3", "C39", false},
	} {
		if got := slices.Contains(coveredBy(tt.have), tt.code); got != tt.want {
			t.Errorf("covers(%q, %q): got %v, want %v", tt.code, tt.have, got, tt.want)
		}
	}
}

func TestAgreement(t *testing.T) {
	for _, tt := range []struct {
		name, need, have string
		want             float64
	}{
		{"region", "210100", "210100", agreeSame}, {"region", "210100", "210102", agreeSame}, {"region", "210100", "210200", agreeNear},
		{"region", "210100", "220100", 0}, {"field", "05", "05", agreeSame}, {"field", "05", "06", 0},
		{"industry", "C39", "C39", agreeSame}, {"industry", "C39", "C", agreeNear}, {"industry", "C", "C39", agreeNear}, {"industry", "C39", "C40", agreeNear}, {"industry", "C39", "I65", 0},
		{"readiness", "6", "7", agreeSame}, {"readiness", "6", "5", agreeNear}, {"readiness", "6", "4", 0}, {"readiness", "6", "x", 0},
		{"ipc", "B23Q", "B23Q15", agreeSame}, {"ipc", "B23Q", "B23K", agreeNear}, {"ipc", "B23Q", "G06F", 0},
	} {
		if got := agreement(tt.name, tt.need, tt.have); got != tt.want {
			t.Errorf("agreement(%q, %q): got %v, want %v", tt.need, tt.have, got, tt.want)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	x := New(Options{})
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := range 200 {
				x.Put(open(fmt.Sprint(w, i%50), fmt.Sprintf("robot w%d 机床", i)))
				if i%7 == 0 {
					x.Remove(record.Key{Home: "n", ID: fmt.Sprint(w, i%50)})
				}
				if hits := x.Search(Query{Text: "robot 机床", Scopes: openDocs}); len(hits) > usualLimit {
					t.Errorf("got %d hits, want at most %d", len(hits), usualLimit)
				}
				if i%20 == 0 { // what walks through all words
					q := Query{Text: "rob* jichuang", Scopes: openDocs}
					x.Suggest("robto")
					x.Facets(q, "region")
					x.All(q)
				}
			}
		})
	}
	all.Wait()
}

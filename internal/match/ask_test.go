package match

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"heitu/internal/record"
)

func TestAsk(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       asked
	}{
		{"words", "Soil sensor", asked{words: "soil sensor"}},
		{"phrase", `a "deep learning" robot`, asked{words: "a deep learning robot", phrases: []string{"deep learning"}}},
		{"Chinese marks", "“数控机床”主轴", asked{words: "数控机床 主轴", phrases: []string{"数控机床"}}},
		{"one mark", `5" pipe`, asked{words: "5 pipe"}},
		{"empty phrase", `"" "the" soil`, asked{words: "the soil"}},
		{"beginning", "hydro* 数控*", asked{prefixes: []string{"hydro", "数控"}}},
		{"no beginning", "* h* a-b*", asked{words: "* h* a-b*"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ask(tt.text); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("ask(%q): got %+v, want %+v", tt.text, got, tt.want)
			}
		})
	}
}

func sample(t testing.TB) *Index {
	x := indexOf(glossaryOf(t, smallGlossary),
		open("near", "a neural network for soil"), open("apart", "a network of neural probes in soil"),
		open("lathe", "高精度数控机床的故障诊断"), open("drill", "机床与数控系统"), open("hydro", "hydrogen from hydrolysis at 500 kW"))
	hidden := open("hidden", "hydroponic secretum networked 秘密机床")
	hidden.State, hidden.Public = "draft", false
	x.Put(hidden)
	return x
}

func TestTypedQueries(t *testing.T) {
	x := sample(t)
	for _, tt := range []struct{ name, text, want string }{
		{"phrase", `"neural networks"`, "near"},
		{"words", "neural networks", "apart near"},
		{"Chinese phrase", "“数控机床”", "lathe"},
		{"part of a word as a phrase", "“控机”", "lathe"},
		{"beginning", "hydr*", "hydro"},
		{"Chinese beginning", "故障*", "lathe"},
		{"pinyin", "guzhang", "lathe"},
		{"initials", "gzzd", "lathe"},
		{"phrase that nobody has", `"soil network"`, ""},
		{"number and unit", "500kW", "hydro"},
		{"right to left", "\u202esoil\u202c", "apart near"},
		{"traditional", "數控機床", "lathe drill"},
		{"one character", "机", ""},
		{"unknown language", "ማሽን", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(x.Search(Query{Text: tt.text, Scopes: openDocs})); got != tt.want {
				t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	x := sample(t)
	for _, tt := range []struct{ typed, want string }{
		{"nueral netwrok", "neural network"}, {"neural", ""}, {"hydrogin", "hydrogen"}, {"secretun", ""}, {"", ""}, {"xyzxyzxyz", ""}, {"机床", ""},
	} {
		if got := x.Suggest(tt.typed); got != tt.want {
			t.Errorf("Suggest(%q): got %q, want %q", tt.typed, got, tt.want)
		}
	}
}

func TestHighlight(t *testing.T) {
	x := sample(t)
	for _, tt := range []struct{ text, query, want string }{
		{"Deep ＮＥＵＲＡＬ Networks.", "neural network", "Deep [ＮＥＵＲＡＬ] [Networks]."},
		{"高精度数控机床的主轴", "数控机床", "高精度[数控机床]的主轴"},
		{"基于激光雷达", "lidar", "基于[激光雷达]"},
		{"a 500 kW motor", "500kW", "a [500 kW] motor"},
		{"nothing", "soil", "nothing"},
		{"\xff soil", "soil", "\xff [soil]"},
	} {
		got, at := "", 0
		for _, s := range x.Highlight(Query{Text: tt.query}, tt.text) {
			got += tt.text[at:s.From] + "[" + tt.text[s.From:s.To] + "]"
			at = s.To
		}
		if got += tt.text[at:]; got != tt.want {
			t.Errorf("%q in %q: got %q, want %q", tt.query, tt.text, got, tt.want)
		}
	}
}

func TestFacetsCountWhatTheReaderSees(t *testing.T) {
	x := New(Options{})
	for i := range 60 {
		d := open(fmt.Sprint(i), "robot")
		d.Facets = map[string]string{"region": []string{"210100", "220100"}[i%2]}
		if i%3 == 0 {
			d.State, d.Public = "draft", false
		}
		if i == 1 {
			d.Texts[0].Words = "plough"
		}
		x.Put(d)
	}
	got := x.Facets(Query{Text: "robot", Scopes: openDocs}, "region", "field")
	want := map[string]map[string]int{"region": {"210100": 20, "220100": 19}, "field": {}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func FuzzTypedQuery(f *testing.F) {
	x := sample(f)
	for _, s := range []string{"", `"`, `"""`, "soil*", "“数控*” \"", "\x00*", "\xff\"a b\"", strings.Repeat(`"soil" `, 50), "🚜*", "gzzd 500 kw"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, h := range x.Search(Query{Text: s, Scopes: openDocs}) {
			if h.Key.ID == "hidden" || h.Score <= 0 {
				t.Errorf("%q finds %+v", s, h)
			}
		}
		x.Suggest(s)
		end := 0
		for _, m := range x.Highlight(Query{Text: "soil 机床 neural"}, s) {
			if m.From < end || m.To <= m.From || m.To > len(s) || utf8.ValidString(s) && !utf8.ValidString(s[m.From:m.To]) {
				t.Errorf("%q: stretch %+v", s, m)
			}
			end = m.To
		}
	})
}

// Words of hidden records are continued, corrected and spelled for nobody.
func TestHiddenWordsHelpNobody(t *testing.T) {
	x := sample(t)
	mine := map[string][]record.Scope{"doc": {{States: []string{"draft"}}}}
	for _, text := range []string{"hydrop*", "secret*", "networke*", "mimi"} {
		if got := found(x.Search(Query{Text: text, Scopes: mine})); got != "" {
			t.Errorf("%q finds %q by a word that no public record has", text, got)
		}
	}
	if got := x.Suggest("netwrked"); got != "" {
		t.Errorf("%q is put right by a hidden record", got)
	}
}

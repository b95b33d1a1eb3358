package match

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"heitu/internal/record"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"stems", "Networks of DEEP learning", "network deep learn"},
		{"stop words only", "the of 的 以及", ""},
		{"one letter", "x", "x"},
		{"one character", "铁", "铁"},
		{"full width", "ＣＮＮ　２０２６", "cnn 2026"},
		{"mixed scripts", "基于CNN的故障诊断", "cnn 故障诊断 (故障) (障诊) (诊断)"},
		{"unit attached", "500kW电机", "500kw 电机"},
		{"unit apart", "a 500 kW motor", "500kw motor"},
		{"no unit apart", "500 motors", "500 motor"},
		{"percent and degree", "纯度99.9%，600℃", "纯度 99.9% 600℃"},
		{"number at the end of a sentence", "in 2026.", "2026"},
		{"apostrophe", "farmer’s fields'", "farmer field"},
		{"letters and digits", "CO2 5G covid-19", "co2 5g covid 19"},
		{"pairs in parentheses", "数控机床", "数控机床 (数控) (控机) (机床)"},
		{"unknown characters in pairs", "氕甪龘", "(氕) (氕甪) (甪) (甪龘) (龘)"},
		{"two words of a pair each", "故障机床", "故障 (障机) 机床"},
		{"traditional", "機床與資訊", "机床 资讯"},
		{"stop character parts pairs", "甪的甪", "甪 甪"},
		{"emoji and NUL", "🚜\x00黑土\x00🚜", "黑土"},
		{"not UTF-8", "soil\xff\xfewater", "soil water"},
		{"Greek and Cyrillic", "Αγρός поле", "αγρός поле"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := termsOf(tt.text); got != tt.want {
				t.Errorf("tokens(%q): got %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func termsOf(text string) string {
	var out []string
	s := fold(text)
	eachTerm(s, cut(s), func(form string, _ int, whole bool) {
		if term := stem(form); whole {
			out = append(out, term)
		} else {
			out = append(out, "("+term+")")
		}
	})
	return strings.Join(out, " ")
}

func TestLongestWordsStayWhole(t *testing.T) {
	var all, kept int
	for w := range chinese() {
		if utf8.RuneCountInString(w) < 7 {
			continue
		}
		all++
		if list := tokens(w); len(list) > 0 && list[0].form == w {
			kept++
		}
	}
	if all < 1000 || kept < all*98/100 {
		t.Errorf("of %d words of seven characters and more, %d stay whole; want 98%% of at least 1,000", all, kept)
	}
}

// TestCheapest compares the segmenter with an exhaustive search.
func TestCheapest(t *testing.T) {
	alphabet := []rune("中国人民解放军技术市场交易合同数据深度学习机床的永磁电激光雷达土")
	words := chinese()
	var least func(run []rune) float64
	least = func(run []rune) float64 {
		if len(run) == 0 {
			return 0
		}
		best := math.Inf(1)
		for n := 1; n <= len(run); n++ {
			cost := float64(words[string(run[:n])].cost)
			if cost == 0 && n > 1 {
				continue
			} else if cost == 0 {
				cost = unknownCost
			}
			best = min(best, cost+least(run[n:]))
		}
		return best
	}
	rapid.Check(t, func(t *rapid.T) {
		run := rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 12).Draw(t, "run")
		text := string(run)
		var offsets []int
		for i := range text {
			offsets = append(offsets, i)
		}
		steps := cheapest(text, append(offsets, len(text)))
		var got float64
		for i := 0; i < len(run); i += int(steps[i]) {
			cost := float64(words[string(run[i:i+int(steps[i])])].cost)
			if cost == 0 {
				cost = unknownCost
			}
			got += cost
		}
		if want := least(run); math.Abs(got-want) > 1e-3 {
			t.Fatalf("%s: got cost %f, want %f", text, got, want)
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "数控机床 500 kW", "a\x00b", "\xff", "İ’s 99.9.", strings.Repeat("x", 200), "１２，３％ ℃", "5,'", "々〇"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tok := range tokens(s) {
			if tok.form == "" || !utf8.ValidString(tok.form) || !strings.HasPrefix(tok.form, fold(s)[tok.at:tok.at+1]) {
				t.Errorf("tokens(%q) has %q at %d", s, tok.form, tok.at)
			}
			if n := utf8.RuneCountInString(tok.form); n > longestWord {
				t.Errorf("tokens(%q) has a word of %d runes", s, n)
			}
		}
	})
}

// The stem of considerable is consider, whose own stem is consid. A word must be
// found under the same term whichever of them came first, and whoever wrote it.
func TestStemsDoNotDependOnTheOrder(t *testing.T) {
	docs := []Doc{}
	for i, words := range []string{"considerable", "consider", "considered"} {
		docs = append(docs, Doc{Key: record.Key{ID: fmt.Sprint(i)}, Kind: "doc", State: "open", Public: true, Texts: []Text{{words, 1}}})
	}
	hidden := Doc{Key: record.Key{ID: "hidden"}, Kind: "doc", State: "draft", Texts: []Text{{"considerably considers", 1}}}
	want := map[string]string{"considerable": "0", "considerably": "0", "consider": "1 2", "considering": "1 2"}
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		for _, with := range []bool{false, true} {
			x := New(Options{})
			if with {
				x.Put(hidden)
			}
			for _, i := range order {
				x.Put(docs[i])
			}
			for words, ids := range want {
				var found []string
				for _, r := range x.Rank(Query{Text: words, Scopes: openDocs}) {
					found = append(found, r.Key.ID)
				}
				if got := strings.Join(found, " "); got != ids {
					t.Errorf("order %v, hidden record %v: %q finds %q, want %q", order, with, words, got, ids)
				}
			}
		}
	}
}

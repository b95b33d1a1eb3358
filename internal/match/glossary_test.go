package match

import (
	"strings"
	"testing"

	"heitu/internal/record"
)

const smallGlossary = `[["deep learning","深度学习",36],["learning","学习",9],["network","网络",8],
	["neural network","神经网络",20],["laser radar","激光雷达",5],["lidar","激光雷达",7],["the of","之",1]]`

func glossaryOf(t testing.TB, data string) *Glossary {
	t.Helper()
	g, err := ReadGlossary(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGlossaryFindsLongestPhrase(t *testing.T) {
	g := glossaryOf(t, smallGlossary)
	for _, tt := range []struct{ name, text, want string }{
		{"phrase before its words", "Deep Learning methods", "deep learning=深度学习"},
		{"word alone", "learning to see", "learning=学习"},
		{"inflected", "neural networks", "neural networks=神经网络"},
		{"two phrases", "deep learning network", "deep learning=深度学习 network=网络"},
		{"Chinese, the commonest first", "激光雷达", "激光雷达=lidar 激光雷达=laserradar"},
		{"nothing known", "soil", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			g.translate(tokens(tt.text), stems(tt.text), func(r rendered) {
				if r.weight < byWord && r.to[0].share == 1 {
					var to string
					for _, t := range r.to {
						if t.share == 1 {
							to += t.term
						}
					}
					got = append(got, r.said+"="+to)
				}
			})
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("%q: got %q, want %q", tt.text, s, tt.want)
			}
		})
	}
}

func TestReadGlossaryNamesTheEntry(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"empty list", `[]`, ""},
		{"no list", `{"a":1}`, "want a JSON list"},
		{"nothing", ``, "want a JSON list"},
		{"two parts", `[["a","b",1],["c","d"]]`, "entry 2"},
		{"number for a term", `[[1,"b",1]]`, "entry 1"},
		{"text for a count", `[["a","b","1"]]`, "entry 1"},
		{"broken count", `[["a","b",1.5]]`, "entry 1"},
		{"negative count", `[["a","b",-1]]`, "entry 1"},
		{"empty term", `[["a","b",1],["a"," ",1]]`, "entry 2"},
		{"null", `[null]`, "entry 1"},
		{"cut short", `[["a","b",1]`, "no end"},
		{"cut within an entry", `[["a","b",1],["c"`, "entry 2"},
		{"two lists", `[] []`, "follows the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadGlossary(strings.NewReader(tt.data))
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("ReadGlossary(%s): got error %v, want one with %q", tt.data, err, tt.want)
			}
		})
	}
}

func TestSharedGlossary(t *testing.T) {
	x := New(Options{Glossary: sharedGlossary(t)})
	x.Put(open("zh", "一种基于卷积神经网络的玉米病害识别方法"))
	x.Put(open("other", "合成氨催化剂的制备工艺"))
	hits := x.Search(Query{Text: "convolutional neural network for maize disease", Scopes: openDocs})
	if len(hits) == 0 || hits[0].Key.ID != "zh" || hits[0].Reasons[0].Query == "" {
		t.Errorf("an English need does not find the Chinese achievement, or does not say by which word: %+v", hits)
	}
}

func open(id, words string) Doc {
	return Doc{Key: record.Key{Home: "n", ID: id}, Kind: "doc", State: "open", Public: true, Texts: []Text{{words, 1}}}
}

func FuzzReadGlossary(f *testing.F) {
	for _, s := range []string{smallGlossary, `[]`, `[null]`, `[["a","b",1]`, `[["\u0000","\ud800",0]]`, `[[["a"]]]`, "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ReadGlossary(strings.NewReader(s))
		if err != nil {
			return
		}
		for key := range g.phrases {
			if first, _, _ := strings.Cut(key, " "); g.longest[first] == 0 {
				t.Errorf("the phrase %q cannot be found by its first word", key)
			}
		}
		New(Options{Glossary: g}).Search(Query{Text: s})
	})
}

func TestWordsAreLearnedFromPhrases(t *testing.T) {
	g := glossaryOf(t, `[["growth performance","生长性能",9],["plant growth","植物生长",5],["growth","生长",9],["plant disease","植物病害",5]]`)
	x := New(Options{Glossary: g})
	x.Put(open("yes", "植物的性能"))
	x.Put(open("no", "激光雷达"))
	if got := found(x.Search(Query{Text: "performance of diseased plants", Scopes: openDocs})); got != "yes" {
		t.Errorf("got %q; no entry of the glossary is in the query, but its words are", got)
	}
}

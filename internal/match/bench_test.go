package match

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"heitu/internal/record"
)

// shared opens a file of the shared data, and skips the test where it is absent.
func shared(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../shared/data", name))
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func sharedGlossary(t testing.TB) *Glossary {
	t.Helper()
	g, err := ReadGlossary(shared(t, "codes/glossary_en_zh.json"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestRanking logs how well public test collections are ranked, with no bound:
// the figures are for whoever changes a constant.
func TestRanking(t *testing.T) {
	if testing.Short() {
		t.Skip("a measurement, left out by -short")
	}
	for _, name := range []string{"chinaxiv-en2zh", "csl-title2abs-zh", "cranfield", "scifact"} {
		t.Run(name, func(t *testing.T) {
			x := New(Options{Glossary: sharedGlossary(t)})
			eachLine(t, name+"/corpus.jsonl", func(id, title, text string) {
				x.Put(Doc{Key: record.Key{ID: id}, Kind: "doc", State: "open", Public: true, Texts: []Text{{title, 3}, {text, 1}}})
			})
			want := judgements(t, name)
			var sum, n float64
			eachLine(t, name+"/queries.jsonl", func(id, _, text string) {
				if want[id] == nil || n == 500 {
					return
				}
				n++
				sum += ndcg(x.Search(Query{Text: text, Scopes: openDocs, Limit: 10}), want[id])
			})
			t.Logf("nDCG@10 %.4f over %.0f queries, %d documents", sum/n, n, x.Len())
		})
	}
}

var openDocs = map[string][]record.Scope{"doc": {{States: []string{"open"}}}}

func eachLine(t testing.TB, name string, visit func(id, title, text string)) {
	lines := bufio.NewScanner(shared(t, "bench/"+name))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var line struct {
			ID          string `json:"_id"`
			Title, Text string
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		visit(line.ID, line.Title, line.Text)
	}
}

func judgements(t testing.TB, name string) map[string]map[string]float64 {
	files, _ := filepath.Glob("../../../shared/data/bench/" + name + "/qrels/*.tsv")
	out := map[string]map[string]float64{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var query, doc string
			var grade float64
			if n, _ := fmt.Sscan(line, &query, &doc, &grade); n < 3 || grade <= 0 {
				continue
			}
			if out[query] == nil {
				out[query] = map[string]float64{}
			}
			out[query][doc] = grade
		}
	}
	return out
}

func ndcg(hits []Hit, want map[string]float64) float64 {
	var got, ideal float64
	for i, h := range hits {
		got += want[h.Key.ID] / math.Log2(float64(i)+2)
	}
	i := 0
	for grade := 4.0; grade > 0; grade-- {
		for _, g := range want {
			if g == grade && i < 10 {
				ideal += grade / math.Log2(float64(i)+2)
				i++
			}
		}
	}
	return got / ideal
}

// TestDictionary logs what the dictionary costs.
func TestDictionary(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	words := chinese()
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	t.Logf("%d words in %v, %d MB (0 where another test has read them)", len(words), took, (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>20)
	if len(words) < 200_000 {
		t.Errorf("the dictionary has %d words, want 200,000 or more", len(words))
	}
}

// vocabulary draws words as texts do: few of them very often.
func vocabulary(r *rand.Rand) func(n int) string {
	zipf := rand.NewZipf(r, 1.07, 8, 60_000)
	return func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("w%d", zipf.Uint64())
		}
		return strings.Join(words, " ")
	}
}

func synthetic(i int, words func(int) string, length int) Doc {
	return Doc{
		Key: record.Key{Home: "n", ID: fmt.Sprint(i)}, Kind: "doc", State: "open", Owner: fmt.Sprint(i % 500), Public: true,
		Texts:  []Text{{words(length / 10), 3}, {words(length - length/10), 1}},
		Facets: map[string]string{"region": fmt.Sprintf("21%02d00", i%14), "field": fmt.Sprint(i % 12)},
	}
}

func BenchmarkSearch(b *testing.B) {
	words := vocabulary(rand.New(rand.NewPCG(1, 2)))
	x := New(Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range 100_000 {
		x.Put(synthetic(i, words, 120))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("100,000 records of 120 words: %d MB", (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>20)
	for _, n := range []int{3, 90} {
		b.Run(fmt.Sprintf("%d words", n), func(b *testing.B) {
			for b.Loop() {
				x.Search(Query{Texts: []Text{{words(n), 1}}, Scopes: openDocs, Agree: map[string]string{"region": "210100", "field": "5"}})
			}
		})
	}
}

func BenchmarkPut(b *testing.B) {
	const abstract = "本发明公开了一种基于深度学习的数控机床主轴故障诊断方法，采集振动信号并提取特征，输入卷积神经网络进行训练。"
	english := "A method for fault diagnosis of machine tool spindles based on deep learning, collecting vibration signals, extracting features and training a network"
	words := vocabulary(rand.New(rand.NewPCG(1, 2)))
	for _, tt := range []struct {
		name string
		text func(i int) string
	}{
		{"Chinese", func(int) string { return abstract }},
		{"English", func(int) string { return english }},
		{"synthetic", func(int) string { return words(30) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			x := New(Options{})
			for i := 0; b.Loop(); i++ {
				x.Put(Doc{Key: record.Key{ID: fmt.Sprint(i)}, Kind: "doc", State: "open", Public: true, Texts: []Text{{tt.text(i), 1}}})
			}
		})
	}
}

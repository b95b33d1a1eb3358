package match

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

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

var openDocs = map[string][]record.Scope{"doc": {{States: []string{"open"}}}}

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

// vocabulary draws words as texts do: few of them very often. A text of 92 words
// drawn so has 7 postings for each document of 120, as the proposals of SBIR have.
func vocabulary(r *rand.Rand) func(n int) string {
	zipf := rand.NewZipf(r, 1.07, 30, 60_000)
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

// large is an index of synthetic records, built once for all benchmarks of that size.
func large(b *testing.B, n int) (*Index, func(int) string) {
	words := vocabulary(rand.New(rand.NewPCG(1, 2)))
	x := New(Options{})
	start := time.Now()
	var docs []Doc
	for i := range n {
		docs = append(docs, synthetic(i, words, 120))
		if len(docs) == segmentSize || i == n-1 {
			x.PutAll(docs)
			docs = nil
		}
	}
	x.Settle()
	b.Logf("%d records of 120 words: built in %v, %d parts, %d MB", n, time.Since(start).Round(time.Millisecond), len(x.view.Load().parts), heapMB())
	return x, words
}

func heapMB() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

// threadTime is the processor time of this thread, which other programs on the machine do not disturb as much.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

// BenchmarkNeed searches with the text of a need, filters and agreements on. It
// reports the median and the 99th of a hundred, by the clock and by the processor;
// then batches, saves, loads and changes the same index.
func BenchmarkNeed(b *testing.B) {
	for _, n := range []int{300_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x, words := large(b, n)
			need := func(terms int) Query {
				return Query{
					Texts: []Text{{words(terms), 1}}, Scopes: openDocs, Kind: "doc",
					Agree: map[string]string{"region": "210100", "field": "5"},
				}
			}
			for _, terms := range []int{3, 92} {
				b.Run(fmt.Sprintf("%d words", terms), func(b *testing.B) { oneByOne(b, x, func() Query { return need(terms) }) })
			}
			b.Run("batch of 10000", func(b *testing.B) { batch(b, x, need, 10_000) })
			b.Run("save and load", func(b *testing.B) { saveAndLoad(b, x) })
			b.Run("changes", func(b *testing.B) { changes(b, x, words, need) })
		})
	}
}

func oneByOne(b *testing.B, x *Index, query func() Query) {
	runtime.LockOSThread()
	var took, cpu []time.Duration
	for b.Loop() {
		q := query()
		start, busy := time.Now(), threadTime()
		x.Rank(q)
		took, cpu = append(took, time.Since(start)), append(cpu, threadTime()-busy)
	}
	report(b, "", took)
	report(b, "cpu-", cpu)
}

func report(b *testing.B, what string, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-"+what+"µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-"+what+"µs")
}

// batch matches many needs on all processors, twenty records for each.
func batch(b *testing.B, x *Index, need func(int) Query, n int) {
	queries := make([]Query, n)
	for i := range queries {
		queries[i] = need(60 + i%41)
	}
	for b.Loop() {
		var all sync.WaitGroup
		width := runtime.GOMAXPROCS(0)
		for w := range width {
			all.Go(func() {
				for i := w; i < n; i += width {
					x.Rank(queries[i])
				}
			})
		}
		all.Wait()
	}
}

func saveAndLoad(b *testing.B, x *Index) {
	path := filepath.Join(b.TempDir(), "index")
	for b.Loop() {
		start := time.Now()
		if err := x.Save(path, ""); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/save")
		start = time.Now()
		if _, err := Load(path, "", Options{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/load")
	}
}

// changes puts records one by one, each searched for at once, while another goroutine searches.
func changes(b *testing.B, x *Index, words func(int) string, need func(int) Query) {
	queries := make([]Query, 200)
	for i := range queries {
		queries[i] = need(92)
	}
	done := make(chan bool)
	var beside []time.Duration
	var reader sync.WaitGroup
	reader.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
			}
			start := time.Now()
			x.Rank(queries[i%len(queries)])
			beside = append(beside, time.Since(start))
		}
	})
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		d := synthetic(i, words, 120)
		d.Texts[0].Words += fmt.Sprintf(" fresh%d", i)
		start := time.Now()
		x.Put(d)
		if len(x.Rank(Query{Text: fmt.Sprintf("fresh%d", i), Scopes: openDocs})) != 1 {
			b.Fatal("what was put is not found")
		}
		took = append(took, time.Since(start))
	}
	close(done)
	reader.Wait()
	report(b, "", took)
	report(b, "reader-", beside)
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

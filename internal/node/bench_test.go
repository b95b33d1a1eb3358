package node_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
)

// many is how many records the large benchmarks work on.
const many = 100_000

// large makes, once, a stopped node with many achievements, one revision each;
// public makes one where they are shared too.
var (
	large  = sync.OnceValues(func() (string, error) { return fill(false) })
	public = sync.OnceValues(func() (string, error) { return fill(true) })
)

// benchFolders are removed when the benchmarks are over.
var benchFolders []string

func fill(share bool) (string, error) {
	folder, err := os.MkdirTemp("", "heitu-bench-")
	if err != nil {
		return "", err
	}
	benchFolders = append(benchFolders, folder)
	n, err := node.Open(context.Background(), node.Config{Folder: folder})
	if err != nil {
		return "", err
	}
	self := access.Actor{Node: true}
	org, err := n.Office.Put(context.Background(), self, "", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "基准单位"}})
	if err != nil {
		return "", err
	}
	for i := 0; i < many; i += 200 {
		drafts := make([]record.Draft, 200)
		for j := range drafts {
			drafts[j] = achievementDraft(org[0].ID, i+j)
		}
		made, err := n.Office.Put(context.Background(), self, "", drafts...)
		if err != nil {
			return "", err
		}
		moves := make([]office.Move, len(made))
		for j, r := range made {
			moves[j] = office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: "share", Fields: map[string]any{"basis": "sample"}}
		}
		if share {
			if _, err := n.Office.Take(context.Background(), self, "", moves...); err != nil {
				return "", err
			}
		}
	}
	return folder, n.Close()
}

var terms = strings.Fields("稀土 永磁 电机 催化剂 乳品 检测 育种 黑土 保护 冰雪 装备 传感器 激光 焊接 轴承 机器人 石化 分离膜 涂层 防腐 电池 储能 秸秆 发酵 疫苗 影像 遥感 调度 算法 铸造")

func achievementDraft(owner string, i int) record.Draft {
	var words []string
	for j := range 40 {
		words = append(words, terms[(i*7+j*j*(i%11+1))%len(terms)])
	}
	return record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": fmt.Sprintf("%s%s技术 %d", words[0], words[1], i), "summary": strings.Join(words, "，") + "。", "owner": owner,
		"region": []string{"210100", "220100", "230100", "150100"}[i%4], "field": fmt.Sprintf("%02d", 1+i%11),
	}}
}

// BenchmarkWrites measures complete writes (record, revision, entry, links, shelf)
// by 64 writers, synced to disk before each is acknowledged.
func BenchmarkWrites(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			dsn := ""
			if database == "postgres" {
				dsn, _ = ownDatabase(b)
			}
			n, err := node.Open(b.Context(), node.Config{Folder: filepath.Join(b.TempDir(), "node"), Postgres: dsn})
			if err != nil {
				b.Fatal(err)
			}
			n.Run(b.Context())
			self := access.Actor{Node: true}
			var i atomic.Int64
			b.ResetTimer()
			var wg sync.WaitGroup
			for range 64 {
				wg.Go(func() {
					for i.Add(1) <= int64(b.N) {
						if _, err := n.Office.Put(b.Context(), self, "", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "基准单位"}}); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
			if err := n.Close(); err != nil {
				b.Error(err)
			}
		})
	}
}

// BenchmarkStart measures opening a node of 100,000 records, and what it then holds in memory.
func BenchmarkStart(b *testing.B) {
	folder, err := large()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n, err := node.Open(b.Context(), node.Config{Folder: folder})
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MiB")
		if err := n.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAudit measures the full verification of 100,000 records.
func BenchmarkAudit(b *testing.B) {
	folder, err := large()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r, err := node.Audit(b.Context(), folder, "", "")
		if err != nil || len(r.Findings) > 0 || r.Records < many {
			b.Fatalf("%d records, %v, %v", r.Records, err, r.Findings)
		}
	}
}

// BenchmarkHTTP asks a node of 100,000 records a hundred times a second and
// reports how long the slowest hundredth waited.
func BenchmarkHTTP(b *testing.B) {
	folder, err := public()
	if err != nil {
		b.Fatal(err)
	}
	n, err := node.Open(b.Context(), node.Config{Folder: folder})
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	server := httptest.NewServer(n.Handler())
	defer server.Close()
	for _, page := range []struct{ name, path string }{
		{"list", "/api/records/achievement?limit=50&region=210100"},
		{"list-page", "/records/achievement"},
		{"search", "/api/search?limit=20&q="},
	} {
		b.Run(page.name, func(b *testing.B) {
			const rate, seconds = 100, 5
			for b.Loop() {
				waits := make([]time.Duration, rate*seconds)
				var wg sync.WaitGroup
				for i := range waits {
					path := page.path
					if strings.HasSuffix(path, "q=") {
						path += terms[i%len(terms)] + terms[(i*3+1)%len(terms)]
					}
					wg.Go(func() {
						began := time.Now()
						res, err := http.Get(server.URL + path)
						if err != nil || res.StatusCode != http.StatusOK {
							b.Errorf("%s: %v", path, err)
							return
						}
						res.Body.Close()
						waits[i] = time.Since(began)
					})
					time.Sleep(time.Second / rate)
				}
				wg.Wait()
				slices.Sort(waits)
				b.ReportMetric(float64(waits[len(waits)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds())/1000, "p99-ms")
			}
		})
	}
}

// memory keeps tiles in memory.
type memory map[[2]int64][]byte

func (m memory) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return m[[2]int64{int64(level), n}], nil
}

func (m memory) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	m[[2]int64{int64(level), n}] = hashes
	return nil
}

// BenchmarkJournal measures appending a leaf, proving one of 100,000, and checking the proof.
func BenchmarkJournal(b *testing.B) {
	leaves := make([][]byte, many)
	for i := range leaves {
		leaves[i] = fmt.Appendf(nil, "%033d", i)
	}
	tiles := memory{}
	if _, err := journal.Append(b.Context(), tiles, 0, leaves); err != nil {
		b.Fatal(err)
	}
	root, err := journal.Root(b.Context(), tiles, many)
	if err != nil {
		b.Fatal(err)
	}
	c := journal.Checkpoint{Size: many, Root: root}
	b.Run("append", func(b *testing.B) {
		fresh, size := memory{}, int64(0)
		for b.Loop() {
			if size, err = journal.Append(b.Context(), fresh, size, leaves[:100]); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(size)/b.Elapsed().Seconds(), "leaves/s")
	})
	b.Run("prove", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := journal.Prove(b.Context(), tiles, many, int64(i*7919%many)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		p, err := journal.Prove(b.Context(), tiles, many, 4711)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if err := p.Check(c, leaves[4711]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

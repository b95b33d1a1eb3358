package sqlstore

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/storetest"
)

// write is what one save of the office amounts to: record, revision, entry,
// secret, two links, shelf and a job.
func write(ctx context.Context, tx store.Tx, n int) error {
	r := storetest.Revision("thing", n, 1, "open", map[string]any{
		"title": strings.Repeat("黑土地保护性耕作 ", 20), "code": fmt.Sprint("code ", n), "amount": int64(n), "day": "2026-03-01",
		"owner": storetest.ID(1_000_000_000 + n%500), "parts": []string{storetest.ID(1_000_000_000 + n%7000)},
	})
	if err := tx.Put(ctx, r); err != nil {
		return err
	}
	return tx.AddJob(ctx, store.Job{Kind: "index", Payload: []byte(r.ID)})
}

// benchmarkPut writes from 64 goroutines; each write is a transaction of its own.
func benchmarkPut(b *testing.B, db *DB) {
	ctx := context.Background()
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range 64 {
		all.Go(func() {
			for {
				n := int(next.Add(1))
				if n > b.N {
					return
				}
				for {
					err := db.Update(ctx, func(tx store.Tx) error { return write(ctx, tx, n) })
					if err == nil {
						break
					}
					if !fault.Is(err, fault.CodeBusy) {
						b.Error(err)
						return
					}
				}
			}
		})
	}
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

// folderOf is on a disk that really syncs, where HEITU_BENCH_FOLDER names one.
func folderOf(b *testing.B) string {
	folder, err := os.MkdirTemp(os.Getenv("HEITU_BENCH_FOLDER"), "heitu-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func BenchmarkPutSQLite(b *testing.B) { benchmarkPut(b, openSQLite(b, folderOf(b))) }

func BenchmarkPutPostgres(b *testing.B) {
	db, _ := openPostgres(b)
	benchmarkPut(b, db)
}

// benchmarkPlaced reads 100,000 placed revisions, 1,000 at a time.
func benchmarkPlaced(b *testing.B, db *DB) {
	const total = 100_000
	ctx := context.Background()
	for n := 1; n <= total; n += 2000 {
		err := db.Update(ctx, func(tx store.Tx) error {
			for i := range 2000 {
				if err := write(ctx, tx, n+i); err != nil {
					return err
				}
			}
			pending, err := tx.Pending(ctx, 2000)
			if err != nil {
				return err
			}
			return tx.Place(ctx, pending, int64(n-1))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for range b.N {
		for first := int64(0); first < total; {
			var list []store.Revision
			err := db.View(ctx, func(tx store.Tx) (err error) {
				list, err = tx.Placed(ctx, first, 1000)
				return err
			})
			if err != nil || len(list) == 0 {
				b.Fatal(len(list), err)
			}
			first += int64(len(list))
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/100,000")
}

func BenchmarkPlacedSQLite(b *testing.B) { benchmarkPlaced(b, openSQLite(b, folderOf(b))) }

func BenchmarkPlacedPostgres(b *testing.B) {
	db, _ := openPostgres(b)
	benchmarkPlaced(b, db)
}

// BenchmarkFindSQLite reads one page among 100,000 records.
func BenchmarkFindSQLite(b *testing.B) {
	db, ctx := openSQLite(b, folderOf(b)), context.Background()
	for n := 1; n <= 100_000; n += 2000 {
		err := db.Update(ctx, func(tx store.Tx) error {
			for i := range 2000 {
				if err := write(ctx, tx, n+i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	scopes := []record.Scope{{States: []string{"open", "closed"}}, {Owner: storetest.ID(1_000_000_001), States: []string{"draft", "open", "closed"}}}
	for name, where := range map[string][]record.Term{
		"no filter": nil,
		"one value": {{Field: "code", Op: record.Equal, Value: "code 5000"}},
		"range":     {{Field: "amount", Op: record.AtLeast, Value: int64(99_000)}},
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				err := db.View(ctx, func(tx store.Tx) error {
					_, err := tx.Find(ctx, record.Query{Kind: "thing", Scopes: scopes, Where: where, Limit: 50})
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

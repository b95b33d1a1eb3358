package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/storetest"
)

const postgresVariable = "HEITU_TEST_POSTGRES"

// newDatabase makes an empty database in the cluster that the variable names, and
// returns how to reach it.
func newDatabase(t testing.TB) string {
	t.Helper()
	dsn := os.Getenv(postgresVariable)
	if dsn == "" {
		t.Skip(postgresVariable + " is not set: it names a PostgreSQL cluster where databases may be made and dropped")
	}
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("heitu_test_%d_%d", os.Getpid(), databases.Add(1))
	run := func(statement string) {
		t.Helper()
		db := stdlib.OpenDB(*cfg)
		defer db.Close()
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run("CREATE DATABASE " + name)
	t.Cleanup(func() { run("DROP DATABASE " + name + " WITH (FORCE)") })
	return fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable&password=%s", cfg.User, cfg.Host, cfg.Port, name, cfg.Password)
}

var databases atomic.Int64

func TestPostgres(t *testing.T) {
	if os.Getenv(postgresVariable) == "" {
		newDatabase(t)
	}
	var names sync.Map
	storetest.Run(t, func(t *testing.T, kinds []record.Kind) store.Store {
		dsn, known := names.Load(t)
		if !known {
			dsn = newDatabase(t)
			names.Store(t, dsn)
		}
		db, err := OpenPostgres(context.Background(), dsn.(string), kinds)
		if err != nil {
			panic(storetest.Refused{Err: err})
		}
		t.Cleanup(func() { db.Close() })
		return db
	})
}

func things() []record.Kind { return []record.Kind{storetest.Thing(), storetest.Other()} }

func openPostgres(t testing.TB) (*DB, string) {
	t.Helper()
	dsn := newDatabase(t)
	db, err := OpenPostgres(context.Background(), dsn, things())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, dsn
}

// A server that drops its connections makes transactions fail as busy, and leaves
// nothing of them; the store then goes on by itself.
func TestPostgresDropsConnections(t *testing.T) {
	db, dsn := openPostgres(t)
	ctx := context.Background()
	other, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	const drop = `SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
	n := 0
	put := func(within func()) error {
		n++
		return db.Update(ctx, func(tx store.Tx) error {
			if err := tx.Put(ctx, storetest.Revision("thing", n, 1, "draft", nil)); err != nil {
				return err
			}
			within()
			return tx.AddJob(ctx, store.Job{Kind: "job"})
		})
	}
	want := 0
	for range 5 {
		if err := put(func() {}); err != nil {
			t.Fatal(err)
		}
		want++
		err := put(func() {
			if _, err := other.Exec(drop); err != nil {
				t.Error(err)
			}
		})
		if !fault.Is(err, fault.CodeBusy) {
			t.Fatalf("in mid transaction: got %v, want a busy fault", err)
		}
		if err := put(func() {}); err != nil {
			t.Fatalf("after connections were dropped: %v", err)
		}
		want++
		if _, err := other.Exec(drop); err != nil {
			t.Fatal(err)
		}
		if err := put(func() {}); err != nil {
			t.Fatalf("on a connection dropped while idle: %v", err)
		}
		want++
	}
	checkTotals(t, db, want)
}

// While connections are dropped all the time, what was acknowledged is there, and
// what was refused is there whole or not at all.
func TestPostgresDropsConnectionsUnderLoad(t *testing.T) {
	db, dsn := openPostgres(t)
	ctx := context.Background()
	other, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var saved sync.Map
	var all sync.WaitGroup
	until := time.Now().Add(2 * time.Second)
	for i := range 8 {
		all.Go(func() {
			for j := 0; time.Now().Before(until); j++ {
				n := 1 + i*1_000_000 + j
				err := db.Update(ctx, func(tx store.Tx) error {
					return tx.Put(ctx, storetest.Revision("thing", n, 1, "draft", nil))
				})
				switch {
				case err == nil:
					saved.Store(n, true)
				case !fault.Is(err, fault.CodeBusy):
					t.Error(err)
					return
				}
			}
		})
	}
	for time.Now().Before(until) {
		time.Sleep(100 * time.Millisecond)
		other.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5`)
	}
	all.Wait()
	acknowledged := 0
	err = db.View(ctx, func(tx store.Tx) error {
		saved.Range(func(n, _ any) bool {
			acknowledged++
			if _, err := tx.History(ctx, record.Key{Home: "harbin", ID: storetest.ID(n.(int))}); err != nil {
				t.Errorf("record %d was acknowledged: %v", n, err)
			}
			return true
		})
		totals, err := tx.Totals(ctx)
		if totals.Records != totals.Entries || totals.Records != totals.Revisions || totals.Records < int64(acknowledged) {
			t.Errorf("%d were acknowledged, the database holds %+v", acknowledged, totals)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if acknowledged == 0 {
		t.Error("nothing was written")
	}
}

func checkTotals(t *testing.T, db *DB, want int) {
	t.Helper()
	err := db.View(context.Background(), func(tx store.Tx) error {
		got, err := tx.Totals(context.Background())
		if n := int64(want); err == nil && got != (store.Totals{Records: n, Revisions: n, Entries: n}) {
			t.Errorf("totals: got %+v, want %d of each", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPostgresTextsCompareByBytes(t *testing.T) {
	if got := postgresWords.Replace("x TEXT NOT NULL"); !strings.Contains(got, `COLLATE "C"`) {
		t.Errorf("got %s", got)
	}
}

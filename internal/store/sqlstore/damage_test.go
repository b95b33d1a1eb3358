package sqlstore

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/storetest"
)

func openSQLite(t testing.TB, folder string) *DB {
	t.Helper()
	db, err := OpenSQLite(context.Background(), filepath.Join(folder, "heitu.db"), things())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func put(db *DB, list ...store.Revision) error {
	ctx := context.Background()
	return db.Update(ctx, func(tx store.Tx) error {
		for _, r := range list {
			if err := tx.Put(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// onBoth runs a test on both.
func onBoth(t *testing.T, test func(*testing.T, *DB)) {
	t.Run("SQLite", func(t *testing.T) { test(t, openSQLite(t, t.TempDir())) })
	t.Run("PostgreSQL", func(t *testing.T) {
		db, _ := openPostgres(t)
		test(t, db)
	})
}

// do runs a statement behind the store's back.
func do(t *testing.T, db *DB, query string, args ...any) {
	t.Helper()
	err := db.update(context.Background(), func(r runner) error {
		_, err := r.exec(context.Background(), query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAlteredRowsAreNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		r := storetest.Revision("thing", 1, 1, "draft", map[string]any{"amount": int64(5)})
		if err := put(db, r); err != nil {
			t.Fatal(err)
		}
		do(t, db, `UPDATE entry SET number = 0`)
		reads := map[string]func(store.Tx) error{
			"record":  func(tx store.Tx) error { _, err := tx.Record(ctx, r.Key); return err },
			"history": func(tx store.Tx) error { _, err := tx.History(ctx, r.Key); return err },
			"placed":  func(tx store.Tx) error { _, err := tx.Placed(ctx, 0, 9); return err },
			"find": func(tx store.Tx) error {
				_, err := tx.Find(ctx, record.Query{Kind: "thing", Limit: 1, Scopes: []record.Scope{{States: []string{"draft"}}}})
				return err
			},
		}
		for _, body := range []string{"", "{", "null null", `{"amount":1.5}`, `{"a":{"b":{}}}`, "\xff"} {
			for _, table := range []string{"record", "revision"} {
				do(t, db, `UPDATE `+table+` SET body = ?`, []byte(body))
			}
			for name, read := range reads {
				if err := db.View(ctx, read); err == nil || !strings.Contains(err.Error(), r.ID) {
					t.Errorf("%s with the body %q: got %v, want an error that names the record", name, body, err)
				}
			}
		}
		do(t, db, `DELETE FROM revision`)
		err := db.View(ctx, func(tx store.Tx) error {
			list, err := tx.Placed(ctx, 0, 9)
			if err == nil && (len(list) != 1 || list[0].ID != r.ID || list[0].Body != nil || list[0].Entry.Leaf == nil) {
				t.Errorf("an entry without revision: got %+v", list)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	refused := func(t *testing.T, db *DB, again func() (*DB, error)) {
		do(t, db, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, ?)`, true)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := again(); !fault.Is(err, fault.CodeConflict) || !strings.Contains(err.Error(), "99") {
			t.Errorf("got %v, want a conflict that names the version", err)
		}
	}
	t.Run("SQLite", func(t *testing.T) {
		folder := t.TempDir()
		refused(t, openSQLite(t, folder), func() (*DB, error) {
			return OpenSQLite(context.Background(), filepath.Join(folder, "heitu.db"), things())
		})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		db, dsn := openPostgres(t)
		refused(t, db, func() (*DB, error) { return OpenPostgres(context.Background(), dsn, things()) })
	})
}

// Erased leaves no byte of what was overwritten, in no file, even if a reader is in its way at first.
func TestErasedLeavesNothing(t *testing.T) {
	folder, ctx := t.TempDir(), context.Background()
	db := openSQLite(t, folder)
	canary := "canary-5d41402a"
	secret := func(n int, rev int64, title string) store.Revision {
		r := storetest.Revision("thing", n, rev, "draft", map[string]any{"title": title, "code": title[:min(len(title), 100)]})
		r.Secret = []byte(title)
		return r
	}
	var list []store.Revision
	for n := 1; n <= 300; n++ {
		list = append(list, secret(n, 1, strings.Repeat(canary+" ", 1+n*n%700)), storetest.Revision("thing", n, 2, "draft", nil))
	}
	if err := put(db, list...); err != nil {
		t.Fatal(err)
	}
	err := db.Update(ctx, func(tx store.Tx) error {
		for n := 1; n <= 300; n++ {
			if err := tx.Rewrite(ctx, secret(n, 1, "gone")); err != nil {
				return err
			}
			if err := tx.AddJob(ctx, store.Job{Kind: "x", Payload: []byte(canary)}); err != nil {
				return err
			}
			if err := tx.DropJob(ctx, int64(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found := grep(t, folder, canary); found == 0 {
		t.Fatal("the canary was never in the files: this test shows nothing")
	}
	reading := make(chan struct{})
	go db.View(ctx, func(tx store.Tx) error {
		tx.Totals(ctx)
		close(reading)
		time.Sleep(300 * time.Millisecond)
		return nil
	})
	<-reading
	if err := db.Erased(ctx); err != nil {
		t.Fatal(err)
	}
	if found := grep(t, folder, canary); found != 0 {
		t.Errorf("the canary is still there %d times", found)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}

func grep(t *testing.T, folder, word string) (found int) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		found += bytes.Count(content, []byte(word))
	}
	return found
}

// A full disk refuses writes and nothing else, and writing goes on once there is space.
func TestFullDisk(t *testing.T) {
	folder, ctx := t.TempDir(), context.Background()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=6m"); err != nil {
		t.Skip("a small file system cannot be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	db := openSQLite(t, folder)
	filler := func(round int) string { return filepath.Join(folder, fmt.Sprint("filler", round)) }
	for round := range 3 {
		if err := os.WriteFile(filler(round), make([]byte, 1<<20), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for round := range 3 {
		var err error
		for err == nil {
			n++
			err = put(db, storetest.Revision("thing", n, 1, "draft", map[string]any{"title": strings.Repeat("x", 20_000)}))
		}
		n--
		if !fault.Is(err, fault.CodeFull) {
			t.Fatalf("round %d: got %v, want a fault %q", round, err, fault.CodeFull)
		}
		checkTotals(t, db, n)
		if err := os.Remove(filler(round)); err != nil {
			t.Fatal(err)
		}
		n++
		if err := put(db, storetest.Revision("thing", n, 1, "draft", nil)); err != nil {
			t.Fatalf("round %d, with space again: %v", round, err)
		}
		checkTotals(t, db, n)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}

// The same without a file system of one's own.
func TestFullFile(t *testing.T) {
	db := openSQLite(t, t.TempDir())
	limit := func(pages int) {
		t.Helper()
		err := db.engine.(*lite).alone(context.Background(), func(c *conn) error {
			return c.raw(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(1)
	n := 0
	var err error
	for err == nil {
		n++
		err = put(db, storetest.Revision("thing", n, 1, "draft", map[string]any{"title": strings.Repeat("x", 20_000)}))
	}
	if !fault.Is(err, fault.CodeFull) {
		t.Fatalf("got %v, want a fault %q", err, fault.CodeFull)
	}
	checkTotals(t, db, n-1)
	limit(1 << 30)
	if err := put(db, storetest.Revision("thing", n, 1, "draft", nil)); err != nil {
		t.Fatal(err)
	}
	checkTotals(t, db, n)
}

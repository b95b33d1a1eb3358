package node_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// TestClockSetBack wants writing to pause, with a clear word, while the clock lies
// behind the journal, and to go on when it is right again.
func TestClockSetBack(t *testing.T) {
	b := testkit.Open(t, nil)
	draft := record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "单位"}}
	put := func() error {
		_, err := b.Office.Put(t.Context(), b.People["broker"], "", draft)
		return err
	}
	b.Clock.Move(-time.Minute)
	if err := put(); err != nil {
		t.Errorf("a minute back is within the slack: %v", err)
	}
	b.Clock.Move(-time.Hour)
	if err := put(); !fault.Is(err, fault.CodeBusy) {
		t.Errorf("an hour back: got %v, want busy", err)
	}
	b.Clock.Move(2 * time.Hour)
	if err := put(); err != nil {
		t.Errorf("right again: %v", err)
	}
	history, err := b.Office.List(t.Context(), b.People["broker"], record.Query{Kind: kinds.Organisation.Name})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range history.Records[1:] {
		if r.At > history.Records[i].At {
			t.Errorf("time ran backwards: %d before %d", history.Records[i].At, r.At)
		}
	}
}

// filled makes a stopped node with some records and returns its folder.
func filled(t *testing.T) string {
	b := testkit.Open(t, nil)
	publicRecords(b)
	for i := range 40 {
		b.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": fmt.Sprintf("单位 %d", i), "note": strings.Repeat("备注", 50)}})
	}
	if err := b.Node.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Folder()
}

func copyFolder(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// content writes out what the base tables hold, so that a flipped bit in unused
// space can be told from one that matters.
func content(path string) (string, error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return "", err
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range []string{"record", "revision", "secret", "entry", "head", "tile"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			return "", err
		}
		names, _ := rows.Columns()
		values, dest := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			dest[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(dest...); err != nil {
				return "", err
			}
			for i, v := range values {
				if bytes, ok := v.([]byte); ok {
					values[i] = string(bytes)
				}
			}
			fmt.Fprintln(&b, table, values)
		}
		if err := rows.Err(); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// TestFlippedBits flips single bits of the database file and wants each that
// changes anything to be found.
func TestFlippedBits(t *testing.T) {
	folder := filled(t)
	was, err := content(filepath.Join(folder, node.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	mattered := 0
	for i := range 60 {
		hurt := copyFolder(t, folder)
		path := filepath.Join(hurt, node.DatabaseFile)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := rand.IntN(len(data))
		data[at] ^= 1 << rand.IntN(8)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		is, readErr := content(path)
		r, err := node.Audit(t.Context(), hurt, "", "")
		if is == was && readErr == nil {
			continue
		}
		mattered++
		if err == nil && len(r.Findings) == 0 {
			t.Errorf("flip %d at byte %d changed the content and was not found", i, at)
		}
	}
	if mattered == 0 {
		t.Error("no flip mattered: the test proves nothing")
	}
}

// TestRandomTampering alters random cells of the base tables behind the node's
// back, a thousand ways, and wants each to be found.
func TestRandomTampering(t *testing.T) {
	folder := filled(t)
	tries := 120
	if testing.Short() {
		tries = 20
	}
	for i := range tries {
		hurt := copyFolder(t, folder)
		statement := tamper(t, filepath.Join(hurt, node.DatabaseFile))
		r, err := node.Audit(t.Context(), hurt, "", "")
		if err == nil && len(r.Findings) == 0 {
			t.Errorf("tampering %d was not found: %s", i, statement)
		}
	}
}

// tamper makes one random change and returns its statement.
func tamper(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	columns := map[string][]string{
		"record":   {"rev = rev + 1", "state = state || 'x'", "owner = owner || 'x'", "at = at + 1", "author = author || 'x'", "step = step || 'x'", "body = replace(body, '单位', '单立')"},
		"revision": {"state = state || 'x'", "at = at - 1", "author = author || 'x'", "rules = 'x'", "process = process + 1", "body = '{}'"},
		"secret":   {"data = replace(data, '\"seed\":\"', '\"seed\":\"A')", "data = '{}'"},
		"entry":    {"leaf = randomblob(33)", "number = number + 1000", "id = 'x'", "rev = rev + 1"},
		"tile":     {"hashes = randomblob(length(hashes))", "hashes = x''"},
		"head":     {"size = size - 1", "checkpoint = replace(checkpoint, 'a', 'b')", "checkpoint = ''"},
	}
	for {
		table := []string{"record", "revision", "secret", "entry", "tile", "head"}[rand.IntN(6)]
		set := columns[table][rand.IntN(len(columns[table]))]
		statement := fmt.Sprintf("UPDATE %s SET %s WHERE rowid = (SELECT rowid FROM %s ORDER BY random() LIMIT 1)", table, set, table)
		if rand.IntN(5) == 0 {
			statement = fmt.Sprintf("DELETE FROM %s WHERE rowid = (SELECT rowid FROM %s ORDER BY random() LIMIT 1)", table, table)
		}
		before, err := content(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(statement); err != nil {
			continue // the database refuses it by itself
		}
		after, err := content(path)
		if err != nil {
			t.Fatal(err)
		}
		if before != after {
			return statement
		}
	}
}

// TestPoisonedTree flips a stored hash under a running node. It must not sign a tree
// over it, nor lose what is written meanwhile.
func TestPoisonedTree(t *testing.T) {
	b := testkit.Open(t, nil)
	db, err := sql.Open("sqlite", filepath.Join(b.Folder(), node.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	var good []byte
	if err := db.QueryRow("SELECT hashes FROM tile WHERE level = 0 AND n = 0").Scan(&good); err != nil {
		t.Fatal(err)
	}
	set := func(hashes []byte) {
		if _, err := db.Exec("UPDATE tile SET hashes = ? WHERE level = 0 AND n = 0", hashes); err != nil {
			t.Fatal(err)
		}
	}
	set(append([]byte{good[0] ^ 1}, good[1:]...))
	b.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "单位"}})
	if err := b.Settle(t.Context()); !fault.Is(err, fault.CodeAltered) {
		t.Errorf("the node went on over an altered tree: %v", err)
	}
	set(good)
	if err := errors.Join(db.Close(), b.Settle(t.Context())); err != nil {
		t.Errorf("mended: %v", err)
	}
	if err := b.Node.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := node.Audit(t.Context(), b.Folder(), "", ""); err != nil || len(r.Findings) > 0 {
		t.Errorf("audit: %v %v", err, r.Findings)
	}
}

// TestEmptiedFolder wants a folder without its database to fail an audit.
func TestEmptiedFolder(t *testing.T) {
	folder := filled(t)
	for _, name := range []string{node.DatabaseFile, node.CheckpointFile} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := node.Audit(t.Context(), folder, "", ""); err != nil || len(r.Findings) == 0 {
		t.Errorf("an emptied folder passed: %v %v", r, err)
	}
}

// TestTwoProcesses refuses a second opening of the folder.
func TestTwoProcesses(t *testing.T) {
	b := testkit.Open(t, nil)
	if _, err := node.Open(t.Context(), node.Config{Folder: b.Folder()}); !fault.Is(err, fault.CodeBusy) {
		t.Errorf("second opening: got %v, want busy", err)
	}
	b.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "仍可写入"}})
}

// TestLostKey refuses to make a new key for an old folder.
func TestLostKey(t *testing.T) {
	folder := filled(t)
	if err := os.Remove(filepath.Join(folder, "node.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := node.Open(t.Context(), node.Config{Folder: folder}); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("without its key: got %v, want conflict", err)
	}
}

// TestGoneBack refuses to start on a database older than the checkpoint beside it.
func TestGoneBack(t *testing.T) {
	b := testkit.Open(t, nil)
	folder := b.Folder()
	if err := b.Node.Close(); err != nil {
		t.Fatal(err)
	}
	old := copyFolder(t, folder)
	n, err := node.Open(t.Context(), node.Config{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	again := testkit.Bench{Node: n, T: t, People: b.People}
	again.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "后来的单位"}})
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	database, err := os.ReadFile(filepath.Join(old, node.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, node.DatabaseFile), database, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := node.Open(t.Context(), node.Config{Folder: folder}); !fault.Is(err, fault.CodeAltered) {
		t.Errorf("an old database: got %v, want altered", err)
	}
}

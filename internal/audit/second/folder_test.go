package second_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/audit/second"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
)

// folder builds the folder of a stopped node by hand, with the schema of the node
// and what docs/journal.md says stands in it: many needs, a person who was
// erased, and an entry without a place yet.
type folder struct {
	t      testing.TB
	path   string
	key    string
	db     *sql.DB
	random *rand.ChaCha8
	keyID  string
	serial int64
	leaves [][]byte
}

func newFolder(t testing.TB) *folder {
	t.Helper()
	f := &folder{t: t, path: t.TempDir(), random: rand.NewChaCha8([32]byte{3})}
	schema, err := os.ReadFile("../../store/sqlstore/migrations/00001_base.sql")
	if err != nil {
		t.Fatal(err)
	}
	if f.db, err = sql.Open("sqlite", filepath.Join(f.path, "heitu.db")); err != nil {
		t.Fatal(err)
	}
	f.exec(strings.NewReplacer("SERIAL", "INTEGER PRIMARY KEY", "BYTEA", "BLOB").Replace(string(schema)))
	f.exec(`PRAGMA journal_mode = WAL`)
	signer, key := keys(t, 1)
	f.key, f.keyID = key, fmt.Sprintf("%08x", signer.KeyHash())
	f.exec(`BEGIN`)
	f.fill()
	log := tiles{}
	size, err := journal.Append(context.Background(), log, 0, f.leaves)
	if err != nil {
		t.Fatal(err)
	}
	for at, hashes := range log {
		f.exec(`INSERT INTO tile VALUES (?, ?, ?)`, at[0], at[1], hashes)
	}
	for _, upto := range []int64{size - 100, size} {
		root, err := journal.Root(context.Background(), log, upto)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := journal.Checkpoint{Origin: home, Size: upto, Root: root}.Sign(signer)
		if err != nil {
			t.Fatal(err)
		}
		if upto < size {
			f.write("checkpoint", signed)
		}
		f.exec(`UPDATE head SET size = ?, checkpoint = ?`, upto, signed)
	}
	f.exec(`COMMIT`)
	f.close()
	return f
}

func (f *folder) fill() {
	for i := range 270 {
		f.put(true, record.Record{Kind: kinds.Need.Name, State: "draft", Owner: "firm", At: int64(i), Fields: map[string]any{
			"title": record.Variants{"zh": "需求", "en": "Need"}, "firm": "firm", "budget": int64(i), "keywords": []string{"土"},
		}}, fmt.Sprintf("need-%04d", i/2), int64(i%2+1))
	}
	person := record.Record{Kind: kinds.Person.Name, State: "kept", Owner: "firm", At: 700, Fields: map[string]any{"organisation": "firm"}}
	gone := []string{"email", "name"}
	for rev := range int64(2) {
		r := person.Clone()
		r.Fields["name"] = "张示例"
		if rev == 1 {
			r.Fields["email"] = "a@example.org"
		}
		f.put(true, r, "person-1", rev+1, gone...)
	}
	person.State, person.Step = "erased", "erase"
	f.put(true, person, "person-1", 3)
	f.put(true, record.Record{Kind: kinds.Erasure.Name, State: "done", At: 701, Fields: map[string]any{
		"reason": "本人要求", "record": "person-1", "fields": gone, "upto": int64(2),
	}}, "erasure-1", 1)
	f.put(false, record.Record{Kind: kinds.Market.Name, State: "kept", At: 702, Fields: map[string]any{"name": "市场"}}, "market-1", 1)
}

// put writes a revision; where names are given, they are erased from it afterwards.
func (f *folder) put(placed bool, r record.Record, id string, rev int64, gone ...string) {
	f.t.Helper()
	r.Home, r.ID, r.Rev, r.By, r.Process = home, id, rev, "account-1", 1
	secret, err := journal.NewSecret(f.random, 14, len(r.Fields)+2)
	if err != nil {
		f.t.Fatal(err)
	}
	slots := store.Slots(r)
	leaf, err := secret.Leaf(slots)
	if err != nil {
		f.t.Fatal(err)
	}
	if gone != nil {
		if secret, err = secret.Erase(slots, gone); err != nil {
			f.t.Fatal(err)
		}
		for _, name := range gone {
			delete(r.Fields, name)
		}
	}
	data, err := json.Marshal(secret)
	if err != nil {
		f.t.Fatal(err)
	}
	var number any
	if placed {
		number = len(f.leaves)
		f.leaves = append(f.leaves, leaf)
	}
	f.serial++
	values := []any{home, id, rev, r.Kind, r.State, r.Owner, r.Process, r.Rules, r.At, r.By, r.Step, record.CanonicalFields(r.Fields)}
	f.exec(`INSERT INTO revision (home, id, rev, kind, state, owner, process, rules, at, author, step, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	f.exec(`INSERT OR REPLACE INTO record (home, id, rev, kind, state, owner, process, rules, at, author, step, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	f.exec(`INSERT INTO secret VALUES (?, ?, ?, ?)`, home, id, rev, data)
	f.exec(`INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, f.serial, number, home, id, rev, journal.Format, f.keyID, r.At, leaf)
}

func (f *folder) exec(query string, args ...any) {
	f.t.Helper()
	if _, err := f.db.Exec(query, args...); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
}

func (f *folder) write(name, content string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.path, name), []byte(content), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) close() {
	f.t.Helper()
	if err := f.db.Close(); err != nil {
		f.t.Fatal(err)
	}
}

// copy returns a copy of the folder with its database open.
func (f *folder) copy(t testing.TB) *folder {
	t.Helper()
	path, err := os.MkdirTemp(f.path, "copy")
	if err != nil {
		t.Fatal(err)
	}
	c := &folder{t: t, path: path, key: f.key}
	for _, name := range []string{"heitu.db", "checkpoint"} {
		data, err := os.ReadFile(filepath.Join(f.path, name))
		if err != nil {
			t.Fatal(err)
		}
		c.write(name, string(data))
	}
	if c.db, err = sql.Open("sqlite", filepath.Join(path, "heitu.db")); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFolderAgrees(t *testing.T) {
	f := newFolder(t)
	if found := second.Folder(f.path, f.key); found != nil {
		t.Errorf("got %q, want nothing", found)
	}
	if found := second.Folder(t.TempDir(), f.key); found == nil {
		t.Error("an empty folder agrees")
	}
	_, other := keys(t, 2)
	if found := second.Folder(f.path, other); found == nil {
		t.Error("it agrees under another key")
	}
}

func TestFolderTampering(t *testing.T) {
	f := newFolder(t)
	for _, statement := range []string{
		`UPDATE revision SET body = replace(body, '"budget":7', '"budget":8') WHERE id = 'need-0003'`,
		`UPDATE revision SET body = '{"title":null}' WHERE id = 'need-0003' AND rev = 2`,
		`UPDATE revision SET body = body || ' ' WHERE id = 'need-0003' AND rev = 2`,
		`UPDATE revision SET owner = 'thief' WHERE id = 'need-0003'`,
		`UPDATE revision SET at = at + 1 WHERE id = 'need-0003'`,
		`UPDATE revision SET author = 'account-2' WHERE id = 'market-1'`,
		`DELETE FROM revision WHERE id = 'need-0003' AND rev = 1`,
		`INSERT INTO revision SELECT home, id, 9, kind, state, owner, process, rules, at, author, step, body FROM revision WHERE id = 'market-1'`,
		`UPDATE record SET body = replace(body, '"budget":7', '"budget":8') WHERE id = 'need-0003'`,
		`UPDATE record SET state = 'open' WHERE id = 'need-0003'`,
		`UPDATE record SET rev = 1 WHERE id = 'need-0003'`,
		`DELETE FROM record WHERE id = 'need-0003'`,
		`INSERT INTO record SELECT home, 'new', kind, rev, state, owner, process, rules, at, author, step, body FROM record WHERE id = 'market-1'`,
		`UPDATE entry SET number = NULL WHERE number = 273`,
		`UPDATE entry SET number = 99999 WHERE number = 17`,
		`DELETE FROM entry WHERE number = 273`,
		`DELETE FROM entry WHERE number IS NULL`,
		`UPDATE entry SET leaf = zeroblob(33) WHERE number IS NULL`,
		`UPDATE entry SET at = at + 1 WHERE number = 5`,
		`UPDATE entry SET key_id = '00000000' WHERE number = 5`,
		`UPDATE secret SET data = replace(data, '"room":16', '"room":32') WHERE id = 'need-0003'`,
		`UPDATE secret SET data = '{}' WHERE id = 'need-0003'`,
		`DELETE FROM secret WHERE id = 'need-0003' AND rev = 1`,
		`UPDATE secret SET data = replace(data, '"name"', '"phone"') WHERE id = 'person-1' AND rev = 1`,
		`UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 1`,
		`UPDATE tile SET hashes = substr(hashes, 1, 32) WHERE level = 0 AND n = 1`,
		`DELETE FROM tile WHERE level = 1`,
		`INSERT INTO tile VALUES (0, 9, zeroblob(32))`,
		`UPDATE head SET size = size - 1`,
		`UPDATE head SET checkpoint = ''`,
		`UPDATE head SET checkpoint = replace(checkpoint, '274', '273')`,
		`DELETE FROM head`,
		`DROP TABLE tile`,
	} {
		t.Run(statement, func(t *testing.T) {
			t.Parallel()
			c := f.copy(t)
			c.exec(statement)
			c.close()
			if found := second.Folder(c.path, c.key); found == nil {
				t.Error("not found")
			}
		})
	}
}

// TestFolderCheckpointFile cuts the log back to an earlier checkpoint of its own;
// only the copy beside the database knows better.
func TestFolderCheckpointFile(t *testing.T) {
	f := newFolder(t)
	signer, _ := keys(t, 1)
	log := tiles{}
	if _, err := journal.Append(context.Background(), log, 0, f.leaves[:1]); err != nil {
		t.Fatal(err)
	}
	root, err := journal.Root(context.Background(), log, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []journal.Checkpoint{{Origin: home, Size: 275, Root: root}, {Origin: home, Size: 2, Root: root}} {
		signed, err := c.Sign(signer)
		if err != nil {
			t.Fatal(err)
		}
		again := f.copy(t)
		again.write("checkpoint", signed)
		again.close()
		if found := second.Folder(again.path, f.key); found == nil {
			t.Errorf("a checkpoint of %d is not found", c.Size)
		}
	}
}

// unjournalled are the columns that no leaf covers and nothing recomputes.
var unjournalled = []string{"entry.serial", "head.one", "head.epoch", "head.at"}

// TestFolderAnyCell changes one cell of the tables that are journalled.
func TestFolderAnyCell(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	columns := map[string][]string{}
	for _, table := range []string{"record", "revision", "secret", "entry", "tile", "head"} {
		c := f.copy(t)
		rows, err := c.db.Query(`SELECT name FROM pragma_table_info(?)`, table)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(unjournalled, table+"."+name) {
				columns[table] = append(columns[table], name)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		c.close()
	}
	rapid.Check(t, func(r *rapid.T) {
		table := rapid.SampledFrom([]string{"record", "revision", "secret", "entry", "tile", "head"}).Draw(r, "table")
		column := rapid.SampledFrom(columns[table]).Draw(r, "column")
		c := f.copy(t)
		defer os.RemoveAll(c.path)
		var row int
		if err := c.db.QueryRow(`SELECT rowid FROM `+table+` LIMIT 1 OFFSET abs(?) % (SELECT count(*) FROM `+table+`)`, rapid.IntRange(0, 1<<30).Draw(r, "row")).Scan(&row); err != nil {
			r.Fatal(err)
		}
		cell := func() (s string) {
			if err := c.db.QueryRow(fmt.Sprintf(`SELECT quote(%s) FROM %s WHERE rowid = %d`, column, table, row)).Scan(&s); err != nil {
				r.Fatal(err)
			}
			return s
		}
		value := rapid.SampledFrom([]string{`x || '0'`, `-x - 1`, `x + 1`, `''`, `substr(x, 1, length(x) - 1)`, `'~' || substr(x, 2)`}).Draw(r, "value")
		statement := fmt.Sprintf(`UPDATE OR IGNORE %s SET %s = %s WHERE rowid = %d`, table, column, strings.ReplaceAll(value, "x", column), row)
		was := cell()
		if _, err := c.db.Exec(statement); err != nil {
			c.close()
			return // a value that the column cannot hold
		}
		is := cell()
		c.close()
		if found := second.Folder(c.path, c.key); is != was && found == nil {
			r.Errorf("%s: %s became %s and is not found", statement, was, is)
		}
	})
}

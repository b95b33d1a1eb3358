package second

import (
	"bytes"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the database of a folder
)

// row is a row of the tables record and revision.
type row struct {
	home, id, kind       string
	rev                  int64
	state, owner         string
	process              int64
	rules                string
	at                   int64
	author, step, fields string
}

const columns = `home, id, kind, rev, state, owner, process, rules, at, author, step, body`

func (r *row) scan(rows *sql.Rows) error {
	return rows.Scan(&r.home, &r.id, &r.kind, &r.rev, &r.state, &r.owner, &r.process, &r.rules, &r.at, &r.author, &r.step, &r.fields)
}

type at struct {
	home, id string
	rev      int64
}

type entry struct {
	at
	number int64 // -1 for none
	format int64
	keyID  string
	time   int64
	leaf   []byte
}

// owners names the field that the owner of a kind is copied from.
var owners = map[string]string{
	"achievement": "owner", "need": "firm", "contract": "seller", "party": "seller", "deduction": "seller", "payment": "seller", "amendment": "seller", "prereview": "seller", "person": "organisation", "account": "organisation",
	"certificate": "organisation", "conversion": "holder", "commission": "who", "income_share": "unit", "objection": "by", "pricing": "unit",
}

type folder struct {
	db        *sql.DB
	found     []string
	revisions map[at]row
	secrets   map[at][]byte
	entries   []entry
	newest    map[at]row                  // by home and id
	erased    map[at][]string             // names gone, by revision
	erasures  map[string][]map[string]any // fields of erasures, by the record they speak of
	hashes    [][32]byte                  // of the leaves that have a place
}

func (f *folder) find(format string, args ...any) {
	f.found = append(f.found, fmt.Sprintf(format, args...))
}

// try notes what do refuses instead of stopping.
func (f *folder) try(what string, do func()) {
	if err := func() (err error) {
		defer catch(&err)
		do()
		return nil
	}(); err != nil {
		f.find("%s: %v", what, err)
	}
}

// Folder audits the folder of a stopped node under a verifier key. It returns a
// line for each thing that does not agree.
func Folder(path, key string) []string {
	f := &folder{
		revisions: map[at]row{}, secrets: map[at][]byte{}, newest: map[at]row{},
		erased: map[at][]string{}, erasures: map[string][]map[string]any{},
	}
	f.try("folder", func() {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(path, "heitu.db")+"?mode=ro")
		if err != nil {
			refuse("%v", err)
		}
		defer db.Close()
		f.db = db
		f.load()
		_, id, _ := strings.Cut(key, "+")
		id, _, _ = strings.Cut(id, "+")
		for _, e := range f.entries {
			f.try(fmt.Sprintf("entry %d, record %s, revision %d", e.number, e.id, e.rev), func() { f.entry(e, id) })
		}
		f.covered()
		f.tiles()
		f.checkpoints(path, key)
		f.records()
	})
	return f.found
}

// each calls scan for each row of a query.
func (f *folder) each(query string, scan func(*sql.Rows) error) {
	rows, err := f.db.Query(query)
	if err != nil {
		refuse("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			f.find("%s: %v", query, err)
		}
	}
	if err := rows.Err(); err != nil {
		refuse("%s: %v", query, err)
	}
}

func (f *folder) load() {
	f.each(`SELECT `+columns+` FROM revision`, func(rows *sql.Rows) error {
		var r row
		err := r.scan(rows)
		f.revisions[at{r.home, r.id, r.rev}] = r
		return err
	})
	f.each(`SELECT home, id, rev, data FROM secret`, func(rows *sql.Rows) error {
		var a at
		var data []byte
		err := rows.Scan(&a.home, &a.id, &a.rev, &data)
		f.secrets[a] = data
		return err
	})
	f.each(`SELECT home, id, rev, coalesce(number, -1), format, key_id, at, leaf FROM entry ORDER BY number IS NULL, number, serial`, func(rows *sql.Rows) error {
		var e entry
		err := rows.Scan(&e.home, &e.id, &e.rev, &e.number, &e.format, &e.keyID, &e.time, &e.leaf)
		f.entries = append(f.entries, e)
		return err
	})
	if len(f.revisions) != len(f.entries) || len(f.secrets) != len(f.entries) {
		f.find("%d entries, %d revisions, %d secrets", len(f.entries), len(f.revisions), len(f.secrets))
	}
}

// entry recomputes one leaf from the revision and its secret.
func (f *folder) entry(e entry, keyID string) {
	if e.number >= 0 {
		f.hashes = append(f.hashes, leafHash(e.leaf))
		if e.number != int64(len(f.hashes)-1) {
			f.find("entry %d has place %d", e.number, len(f.hashes)-1)
		}
	}
	r, ok := f.revisions[e.at]
	if !ok {
		refuse("the revision is missing")
	}
	before := f.newest[at{e.home, e.id, 0}]
	f.newest[at{e.home, e.id, 0}] = r
	if e.rev != before.rev+1 || before.rev > 0 && r.kind != before.kind {
		f.find("record %s, revision %d, is out of order", e.id, e.rev)
	}
	if e.time != r.at || e.format != 1 || e.keyID != keyID {
		f.find("record %s, revision %d: the entry differs in time, format or key", e.id, e.rev)
	}
	fields := as[map[string]any](parse([]byte(r.fields)), "body")
	if string(canonicalObject(fields)) != r.fields {
		f.find("record %s, revision %d: the body is not canonical", e.id, e.rev)
	}
	if owner, _ := fields[owners[r.kind]].(string); owner != r.owner {
		f.find("record %s, revision %d: the owner is not that of its fields", e.id, e.rev)
	}
	if r.kind == "erasure" {
		of := text(fields, "record")
		f.erasures[of] = append(f.erasures[of], fields)
	}
	if leaf := f.leaf(r, fields); !bytes.Equal(leaf, e.leaf) {
		refuse("the leaf is %s, recomputed %s", hex.EncodeToString(e.leaf), hex.EncodeToString(leaf))
	}
}

func (f *folder) leaf(r row, fields map[string]any) []byte {
	slots := map[string][]byte{".by": quoted(r.author), ".header": canonicalObject(map[string]any{
		"at": decimal(r.at), "home": r.home, "id": r.id, "kind": r.kind, "process": decimal(r.process),
		"rev": decimal(r.rev), "rules": r.rules, "state": r.state, "step": r.step,
	})}
	for name, v := range fields {
		slots[name] = canonical(v)
	}
	secret := as[map[string]any](parse(f.secrets[at{r.home, r.id, r.rev}]), "the secret")
	salt := func(name string) []byte { return octets(object(secret, "salts")[name], "the salt of "+name) }
	var pad []byte
	commitments := [][32]byte{}
	if seed, ok := secret["seed"]; ok {
		salt = func(name string) []byte { return keyed(octets(seed, "the seed"), "heitu/salt/1:"+name) }
		pad = keyed(octets(seed, "the seed"), "heitu/pad/1:")
	} else {
		pad = octets(secret["pad"], "the pad")
		if len(object(secret, "salts")) != len(slots) {
			refuse("%d salts for %d slots", len(object(secret, "salts")), len(slots))
		}
	}
	for name, value := range slots {
		commitments = append(commitments, commitment(salt(name), name, value))
	}
	if gone, ok := secret["erased"].(map[string]any); ok {
		for name, c := range gone {
			if _, there := slots[name]; there {
				refuse("%s is erased and there", name)
			}
			commitments = append(commitments, hash(c, "an erased commitment"))
			f.erased[at{r.home, r.id, r.rev}] = append(f.erased[at{r.home, r.id, r.rev}], name)
		}
	}
	room := number(secret, "room")
	if room > 4096 || int64(len(commitments)) > room {
		refuse("no room for %d of %d", len(commitments), room)
	}
	for i := len(commitments); i < int(room); i++ {
		commitments = append(commitments, [32]byte(keyed(pad, fmt.Sprintf("heitu/filler/1:%d", i))))
	}
	slices.SortFunc(commitments, byBytes)
	return leafOf(commitments)
}

func decimal(n int64) json.Number { return json.Number(fmt.Sprint(n)) }

// covered demands an erasure for each name that is gone.
func (f *folder) covered() {
	for a, names := range f.erased {
		for _, name := range names {
			if !slices.ContainsFunc(f.erasures[a.id], func(e map[string]any) bool {
				return slices.Contains(list(e, "fields"), any(name)) && a.rev <= number(e, "upto")
			}) {
				f.find("record %s, revision %d: %q is gone and no erasure says so", a.id, a.rev, name)
			}
		}
	}
}

// tiles recomputes all tiles and compares them with those that are stored.
func (f *folder) tiles() {
	stored := map[[2]int64][]byte{}
	f.each(`SELECT level, n, hashes FROM tile`, func(rows *sql.Rows) error {
		var level, n int64
		var hashes []byte
		err := rows.Scan(&level, &n, &hashes)
		stored[[2]int64{level, n}] = hashes
		return err
	})
	count := 0
	for level, hashes := int64(0), f.hashes; len(hashes) > 0; level++ {
		var above [][32]byte
		for n := 0; n*256 < len(hashes); n++ {
			tile := hashes[n*256 : min(len(hashes), n*256+256)]
			count++
			if want := joined(tile); !bytes.Equal(stored[[2]int64{level, int64(n)}], want) {
				f.find("level %d, tile %d, differs", level, n)
			}
			if len(tile) == 256 {
				above = append(above, root(tile))
			}
		}
		hashes = above
	}
	if count != len(stored) {
		f.find("%d tiles are stored, %d recomputed", len(stored), count)
	}
}

func joined(hashes [][32]byte) []byte {
	var b []byte
	for _, h := range hashes {
		b = append(b, h[:]...)
	}
	return b
}

// checkpoints compares the tree with what was signed, in the database and beside it.
func (f *folder) checkpoints(path, key string) {
	var size int64 = -1
	var signed string
	f.each(`SELECT size, checkpoint FROM head`, func(rows *sql.Rows) error { return rows.Scan(&size, &signed) })
	if size != int64(len(f.hashes)) {
		f.find("the head says %d entries, there are %d", size, len(f.hashes))
	}
	kept, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil && !os.IsNotExist(err) {
		f.find("%v", err)
	}
	for i, s := range []string{signed, string(kept)} {
		if s == "" && (i == 1 || size == 0) {
			continue
		}
		f.try("checkpoint", func() {
			c := open(s, key)
			if c.size > int64(len(f.hashes)) || i == 0 && c.size != size {
				refuse("it says %d entries, there are %d", c.size, len(f.hashes))
			}
			if root(f.hashes[:c.size]) != c.root {
				refuse("the root over %d entries differs", c.size)
			}
		})
	}
}

// records compares the newest records with the last revisions.
func (f *folder) records() {
	count := 0
	f.each(`SELECT `+columns+` FROM record`, func(rows *sql.Rows) error {
		var r row
		err := r.scan(rows)
		count++
		if last, ok := f.newest[at{r.home, r.id, 0}]; !ok || last != r {
			f.find("record %s is not its last revision", r.id)
		}
		return err
	})
	if count != len(f.newest) {
		f.find("%d records, %d in the journal", count, len(f.newest))
	}
}

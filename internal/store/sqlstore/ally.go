package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

const selectMirror = `SELECT checkpoint, size, next, said, at FROM mirror WHERE home = ?`

// Mirror implements store.Allies.
func (t *tx) Mirror(ctx context.Context, home string) (store.Mirror, error) {
	m := store.Mirror{Home: home}
	if _, err := t.one(ctx, []any{&m.Checkpoint, &m.Size, &m.Next, &m.Said, &m.At}, selectMirror, home); err != nil {
		return m, fmt.Errorf("mirror of %s: %w", home, err)
	}
	return m, nil
}

const putMirror = `INSERT INTO mirror (home, checkpoint, size, next, said, at) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT (home) DO UPDATE SET checkpoint = excluded.checkpoint, size = excluded.size, next = excluded.next,
		said = excluded.said, at = excluded.at`

// PutMirror implements store.Allies.
func (t *tx) PutMirror(ctx context.Context, m store.Mirror) error {
	return t.do(ctx, "mirror of "+m.Home, putMirror, m.Home, m.Checkpoint, m.Size, m.Next, m.Said, m.At)
}

// mirrorTiles is journal.Tiles for one ally.
type mirrorTiles struct {
	*tx
	home string
}

// MirrorTiles implements store.Allies.
func (t *tx) MirrorTiles(home string) journal.Tiles { return mirrorTiles{t, home} }

const selectMirrorTile = `SELECT hashes FROM mirror_tile WHERE home = ? AND level = ? AND n = ?`

// Tile implements journal.Tiles.
func (m mirrorTiles) Tile(ctx context.Context, level int, n int64) ([]byte, error) {
	var hashes []byte
	if _, err := m.one(ctx, []any{&hashes}, selectMirrorTile, m.home, level, n); err != nil {
		return nil, fmt.Errorf("tile %d of level %d of %s: %w", n, level, m.home, err)
	}
	return hashes, nil
}

const putMirrorTile = `INSERT INTO mirror_tile (home, level, n, hashes) VALUES (?, ?, ?, ?)
	ON CONFLICT (home, level, n) DO UPDATE SET hashes = excluded.hashes`

// PutTile implements journal.Tiles.
func (m mirrorTiles) PutTile(ctx context.Context, level int, n int64, hashes []byte) error {
	return m.do(ctx, fmt.Sprintf("tile %d of level %d of %s", n, level, m.home), putMirrorTile, m.home, level, n, bytesOf(hashes))
}

const putCopy = `INSERT INTO copy (home, id, kind, rev, state, owner, process, rules, at, author, step, body, number, gone, salts, rest)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (home, id) DO UPDATE SET kind = excluded.kind, rev = excluded.rev, state = excluded.state, owner = excluded.owner,
		process = excluded.process, rules = excluded.rules, at = excluded.at, author = excluded.author, step = excluded.step,
		body = excluded.body, number = excluded.number, gone = excluded.gone, salts = excluded.salts, rest = excluded.rest`

// PutCopy implements store.Allies.
func (t *tx) PutCopy(ctx context.Context, c store.Copy) error {
	gone := 0
	if c.Gone {
		gone = 1
	}
	err := t.do(ctx, "put copy "+c.ID, putCopy, c.Home, c.ID, c.Kind, c.Rev, c.State, c.Owner, c.Process, c.Rules, c.At, c.By, c.Step,
		record.CanonicalFields(c.Fields), c.Number, gone, bytesOf(c.Open.Salts), bytesOf(c.Open.Rest))
	if shelf, ok := t.kinds[c.Kind]; err == nil && ok {
		err = t.putShelf(ctx, shelf, onShelf(shelf.kind, c.Record))
	}
	return err
}

// allied marks the state of a copy on a shelf. Whoever asks for a state without
// the mark finds records of this node alone.
const allied = "+"

func onShelf(k record.Kind, r record.Record) record.Record {
	r = k.Abroad(r)
	r.State = allied + r.State
	return r
}

const copyColumns = recordColumns + `, r.number, r.gone, r.salts, r.rest`

// copies collects the copies of a query.
func (t *tx) copies(ctx context.Context, query string, args ...any) ([]store.Copy, error) {
	var list []store.Copy
	err := t.each(ctx, func(rows *sql.Rows) error {
		var c store.Copy
		var gone int
		r, body, err := scanRecord(rows, &c.Number, &gone, &c.Open.Salts, &c.Open.Rest)
		if err != nil {
			return err
		}
		c.Record, c.Gone = r, gone == 1
		if c.Fields, err = fieldsOf(body); err != nil {
			return fmt.Errorf("copy %s/%s: %w", r.Home, r.ID, err)
		}
		list = append(list, c)
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read copies: %w", err)
	}
	return list, nil
}

const selectCopy = `SELECT ` + copyColumns + ` FROM copy r WHERE r.home = ? AND r.id = ?`

// Copy implements store.Allies.
func (t *tx) Copy(ctx context.Context, key record.Key) (store.Copy, error) {
	list, err := t.copies(ctx, selectCopy, key.Home, key.ID)
	if err == nil && len(list) == 0 {
		err = fault.Missing(text.NoSuchRecord, key.ID)
	}
	if err != nil {
		return store.Copy{}, err
	}
	return list[0], nil
}

const selectCopiesOf = `SELECT ` + copyColumns + ` FROM copy r WHERE r.home = ? AND r.id > ? ORDER BY r.id LIMIT ?`

// CopiesOf implements store.Allies.
func (t *tx) CopiesOf(ctx context.Context, home, after string, limit int) ([]store.Copy, error) {
	return t.copies(ctx, selectCopiesOf, home, after, limit)
}

const countCopies = `SELECT COUNT(*) FROM copy WHERE home = ?`

// CountCopies implements store.Allies.
func (t *tx) CountCopies(ctx context.Context, home string) (int, error) {
	var n int
	if _, err := t.one(ctx, []any{&n}, countCopies, home); err != nil {
		return 0, fmt.Errorf("count copies of %s: %w", home, err)
	}
	return n, nil
}

const putNote = `INSERT INTO note (sort, home, id, at, body) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (sort, home, id) DO UPDATE SET at = excluded.at, body = excluded.body`

// PutNote implements store.Allies.
func (t *tx) PutNote(ctx context.Context, n store.Note) error {
	return t.do(ctx, "note on "+n.Home, putNote, n.Sort, n.Home, n.ID, n.At, bytesOf(n.Body))
}

const (
	selectNotes   = `SELECT sort, home, id, at, body FROM note WHERE sort = ? ORDER BY at DESC, id DESC LIMIT ?`
	selectNotesOn = `SELECT sort, home, id, at, body FROM note WHERE sort = ? AND home = ? ORDER BY at DESC, id DESC LIMIT ?`
	deleteNotes   = `DELETE FROM note WHERE sort = ? AND home = ? AND at < ?`
)

// Notes implements store.Allies.
func (t *tx) Notes(ctx context.Context, sort, home string, limit int) ([]store.Note, error) {
	query, args := selectNotesOn, []any{sort, home, limit}
	if home == "" {
		query, args = selectNotes, []any{sort, limit}
	}
	var list []store.Note
	err := t.each(ctx, func(rows *sql.Rows) error {
		var n store.Note
		err := rows.Scan(&n.Sort, &n.Home, &n.ID, &n.At, &n.Body)
		list = append(list, n)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read notes: %w", err)
	}
	return list, nil
}

// DropNotes implements store.Allies.
func (t *tx) DropNotes(ctx context.Context, sort, home string, before int64) error {
	return t.do(ctx, "drop notes on "+home, deleteNotes, sort, home, before)
}

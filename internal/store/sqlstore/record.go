package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

const recordColumns = `r.home, r.id, r.kind, r.rev, r.state, r.owner, r.process, r.rules, r.at, r.author, r.step, r.body`

// scanRecord reads recordColumns, then what more is asked for.
func scanRecord(rows *sql.Rows, more ...any) (r record.Record, body []byte, err error) {
	dest := append([]any{&r.Home, &r.ID, &r.Kind, &r.Rev, &r.State, &r.Owner, &r.Process, &r.Rules, &r.At, &r.By, &r.Step, &body}, more...)
	if err := rows.Scan(dest...); err != nil {
		return r, nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	return r, body, nil
}

// newestColumns are those of a record of this node or of a copy, and which it is.
const newestColumns = `COALESCE(r.home, c.home), COALESCE(r.id, c.id), COALESCE(r.kind, c.kind), COALESCE(r.rev, c.rev),
	COALESCE(r.state, c.state), COALESCE(r.owner, c.owner), COALESCE(r.process, c.process), COALESCE(r.rules, c.rules),
	COALESCE(r.at, c.at), COALESCE(r.author, c.author), COALESCE(r.step, c.step), COALESCE(r.body, c.body),
	CASE WHEN r.id IS NULL THEN 1 ELSE 0 END`

// behind reads what the hits on a shelf are about, in an order. A copy is there by
// its id from abroad, and is returned under that.
func (t *tx) behind(ctx context.Context, hits part, order string, allied bool) ([]record.Record, error) {
	if !allied {
		return t.records(ctx, `SELECT `+recordColumns+` FROM (`+hits.sql+`) AS hit
			CROSS JOIN record r WHERE r.home = hit.home AND r.id = hit.id ORDER BY `+order, hits.args...)
	}
	var list []record.Record
	err := t.each(ctx, func(rows *sql.Rows) error {
		var copied int
		r, body, err := scanRecord(rows, &copied)
		if err != nil {
			return err
		}
		if r.Fields, err = fieldsOf(body); err != nil {
			return fmt.Errorf("record %s/%s: %w", r.Home, r.ID, err)
		}
		if copied == 1 {
			r = t.kinds[r.Kind].kind.Abroad(r)
		}
		list = append(list, r)
		return nil
	}, `SELECT `+newestColumns+` FROM (`+hits.sql+`) AS hit LEFT JOIN record r ON r.home = hit.home AND r.id = hit.id
		LEFT JOIN copy c ON c.home = hit.home AND c.id = SUBSTR(hit.id, 1, LENGTH(hit.id) - LENGTH(hit.home) - 1)
		WHERE COALESCE(r.id, c.id) IS NOT NULL ORDER BY `+order, hits.args...)
	return list, err
}

// records collects the records of a query.
func (t *tx) records(ctx context.Context, query string, args ...any) ([]record.Record, error) {
	var list []record.Record
	err := t.each(ctx, func(rows *sql.Rows) error {
		r, body, err := scanRecord(rows)
		if err != nil {
			return err
		}
		if r.Fields, err = fieldsOf(body); err != nil {
			return fmt.Errorf("record %s/%s: %w", r.Home, r.ID, err)
		}
		list = append(list, r)
		return nil
	}, query, args...)
	return list, err
}

const selectRecord = `SELECT ` + recordColumns + ` FROM record r WHERE r.home = ? AND r.id = ?`

// Record implements store.Records.
func (t *tx) Record(ctx context.Context, key record.Key) (record.Record, error) {
	if there, ok := record.ParseAbroad(key.ID); ok {
		c, err := t.Copy(ctx, there)
		return t.kinds[c.Kind].kind.Abroad(c.Record), err
	}
	list, err := t.records(ctx, selectRecord, key.Home, key.ID)
	if err != nil {
		return record.Record{}, fmt.Errorf("read record %s: %w", key.ID, err)
	}
	if len(list) == 0 {
		return record.Record{}, fault.Missing(text.NoSuchRecord, key.ID)
	}
	return list[0], nil
}

const (
	insertRecord = `INSERT INTO record (rev, state, owner, process, rules, at, author, step, body, home, id, kind)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	updateRecord = `UPDATE record SET rev = ?, state = ?, owner = ?, process = ?, rules = ?, at = ?, author = ?, step = ?, body = ?
		WHERE home = ? AND id = ? AND kind = ? AND rev = ?`
	insertRevision = `INSERT INTO revision (rev, state, owner, process, rules, at, author, step, body, home, id, kind)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	insertSecret = `INSERT INTO secret (home, id, rev, data) VALUES (?, ?, ?, ?)`
	insertEntry  = `INSERT INTO entry (home, id, rev, format, key_id, at, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)`
)

// Put implements store.Records.
func (t *tx) Put(ctx context.Context, r store.Revision) error {
	shelf, ok := t.kinds[r.Kind]
	if !ok {
		return fault.Missing(text.NoSuchKind, r.Kind)
	}
	if err := t.putRevision(ctx, r); err != nil {
		return err
	}
	what := "put record " + r.ID
	if err := t.do(ctx, what, insertSecret, r.Home, r.ID, r.Rev, bytesOf(r.Secret)); err != nil {
		return err
	}
	e := r.Entry
	if err := t.do(ctx, what, insertEntry, r.Home, r.ID, r.Rev, e.Format, e.KeyID, e.At, bytesOf(e.Leaf)); err != nil {
		return err
	}
	if err := t.putLinks(ctx, shelf.kind, r.Record); err != nil {
		return err
	}
	return t.putShelf(ctx, shelf, r.Record)
}

// putRevision writes the record and its revision, if it is the next one.
func (t *tx) putRevision(ctx context.Context, r store.Revision) error {
	values := []any{r.Rev, r.State, r.Owner, r.Process, r.Rules, r.At, r.By, r.Step, bytesOf(r.Body), r.Home, r.ID, r.Kind}
	var n int64
	var err error
	if r.Rev == 1 {
		n, err = t.change(ctx, insertRecord, values...)
	} else {
		n, err = t.change(ctx, updateRecord, append(values[:len(values):len(values)], r.Rev-1)...)
	}
	if err == nil && n == 1 {
		n, err = t.change(ctx, insertRevision, values...)
	}
	if err != nil {
		return fmt.Errorf("put record %s: %w", r.ID, err)
	}
	if n != 1 {
		return fault.Conflict(text.RecordChanged, r.ID)
	}
	return nil
}

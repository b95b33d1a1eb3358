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

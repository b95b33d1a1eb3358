// Package sqlstore keeps a node's records in SQLite or PostgreSQL. It holds the
// only SQL there is, written once in the ground that both databases share.
//
// What differs is in sqlite.go, writer.go and postgres.go. The one thing newcomers
// get wrong: a function given to Update may run several times, alone or behind
// others whose writes it then sees, so it must change nothing but what Tx writes.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"heitu/internal/record"
	"heitu/internal/store"
)

// DB is a store.Store.
type DB struct {
	engine
	kinds map[string]shelf
}

var _ store.Store = (*DB)(nil)

// engine is what differs between the databases.
type engine interface {
	view(ctx context.Context, fn func(runner) error) error
	update(ctx context.Context, fn func(runner) error) error
	erased(ctx context.Context, shelves []string) error
	check(ctx context.Context) error
	close() error
}

// runner runs statements of one transaction.
type runner interface {
	exec(ctx context.Context, query string, args ...any) (sql.Result, error)
	query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	// explain turns an error of a statement or of its rows into a fault where it is one.
	explain(err error) error
	// sequencing keeps other sequencers away until the transaction ends.
	sequencing(ctx context.Context) error
}

// View implements store.Store.
func (d *DB) View(ctx context.Context, fn func(store.Tx) error) error {
	return d.view(ctx, func(r runner) error { return fn(&tx{runner: r, kinds: d.kinds}) })
}

// Update implements store.Store.
func (d *DB) Update(ctx context.Context, fn func(store.Tx) error) error {
	return d.update(ctx, func(r runner) error { return fn(&tx{runner: r, kinds: d.kinds}) })
}

// Erased implements store.Store. On SQLite it rebuilds the file and empties the
// write-ahead log; writers wait meanwhile. On PostgreSQL it rewrites the tables.
// What PostgreSQL cannot promise: WAL segments that are not recycled yet, archived
// WAL, replicas and base backups still hold the old bytes until they expire there,
// and files that were removed are only as gone as the file system makes them.
func (d *DB) Erased(ctx context.Context) error {
	var shelves []string
	for _, s := range d.kinds {
		shelves = append(shelves, s.name)
	}
	return d.erased(ctx, shelves)
}

// Check implements store.Store.
func (d *DB) Check(ctx context.Context) error { return d.check(ctx) }

// Close waits for the running transactions and closes the database.
func (d *DB) Close() error { return d.close() }

// tx implements store.Tx on either database.
type tx struct {
	runner
	kinds map[string]shelf
}

// change runs a statement and returns how many rows it changed.
func (t *tx) change(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.exec(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// do runs a statement whose number of rows does not matter.
func (t *tx) do(ctx context.Context, what, query string, args ...any) error {
	if _, err := t.exec(ctx, query, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// each calls scan for every row of a query.
func (t *tx) each(ctx context.Context, scan func(*sql.Rows) error, query string, args ...any) (err error) {
	rows, err := t.query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := t.explain(rows.Close()); err == nil {
			err = cerr
		}
	}()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return t.explain(rows.Err())
}

// one reads the first row of a query into dest, and reports whether there is one.
func (t *tx) one(ctx context.Context, dest []any, query string, args ...any) (bool, error) {
	found := false
	err := t.each(ctx, func(rows *sql.Rows) error {
		if found {
			return errTwice
		}
		found = true
		return rows.Scan(dest...)
	}, query, args...)
	return found, err
}

var errTwice = errors.New("one row expected, two found")

// bytesOf makes a missing value an empty one, since no column holds NULL bytes.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// finish prepares a database that has just been opened, and closes it if that fails.
func finish(ctx context.Context, e engine, kinds []record.Kind, lock string, words *strings.Replacer) (*DB, error) {
	shelves, err := shelvesOf(kinds)
	if err == nil {
		err = e.update(ctx, func(r runner) error {
			return (&tx{runner: r, kinds: shelves}).rebuildShelves(ctx, lock, words)
		})
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return &DB{engine: e, kinds: shelves}, nil
}

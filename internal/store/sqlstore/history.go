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

const selectHistory = `SELECT ` + recordColumns + `,
		s.data, e.serial, e.number, e.home, e.id, e.rev, e.format, e.key_id, e.at, e.leaf
	FROM revision r
	LEFT JOIN secret s ON s.home = r.home AND s.id = r.id AND s.rev = r.rev
	LEFT JOIN entry e ON e.home = r.home AND e.id = r.id AND e.rev = r.rev
	WHERE r.home = ? AND r.id = ? ORDER BY r.rev`

// History implements store.Records. A revision whose entry somebody has removed
// comes with an entry that has no leaf.
func (t *tx) History(ctx context.Context, key record.Key) ([]store.Revision, error) {
	var list []store.Revision
	err := t.each(ctx, func(rows *sql.Rows) error {
		var e nullEntry
		var secret []byte
		r, body, err := scanRecord(rows, append([]any{&secret}, e.dest()...)...)
		if err != nil {
			return err
		}
		list = append(list, store.Revision{Record: r, Body: body, Secret: secret, Entry: e.entry()})
		return nil
	}, selectHistory, key.Home, key.ID)
	if err == nil {
		err = parseAll(list)
	}
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", key.ID, err)
	}
	if len(list) == 0 {
		return nil, fault.Missing(text.NoSuchRecord, key.ID)
	}
	return list, nil
}

// nullEntry reads an entry that may not be there.
type nullEntry struct {
	serial, number, rev, format, at sql.NullInt64
	home, id, keyID                 sql.NullString
	leaf                            []byte
}

func (e *nullEntry) dest() []any {
	return []any{&e.serial, &e.number, &e.home, &e.id, &e.rev, &e.format, &e.keyID, &e.at, &e.leaf}
}

func (e *nullEntry) entry() journal.Entry {
	n := int64(-1)
	if e.number.Valid {
		n = e.number.Int64
	}
	return journal.Entry{
		Serial: e.serial.Int64, Number: n, Home: e.home.String, ID: e.id.String, Rev: e.rev.Int64,
		Format: int(e.format.Int64), KeyID: e.keyID.String, At: e.at.Int64, Leaf: e.leaf,
	}
}

// parseAll reads the bodies of revisions, naming the record that cannot be read.
func parseAll(list []store.Revision) error {
	for i := range list {
		fields, err := record.ParseFields(list[i].Body)
		if err != nil {
			return fmt.Errorf("record %s, revision %d: %w", list[i].ID, list[i].Rev, err)
		}
		list[i].Fields = fields
	}
	return nil
}

const selectPlaced = `SELECT ` + recordColumns + `,
		s.data, e.serial, e.number, e.home, e.id, e.rev, e.format, e.key_id, e.at, e.leaf
	FROM entry e
	JOIN revision r ON r.home = e.home AND r.id = e.id AND r.rev = e.rev
	LEFT JOIN secret s ON s.home = e.home AND s.id = e.id AND s.rev = e.rev
	WHERE e.number >= ? ORDER BY e.number LIMIT ?`

// Placed implements store.Records.
func (t *tx) Placed(ctx context.Context, first int64, limit int) ([]store.Revision, error) {
	var list []store.Revision
	err := t.each(ctx, func(rows *sql.Rows) error {
		var e nullEntry
		var secret []byte
		r, body, err := scanRecord(rows, append([]any{&secret}, e.dest()...)...)
		list = append(list, store.Revision{Record: r, Body: body, Secret: secret, Entry: e.entry()})
		return err
	}, selectPlaced, first, limit)
	if err == nil {
		err = parseAll(list)
	}
	if err != nil {
		return nil, fmt.Errorf("read entries from %d: %w", first, err)
	}
	return list, nil
}

const (
	rewriteRevision = `UPDATE revision SET body = ? WHERE home = ? AND id = ? AND rev = ?`
	rewriteSecret   = `UPDATE secret SET data = ? WHERE home = ? AND id = ? AND rev = ?`
)

// Rewrite implements store.Records.
func (t *tx) Rewrite(ctx context.Context, r store.Revision) error {
	if err := t.do(ctx, "rewrite record "+r.ID, rewriteRevision, bytesOf(r.Body), r.Home, r.ID, r.Rev); err != nil {
		return err
	}
	return t.do(ctx, "rewrite record "+r.ID, rewriteSecret, bytesOf(r.Secret), r.Home, r.ID, r.Rev)
}

const selectTotals = `SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM revision), (SELECT count(*) FROM entry)`

// Totals implements store.Records.
func (t *tx) Totals(ctx context.Context) (n store.Totals, err error) {
	if _, err = t.one(ctx, []any{&n.Records, &n.Revisions, &n.Entries}, selectTotals); err != nil {
		err = fmt.Errorf("count rows: %w", err)
	}
	return n, err
}

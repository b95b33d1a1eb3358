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

// Either side of the joins may have been removed by hand; a verifier must see that
// as a revision without body or an entry without leaf, not as a shorter list.
const revisionColumns = `COALESCE(r.home, e.home), COALESCE(r.id, e.id), COALESCE(r.kind, ''), COALESCE(r.rev, e.rev),
	COALESCE(r.state, ''), COALESCE(r.owner, ''), COALESCE(r.process, 0), COALESCE(r.rules, ''), COALESCE(r.at, 0),
	COALESCE(r.author, ''), COALESCE(r.step, ''), r.body, s.data,
	COALESCE(e.serial, 0), COALESCE(e.number, -1), COALESCE(e.format, 0), COALESCE(e.key_id, ''), COALESCE(e.at, 0), e.leaf`

// revisions collects the revisions of a query.
func (t *tx) revisions(ctx context.Context, query string, args ...any) ([]store.Revision, error) {
	var list []store.Revision
	err := t.each(ctx, func(rows *sql.Rows) error {
		var r store.Revision
		e := &r.Entry
		err := rows.Scan(&r.Home, &r.ID, &r.Kind, &r.Rev, &r.State, &r.Owner, &r.Process, &r.Rules, &r.At,
			&r.By, &r.Step, &r.Body, &r.Secret, &e.Serial, &e.Number, &e.Format, &e.KeyID, &e.At, &e.Leaf)
		if err != nil {
			return fmt.Errorf("record %s: %w", r.ID, err)
		}
		e.Home, e.ID, e.Rev = r.Home, r.ID, r.Rev
		list = append(list, r)
		return nil
	}, query, args...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		r := &list[i]
		if r.Kind == "" && r.Body == nil {
			continue // its row is gone
		}
		if r.Fields, err = fieldsOf(r.Body); err != nil {
			return nil, fmt.Errorf("record %s/%s revision %d: %w", r.Home, r.ID, r.Rev, err)
		}
	}
	return list, nil
}

const selectHistory = `SELECT ` + revisionColumns + `
	FROM revision r
	LEFT JOIN secret s ON s.home = r.home AND s.id = r.id AND s.rev = r.rev
	LEFT JOIN entry e ON e.home = r.home AND e.id = r.id AND e.rev = r.rev
	WHERE r.home = ? AND r.id = ? ORDER BY r.rev`

// History implements store.Records.
func (t *tx) History(ctx context.Context, key record.Key) ([]store.Revision, error) {
	list, err := t.revisions(ctx, selectHistory, key.Home, key.ID)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", key.ID, err)
	}
	if len(list) == 0 {
		return nil, fault.Missing(text.NoSuchRecord, key.ID)
	}
	return list, nil
}

const selectPlaced = `SELECT ` + revisionColumns + `
	FROM entry e
	LEFT JOIN revision r ON r.home = e.home AND r.id = e.id AND r.rev = e.rev
	LEFT JOIN secret s ON s.home = e.home AND s.id = e.id AND s.rev = e.rev
	WHERE e.number >= ? ORDER BY e.number LIMIT ?`

// Placed implements store.Records.
func (t *tx) Placed(ctx context.Context, first int64, limit int) ([]store.Revision, error) {
	list, err := t.revisions(ctx, selectPlaced, first, limit)
	if err != nil {
		return nil, fmt.Errorf("entries from %d on: %w", first, err)
	}
	return list, nil
}

const (
	rewriteRevision = `UPDATE revision SET body = ? WHERE home = ? AND id = ? AND rev = ?`
	rewriteSecret   = `UPDATE secret SET data = ? WHERE home = ? AND id = ? AND rev = ?`
	rewriteRecord   = `UPDATE record SET body = ? WHERE home = ? AND id = ? AND rev = ?`
)

// Rewrite implements store.Records. Where the revision is the newest, the record,
// its links and its place on the shelf follow.
func (t *tx) Rewrite(ctx context.Context, r store.Revision) error {
	what := fmt.Sprintf("rewrite record %s revision %d", r.ID, r.Rev)
	n, err := t.change(ctx, rewriteRevision, bytesOf(r.Body), r.Home, r.ID, r.Rev)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if n == 0 {
		return fault.Missing(text.NoSuchRecord, r.ID)
	}
	if err := t.do(ctx, what, rewriteSecret, bytesOf(r.Secret), r.Home, r.ID, r.Rev); err != nil {
		return err
	}
	n, err = t.change(ctx, rewriteRecord, bytesOf(r.Body), r.Home, r.ID, r.Rev)
	if err != nil || n == 0 {
		return err
	}
	now, err := t.Record(ctx, r.Key)
	if err != nil {
		return err
	}
	shelf, ok := t.kinds[now.Kind]
	if !ok {
		return fault.Missing(text.NoSuchKind, now.Kind)
	}
	if err := t.putLinks(ctx, shelf.kind, now); err != nil {
		return err
	}
	return t.putShelf(ctx, shelf, now)
}

const selectTotals = `SELECT (SELECT COUNT(*) FROM record), (SELECT COUNT(*) FROM revision), (SELECT COUNT(*) FROM entry)`

// Totals implements store.Records.
func (t *tx) Totals(ctx context.Context) (store.Totals, error) {
	var n store.Totals
	if _, err := t.one(ctx, []any{&n.Records, &n.Revisions, &n.Entries}, selectTotals); err != nil {
		return n, fmt.Errorf("count records: %w", err)
	}
	return n, nil
}

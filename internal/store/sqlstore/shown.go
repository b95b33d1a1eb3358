package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/record"
	"heitu/internal/store"
)

const (
	putShown = `INSERT INTO shown (home, id, kind, rev, at, gone, digest, province, region, field) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
		ON CONFLICT (home, id) DO UPDATE SET rev = excluded.rev, at = excluded.at, gone = 0, digest = excluded.digest,
			province = excluded.province, region = excluded.region, field = excluded.field
		WHERE shown.digest <> excluded.digest`
	hideShown = `UPDATE shown SET gone = 1, rev = 0, at = ?, digest = '' WHERE home = ? AND id = ? AND gone = 0`
)

// Show implements store.Showing.
func (t *tx) Show(ctx context.Context, s store.Shown) error {
	what := "show record " + s.ID
	if s.Gone {
		return t.do(ctx, what, hideShown, s.At, s.Home, s.ID)
	}
	return t.do(ctx, what, putShown, s.Home, s.ID, s.Kind, s.Rev, s.At, s.Digest, s.Province, s.Region, s.Field)
}

const (
	shownColumns = `home, id, kind, rev, at, gone, digest, province, region, field`
	shownJoined  = `hit.home, hit.id, hit.kind, hit.rev, hit.at, hit.gone, hit.digest, hit.province, hit.region, hit.field, e.leaf, ` + recordColumns
	shownJoins   = ` JOIN record r ON r.home = hit.home AND r.id = hit.id
		LEFT JOIN entry e ON e.home = hit.home AND e.id = hit.id AND e.rev = hit.rev`
	selectShownAt = `SELECT ` + shownJoined + ` FROM shown AS hit` + shownJoins + ` WHERE hit.home = ? AND hit.id = ?`
)

func (t *tx) shownRecords(ctx context.Context, query string, args ...any) ([]store.ShownRecord, error) {
	var list []store.ShownRecord
	err := t.each(ctx, func(rows *sql.Rows) error {
		var s store.ShownRecord
		var gone int
		var body []byte
		r := &s.Record
		err := rows.Scan(&s.Home, &s.ID, &s.Kind, &s.Rev, &s.At, &gone, &s.Digest, &s.Province, &s.Region, &s.Field, &s.Leaf,
			&r.Home, &r.ID, &r.Kind, &r.Rev, &r.State, &r.Owner, &r.Process, &r.Rules, &r.At, &r.By, &r.Step, &body)
		if err != nil {
			return fmt.Errorf("record %s: %w", s.ID, err)
		}
		if s.Gone = gone == 1; s.Gone {
			s.Record = record.Record{Key: s.Key, Kind: s.Kind}
		} else if r.Fields, err = fieldsOf(body); err != nil {
			return fmt.Errorf("record %s/%s: %w", r.Home, r.ID, err)
		}
		list = append(list, s)
		return nil
	}, query, args...)
	return list, err
}

// ShownAt implements store.Showing.
func (t *tx) ShownAt(ctx context.Context, key record.Key) (store.ShownRecord, bool, error) {
	list, err := t.shownRecords(ctx, selectShownAt, key.Home, key.ID)
	if err != nil || len(list) == 0 {
		return store.ShownRecord{}, false, err
	}
	return list[0], true, nil
}

// shownWhere are the conditions of a query, but for where it goes on.
func shownWhere(q store.ShownQuery) part {
	var all []part
	for _, c := range []struct{ column, value string }{
		{"kind", q.Kind}, {"home", q.Home}, {"province", q.Province}, {"region", q.Region}, {"field", q.Field},
	} {
		if c.value == store.AnyValue {
			all = append(all, part{c.column + " > ''", nil})
		} else if c.value != "" {
			all = append(all, part{c.column + " = ?", []any{c.value}})
		}
	}
	if q.Until != 0 {
		all = append(all, part{"at <= ?", []any{q.Until}})
	}
	return join(" AND ", append(all, part{"at >= ?", []any{q.From}})...)
}

// Shown implements store.Showing. The walk along an index comes first, then the
// records of the page alone.
func (t *tx) Shown(ctx context.Context, q store.ShownQuery) ([]store.ShownRecord, error) {
	q.From = max(q.From, q.After.At) // so that the walk begins there
	where := shownWhere(q)
	if q.After != (store.Place{}) {
		where = join(" AND ", where, part{"(at, home, id) > (?, ?, ?)", []any{q.After.At, q.After.Home, q.After.ID}})
	}
	query := `SELECT ` + shownJoined + ` FROM (SELECT ` + shownColumns + ` FROM shown WHERE ` + where.sql +
		` ORDER BY at, home, id LIMIT ?) AS hit` + shownJoins + ` ORDER BY hit.at, hit.home, hit.id`
	list, err := t.shownRecords(ctx, query, append(where.args, q.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("list what is shown: %w", err)
	}
	return list, nil
}

// CountShown implements store.Showing.
func (t *tx) CountShown(ctx context.Context, q store.ShownQuery) (int, error) {
	where := shownWhere(q)
	var n int
	if _, err := t.one(ctx, []any{&n}, `SELECT COUNT(*) FROM shown WHERE `+where.sql, where.args...); err != nil {
		return 0, fmt.Errorf("count what is shown: %w", err)
	}
	return n, nil
}

const (
	selectFirstShown = `SELECT at FROM shown WHERE at >= 0 ORDER BY at LIMIT 1`
	selectNextHome   = `SELECT home FROM shown WHERE home > ? ORDER BY home LIMIT 1`
	selectShownBy    = `SELECT audience FROM shown_by WHERE one = 1`
	putShownBy       = `INSERT INTO shown_by (one, audience) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET audience = excluded.audience`
	mostHomes        = 10_000
)

// FirstShown implements store.Showing.
func (t *tx) FirstShown(ctx context.Context) (int64, bool, error) {
	var at int64
	found, err := t.one(ctx, []any{&at}, selectFirstShown)
	return at, found, err
}

// ShownHomes implements store.Showing, leaping from one home to the next.
func (t *tx) ShownHomes(ctx context.Context) ([]string, error) {
	var homes []string
	for home := ""; len(homes) < mostHomes; homes = append(homes, home) {
		found, err := t.one(ctx, []any{&home}, selectNextHome, home)
		if err != nil || !found {
			return homes, err
		}
	}
	return homes, nil
}

// Audience implements store.Showing.
func (t *tx) Audience(ctx context.Context) (string, error) {
	var said string
	_, err := t.one(ctx, []any{&said}, selectShownBy)
	return said, err
}

// SetAudience implements store.Showing.
func (t *tx) SetAudience(ctx context.Context, said string) error {
	return t.do(ctx, "keep who sees what", putShownBy, said)
}

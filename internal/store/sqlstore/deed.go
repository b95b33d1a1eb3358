package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

const putDeed = `INSERT INTO deed (id, account, sort, kind, state, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (id) DO UPDATE SET account = excluded.account, sort = excluded.sort, kind = excluded.kind,
		state = excluded.state, at = excluded.at, body = excluded.body`

// PutDeed implements store.Deeds.
func (t *tx) PutDeed(ctx context.Context, d store.Deed) error {
	return t.do(ctx, "put deed "+d.ID, putDeed, d.ID, d.Account, d.Sort, d.Kind, d.State, d.At.UnixMilli(), bytesOf(d.Body))
}

const (
	deedColumns    = `SELECT id, account, sort, kind, state, at, body FROM deed`
	selectDeed     = deedColumns + ` WHERE id = ?`
	selectDeeds    = deedColumns + ` WHERE (? = '' OR sort = ?) ORDER BY at DESC, id DESC LIMIT ?`
	selectDeedsIn  = deedColumns + ` WHERE state = ? AND (? = '' OR sort = ?) ORDER BY at DESC, id DESC LIMIT ?`
	selectDeedsOf  = deedColumns + ` WHERE account = ? AND (? = '' OR sort = ?) AND (? = '' OR state = ?) ORDER BY at DESC, id DESC LIMIT ?`
	deleteDeed     = `DELETE FROM deed WHERE id = ?`
	deleteDeedPart = `DELETE FROM part WHERE deed = ?`
)

// deeds collects the deeds of a query.
func (t *tx) deeds(ctx context.Context, query string, args ...any) ([]store.Deed, error) {
	var list []store.Deed
	err := t.each(ctx, func(rows *sql.Rows) error {
		var d store.Deed
		var at int64
		err := rows.Scan(&d.ID, &d.Account, &d.Sort, &d.Kind, &d.State, &at, &d.Body)
		d.At = timeOf(at)
		list = append(list, d)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read deeds: %w", err)
	}
	return list, nil
}

// Deed implements store.Deeds.
func (t *tx) Deed(ctx context.Context, id string) (store.Deed, error) {
	list, err := t.deeds(ctx, selectDeed, id)
	if err == nil && len(list) == 0 {
		err = fault.Missing(text.NoSuchDeed)
	}
	if err != nil {
		return store.Deed{}, err
	}
	return list[0], nil
}

// Deeds implements store.Deeds.
func (t *tx) Deeds(ctx context.Context, account, sort, state string, limit int) ([]store.Deed, error) {
	switch {
	case account != "":
		return t.deeds(ctx, selectDeedsOf, account, sort, sort, state, state, limit)
	case state != "":
		return t.deeds(ctx, selectDeedsIn, state, sort, sort, limit)
	}
	return t.deeds(ctx, selectDeeds, sort, sort, limit)
}

// DropDeed implements store.Deeds.
func (t *tx) DropDeed(ctx context.Context, id string) error {
	if err := t.do(ctx, "drop parts of deed "+id, deleteDeedPart, id); err != nil {
		return err
	}
	return t.do(ctx, "drop deed "+id, deleteDeed, id)
}

const putPart = `INSERT INTO part (deed, number, sheet, line, outcome, kind, record, was, rev, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT DO NOTHING`

// PutParts implements store.Deeds.
func (t *tx) PutParts(ctx context.Context, parts ...store.Part) error {
	for _, p := range parts {
		n, err := t.change(ctx, putPart, p.Deed, p.Number, p.Sheet, p.Line, p.Outcome, p.Kind, p.Record, p.Was, p.Rev, bytesOf(p.Said))
		if err != nil {
			return fmt.Errorf("put part %d of deed %s: %w", p.Number, p.Deed, err)
		}
		if n != 1 {
			return fault.Conflict(text.PartTwice, p.Number)
		}
	}
	return nil
}

const (
	partColumns      = `SELECT deed, number, sheet, line, outcome, kind, record, was, rev, said FROM part`
	selectParts      = partColumns + ` WHERE deed = ? AND number > ? ORDER BY number LIMIT ?`
	selectOutcome    = partColumns + ` WHERE deed = ? AND outcome = ? AND number > ? ORDER BY number LIMIT ?`
	selectLastParts  = partColumns + ` WHERE deed = ? AND number < ? ORDER BY number DESC LIMIT ?`
	selectEndParts   = partColumns + ` WHERE deed = ? ORDER BY number DESC LIMIT ?`
	selectPartsOf    = partColumns + ` WHERE record = ? AND record <> '' ORDER BY rev DESC, deed DESC, number DESC LIMIT ?`
	selectPartsOn    = partColumns + ` WHERE record = ? AND record <> '' AND deed || '' = ? ORDER BY number` // few parts touch one record
	selectCountParts = `SELECT outcome, COUNT(*) FROM part WHERE deed = ? GROUP BY outcome`
	silenceParts     = `UPDATE part SET said = ? WHERE record = ? AND record <> ''`
)

// parts collects the parts of a query.
func (t *tx) parts(ctx context.Context, query string, args ...any) ([]store.Part, error) {
	var list []store.Part
	err := t.each(ctx, func(rows *sql.Rows) error {
		var p store.Part
		err := rows.Scan(&p.Deed, &p.Number, &p.Sheet, &p.Line, &p.Outcome, &p.Kind, &p.Record, &p.Was, &p.Rev, &p.Said)
		list = append(list, p)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read parts: %w", err)
	}
	return list, nil
}

// Parts implements store.Deeds.
func (t *tx) Parts(ctx context.Context, deed, outcome string, after int64, limit int) ([]store.Part, error) {
	if outcome != "" {
		return t.parts(ctx, selectOutcome, deed, outcome, after, limit)
	}
	return t.parts(ctx, selectParts, deed, after, limit)
}

// LastParts implements store.Deeds.
func (t *tx) LastParts(ctx context.Context, deed string, before int64, limit int) ([]store.Part, error) {
	if before > 0 {
		return t.parts(ctx, selectLastParts, deed, before, limit)
	}
	return t.parts(ctx, selectEndParts, deed, limit)
}

// PartsOf implements store.Deeds.
func (t *tx) PartsOf(ctx context.Context, record string, limit int) ([]store.Part, error) {
	return t.parts(ctx, selectPartsOf, record, limit)
}

// PartsOn implements store.Deeds.
func (t *tx) PartsOn(ctx context.Context, deed, record string) ([]store.Part, error) {
	return t.parts(ctx, selectPartsOn, record, deed)
}

// CountParts implements store.Deeds.
func (t *tx) CountParts(ctx context.Context, deed string) (map[string]int, error) {
	counts := map[string]int{}
	err := t.each(ctx, func(rows *sql.Rows) error {
		var outcome string
		var n int
		err := rows.Scan(&outcome, &n)
		counts[outcome] = n
		return err
	}, selectCountParts, deed)
	if err != nil {
		return nil, fmt.Errorf("count parts of deed %s: %w", deed, err)
	}
	return counts, nil
}

// SilenceParts implements store.Deeds.
func (t *tx) SilenceParts(ctx context.Context, record string) error {
	return t.do(ctx, "silence parts of "+record, silenceParts, []byte{}, record)
}

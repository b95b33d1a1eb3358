package sqlstore

import (
	"context"
	"fmt"

	"heitu/internal/record"
)

const (
	deleteLinks = `DELETE FROM link WHERE home = ? AND id = ?`
	insertLink  = `INSERT INTO link (home, id, kind, field, target) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
)

// putLinks replaces the links of a record by those of its newest revision. A void
// record refers to nothing; the files that it names stay its own.
func (t *tx) putLinks(ctx context.Context, kind record.Kind, r record.Record) error {
	if r.Rev > 1 {
		if err := t.do(ctx, "links of "+r.ID, deleteLinks, r.Home, r.ID); err != nil {
			return err
		}
	}
	for _, f := range kind.Fields {
		_, refers := record.Refers(f.Type)
		if !record.Names(f.Type) || refers && r.State == record.Void {
			continue
		}
		for _, target := range record.Ids(r.Fields[f.Name]) {
			if !refers {
				target, _ = record.File(target)
			}
			if err := t.do(ctx, "links of "+r.ID, insertLink, r.Home, r.ID, kind.Name, f.Name, target); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	selectLinking = `SELECT ` + recordColumns + ` FROM (
			SELECT DISTINCT id, home FROM link
			WHERE target = ? AND (? = '' OR kind = ?) AND (? = '' OR field = ?) ORDER BY id, home LIMIT ?
		) AS l JOIN record r ON r.home = l.home AND r.id = l.id ORDER BY l.id, l.home`
	selectLinkingField = `SELECT ` + recordColumns + ` FROM (
			SELECT id, home FROM link WHERE target = ? AND kind = ? AND field = ? ORDER BY id, home LIMIT ?
		) AS l JOIN record r ON r.home = l.home AND r.id = l.id ORDER BY l.id, l.home`
)

// Linking implements store.Records.
func (t *tx) Linking(ctx context.Context, id, kind, field string, limit int) ([]record.Record, error) {
	query, args := selectLinking, []any{id, kind, kind, field, field, limit}
	if kind != "" && field != "" {
		query, args = selectLinkingField, []any{id, kind, field, limit}
	}
	list, err := t.records(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("records that refer to %s: %w", id, err)
	}
	return list, nil
}

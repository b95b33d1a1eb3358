package sqlstore

import (
	"context"
	"fmt"

	"heitu/internal/record"
)

const (
	dropLinks  = `DELETE FROM link WHERE home = ? AND id = ?`
	insertLink = `INSERT INTO link (home, id, kind, field, target) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
)

// putLinks writes what the newest revision refers to.
func (t *tx) putLinks(ctx context.Context, k record.Kind, r record.Record) error {
	what := "link record " + r.ID
	if r.Rev > 1 {
		if err := t.do(ctx, what, dropLinks, r.Home, r.ID); err != nil {
			return err
		}
	}
	for _, f := range k.Fields {
		if _, ok := record.Refers(f.Type); !ok {
			continue
		}
		for _, target := range record.Ids(r.Fields[f.Name]) {
			if err := t.do(ctx, what, insertLink, r.Home, r.ID, r.Kind, f.Name, target); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	linkingFrom  = `SELECT ` + recordColumns + ` FROM record r JOIN (SELECT DISTINCT home, id FROM link WHERE target = ?`
	linkingKind  = ` AND kind = ?`
	linkingField = ` AND field = ?`
	linkingEnd   = ` ORDER BY id LIMIT ?) l ON l.home = r.home AND l.id = r.id ORDER BY r.id`
)

// Linking implements store.Records.
func (t *tx) Linking(ctx context.Context, id, kind, field string, limit int) ([]record.Record, error) {
	query, args := linkingFrom, []any{id}
	if kind != "" {
		query, args = query+linkingKind, append(args, kind)
	}
	if field != "" {
		query, args = query+linkingField, append(args, field)
	}
	list, err := t.records(ctx, query+linkingEnd, append(args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("records linking %s: %w", id, err)
	}
	return list, nil
}

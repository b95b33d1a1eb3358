package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

const putKept = `INSERT INTO kept (id, account, sort, kind, name, shared, body) VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (id) DO UPDATE SET account = excluded.account, sort = excluded.sort, kind = excluded.kind,
		name = excluded.name, shared = excluded.shared, body = excluded.body`

// Keep implements store.Keeping.
func (t *tx) Keep(ctx context.Context, k store.Kept) error {
	shared := 0
	if k.Shared {
		shared = 1
	}
	return t.do(ctx, "keep "+k.ID, putKept, k.ID, k.Account, k.Sort, k.Kind, k.Name, shared, bytesOf(k.Body))
}

const (
	keptColumns  = `SELECT id, account, sort, kind, name, shared, body FROM kept`
	selectKept   = keptColumns + ` WHERE id = ?`
	selectKeptBy = keptColumns + ` WHERE account = ? AND sort = ? AND kind = ? UNION ` +
		keptColumns + ` WHERE shared = 1 AND sort = ? AND kind = ? ORDER BY name, id`
	deleteKept = `DELETE FROM kept WHERE id = ?`
)

func (t *tx) keptThings(ctx context.Context, query string, args ...any) ([]store.Kept, error) {
	var list []store.Kept
	err := t.each(ctx, func(rows *sql.Rows) error {
		var k store.Kept
		var shared int
		err := rows.Scan(&k.ID, &k.Account, &k.Sort, &k.Kind, &k.Name, &shared, &k.Body)
		k.Shared = shared == 1
		list = append(list, k)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read what is kept: %w", err)
	}
	return list, nil
}

// Kept implements store.Keeping.
func (t *tx) Kept(ctx context.Context, id string) (store.Kept, error) {
	list, err := t.keptThings(ctx, selectKept, id)
	if err == nil && len(list) == 0 {
		err = fault.Missing(text.NothingKept)
	}
	if err != nil {
		return store.Kept{}, err
	}
	return list[0], nil
}

// KeptBy implements store.Keeping.
func (t *tx) KeptBy(ctx context.Context, account, sort, kind string) ([]store.Kept, error) {
	return t.keptThings(ctx, selectKeptBy, account, sort, kind, sort, kind)
}

// DropKept implements store.Keeping.
func (t *tx) DropKept(ctx context.Context, id string) error {
	return t.do(ctx, "drop kept "+id, deleteKept, id)
}

const deleteKeptOf = `DELETE FROM kept WHERE account = ?`

// DropKeptOf implements store.Keeping.
func (t *tx) DropKeptOf(ctx context.Context, account string) error {
	return t.do(ctx, "drop what "+account+" keeps", deleteKeptOf, account)
}

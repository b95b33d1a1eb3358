package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/text"
)

const selectHead = `SELECT size, checkpoint, epoch, at FROM head WHERE one = 1`

// Head implements journal.Log.
func (t *tx) Head(ctx context.Context) (h journal.Head, err error) {
	if _, err = t.one(ctx, []any{&h.Size, &h.Checkpoint, &h.Epoch, &h.At}, selectHead); err != nil {
		err = fmt.Errorf("read head: %w", err)
	}
	return h, err
}

const updateHead = `UPDATE head SET size = ?, checkpoint = ?, epoch = epoch + 1, at = ? WHERE one = 1 AND size = ? AND epoch = ?`

// PutHead implements journal.Log. The epoch fences: whoever read an older head has lost.
func (t *tx) PutHead(ctx context.Context, h journal.Head, size int64) error {
	n, err := t.change(ctx, updateHead, h.Size, h.Checkpoint, h.At, size, h.Epoch)
	if err != nil {
		return fmt.Errorf("write head: %w", err)
	}
	if n != 1 {
		return fault.Conflict(text.HeadMoved)
	}
	return nil
}

const selectPending = `SELECT serial, home, id, rev, format, key_id, at, leaf FROM entry WHERE number IS NULL ORDER BY serial LIMIT ?`

// Pending implements journal.Log.
func (t *tx) Pending(ctx context.Context, limit int) ([]journal.Entry, error) {
	if err := t.sequencing(ctx); err != nil {
		return nil, err
	}
	var list []journal.Entry
	err := t.each(ctx, func(rows *sql.Rows) error {
		e := journal.Entry{Number: -1}
		err := rows.Scan(&e.Serial, &e.Home, &e.ID, &e.Rev, &e.Format, &e.KeyID, &e.At, &e.Leaf)
		list = append(list, e)
		return err
	}, selectPending, limit)
	if err != nil {
		return nil, fmt.Errorf("read pending entries: %w", err)
	}
	return list, nil
}

const placeEntry = `UPDATE entry SET number = ? WHERE serial = ? AND number IS NULL`

// Place implements journal.Log.
func (t *tx) Place(ctx context.Context, entries []journal.Entry, first int64) error {
	for i, e := range entries {
		n, err := t.change(ctx, placeEntry, first+int64(i), e.Serial)
		if err != nil {
			return fmt.Errorf("place entry of %s: %w", e.ID, err)
		}
		if n != 1 {
			return fault.Conflict(text.HeadMoved)
		}
	}
	return nil
}

const selectTile = `SELECT hashes FROM tile WHERE level = ? AND n = ?`

// Tile implements journal.Tiles.
func (t *tx) Tile(ctx context.Context, level int, n int64) (hashes []byte, err error) {
	if _, err = t.one(ctx, []any{&hashes}, selectTile, level, n); err != nil {
		err = fmt.Errorf("read tile %d/%d: %w", level, n, err)
	}
	return hashes, err
}

const putTile = `INSERT INTO tile (level, n, hashes) VALUES (?, ?, ?) ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes`

// PutTile implements journal.Tiles.
func (t *tx) PutTile(ctx context.Context, level int, n int64, hashes []byte) error {
	return t.do(ctx, fmt.Sprintf("write tile %d/%d", level, n), putTile, level, n, hashes)
}

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
func (t *tx) Head(ctx context.Context) (journal.Head, error) {
	var h journal.Head
	found, err := t.one(ctx, []any{&h.Size, &h.Checkpoint, &h.Epoch, &h.At}, selectHead)
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	if err != nil {
		return journal.Head{}, fmt.Errorf("head of the journal: %w", err)
	}
	return h, nil
}

const updateHead = `UPDATE head SET size = ?, checkpoint = ?, epoch = ?, at = ? WHERE one = 1 AND size = ? AND epoch <= ?`

// PutHead implements journal.Log. An epoch that has passed is refused like a size that has.
func (t *tx) PutHead(ctx context.Context, h journal.Head, size int64) error {
	n, err := t.change(ctx, updateHead, h.Size, h.Checkpoint, h.Epoch, h.At, size, h.Epoch)
	if err != nil {
		return fmt.Errorf("head of the journal: %w", err)
	}
	if n != 1 {
		return fault.Conflict(text.HeadMoved)
	}
	return nil
}

const selectPending = `SELECT serial, home, id, rev, format, key_id, at, leaf FROM entry
	WHERE number IS NULL ORDER BY serial LIMIT ?`

// Pending implements journal.Log.
func (t *tx) Pending(ctx context.Context, limit int) ([]journal.Entry, error) {
	var list []journal.Entry
	err := t.sequencing(ctx)
	if err == nil {
		err = t.each(ctx, func(rows *sql.Rows) error {
			e := journal.Entry{Number: -1}
			err := rows.Scan(&e.Serial, &e.Home, &e.ID, &e.Rev, &e.Format, &e.KeyID, &e.At, &e.Leaf)
			list = append(list, e)
			return err
		}, selectPending, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("entries without a place: %w", err)
	}
	return list, nil
}

const placeEntry = `UPDATE entry SET number = ? WHERE serial = ? AND number IS NULL`

// Place implements journal.Log. It reports a conflict if an entry has a place already.
func (t *tx) Place(ctx context.Context, entries []journal.Entry, first int64) error {
	for i, e := range entries {
		n, err := t.change(ctx, placeEntry, first+int64(i), e.Serial)
		if err != nil {
			return fmt.Errorf("place entry %d: %w", e.Serial, err)
		}
		if n != 1 {
			return fault.Conflict(text.HeadMoved)
		}
	}
	return nil
}

const selectTile = `SELECT hashes FROM tile WHERE level = ? AND n = ?`

// Tile implements journal.Tiles.
func (t *tx) Tile(ctx context.Context, level int, n int64) ([]byte, error) {
	var hashes []byte
	if _, err := t.one(ctx, []any{&hashes}, selectTile, level, n); err != nil {
		return nil, fmt.Errorf("tile %d of level %d: %w", n, level, err)
	}
	return hashes, nil
}

const putTile = `INSERT INTO tile (level, n, hashes) VALUES (?, ?, ?)
	ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes`

// PutTile implements journal.Tiles.
func (t *tx) PutTile(ctx context.Context, level int, n int64, hashes []byte) error {
	return t.do(ctx, fmt.Sprintf("tile %d of level %d", n, level), putTile, level, n, bytesOf(hashes))
}

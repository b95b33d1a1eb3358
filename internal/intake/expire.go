package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
)

// KeptFor is how long the file of an import lies in the folder after it came, unless
// the clerk is still working on it.
const KeptFor = 30 * 24 * time.Hour

// Expire removes the files that have lain long enough. An import that never brought
// anything in goes altogether; of others the deed stays, so that they can still be undone.
func (c *Clerk) Expire(ctx context.Context) error {
	names, err := os.ReadDir(c.Folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("look through imports: %w", err)
	}
	for _, entry := range names {
		info, err := entry.Info()
		if err != nil || c.Now().Sub(info.ModTime()) < KeptFor {
			continue
		}
		if strings.HasPrefix(entry.Name(), unfinished) { // left by a crash
			if err := os.Remove(filepath.Join(c.Folder, entry.Name())); err != nil {
				return fmt.Errorf("clear imports: %w", err)
			}
			continue
		}
		id, _, _ := strings.Cut(entry.Name(), ".")
		if err := c.expire(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (c *Clerk) expire(ctx context.Context, id string) error {
	busy := false
	err := c.Office.Store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Deed(ctx, id)
		if fault.Is(err, fault.CodeMissing) {
			return nil
		}
		if err != nil {
			return err
		}
		if busy = d.State == Trying || d.State == Running; busy {
			return nil
		}
		b, err := readBody(d)
		if err != nil || b.Begun {
			return err
		}
		return tx.DropDeed(ctx, id)
	})
	if err != nil || busy {
		return err
	}
	return c.remove(id)
}

// Forget removes the files of imports that made or changed a record, since they hold
// what an erasure has to destroy.
func (c *Clerk) Forget(ctx context.Context, id string) error {
	var parts []store.Part
	err := c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		parts, err = tx.PartsOf(ctx, id, mostForgotten)
		return err
	})
	for _, p := range parts {
		err = errors.Join(err, c.remove(p.Deed))
	}
	return err
}

// mostForgotten is how many acts on one record are looked through.
const mostForgotten = 10_000

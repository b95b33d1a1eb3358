package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
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

// Forget removes the files that may hold what an erasure has to destroy: those of
// imports that made or changed the record, and of all others into its kind, since it
// may stand in rows that were refused or that nobody has brought in yet. One that brings
// rows in keeps its file until it is done.
func (c *Clerk) Forget(ctx context.Context, id string) error {
	var deeds []store.Deed
	err := c.Office.Store.View(ctx, func(tx store.Tx) error {
		r, err := tx.Record(ctx, record.Key{Home: c.Office.Home, ID: id})
		if err != nil {
			return err
		}
		parts, err := tx.PartsOf(ctx, id, mostForgotten)
		if err != nil {
			return err
		}
		deeds, err = tx.Deeds(ctx, "", Sort, "", mostForgotten)
		deeds = slices.DeleteFunc(deeds, func(d store.Deed) bool {
			return d.Kind != r.Kind && !slices.ContainsFunc(parts, func(p store.Part) bool { return p.Deed == d.ID })
		})
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range deeds {
		err = errors.Join(err, c.forget(ctx, d.ID))
	}
	return err
}

// mostForgotten is how many acts on one record, and how many imports, are looked through.
const mostForgotten = 10_000

// forget removes the file of one import and what its deed quotes of it.
func (c *Clerk) forget(ctx context.Context, id string) error {
	c.entering.Lock()
	defer c.entering.Unlock()
	d, _, err := c.change(ctx, id, func(state string, b *body) (string, error) {
		b.dropSamples()
		b.Forget = true
		if !b.Begun {
			b.Layouts, b.Tried, b.Turn, b.Failure = nil, nil, b.Turn+1, text.Label(text.ImportForgotten)
			return Failed, nil
		}
		return state, nil
	})
	if err != nil || d.State == Running {
		return err
	}
	c.stop(id)
	return c.remove(id)
}

// forgotten removes the file of an import that an erasure has spared until it had
// come to an end.
func (c *Clerk) forgotten(ctx context.Context, id string) error {
	return c.Office.Store.View(ctx, func(tx store.Tx) error {
		d, err := tx.Deed(ctx, id)
		if fault.Is(err, fault.CodeMissing) {
			return c.remove(id)
		}
		if err != nil {
			return err
		}
		b, err := readBody(d)
		if err != nil || !b.Forget || d.State == Running {
			return err
		}
		return c.remove(id)
	})
}

// stop ends the trial of an import, if there is one under way.
func (c *Clerk) stop(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.live[id]; l != nil && l.stop != nil {
		l.stop()
	}
	delete(c.live, id)
}

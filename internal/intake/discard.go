package intake

import (
	"context"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Discard gives up an import: one that has brought nothing in goes altogether, one that
// is under way stops after the rows at hand, to be gone on with or undone.
func (c *Clerk) Discard(ctx context.Context, actor access.Actor, id string) (Import, error) {
	d, b, _, err := c.own(ctx, actor, id)
	if err == nil && d.Account != actor.Account {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return Import{}, err
	}
	if !b.Begun {
		return c.drop(ctx, d)
	}
	c.entering.Lock()
	defer c.entering.Unlock()
	_, _, err = c.change(ctx, id, func(state string, b *body) (string, error) {
		if state != Running && state != Failed {
			return "", fault.Conflict(text.NotDiscarded)
		}
		if state == Running {
			b.Failure = text.Label(text.ImportStopped)
		}
		return Failed, nil
	})
	if err != nil {
		return Import{}, err
	}
	c.stop(id)
	return c.Import(ctx, actor, id)
}

// drop removes an import that has brought nothing in.
func (c *Clerk) drop(ctx context.Context, d store.Deed) (Import, error) {
	gone := Import{}
	err := c.Office.Store.Update(ctx, func(tx store.Tx) error {
		now, err := tx.Deed(ctx, d.ID)
		if err != nil {
			return err
		}
		b, err := readBody(now)
		if err == nil && b.Begun {
			err = fault.Conflict(text.AlreadyBegun)
		}
		if err != nil {
			return err
		}
		gone = c.show(now, b, nil)
		gone.State = Discarded
		return tx.DropDeed(ctx, d.ID)
	})
	if err != nil {
		return Import{}, err
	}
	c.stop(d.ID)
	return gone, c.remove(d.ID)
}

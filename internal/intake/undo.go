package intake

import (
	"context"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/text"
)

// inTheWay is how many things that stand in the way of undoing are named.
const inTheWay = 100

// Undo takes back what an import did, if nothing depends on it.
func (c *Clerk) Undo(ctx context.Context, actor access.Actor, id string) (Import, error) {
	d, b, counts, err := c.own(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	if d.State == Undoing || d.State == Undone {
		return c.show(d, b, counts), nil
	}
	if d.Account != actor.Account {
		return Import{}, fault.Missing(text.NoSuchImport)
	}
	if !b.Begun || d.State == Running {
		return Import{}, fault.Conflict(text.NotBroughtIn)
	}
	standing, err := c.Office.Standing(ctx, actor, id, inTheWay)
	if err == nil {
		err = fault.At(fault.Join(standing...), "") // each names its record; the number of a part says nothing
	}
	if err != nil {
		return Import{}, err
	}
	d, b, err = c.change(ctx, id, func(state string, b *body) (string, error) {
		if state != Done && state != Failed {
			return "", fault.Conflict(text.NotBroughtIn)
		}
		b.Failure = text.Label{}
		return Undoing, nil
	})
	if err != nil {
		return Import{}, err
	}
	c.brings.wake()
	return c.show(d, b, counts), nil
}

// takeBack undoes the parts of an import from the last one backwards, from where it was left.
func (c *Clerk) takeBack(ctx context.Context, actor access.Actor, id string) error {
	for size, n := mostRows, 1; n > 0; {
		began := time.Now()
		var err error
		if n, err = c.Office.UndoSome(ctx, actor, id, size); err != nil {
			return err
		}
		if time.Since(began) > longest {
			size = max(leastRows, size/2)
		}
		c.mu.Lock()
		c.of(id).read += n
		c.mu.Unlock()
		time.Sleep(breath)
	}
	return nil
}

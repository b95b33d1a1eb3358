package intake

import (
	"context"

	"heitu/internal/access"
	"heitu/internal/record"
)

// Every lists the ids of a kind.
func (c *Clerk) Every(ctx context.Context, actor access.Actor, k record.Kind, fn func(string)) error {
	return c.every(ctx, actor, k, func(r record.Record) error {
		fn(r.ID)
		return nil
	})
}

// Readers is how many are being read to.
func (c *Clerk) Readers() int { return len(c.reader.in) }

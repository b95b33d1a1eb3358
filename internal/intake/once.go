package intake

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/store"
	"heitu/internal/text"
)

// ReceiveOnce is Receive under a key that makes a retry harmless; "" is no key. The
// same key for another file is refused.
func (c *Clerk) ReceiveOnce(ctx context.Context, actor access.Actor, key, kind, name string, file io.Reader) (Import, error) {
	if key == "" || actor.Account == "" {
		return c.Receive(ctx, actor, kind, name, file)
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", kind, name)
	before, found, err := c.answered(ctx, actor, key)
	if err != nil {
		return Import{}, err
	}
	if found {
		if _, err := io.Copy(sum, file); err != nil {
			return Import{}, fmt.Errorf("receive file: %w", err)
		}
		if string(before.Request) != string(sum.Sum(nil)) {
			return Import{}, fault.Conflict(text.KeyReused, key)
		}
		return c.Import(ctx, actor, string(before.Body))
	}
	i, err := c.Receive(ctx, actor, kind, name, io.TeeReader(file, sum))
	if err != nil {
		return i, err
	}
	return i, c.Office.Store.Update(ctx, func(tx store.Tx) error {
		return tx.PutAnswer(ctx, store.Answer{Actor: actor.Account, Key: key, Request: sum.Sum(nil), Body: []byte(i.ID), Expires: c.Now().Add(office.KeyLife)})
	})
}

func (c *Clerk) answered(ctx context.Context, actor access.Actor, key string) (a store.Answer, found bool, err error) {
	err = c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		a, found, err = tx.Answer(ctx, actor.Account, key, c.Now())
		return err
	})
	return a, found, err
}

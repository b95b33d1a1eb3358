package intake

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
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
		return c.answer(ctx, actor, key, before, sum)
	}
	i, err := c.take(ctx, actor, kind, name, io.TeeReader(file, sum), func(tx store.Tx, id string) (err error) {
		if before, found, err = tx.Answer(ctx, actor.Account, key, c.Now()); err != nil {
			return err
		}
		if found {
			return errAnswered
		}
		return tx.PutAnswer(ctx, store.Answer{Actor: actor.Account, Key: key, Request: sum.Sum(nil), Body: []byte(id), Expires: c.Now().Add(office.KeyLife)})
	})
	if found {
		return c.answer(ctx, actor, key, before, sum)
	}
	return i, err
}

// errAnswered ends the keeping of an import that came a second time, at the same moment.
var errAnswered = errors.New("intake: the key has been used")

// answer is the import that came under a key before, if it was the same file.
func (c *Clerk) answer(ctx context.Context, actor access.Actor, key string, before store.Answer, sum hash.Hash) (Import, error) {
	if string(before.Request) != string(sum.Sum(nil)) {
		return Import{}, fault.Conflict(text.KeyReused, key)
	}
	return c.Import(ctx, actor, string(before.Body))
}

func (c *Clerk) answered(ctx context.Context, actor access.Actor, key string) (a store.Answer, found bool, err error) {
	err = c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		a, found, err = tx.Answer(ctx, actor.Account, key, c.Now())
		return err
	})
	return a, found, err
}

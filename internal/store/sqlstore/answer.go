package sqlstore

import (
	"context"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

const selectAnswer = `SELECT actor, request_key, request, body, expires FROM answer WHERE actor = ? AND request_key = ? AND expires > ?`

// Answer implements store.Answers.
func (t *tx) Answer(ctx context.Context, actor, key string, now time.Time) (a store.Answer, found bool, err error) {
	var expires int64
	found, err = t.one(ctx, []any{&a.Actor, &a.Key, &a.Request, &a.Body, &expires}, selectAnswer, actor, key, now.UnixMilli())
	if err != nil {
		err = fmt.Errorf("read answer: %w", err)
	}
	a.Expires = time.UnixMilli(expires).UTC()
	return a, found, err
}

const insertAnswer = `INSERT INTO answer (actor, request_key, request, body, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

// PutAnswer implements store.Answers.
func (t *tx) PutAnswer(ctx context.Context, a store.Answer) error {
	n, err := t.change(ctx, insertAnswer, a.Actor, a.Key, bytesOf(a.Request), bytesOf(a.Body), a.Expires.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	if n != 1 {
		return fault.Conflict(text.KeyReused, a.Key)
	}
	return nil
}

const expireAnswers = `DELETE FROM answer WHERE expires <= ?`

// ExpireAnswers implements store.Answers.
func (t *tx) ExpireAnswers(ctx context.Context, now time.Time) error {
	return t.do(ctx, "expire answers", expireAnswers, now.UnixMilli())
}

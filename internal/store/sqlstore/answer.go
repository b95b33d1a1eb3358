package sqlstore

import (
	"context"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

const selectAnswer = `SELECT actor, request_key, request, body, expires FROM answer
	WHERE actor = ? AND request_key = ? AND expires > ?`

// Answer implements store.Answers.
func (t *tx) Answer(ctx context.Context, actor, key string, now time.Time) (store.Answer, bool, error) {
	var a store.Answer
	var expires int64
	found, err := t.one(ctx, []any{&a.Actor, &a.Key, &a.Request, &a.Body, &expires}, selectAnswer, actor, key, now.UnixMilli())
	if err != nil {
		return store.Answer{}, false, fmt.Errorf("read answer: %w", err)
	}
	if !found {
		return store.Answer{}, false, nil
	}
	a.Expires = timeOf(expires)
	return a, true, nil
}

const insertAnswer = `INSERT INTO answer (actor, request_key, request, body, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

// PutAnswer implements store.Answers. An answer that has expired is in the way
// until ExpireAnswers removes it.
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

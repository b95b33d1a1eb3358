// Package job does the work that follows a commit, and retries what fails.
//
// A job is kept in the transaction that asked for it, so none is lost; it may run
// twice after a crash, so a handler must find done what is done.
package job

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"heitu/internal/store"
)

// Handler does one kind of work.
type Handler func(ctx context.Context, payload []byte) error

// Runner takes jobs one by one.
type Runner struct {
	Store    store.Store
	Handlers map[string]Handler
	Now      func() time.Time
	Log      *slog.Logger
}

// lease is how long a job is hidden while it runs; then it is taken to be lost.
const lease = 5 * time.Minute

// retries is how often a job is tried before it is given up, and backoff the
// pause after the first failure, doubled each time.
const (
	retries = 8
	backoff = 2 * time.Second
)

// Drain runs what is due until nothing is, and returns how many jobs it ran.
func (r *Runner) Drain(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		ran, err := r.one(ctx)
		if err != nil || !ran {
			return n, err
		}
	}
}

func (r *Runner) one(ctx context.Context) (bool, error) {
	var j store.Job
	found := false
	err := r.Store.Update(ctx, func(tx store.Tx) (err error) {
		j, found, err = tx.NextJob(ctx, r.Now(), lease)
		return err
	})
	if err != nil || !found {
		return false, err
	}
	failed := r.run(ctx, j)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return true, r.Store.Update(ctx, func(tx store.Tx) error {
		if failed == nil {
			return tx.DropJob(ctx, j.ID)
		}
		j.Tries, j.Err = j.Tries+1, failed.Error()
		if j.Tries >= retries {
			r.Log.Error("job given up", "kind", j.Kind, "tries", j.Tries, "err", failed)
			return tx.DropJob(ctx, j.ID)
		}
		j.Due = r.Now().Add(backoff << j.Tries)
		return tx.RetryJob(ctx, j)
	})
}

func (r *Runner) run(ctx context.Context, j store.Job) error {
	h, ok := r.Handlers[j.Kind]
	if !ok {
		return fmt.Errorf("job: nobody does %q", j.Kind)
	}
	return h(ctx, j.Payload)
}

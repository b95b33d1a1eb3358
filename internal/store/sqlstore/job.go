package sqlstore

import (
	"context"
	"fmt"
	"time"

	"heitu/internal/store"
)

const insertJob = `INSERT INTO job (kind, payload, due, ready, tries, err) VALUES (?, ?, ?, ?, 0, '')`

// AddJob implements store.Jobs.
func (t *tx) AddJob(ctx context.Context, j store.Job) error {
	due := j.Due.UnixMilli()
	return t.do(ctx, "add job", insertJob, j.Kind, bytesOf(j.Payload), due, due)
}

const (
	selectJob = `SELECT id, kind, payload, due, tries, err FROM job WHERE ready <= ? ORDER BY ready, id LIMIT 1`
	leaseJob  = `UPDATE job SET ready = ? WHERE id = ?`
)

// NextJob implements store.Jobs.
func (t *tx) NextJob(ctx context.Context, now time.Time, lease time.Duration) (j store.Job, found bool, err error) {
	var due int64
	found, err = t.one(ctx, []any{&j.ID, &j.Kind, &j.Payload, &due, &j.Tries, &j.Err}, selectJob, now.UnixMilli())
	if err != nil {
		return j, false, fmt.Errorf("next job: %w", err)
	}
	if !found {
		return j, false, nil
	}
	j.Due = time.UnixMilli(due).UTC()
	return j, true, t.do(ctx, "lease job", leaseJob, now.Add(lease).UnixMilli(), j.ID)
}

const dropJob = `DELETE FROM job WHERE id = ?`

// DropJob implements store.Jobs.
func (t *tx) DropJob(ctx context.Context, id int64) error { return t.do(ctx, "drop job", dropJob, id) }

const retryJob = `UPDATE job SET due = ?, ready = ?, tries = ?, err = ? WHERE id = ?`

// RetryJob implements store.Jobs.
func (t *tx) RetryJob(ctx context.Context, j store.Job) error {
	due := j.Due.UnixMilli()
	return t.do(ctx, "retry job", retryJob, due, due, j.Tries, j.Err, j.ID)
}

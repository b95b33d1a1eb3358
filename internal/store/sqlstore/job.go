package sqlstore

import (
	"context"
	"fmt"
	"time"

	"heitu/internal/store"
)

const insertJob = `INSERT INTO job (kind, payload, due, ready, tries, err) VALUES (?, ?, ?, ?, ?, ?)`

// AddJob implements store.Jobs.
func (t *tx) AddJob(ctx context.Context, j store.Job) error {
	due := j.Due.UnixMilli()
	return t.do(ctx, "add job "+j.Kind, insertJob, j.Kind, bytesOf(j.Payload), due, due, j.Tries, j.Err)
}

const (
	selectNextJob = `SELECT id, kind, payload, due, tries, err FROM job WHERE ready <= ? ORDER BY ready, due, id LIMIT 1`
	leaseJob      = `UPDATE job SET ready = ? WHERE id = ?`
)

// NextJob implements store.Jobs.
func (t *tx) NextJob(ctx context.Context, now time.Time, lease time.Duration) (store.Job, bool, error) {
	var j store.Job
	var due int64
	found, err := t.one(ctx, []any{&j.ID, &j.Kind, &j.Payload, &due, &j.Tries, &j.Err}, selectNextJob, now.UnixMilli())
	if err != nil {
		return store.Job{}, false, fmt.Errorf("next job: %w", err)
	}
	if !found {
		return store.Job{}, false, nil
	}
	j.Due = timeOf(due)
	return j, true, t.do(ctx, "lease job", leaseJob, now.Add(lease).UnixMilli(), j.ID)
}

const deleteJob = `DELETE FROM job WHERE id = ?`

// DropJob implements store.Jobs.
func (t *tx) DropJob(ctx context.Context, id int64) error {
	return t.do(ctx, "drop job", deleteJob, id)
}

const retryJob = `UPDATE job SET payload = ?, due = ?, ready = ?, tries = ?, err = ? WHERE id = ?`

// RetryJob implements store.Jobs.
func (t *tx) RetryJob(ctx context.Context, j store.Job) error {
	due := j.Due.UnixMilli()
	return t.do(ctx, "retry job "+j.Kind, retryJob, bytesOf(j.Payload), due, due, j.Tries, j.Err, j.ID)
}

// timeOf is the instant that a column holds.
func timeOf(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

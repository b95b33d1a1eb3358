package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// A commit costs one fsync however many functions it holds: the writer lets all
// that are waiting run in one transaction, up to these bounds.
const (
	mostTogether = 256
	longTogether = 20 * time.Millisecond
	manyWrites   = 8000 // statements between two checkpoints, some 16 MB of log
)

var (
	errClosed   = errors.New("sqlstore: the database is closed")
	errPanicked = errors.New("sqlstore: a function given to Update panicked")
)

// writer owns the one connection that writes. Functions run on the goroutines of
// their callers, one at a time, when the writer gives them their turn; so a panic
// is the caller's own.
type writer struct {
	conn    *conn
	queue   chan *request
	closing chan struct{}
	done    chan struct{}
	once    sync.Once
	failed  error // why nothing is written any more; the writer's own
}

// request is one function that waits to be run and committed.
type request struct {
	ctx    context.Context
	turn   chan *conn
	ran    chan error // what one turn returned
	result chan error // what the caller is told
	alone  func(*conn) error
	err    error // the function's own error, where nothing has to be undone for it
	dead   bool  // whether it panicked; its caller is gone
}

func startWriter(c *conn) *writer {
	w := &writer{conn: c, queue: make(chan *request, mostTogether), closing: make(chan struct{}), done: make(chan struct{})}
	go w.loop()
	return w
}

// stop ends the writer after what it is doing, and reports whether it was running.
func (w *writer) stop() bool {
	first := false
	w.once.Do(func() {
		first = true
		close(w.closing)
		<-w.done
	})
	return first
}

// update implements engine.
func (w *writer) update(ctx context.Context, fn func(runner) error) error {
	r := &request{ctx: ctx, turn: make(chan *conn), ran: make(chan error), result: make(chan error, 1)}
	if err := w.send(r); err != nil {
		return err
	}
	for {
		select {
		case c := <-r.turn:
			r.run(c, fn)
		case err := <-r.result:
			return err
		case <-w.done:
			return r.after()
		}
	}
}

// after is the answer to a request that the writer has answered or left behind at its end.
func (r *request) after() error {
	select {
	case err := <-r.result:
		return err
	default:
		return errClosed
	}
}

// run takes one turn. The writer hears of its end even if fn panics or exits.
func (r *request) run(c *conn, fn func(runner) error) {
	err := errPanicked
	defer func() { r.ran <- err }()
	err = fn(c)
}

// alone runs fn on the connection outside any transaction, between two batches.
func (w *writer) alone(ctx context.Context, fn func(*conn) error) error {
	r := &request{ctx: ctx, alone: fn, result: make(chan error, 1)}
	if err := w.send(r); err != nil {
		return err
	}
	select {
	case err := <-r.result:
		return err
	case <-w.done:
		return r.after()
	}
}

func (w *writer) send(r *request) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	select {
	case <-w.closing:
		return errClosed
	default:
	}
	select {
	case w.queue <- r:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	case <-w.closing:
		return errClosed
	}
}

func (w *writer) loop() {
	defer close(w.done)
	defer w.conn.close()
	for {
		var r *request
		select {
		case r = <-w.queue:
		case <-w.closing:
			return
		}
		for r != nil {
			r = w.serve(r)
		}
		w.tidy()
	}
}

// serve answers r and what waits behind it. It returns a request that has to be served alone.
func (w *writer) serve(r *request) (next *request) {
	switch {
	case w.failed != nil:
		r.result <- w.failed
	case r.ctx.Err() != nil:
		r.result <- r.ctx.Err()
	case r.alone != nil:
		err := r.alone(w.conn)
		r.result <- w.judge(err)
	default:
		return w.together(r)
	}
	return nil
}

// together runs r and all that wait in one transaction, without savepoints.
func (w *writer) together(r *request) (next *request) {
	if err := w.conn.raw("BEGIN IMMEDIATE"); err != nil {
		r.result <- w.judge(explainSQLite(err))
		return nil
	}
	var batch []*request
	until := time.Now().Add(longTogether)
	for r != nil {
		if err := r.ctx.Err(); err != nil {
			r.result <- err
		} else {
			batch = append(batch, r)
			if !w.turn(r) {
				w.replay(batch)
				return nil
			}
		}
		if len(batch) >= mostTogether || time.Now().After(until) {
			break
		}
		r = w.waiting()
		if r != nil && r.alone != nil {
			next = r
			break
		}
	}
	w.commit(batch)
	return next
}

// waiting returns the next request, or nil if none waits.
func (w *writer) waiting() *request {
	select {
	case r := <-w.queue:
		return r
	default:
		return nil
	}
}

// turn lets r run, and reports whether the transaction can go on as it is: a
// function that wrote nothing can fail without harm to the others.
func (w *writer) turn(r *request) bool {
	before := w.conn.writes
	r.turn <- w.conn
	r.err = <-r.ran
	r.dead = r.err == errPanicked
	return r.err == nil || w.conn.writes == before && !broken(r.err)
}

// replay undoes the transaction and runs its functions again, each behind a
// savepoint, so that those which fail fail alone.
func (w *writer) replay(batch []*request) {
	if w.undo(batch) != nil {
		return
	}
	err := w.conn.raw("BEGIN IMMEDIATE")
	for _, r := range batch {
		if err != nil || r.dead {
			continue
		}
		if err = w.conn.raw("SAVEPOINT one"); err != nil {
			break
		}
		if !w.turn(r) {
			if r.err = w.judge(r.err); w.failed == nil && w.conn.raw("ROLLBACK TO one") != nil {
				err = r.err // a full disk, say, has undone the whole transaction
			}
		}
		if err == nil && w.failed == nil {
			err = w.conn.raw("RELEASE one")
		}
		if w.failed != nil {
			err = w.failed
		}
	}
	if err != nil {
		w.conn.raw("ROLLBACK")
		w.answer(batch, w.judge(explainSQLite(err)))
		return
	}
	w.commit(batch)
}

// undo rolls back before a replay. Where the cause leaves nothing to be replayed,
// it answers the batch and returns why.
func (w *writer) undo(batch []*request) error {
	last := batch[len(batch)-1]
	err := w.judge(last.err)
	w.conn.raw("ROLLBACK") // SQLite has rolled back by itself after some errors
	if w.failed != nil {
		w.answer(batch, err)
		return err
	}
	return nil
}

func (w *writer) commit(batch []*request) {
	err := w.conn.raw("COMMIT")
	if err != nil {
		err = w.judge(explainSQLite(err))
		w.conn.raw("ROLLBACK")
	}
	w.answer(batch, err)
}

// answer tells every caller how it went: what befell the transaction befell all.
func (w *writer) answer(batch []*request, err error) {
	for _, r := range batch {
		if r.dead {
			continue
		}
		if err != nil {
			r.result <- err
		} else {
			r.result <- r.err
		}
	}
}

// judge stops all writing for good after an error of the disk: what a failed fsync
// has not written cannot be known, and asking again would not tell.
func (w *writer) judge(err error) error {
	if broken(err) && w.failed == nil {
		w.failed = fault.Busy(text.StoreFailed)
		return fmt.Errorf("%w (%w)", w.failed, err)
	}
	return err
}

// tidy moves the log into the file from time to time, after everybody has his answer.
func (w *writer) tidy() {
	if w.conn.writes < manyWrites || w.failed != nil {
		return
	}
	w.conn.writes = 0
	_, err := w.conn.checkpoint("PASSIVE")
	w.judge(err)
}

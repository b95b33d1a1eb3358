package sqlstore

import (
	"context"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// writer commits in groups: whoever waits while one transaction is synced to disk
// shares the next one.
type writer struct {
	session *session
	queue   chan *request
	done    chan struct{}
	failed  bool // the disk has failed; nothing is written any more
}

// request is one function that wants to write.
type request struct {
	ctx    context.Context
	fn     func(runner) error
	alone  func(*session) error // instead of fn: outside any transaction
	err    error
	panic  any
	answer chan struct{}
}

// The size of a group: large enough that syncing is shared, small enough that
// nobody waits long for the others.
const (
	groupMost = 256
	groupTime = 50 * time.Millisecond
)

func startWriter(s *session) *writer {
	w := &writer{session: s, queue: make(chan *request, groupMost), done: make(chan struct{})}
	go w.loop()
	return w
}

// run waits until the function is committed.
func (w *writer) run(ctx context.Context, fn func(runner) error) error {
	return w.ask(&request{ctx: ctx, fn: fn, answer: make(chan struct{})})
}

// between waits until the function has run between two transactions.
func (w *writer) between(ctx context.Context, fn func(*session) error) error {
	return w.ask(&request{ctx: ctx, alone: fn, answer: make(chan struct{})})
}

func (w *writer) ask(r *request) error {
	select {
	case w.queue <- r:
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
	<-r.answer
	if r.panic != nil {
		panic(r.panic)
	}
	return r.err
}

func (w *writer) loop() {
	defer close(w.done)
	for first := range w.queue {
		for group := w.gather(first); len(group) > 0; {
			n := w.serve(group)
			for _, r := range group[:n] {
				close(r.answer)
			}
			group = group[n:]
		}
	}
}

// gather takes whoever else is waiting.
func (w *writer) gather(first *request) []*request {
	group := []*request{first}
	for len(group) < groupMost {
		select {
		case r, ok := <-w.queue:
			if !ok {
				return group
			}
			group = append(group, r)
		default:
			return group
		}
	}
	return group
}

// serve runs the first of the group, and those behind it that fit into the same
// transaction, and returns how many it ran.
func (w *writer) serve(group []*request) int {
	if w.failed {
		group[0].err = fault.Busy(text.StoreFailed)
		return 1
	}
	if group[0].alone != nil {
		group[0].err = group[0].alone(w.session)
		return 1
	}
	n, err := w.together(group)
	if n == 0 {
		group[0].err = err
		return 1
	}
	if err != nil && !broken(err) {
		err = w.apart(group[:n])
	}
	for _, r := range group[:n] {
		if r.err == nil {
			r.err = err
		}
	}
	return n
}

// together runs a group in one transaction without savepoints. It returns how many
// it ran before time was up, or one failed.
func (w *writer) together(group []*request) (n int, err error) {
	began := time.Now()
	err = w.transaction(func() error {
		for _, r := range group {
			if r.alone != nil || n > 0 && time.Since(began) > groupTime {
				break
			}
			n++
			if err := w.call(r); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// apart runs a group again, each behind a savepoint, so that only those fail that must.
func (w *writer) apart(group []*request) error {
	return w.transaction(func() error {
		for _, r := range group {
			r.panic = nil
			if err := w.session.plain("SAVEPOINT request"); err != nil {
				return err
			}
			if r.err = w.call(r); r.err != nil {
				if broken(r.err) {
					return r.err
				}
				if err := w.session.plain("ROLLBACK TO request"); err != nil {
					return err
				}
			}
			if err := w.session.plain("RELEASE request"); err != nil {
				return err
			}
		}
		return nil
	})
}

// transaction commits what fn writes. A disk that fails while syncing is never
// asked again: what it then says cannot be believed.
func (w *writer) transaction(fn func() error) error {
	err := w.session.plain("BEGIN IMMEDIATE")
	if err != nil {
		return err
	}
	if err = fn(); err == nil {
		err = w.session.plain("COMMIT")
	}
	if err == nil {
		return nil
	}
	w.failed = w.failed || broken(err)
	// The transaction may be gone already: SQLite rolls back by itself where it must.
	if rollback := w.session.plain("ROLLBACK"); rollback != nil && !w.session.idle() {
		w.failed = true
	}
	return err
}

// call runs one function. A panic is handed to whoever asked.
func (w *writer) call(r *request) (err error) {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			r.panic, err = p, fmt.Errorf("panic: %v", p)
		}
	}()
	return r.fn(w.session)
}

// close serves what is waiting and ends.
func (w *writer) close() error {
	close(w.queue)
	<-w.done
	return w.session.close()
}

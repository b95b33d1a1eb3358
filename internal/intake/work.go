package intake

import (
	"context"
	"errors"
	"sync"
	"time"

	"heitu/internal/fault"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// chore is one sort of work, done by one goroutine at a time. Trials do not wait for
// long imports, so they are a chore of their own.
type chore struct {
	doing sync.Mutex
	once  sync.Once
	bell  chan struct{}
}

func (h *chore) rung() chan struct{} {
	h.once.Do(func() { h.bell = make(chan struct{}, 1) })
	return h.bell
}

func (h *chore) wake() {
	select {
	case h.rung() <- struct{}{}:
	default:
	}
}

// The pause after the first failure of the node, doubled each time up to the longest.
const (
	firstPause   = 2 * time.Second
	longestPause = time.Minute
)

// Run does in the background what Work does, whenever there is something to do,
// until ctx ends.
func (c *Clerk) Run(ctx context.Context) {
	var both sync.WaitGroup
	for _, h := range []*chore{&c.tries, &c.brings} {
		both.Go(func() {
			for ctx.Err() == nil {
				if err := c.drain(ctx, h); err != nil && ctx.Err() == nil {
					c.Log.Error("imports cannot go on", "err", err)
				}
				select {
				case <-ctx.Done():
				case <-h.rung():
				case <-time.After(firstPause):
				}
			}
		})
	}
	both.Wait()
}

// Work does what waits: trials, imports, undoing. It takes up what a crash interrupted.
func (c *Clerk) Work(ctx context.Context) error {
	return errors.Join(c.drain(ctx, &c.tries), c.drain(ctx, &c.brings))
}

// drain does a chore until nothing of it waits.
func (c *Clerk) drain(ctx context.Context, h *chore) error {
	h.doing.Lock()
	defer h.doing.Unlock()
	states, do := []string{Undoing, Running}, c.bring
	if h == &c.tries {
		states, do = []string{Trying}, c.try
	}
	for {
		d, found, err := c.next(ctx, states)
		if err != nil || !found {
			return err
		}
		if err := c.settle(ctx, d, do(ctx, d)); err != nil {
			return err
		}
		if err := c.forgotten(ctx, d.ID); err != nil {
			return err
		}
	}
}

// next returns the oldest import in one of the states whose time has come.
func (c *Clerk) next(ctx context.Context, states []string) (d store.Deed, found bool, err error) {
	var waiting []store.Deed
	err = c.Office.Store.View(ctx, func(tx store.Tx) error {
		waiting = nil
		for _, state := range states {
			list, err := tx.Deeds(ctx, "", Sort, state, 1000)
			if err != nil {
				return err
			}
			waiting = append(waiting, list...)
		}
		return nil
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range waiting {
		if l := c.live[w.ID]; l != nil && l.again.After(c.Now()) {
			continue
		}
		if !found || w.At.Before(d.At) {
			d, found = w, true
		}
	}
	return d, found, err
}

// settle notes how working on an import has ended. What the node cannot do now is
// tried again later; what is wrong with the import itself ends it.
func (c *Clerk) settle(ctx context.Context, d store.Deed, failed error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(failed, errUnwanted) {
		return nil
	}
	if failed == nil {
		c.mu.Lock()
		delete(c.live, d.ID)
		c.mu.Unlock()
		return nil
	}
	said := fault.Shown(failed)[0]
	label := text.Label{ZH: said.In(text.ZH), EN: said.In(text.EN)}
	switch said.Code {
	case fault.CodeBusy, fault.CodeFull, fault.CodeInternal:
		c.mu.Lock()
		l := c.of(d.ID)
		l.failure, l.again = label, c.Now().Add(min(firstPause<<l.tries, longestPause))
		l.tries = min(l.tries+1, 5)
		c.mu.Unlock()
		c.Log.Error("import is tried again later", "import", d.ID, "err", failed)
		return nil
	}
	_, _, err := c.change(ctx, d.ID, func(state string, b *body) (string, error) {
		if state != d.State {
			return state, nil
		}
		b.Failure = label
		return Failed, nil
	})
	return err
}

// errUnwanted ends a trial that has been arranged anew, or an import that was stopped.
var errUnwanted = errors.New("intake: no longer wanted")

// begin reads the deed, and prepares to judge its rows for the account that it belongs to.
func (c *Clerk) begin(ctx context.Context, d store.Deed) (body, *judge, error) {
	b, err := readBody(d)
	if err != nil {
		return b, nil, err
	}
	j := &judge{clerk: c, ctx: ctx, step: b.Step, mode: b.Mode, known: map[string]func() (string, error){}, called: map[string][]string{}, seen: map[string][]place{}}
	if j.kind, err = c.Office.Kind(d.Kind); err != nil {
		return b, nil, err
	}
	j.actor, err = c.Actor(ctx, d.Account)
	return b, j, err
}

// heaviest is how much the cells of one batch may say, in bytes.
const heaviest = 8 << 20

// rows reads the rows of an import in batches; first is the number of a batch's first
// row within the import, from 1.
func (c *Clerk) rows(d store.Deed, b body, j *judge, size func() int, do func(first int64, items []sheet.Item) error) error {
	return c.reading(d.ID, b.Name, func(book *sheet.Book) error {
		first, heavy := int64(1), 0
		var items []sheet.Item
		flush := func() error {
			if len(items) == 0 {
				return nil
			}
			err := do(first, items)
			first, items, heavy = first+int64(len(items)), items[:0], 0
			return err
		}
		for _, l := range b.Layouts {
			j.lay(b.Format, l)
			for item, err := range book.Rows(j.kind, l, j.resolve) {
				if err == nil {
					err = j.ctx.Err()
				}
				if err != nil {
					return err
				}
				items = append(items, item)
				for _, said := range item.Said {
					heavy += len(said)
				}
				if len(items) >= size() || heavy > heaviest {
					if err := flush(); err != nil {
						return err
					}
				}
			}
			if err := flush(); err != nil {
				return err
			}
		}
		return nil
	})
}

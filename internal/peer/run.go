package peer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// How often allies are asked by themselves, and how long one that failed is left alone.
const (
	pullEvery   = time.Minute
	restLeast   = 10 * time.Second
	restMost    = time.Hour
	hintPause   = 100 * time.Millisecond
	hintTimeout = 10 * time.Second
)

// rest is how long an ally that failed is left alone.
type rest struct {
	until time.Time
	last  time.Duration
}

// hint is the body of a hint: the log has grown to a size. It is believed in
// nothing; it only makes a pull come sooner.
type hint struct {
	Size int64 `json:"size"`
}

// ParseHint reads the body of a hint.
func ParseHint(body []byte) (size int64, err error) {
	var h hint
	if err := strictly(body, &h); err != nil || h.Size < 0 {
		return 0, fault.Invalid("size", text.WholeNumber, "size")
	}
	return h.Size, nil
}

// Hinted takes a hint: the ally is pulled from soon, unless all is known already.
func (a *Alliance) Hinted(ctx context.Context, p Peer, size int64) error {
	a.open()
	m, err := a.mirror(ctx, p.Home)
	if err != nil || size <= m.Size && m.Next == m.Size {
		return err
	}
	select {
	case a.wanted <- p.Home:
	default:
	}
	return nil
}

// Announce says that this node's checkpoint has moved. It does not block.
func (a *Alliance) Announce() {
	a.open()
	select {
	case a.changed <- struct{}{}:
	default:
	}
}

// Run pulls from all allies every minute and from those who hint at once, and hints at
// them when this node's log grows, until ctx ends.
func (a *Alliance) Run(ctx context.Context) {
	a.open()
	var all sync.WaitGroup
	all.Go(func() { a.announcing(ctx) })
	all.Go(func() { a.pulling(ctx) })
	all.Wait()
}

func (a *Alliance) announcing(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.changed:
		}
		if err := a.hintAll(ctx); err != nil && ctx.Err() == nil {
			a.Log.Warn("allies were not told of a change", "err", err)
		}
		if pause(ctx, hintPause) != nil {
			return
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// hintAll tells every ally at the same time that there is something new; who does
// not answer finds out by himself.
func (a *Alliance) hintAll(ctx context.Context) error {
	peers, err := a.pinned(ctx)
	if err != nil || len(peers) == 0 {
		return err
	}
	size, err := a.size(ctx)
	if err != nil {
		return err
	}
	body, err := json.Marshal(hint{size})
	if err != nil {
		return fmt.Errorf("encode a hint: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, hintTimeout)
	defer cancel()
	var told sync.WaitGroup
	for _, p := range peers {
		told.Go(func() {
			l := a.dial(p)
			defer l.hang()
			if _, err := l.do(ctx, "POST", "/peer/v1/hint", body, smallAnswer); err != nil && ctx.Err() == nil {
				a.Log.Debug("an ally takes no hint", "home", p.Home, "err", err)
			}
		})
	}
	told.Wait()
	return nil
}

func (a *Alliance) pinned(ctx context.Context) ([]Peer, error) {
	all, err := a.Peers(ctx)
	var pinned []Peer
	for _, p := range all {
		if p.State == "pinned" {
			pinned = append(pinned, p)
		}
	}
	return pinned, err
}

// pulling pulls in the background. Allies are pulled from beside each other, so that
// one that drips holds up nobody else.
func (a *Alliance) pulling(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	var mu sync.Mutex
	under := map[string]bool{} // true once more is wanted meanwhile
	var begin func(home string)
	begin = func(home string) {
		mu.Lock()
		defer mu.Unlock()
		if _, busy := under[home]; busy {
			under[home] = true
			return
		}
		under[home] = false
		all.Go(func() {
			a.pullQuietly(ctx, home)
			mu.Lock()
			again := under[home]
			delete(under, home)
			mu.Unlock()
			if again && ctx.Err() == nil {
				begin(home)
			}
		})
	}
	tick := time.NewTimer(0)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case home := <-a.wanted:
			begin(home)
		case <-tick.C:
			tick.Reset(pullEvery - time.Duration(rand.Int64N(int64(pullEvery/10))))
			peers, err := a.pinned(ctx)
			if err != nil && ctx.Err() == nil {
				a.Log.Error("allies cannot be read", "err", err)
			}
			for _, p := range peers {
				begin(p.Home)
			}
		}
	}
}

func (a *Alliance) pullQuietly(ctx context.Context, home string) {
	if a.resting(home) {
		return
	}
	r, err := a.Pull(ctx, home)
	a.after(home, err)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		a.Log.Warn("exchange failed", "home", home, "err", err)
	} else if !r.idle() {
		a.Log.Info("exchange", "home", home, "added", r.Added, "changed", r.Changed, "withdrawn", r.Withdrawn, "failed", r.Failed)
	}
}

func (a *Alliance) resting(home string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Now().Before(a.rests[home].until)
}

// after notes how an exchange ended: one that failed is tried again later, each time
// twice as late, and not before the ally says.
func (a *Alliance) after(home string, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil {
		delete(a.rests, home)
		return
	}
	r := a.rests[home]
	r.last = min(max(2*r.last, restLeast), restMost)
	var asked later
	if errors.As(err, &asked) {
		r.last = max(r.last, asked.wait)
	}
	r.until = time.Now().Add(r.last)
	a.rests[home] = r
}

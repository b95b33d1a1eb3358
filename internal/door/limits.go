package door

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// limits counts what one address or one sign-in name does. Reading is generous;
// changing, and trying passwords, is not.
type limits struct {
	mu    sync.Mutex
	now   func() time.Time
	seen  map[string]*rate.Limiter
	swept time.Time
}

// sweepEvery is how often the counters that have recovered are dropped.
const sweepEvery = time.Minute

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, seen: map[string]*rate.Limiter{}}
}

func (l *limits) allow(key string, perSecond rate.Limit, burst int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.limiter(key, perSecond, burst).AllowN(l.now(), 1) {
		return fault.Limit(text.TooFast, int(1/float64(perSecond))+1)
	}
	return nil
}

// limiter returns the counter of a key. The caller holds the lock.
func (l *limits) limiter(key string, perSecond rate.Limit, burst int) *rate.Limiter {
	if now := l.now(); now.Sub(l.swept) > sweepEvery {
		l.sweep(now)
	}
	lim, ok := l.seen[key]
	if !ok {
		lim = rate.NewLimiter(perSecond, burst)
		l.seen[key] = lim
	}
	return lim
}

// sweep drops the counters that have recovered.
func (l *limits) sweep(now time.Time) {
	l.swept = now
	for k, lim := range l.seen {
		if lim.TokensAt(now) >= float64(lim.Burst()) {
			delete(l.seen, k)
		}
	}
}

// How fast wrong passwords may come: ten for a name from one address, thirty from
// an address; then one in thirty and in ten seconds. A name alone is not limited, or
// strangers could lock its owner out.
const (
	nameBurst    = 10
	namePause    = 30 * time.Second
	addressBurst = 30
	addressPause = 10 * time.Second
)

// guess takes one guess for a password, and returns how to give it back when it
// was right. Taking it first keeps guesses that are made at once from all passing.
func (l *limits) guess(address, login string) (giveBack func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	name := l.limiter("name "+login+" from "+address, rate.Every(namePause), nameBurst).ReserveN(now, 1)
	from := l.limiter("from "+address, rate.Every(addressPause), addressBurst).ReserveN(now, 1)
	giveBack = func() {
		name.CancelAt(now)
		from.CancelAt(now)
	}
	if wait := max(name.DelayFrom(now), from.DelayFrom(now)); wait > 0 {
		giveBack()
		return nil, fault.Limit(text.TooFast, int(wait.Seconds())+1)
	}
	return giveBack, nil
}

// admit limits an address to 500 requests a second, 50 of them changes.
func (d *Door) admit(r *http.Request) error {
	address := d.Address(r)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if err := d.limits.allow("write "+address, 50, 500); err != nil {
			return err
		}
	}
	return d.limits.allow("read "+address, 500, 2000)
}

// Ally limits an ally to fifty requests a second, wherever they come from.
func (d *Door) Ally(home string) error { return d.limits.allow("ally "+home, allyRate, allyBurst) }

const (
	allyRate  = 50
	allyBurst = 500
)

// How much somebody may enter without signing in: ten at once from an address, then
// one a minute.
const (
	visitBurst = 10
	visitPause = time.Minute
)

// Visit takes one of the few entries that an address may make without signing in, and
// returns how to give it back when nothing was kept. Whoever has signed in has no need
// of it.
func (d *Door) Visit(r *http.Request) (giveBack func(), err error) {
	if Person(r).Account != "" {
		return func() {}, nil
	}
	return d.limits.visit(d.Address(r))
}

func (l *limits) visit(address string) (giveBack func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	taken := l.limiter("visit "+address, rate.Every(visitPause), visitBurst).ReserveN(now, 1)
	giveBack = func() { taken.CancelAt(now) }
	if taken.DelayFrom(now) > 0 {
		giveBack()
		return nil, fault.Limit(text.TooFast, int(visitPause.Seconds())+1)
	}
	return giveBack, nil
}

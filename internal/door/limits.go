package door

import (
	"errors"
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

// kept is how many counters are kept before all that have recovered are dropped.
const kept = 10_000

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, seen: map[string]*rate.Limiter{}}
}

func (l *limits) allow(key string, perSecond rate.Limit, burst int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if len(l.seen) > kept && now.Sub(l.swept) > time.Minute {
		l.sweep(now)
	}
	lim, ok := l.seen[key]
	if !ok {
		lim = rate.NewLimiter(perSecond, burst)
		l.seen[key] = lim
	}
	if !lim.AllowN(now, 1) {
		return fault.Limit(text.TooFast, int(1/float64(perSecond))+1)
	}
	return nil
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

func nameKey(address, login string) string { return "name " + login + " from " + address }

// maySignIn refuses a name or an address from which too many passwords were wrong.
func (l *limits) maySignIn(address, login string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, pause := range map[string]time.Duration{nameKey(address, login): namePause, "from " + address: addressPause} {
		if lim, ok := l.seen[key]; ok && lim.TokensAt(l.now()) < 1 {
			return fault.Limit(text.TooFast, int(pause.Seconds()))
		}
	}
	return nil
}

// wrongPassword counts one.
func (l *limits) wrongPassword(address, login string) error {
	return errors.Join(
		l.allow(nameKey(address, login), rate.Every(namePause), nameBurst),
		l.allow("from "+address, rate.Every(addressPause), addressBurst),
	)
}

// admit limits an address to 500 requests a second, 50 of them changes.
func (d *Door) admit(r *http.Request) error {
	address := Address(r)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if err := d.limits.allow("write "+address, 50, 500); err != nil {
			return err
		}
	}
	return d.limits.allow("read "+address, 500, 2000)
}

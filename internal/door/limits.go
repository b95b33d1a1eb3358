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
	mu   sync.Mutex
	now  func() time.Time
	seen map[string]*rate.Limiter
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
	if len(l.seen) > kept {
		for k, lim := range l.seen {
			if lim.TokensAt(now) >= float64(lim.Burst()) {
				delete(l.seen, k)
			}
		}
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

// signIn allows a name ten tries and an address thirty, then one in thirty and in ten seconds.
func (l *limits) signIn(address, login string) error {
	if err := l.allow("name "+login, rate.Every(30*time.Second), 10); err != nil {
		return err
	}
	return l.allow("from "+address, rate.Every(10*time.Second), 30)
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

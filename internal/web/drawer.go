package web

import (
	"sync"
	"time"

	"heitu/internal/account"
)

// drawer keeps files between a dry run and its confirmation, each for whoever
// brought it. It lies in memory and holds little: what falls out is chosen again.
type drawer struct {
	now  func() time.Time
	mu   sync.Mutex
	held []sheaf
}

// sheaf is one file.
type sheaf struct {
	token, account, kind, name string
	data                       []byte
	until                      time.Time
}

// The bounds of a drawer.
const (
	sheafLife   = 30 * time.Minute
	drawerBytes = 128 << 20
)

func newDrawer(now func() time.Time) *drawer { return &drawer{now: now} }

// keep puts a file away and returns what it is fetched by. The oldest make room.
func (d *drawer) keep(owner, kind, name string, data []byte) (string, error) {
	token, err := account.NewToken()
	if err != nil {
		return "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held = append(d.held, sheaf{token, owner, kind, name, data, d.now().Add(sheafLife)})
	size, first := 0, len(d.held)
	for first > 0 && size+len(d.held[first-1].data) <= drawerBytes && d.now().Before(d.held[first-1].until) {
		first--
		size += len(d.held[first].data)
	}
	d.held = append([]sheaf(nil), d.held[first:]...)
	return token, nil
}

// fetch returns a file to whoever brought it.
func (d *drawer) fetch(owner, kind, token string) (sheaf, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.held {
		if s.token == token && s.account == owner && s.kind == kind && d.now().Before(s.until) {
			return s, true
		}
	}
	return sheaf{}, false
}

// Package testkit opens whole nodes for tests: the real store, a clock that stands
// still unless told, and randomness that repeats.
package testkit

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
)

// Bench is a node with one account of every role. The members belong to Mine and Other.
type Bench struct {
	*node.Node
	T      testing.TB
	Clock  *Clock
	People map[string]access.Actor // by role; "member" of Mine, "stranger" of Other
	Mine   string                  // id of an organisation
	Other  string                  // id of another
}

// Password is the password of every account on a bench.
const Password = "correct horse 9"

// Clock is a clock that moves when it is told to.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move moves it, forwards or back.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Random is randomness that repeats: the same bytes for the same seed.
type Random struct {
	mu  sync.Mutex
	src *rand.ChaCha8
}

// NewRandom returns randomness for a seed.
func NewRandom(seed byte) *Random {
	return &Random{src: rand.NewChaCha8([32]byte{seed})}
}

// Read implements io.Reader.
func (r *Random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.src.Read(p)
}

// Morning is when the clock of a bench begins: 2 July 2026, 9:00 in the civil zone.
var Morning = time.Date(2026, 7, 2, 1, 0, 0, 0, time.UTC)

// Open opens a bench in a folder of the test's own. Change may alter the
// configuration first; nil leaves it.
func Open(t testing.TB, change func(*node.Config)) *Bench {
	t.Helper()
	b := &Bench{T: t, Clock: &Clock{now: Morning}, People: map[string]access.Actor{}}
	c := node.Config{Folder: filepath.Join(t.TempDir(), "node"), Home: "bench.heitu", Now: b.Clock.Now, Random: NewRandom(1)}
	if change != nil {
		change(&c)
	}
	var err error
	if b.Node, err = node.Open(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	b.found()
	return b
}

// found makes two organisations and an account of every role.
func (b *Bench) found() {
	b.T.Helper()
	ctx := context.Background()
	self := access.Actor{Node: true}
	orgs := b.PutAs(self, record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{
		"name": "示例研究院", "uscc": "91210100MA0000001G", "region": "210100", "contact": "张示例", "phone": "024-00000000",
	}}, record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{
		"name": "示例企业", "uscc": "91230100MA0000001Q", "region": "230100",
	}})
	b.Mine, b.Other = orgs[0].ID, orgs[1].ID
	drafts := []record.Draft{{Kind: kinds.Market.Name, Fields: map[string]any{"name": "示例技术市场"}}}
	logins := []string{"broker", "registrar", "officer", "system", "security", "audit", "member", "stranger"}
	for _, login := range logins {
		fields := map[string]any{"login": login, "name": "示例" + login, "roles": []string{login}}
		switch login {
		case "member":
			fields["organisation"] = b.Mine
		case "stranger":
			fields["organisation"], fields["roles"] = b.Other, []string{"member"}
		}
		drafts = append(drafts, record.Draft{Kind: kinds.Account.Name, Fields: fields})
	}
	hash, err := account.Hash(Password)
	if err != nil {
		b.T.Fatal(err)
	}
	for i, r := range b.PutAs(self, drafts...)[1:] {
		if err := b.Accounts.Keep(ctx, r.ID, hash); err != nil {
			b.T.Fatal(err)
		}
		p, ok, err := b.Accounts.Person(ctx, r.ID)
		if err != nil || !ok {
			b.T.Fatalf("account %s: %v", logins[i], err)
		}
		b.People[logins[i]] = p.Actor
	}
	b.SettleNow()
}

// PutAs puts drafts and fails the test if it cannot.
func (b *Bench) PutAs(actor access.Actor, drafts ...record.Draft) []record.Record {
	b.T.Helper()
	made, err := b.Office.Put(context.Background(), actor, "", drafts...)
	if err != nil {
		b.T.Fatal(err)
	}
	return made
}

// Put puts drafts as the person of a role.
func (b *Bench) Put(role string, drafts ...record.Draft) []record.Record {
	b.T.Helper()
	return b.PutAs(b.People[role], drafts...)
}

// Take takes a step as the person of a role and returns what changed.
func (b *Bench) Take(role string, r record.Record, step string, fields map[string]any) []record.Record {
	b.T.Helper()
	changed, err := b.Office.Take(context.Background(), b.People[role], "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: fields})
	if err != nil {
		b.T.Fatal(err)
	}
	return changed
}

// SettleNow waits until all that is saved can be found and counted.
func (b *Bench) SettleNow() {
	b.T.Helper()
	if err := b.Settle(context.Background()); err != nil {
		b.T.Fatal(err)
	}
}

// Ask sends one request to the node as the person of a role; "" is a visitor. A
// body is sent as JSON.
func (b *Bench) Ask(role, method, target string, body []byte) *httptest.ResponseRecorder {
	b.T.Helper()
	r := httptest.NewRequest(method, target, bytes.NewReader(body))
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Content-Type", "application/json")
	if role != "" {
		r.SetBasicAuth(role, Password)
	}
	w := httptest.NewRecorder()
	b.Handler().ServeHTTP(w, r)
	return w
}

// Direct is what publishing without a review asks for.
func Direct() map[string]any { return map[string]any{"basis": "sample"} }

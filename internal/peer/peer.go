// Package peer is the alliance: other nodes, what is exchanged with them, and what
// is proved of them before anything is believed. docs/peer.md specifies it.
//
// An ally pulls; nothing is ever pushed into him but a hint. The one thing newcomers
// get wrong: an ally's word is worth nothing until his entry's leaf stands in a log
// that continues the one he signed before, and even then only about his own records.
package peer

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Alliance is this node among its allies.
type Alliance struct {
	Office *office.Office
	Store  store.Store
	Home   string
	Signer note.Signer
	Now    func() time.Time
	Log    *slog.Logger
	Follow func(...record.Record) error // takes what arrived, as it goes by here, into the search index
	Limits Limits

	once    sync.Once
	mu      sync.Mutex
	busy    map[string]*sync.Mutex // one exchange with an ally at a time
	rests   map[string]rest        // allies that are not asked again at once
	wanted  chan string            // homes that hinted at something new
	changed chan struct{}          // told of each new checkpoint of our own
}

// Peer is one ally as the operator has entered it.
type Peer struct {
	ID     string
	Rev    int64
	Home   string
	URL    string
	Key    string // verifier key, "" until pinned
	State  string // proposed, pinned, quarantined, left
	Public bool   // whether he is shown public content only
	Inside bool   // whether his address may be private
	Quota  int
	Reason string
}

// standardQuota is how many records of an ally are kept where nothing is said.
const standardQuota = 200_000

func peerOf(r record.Record) Peer {
	p := Peer{
		ID: r.ID, Rev: r.Rev, Home: kinds.PeerHome.Of(r), URL: kinds.PeerURL.Of(r), Key: kinds.PeerKey.Of(r), State: r.State,
		Public: kinds.PeerPublic.Of(r), Inside: kinds.PeerInside.Of(r), Quota: int(kinds.PeerQuota.Of(r)), Reason: kinds.PeerReason.Of(r),
	}
	if p.Quota == 0 {
		p.Quota = standardQuota
	}
	return p
}

// Actor is the ally as somebody who asks.
func (p Peer) Actor() access.Actor {
	a := access.Actor{Account: "ally:" + p.Home}
	if !p.Public {
		a.Roles = record.Ally
	}
	return a
}

func (p Peer) verifier() (note.Verifier, error) {
	v, err := note.NewVerifier(p.Key)
	if err != nil || v.Name() != p.Home {
		return nil, fault.Conflict(text.PeerNotPinned, p.Home)
	}
	return v, nil
}

// mostPeers bounds how many allies a node has.
const mostPeers = 1000

// Peers returns all peers there are, whatever their state.
func (a *Alliance) Peers(ctx context.Context) ([]Peer, error) {
	q := record.Query{Kind: kinds.Peer.Name, Scopes: access.Scopes(access.Actor{Node: true}, kinds.Peer), Sort: kinds.PeerHome.Name, Rising: true, Limit: mostPeers}
	return a.find(ctx, q)
}

// Peer returns the peer of a home, or a missing fault.
func (a *Alliance) Peer(ctx context.Context, home string) (Peer, error) {
	q := record.Query{Kind: kinds.Peer.Name, Scopes: access.Scopes(access.Actor{Node: true}, kinds.Peer), Limit: 1,
		Where: []record.Term{{Field: kinds.PeerHome.Name, Op: record.Equal, Value: home}}}
	found, err := a.find(ctx, q)
	if err != nil {
		return Peer{}, err
	}
	if len(found) == 0 {
		return Peer{}, fault.Missing(text.NoSuchPeer, home)
	}
	return found[0], nil
}

func (a *Alliance) find(ctx context.Context, q record.Query) ([]Peer, error) {
	var list []record.Record
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		list, err = tx.Find(ctx, q)
		return err
	})
	peers := make([]Peer, len(list))
	for i, r := range list {
		peers[i] = peerOf(r)
	}
	return peers, err
}

// Quarantine ends all exchange with an ally until a person pins it anew, and says why.
func (a *Alliance) Quarantine(ctx context.Context, home string, why text.Label) error {
	p, err := a.Peer(ctx, home)
	if err != nil || p.State != "pinned" {
		return err
	}
	a.Log.Error("an ally is quarantined", "home", home, "why", why.EN)
	_, err = a.Office.Take(ctx, access.Actor{Node: true}, "", office.Move{
		Kind: kinds.Peer.Name, ID: p.ID, Rev: p.Rev, Step: "quarantine", Fields: map[string]any{kinds.PeerReason.Name: why.ZH + "\n" + why.EN},
	})
	return err
}

// open makes what is made once.
func (a *Alliance) open() {
	a.once.Do(func() {
		a.busy, a.rests = map[string]*sync.Mutex{}, map[string]rest{}
		a.wanted, a.changed = make(chan string, mostPeers), make(chan struct{}, 1)
	})
}

// alone waits until no other exchange with a home is under way, and returns how to end one's own.
func (a *Alliance) alone(home string) (done func()) {
	a.open()
	a.mu.Lock()
	m, ok := a.busy[home]
	if !ok {
		m = &sync.Mutex{}
		a.busy[home] = m
	}
	a.mu.Unlock()
	m.Lock()
	return m.Unlock
}

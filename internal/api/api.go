// Package api answers programs: JSON over HTTP, the public log, and what operators
// watch.
//
// Each route is one row of a table in routes.go, which also makes the OpenAPI
// document: a route that is not in the table does not exist. Newcomers tend to put
// a clock, a random value or a map's order into an answer; the same question must
// get the same bytes, since a crawl of two nodes compares them.
package api

import (
	"context"
	"net/http"
	"slices"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/blob"
	"heitu/internal/door"
	"heitu/internal/find"
	"heitu/internal/harvest"
	"heitu/internal/intake"
	"heitu/internal/office"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
)

// Config is what the interface answers from.
type Config struct {
	Office   *office.Office
	Finder   *find.Finder
	Columns  *report.Columns
	Accounts *account.Accounts
	Files    *blob.Folder
	Clerk    *intake.Clerk
	Harvests *harvest.Desk
	Home     string
	Key      string // verifier key of the journal
	Alliance *peer.Alliance
	Store    store.Store

	Rotations []string // statements by which the node has changed its key, the oldest first
	Funnel    func(context.Context, *report.Period) ([]report.Funnel, error)
	Cards     Cards
	URL       string                      // where the node is reached, "" for wherever a request came to
	Settle    func(context.Context) error // waits until search and figures have followed all that is saved
}

// Cards makes report cards.
type Cards interface {
	Card(ctx context.Context, actor access.Actor, q report.CardQuery) (report.Card, error)
	Frozen(ctx context.Context, actor access.Actor, id string) (record.Record, report.Card, []report.Change, error)
	Export(ctx context.Context, actor access.Actor, q report.CardQuery, id string) ([]report.File, error)
	Recheck(ctx context.Context, q report.Query) ([]report.Finding, error)
}

type server struct {
	Config
	door    *door.Door
	openapi []byte
}

// Mount registers every route.
func Mount(d *door.Door, c Config) {
	s := &server{Config: c, door: d}
	m := newMeter(s)
	routes := s.routes(m)
	s.openapi = describe(c.Office, routes)
	for _, r := range routes {
		d.Handle(r.face, r.pattern, s.fail, s.handler(r))
	}
	d.Observe = m.observe
}

// handler is a route with what all routes have in common.
func (s *server) handler(route route) door.Handler {
	known := []string{"lang"}
	for _, p := range route.query {
		known = append(known, p.name)
	}
	return func(w http.ResponseWriter, r *http.Request) error {
		if !route.free {
			if err := onlyKnown(r, known); err != nil {
				return err
			}
		}
		if route.settle {
			if err := s.Settle(r.Context()); err != nil {
				return err
			}
		}
		return route.answer(w, r)
	}
}

func actor(r *http.Request) access.Actor { return door.Person(r).Actor }

// onlyKnown refuses query parameters that the route does not know, and any given twice.
func onlyKnown(r *http.Request, known []string) error {
	q, err := query(r)
	if err != nil {
		return err
	}
	for name := range sorted(q) {
		if !slices.Contains(known, name) {
			return unknownParameter(name)
		}
	}
	return nil
}

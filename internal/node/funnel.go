package node

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
)

// seen counts a look at a published achievement or need, by a visitor or by somebody
// of an organisation; the market's own people do not count.
func (n *Node) seen(pattern string, r *http.Request) {
	if !strings.HasSuffix(pattern, "/records/{kind}/{id}") {
		return
	}
	kind, actor := r.PathValue("kind"), door.Person(r).Actor
	if kind != kinds.Achievement.Name && kind != kinds.Need.Name || actor.Roles&^(record.Member|record.Delegate) != 0 {
		return
	}
	n.Views.Add(r.PathValue("id"), actor.Organisation)
}

// Funnel counts the way from views to contracts; a nil period is all time.
func (n *Node) Funnel(ctx context.Context, p *report.Period) ([]report.Funnel, error) {
	if err := n.Views.Flush(ctx); err != nil {
		return nil, err
	}
	deals, err := n.deals(ctx)
	if err != nil {
		return nil, err
	}
	looks, err := n.looks(ctx, p)
	if err != nil {
		return nil, err
	}
	views := 0
	for _, times := range looks {
		views += times
	}
	return report.Funnels(deals, views, p), nil
}

// looks counts the views of a period by record.
func (n *Node) looks(ctx context.Context, p *report.Period) (map[string]int, error) {
	all := map[string]int{}
	for _, month := range n.months(p) {
		byRecord, err := n.Views.Of(ctx, month)
		if err != nil {
			return nil, err
		}
		for id, times := range byRecord {
			all[id] += times
		}
	}
	return all, nil
}

// Behind returns the records behind one number of the funnel: what was looked at most
// first, and what came to the stage last first.
func (n *Node) Behind(ctx context.Context, stage, broker string, p *report.Period) ([]report.Counted, error) {
	if stage != report.StageViews {
		deals, err := n.deals(ctx)
		list := report.Behind(deals, stage, broker, kinds.Contract.Name, p)
		slices.SortStableFunc(list, func(a, b report.Counted) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.ID, b.ID)) })
		return list, err
	}
	if err := n.Views.Flush(ctx); err != nil {
		return nil, err
	}
	looks, err := n.looks(ctx, p)
	if err != nil {
		return nil, err
	}
	var list []report.Counted
	err = n.Store.View(ctx, func(tx store.Tx) error {
		for id, times := range looks {
			r, err := tx.Record(ctx, record.Key{Home: n.Home, ID: id})
			if err != nil && !fault.Is(err, fault.CodeMissing) {
				return err
			}
			list = append(list, report.Counted{Kind: r.Kind, ID: id, Times: times})
		}
		return nil
	})
	slices.SortFunc(list, func(a, b report.Counted) int { return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.ID, b.ID)) })
	return list, err
}

// months are those of a period, but no more than the last ten years.
func (n *Node) months(p *report.Period) []string {
	now := n.config.Now().In(record.Zone)
	last := report.Years(now.Year()-9, now.Year())
	var list []string
	for m := report.Month(now.Year()-9, 1); m.To <= last.To; m = m.Next() {
		if p == nil || p.Holds(m.To) {
			list = append(list, m.String())
		}
	}
	return list
}

// deals reads every way that was taken up: from contracts, from matches that led to
// none yet, and from inquiries that were adopted.
func (n *Node) deals(ctx context.Context) ([]report.Deal, error) {
	var deals []report.Deal
	led := map[string]bool{}
	err := n.walk(ctx, kinds.Contract, nil, func(tx store.Tx, c record.Record) error {
		d, err := dealOf(ctx, tx, c)
		led[kinds.ContractMatch.Of(c)] = true
		deals = append(deals, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = n.walk(ctx, kinds.Match, []string{"asked", "accepted", "declined"}, func(tx store.Tx, m record.Record) error {
		if led[m.ID] {
			return nil
		}
		d, err := interest(ctx, tx, m.Key)
		d.Kind, d.ID = m.Kind, m.ID
		deals = append(deals, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = n.walk(ctx, kinds.Inquiry, nil, func(tx store.Tx, r record.Record) error {
		history, err := tx.History(ctx, r.Key)
		for _, rev := range history {
			if rev.Step == "adopt" {
				deals = append(deals, report.Deal{Interest: record.Day(rev.Time()), Broker: rev.By, Kind: r.Kind, ID: r.ID})
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return deals, n.brokersOnly(ctx, deals)
}

// brokersOnly leaves no deal to the account of somebody who is no broker.
func (n *Node) brokersOnly(ctx context.Context, deals []report.Deal) error {
	is := map[string]bool{}
	return n.Store.View(ctx, func(tx store.Tx) error {
		for i, d := range deals {
			if _, known := is[d.Broker]; !known && d.Broker != "" {
				a, err := tx.Record(ctx, record.Key{Home: n.Home, ID: d.Broker})
				if err != nil && !fault.Is(err, fault.CodeMissing) {
					return err
				}
				is[d.Broker] = slices.Contains(kinds.AccountRoles.Of(a), "broker")
			}
			if !is[d.Broker] {
				deals[i].Broker = ""
			}
		}
		return nil
	})
}

// dealOf is the way that led to a contract.
func dealOf(ctx context.Context, tx store.Tx, c record.Record) (report.Deal, error) {
	var d report.Deal
	history, err := tx.History(ctx, c.Key)
	if err != nil || len(history) == 0 {
		return d, err
	}
	if id := kinds.ContractMatch.Of(c); id != "" {
		if d, err = interest(ctx, tx, record.Key{Home: c.Home, ID: id}); err != nil {
			return d, err
		}
		d.Kind, d.ID = kinds.Match.Name, id
	}
	d.Draft = c.ID
	d.Negotiation = record.Day(history[0].Time())
	if d.Broker == "" {
		d.Broker = history[0].By
	}
	if c.State == "registered" {
		d.Contract = kinds.ContractRegistered.Of(c)
	}
	return d, nil
}

// interest is when somebody first took a match up, and who decided on it.
func interest(ctx context.Context, tx store.Tx, key record.Key) (report.Deal, error) {
	var d report.Deal
	history, err := tx.History(ctx, key)
	for _, rev := range history {
		if rev.Step == "" {
			continue
		}
		if d.Interest == "" {
			d.Interest = record.Day(rev.Time())
		}
		d.Broker = rev.By
	}
	return d, err
}

// walk reads all records of a kind in some states; nil for any that is declared.
func (n *Node) walk(ctx context.Context, k record.Kind, states []string, fn func(store.Tx, record.Record) error) error {
	if states == nil {
		for _, s := range k.States {
			states = append(states, s.Name)
		}
	}
	q := record.Query{Kind: k.Name, Scopes: []record.Scope{{States: states}}, Limit: batch}
	for {
		found := 0
		err := n.Store.View(ctx, func(tx store.Tx) error {
			page, err := tx.Find(ctx, q)
			if err != nil {
				return err
			}
			for _, r := range page {
				if err := fn(tx, r); err != nil {
					return err
				}
				q.After = r.ID
			}
			found = len(page)
			return nil
		})
		if err != nil || found < batch {
			return err
		}
	}
}

package node

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// hintsUpto is how many records a line may rest on to be looked through for hints.
const hintsUpto = 20_000

// hint adds the hints to a card.
func (n *Node) hint(ctx context.Context, actor access.Actor, q report.CardQuery, card *report.Card) error {
	staff := access.Holds(actor, record.Staff) == nil
	known := map[string]record.Record{}
	for i := range card.Lines {
		l := &card.Lines[i]
		v, err := n.Columns.Value(report.Query{Figure: l.Figure, Period: q.Period, Region: q.Region})
		if err != nil {
			return err
		}
		if len(v.Parts) > 1 || v.Count > hintsUpto {
			continue
		}
		if err := n.readTraces(ctx, known, v.Records, staff && v.Figure.Kind == kinds.Contract.Name); err != nil {
			return err
		}
		l.Hints = report.Hints(q.Period, traces(v, known), staff)
	}
	return nil
}

// Names under which the public view of a contract takes along what only staff see.
const (
	tracedSeller = ".seller"
	tracedBuyer  = ".buyer"
)

// readTraces reads the public views of records, and of contracts the parties where asked.
func (n *Node) readTraces(ctx context.Context, known map[string]record.Record, ids []string, parties bool) error {
	return n.Store.View(ctx, func(tx store.Tx) error {
		for _, id := range ids {
			if _, ok := known[id]; ok {
				continue
			}
			r, err := tx.Record(ctx, record.Key{Home: n.Home, ID: id})
			if err != nil {
				return err
			}
			k, err := n.Office.Kind(r.Kind)
			if err != nil {
				return err
			}
			view, ok := access.Public(k, r)
			if !ok {
				continue
			}
			if parties {
				view.Fields[tracedSeller] = kinds.ContractSeller.Of(r)
				linked, err := tx.Linking(ctx, id, kinds.Party.Name, kinds.PartyContract.Name, batch)
				if err != nil {
					return err
				}
				for _, p := range linked {
					if kinds.PartyRole.Of(p) == "buyer" {
						view.Fields[tracedBuyer] = kinds.PartyOrganisation.Of(p)
					}
				}
			}
			known[id] = view
		}
		return nil
	})
}

// traces are the records behind a value as hints look at them.
func traces(v report.Value, known map[string]record.Record) []report.Trace {
	f := v.Parts[0].Figure
	var list []report.Trace
	for _, id := range v.Records {
		r, ok := known[id]
		if !ok {
			continue
		}
		day, _ := r.Fields[f.Day].(string)
		t := report.Trace{ID: id, Day: day}
		t.Seller, _ = r.Fields[tracedSeller].(string)
		t.Buyer, _ = r.Fields[tracedBuyer].(string)
		if amount, ok := r.Fields[f.Of].(int64); ok && f.Measure == report.Sum {
			t.Amount = &amount
			var said []string
			for _, name := range append(f.Fields(), f.Cuts...) {
				said = append(said, fmt.Sprint(r.Fields[name]))
			}
			t.Same = strings.Join(said, "\n")
		}
		list = append(list, t)
	}
	return list
}

func regionLabel(code string) text.Label {
	if label, ok := vocab.Regions.Lookup(code); ok {
		return label
	}
	return text.Label{ZH: code, EN: code}
}

// rootOf is the root that a checkpoint of this node states, in base64.
func (n *Node) rootOf(signed string) (string, error) {
	v, err := note.NewVerifier(n.Key)
	if err != nil {
		return "", err
	}
	c, err := journal.Open(signed, v)
	return c.Root.String(), err
}

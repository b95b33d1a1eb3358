package node

import (
	"context"
	"fmt"

	"heitu/internal/access"
	"heitu/internal/audit"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Recheck holds a figure against the journal: every record behind it is opened from
// the database and compared with its leaf under the signed checkpoint, and the
// figure is computed anew from what was opened. No finding means that all agrees.
func (n *Node) Recheck(ctx context.Context, q report.Query) ([]report.Finding, error) {
	v, err := n.Columns.Value(q)
	if err != nil {
		return nil, err
	}
	found, err := audit.Records(ctx, n.Store, audit.Config{Key: n.Key, Kinds: n.config.Kinds}, n.Home, v.Records...)
	if err != nil {
		return nil, err
	}
	findings := []report.Finding{}
	for _, f := range found {
		findings = append(findings, report.Finding{Record: f.Record, Says: report.Says(f.What, f.Args...)})
	}
	anew, err := n.anew(ctx, q, v)
	if err == nil && (anew.Value != v.Value || anew.None != v.None) {
		findings = append(findings, report.Finding{Says: report.Says(text.FigureDiffers, v.Figure.Label, v.Figure.Format(v.Value), v.Figure.Format(anew.Value))})
	}
	return findings, err
}

// anew computes a value from the records behind it, as the database has them.
func (n *Node) anew(ctx context.Context, q report.Query, v report.Value) (report.Value, error) {
	columns := report.New(n.config.Figures)
	err := n.Store.View(ctx, func(tx store.Tx) error {
		for _, id := range v.Records {
			r, err := tx.Record(ctx, record.Key{Home: n.Home, ID: id})
			if err != nil {
				continue // a finding says so
			}
			k, err := n.Office.Kind(r.Kind)
			if err != nil {
				return fmt.Errorf("recheck %s: %w", id, err)
			}
			view, public := access.Public(k, r)
			columns.Follow(0, id, view, public)
		}
		return nil
	})
	if err != nil {
		return report.Value{}, err
	}
	return columns.Value(q)
}

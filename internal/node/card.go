package node

import (
	"context"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Card computes the card of a period and a region as it is now. Staff get all hints,
// everybody else those that rest on what is public.
func (n *Node) Card(ctx context.Context, actor access.Actor, q report.CardQuery) (report.Card, error) {
	q.Home, q.Today = n.Home, record.Day(n.config.Now())
	if q.Title == (report.Said{}) {
		q.Title = n.cardTitle(q)
	}
	var err error
	if q.Targets, err = n.targets(ctx); err != nil {
		return report.Card{}, err
	}
	if q.Statements, err = n.statements(ctx); err != nil {
		return report.Card{}, err
	}
	card, err := n.Columns.Card(q)
	if err != nil {
		return card, err
	}
	return card, n.hint(ctx, actor, q, &card)
}

func (n *Node) cardTitle(q report.CardQuery) report.Said {
	region := text.Label{ZH: n.Home, EN: n.Home}
	if q.Region != "" {
		region = regionLabel(q.Region)
	}
	return report.Said{
		ZH: text.CardTitle.In(text.ZH, region, q.Period.In(text.ZH)),
		EN: text.CardTitle.In(text.EN, region, q.Period.In(text.EN)),
	}
}

// targets are those that are set.
func (n *Node) targets(ctx context.Context) (list []report.Target, err error) {
	err = n.walk(ctx, kinds.Target, []string{"set"}, func(_ store.Tx, r record.Record) error {
		title := r.Fields[kinds.TargetTitle.Name]
		list = append(list, report.Target{
			ID: r.ID, Title: report.Said{ZH: record.Words(title, text.ZH), EN: record.Words(title, text.EN)}, Figure: kinds.TargetFigure.Of(r), Region: kinds.TargetRegion.Of(r),
			Period: report.Period{From: kinds.TargetFrom.Of(r), To: kinds.TargetBy.Of(r)}, Value: kinds.TargetValue.Of(r), Source: kinds.TargetSource.Of(r),
		})
		return nil
	})
	return list, err
}

// statements are those that somebody confirmed as reported.
func (n *Node) statements(ctx context.Context) (list []report.Statement, err error) {
	err = n.walk(ctx, kinds.Statement, []string{"confirmed"}, func(_ store.Tx, r record.Record) error {
		list = append(list, report.Statement{
			ID: r.ID, Subject: kinds.StatementSubject.Of(r), Region: kinds.StatementRegion.Of(r), Indicator: kinds.StatementIndicator.Of(r), Value: kinds.StatementValue.Of(r),
			Unit: kinds.StatementUnit.Of(r), Bound: kinds.StatementBound.Of(r), Period: kinds.StatementPeriod.Of(r), Qualifier: kinds.StatementQualifier.Of(r),
			Source: kinds.StatementSource.Of(r), Quotation: kinds.StatementQuotation.Of(r),
		})
		return nil
	})
	return list, err
}

// Frozen reads a frozen card as the reader sees it, with what has changed since in its lines.
func (n *Node) Frozen(ctx context.Context, actor access.Actor, id string) (record.Record, report.Card, []report.Change, error) {
	changes := []report.Change{}
	r, card, err := n.frozen(ctx, actor, id)
	if err != nil {
		return r, card, nil, err
	}
	touched, err := n.touched(ctx, card.Size)
	if err != nil {
		return r, card, nil, err
	}
	for _, l := range card.Lines {
		now, err := n.now(card, l)
		if fault.Is(err, fault.CodeMissing) { // a figure that this program no longer has
			continue
		}
		if err != nil {
			return r, card, nil, err
		}
		if c := report.Since(l, now, touched); c.Changed() {
			changes = append(changes, c)
		}
	}
	return r, card, changes, nil
}

func (n *Node) frozen(ctx context.Context, actor access.Actor, id string) (record.Record, report.Card, error) {
	r, err := n.Office.Record(ctx, actor, kinds.Card.Name, id)
	if err != nil {
		return r, report.Card{}, err
	}
	if !kinds.CardFrozen.In(r) {
		return r, report.Card{}, fault.Conflict(text.CardNotFrozen)
	}
	card, err := report.ParseCard(kinds.CardFrozen.Of(r))
	if err != nil {
		err = fault.Altered(text.CardUnreadable, id, err.Error())
	}
	return r, card, err
}

// now computes a line of a card anew.
func (n *Node) now(c report.Card, l report.Line) (report.Value, error) {
	p, err := report.ParsePeriod(c.Period)
	if err != nil {
		return report.Value{}, err
	}
	return n.Columns.Value(report.Query{Figure: l.Figure, Period: p, Region: c.Region})
}

// touched are the records of which a revision has its place behind the first so many entries.
func (n *Node) touched(ctx context.Context, size int64) ([]report.Touch, error) {
	var touched []report.Touch
	seen := map[string]bool{}
	for next := size; ; {
		var some []store.Revision
		err := n.Store.View(ctx, func(tx store.Tx) (err error) {
			if some, err = tx.Placed(ctx, next, batch); err != nil {
				return err
			}
			for _, rev := range some {
				if seen[rev.ID] {
					continue
				}
				seen[rev.ID] = true
				t, err := n.touch(ctx, tx, rev.Key, size)
				if err != nil {
					return err
				}
				touched = append(touched, t)
			}
			return nil
		})
		if err != nil || len(some) == 0 {
			return touched, err
		}
		next = some[len(some)-1].Entry.Number + 1
	}
}

func (n *Node) touch(ctx context.Context, tx store.Tx, key record.Key, size int64) (report.Touch, error) {
	t := report.Touch{ID: key.ID}
	history, err := tx.History(ctx, key)
	if err != nil {
		return t, err
	}
	for _, rev := range history {
		k, err := n.Office.Kind(rev.Kind)
		if err != nil || rev.Entry.Number < 0 {
			continue
		}
		t.Now = nil
		if view, ok := access.Public(k, rev.Record); ok {
			t.Now = &view
		}
		if rev.Entry.Number < size {
			t.Was = t.Now
		}
	}
	return t, nil
}

// freeze computes what a card holds and fixes it, under the checkpoint of the moment.
func (n *Node) freeze(ctx context.Context, payload []byte) error {
	self := access.Actor{Node: true}
	r, err := n.Office.Record(ctx, self, kinds.Card.Name, string(payload))
	if err != nil || r.State != "freezing" {
		return err
	}
	period, err := report.ParsePeriod(kinds.CardPeriod.Of(r))
	if err != nil {
		return err
	}
	title, notes := r.Fields[kinds.CardTitle.Name], r.Fields[kinds.CardNotes.Name]
	q := report.CardQuery{
		Period: period, Region: kinds.CardRegion.Of(r), Title: saidOf(title), Notes: saidOf(notes),
	}
	card, head, err := n.still(ctx, q)
	if err != nil {
		return err
	}
	content, err := card.Text()
	if err != nil {
		return err
	}
	_, err = n.Office.Take(ctx, self, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: "fix", Fields: map[string]any{
		kinds.CardInterim.Name: card.Interim, kinds.CardDay.Name: card.Day, kinds.CardSize.Name: card.Size, kinds.CardRoot.Name: card.Root,
		kinds.CardCheckpoint.Name: head.Checkpoint, kinds.CardFrozen.Name: content,
	}})
	return err
}

func saidOf(v any) report.Said {
	return report.Said{ZH: record.Words(v, text.ZH), EN: record.Words(v, text.EN)}
}

// still computes the public card under a checkpoint that covers exactly what it is computed from.
func (n *Node) still(ctx context.Context, q report.CardQuery) (report.Card, journal.Head, error) {
	const tries = 5
	for range tries {
		if err := n.Settle(ctx); err != nil {
			return report.Card{}, journal.Head{}, err
		}
		card, err := n.Card(ctx, access.Actor{}, q)
		if err != nil {
			return card, journal.Head{}, err
		}
		var head journal.Head
		err = n.Store.View(ctx, func(tx store.Tx) (err error) {
			head, err = tx.Head(ctx)
			return err
		})
		if err != nil {
			return card, head, err
		}
		if head.Size == card.Size {
			card.Root, err = n.rootOf(head.Checkpoint)
			return card, head, err
		}
	}
	return report.Card{}, journal.Head{}, fault.Busy(text.CardMoves)
}

// correct marks the card that a frozen one corrects.
func (n *Node) correct(ctx context.Context, payload []byte) error {
	self := access.Actor{Node: true}
	r, err := n.Office.Record(ctx, self, kinds.Card.Name, string(payload))
	if err != nil {
		return err
	}
	was, err := n.Office.Record(ctx, self, kinds.Card.Name, kinds.CardCorrects.Of(r))
	if err != nil || was.State != "frozen" {
		return err
	}
	_, err = n.Office.Take(ctx, self, "", office.Move{Kind: was.Kind, ID: was.ID, Rev: was.Rev, Step: "correct", Fields: map[string]any{kinds.CardSuperseded.Name: r.ID}})
	return err
}

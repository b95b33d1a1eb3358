package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// The bounds of one transaction, and the pause after it in which others write.
const (
	mostRows  = 200
	leastRows = 25
	longest   = 50 * time.Millisecond
	breath    = 2 * time.Millisecond
)

// bring brings the rows of an import in, from where it was left, or takes them back.
func (c *Clerk) bring(ctx context.Context, d store.Deed) error {
	b, j, err := c.begin(ctx, d)
	if err != nil {
		return err
	}
	if err := c.count(ctx, d.ID); err != nil {
		return err
	}
	if d.State == Undoing {
		return c.takeBack(ctx, j.actor, d.ID)
	}
	done, err := c.position(ctx, d.ID)
	if err != nil {
		return err
	}
	size := mostRows
	err = c.rows(d, b, j, func() int { return size }, func(first int64, items []sheet.Item) error {
		if behind := done - first + 1; behind > 0 { // brought in before a crash
			behind = min(behind, int64(len(items)))
			if err := c.pass(j, d.ID, first, items[:behind]); err != nil {
				return err
			}
			first, items = first+behind, items[behind:]
		}
		if len(items) == 0 {
			return nil
		}
		began := time.Now()
		if err := c.enter(ctx, d.ID, j, first, items); err != nil {
			return err
		}
		switch took := time.Since(began); {
		case took > longest:
			size = max(leastRows, size/2)
		case took < longest/2:
			size = min(mostRows, size*2)
		}
		time.Sleep(breath)
		return nil
	})
	if err != nil {
		return err
	}
	_, _, err = c.change(ctx, d.ID, func(state string, _ *body) (string, error) {
		if state != Running {
			return "", errUnwanted
		}
		return Done, nil
	})
	return err
}

// count takes over the count of the rows that are done with.
func (c *Clerk) count(ctx context.Context, id string) error {
	return c.Office.Store.View(ctx, func(tx store.Tx) error {
		counts, err := tx.CountParts(ctx, id)
		if err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.of(id).counts = counts
		return nil
	})
}

// position is the number of the last row that is done with.
func (c *Clerk) position(ctx context.Context, id string) (n int64, err error) {
	err = c.Office.Store.View(ctx, func(tx store.Tx) error {
		last, err := tx.LastParts(ctx, id, 0, 1)
		if len(last) > 0 {
			n = last[0].Number
		}
		return err
	})
	return n, err
}

// pass notes what rows are about that are done with, the first of which has that
// number: what became of a row tells which record it was about.
func (c *Clerk) pass(j *judge, id string, first int64, items []sheet.Item) error {
	var parts []store.Part
	err := c.Office.Store.View(j.ctx, func(tx store.Tx) (err error) {
		parts, err = tx.Parts(j.ctx, id, "", first-1, len(items))
		return err
	})
	if err != nil {
		return err
	}
	rows := make([]*row, len(items))
	var refused []*row
	for i, item := range items {
		rows[i] = &row{Item: item}
		if item.Err != nil {
			rows[i].wrong = []error{item.Err}
		}
		if parts[i].Outcome == store.PartRefused {
			refused = append(refused, rows[i])
		} else if parts[i].Was > 0 {
			rows[i].was.ID = parts[i].Record
		}
	}
	if err := j.find(refused); err != nil {
		return err
	}
	for _, r := range rows {
		_ = j.twice(r) // it was judged when it came in
	}
	return nil
}

// enter brings some rows in, in one transaction: the wrong ones are noted, the
// others made or changed.
func (c *Clerk) enter(ctx context.Context, id string, j *judge, first int64, items []sheet.Item) error {
	c.entering.Lock()
	defer c.entering.Unlock()
	d, err := c.running(ctx, id)
	if err != nil {
		return err
	}
	rows, err := j.batch(items)
	if err != nil {
		return err
	}
	for {
		var acting []*row
		var acts []office.Act
		var noted []store.Part
		for i, r := range rows {
			if !r.refused() && r.act.Draft.Kind != "" {
				acting, acts = append(acting, r), append(acts, r.act)
				continue
			}
			part, err := j.part(r)
			if err != nil {
				return err
			}
			part.Number = first + int64(i)
			noted = append(noted, part)
		}
		done, err := c.Office.Do(ctx, j.actor, d, first-1, noted, acts...)
		if err == nil {
			c.counted(id, noted, done)
			return nil
		}
		if !refuse(acting, err) {
			return err
		}
	}
}

// counted adds rows that are done with to the count.
func (c *Clerk) counted(id string, noted []store.Part, done []office.Done) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.of(id)
	if l.counts == nil {
		return
	}
	for _, p := range noted {
		l.counts[p.Outcome]++
	}
	for _, one := range done {
		l.counts[one.Outcome]++
	}
}

// running returns the deed of an import as it is now, unless somebody has stopped it.
func (c *Clerk) running(ctx context.Context, id string) (d store.Deed, err error) {
	err = c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		d, err = tx.Deed(ctx, id)
		return err
	})
	if err == nil && d.State != Running {
		err = errUnwanted
	}
	return d, err
}

// part is what is noted of a row that makes and changes nothing.
func (j *judge) part(r *row) (store.Part, error) {
	p := store.Part{Sheet: r.Sheet, Line: r.Line, Outcome: r.outcome, Kind: j.kind.Name, Record: r.was.ID, Was: r.was.Rev, Rev: r.was.Rev}
	if !r.refused() {
		return p, nil
	}
	p.Outcome, p.Record, p.Was, p.Rev = store.PartRefused, "", 0, 0
	faults := j.verdict(r).Faults
	for i, f := range faults { // a deed stays longer than the file, and no erasure would find it
		if field, _ := j.kind.Field(f.Field); field.Personal {
			faults[i].Said, faults[i].Text = "", text.Label(text.PersonalCell)
		}
	}
	said, err := json.Marshal(faults)
	if err != nil {
		return p, fmt.Errorf("note row: %w", err)
	}
	p.Said = said
	return p, nil
}

// refuse gives each row the faults that name its act. It reports false where the
// error is not of single rows.
func refuse(rows []*row, err error) bool {
	all := fault.All(err)
	for _, f := range all {
		item, field, _ := strings.Cut(f.Field, ".")
		n, err := strconv.Atoi(item)
		if err != nil || n < 1 || n > len(rows) {
			return false
		}
		switch f.Code {
		case fault.CodeInvalid, fault.CodeDenied, fault.CodeMissing, fault.CodeConflict:
		default:
			return false
		}
		one := *f
		one.Field = field
		rows[n-1].wrong = append(rows[n-1].wrong, &one)
	}
	return len(all) > 0
}

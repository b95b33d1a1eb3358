package intake

import (
	"context"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/twin"
)

// twins knows the titles of the records that an actor sees, and of the rows above.
type twins struct {
	index  *twin.Index
	titles map[string]string // by id, or by the place of a row
}

// atOnce is how many records are read in one transaction.
const atOnce = 2_000

// every runs fn for each record of a kind as the actor may see it, the newest first.
func (c *Clerk) every(ctx context.Context, actor access.Actor, k record.Kind, fn func(record.Record) error) error {
	q := record.Query{Kind: k.Name, Scopes: access.Scopes(actor, k), Limit: atOnce}
	for {
		var page []record.Record
		err := c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
			page, err = tx.Find(ctx, q)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		for _, r := range page {
			if seen, ok := access.View(actor, k, r); ok {
				if err := fn(seen); err != nil {
					return err
				}
			}
		}
		if len(page) < atOnce {
			return nil
		}
		q.After = page[len(page)-1].ID
	}
}

// twinsOf takes in the titles of all records of a kind that the actor sees.
func (c *Clerk) twinsOf(ctx context.Context, actor access.Actor, k record.Kind) (*twins, error) {
	t := &twins{index: twin.New(), titles: map[string]string{}}
	err := c.every(ctx, actor, k, func(r record.Record) error {
		t.add(r.ID, k.Title(r, text.ZH))
		return nil
	})
	return t, err
}

func (t *twins) add(id, title string) {
	t.index.Add(id, title)
	t.titles[id] = title
}

// rowMark begins the name under which a row stands among records.
const rowMark = "row "

// nearOf says which records and rows above look like the record that a row would make.
func (j *judge) nearOf(r *row) []Near {
	title := j.kind.Title(record.Record{Fields: r.Fields}, text.ZH)
	if title == "" {
		return nil
	}
	var near []Near
	for _, l := range j.twins.index.Near(title) {
		n := Near{ID: l.ID, Title: j.twins.titles[l.ID]}
		if line, ok := strings.CutPrefix(l.ID, rowMark); ok {
			n.ID = ""
			n.Line, _ = strconv.Atoi(line[strings.LastIndexByte(line, ' ')+1:])
		}
		near = append(near, n)
	}
	j.twins.add(rowMark+r.Sheet+" "+strconv.Itoa(r.Line), title)
	return near
}

package intake

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/twin"
)

// Pair is two records that look like the same thing.
type Pair struct{ A, B record.Record }

// Twins is some of the pairs that look like the same thing.
type Twins struct {
	Pairs    []Pair
	More     bool // whether others follow
	Compared int  // how many of the newest records have been compared with all
	Records  int  // how many there are
}

const (
	compared  = 5_000            // records, the newest, that are compared with all others
	mostPairs = 10_000           // pairs that are kept in mind
	unasked   = 30 * time.Minute // how long titles stay in mind that nobody asks for
	changes   = 500              // revisions that are taken in at once
)

// likes keeps in mind which records of a kind are alike, whoever may see them. It
// follows the journal, so that no more than what has changed is looked at again.
type likes struct {
	index    *twin.Index
	titles   map[string]string // by id
	pairs    []likePair
	compared int
	next     int64 // number of the first entry that has not been taken in
	asked    time.Time
}

// likePair is two ids, the newer first.
type likePair struct{ a, b string }

// lookout holds what is kept in mind of each kind.
type lookout struct {
	mu    sync.Mutex
	kinds map[string]*likes
}

// Twins lists pairs of records that look like the same thing, as the actor sees them;
// those that apart reports are passed over. It skips the first from pairs.
func (c *Clerk) Twins(ctx context.Context, actor access.Actor, kind string, apart func(a, b string) bool, from, limit int) (Twins, error) {
	k, err := c.Office.Kind(kind)
	if err != nil || len(k.Alike) == 0 {
		return Twins{}, err
	}
	found, pairs, err := c.alike(ctx, k)
	if err != nil {
		return Twins{}, err
	}
	pairs = slices.DeleteFunc(pairs, func(p likePair) bool { return apart(p.a, p.b) })
	if pairs, err = c.visible(ctx, actor, k, pairs, from+limit+1); err != nil {
		return Twins{}, err
	}
	found.More = len(pairs) > from+limit
	for _, l := range pairs[min(from, len(pairs)):min(from+limit, len(pairs))] {
		p, err := c.pair(ctx, actor, k, l)
		if fault.Is(err, fault.CodeMissing) {
			continue // gone this moment
		}
		if err != nil {
			return Twins{}, err
		}
		found.Pairs = append(found.Pairs, p)
	}
	return found, nil
}

// alike returns all pairs of a kind as things stand.
func (c *Clerk) alike(ctx context.Context, k record.Kind) (Twins, []likePair, error) {
	c.lookout.mu.Lock()
	defer c.lookout.mu.Unlock()
	if c.lookout.kinds == nil {
		c.lookout.kinds = map[string]*likes{}
	}
	now := c.Now()
	for name, l := range c.lookout.kinds {
		if now.Sub(l.asked) > unasked {
			delete(c.lookout.kinds, name)
		}
	}
	l := c.lookout.kinds[k.Name]
	if l == nil {
		l = &likes{index: twin.New(), titles: map[string]string{}}
		if err := c.compare(ctx, k, l); err != nil {
			return Twins{}, nil, err
		}
		c.lookout.kinds[k.Name] = l
	}
	if err := c.follow(ctx, k, l); err != nil {
		return Twins{}, nil, err
	}
	l.asked = now
	return Twins{Compared: min(l.compared, len(l.titles)), Records: len(l.titles)}, slices.Clone(l.pairs), nil
}

// compare takes in all titles of a kind, and looks what is like the newest of them.
func (c *Clerk) compare(ctx context.Context, k record.Kind, l *likes) error {
	err := c.Office.Store.View(ctx, func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		l.next = head.Size
		return err
	})
	if err != nil {
		return err
	}
	var newest []string
	err = c.every(ctx, access.Actor{Node: true}, k, func(r record.Record) error {
		title := k.Title(r, text.ZH)
		if title == "" {
			return nil
		}
		l.index.Add(r.ID, title)
		l.titles[r.ID] = title
		if len(newest) < compared {
			newest = append(newest, r.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	l.compared = len(newest)
	paired := map[[2]string]bool{}
	for _, id := range newest {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, near := range l.index.Near(l.titles[id]) {
			a, b := max(id, near.ID), min(id, near.ID)
			if a != b && !paired[[2]string{a, b}] && len(l.pairs) < mostPairs {
				paired[[2]string{a, b}] = true
				l.pairs = append(l.pairs, likePair{a, b})
			}
		}
	}
	return nil
}

// follow takes in what has changed since.
func (c *Clerk) follow(ctx context.Context, k record.Kind, l *likes) error {
	for {
		var revisions []store.Revision
		err := c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
			revisions, err = tx.Placed(ctx, l.next, changes)
			return err
		})
		if err != nil || len(revisions) == 0 {
			return err
		}
		for _, r := range revisions {
			if l.next = r.Entry.Number + 1; r.Kind == k.Name {
				l.take(k, r.Record)
			}
		}
	}
}

// take takes in a record that was made or changed.
func (l *likes) take(k record.Kind, r record.Record) {
	title, was := "", l.titles[r.ID]
	if r.State != record.Void {
		title = k.Title(r, text.ZH)
	}
	if title == was {
		return
	}
	if was != "" {
		l.index.Remove(r.ID)
		l.pairs = slices.DeleteFunc(l.pairs, func(p likePair) bool { return p.a == r.ID || p.b == r.ID })
		delete(l.titles, r.ID)
	}
	if title == "" {
		return
	}
	var pairs []likePair
	for _, near := range l.index.Near(title) {
		pairs = append(pairs, likePair{max(r.ID, near.ID), min(r.ID, near.ID)})
	}
	if was == "" {
		l.compared++
	}
	l.index.Add(r.ID, title)
	l.titles[r.ID] = title
	l.pairs = append(pairs, l.pairs...)
	l.pairs = l.pairs[:min(len(l.pairs), mostPairs)]
}

// visible returns the first pairs of which the actor sees both records with their titles.
func (c *Clerk) visible(ctx context.Context, actor access.Actor, k record.Kind, pairs []likePair, most int) ([]likePair, error) {
	var list []likePair
	seen := map[string]bool{}
	err := c.Office.Store.View(ctx, func(tx store.Tx) error {
		list = nil
		sees := func(id string) (bool, error) {
			if is, known := seen[id]; known {
				return is, nil
			}
			r, err := tx.Record(ctx, record.Key{Home: c.Office.Home, ID: id})
			if err != nil {
				return false, fmt.Errorf("look at record %s: %w", id, err)
			}
			view, ok := access.View(actor, k, r)
			seen[id] = ok && r.State != record.Void && k.Title(view, text.ZH) != ""
			return seen[id], nil
		}
		for _, p := range pairs {
			a, err := sees(p.a)
			if err != nil {
				return err
			}
			b, err := sees(p.b)
			if err != nil {
				return err
			}
			if a && b {
				list = append(list, p)
			}
			if len(list) == most {
				break
			}
		}
		return nil
	})
	return list, err
}

// pair reads two records as the actor may see them.
func (c *Clerk) pair(ctx context.Context, actor access.Actor, k record.Kind, l likePair) (Pair, error) {
	var p Pair
	var err error
	if p.A, err = c.Office.Record(ctx, actor, k.Name, l.a); err != nil {
		return p, err
	}
	p.B, err = c.Office.Record(ctx, actor, k.Name, l.b)
	return p, err
}

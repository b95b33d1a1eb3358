package peer

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/office"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Pull fetches what is new at an ally, proves it and takes it in, and returns the
// report, which is kept. What was committed before an error stays; the next pull
// goes on from there.
func (a *Alliance) Pull(ctx context.Context, home string) (Report, error) {
	defer a.alone(home)()
	began := time.Now()
	r := Report{Home: home, At: a.Now().UnixMilli()}
	p, err := a.Peer(ctx, home)
	if err != nil {
		return r, err
	}
	if p.State != "pinned" {
		return r, fault.Conflict(text.PeerNotPinned, home)
	}
	l := a.dial(p)
	defer l.hang()
	err = a.exchange(ctx, l, &r)
	if err != nil {
		r.fail(err)
	}
	r.Bytes, r.Seconds = l.bytes.Load(), time.Since(began).Seconds()
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	if kept := a.keep(ctx, r); err == nil {
		err = kept
	}
	return r, err
}

func (a *Alliance) exchange(ctx context.Context, l *line, r *Report) error {
	m, err := a.advance(ctx, l)
	r.Size, r.Next = m.Size, m.Next
	behind := fault.Is(err, fault.CodeConflict) && m.Size > 0 // an old checkpoint keeps nobody from what is proved already
	if err != nil && !behind {
		return err
	}
	if err := a.entries(ctx, l, m, r); err != nil {
		return err
	}
	if err := a.settleReceipts(ctx, l); err != nil {
		return err
	}
	return err
}

// advance brings the mirror of an ally's log up to his newest checkpoint, if that
// continues the one before.
func (a *Alliance) advance(ctx context.Context, l *line) (store.Mirror, error) {
	var m store.Mirror
	v, err := l.peer.verifier()
	if err != nil {
		return m, err
	}
	if m, err = a.mirror(ctx, l.peer.Home); err != nil {
		return m, err
	}
	said, err := l.get(ctx, "/log/checkpoint", smallAnswer)
	if fault.Is(err, fault.CodeMissing) && m.Size == 0 {
		return m, nil // nothing was written there yet
	}
	if err != nil {
		return m, err
	}
	c, err := journal.Open(string(said), v)
	if err != nil {
		if v, c, err = a.rotated(ctx, l, string(said)); err != nil {
			return m, err
		}
	}
	switch {
	case c.Size <= m.Size:
		return m, a.compare(ctx, l, v, m, c, string(said))
	case c.Size-m.Size > l.limits.Growth:
		return m, fault.Limit(text.PeerGrowth, l.peer.Home, c.Size-m.Size, l.limits.Growth)
	}
	return a.grow(ctx, l, v, m, c, string(said))
}

func (a *Alliance) mirror(ctx context.Context, home string) (m store.Mirror, err error) {
	err = a.Store.View(ctx, func(tx store.Tx) (err error) {
		m, err = tx.Mirror(ctx, home)
		return err
	})
	return m, err
}

// compare looks at a checkpoint of a size that is mirrored already.
func (a *Alliance) compare(ctx context.Context, l *line, v note.Verifier, m store.Mirror, c journal.Checkpoint, said string) error {
	var root tlog.Hash
	var f journal.Fork
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		mine := tx.MirrorTiles(m.Home)
		if root, err = journal.Root(ctx, mine, c.Size); err == nil && root != c.Root {
			f, err = journal.NewFork(ctx, v, l.peer.Key, m.Checkpoint, said, mine)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case root != c.Root:
		return a.Accuse(ctx, f, v)
	case c.Size < m.Size:
		return fault.Conflict(text.PeerBehind, m.Home, c.Size, m.Size)
	}
	return nil
}

// grow fetches the hashes of new leaves and accepts the checkpoint if they make its
// root together with all that were mirrored before. That is the proof of
// consistency: what was there is still there, in its place.
func (a *Alliance) grow(ctx context.Context, l *line, v note.Verifier, m store.Mirror, c journal.Checkpoint, said string) (store.Mirror, error) {
	hashes, err := l.hashes(ctx, m.Size, c.Size)
	if err != nil {
		return m, err
	}
	var over *journal.Overlay
	var root tlog.Hash
	err = a.Store.View(ctx, func(tx store.Tx) error {
		over = &journal.Overlay{Under: tx.MirrorTiles(m.Home)}
		if _, err := journal.AppendHashes(ctx, over, m.Size, hashes); err != nil {
			return err
		}
		root, err = journal.Root(ctx, over, c.Size)
		return err
	})
	if err != nil {
		return m, err
	}
	if root != c.Root {
		return m, a.inconsistent(ctx, l, v, m, c, said)
	}
	return a.accept(ctx, m, c, said, over)
}

// accept keeps a checkpoint that is proved, with its tiles.
func (a *Alliance) accept(ctx context.Context, was store.Mirror, c journal.Checkpoint, said string, over *journal.Overlay) (store.Mirror, error) {
	m := was
	m.Checkpoint, m.Size, m.Said, m.At = said, c.Size, "", a.Now().UnixMilli()
	return m, a.Store.Update(ctx, func(tx store.Tx) error {
		now, err := tx.Mirror(ctx, was.Home)
		if err != nil {
			return err
		}
		if now.Size != was.Size {
			return fault.Conflict(text.ExchangeMoved, was.Home)
		}
		if err := over.Flush(ctx, tx.MirrorTiles(m.Home)); err != nil {
			return err
		}
		return tx.PutMirror(ctx, m)
	})
}

// hashes fetches the hashes of the leaves from a number up to the size of a log.
func (l *line) hashes(ctx context.Context, from, size int64) ([]byte, error) {
	all := make([]byte, 0, min(size-from, 1<<20)*tlog.HashSize)
	for n := from / journal.Width; n*journal.Width < size; n++ {
		width := int(min(journal.Width, size-n*journal.Width))
		tile, err := l.get(ctx, "/log/"+journal.TilePath(0, n, width), journal.Width*tlog.HashSize)
		if err != nil {
			return nil, err
		}
		if len(tile) != width*tlog.HashSize {
			return nil, fault.Busy(text.PeerUnreadable, l.peer.Home, fmt.Sprintf("tile %d: %d bytes", n, len(tile)))
		}
		skip := max(0, from-n*journal.Width)
		all = append(all, tile[skip*tlog.HashSize:]...)
	}
	return all, nil
}

// entries fetches what may be seen of the entries that are proved and not taken in.
// While one page is stored, the next is fetched and proved.
func (a *Alliance) entries(ctx context.Context, l *line, m store.Mirror, r *Report) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	coming := a.fetch(ctx, l, m)
	for m.Next < m.Size {
		page := <-coming
		if page.err != nil {
			return page.err
		}
		m.Next = page.in.Next
		if m.Next < m.Size {
			coming = a.fetch(ctx, l, m)
		}
		got, err := a.Office.Receive(ctx, page.in)
		if err != nil {
			return err
		}
		r.add(got)
		r.Entries += page.in.Next - page.in.From
		r.Next = m.Next
		if err := a.Follow(got.Records...); err != nil {
			return err
		}
	}
	return nil
}

// proven is a page that was fetched and proved, or why not.
type proven struct {
	in  office.Arrivals
	err error
}

// fetch fetches and proves the page that comes next, beside whatever else is done.
func (a *Alliance) fetch(ctx context.Context, l *line, m store.Mirror) <-chan proven {
	done := make(chan proven, 1)
	go func() {
		var p proven
		var page Page
		if page, p.err = l.page(ctx, m); p.err == nil {
			p.in, p.err = a.prove(ctx, l, page)
		}
		done <- p
	}()
	return done
}

func (l *line) page(ctx context.Context, m store.Mirror) (Page, error) {
	limit := int(min(int64(l.limits.Entries), m.Size-m.Next))
	data, err := l.get(ctx, fmt.Sprintf("/peer/v1/entries?from=%d&limit=%d", m.Next, limit), l.limits.Page)
	if err != nil {
		return Page{}, err
	}
	page, err := ParsePage(data, m.Next, limit)
	if err != nil {
		return page, fault.Busy(text.PeerUnreadable, l.peer.Home, err.Error())
	}
	return page, nil
}

// prove compares each entry of a page with the leaf that the ally's log has in its place.
func (a *Alliance) prove(ctx context.Context, l *line, page Page) (office.Arrivals, error) {
	in := office.Arrivals{Home: l.peer.Home, From: page.From, Next: page.Next, Quota: l.peer.Quota, Copies: make([]store.Copy, len(page.Entries))}
	leaves := map[int64][]byte{}
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		for n := page.From / journal.Width; n*journal.Width < page.Next; n++ {
			if leaves[n], err = tx.MirrorTiles(l.peer.Home).Tile(ctx, 0, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return in, err
	}
	for i, e := range page.Entries {
		at := int(e.Number%journal.Width) * tlog.HashSize
		tile := leaves[e.Number/journal.Width]
		if len(tile) < at+tlog.HashSize {
			return in, fault.Altered(text.PeerLeaf, l.peer.Home, e.Number)
		}
		if in.Copies[i], err = e.Copy(tlog.Hash(tile[at : at+tlog.HashSize])); err != nil {
			a.Log.Warn("an ally's entry is not what its log covers", "home", l.peer.Home, "entry", e.Number, "err", err)
			return in, fault.Altered(text.PeerLeaf, l.peer.Home, e.Number)
		}
	}
	return in, nil
}

package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/journal"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// MostEntries is how many entries of the journal one page goes through.
const MostEntries = 500

// Page is a part of the journal as far as an ally may see it. Entries that are not
// listed are opaque to him.
type Page struct {
	From    int64   `json:"from"`
	Next    int64   `json:"next"` // where to go on
	Entries []Entry `json:"entries"`
}

// Entry is one revision as far as an ally may see it, with what opens its leaf.
type Entry struct {
	Number int64           `json:"n"`
	Header json.RawMessage `json:"header"`
	By     *string         `json:"by,omitempty"`
	Fields json.RawMessage `json:"fields"`
	Gone   bool            `json:"gone,omitempty"` // it says only that the record is no longer to be seen, or was erased
	journal.Opening
}

// Entries is the page that an ally may see of the journal up to its last checkpoint.
func (a *Alliance) Entries(ctx context.Context, p Peer, from int64, limit int) (Page, error) {
	size, err := a.size(ctx)
	if err != nil {
		return Page{}, err
	}
	shown, next, err := a.Office.Show(ctx, p.Actor(), from, size, limit)
	if err != nil {
		return Page{}, err
	}
	page := Page{From: from, Next: next, Entries: make([]Entry, len(shown))}
	for i, s := range shown {
		page.Entries[i] = entryOf(s)
	}
	return page, nil
}

func entryOf(s office.Shown) Entry {
	e := Entry{Number: s.Number, Header: s.Record.Header(), Fields: record.CanonicalFields(s.Record.Fields), Gone: s.Gone, Opening: s.Open}
	if s.Author {
		e.By = &s.Record.By
	}
	return e
}

// header is what the header of a record holds, each once and nothing else.
type header struct {
	At      *int64  `json:"at"`
	Home    *string `json:"home"`
	ID      *string `json:"id"`
	Kind    *string `json:"kind"`
	Process *int64  `json:"process"`
	Rev     *int64  `json:"rev"`
	Rules   *string `json:"rules"`
	State   *string `json:"state"`
	Step    *string `json:"step"`
}

// strictly reads JSON that has no members but the known ones.
func strictly(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("something follows")
	}
	return nil
}

// ParsePage reads a page that was asked for, and refuses one that is not an answer
// to that: entries out of order, out of range, or in no progress at all.
func ParsePage(data []byte, from int64, limit int) (Page, error) {
	var p Page
	if err := json.Unmarshal(data, &p); err != nil {
		return p, err
	}
	if p.From != from || p.Next <= from || p.Next > from+int64(limit) {
		return p, fmt.Errorf("entries from %d to %d, asked for %d from %d on", p.From, p.Next, limit, from)
	}
	at := from
	for _, e := range p.Entries {
		if e.Number < at || e.Number >= p.Next {
			return p, fmt.Errorf("entry %d is out of order", e.Number)
		}
		at = e.Number + 1
	}
	return p, nil
}

// Copy reads an entry and proves that it opens the leaf with that hash.
func (e Entry) Copy(leafHash tlog.Hash) (store.Copy, error) {
	c := store.Copy{Number: e.Number, Gone: e.Gone, Open: e.Opening}
	var h header
	if err := strictly(e.Header, &h); err != nil {
		return c, fmt.Errorf("header: %w", err)
	}
	if h.At == nil || h.Home == nil || h.ID == nil || h.Kind == nil || h.Process == nil || h.Rev == nil || h.Rules == nil || h.State == nil || h.Step == nil {
		return c, fmt.Errorf("header: something is missing")
	}
	c.Record = record.Record{
		Key: record.Key{Home: *h.Home, ID: *h.ID}, Kind: *h.Kind, Rev: *h.Rev, State: *h.State, Process: *h.Process,
		Rules: *h.Rules, At: *h.At, Step: *h.Step,
	}
	if e.By != nil {
		c.By = *e.By
	}
	fields, err := record.ParseKept(e.Fields)
	if err != nil {
		return c, err
	}
	c.Fields = fields
	shown := office.Shown{Record: c.Record, Author: e.By != nil}
	leaf, err := e.Leaf(shown.Slots())
	if err != nil {
		return c, err
	}
	if tlog.RecordHash(leaf) != leafHash {
		return c, journal.ErrOpen
	}
	return c, wellFormed(c)
}

// wellFormed refuses what no record can be, proved or not.
func wellFormed(c store.Copy) error {
	switch {
	case !record.IsID(c.ID):
		return fmt.Errorf("%q is no id", c.ID)
	case c.Rev < 1 || c.At < 0:
		return fmt.Errorf("revision %d at %d", c.Rev, c.At)
	case c.Gone && len(c.Fields) > 0:
		return fmt.Errorf("a record that is gone shows fields")
	}
	return nil
}

// size is how many entries our own checkpoint covers.
func (a *Alliance) size(ctx context.Context) (int64, error) {
	var head journal.Head
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	return head.Size, err
}

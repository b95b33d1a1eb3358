package oai

import (
	"strconv"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
)

// item is a record as a harvester sees it.
type item struct {
	store.Shown
	kind record.Kind
	view record.Record // what a visitor sees; nothing where it is gone
	leaf []byte
}

// itemOf asks once more what a visitor may see: what is noted says when, never whether.
func (a *answering) itemOf(s store.ShownRecord) (item, error) {
	k, err := a.Office.Kind(s.Kind)
	if err != nil {
		return item{}, err
	}
	i := item{Shown: s.Shown, kind: k, leaf: s.Leaf}
	if !s.Gone {
		seen := false
		i.view, seen = access.Public(k, s.Record)
		i.Gone = !seen
	}
	return i, nil
}

func identifier(key record.Key) string { return "oai:" + key.Home + ":" + key.ID }

func (a *answering) header(i item) {
	status := ""
	if i.Gone {
		status = "deleted"
	}
	a.out.open("header", "status", status)
	a.out.element("identifier", identifier(i.Key))
	a.out.element("datestamp", stamp(i.At))
	for _, spec := range specs(i.Shown) {
		a.out.element("setSpec", spec)
	}
	a.out.close("header")
}

func (a *answering) record(i item, f format) {
	a.out.open("record")
	a.header(i)
	if !i.Gone {
		a.out.open("metadata")
		f.write(a, i)
		a.out.close("metadata")
	}
	a.out.close("record")
}

// found looks a record up by its identifier.
func (a *answering) found(said string) (item, bool, error) {
	home, id, ok := identifierOf(said)
	if !ok {
		return item{}, false, nil
	}
	var s store.ShownRecord
	err := a.Office.Store.View(a.ctx, func(tx store.Tx) (err error) {
		s, ok, err = tx.ShownAt(a.ctx, record.Key{Home: home, ID: id})
		return err
	})
	if err != nil || !ok {
		return item{}, false, err
	}
	i, err := a.itemOf(s)
	return i, err == nil, err
}

func (a *answering) getRecord(q request) (*problem, error) {
	i, ok, err := a.found(q.identifier)
	if err != nil {
		return nil, err
	}
	if !ok {
		return wrong(badID, "There is no record of that identifier."), nil
	}
	f, ok := formats[q.prefix]
	if !ok {
		return wrong(badFormat, "There is no such format."), nil
	}
	if err := a.learn([]item{i}); err != nil {
		return nil, err
	}
	a.out.open(q.verb)
	a.record(i, f)
	a.out.close(q.verb)
	return nil, nil
}

// list answers ListRecords and ListIdentifiers, page by page.
func (a *answering) list(q request) (*problem, error) {
	at, begun := token{}, q.resumes
	if begun {
		var p *problem
		if at, q, p = parseToken(q.verb, q.token); p != nil {
			return p, nil
		}
	}
	f, ok := formats[q.prefix]
	if !ok {
		return wrong(badFormat, "There is no such format."), nil
	}
	items, more, err := a.pageOf(q, &at, begun)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return wrong(noRecords, "No record matches."), nil
	}
	a.out.open(q.verb)
	if q.verb == "ListIdentifiers" {
		for _, i := range items {
			a.header(i)
		}
	} else {
		if err := a.learn(items); err != nil {
			return nil, err
		}
		for _, i := range items {
			a.record(i, f)
		}
	}
	a.goOn(q, at, items, begun, more)
	a.out.close(q.verb)
	return nil, nil
}

// goOn writes the token for the next page; an empty one ends a list that was split.
func (a *answering) goOn(q request, at token, items []item, begun, more bool) {
	if !begun && !more {
		return
	}
	said := ""
	if last := items[len(items)-1]; more {
		said = token{
			Verb: q.verb, Prefix: q.prefix, Set: q.set, From: q.from, Until: q.until, At: last.At, Home: last.Home, ID: last.ID,
			Cursor: at.Cursor + len(items), Size: max(at.Size, at.Cursor+len(items)+1),
		}.String()
	}
	size := max(at.Size, at.Cursor+len(items))
	a.out.element("resumptionToken", said, "completeListSize", strconv.Itoa(size), "cursor", strconv.Itoa(at.Cursor))
}

// pageOf reads one page, and whether more follows. The first page of a list counts it.
func (a *answering) pageOf(q request, at *token, begun bool) ([]item, bool, error) {
	if q.division.nothing {
		return nil, false, nil
	}
	ask := q.division.query()
	ask.From, ask.Until, ask.Limit = q.window.from, q.window.until, a.Page+1
	if begun {
		ask.After = at.place()
	}
	var rows []store.ShownRecord
	err := a.Office.Store.View(a.ctx, func(tx store.Tx) (err error) {
		if rows, err = tx.Shown(a.ctx, ask); err != nil || begun || len(rows) <= a.Page {
			return err
		}
		at.Size, err = tx.CountShown(a.ctx, ask)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	more := len(rows) > a.Page
	rows = rows[:min(len(rows), a.Page)]
	items := make([]item, len(rows))
	for n, s := range rows {
		if items[n], err = a.itemOf(s); err != nil {
			return nil, false, err
		}
	}
	return items, more, nil
}

package office

import (
	"context"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Record returns a record as the actor may see it. Seeing personal data is noted in the access log.
func (o *Office) Record(ctx context.Context, actor access.Actor, kind, id string) (record.Record, error) {
	k, err := o.Kind(kind)
	if err != nil {
		return record.Record{}, err
	}
	var r record.Record
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		r, err = tx.Record(ctx, record.Key{Home: o.Home, ID: id})
		return err
	})
	if err != nil {
		return record.Record{}, err
	}
	seen, ok := access.View(actor, k, r)
	if !ok || r.Kind != kind {
		return record.Record{}, fault.Missing(text.NoSuchRecord, id)
	}
	return seen, o.noteReading(ctx, actor, k, "read", seen)
}

// Several returns those of some records that the actor may see, by id, read at once.
func (o *Office) Several(ctx context.Context, actor access.Actor, ids ...string) (map[string]record.Record, error) {
	list := map[string]record.Record{}
	read := map[string][]record.Record{}
	err := o.Store.View(ctx, func(tx store.Tx) error {
		clear(list)
		clear(read)
		for _, id := range ids {
			r, err := tx.Record(ctx, record.Key{Home: o.Home, ID: id})
			if fault.Is(err, fault.CodeMissing) {
				continue
			}
			if err != nil {
				return err
			}
			k, err := o.Kind(r.Kind)
			if err != nil {
				return err
			}
			if seen, ok := access.View(actor, k, r); ok {
				list[id] = seen
				read[k.Name] = append(read[k.Name], seen)
			}
		}
		return nil
	})
	for name, records := range read {
		if k, _ := o.Kind(name); err == nil {
			err = o.noteReading(ctx, actor, k, "read", records...)
		}
	}
	return list, err
}

// noteReading writes the access log for the records that show personal data to
// somebody other than the person concerned.
func (o *Office) noteReading(ctx context.Context, actor access.Actor, k record.Kind, act string, seen ...record.Record) error {
	var notes []store.Access
	for _, r := range seen {
		if showsPersonal(k, r) && !actor.Class(r).Admits(record.Self) {
			notes = append(notes, store.Access{At: o.Now(), Account: actor.Account, Record: r.ID, Act: act})
		}
	}
	if notes == nil {
		return nil
	}
	return o.Store.Update(ctx, func(tx store.Tx) error {
		for _, n := range notes {
			if err := tx.LogAccess(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

// Accesses tells the audit administrator who read personal data, of one record or
// of all, the newest first.
func (o *Office) Accesses(ctx context.Context, actor access.Actor, id string, limit int) (notes []store.Access, err error) {
	if err := access.Holds(actor, record.Audit); err != nil {
		return nil, err
	}
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		notes, err = tx.Accesses(ctx, id, limit)
		return err
	})
	return notes, err
}

func showsPersonal(k record.Kind, r record.Record) bool {
	return slices.ContainsFunc(k.Fields, func(f record.Field) bool {
		_, ok := r.Fields[f.Name]
		return ok && f.Personal
	})
}

// Page is one page of a list.
type Page struct {
	Records []record.Record
	Next    string // what continues the list, "" at its end
	Total   int    // how many the list holds, counted up to CountUpto
}

// CountUpto is where counting a list stops.
const CountUpto = 2_000

// PageSize is the largest page.
const PageSize = 200

// List returns a page of the records of a kind that the actor may see. He can
// filter and sort only by fields that everybody who sees the record may see; otherwise
// they would tell what the field does not.
func (o *Office) List(ctx context.Context, actor access.Actor, q record.Query) (Page, error) {
	k, err := o.Kind(q.Kind)
	if err != nil {
		return Page{}, err
	}
	if err := filterable(actor, k, q); err != nil {
		return Page{}, err
	}
	q.Scopes = access.Scopes(actor, k)
	limit := q.Limit
	if limit <= 0 || limit > PageSize {
		limit = PageSize
	}
	q.Limit = limit + 1
	var page Page
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		if page.Records, err = tx.Find(ctx, q); err != nil {
			return err
		}
		q.After = ""
		page.Total, err = tx.Count(ctx, q, CountUpto)
		return err
	})
	if err != nil {
		return Page{}, err
	}
	if len(page.Records) > limit {
		page.Records = page.Records[:limit]
		page.Next = q.Next(page.Records[limit-1])
	}
	page.Records = o.views(actor, page.Records)
	return page, o.noteReading(ctx, actor, k, "list", page.Records...)
}

func filterable(actor access.Actor, k record.Kind, q record.Query) error {
	var names []string
	for _, t := range q.Where {
		if t.Field != "state" {
			names = append(names, t.Field)
		}
	}
	if q.Sort != "" {
		names = append(names, q.Sort)
	}
	for _, name := range names {
		f, ok := k.Field(name)
		if !ok || !f.Filter || !access.SeesField(actor, f, record.Record{}) {
			return fault.Invalid(name, text.QueryField, name)
		}
	}
	return nil
}

// Revision is one revision as the actor may see it.
type Revision struct {
	record.Record
	Entry   int64    // its place in the journal, -1 until it has one
	Changed []string // fields whose visible value differs from the revision before
}

// History returns the revisions that the actor may see, oldest first.
func (o *Office) History(ctx context.Context, actor access.Actor, kind, id string) ([]Revision, error) {
	k, err := o.Kind(kind)
	if err != nil {
		return nil, err
	}
	if _, err := o.Record(ctx, actor, kind, id); err != nil {
		return nil, err
	}
	var all []store.Revision
	err = o.Store.View(ctx, func(tx store.Tx) error {
		if there, ok := record.ParseAbroad(id); ok {
			c, err := tx.Copy(ctx, there)
			all = []store.Revision{{Record: k.Abroad(c.Record), Entry: journal.Entry{Number: -1}}}
			return err
		}
		all, err = tx.History(ctx, record.Key{Home: o.Home, ID: id})
		return err
	})
	if err != nil {
		return nil, err
	}
	var seen []Revision
	before := record.Record{}
	for _, rev := range all {
		if v, ok := access.View(actor, k, rev.Record); ok {
			seen = append(seen, Revision{Record: v, Entry: rev.Entry.Number, Changed: changed(k, before, v)})
			before = v
		}
	}
	return seen, nil
}

func changed(k record.Kind, before, after record.Record) []string {
	var names []string
	for _, f := range k.Fields {
		was, had := before.Fields[f.Name]
		is, has := after.Fields[f.Name]
		if had != has || has && string(record.Canonical(was)) != string(record.Canonical(is)) {
			names = append(names, f.Name)
		}
	}
	return names
}

// Linking returns records that refer to id and that the actor may see, of one
// kind or, where kind is "", of any.
func (o *Office) Linking(ctx context.Context, actor access.Actor, id, kind string) ([]record.Record, error) {
	var all []record.Record
	err := o.Store.View(ctx, func(tx store.Tx) (err error) {
		all, err = tx.Linking(ctx, id, kind, "", linksRead)
		return err
	})
	if err != nil {
		return nil, err
	}
	seen := slices.DeleteFunc(o.views(actor, all), func(r record.Record) bool { return !o.showsLink(r, id) })
	return seen[:min(len(seen), PageSize)], nil
}

// linksRead is how many links are looked through. It lies far above PageSize, so
// that links which the actor may not see do not crowd out those that he may.
const linksRead = 10_000

// showsLink reports whether a view still holds a reference to id: where the
// actor may not see the reference, he may not learn of the link either.
func (o *Office) showsLink(view record.Record, id string) bool {
	for _, f := range o.kinds[view.Kind].Fields {
		if _, ok := record.Refers(f.Type); ok && slices.Contains(record.Ids(view.Fields[f.Name]), id) {
			return true
		}
	}
	return false
}

// Titles returns the titles of records that the actor may see, by id.
func (o *Office) Titles(ctx context.Context, actor access.Actor, lang text.Lang, ids ...string) (map[string]string, error) {
	titles := map[string]string{}
	err := o.Store.View(ctx, func(tx store.Tx) error {
		for _, id := range ids {
			r, err := tx.Record(ctx, record.Key{Home: o.Home, ID: id})
			if fault.Is(err, fault.CodeMissing) {
				continue
			}
			if err != nil {
				return err
			}
			k := o.kinds[r.Kind]
			if v, ok := access.View(actor, k, r); ok {
				titles[id] = k.Title(v, lang)
			}
		}
		return nil
	})
	return titles, err
}

// Steps returns the steps that the actor may take with a record now.
func (o *Office) Steps(actor access.Actor, r record.Record) []flow.Step {
	if r.Home != o.Home {
		return nil
	}
	p, _ := o.Processes[r.Kind].At(r.Process)
	return slices.DeleteFunc(p.Leaving(r.State), func(s flow.Step) bool {
		return access.Step(actor, o.kinds[r.Kind], s.By, r) != nil
	})
}

// MayChange reports whether the actor may change fields of a record now.
func (o *Office) MayChange(actor access.Actor, r record.Record) bool {
	k := o.kinds[r.Kind]
	state, _ := k.State(r.State)
	return r.Home == o.Home && !state.Fixed && access.Change(actor, k, r, r) == nil
}

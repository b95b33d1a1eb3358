package office

import (
	"context"
	"reflect"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Act is what a deed does with one record: make or change it, and take a step with it.
type Act struct {
	Sheet string
	Line  int
	Draft record.Draft   // an ID without fields changes nothing
	Step  string         // to be taken afterwards, "" for none
	Given map[string]any // what the step asks for
}

// Done is what became of an act.
type Done struct {
	Outcome string        // store.PartMade, PartChanged, PartLeft
	Record  record.Record // as the actor may see it
}

// Begin returns a deed of the actor's own that is still to be written, with an id.
func (o *Office) Begin(actor access.Actor, sort, kind string) (store.Deed, error) {
	if actor.Account == "" {
		return store.Deed{}, fault.SignedOut()
	}
	now := o.Now()
	id, err := o.newID(now)
	return store.Deed{ID: id, Account: actor.Account, Sort: sort, Kind: kind, At: now}, err
}

// Do performs acts within a deed, all or none: the changes, their parts and the deed
// itself are written in one transaction. A fault names its act, counted from 1. Extra
// are parts to be noted as they are, such as refused rows; the acts get the numbers
// from after+1 on that no extra has. What already is as it should be is left alone.
func (o *Office) Do(ctx context.Context, actor access.Actor, deed store.Deed, after int64, extra []store.Part, acts ...Act) ([]Done, error) {
	if err := leads(actor, deed); err != nil {
		return nil, err
	}
	var done []Done
	_, err := o.write(ctx, actor, "", nil, func(d *desk) error {
		done = make([]Done, len(acts))
		parts := slices.Clone(extra)
		taken := map[int64]bool{}
		for _, p := range extra {
			taken[p.Number] = true
		}
		number := after
		wrong := make([]error, len(acts))
		for i, a := range acts {
			for number++; taken[number]; number++ {
			}
			part, err := d.act(a)
			if err != nil {
				wrong[i] = fault.In(err, strconv.Itoa(i+1))
				continue
			}
			part.Number = number
			parts = append(parts, part)
			r, err := d.newest(part.Kind, part.Record)
			if err != nil {
				return err
			}
			done[i].Outcome = part.Outcome
			done[i].Record, _ = access.View(actor, d.kinds[r.Kind], r)
		}
		if err := fault.Join(wrong...); err != nil {
			return err
		}
		return d.note(deed, parts)
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// leads reports why the actor may not act within the deed: it is not his own.
func leads(actor access.Actor, deed store.Deed) error {
	switch {
	case actor.Node && deed.ID != "":
		return nil
	case actor.Account == "":
		return fault.SignedOut()
	case actor.Account != deed.Account || deed.ID == "":
		return fault.Missing(text.NoSuchDeed)
	}
	return nil
}

// note keeps a deed and what it has done.
func (d *desk) note(deed store.Deed, parts []store.Part) error {
	was, err := d.tx.Deed(d.ctx, deed.ID)
	switch {
	case err == nil && was.Account != deed.Account:
		return fault.Missing(text.NoSuchDeed)
	case err == nil && (was.State == Undoing || was.State == Undone):
		return fault.Conflict(text.DeedTakenBack)
	case err != nil && !fault.Is(err, fault.CodeMissing):
		return err
	}
	for i := range parts {
		parts[i].Deed = deed.ID
	}
	if err := d.tx.PutParts(d.ctx, parts...); err != nil {
		return err
	}
	return d.tx.PutDeed(d.ctx, deed)
}

// act puts the draft and takes the step, and returns what became of the record.
func (d *desk) act(a Act) (store.Part, error) {
	part := store.Part{Sheet: a.Sheet, Line: a.Line, Outcome: store.PartMade, Kind: a.Draft.Kind}
	var r record.Record
	var left bool
	var err error
	if a.Draft.ID != "" {
		part.Outcome, part.Was = store.PartChanged, a.Draft.Rev
		r, left, err = d.asItShouldBe(a.Draft)
	}
	if err == nil && !left {
		r, err = d.put(a.Draft)
	}
	if err == nil && a.Step != "" {
		if err = d.take(Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: a.Step, Fields: a.Given}); err == nil {
			r, err = d.newest(r.Kind, r.ID)
		}
	}
	if left && a.Step == "" {
		part.Outcome = store.PartLeft
	}
	part.Record, part.Rev = r.ID, r.Rev
	return part, err
}

// asItShouldBe reports whether a record already holds what the draft asks for, as
// far as the actor may see it.
func (d *desk) asItShouldBe(draft record.Draft) (record.Record, bool, error) {
	k, err := d.Kind(draft.Kind)
	if err != nil {
		return record.Record{}, false, err
	}
	r, err := d.current(k, draft.ID, draft.Rev)
	if err != nil {
		return r, false, err
	}
	for name, v := range draft.Fields {
		f, ok := k.Field(name)
		if !ok || !access.SeesField(d.actor, f, r) || !equal(v, r.Fields[name]) {
			return r, false, nil
		}
	}
	return r, true, nil
}

func equal(a, b any) bool {
	if record.Empty(a) || record.Empty(b) {
		return record.Empty(a) && record.Empty(b)
	}
	return reflect.DeepEqual(a, b)
}

// Deed returns a deed of the actor's own, with its parts counted by outcome; the
// audit administrator sees all.
func (o *Office) Deed(ctx context.Context, actor access.Actor, id string) (store.Deed, map[string]int, error) {
	var deed store.Deed
	var counts map[string]int
	err := o.Store.View(ctx, func(tx store.Tx) (err error) {
		if deed, err = mine(ctx, tx, actor, id); err == nil {
			counts, err = tx.CountParts(ctx, id)
		}
		return err
	})
	return deed, counts, err
}

// mine returns a deed that the actor may see.
func mine(ctx context.Context, tx store.Tx, actor access.Actor, id string) (store.Deed, error) {
	deed, err := tx.Deed(ctx, id)
	if err == nil && leads(actor, deed) != nil && access.Holds(actor, record.Audit) != nil {
		err = fault.Missing(text.NoSuchDeed)
	}
	if err != nil {
		return store.Deed{}, err
	}
	return deed, nil
}

// Deeds returns the newest deeds of the actor, of a sort; of any where it is "". The
// node itself sees those of all.
func (o *Office) Deeds(ctx context.Context, actor access.Actor, sort string, limit int) (list []store.Deed, err error) {
	if actor.Account == "" && !actor.Node {
		return nil, nil
	}
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		list, err = tx.Deeds(ctx, actor.Account, sort, "", limit)
		return err
	})
	return list, err
}

// Parts returns parts of a deed that the actor may see, in order: those that touched a
// record which is hidden from him are left out. What was said of them only the deed's own account learns.
func (o *Office) Parts(ctx context.Context, actor access.Actor, deed, outcome string, after int64, limit int) (list []store.Part, err error) {
	if limit <= 0 || limit > partsAtOnce {
		limit = partsAtOnce
	}
	err = o.Store.View(ctx, func(tx store.Tx) error {
		of, err := mine(ctx, tx, actor, deed)
		if err != nil {
			return err
		}
		list = nil
		for after, more := after, true; more && len(list) < limit; {
			parts, err := tx.Parts(ctx, deed, outcome, after, limit)
			if err != nil {
				return err
			}
			more = len(parts) == limit
			for _, p := range parts {
				after = p.Number
				seen, err := o.seesPart(ctx, tx, actor, p)
				if err != nil {
					return err
				}
				if leads(actor, of) != nil {
					p.Said = nil
				}
				if seen && len(list) < limit {
					list = append(list, p)
				}
			}
		}
		return nil
	})
	return list, err
}

// seesPart reports whether the actor may see the record that a part touched, if any.
func (o *Office) seesPart(ctx context.Context, tx store.Tx, actor access.Actor, p store.Part) (bool, error) {
	if p.Record == "" {
		return true, nil
	}
	r, err := tx.Record(ctx, record.Key{Home: o.Home, ID: p.Record})
	return err == nil && access.Sees(actor, o.kinds[r.Kind], r), err
}

// partsAtOnce is the most parts that are read at once.
const partsAtOnce = 1000

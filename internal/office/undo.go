package office

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// UndoStep names what led to a revision that takes back another.
const UndoStep = "undo"

// The states that a deed gets by being taken back, whoever leads it.
const (
	Undoing = "undoing" // partly, or interrupted
	Undone  = "undone"
)

const (
	undoneAtOnce = 200 // parts in one transaction, so that others can write in between
	mostStanding = 20  // faults that say why a deed is not taken back
)

// Undo takes back a deed as a whole, unless something stands in the way. Interrupted,
// it goes on when it is called again; the deed is undone only when nothing is left of it.
//
// Only the deed's own account may, and only what he could still do by hand: he must be
// allowed to change the record as it is, and to take the step that the deed took with
// it. What a merge has changed goes back as long as he may change the two records.
// Nothing in a fixed state is taken back, least of all a registration; nor what has
// changed since, nor what others refer to. Proposals that the node has made by itself,
// and that nobody has touched, are no obstacle and become void too.
func (o *Office) Undo(ctx context.Context, actor access.Actor, id string) error {
	standing, err := o.Standing(ctx, actor, id, mostStanding)
	if err == nil {
		err = fault.At(fault.Join(standing...), "") // each names its record
	}
	for n := undoneAtOnce; err == nil && n > 0; {
		n, err = o.UndoSome(ctx, actor, id, undoneAtOnce)
	}
	return err
}

// UndoSome takes back the last parts of a deed that are still to be taken back, at
// most so many, all or none, and returns how many they were: 0 when the deed is
// undone. A fault names its part by number.
func (o *Office) UndoSome(ctx context.Context, actor access.Actor, id string, most int) (n int, err error) {
	_, err = o.write(ctx, actor, "", nil, func(d *desk) error {
		n = 0
		u, err := d.undoing(id)
		if err != nil || u.deed.State == Undone {
			return err
		}
		parts, err := d.tx.LastParts(d.ctx, id, u.from, most)
		if err != nil {
			return err
		}
		wrong := make([]error, len(parts))
		for i, p := range parts {
			wrong[i] = fault.In(u.takeBack(p), strconv.FormatInt(p.Number, 10))
			u.from = p.Number
		}
		if err := fault.Join(wrong...); err != nil {
			return err
		}
		n = len(parts)
		return u.keep(n < most)
	})
	return n, err
}

// Standing says what stands in the way of undoing a deed, at most limit faults.
func (o *Office) Standing(ctx context.Context, actor access.Actor, deed string, limit int) ([]error, error) {
	var found []error
	for before, more := int64(-1), true; more && len(found) < limit; {
		err := o.Store.View(ctx, func(tx store.Tx) error {
			if _, err := mine(ctx, tx, actor, deed); err != nil {
				return err
			}
			d := &desk{Office: o, ctx: ctx, tx: tx, actor: actor, trial: newTrial()}
			u, err := d.undoing(deed)
			if err != nil {
				return err
			}
			if before < 0 {
				before = u.from
			}
			parts, err := tx.LastParts(ctx, deed, before, partsAtOnce)
			for _, p := range parts {
				before = p.Number
				wrong := fault.In(u.foresee(p), strconv.FormatInt(p.Number, 10))
				if wrong != nil && fault.All(wrong) == nil {
					return wrong
				}
				if wrong != nil && len(found) < limit {
					found = append(found, wrong)
				}
			}
			more = len(parts) == partsAtOnce
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// undoing is a deed that is being taken back.
type undoing struct {
	*desk
	deed   store.Deed
	from   int64           // number of the part that was taken back last, 0 for none
	merged []string        // the two records of a merge
	idle   []record.Record // untouched proposals that refer to the record judged last
}

// undoing reads the deed as it is kept, whatever the caller says of it.
func (d *desk) undoing(id string) (*undoing, error) {
	deed, err := d.tx.Deed(d.ctx, id)
	if err == nil {
		err = leads(d.actor, deed)
	}
	if err != nil {
		return nil, err
	}
	u := &undoing{desk: d, deed: deed}
	var kept struct {
		Undone int64 `json:"undone"`
	}
	if len(deed.Body) > 0 {
		if err := json.Unmarshal(deed.Body, &kept); err != nil {
			return nil, fmt.Errorf("read deed %s: %w", id, err)
		}
	}
	u.from = kept.Undone
	if deed.Sort == MergeStep {
		var of merger
		if err := json.Unmarshal(deed.Body, &of); err != nil {
			return nil, fmt.Errorf("read merge %s: %w", id, err)
		}
		u.merged = []string{of.Keep, of.Gone}
	}
	return u, nil
}

// keep notes in the deed how far it has been taken back. Its body keeps all else that
// its leader has written there.
func (u *undoing) keep(all bool) error {
	members := map[string]json.RawMessage{}
	if len(u.deed.Body) > 0 {
		if err := json.Unmarshal(u.deed.Body, &members); err != nil {
			return fmt.Errorf("read deed %s: %w", u.deed.ID, err)
		}
	}
	members["undone"] = strconv.AppendInt(nil, u.from, 10)
	body, err := json.Marshal(members)
	if err != nil {
		return fmt.Errorf("write deed %s: %w", u.deed.ID, err)
	}
	if u.deed.Body, u.deed.State = body, Undoing; all {
		u.deed.State = Undone
	}
	return u.tx.PutDeed(u.ctx, u.deed)
}

// takeBack takes back one part.
func (u *undoing) takeBack(p store.Part) error {
	if p.Outcome != store.PartMade && p.Outcome != store.PartChanged {
		return nil
	}
	k, r, will, err := u.former(p)
	if err != nil {
		return err
	}
	if err := u.stands(k, r, p, nil); err != nil {
		return err
	}
	if err := u.judge(k, r, will, p); err != nil {
		return err
	}
	for _, proposed := range u.idle {
		void := proposed.Clone()
		void.State, void.Step = record.Void, UndoStep
		if _, err := u.save(u.kinds[void.Kind], void); err != nil {
			return err
		}
	}
	_, err = u.save(k, will)
	return err
}

// foresee says why a part could not be taken back once the later parts of the deed
// have been.
func (u *undoing) foresee(p store.Part) error {
	if p.Outcome != store.PartMade && p.Outcome != store.PartChanged {
		return nil
	}
	parts, err := u.tx.PartsOn(u.ctx, u.deed.ID, p.Record)
	if err != nil {
		return err
	}
	k, r, will, err := u.former(p)
	if err != nil {
		return err
	}
	if r.Step == UndoStep && alike(r, will) {
		return nil // done before
	}
	parts = slices.DeleteFunc(parts, func(other store.Part) bool {
		return other.Number <= p.Number || u.from > 0 && other.Number >= u.from || other.Outcome == store.PartLeft
	})
	if err := u.stands(k, r, p, parts); err != nil {
		return err
	}
	return u.judge(k, r, will, p)
}

// former returns a record as it is and as it would be without the part.
func (u *undoing) former(p store.Part) (k record.Kind, r, will record.Record, err error) {
	if k, err = u.Kind(p.Kind); err != nil {
		return k, r, will, err
	}
	if r, err = u.newest(p.Kind, p.Record); err != nil {
		return k, r, will, err
	}
	will = r.Clone()
	if p.Outcome == store.PartMade {
		will.State = record.Void
	} else {
		was, err := u.revision(r.Key, p.Was)
		if err != nil {
			return k, r, will, err
		}
		will = was.Clone()
		will.Rev = r.Rev
	}
	will.Step = UndoStep
	return k, r, will, nil
}

func (u *undoing) revision(key record.Key, rev int64) (record.Record, error) {
	all, err := u.tx.History(u.ctx, key)
	if err != nil {
		return record.Record{}, err
	}
	for _, r := range all {
		if r.Rev == rev {
			return r.Record, nil
		}
	}
	return record.Record{}, fmt.Errorf("undo: record %s has no revision %d", key.ID, rev)
}

// stands reports a record that is no longer as the part left it. It may have changed
// if that was taken back, or if it was done by the later parts.
func (u *undoing) stands(k record.Kind, r record.Record, p store.Part, later []store.Part) error {
	if r.Rev == p.Rev {
		return nil
	}
	if len(later) > 0 && later[0].Was == p.Rev {
		return nil
	}
	left, err := u.revision(r.Key, p.Rev)
	if err != nil {
		return err
	}
	if len(later) > 0 {
		if r, err = u.revision(r.Key, later[0].Was); err != nil {
			return err
		}
	}
	if r.Step == UndoStep && alike(r, left) {
		return nil
	}
	return fault.Conflict(text.UndoChanged, k.Label, u.titleOf(k, r))
}

// alike reports whether two revisions say the same of a record.
func alike(a, b record.Record) bool {
	return a.State == b.State && a.Rules == b.Rules && reflect.DeepEqual(a.Fields, b.Fields)
}

// titleOf is the title of a record as far as the actor may see it.
func (d *desk) titleOf(k record.Kind, r record.Record) string {
	if v, ok := access.View(d.actor, k, r); ok {
		if title := k.Title(v, text.ZH); title != "" {
			return title
		}
	}
	return r.ID
}

// judge reports why a record must not become what it was.
func (u *undoing) judge(k record.Kind, r, will record.Record, p store.Part) error {
	u.idle = nil
	if u.merged == nil || slices.Contains(u.merged, r.ID) {
		if err := access.Change(u.actor, k, r, will); err != nil {
			return err
		}
	}
	if err := u.mayLeave(k, r, p); err != nil {
		return err
	}
	node := *u.desk
	node.actor = access.Actor{Node: true}
	if check := u.Processes[k.Name].Check; check != nil {
		for _, stage := range []record.Record{r, will} {
			scene, _ := node.scene(stage, "")
			if err := check(scene); err != nil {
				return err
			}
		}
	}
	if will.State == record.Void {
		return u.referred(k, r)
	}
	var wrong []error
	for _, f := range k.Fields {
		v, ok := will.Fields[f.Name]
		if ok && (r.State == record.Void || !equal(v, r.Fields[f.Name])) {
			wrong = append(wrong, u.restorable(k, f, will))
		}
	}
	return fault.Join(wrong...)
}

// restorable reports a former value that cannot come back: a reference to what is
// void by now, or what another record has taken.
func (u *undoing) restorable(k record.Kind, f record.Field, will record.Record) error {
	if to, ok := record.Refers(f.Type); ok {
		for _, id := range record.Ids(will.Fields[f.Name]) {
			target, err := u.newest(to, id)
			if err != nil {
				return err
			}
			was, touched, err := u.before(target)
			if err != nil {
				return err
			}
			if target.State == record.Void && (!touched || was.State == record.Void) {
				return fault.Conflict(text.UndoReference, k.Label, u.titleOf(k, will))
			}
		}
	}
	value, _ := will.Fields[f.Name].(string)
	if !f.Unique || value == "" {
		return nil
	}
	others, err := u.Having(k.Name, f.Name, value)
	if err != nil {
		return err
	}
	for _, other := range others {
		was, touched, err := u.before(other)
		if err != nil {
			return err
		}
		if other.ID != will.ID && (!touched || was.State != record.Void && was.Fields[f.Name] == value) {
			return fault.Invalid(f.Name, text.ValueTaken, value)
		}
	}
	return nil
}

// mayLeave reports a record in a fixed state, unless the merge itself made it void,
// and a step that the actor may no longer take.
func (u *undoing) mayLeave(k record.Kind, r record.Record, p store.Part) error {
	state, _ := k.State(r.State)
	if r.State == record.Void && u.merged != nil && p.Outcome == store.PartChanged {
		return nil
	}
	if state.Fixed {
		return fault.Conflict(text.UndoFixed, k.Label, u.titleOf(k, r), state.Label)
	}
	process, _ := u.Processes[k.Name].At(r.Process)
	for _, s := range process.Steps {
		if s.Name == r.Step && s.To == r.State {
			return access.Step(u.actor, k, s.By, r)
		}
	}
	return nil
}

// referred reports a record outside the deed that refers to one that was made.
func (u *undoing) referred(k record.Kind, r record.Record) error {
	others, err := u.tx.Linking(u.ctx, r.ID, "", "", linksRead)
	if err != nil {
		return err
	}
	for _, other := range others {
		own, err := u.ownOrProposed(other, r.ID)
		if err != nil {
			return err
		}
		if !own {
			ok := u.kinds[other.Kind]
			return fault.Conflict(text.UndoReferred, k.Label, u.titleOf(k, r), ok.Label, u.titleOf(ok, other))
		}
		if u.proposal(other) && other.ID != r.ID {
			u.idle = append(u.idle, other)
		}
	}
	return nil
}

// ownOrProposed reports whether a record that refers to id goes with it: the deed
// has made it or its reference, or it is a proposal that nobody has touched.
func (u *undoing) ownOrProposed(r record.Record, id string) (bool, error) {
	if r.ID == id {
		return true, nil
	}
	if u.proposal(r) {
		links, err := u.tx.Linking(u.ctx, r.ID, "", "", 1)
		return len(links) == 0, err
	}
	was, touched, err := u.before(r)
	return touched && (was.State == record.Void || !u.refers(was, id)), err
}

// before returns a record as it was before the deed, void if that has made it, and
// whether the deed has touched it at all. It is for looking ahead only: while a deed
// is taken back, what it did later has been taken back already.
func (u *undoing) before(r record.Record) (record.Record, bool, error) {
	if !u.dry {
		return record.Record{}, false, nil
	}
	parts, err := u.tx.PartsOn(u.ctx, u.deed.ID, r.ID)
	for _, p := range parts {
		switch p.Outcome {
		case store.PartMade:
			r.State = record.Void
			return r, true, nil
		case store.PartChanged:
			was, err := u.revision(r.Key, p.Was)
			return was, true, err
		}
	}
	return record.Record{}, false, err
}

// refers reports whether a record names another.
func (o *Office) refers(r record.Record, id string) bool {
	return slices.ContainsFunc(o.kinds[r.Kind].Fields, func(f record.Field) bool {
		_, ok := record.Refers(f.Type)
		return ok && slices.Contains(record.Ids(r.Fields[f.Name]), id)
	})
}

// proposal reports whether the node has made a record by itself, and nobody has touched it.
func (o *Office) proposal(r record.Record) bool {
	return o.kinds[r.Kind].Derived && r.By == "" && r.Rev == 1
}

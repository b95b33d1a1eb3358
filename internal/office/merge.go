package office

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// MergeStep names what led to a revision that a merge has made, and its sort of deed.
const MergeStep = "merge"

// merger is the body of a deed that merges.
type merger struct {
	Keep string `json:"keep"`
	Gone string `json:"gone"`
}

// mostReferring is how many records a merge may have to change.
const mostReferring = 10_000

// Merge makes one record of two: what refers to gone refers to keep afterwards, gone
// becomes void, and keep gets the given fields. It returns the deed, by which it can be undone.
//
// The actor must be allowed to change both; what refers to gone is changed with them,
// whoever it belongs to. What is fixed, or must not change by the rules of its process,
// keeps its reference: MergedInto leads on from there.
func (o *Office) Merge(ctx context.Context, actor access.Actor, kind string, keep, gone record.Draft) (store.Deed, error) {
	deed, err := o.Begin(actor, MergeStep, kind)
	if err != nil {
		return store.Deed{}, err
	}
	if keep.ID == gone.ID {
		return store.Deed{}, fault.Invalid("gone", text.MergeSelf)
	}
	deed.State = "done"
	if deed.Body, err = json.Marshal(merger{keep.ID, gone.ID}); err != nil {
		return store.Deed{}, fmt.Errorf("write merge: %w", err)
	}
	_, err = o.write(ctx, actor, "", nil, func(d *desk) error {
		m := &merging{desk: d}
		if err := m.run(kind, keep, gone); err != nil {
			return err
		}
		return d.note(deed, m.parts)
	})
	if err != nil {
		return store.Deed{}, err
	}
	return deed, nil
}

// merging is a merge under way.
type merging struct {
	*desk
	parts []store.Part
}

// run changes what refers to gone first and keep last, so that a value which may not
// be held twice is free when keep takes it, and free again when all is taken back in reverse.
func (m *merging) run(kind string, keep, gone record.Draft) error {
	k, err := m.Kind(kind)
	if err != nil {
		return err
	}
	kept, err := m.both(k, keep.ID, keep.Rev)
	if err != nil {
		return err
	}
	lost, err := m.both(k, gone.ID, gone.Rev)
	if err != nil {
		return err
	}
	if err := m.lead(k, lost, kept.ID); err != nil {
		return err
	}
	void := lost.Clone()
	void.State = record.Void
	if err := m.change(k, lost, void); err != nil {
		return err
	}
	will := kept.Clone()
	merge(will.Fields, keep.Fields)
	if owner, ok := will.Fields[k.Owner].(string); ok {
		will.Owner = owner
	}
	if err := access.Change(m.actor, k, kept, will); err != nil {
		return err
	}
	m.redirect(k, will.Fields, lost.ID, "")
	if err := m.check(k, kept, will, keep.Fields, nil); err != nil {
		return err
	}
	return m.change(k, kept, will)
}

// both returns one of the two records, if the actor may change it.
func (m *merging) both(k record.Kind, id string, rev int64) (record.Record, error) {
	r, err := m.changeable(k, id, rev)
	if err == nil {
		err = access.Change(m.actor, k, r, r)
	}
	return r, err
}

// lead makes what refers to a record refer to another, as far as it may change.
func (m *merging) lead(k record.Kind, lost record.Record, to string) error {
	others, err := m.tx.Linking(m.ctx, lost.ID, "", "", mostReferring+1)
	if err != nil {
		return err
	}
	if len(others) > mostReferring {
		return fault.Limit(text.MergeMany, m.titleOf(k, lost), mostReferring)
	}
	node := *m.desk
	node.actor = access.Actor{Node: true}
	for _, other := range others {
		ok := m.kinds[other.Kind]
		state, _ := ok.State(other.State)
		if state.Fixed || other.ID == lost.ID || other.ID == to {
			continue
		}
		will := other.Clone()
		m.redirect(ok, will.Fields, lost.ID, to)
		if check := m.Processes[ok.Name].Check; check != nil {
			scene, _ := node.scene(will, "")
			if err := check(scene); fault.All(err) != nil {
				continue
			} else if err != nil {
				return err
			}
		}
		if err := m.change(ok, other, will); err != nil {
			return err
		}
	}
	return nil
}

// redirect replaces references to a record; to "" it removes them.
func (m *merging) redirect(k record.Kind, fields map[string]any, from, to string) {
	given := map[string]any{}
	for _, f := range k.Fields {
		if _, ok := record.Refers(f.Type); !ok || !slices.Contains(record.Ids(fields[f.Name]), from) {
			continue
		}
		list, several := fields[f.Name].([]string)
		if !several {
			given[f.Name] = to
			continue
		}
		list = slices.DeleteFunc(slices.Clone(list), func(id string) bool { return id == to || id == "" })
		if i := slices.Index(list, from); to == "" {
			list = slices.Delete(list, i, i+1)
		} else {
			list[i] = to
		}
		given[f.Name] = list
	}
	merge(fields, given)
}

// change saves a record and notes it.
func (m *merging) change(k record.Kind, was, will record.Record) error {
	will.Step = MergeStep
	saved, err := m.save(k, will)
	m.parts = append(m.parts, store.Part{
		Number: int64(len(m.parts) + 1), Outcome: store.PartChanged, Kind: k.Name, Record: was.ID, Was: was.Rev, Rev: saved.Rev,
	})
	return err
}

// MergedInto returns the record that a void one was merged into, "" for none. Where
// that has been merged too, it is the last of them.
func (o *Office) MergedInto(ctx context.Context, id string) (into string, err error) {
	err = o.Store.View(ctx, func(tx store.Tx) error {
		into = ""
		for at := id; ; into = at {
			next, err := o.mergedInto(ctx, tx, at)
			if err != nil || next == "" {
				return err
			}
			at = next
		}
	})
	return into, err
}

func (o *Office) mergedInto(ctx context.Context, tx store.Tx, id string) (string, error) {
	r, err := tx.Record(ctx, record.Key{Home: o.Home, ID: id})
	if err != nil || r.State != record.Void || r.Step != MergeStep {
		return "", err
	}
	parts, err := tx.PartsOf(ctx, id, 1)
	if err != nil || len(parts) == 0 {
		return "", err
	}
	deed, err := tx.Deed(ctx, parts[0].Deed)
	if err != nil {
		return "", err
	}
	var of merger
	if err := json.Unmarshal(deed.Body, &of); err != nil {
		return "", fmt.Errorf("read merge %s: %w", deed.ID, err)
	}
	return of.Keep, nil
}

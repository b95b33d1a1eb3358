package office

import (
	"context"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Put makes new records and changes fields of old ones, all or none. It returns
// the records as the actor may see them. A key makes a retry harmless for
// seven days; "" is no key.
func (o *Office) Put(ctx context.Context, actor access.Actor, key string, drafts ...record.Draft) ([]record.Record, error) {
	saved, err := o.write(ctx, actor, key, drafts, func(d *desk) error {
		return each(drafts, func(draft record.Draft) error {
			_, err := d.put(draft)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return o.views(actor, saved), nil
}

// each does something with all items and gathers what is wrong; where there are
// several, every fault names its item.
func each[T any](items []T, do func(T) error) error {
	wrong := make([]error, len(items))
	for i, item := range items {
		if wrong[i] = do(item); len(items) > 1 {
			wrong[i] = fault.In(wrong[i], strconv.Itoa(i+1))
		}
	}
	return fault.Join(wrong...)
}

// put judges one draft and saves it.
func (d *desk) put(draft record.Draft) (record.Record, error) {
	k, err := d.Kind(draft.Kind)
	if err != nil {
		return record.Record{}, err
	}
	was := record.Record{Kind: k.Name, State: k.First(), Process: d.Processes[k.Name].Version}
	if draft.ID != "" {
		if was, err = d.changeable(k, draft.ID, draft.Rev); err != nil {
			return record.Record{}, err
		}
	}
	will := was.Clone()
	merge(will.Fields, draft.Fields)
	if owner, ok := will.Fields[k.Owner].(string); ok {
		will.Owner = owner
	}
	if err := d.belong(k, &will); err != nil {
		return record.Record{}, err
	}
	if draft.ID == "" {
		err = access.Create(d.actor, k, will)
	} else {
		err = access.Change(d.actor, k, was, will)
	}
	if err != nil {
		return record.Record{}, err
	}
	if err := d.check(k, was, will, draft.Fields, nil); err != nil {
		return record.Record{}, err
	}
	if draft.ID == "" {
		if will.ID, err = d.newID(d.now); err != nil {
			return record.Record{}, err
		}
	}
	will.Step, will.Rules = "", was.Rules
	return d.save(k, will)
}

// changeable returns the record to be changed, if the actor may know of it, has
// seen its newest revision, and it is in a state that allows changes.
func (d *desk) changeable(k record.Kind, id string, rev int64) (record.Record, error) {
	was, err := d.current(k, id, rev)
	if err != nil {
		return was, err
	}
	if state, _ := k.State(was.State); state.Fixed {
		return was, fault.Conflict(text.StateFixed, state.Label)
	}
	return was, nil
}

// current returns a record that the actor sees, and a conflict unless rev is its newest revision.
func (d *desk) current(k record.Kind, id string, rev int64) (record.Record, error) {
	was, err := d.newest(k.Name, id)
	if err != nil {
		return was, err
	}
	if !access.Sees(d.actor, k, was) {
		return was, fault.Missing(text.NoSuchRecord, id)
	}
	if err := d.ours(id); err != nil {
		return was, err
	}
	if was.Rev != rev {
		return was, fault.Conflict(text.RecordChanged, id)
	}
	return was, nil
}

// merge lays given values over fields; an empty value removes.
func merge(fields, given map[string]any) {
	for name, v := range given {
		if record.Empty(v) {
			delete(fields, name)
		} else {
			fields[name] = v
		}
	}
}

// views returns the records as the actor may see them, those he may not left out.
func (o *Office) views(actor access.Actor, list []record.Record) []record.Record {
	seen := make([]record.Record, 0, len(list))
	for _, r := range list {
		if v, ok := access.View(actor, o.kinds[r.Kind], r); ok {
			seen = append(seen, v)
		}
	}
	return seen
}

package office

import (
	"context"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
)

// trial is what a dry run would have written. Its zero value is none: a desk that
// writes lays nothing.
type trial struct {
	dry    bool
	laid   map[string]record.Record // by id
	read   map[string]record.Record // what was read, by id; nothing changes it meanwhile
	having map[having][]string      // ids of what was laid, by its filterable values
	trail  []step                   // what was laid since the last act, to be taken up if that fails
}

type having struct{ kind, field, value string }

// step is one laying of a record over what was there.
type step struct {
	id  string
	was record.Record
	had bool
}

func newTrial() *trial {
	return &trial{dry: true, laid: map[string]record.Record{}, read: map[string]record.Record{}, having: map[having][]string{}}
}

// lay keeps r as if it were written.
func (t *trial) lay(k record.Kind, r record.Record) {
	was, had := t.laid[r.ID]
	t.trail = append(t.trail, step{r.ID, was, had})
	t.laid[r.ID] = r
	for _, f := range k.Fields {
		if value, ok := r.Fields[f.Name].(string); ok && f.Filter {
			t.note(having{k.Name, f.Name, value}, r.ID)
		}
	}
	t.note(having{k.Name, "state", r.State}, r.ID)
}

func (t *trial) note(h having, id string) {
	if list := t.having[h]; len(list) == 0 || list[len(list)-1] != id {
		t.having[h] = append(list, id)
	}
}

// takeUp removes what was laid since the trail began.
func (t *trial) takeUp() {
	for _, s := range slices.Backward(t.trail) {
		if s.had {
			t.laid[s.id] = s.was
		} else {
			delete(t.laid, s.id)
		}
	}
	t.trail = nil
}

// known returns a record that was laid or read before.
func (t *trial) known(id string) (record.Record, bool) {
	r, ok := t.laid[id]
	if !ok {
		r, ok = t.read[id]
	}
	return r, ok
}

func (t *trial) learn(r record.Record) {
	if t.dry {
		t.read[r.ID] = r
	}
}

// over returns which records have the value once what was laid lies over what the
// store has found.
func (t *trial) over(kind, field, value string, found []record.Record) []record.Record {
	list := slices.DeleteFunc(found, func(r record.Record) bool {
		_, laid := t.laid[r.ID]
		return laid
	})
	for _, id := range t.having[having{kind, field, value}] {
		r, laid := t.laid[id]
		twice := slices.ContainsFunc(list, func(o record.Record) bool { return o.ID == id })
		if laid && !twice && r.State != record.Void && (r.Fields[field] == value || field == "state" && r.State == value) {
			list = append(list, r)
		}
	}
	return list
}

// Weigh judges acts without writing, and says of each why it would be refused.
// Later acts see earlier ones.
func (o *Office) Weigh(ctx context.Context, actor access.Actor, acts ...Act) ([]error, error) {
	said := make([]error, len(acts))
	err := o.Store.View(ctx, func(tx store.Tx) error {
		now, err := o.now()
		if err != nil {
			return err
		}
		d := &desk{Office: o, ctx: ctx, tx: tx, actor: actor, now: now, trial: newTrial()}
		for i, a := range acts {
			d.trail = nil
			if _, said[i] = d.act(a); said[i] == nil {
				continue
			}
			if fault.All(said[i]) == nil {
				return said[i]
			}
			d.takeUp()
		}
		return nil
	})
	return said, err
}

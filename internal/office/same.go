package office

import (
	"context"
	"slices"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Same returns, for each set of fields, the records of a kind that are about the
// same thing, as the actor may see them: those with an equal unique value, otherwise those
// equal in all fields that Kind.Alike lists and different in no unique one. Only what he sees
// counts: a record whose likeness lies in a field hidden from him is not returned. Seeing
// personal data is noted in the access log.
func (o *Office) Same(ctx context.Context, actor access.Actor, kind string, sets ...map[string]any) ([][]record.Record, error) {
	k, err := o.Kind(kind)
	if err != nil {
		return nil, err
	}
	same := make([][]record.Record, len(sets))
	q := record.Query{Kind: kind, Scopes: access.Scopes(actor, k), Limit: sameAtMost}
	err = o.Store.View(ctx, func(tx store.Tx) error {
		for i, fields := range sets {
			var err error
			if same[i], err = o.same(ctx, tx, actor, k, q, fields); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return same, o.noteReading(ctx, actor, k, "compare", slices.Concat(same...)...)
}

// sameAtMost is how many records are said to be about the same thing.
const sameAtMost = 10

func (o *Office) same(ctx context.Context, tx store.Tx, actor access.Actor, k record.Kind, q record.Query, fields map[string]any) ([]record.Record, error) {
	find := func(column, value string, names ...string) ([]record.Record, error) {
		q.Where = []record.Term{{Field: column, Op: record.Equal, Value: value}}
		list, err := tx.Find(ctx, q)
		if err != nil || list == nil {
			return nil, err
		}
		return slices.DeleteFunc(o.views(actor, list), func(r record.Record) bool { return !sees(actor, k, r, names) }), nil
	}
	for _, f := range k.Fields {
		value, ok := fields[f.Name].(string)
		if !f.Unique || !ok || value == "" {
			continue
		}
		if list, err := find(f.Name, value, f.Name); err != nil || len(list) > 0 {
			return list, err
		}
	}
	key := k.AlikeKey(fields)
	if key == "" {
		return nil, nil
	}
	list, err := find(record.AlikeColumn, key, k.Alike...)
	return slices.DeleteFunc(list, func(r record.Record) bool { return differs(k, r, fields) }), err
}

// sees reports whether the actor may see all the named fields of r.
func sees(actor access.Actor, k record.Kind, r record.Record, names []string) bool {
	for _, name := range names {
		if f, _ := k.Field(name); !access.SeesField(actor, f, r) {
			return false
		}
	}
	return true
}

// differs reports whether a view and a set of fields hold different values of a unique field.
func differs(k record.Kind, view record.Record, fields map[string]any) bool {
	return slices.ContainsFunc(k.Fields, func(f record.Field) bool {
		v, is := view.Fields[f.Name]
		given := fields[f.Name]
		return f.Unique && is && !record.Empty(given) && !equal(v, given)
	})
}

package office

import (
	"context"
	"slices"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Glance returns records that the actor may see, with their titles and the fields
// named only, and nothing personal: so no reading is noted. A filter by a field that
// not everybody who sees the record sees is refused, as in List.
func (o *Office) Glance(ctx context.Context, actor access.Actor, q record.Query, fields ...string) ([]record.Record, error) {
	k, err := o.Kind(q.Kind)
	if err != nil {
		return nil, err
	}
	if err := filterable(actor, k, q); err != nil {
		return nil, err
	}
	q.Scopes = access.Scopes(actor, k)
	if q.Limit <= 0 || q.Limit > PageSize {
		q.Limit = PageSize
	}
	var found []record.Record
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		found, err = tx.Find(ctx, q)
		return err
	})
	if err != nil {
		return nil, err
	}
	seen := o.views(actor, found)
	for _, r := range seen {
		for name := range r.Fields {
			f, _ := k.Field(name)
			if f.Personal || name != k.TitleField().Name && !slices.Contains(fields, name) {
				delete(r.Fields, name)
			}
		}
	}
	return seen, nil
}

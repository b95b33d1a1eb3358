package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// sorted answers a query in the order of a field: first what has a value, then what
// has none. Both walks follow the index of the field.
func (t *tx) sorted(ctx context.Context, q record.Query) ([]record.Record, error) {
	o, err := t.orderOf(q)
	if err != nil || o.seen.sql == "" {
		return nil, err
	}
	var list []record.Record
	if o.value != nil || q.After == "" {
		if list, err = t.walked(ctx, o, o.filled(), q.Limit); err != nil || len(list) == q.Limit {
			return list, err
		}
	}
	rest, err := t.walked(ctx, o, o.empty(), q.Limit-len(list))
	return append(list, rest...), err
}

func (t *tx) walked(ctx context.Context, o order, where part, limit int) ([]record.Record, error) {
	direction := o.direction()
	return t.behind(ctx, o.walk(where, limit), fmt.Sprintf(`hit.v%[1]s, hit.id%[1]s, hit.home%[1]s`, direction), o.allied)
}

func (o order) direction() string {
	if o.rising {
		return ""
	}
	return " DESC"
}

// order is how a query is sorted, and where it goes on.
type order struct {
	shelf  shelf
	column column
	seen   part // what the reader may see and asks for
	rising bool
	allied bool
	value  any    // of the last record of the page before, nil where it had none
	after  string // its id, "" for the first page
}

// orderOf reads what a query is sorted by. Conditions on the state and the owner are
// written so that no index serves them: following those would mean to sort what they find.
func (t *tx) orderOf(q record.Query) (order, error) {
	s, ok := t.kinds[q.Kind]
	if !ok {
		return order{}, fault.Missing(text.NoSuchKind, q.Kind)
	}
	o := order{shelf: s, rising: q.Rising, allied: q.Allied}
	i := slices.IndexFunc(s.fields, func(c column) bool { return c.field == q.Sort })
	if i < 0 {
		return order{}, fault.Invalid(q.Sort, text.QueryField, q.Sort)
	}
	o.column = s.fields[i]
	var err error
	if o.value, o.after, err = q.Past(); err != nil {
		return order{}, err
	}
	if o.value != nil && o.column.value(o.value) == nil {
		return order{}, fault.Invalid("after", text.BadCursor)
	}
	q.After = ""
	_, also, err := s.terms(q)
	if err != nil {
		return order{}, err
	}
	branches := branchesOf(q)
	if len(branches) == 0 {
		return o, nil
	}
	either := join(" OR ", branches...)
	either.sql = "(" + either.sql + ")"
	o.seen = join(" AND ", append([]part{either}, also...)...)
	return o, nil
}

// unindexed is a text that no index holds.
func unindexed(column string) string { return column + " || ''" }

// filled holds for what comes next among the records with a value.
func (o order) filled() part {
	name := o.column.name
	switch {
	case o.value == nil:
		return part{name + " IS NOT NULL", nil}
	case o.rising:
		return part{name + " >= ? AND (" + name + " > ? OR id > ?)", []any{o.value, o.value, o.after}}
	}
	return part{name + " <= ? AND (" + name + " < ? OR id < ?)", []any{o.value, o.value, o.after}}
}

// empty holds for what comes next among the records without one.
func (o order) empty() part {
	p := part{o.column.name + " IS NULL", nil}
	if o.value == nil && o.after != "" {
		p.sql += map[bool]string{true: " AND id > ?", false: " AND id < ?"}[o.rising]
		p.args = []any{o.after}
	}
	return p
}

func (o order) walk(where part, limit int) part {
	p := join(" AND ", where, o.seen)
	p.sql = fmt.Sprintf(`SELECT id, home, %[1]s AS v FROM %[2]s WHERE %[3]s ORDER BY %[1]s%[4]s, id%[4]s, home%[4]s LIMIT ?`,
		o.column.name, o.shelf.name, p.sql, o.direction())
	p.args = append(p.args, limit)
	return p
}

package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Find implements store.Records. A query without limit is a defect of the caller.
func (t *tx) Find(ctx context.Context, q record.Query) ([]record.Record, error) {
	if q.Limit < 1 {
		return nil, fmt.Errorf("find %s: a query needs a limit", q.Kind)
	}
	if q.Sort != "" {
		list, err := t.sorted(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", q.Kind, err)
		}
		return list, nil
	}
	h, err := t.hits(q, q.Limit)
	if err != nil || h.sql == "" {
		return nil, err
	}
	list, err := t.behind(ctx, h, `hit.id`+way(q)+`, hit.home`+way(q), q.Allied)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", q.Kind, err)
	}
	return list, nil
}

// Count implements store.Records. The order is no matter, and where it goes on neither.
func (t *tx) Count(ctx context.Context, q record.Query, most int) (int, error) {
	if q.Sort != "" {
		q.After = ""
	}
	h, err := t.hits(q, most)
	if err != nil || h.sql == "" || most < 1 {
		return 0, err
	}
	var n int
	if _, err := t.one(ctx, []any{&n}, `SELECT COUNT(*) FROM (`+h.sql+`) AS hit`, h.args...); err != nil {
		return 0, fmt.Errorf("count %s: %w", q.Kind, err)
	}
	return n, nil
}

// part is a piece of SQL with its arguments.
type part struct {
	sql  string
	args []any
}

func join(sep string, parts ...part) part {
	var out part
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.sql
		out.args = append(out.args, p.args...)
	}
	out.sql = strings.Join(texts, sep)
	return out
}

// mostBranches bounds how many ordered walks one query is made of.
const mostBranches = 24

// hits selects the ids and homes that a query is about, at most limit, in the
// order of ids. Its SQL is empty if the query can have no answer.
//
// Where a term fixes a field, the walk follows the index of that field. Otherwise
// there is one walk for each state or owner, each in the order of its index and
// bounded, so that a page costs the same however many records there are.
func (t *tx) hits(q record.Query, limit int) (part, error) {
	s, ok := t.kinds[q.Kind]
	if !ok {
		return part{}, fault.Missing(text.NoSuchKind, q.Kind)
	}
	fixed, also, err := s.terms(q)
	if err != nil {
		return part{}, err
	}
	branches := branchesOf(q)
	if len(branches) == 0 {
		return part{}, nil
	}
	if fixed || len(branches) > mostBranches {
		either := join(" OR ", branches...)
		either.sql = "(" + either.sql + ")"
		return s.walk(q, limit, append([]part{either}, also...)), nil
	}
	if len(branches) == 1 {
		return s.walk(q, limit, append(branches, also...)), nil
	}
	walks := make([]part, len(branches))
	for i, b := range branches {
		w := s.walk(q, limit, append([]part{b}, also...))
		walks[i] = part{fmt.Sprintf(`SELECT id, home FROM (%s) AS b%d`, w.sql, i), w.args}
	}
	all := join(" UNION ", walks...)
	all.sql += ` ORDER BY id` + way(q) + `, home` + way(q) + ` LIMIT ?`
	all.args = append(all.args, limit)
	return all, nil
}

// walk selects from the shelf what all conditions hold for.
func (s shelf) walk(q record.Query, limit int, conditions []part) part {
	w := join(" AND ", conditions...)
	w.sql = `SELECT id, home FROM ` + s.name + ` WHERE ` + w.sql + ` ORDER BY id` + way(q) + `, home` + way(q) + ` LIMIT ?`
	w.args = append(w.args, limit)
	return w
}

// way is the direction in which ids are walked.
func way(q record.Query) string {
	if q.Rising {
		return ""
	}
	return " DESC"
}

var comparisons = []record.Op{record.Equal, record.AtLeast, record.AtMost}

// terms returns the conditions that all hits fulfil, and whether one fixes a field.
func (s shelf) terms(q record.Query) (fixed bool, also []part, err error) {
	for _, term := range q.Where {
		c, ok := s.column(term.Field)
		if !ok {
			return false, nil, fault.Invalid(term.Field, text.QueryField, term.Field)
		}
		value := c.value(term.Value)
		if value == nil || !slices.Contains(comparisons, term.Op) {
			return false, nil, fault.Invalid(term.Field, text.QueryField, term.Field)
		}
		fixed = fixed || term.Op == record.Equal
		if q.Sort != "" && c.name == c.field {
			c.name = unindexed(c.name)
		}
		p := part{c.name + " " + string(term.Op) + " ?", []any{value}}
		if state, ok := value.(string); ok && q.Allied && term.Field == "state" && c.field == c.name {
			p = part{"(" + p.sql + " OR " + p.sql + ")", []any{value, allied + state}}
		}
		also = append(also, p)
	}
	if q.After != "" {
		past := "id < ?"
		if q.Rising {
			past = "id > ?"
		}
		also = append(also, part{past, []any{q.After}})
	}
	return fixed, also, nil
}

// branchesOf returns one condition for each way in which a record can be seen. A
// scope without states holds nothing.
func branchesOf(q record.Query) []part {
	var list []part
	state, owner := "state", "owner"
	if q.Sort != "" {
		state, owner = unindexed(state), unindexed(owner)
	}
	for _, s := range q.Scopes {
		if len(s.States) == 0 {
			continue
		}
		if s.ID == "" && s.Owner == "" {
			for _, name := range s.States {
				list = append(list, part{state + " = ?", []any{name}})
				if q.Allied {
					list = append(list, part{state + " = ?", []any{allied + name}})
				}
			}
			continue
		}
		var p part
		if s.ID != "" {
			p = part{"id = ? AND ", []any{s.ID}}
		}
		if s.Owner != "" {
			p = part{p.sql + owner + " = ? AND ", append(p.args, s.Owner)}
		}
		p.sql += state + " IN (?" + strings.Repeat(", ?", len(s.States)-1) + ")"
		for _, name := range s.States {
			p.args = append(p.args, name)
		}
		list = append(list, p)
	}
	return list
}

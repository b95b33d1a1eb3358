package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// shelf is the derived table by which records of a kind are listed: its id and
// state and one typed column for every field that lists can be filtered by. Its
// name changes with its columns, so that programs of two versions do not fight.
type shelf struct {
	kind    record.Kind
	name    string
	columns []record.Field
	put     string
}

// shelvesOf lays out the shelves of all kinds. Names come from validated kinds.
func shelvesOf(kinds []record.Kind) (map[string]shelf, error) {
	shelves := map[string]shelf{}
	for _, k := range kinds {
		s := shelf{kind: k}
		layout := sha256.New()
		for _, f := range k.Fields {
			if !f.Filter {
				continue
			}
			if list := f.Type.Check([]string{}) == nil; list {
				return nil, fmt.Errorf("kind %s: lists cannot be filtered by %s, which holds several values", k.Name, f.Name)
			}
			s.columns = append(s.columns, f)
			fmt.Fprintf(layout, "%s %d\n", f.Name, f.Type.Column())
		}
		s.name = "shelf_" + k.Name + "_" + hex.EncodeToString(layout.Sum(nil)[:4])
		s.put = s.putStatement()
		shelves[k.Name] = s
	}
	return shelves, nil
}

// column is the name of a field's column; the prefix keeps it apart from SQL's words.
func column(field string) string { return "f_" + field }

func (s shelf) putStatement() string {
	names, marks, sets := []string{"home", "id", "state", "owner"}, "?, ?, ?, ?", []string{"state = excluded.state", "owner = excluded.owner"}
	for _, f := range s.columns {
		names = append(names, column(f.Name))
		marks += ", ?"
		sets = append(sets, column(f.Name)+" = excluded."+column(f.Name))
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (home, id) DO UPDATE SET %s", s.name, strings.Join(names, ", "), marks, strings.Join(sets, ", "))
}

func (s shelf) create() []string {
	columns := "home TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL"
	statements := []string{
		fmt.Sprintf("CREATE INDEX %s_state ON %s (state, id)", s.name, s.name),
		fmt.Sprintf("CREATE INDEX %s_owner ON %s (owner, id)", s.name, s.name),
		fmt.Sprintf("CREATE INDEX %s_id ON %s (id)", s.name, s.name),
	}
	for _, f := range s.columns {
		form := "TEXT"
		if f.Type.Column() == record.IntColumn {
			form = "BIGINT"
		}
		columns += fmt.Sprintf(", %s %s", column(f.Name), form)
		statements = append(statements, fmt.Sprintf("CREATE INDEX %s_%s ON %s (%s, id)", s.name, column(f.Name), s.name, column(f.Name)))
	}
	return append([]string{fmt.Sprintf("CREATE TABLE %s (%s, PRIMARY KEY (home, id))", s.name, columns)}, statements...)
}

// putShelf writes the row of a record.
func (t *tx) putShelf(ctx context.Context, s shelf, r record.Record) error {
	values := []any{r.Home, r.ID, r.State, r.Owner}
	for _, f := range s.columns {
		values = append(values, cell(r.Fields[f.Name]))
	}
	return t.do(ctx, "shelve record "+r.ID, s.put, values...)
}

// cell is what a column holds of a value; a text in several languages is listed
// by its Chinese, or by whatever there is.
func cell(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return "true"
		}
		return "false"
	case record.Variants:
		return record.Words(v, text.ZH)
	}
	return v
}

const (
	selectShelves = `SELECT kind, name FROM shelf_current`
	putCurrent    = `INSERT INTO shelf_current (kind, name) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET name = excluded.name`
	selectOfKind  = `SELECT ` + recordColumns + ` FROM record r WHERE r.kind = ? AND r.id > ? ORDER BY r.id LIMIT 1000`
)

// rebuildShelves makes the shelves that are missing and drops those of another
// layout, in the transaction it runs in. Lock keeps other programs from doing the
// same, where there can be others.
func (t *tx) rebuildShelves(ctx context.Context, lock string) error {
	if lock != "" {
		if _, err := t.exec(ctx, lock); err != nil {
			return err
		}
	}
	current := map[string]string{}
	err := t.each(ctx, func(rows *sql.Rows) error {
		var kind, name string
		err := rows.Scan(&kind, &name)
		current[kind] = name
		return err
	}, selectShelves)
	if err != nil {
		return fmt.Errorf("read shelves: %w", err)
	}
	for _, kind := range slices.Sorted(maps.Keys(t.kinds)) {
		if s := t.kinds[kind]; current[kind] != s.name {
			if err := t.rebuild(ctx, s, current[kind]); err != nil {
				return fmt.Errorf("build shelf of %s: %w", kind, err)
			}
		}
	}
	return nil
}

func (t *tx) rebuild(ctx context.Context, s shelf, old string) error {
	for _, statement := range s.create() {
		if _, err := t.exec(ctx, statement); err != nil {
			return err
		}
	}
	for after := ""; ; {
		page, err := t.records(ctx, selectOfKind, s.kind.Name, after)
		if err != nil {
			return err
		}
		for _, r := range page {
			if err := t.putShelf(ctx, s, r); err != nil {
				return err
			}
			after = r.ID
		}
		if len(page) == 0 {
			break
		}
	}
	if old != "" {
		if _, err := t.exec(ctx, "DROP TABLE "+old); err != nil {
			return err
		}
	}
	return t.do(ctx, "name shelf", putCurrent, s.kind.Name, s.name)
}

// Find implements store.Records.
func (t *tx) Find(ctx context.Context, q record.Query) ([]record.Record, error) {
	s, ok := t.kinds[q.Kind]
	if !ok {
		return nil, fault.Missing(text.NoSuchKind, q.Kind)
	}
	where, args, err := s.where(q)
	if err != nil || len(q.Scopes) == 0 {
		return nil, err
	}
	query := "SELECT " + recordColumns + " FROM " + s.name + " s JOIN record r ON r.home = s.home AND r.id = s.id WHERE " + where + " ORDER BY s.id DESC LIMIT ?"
	list, err := t.records(ctx, query, append(args, q.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", q.Kind, err)
	}
	return list, nil
}

// Count implements store.Records.
func (t *tx) Count(ctx context.Context, q record.Query, most int) (n int, err error) {
	s, ok := t.kinds[q.Kind]
	if !ok {
		return 0, fault.Missing(text.NoSuchKind, q.Kind)
	}
	where, args, err := s.where(q)
	if err != nil || len(q.Scopes) == 0 {
		return 0, err
	}
	query := "SELECT count(*) FROM (SELECT 1 FROM " + s.name + " s WHERE " + where + " LIMIT ?) AS some"
	if _, err := t.one(ctx, []any{&n}, query, append(args, most)...); err != nil {
		return 0, fmt.Errorf("count %s: %w", q.Kind, err)
	}
	return n, nil
}

// where writes the condition of a query. Only names of declared columns enter it.
func (s shelf) where(q record.Query) (string, []any, error) {
	var scopes []string
	var args []any
	for _, scope := range q.Scopes {
		terms := []string{"s.state IN (" + strings.TrimPrefix(strings.Repeat(", ?", len(scope.States)), ", ") + ")"}
		for _, state := range scope.States {
			args = append(args, state)
		}
		if scope.Owner != "" {
			terms, args = append(terms, "s.owner = ?"), append(args, scope.Owner)
		}
		if scope.ID != "" {
			terms, args = append(terms, "s.id = ?"), append(args, scope.ID)
		}
		if len(scope.States) == 0 {
			continue
		}
		scopes = append(scopes, "("+strings.Join(terms, " AND ")+")")
	}
	if len(scopes) == 0 {
		scopes = []string{"1 = 0"}
	}
	condition := []string{"(" + strings.Join(scopes, " OR ") + ")"}
	for _, term := range q.Where {
		name, ok := s.columnOf(term.Field)
		if !ok || !slices.Contains([]record.Op{record.Equal, record.AtLeast, record.AtMost}, term.Op) {
			return "", nil, fault.Invalid(term.Field, text.QueryField, term.Field)
		}
		condition, args = append(condition, "s."+name+" "+string(term.Op)+" ?"), append(args, cell(term.Value))
	}
	if q.After != "" {
		condition, args = append(condition, "s.id < ?"), append(args, q.After)
	}
	return strings.Join(condition, " AND "), args, nil
}

func (s shelf) columnOf(field string) (string, bool) {
	if slices.Contains([]string{"state", "owner", "home"}, field) {
		return field, true
	}
	return column(field), slices.ContainsFunc(s.columns, func(f record.Field) bool { return f.Name == field })
}

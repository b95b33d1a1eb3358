package sqlstore

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"heitu/internal/record"
	"heitu/internal/text"
)

// shelf is the derived table by which records of one kind are found. Its name
// holds a hash of its columns, so that a changed declaration gets a table of its own.
type shelf struct {
	kind   record.Kind
	name   string
	fields []column // without the columns that every shelf has
	put    string
}

// column is an indexed copy of a field.
type column struct {
	field string
	name  string // in the table; fields have a prefix, since one may be called owner
	form  record.Column
}

// longest is the most characters that a filterable text may have: an index entry
// of PostgreSQL holds some 2,700 bytes.
const longest = 600

func shelvesOf(kinds []record.Kind) (map[string]shelf, error) {
	shelves := map[string]shelf{}
	for _, k := range kinds {
		if err := k.Valid(); err != nil {
			return nil, err
		}
		if _, twice := shelves[k.Name]; twice {
			return nil, fmt.Errorf("kind %s: declared twice", k.Name)
		}
		s, err := shelfOf(k)
		if err != nil {
			return nil, err
		}
		shelves[k.Name] = s
	}
	return shelves, nil
}

func shelfOf(k record.Kind) (shelf, error) {
	s := shelf{kind: k}
	for _, f := range k.Fields {
		if !f.Filter {
			continue
		}
		switch t := f.Type.(type) {
		case record.List, record.Choices, record.References, record.Attachments:
			return shelf{}, fmt.Errorf("kind %s: lists cannot be filtered by %s, which holds several values", k.Name, f.Name)
		case record.Text:
			if t.Max > longest {
				return shelf{}, fmt.Errorf("kind %s: %s is too long to filter by", k.Name, f.Name)
			}
		}
		s.fields = append(s.fields, column{f.Name, "f_" + f.Name, f.Type.Column()})
	}
	slices.SortFunc(s.fields, func(a, b column) int { return cmp.Compare(a.field, b.field) })
	sum := sha256.New()
	if len(k.Alike) > 0 {
		s.fields = append(s.fields, column{record.AlikeColumn, record.AlikeColumn, record.TextColumn})
		fmt.Fprintf(sum, "%v;", k.Alike)
	}
	names, marks, sets := "home, id, state, owner", "?, ?, ?, ?", "state = excluded.state, owner = excluded.owner"
	for _, c := range s.fields {
		fmt.Fprintf(sum, "%s:%d;", c.field, c.form)
		names += ", " + c.name
		marks += ", ?"
		sets += fmt.Sprintf(", %s = excluded.%s", c.name, c.name)
	}
	s.name = "shelf_" + k.Name + "_" + hex.EncodeToString(sum.Sum(nil)[:4])
	s.put = fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (home, id) DO UPDATE SET %s`, s.name, names, marks, sets)
	return s, nil
}

// column returns the column that a term names. A field comes before what every
// shelf has.
func (s shelf) column(field string) (column, bool) {
	for _, c := range s.fields {
		if c.field == field {
			return c, true
		}
	}
	switch field {
	case "state", "owner", "home":
		return column{field, field, record.TextColumn}, true
	}
	return column{}, false
}

// value is what the column holds of a value, nil for nothing comparable. A text in
// several languages is found by its Chinese, or by whatever there is.
func (c column) value(v any) any {
	switch v := v.(type) {
	case record.Variants:
		if c.form == record.TextColumn {
			return record.Words(v, text.ZH)
		}
	case string:
		if c.form == record.TextColumn {
			return v
		}
	case int64:
		if c.form == record.IntColumn {
			return v
		}
	case int:
		if c.form == record.IntColumn {
			return int64(v)
		}
	case bool:
		if c.form == record.TextColumn {
			return fmt.Sprint(v)
		}
	}
	return nil
}

// putShelf keeps the row of a record.
func (t *tx) putShelf(ctx context.Context, s shelf, r record.Record) error {
	args := []any{r.Home, r.ID, r.State, r.Owner}
	for _, c := range s.fields {
		v := r.Fields[c.field]
		if c.field == record.AlikeColumn {
			v = nil
			if key := s.kind.AlikeKey(r.Fields); key != "" {
				v = key
			}
		}
		args = append(args, c.value(v))
	}
	return t.do(ctx, "put record "+r.ID+" on its shelf", s.put, args...)
}

const (
	selectShelves = `SELECT kind, name FROM shelf_current`
	putCurrent    = `INSERT INTO shelf_current (kind, name) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET name = excluded.name`
)

// rebuildShelves makes the shelves that the kinds ask for and drops those they
// have replaced. Lock, where the database needs one, keeps writers away; it comes
// first, so that what is read afterwards is complete. To have a shelf rebuilt,
// remove its line from shelf_current and open the database again.
func (t *tx) rebuildShelves(ctx context.Context, lock string, words *strings.Replacer) error {
	if lock != "" {
		if err := t.do(ctx, "keep writers away", lock); err != nil {
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
		return fmt.Errorf("read the shelves: %w", err)
	}
	for _, s := range t.kinds {
		if current[s.kind.Name] == s.name {
			continue
		}
		if err := t.rebuildShelf(ctx, s, current[s.kind.Name], words); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) rebuildShelf(ctx context.Context, s shelf, old string, words *strings.Replacer) error {
	what := "build " + s.name
	for _, statement := range s.create() {
		if err := t.do(ctx, what, words.Replace(statement)); err != nil {
			return err
		}
	}
	if err := t.fillShelf(ctx, s); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := t.do(ctx, what, putCurrent, s.kind.Name, s.name); err != nil {
		return err
	}
	if !strings.HasPrefix(old, "shelf_"+s.kind.Name+"_") {
		return nil
	}
	return t.do(ctx, "drop "+old, `DROP TABLE IF EXISTS "`+strings.ReplaceAll(old, `"`, "")+`"`)
}

// create returns the statements that make the table. The indexes of fields come
// last: of two that fit equally, SQLite takes the younger, and a field divides
// records more finely than their state does.
func (s shelf) create() []string {
	columns := ""
	for _, c := range s.fields {
		columns += ", " + c.name + map[record.Column]string{record.TextColumn: " TEXT", record.IntColumn: " BIGINT"}[c.form]
	}
	list := []string{
		`DROP TABLE IF EXISTS ` + s.name,
		`CREATE TABLE ` + s.name + ` (home TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL` +
			columns + `, PRIMARY KEY (home, id)) /* compact */`,
	}
	for i, on := range append([]string{"id, home", "state, id, home", "owner, id, home"}, s.fieldNames()...) {
		if i > 2 {
			on += ", id, home, state, owner" // with all that a list is filtered by, so that counting reads the index alone
		}
		list = append(list, fmt.Sprintf(`CREATE INDEX %s_%d ON %s (%s)`, s.name, i, s.name, on))
	}
	return list
}

func (s shelf) fieldNames() []string {
	names := make([]string, len(s.fields))
	for i, c := range s.fields {
		names[i] = c.name
	}
	return names
}

const selectKind = `SELECT ` + recordColumns + ` FROM record r
	WHERE r.kind = ? AND (r.home, r.id) > (?, ?) ORDER BY r.home, r.id LIMIT 1000`

func (t *tx) fillShelf(ctx context.Context, s shelf) error {
	if err := t.fillFrom(ctx, s, selectKind, func(r record.Record) record.Record { return r }); err != nil {
		return err
	}
	return t.fillFrom(ctx, s, selectCopiesOfKind, func(r record.Record) record.Record { return onShelf(s.kind, r) })
}

const selectCopiesOfKind = `SELECT ` + recordColumns + ` FROM copy r
	WHERE r.kind = ? AND (r.home, r.id) > (?, ?) ORDER BY r.home, r.id LIMIT 1000`

func (t *tx) fillFrom(ctx context.Context, s shelf, query string, as func(record.Record) record.Record) error {
	var last record.Key
	for {
		list, err := t.records(ctx, query, s.kind.Name, last.Home, last.ID)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, r := range list {
			if err := t.putShelf(ctx, s, as(r)); err != nil {
				return err
			}
		}
		last = list[len(list)-1].Key
	}
}

package figure_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the recount
	"pgregory.net/rapid"

	"heitu/internal/access"
	"heitu/internal/figure"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
)

// TestFiguresAreARecount compares every figure, whole and by every cut, with a
// recount in SQL over random records that come, change and go.
func TestFiguresAreARecount(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT, state TEXT, body TEXT)`); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		if _, err := db.Exec(`DELETE FROM record`); err != nil {
			r.Fatal(err)
		}
		c := report.New(figure.All())
		for n := range rapid.IntRange(0, 80).Draw(r, "entries") {
			rec := random(r)
			view, public := access.Public(kindOf(rec.Kind), rec)
			c.Follow(int64(n), rec.ID, view, public)
			if _, err := db.Exec(`INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)`, rec.ID, rec.Kind, rec.State, string(record.CanonicalFields(rec.Fields))); err != nil {
				r.Fatal(err)
			}
		}
		region := rapid.SampledFrom([]string{"", "210000", "220100"}).Draw(r, "asked")
		p := rapid.SampledFrom([]report.Period{report.Half(2026, 1), report.Month(2026, 3), report.Quarter(2025, 4), report.Years(2024, 2025), report.Upto("2026-06-30")}).Draw(r, "period")
		for _, f := range figure.All() {
			bys := [][]string{nil, {report.ByRegion}}
			for _, cut := range f.Cuts {
				bys = append(bys, []string{cut}, []string{report.ByRegion, cut})
			}
			for _, by := range bys {
				compare(r, db, c, report.Query{Figure: f.Name, Period: p, Region: region}, by)
			}
		}
	})
}

func kindOf(name string) record.Kind {
	i := slices.IndexFunc(kinds.All(), func(k record.Kind) bool { return k.Name == name })
	return kinds.All()[i]
}

// random draws a record of a kind that figures count, with the fields that they need.
func random(r *rapid.T) record.Record {
	names := map[string]bool{}
	f := rapid.SampledFrom(figure.All()).Draw(r, "of")
	for _, g := range figure.All() {
		if g.Kind == f.Kind && g.Ratio == nil {
			for _, name := range append(g.Fields(), g.Cuts...) {
				names[name] = true
			}
		}
	}
	k := kindOf(f.Kind)
	rec := record.Record{Key: record.Key{Home: "h", ID: fmt.Sprint(k.Name, rapid.IntRange(0, 20).Draw(r, "id"))}, Kind: k.Name, Fields: map[string]any{}}
	rec.State = rapid.SampledFrom(k.States).Draw(r, "state").Name
	for _, field := range k.Fields {
		if !names[field.Name] || rapid.IntRange(0, 5).Draw(r, "given") == 0 {
			continue
		}
		switch field.Type.Name() {
		case "date":
			rec.Fields[field.Name] = rapid.SampledFrom([]string{"2024-12-31", "2025-01-01", "2025-12-31", "2026-03-01", "2026-06-30", "2026-07-01"}).Draw(r, "day")
		case "money", "integer":
			rec.Fields[field.Name] = rapid.Int64Range(0, 1_000_000_000).Draw(r, "sum")
		case "reference":
			rec.Fields[field.Name] = fmt.Sprint(rapid.IntRange(0, 4).Draw(r, "reference"))
		case "choice":
			codes := record.CodesOf(field.Type).All()
			if strings.Contains(field.Name, "region") {
				codes = []string{"210000", "210100", "220100", "220182", "230100"}
			}
			rec.Fields[field.Name] = rapid.SampledFrom(codes[:min(len(codes), 9)]).Draw(r, "code")
		}
	}
	return rec
}

func compare(r *rapid.T, db *sql.DB, c *report.Columns, q report.Query, by []string) {
	got, err := c.Cut(q, by...)
	if err != nil {
		r.Fatal(err)
	}
	f, err := c.Figure(q.Figure)
	if err != nil {
		r.Fatal(err)
	}
	parts, err := f.Parts(figure.All())
	if err != nil {
		r.Fatal(err)
	}
	now, before := make([]map[string]int64, len(parts)), make([]map[string]int64, len(parts))
	for i, p := range parts {
		now[i], before[i] = recount(r, db, p, q.Period, q.Region, by), recount(r, db, p, q.Period.Before(), q.Region, by)
	}
	seen := map[string]bool{}
	for _, v := range got {
		key := strings.Join(v.Cut, "|")
		seen[key] = true
		for i, p := range v.Parts {
			if p.Value != now[i][key] {
				r.Fatalf("%s in %s of %q by %v, %q: got %d, SQL makes %d", p.Figure.Name, q.Period, q.Region, by, key, p.Value, now[i][key])
			}
		}
		want, based := before[0][key]
		if f.Ratio != nil {
			want, based = report.Divide(before[0][key], before[1][key], f.Ratio.Scale)
		}
		if based != (v.Base != nil) || based && *v.Base != want {
			r.Fatalf("%s in %s of %q by %v, %q: got base %v, SQL makes %d, %t", f.Name, q.Period, q.Region, by, key, v.Base, want, based)
		}
	}
	for i := range parts {
		for key := range now[i] {
			if !seen[key] {
				r.Fatalf("%s by %v: %q is missing", f.Name, by, key)
			}
		}
	}
}

// recount is a figure that is no ratio by groups, in SQL.
func recount(r *rapid.T, db *sql.DB, f report.Figure, p report.Period, region string, by []string) map[string]int64 {
	at := func(name string) string { return fmt.Sprintf("coalesce(json_extract(body, '$.%s'), '')", name) }
	where := []string{"kind = '" + f.Kind + "'", "state IN ('" + strings.Join(f.States, "','") + "')", at(f.Day) + " <> ''", at(f.Day) + " <= '" + p.To + "'"}
	if !f.Stock {
		where = append(where, at(f.Day)+" >= '"+p.From+"'")
	}
	if region != "" {
		where = append(where, at(f.Region)+" LIKE '"+map[string]string{"210000": "21", "220100": "2201"}[region]+"%'")
	}
	for _, t := range f.Where {
		a, b := at(t.Field), at(t.Other)
		where = append(where, map[report.Relation]string{
			report.OneOf: a + " IN ('" + strings.Join(t.Codes, "','") + "')", report.NoneOf: a + " <> '' AND " + a + " NOT IN ('" + strings.Join(t.Codes, "','") + "')",
			report.Given: a + " <> ''", report.Absent: a + " = ''",
			report.Same: "length(" + a + ") = 6 AND substr(" + a + ", 1, 2) = substr(" + b + ", 1, 2)", report.Apart: a + " <> '' AND " + b + " <> '' AND substr(" + a + ", 1, 2) <> substr(" + b + ", 1, 2)",
		}[t.Is])
	}
	value := "count(*)"
	if f.Of != "" {
		where = append(where, at(f.Of)+" <> ''")
		value = map[report.Measure]string{report.Sum: "sum(", report.Distinct: "count(DISTINCT "}[f.Measure] + at(f.Of) + ")"
	}
	keys := []string{}
	for _, name := range by {
		key := at(name)
		if name == report.ByRegion {
			digits := map[string]int{"": 2, "210000": 4, "220100": 6}[region]
			key = fmt.Sprintf("CASE WHEN %[1]s = '' THEN '' ELSE substr(substr(%[1]s, 1, %[2]d) || '0000', 1, 6) END", at(f.Region), digits)
		}
		keys = append(keys, key)
	}
	group, grouping := "''", ""
	if len(keys) > 0 {
		group, grouping = strings.Join(keys, " || '|' || "), " GROUP BY 1"
	}
	rows, err := db.Query("SELECT " + group + ", " + value + ", count(*) FROM record WHERE " + strings.Join(where, " AND ") + grouping)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	found := map[string]int64{}
	for rows.Next() {
		var key string
		var n sql.NullInt64
		var count int
		if err := rows.Scan(&key, &n, &count); err != nil {
			r.Fatal(err)
		}
		if count > 0 {
			found[key] = n.Int64
		}
	}
	return found
}

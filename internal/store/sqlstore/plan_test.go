package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/storetest"
)

// explainer runs every query and keeps the plan that SQLite has for it.
type explainer struct {
	runner
	plans []string
}

func (e *explainer) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	e.explained(ctx, query, args...)
	return e.runner.query(ctx, query, args...)
}

func (e *explainer) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	e.explained(ctx, query, args...)
	return e.runner.exec(ctx, query, args...)
}

func (e *explainer) explained(ctx context.Context, query string, args ...any) {
	err := (&tx{runner: e.runner}).each(ctx, func(rows *sql.Rows) error {
		var id, parent, other int
		var line string
		err := rows.Scan(&id, &parent, &other, &line)
		e.plans = append(e.plans, line)
		return err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		e.plans = append(e.plans, err.Error())
	}
}

// derived matches what a query has made itself, such as the hits of a page.
var derived = regexp.MustCompile(`^(hit|l|b[0-9]+|CONSTANT|\(subquery.*)$`)

// bad reports whether a line of a plan reads a whole table or sorts more than a
// bounded number of rows.
func bad(line string) bool {
	words := strings.Fields(line)
	scan := len(words) > 1 && words[0] == "SCAN" && !derived.MatchString(words[1])
	if strings.Contains(line, "USING COVERING INDEX entry_pending") || strings.Contains(line, "USING INDEX entry_pending") {
		scan = false // it holds what is asked for and nothing else
	}
	return scan || strings.Contains(line, "no such")
}

// No query reads a whole table.
func TestPlans(t *testing.T) {
	db, ctx := openSQLite(t, t.TempDir()), context.Background()
	if err := put(db, storetest.Revision("thing", 1, 1, "open", map[string]any{"owner": storetest.ID(2)})); err != nil {
		t.Fatal(err)
	}
	find := func(scopes []record.Scope, after string, where ...record.Term) func(store.Tx) error {
		return func(tx store.Tx) error {
			q := record.Query{Kind: "thing", Scopes: scopes, Where: where, After: after, Limit: 50}
			if _, err := tx.Find(ctx, q); err != nil {
				return err
			}
			_, err := tx.Count(ctx, q, 1000)
			return err
		}
	}
	states := []record.Scope{{States: []string{"draft", "open"}}}
	one := []record.Scope{{States: []string{"open"}}}
	mine := append([]record.Scope{{States: []string{"draft", "open"}, Owner: "x"}, {States: []string{"open"}, ID: "y"}}, one...)
	reads := map[string]func(store.Tx) error{
		"record": func(tx store.Tx) error {
			_, err := tx.Record(ctx, record.Key{Home: "harbin", ID: storetest.ID(1)})
			return err
		},
		"history": func(tx store.Tx) error {
			_, err := tx.History(ctx, record.Key{Home: "harbin", ID: storetest.ID(1)})
			return err
		},
		"linking":       func(tx store.Tx) error { _, err := tx.Linking(ctx, "x", "", "", 9); return err },
		"linking kind":  func(tx store.Tx) error { _, err := tx.Linking(ctx, "x", "thing", "", 9); return err },
		"linking field": func(tx store.Tx) error { _, err := tx.Linking(ctx, "x", "thing", "owner", 9); return err },
		"placed":        func(tx store.Tx) error { _, err := tx.Placed(ctx, 0, 9); return err },
		"pending":       func(tx store.Tx) error { _, err := tx.Pending(ctx, 9); return err },
		"place":         func(tx store.Tx) error { return tx.Place(ctx, []journal.Entry{{Serial: 1}}, 0) },
		"next job":      func(tx store.Tx) error { _, _, err := tx.NextJob(ctx, time.Now(), time.Second); return err },
		"invited":       func(tx store.Tx) error { tx.Invited(ctx, "x"); return nil },
		"session":       func(tx store.Tx) error { _, _, err := tx.Session(ctx, "x", time.Now()); return err },
		"expire":        func(tx store.Tx) error { return tx.ExpireSessions(ctx, time.Now()) },
		"of account":    func(tx store.Tx) error { return tx.DropSessions(ctx, "x") },
		"accesses":      func(tx store.Tx) error { _, err := tx.Accesses(ctx, "x", 9); return err },
		"answer":        func(tx store.Tx) error { _, _, err := tx.Answer(ctx, "x", "y", time.Now()); return err },
		"expire answer": func(tx store.Tx) error { return tx.ExpireAnswers(ctx, time.Now()) },
		"deed":          func(tx store.Tx) error { tx.Deed(ctx, "x"); return nil },
		"deeds of":      func(tx store.Tx) error { _, err := tx.Deeds(ctx, "x", "import", "", 9); return err },
		"deeds in":      func(tx store.Tx) error { _, err := tx.Deeds(ctx, "", "import", "running", 9); return err },
		"drop deed":     func(tx store.Tx) error { return tx.DropDeed(ctx, "x") },
		"parts":         func(tx store.Tx) error { _, err := tx.Parts(ctx, "x", "", 5, 9); return err },
		"refused parts": func(tx store.Tx) error { _, err := tx.Parts(ctx, "x", "refused", 5, 9); return err },
		"last parts":    func(tx store.Tx) error { _, err := tx.LastParts(ctx, "x", 5, 9); return err },
		"end parts":     func(tx store.Tx) error { _, err := tx.LastParts(ctx, "x", 0, 9); return err },
		"parts of":      func(tx store.Tx) error { _, err := tx.PartsOf(ctx, "x", 9); return err },
		"parts on":      func(tx store.Tx) error { _, err := tx.PartsOn(ctx, "x", "y"); return err },
		"count parts":   func(tx store.Tx) error { _, err := tx.CountParts(ctx, "x"); return err },
		"silence parts": func(tx store.Tx) error { return tx.SilenceParts(ctx, "x") },
		"kept":          func(tx store.Tx) error { tx.Kept(ctx, "x"); return nil },
		"kept by":       func(tx store.Tx) error { _, err := tx.KeptBy(ctx, "x", "view", "thing"); return err },
		"show": func(tx store.Tx) error {
			return tx.Show(ctx, store.Shown{Key: record.Key{Home: "harbin", ID: "x"}, Kind: "thing"})
		},
		"hide": func(tx store.Tx) error {
			return tx.Show(ctx, store.Shown{Key: record.Key{Home: "harbin", ID: "x"}, Gone: true})
		},
		"shown at":    func(tx store.Tx) error { _, _, err := tx.ShownAt(ctx, record.Key{Home: "harbin", ID: "x"}); return err },
		"first shown": func(tx store.Tx) error { _, _, err := tx.FirstShown(ctx); return err },
		"shown homes": func(tx store.Tx) error { _, err := tx.ShownHomes(ctx); return err },
		"no filter":   find(states, ""),
		"next page":   find(states, "x"),
		"mine":        find(mine, "x"),
	}
	for field, value := range map[string]any{"code": "x", "amount": int64(1), "day": "2026-01-01", "owner": "x", "state": "open", "home": "harbin"} {
		for _, op := range []record.Op{record.Equal, record.AtLeast, record.AtMost} {
			for i, scopes := range [][]record.Scope{states, one, mine} {
				name := fmt.Sprintf("%s %s, scopes %d", field, op, i)
				reads[name] = find(scopes, "x", record.Term{Field: field, Op: op, Value: value})
			}
		}
	}
	for _, field := range []string{"code", "amount", "day", "owner"} {
		for _, rising := range []bool{true, false} {
			for i, scopes := range [][]record.Scope{states, one, mine} {
				q := record.Query{Kind: "thing", Scopes: scopes, Limit: 50, Sort: field, Rising: rising, Where: []record.Term{{Field: "state", Op: record.Equal, Value: "open"}}}
				next := q
				next.After = q.Next(record.Record{Key: record.Key{ID: "x"}, Fields: map[string]any{"code": "x", "amount": int64(1), "day": "2026-01-01", "owner": "x"}})
				last := q
				last.After = q.Next(record.Record{Key: record.Key{ID: "x"}})
				for name, page := range map[string]record.Query{"first": q, "next": next, "last": last} {
					reads[fmt.Sprintf("sorted by %s, rising %v, scopes %d, %s page", field, rising, i, name)] = func(tx store.Tx) error {
						_, err := tx.Find(ctx, page)
						return err
					}
				}
			}
		}
	}
	for index, q := range map[string]store.ShownQuery{
		"shown_order": {}, "shown_kind": {Kind: "thing"}, "shown_home": {Home: "harbin"}, "shown_province": {Province: "210000"},
		"shown_region": {Region: "210100"}, "shown_field": {Field: "05"},
	} {
		q.From, q.Limit = 1, 9
		reads["walk "+index] = func(tx store.Tx) error { _, err := tx.Shown(ctx, q); return err }
		q.After = store.Place{At: 5, Key: record.Key{Home: "harbin", ID: "x"}}
		reads["walk on "+index] = func(tx store.Tx) error { _, err := tx.Shown(ctx, q); return err }
		reads["count "+index] = func(tx store.Tx) error { _, err := tx.CountShown(ctx, q); return err }
	}
	for name, read := range reads {
		err := db.update(ctx, func(r runner) error {
			e := &explainer{runner: r}
			if err := read(&tx{runner: e, kinds: db.kinds}); err != nil {
				return err
			}
			for _, line := range e.plans {
				if bad(line) {
					t.Errorf("%s reads a whole table:\n%s", name, strings.Join(e.plans, "\n"))
					break
				}
			}
			if index := map[string]string{"parts on": "part_record (record=?", "parts of": "part_record (record=?", "refused parts": "part_outcome (deed=? AND outcome=? AND number>?"}[name]; !strings.Contains(strings.Join(e.plans, "\n"), index) {
				t.Errorf("%s does not follow %s:\n%s", name, index, strings.Join(e.plans, "\n"))
			}
			// A sorted list walks the index of the field from where the page begins, and sorts nothing.
			if plans := strings.Join(e.plans, "\n"); strings.HasPrefix(name, "sorted") && (!strings.Contains(plans, "SEARCH shelf_thing_") || strings.Contains(plans, "B-TREE")) {
				t.Errorf("%s does not walk the index of the field:\n%s", name, plans)
			}
			// A page of what is shown begins in its index where the one before has ended, and sorts nothing.
			plans := strings.Join(e.plans, "\n")
			if index, ok := strings.CutPrefix(name, "walk on "); ok && (!strings.Contains(plans, "INDEX "+index) || !strings.Contains(plans, "at>") && !strings.Contains(plans, "(at,home,id)>") || strings.Contains(plans, "B-TREE")) {
				t.Errorf("%s does not walk its index:\n%s", name, plans)
			}
			// Where a field is fixed, its own index is followed.
			if strings.Contains(name, "code =") && !strings.Contains(strings.Join(e.plans, "\n"), "(f_code=?") {
				t.Errorf("%s does not follow the index of the field:\n%s", name, strings.Join(e.plans, "\n"))
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

package node_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/audit/second"
	"heitu/internal/find"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/testkit"
)

// shared shares an achievement within a deed and returns both.
func shared(t *testing.T, b *testkit.Bench) (store.Deed, record.Record) {
	t.Helper()
	deed, err := b.Office.Begin(b.People["broker"], "import", kinds.Achievement.Name)
	if err != nil {
		t.Fatal(err)
	}
	done, err := b.Office.Do(t.Context(), b.People["broker"], deed, 0, nil, office.Act{Step: "share", Given: testkit.Direct(), Draft: record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": "永磁同步电机", "summary": "简介", "owner": b.Mine, "region": "210100",
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return deed, done[0].Record
}

// visible is how often the public finds, counts and is listed the achievement.
func visible(t *testing.T, b *testkit.Bench) (found, counted, listed int) {
	t.Helper()
	b.SettleNow()
	hits, err := b.Finder.Search(t.Context(), b.People["broker"], find.Query{Text: "永磁同步电机", Kind: kinds.Achievement.Name})
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Columns.Value(report.Query{Figure: "achievements-shared", Period: report.Half(2026, 2)})
	if err != nil {
		t.Fatal(err)
	}
	page, err := b.Office.List(t.Context(), b.People["broker"], record.Query{Kind: kinds.Achievement.Name})
	if err != nil {
		t.Fatal(err)
	}
	return len(hits), int(v.Value), page.Total
}

// TestVoidEverywhere undoes what was shared: search, figures and lists lose it, feed and pages
// go on, and both verifiers find nothing wrong, before and after a restart.
func TestVoidEverywhere(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "node")
	b := testkit.Open(t, func(c *node.Config) { c.Folder = folder })
	deed, made := shared(t, b)
	before := b.Finder.Len()
	if f, c, l := visible(t, b); f != 1 || c != 1 || l != 1 {
		t.Fatalf("before: found %d, counted %d, listed %d", f, c, l)
	}
	if err := b.Office.Undo(t.Context(), b.People["broker"], deed.ID); err != nil {
		t.Fatal(err)
	}
	if f, c, l := visible(t, b); f != 0 || c != 0 || l != 0 || b.Finder.Len() > before {
		t.Errorf("after: found %d, counted %d, listed %d, %d searchable of %d", f, c, l, b.Finder.Len(), before)
	}
	page := "/records/" + made.Kind + "/" + made.ID
	for _, tt := range []struct {
		role, target string
		status       int
		holds        string
	}{
		{"broker", page, http.StatusOK, "Void"},
		{"broker", page, http.StatusOK, "Taken back"},
		{"broker", "/api" + page, http.StatusOK, `"state":"void"`},
		{"broker", "/api/feed", http.StatusOK, made.ID},
		{"", page, http.StatusNotFound, ""},
		{"", "/api" + page, http.StatusNotFound, ""},
		{"", "/api/kinds/achievement", http.StatusOK, `"void"`},
	} {
		w := b.Ask(tt.role, http.MethodGet, tt.target, nil)
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.holds) {
			t.Errorf("%q asks for %s: got %d without %q", tt.role, tt.target, w.Code, tt.holds)
		}
	}
	person := b.Put("broker", record.Draft{Kind: kinds.Person.Name, Fields: map[string]any{"name": "张三"}})[0]
	twin := b.Put("broker", record.Draft{Kind: kinds.Person.Name, Fields: map[string]any{"name": "张 三"}})[0]
	if _, err := b.Office.Merge(t.Context(), b.People["broker"], kinds.Person.Name, record.Draft{ID: person.ID, Rev: 1}, record.Draft{ID: twin.ID, Rev: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Office.Erase(t.Context(), b.People["security"], kinds.Person.Name, twin.ID, "本人要求"); err != nil {
		t.Fatal(err)
	}
	if r, err := b.Office.Record(t.Context(), b.People["broker"], kinds.Person.Name, twin.ID); err != nil || r.State != record.Void || r.Fields["name"] != nil {
		t.Errorf("an erased void person: %+v, %v", r, err)
	}
	b.SettleNow()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(folder, node.PublicFile))
	if err != nil {
		t.Fatal(err)
	}
	if found := second.Folder(folder, strings.TrimSpace(string(key))); found != nil {
		t.Errorf("the second verifier finds %q", found)
	}
	if r, err := node.Audit(t.Context(), folder, "", ""); err != nil || len(r.Findings) > 0 {
		t.Errorf("the audit finds %v, %v", r.Findings, err)
	}
}

package second_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"heitu/internal/audit/second"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// stopped is the folder of a node that has run: many needs, a person erased
// twice, an organisation whose contact was erased, and a registered achievement.
func stopped(t *testing.T) (folder, key string) {
	t.Helper()
	b := testkit.Open(t, nil)
	var needs []record.Draft
	for i := range 250 {
		needs = append(needs, record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{
			"title": record.Variants{"zh": fmt.Sprintf("需求 %d", i), "en": "Need <\"\\>"}, "problem": "第一行\n第二行", "firm": b.Mine, "budget": int64(i) * 100, "keywords": []string{"土", "肥"},
		}})
	}
	b.Put("member", needs...)
	a := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": "秸秆还田", "summary": "一段话", "owner": b.Mine, "region": "210100",
	}})[0]
	a = b.Take("broker", a, "share", testkit.Direct())[0]
	b.Take("broker", a, "withdraw", nil)
	person := b.Put("broker", record.Draft{Kind: kinds.Person.Name, Fields: map[string]any{"name": "张示例", "email": "a@example.org", "organisation": b.Mine}})[0]
	person = b.Put("broker", record.Draft{Kind: person.Kind, ID: person.ID, Rev: person.Rev, Fields: map[string]any{"phone": "024-11111111", "email": nil}})[0]
	for kind, id := range map[string]string{person.Kind: person.ID, kinds.Organisation.Name: b.Mine} {
		if _, err := b.Office.Erase(t.Context(), b.People["security"], kind, id, "本人要求"); err != nil {
			t.Fatal(err)
		}
	}
	mine, err := b.Office.Record(t.Context(), b.People["officer"], kinds.Organisation.Name, b.Mine)
	if err != nil {
		t.Fatal(err)
	}
	b.Put("officer", record.Draft{Kind: mine.Kind, ID: mine.ID, Rev: mine.Rev, Fields: map[string]any{"contact": "李示例"}})
	if _, err := b.Office.Erase(t.Context(), b.People["security"], mine.Kind, mine.ID, "再次要求"); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Folder(), b.Key
}

// firstFinds is the node's own audit of the folder.
func firstFinds(t *testing.T, folder, key string) []string {
	t.Helper()
	r, err := node.Audit(t.Context(), folder, "", key)
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	for _, f := range r.Findings {
		found = append(found, f.In("en"))
	}
	return found
}

func TestNodeFolder(t *testing.T) {
	t.Parallel()
	folder, key := stopped(t)
	if found := second.Folder(folder, key); found != nil {
		t.Errorf("second: got %q, want nothing", found)
	}
	if found := firstFinds(t, folder, key); found != nil {
		t.Errorf("first: got %q, want nothing", found)
	}
	for _, statement := range []string{
		`UPDATE revision SET body = replace(body, '"budget":700', '"budget":800') WHERE CAST(body AS TEXT) LIKE '%"budget":700,%'`,
		`UPDATE record SET body = replace(body, '"budget":700', '"budget":800') WHERE CAST(body AS TEXT) LIKE '%"budget":700,%'`,
		`UPDATE record SET author = '' WHERE kind = 'need'`,
		`UPDATE record SET owner = 'thief' WHERE kind = 'need'`,
		`UPDATE revision SET owner = 'thief' WHERE kind = 'need'`,
		`UPDATE record SET owner = 'thief' WHERE kind = 'need'; UPDATE revision SET owner = 'thief' WHERE kind = 'need'`,
		`UPDATE revision SET at = at + 1 WHERE kind = 'achievement'`,
		`UPDATE revision SET rules = 'x' WHERE kind = 'achievement'`,
		`UPDATE entry SET leaf = zeroblob(33) WHERE number = 100`,
		`UPDATE entry SET at = 0 WHERE number = 100`,
		`UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 1`,
		`UPDATE secret SET data = replace(data, '"erased":{"name"', '"erased":{"title"')`,
		`DELETE FROM entry WHERE number = 100`,
		`DELETE FROM revision WHERE kind = 'erasure'`,
		`DELETE FROM record WHERE kind = 'need' AND rowid = (SELECT min(rowid) FROM record WHERE kind = 'need')`,
		`UPDATE head SET size = size - 1`,
		`UPDATE head SET checkpoint = ''`,
	} {
		t.Run(statement, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "node")
			if err := os.CopyFS(copied, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", filepath.Join(copied, node.DatabaseFile))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
			var changes int
			if err := db.QueryRow(`SELECT total_changes()`).Scan(&changes); err != nil || changes == 0 {
				t.Fatalf("nothing was changed: %v", err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if found := second.Folder(copied, key); found == nil {
				t.Error("the second does not find it")
			}
			if found := firstFinds(t, copied, key); found == nil {
				t.Error("the first does not find it")
			}
		})
	}
}

package node_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/testkit"
)

// canaries are what must be nowhere once the person is erased.
var canaries = []string{"金丝雀·张三丰", "canary@example.org", "0000-0002-1825-0097", "canary-login", "attachment of the canary", "照片·金丝雀.txt", "a cell that names the canary"}

// holders returns the files of a folder that hold one of the canaries, in UTF-8
// or as JSON or SQL would escape it.
func holders(t *testing.T, folder string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, c := range canaries {
			quoted, _ := json.Marshal(c)
			if bytes.Contains(data, []byte(c)) || bytes.Contains(data, bytes.Trim(quoted, `"`)) {
				found = append(found, filepath.Base(path)+" holds "+c)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// plantCanary makes a person with history, an attachment, an account and a shared
// achievement that names him.
func plantCanary(t *testing.T, b *testkit.Bench) (person, account record.Record) {
	t.Helper()
	file, err := b.Files.Put(canaries[5], strings.NewReader(canaries[4]))
	if err != nil {
		t.Fatal(err)
	}
	person = b.Put("broker", record.Draft{Kind: kinds.Person.Name, Fields: map[string]any{
		"name": canaries[0], "email": canaries[1], "organisation": b.Mine, "files": []string{file},
	}})[0]
	person = b.Put("broker", record.Draft{Kind: person.Kind, ID: person.ID, Rev: person.Rev, Fields: map[string]any{"orcid": canaries[2]}})[0]
	deed, err := b.Office.Begin(b.People["broker"], "import", kinds.Person.Name)
	if err != nil {
		t.Fatal(err)
	}
	said := store.Part{Number: 1, Outcome: store.PartRefused, Kind: kinds.Person.Name, Record: person.ID, Said: []byte(canaries[6])}
	if _, err := b.Office.Do(t.Context(), b.People["broker"], deed, 1, []store.Part{said}); err != nil {
		t.Fatal(err)
	}
	account = b.Put("security", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
		"login": canaries[3], "name": canaries[0], "roles": []string{"broker"},
	}})[0]
	if err := b.Accounts.SetPassword(t.Context(), account.ID, testkit.Password); err != nil {
		t.Fatal(err)
	}
	a := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": "永磁电机", "summary": "简介", "owner": b.Mine, "region": "210100", "people": []string{person.ID},
	}})[0]
	b.Take("broker", a, "share", testkit.Direct())
	b.SettleNow()
	return person, account
}

func bundle(t *testing.T, b *testkit.Bench) report.Bundle {
	t.Helper()
	f, err := b.Columns.Figure("achievements-shared")
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Columns.Value(report.Query{Figure: f.Name, Period: report.Half(2026, 2)})
	if err != nil || v.Value != 1 {
		t.Fatalf("achievements shared: %d, %v", v.Value, err)
	}
	proven, err := b.Office.Prove(t.Context(), access.Actor{}, f.Fields(), v.Records...)
	if err != nil {
		t.Fatal(err)
	}
	return report.Pack(b.Home, b.Key, v, proven)
}

// TestErasePerson destroys a person everywhere, and every proof stands.
func TestErasePerson(t *testing.T) {
	b := testkit.Open(t, nil)
	folder := b.Folder()
	person, account := plantCanary(t, b)
	before := bundle(t, b)
	if len(holders(t, folder)) == 0 {
		t.Fatal("the canary is nowhere to begin with: the test would prove nothing")
	}
	for _, r := range []record.Record{person, account} {
		if _, err := b.Office.Erase(t.Context(), b.People["broker"], r.Kind, r.ID, "本人要求"); !fault.Is(err, fault.CodeDenied) {
			t.Errorf("a broker erased a %s: %v", r.Kind, err)
		}
		if _, err := b.Office.Erase(t.Context(), b.People["security"], r.Kind, r.ID, "本人要求"); err != nil {
			t.Fatalf("erase %s: %v", r.Kind, err)
		}
	}
	b.SettleNow()
	if found := holders(t, folder); len(found) > 0 {
		t.Errorf("while the node runs: %v", found)
	}
	for _, b2 := range []report.Bundle{before, bundle(t, b)} {
		if err := b2.Check(b.Key); err != nil {
			t.Errorf("a bundle no longer verifies: %v", err)
		}
	}
	if _, err := b.Accounts.SignIn(t.Context(), canaries[3], testkit.Password); err == nil {
		t.Error("the erased account can sign in")
	}
	history, err := b.Office.History(t.Context(), b.People["broker"], person.Kind, person.ID)
	if err != nil || len(history) != 3 || kinds.PersonOrganisation.Of(history[0].Record) != b.Mine {
		t.Errorf("what survives: %v, %v", history, err)
	}
	audited(t, b, folder)
}

// audited closes the bench and audits its folder.
func audited(t *testing.T, b *testkit.Bench, folder string) {
	t.Helper()
	if err := b.Node.Close(); err != nil {
		t.Fatal(err)
	}
	if found := holders(t, folder); len(found) > 0 {
		t.Errorf("after the node stopped: %v", found)
	}
	r, err := node.Audit(t.Context(), folder, "", "")
	if err != nil || len(r.Findings) > 0 {
		t.Errorf("audit: %v %v", err, r.Findings)
	}
	if r.Erased == 0 {
		t.Error("the audit saw no erasure")
	}
}

// TestErasedSaltsAreGone shows that what is left of a secret opens no erased value,
// even if it is guessed.
func TestErasedSaltsAreGone(t *testing.T) {
	slots := journal.Slots{journal.HeaderSlot: []byte("{}"), "name": []byte(`"张三"`), "title": []byte(`"教授"`)}
	secret, err := journal.NewSecret(testkit.NewRandom(7), 5, len(slots))
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := secret.Leaf(slots)
	if err != nil {
		t.Fatal(err)
	}
	left, err := secret.Erase(slots, []string{"name"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := left.Leaf(slots); err == nil {
		t.Error("the secret still opens the erased value")
	}
	delete(slots, "name")
	if again, err := left.Leaf(slots); err != nil || !bytes.Equal(again, leaf) {
		t.Errorf("the leaf does not stand: %v", err)
	}
	stored, _ := json.Marshal(left)
	if left.Seed != nil || strings.Contains(string(stored), `"seed"`) {
		t.Error("the seed is kept")
	}
}

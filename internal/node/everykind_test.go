package node_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/testkit"
	"heitu/internal/text"
)

// sample is a value that a field of type t accepts, made by the node where it must refer.
func sample(b *testkit.Bench, t record.Type) any {
	switch t := t.(type) {
	case record.Text:
		return "样本"
	case record.List:
		return []string{"样本词"}
	case record.Choice:
		return t.From.All()[0]
	case record.Choices:
		return t.From.All()[:1]
	case record.Date:
		return "2026-06-01"
	case record.Money, record.Integer:
		return int64(1)
	case record.YesNo:
		return true
	case record.USCC:
		return "11220000013544429K"
	case record.Number:
		return "1.5"
	case record.ORCID:
		return "0000-0002-1825-0097"
	case record.Email:
		return "sample@example.org"
	case record.Reference:
		return make1(b, t.To).ID
	case record.References:
		return []string{make1(b, t.To).ID}
	}
	return nil
}

// make1 makes a record of a kind as the node, with a value in each field that may be given.
func make1(b *testkit.Bench, kind string) record.Record {
	k, err := b.Office.Kind(kind)
	if err != nil {
		b.T.Fatal(err)
	}
	if kind == "organisation" { // one that is there, so that codes stay unique
		return record.Record{Key: record.Key{ID: b.Mine}}
	}
	return b.PutAs(access.Actor{Node: true}, record.Draft{Kind: kind, Fields: fieldsOf(b, k, false)})[0]
}

// fieldsOf gives each field a value; of references only the required ones, unless the whole is asked for.
func fieldsOf(b *testkit.Bench, k record.Kind, whole bool) map[string]any {
	fields := map[string]any{}
	for _, f := range k.Fields {
		if _, refers := record.Refers(f.Type); f.Step || refers && !f.Required && !whole { // kinds may refer to each other in a circle
			continue
		}
		if v := sample(b, f.Type); v != nil {
			fields[f.Name] = v
		}
	}
	switch k.Name {
	case "account":
		fields["login"], fields["roles"] = "somebody", []string{"broker"}
	case "accession":
		fields["candidate"] = "somebody.heitu"
	case "peer":
		fields["home"], fields["url"] = "somebody.heitu", "https://heitu.example.org"
	case "card": // a correction is of a frozen one
		fields["period"] = "2026-H1"
		delete(fields, "corrects")
		delete(fields, "reason")
	case "contract": // whose income and commission are shared out
		fields["seller"], fields["lead"] = b.Mine, b.Mine
	case "deduction": // its amendment would be one of the same contract
		delete(fields, "amendment")
	case "objection": // to a contract that was handed in, or to a price that is published
		delete(fields, "contract")
		if id, ok := fields["pricing"].(string); ok {
			publish(b, id)
		}
	}
	return fields
}

// publish publishes a price.
func publish(b *testkit.Bench, id string) {
	b.T.Helper()
	move := office.Move{Kind: "pricing", ID: id, Rev: 1, Step: "publish", Fields: map[string]any{"until": "2099-01-01", "place": "公告栏"}}
	if _, err := b.Office.Take(b.T.Context(), access.Actor{Node: true}, "", move); err != nil {
		b.T.Fatal(err)
	}
}

// TestEveryKindHasItsFaces finds for each kind what adding its file must bring:
// routes, form, template, search, history and feed.
func TestEveryKindHasItsFaces(t *testing.T) {
	for _, k := range kinds.All() {
		t.Run(k.Name, func(t *testing.T) {
			b := testkit.Open(t, nil)
			role := ""
			for name, actor := range b.People {
				if name != "member" && name != "stranger" && access.MayCreate(actor, k) {
					role = name
				}
			}
			if role == "" {
				t.Logf("nobody makes records of %s by hand", k.Name)
				return
			}
			body, _ := json.Marshal(map[string]any{"fields": fieldsOf(b, k, true)})
			created := b.Ask(role, "POST", "/api/records/"+k.Name, body)
			if created.Code != http.StatusCreated && created.Code != http.StatusOK {
				t.Fatalf("create: %d %s", created.Code, created.Body)
			}
			var made struct{ ID string }
			if err := json.Unmarshal(created.Body.Bytes(), &made); err != nil || made.ID == "" {
				t.Fatalf("create answered %s (%v)", created.Body, err)
			}
			b.SettleNow()
			wants(t, b, role, "/api/records/"+k.Name, made.ID)
			wants(t, b, role, "/api/records/"+k.Name+"/"+made.ID, `"rev":1`)
			wants(t, b, role, "/api/records/"+k.Name+"/"+made.ID+"/history", `"rev":1`)
			wants(t, b, role, "/api/feed?from=0&limit=200", made.ID)
			wants(t, b, role, "/api/openapi.json", `"`+k.Name+`"`)
			wants(t, b, role, "/records/"+k.Name, k.Label.EN)
			wants(t, b, role, "/records/"+k.Name+"/"+made.ID, k.Label.EN)
			for _, f := range k.Fields {
				if !f.Step {
					wants(t, b, role, "/records/"+k.Name+"/new", f.Label.EN)
				}
			}
			if searchable(k) {
				wants(t, b, role, "/api/search?q="+url.QueryEscape("样本")+"&kind="+k.Name, made.ID)
			}
			template(t, b, role, k)
		})
	}
}

func searchable(k record.Kind) bool {
	for _, f := range k.Fields {
		if f.Match > 0 && f.See == 0 {
			return true
		}
	}
	return false
}

func wants(t *testing.T, b *testkit.Bench, role, target, content string) {
	t.Helper()
	res := b.Ask(role, "GET", target, nil)
	if res.Code != http.StatusOK || !strings.Contains(res.Body.String(), content) {
		t.Errorf("GET %s as %s: %d, and no %q in it", target, role, res.Code, content)
	}
}

func template(t *testing.T, b *testkit.Bench, role string, k record.Kind) {
	t.Helper()
	res := b.Ask(role, "GET", "/api/templates/"+k.Name, nil)
	book, err := excelize.OpenReader(bytes.NewReader(res.Body.Bytes()))
	if err != nil {
		t.Fatalf("template: %d %v", res.Code, err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) == 0 {
		t.Fatalf("template: %v", err)
	}
	header := strings.Join(rows[0], " ")
	for _, f := range k.Fields {
		if !f.Step && !strings.Contains(header, f.Label.In(text.EN)) {
			t.Errorf("the template has no column %q: %s", f.Label.EN, header)
		}
	}
}

// greenhouse is a kind with a name that nothing else knows.
const greenhouse = `package kinds

import "heitu/internal/record"

var (
	greenhouseName = record.TextField{Name: "name", Label: record.Label{ZH: "温室名称", EN: "Name of the greenhouse"}, Required: true, Match: 2}
	greenhouseArea = record.IntegerField{Name: "area", Label: record.Label{ZH: "面积", EN: "Area"}, Filter: true, Type: record.Integer{Min: 1, Max: 9999}}
)

var _ = add(record.Kind{
	Name: "greenhouse", Label: record.Label{ZH: "温室", EN: "Greenhouse"}, Listed: true,
	Create: record.Staff, Change: record.Staff,
	Fields: record.Fields(greenhouseName, greenhouseArea),
	States: []record.State{{Name: "kept", Label: record.Label{ZH: "在用", EN: "In use"}, See: record.Public}},
})
`

// TestKindByOneFile adds one file to the tree and runs the test above on it.
func TestKindByOneFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "greenhouse.go")
	if err := os.WriteFile(file, []byte(greenhouse), 0o600); err != nil {
		t.Fatal(err)
	}
	place, err := filepath.Abs("../kinds/greenhouse.go")
	if err != nil {
		t.Fatal(err)
	}
	overlay, _ := json.Marshal(map[string]any{"Replace": map[string]string{place: file}})
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "-overlay", list, "-count=1", "-v", "-run", "^TestEveryKindHasItsFaces$/^greenhouse$", ".")
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, io.Writer(&out)
	if err := cmd.Run(); err != nil || !strings.Contains(out.String(), "--- PASS: TestEveryKindHasItsFaces/greenhouse") {
		t.Fatalf("%v\n%s", err, out.String())
	}
}

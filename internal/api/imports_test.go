package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const twoAndOne = `{"title":"第一项","summary":"说明","owner":"黑土示例稀土研究院","region":"210000"}
{"title":"第二项","owner":"无名单位","price":"x","colour":"red"}
{"title":"第三项","summary":"说明","owner":"91150200MA00001015","region":"辽宁省"}
`

// withBasis says of every row on what basis it is published.
func withBasis(rows string) string {
	return strings.ReplaceAll(rows, `{"title"`, `{"basis":"ally","title"`)
}

// send uploads a file, lets the clerk work, and names the import.
func (b *bench) send(t *testing.T, actor, kind, name, file, as string) answer {
	t.Helper()
	got := b.do(actor, "POST", "/api/imports?kind="+kind+"&name="+name, file, nil)
	var made struct{ ID string }
	if err := json.Unmarshal([]byte(got.body), &made); err != nil || made.ID == "" || got.status != http.StatusCreated {
		t.Fatalf("%d %s", got.status, got.body)
	}
	b.ids[as] = made.ID
	b.work(t)
	return b.do(actor, "GET", "/api/imports/"+made.ID, "", nil)
}

func (b *bench) work(t *testing.T) {
	t.Helper()
	if err := b.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestImports(t *testing.T) {
	b := newBench(t)
	const achievements, one = "/api/imports?kind=achievement&name=a.jsonl", "/api/imports/<import>"
	b.run(t, []scenario{
		{name: "as visitor", method: "POST", path: achievements, body: twoAndOne, status: 401},
		{name: "as nobody's", actor: "system", method: "POST", path: achievements, body: twoAndOne, status: 403},
		{name: "no name", actor: "broker", method: "POST", path: "/api/imports?kind=achievement", body: twoAndOne, status: 422, want: []string{`"field":"name"`}},
		{name: "no kind", actor: "broker", method: "POST", path: "/api/imports?name=a.jsonl", body: twoAndOne, status: 422, want: []string{`"field":"kind"`}},
		{name: "no file", actor: "broker", method: "POST", path: achievements, status: 422, want: []string{`"field":"file"`}},
		{name: "another type", actor: "broker", method: "POST", path: "/api/imports?kind=achievement&name=a.pdf", body: "%PDF", status: 422},
		{name: "unknown parameter", actor: "broker", method: "POST", path: achievements + "&share=1", body: twoAndOne, status: 422},
		{name: "no such kind", actor: "broker", method: "POST", path: "/api/imports?kind=unicorn&name=a.jsonl", body: twoAndOne, status: 404},
		{name: "too large", actor: "broker", method: "POST", path: achievements, body: strings.Repeat(`{"title":"x"}`+"\n", 66<<20/14), status: 413, want: []string{"MiB"}},
		{name: "none yet", actor: "broker", method: "GET", path: "/api/imports", status: 200, want: []string{`{"imports":[]}`}},
	})
	got := b.send(t, "broker", "achievement", "a.jsonl", twoAndOne, "import")
	for _, want := range []string{`"state":"tried"`, `"rows":3,"read":3`, `"made":2,"refused":1`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("want %s in %s", want, got.body)
		}
	}
	b.run(t, []scenario{
		{name: "listed", actor: "broker", method: "GET", path: "/api/imports", status: 200, want: []string{`"id":"<import>"`}},
		{name: "another's", actor: "officer", method: "GET", path: one, status: 404},
		{name: "a visitor's", method: "GET", path: one, status: 404},
		{name: "refused", actor: "broker", method: "GET", path: one + "/verdicts?outcome=refused", status: 200, want: []string{`"line":2`, `"field":"owner"`, `"said":"无名单位"`, `"field":"price"`, `"next":""`}, lacks: []string{`"line":1,`}},
		{name: "in english", actor: "broker", method: "GET", path: one + "/verdicts?outcome=refused&lang=en", status: 200, want: []string{`There is no Organisation called \"无名单位\"`}},
		{name: "a page", actor: "broker", method: "GET", path: one + "/verdicts?limit=2", status: 200, want: []string{`"next":"2"`, `"line":2`}, lacks: []string{`"line":3`}},
		{name: "the next page", actor: "broker", method: "GET", path: one + "/verdicts?limit=2&after=2", status: 200, want: []string{`"next":""`, `"line":3`}},
		{name: "no such outcome", actor: "broker", method: "GET", path: one + "/verdicts?outcome=lost", status: 422},
		{name: "no such mark", actor: "broker", method: "GET", path: one + "/verdicts?after=x", status: 422},
		{name: "no such step", actor: "broker", method: "POST", path: one + "/layout", body: `{"step":"fly"}`, status: 409},
		{name: "no such mode", actor: "broker", method: "POST", path: one + "/layout", body: `{"mode":"burn"}`, status: 422},
		{name: "no such field", actor: "broker", method: "POST", path: one + "/layout", body: `{"layouts":[{"sheet":"","columns":[{"at":0,"field":"nothing"}]}]}`, status: 422},
		{name: "no such sheet", actor: "broker", method: "POST", path: one + "/layout", body: `{"layouts":[{"sheet":"x"}]}`, status: 422},
		{name: "undo too early", actor: "broker", method: "POST", path: one + "/undo", status: 409},
		{name: "arrange", actor: "broker", method: "POST", path: one + "/layout", body: `{"step":"share"}`, status: 200, want: []string{`"state":"trying"`, `"step":"share"`}},
	})
	b.work(t)
	b.run(t, []scenario{{name: "no basis", actor: "broker", method: "GET", path: one + "/verdicts?outcome=refused", status: 200, want: []string{`"line":1,`, `"line":3,`, `"field":"basis"`}}})
	b.send(t, "broker", "achievement", "b.jsonl", withBasis(twoAndOne), "import")
	b.do("broker", "POST", "/api/imports/"+b.ids["import"]+"/layout", `{"step":"share"}`, nil)
	b.work(t)
	b.run(t, []scenario{
		{name: "start another's", actor: "officer", method: "POST", path: one + "/start", status: 404},
		{name: "start", actor: "broker", method: "POST", path: one + "/start", status: 200, want: []string{`"state":"running"`}},
		{name: "start again", actor: "broker", method: "POST", path: one + "/start", status: 200, want: []string{`"state":"running"`}},
		{name: "too late", actor: "broker", method: "POST", path: one + "/layout", body: `{}`, status: 409},
	})
	b.work(t)
	b.run(t, []scenario{
		{name: "done", actor: "broker", method: "GET", path: one, status: 200, want: []string{`"state":"done"`, `"made":2,"refused":1`}},
		{name: "shared", method: "GET", path: "/api/records/achievement", status: 200, want: []string{"第一项", "第三项"}},
		{name: "undo", actor: "broker", method: "POST", path: one + "/undo", status: 200, want: []string{`"state":"undoing"`}},
	})
	b.work(t)
	b.run(t, []scenario{
		{name: "undone", actor: "broker", method: "GET", path: one, status: 200, want: []string{`"state":"undone"`}},
		{name: "gone", method: "GET", path: "/api/records/achievement", status: 200, lacks: []string{"第一项", "第三项"}},
	})
}

func TestDiscardImport(t *testing.T) {
	b := newBench(t)
	b.send(t, "broker", "achievement", "a.jsonl", twoAndOne, "import")
	const one = "/api/imports/<import>"
	b.run(t, []scenario{
		{name: "another's", actor: "officer", method: "DELETE", path: one, status: 404},
		{name: "a visitor's", method: "DELETE", path: one, status: 404},
		{name: "discard", actor: "broker", method: "DELETE", path: one, status: 200, want: []string{`"state":"discarded"`}},
		{name: "gone", actor: "broker", method: "GET", path: one, status: 404},
	})
	b.send(t, "broker", "achievement", "a.jsonl", twoAndOne, "import")
	b.run(t, []scenario{
		{name: "start", actor: "broker", method: "POST", path: one + "/start", status: 200},
		{name: "stop", actor: "broker", method: "DELETE", path: one, status: 200, want: []string{`"state":"failed"`, "停止"}},
		{name: "go on", actor: "broker", method: "POST", path: one + "/start", status: 200, want: []string{`"state":"running"`}},
	})
	b.work(t)
	b.run(t, []scenario{{name: "too late", actor: "broker", method: "DELETE", path: one, status: 409}})
}

// The same upload under one key is one import.
func TestImportKey(t *testing.T) {
	b := newBench(t)
	key := map[string]string{"Idempotency-Key": "file-1"}
	const path = "/api/imports?kind=achievement&name=a.jsonl"
	first, second := b.do("broker", "POST", path, twoAndOne, key), b.do("broker", "POST", path, twoAndOne, key)
	if id := strings.Split(first.body, `"`)[3]; first.status != 201 || second.status != 201 || !strings.Contains(second.body, id) {
		t.Errorf("%d %s\n%d %s", first.status, first.body, second.status, second.body)
	}
	if other := b.do("broker", "POST", path, `{"title":"别的"}`, key); other.status != 409 {
		t.Errorf("another file under that key: %d %s", other.status, other.body)
	}
}

// A member imports for his own firm only.
func TestImportForOthers(t *testing.T) {
	b := newBench(t)
	b.send(t, "stranger", "achievement", "a.jsonl", twoAndOne+`{"title":"别家","owner":"包头示例永磁材料有限公司"}`, "import")
	b.run(t, []scenario{{name: "refused", actor: "stranger", method: "GET", path: "/api/imports/<import>/verdicts?outcome=refused", status: 200, want: []string{`"line":2,`, `"line":4,`}, lacks: []string{`"line":3,`}}})
}

// A workbook comes in by a form, and the export of it changes nothing when it comes in again.
func TestImportWorkbook(t *testing.T) {
	b := newBench(t)
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"需求名称", "需求单位", "预算（元）", "发布日期"}, {"一个需求", "包头示例永磁材料有限公司", 1200.5, 46082}} {
		if err := f.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row); err != nil {
			t.Fatal(err)
		}
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	send := func(name string, data []byte) string {
		t.Helper()
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(data)
		form.Close()
		got := b.do("member", "POST", "/api/imports?kind=need", body.String(), map[string]string{"Content-Type": form.FormDataContentType()})
		if got.status != 201 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		b.ids["book"] = strings.Split(got.body, `"`)[3]
		b.work(t)
		b.do("member", "POST", "/api/imports/<book>/start", "", nil)
		b.work(t)
		return b.do("member", "GET", "/api/imports/<book>", "", nil).body
	}
	if got := send("需求.xlsx", book.Bytes()); !strings.Contains(got, `"state":"done"`) || !strings.Contains(got, `"counts":{"made":1}`) {
		t.Fatal(got)
	}
	lines := b.do("member", "GET", "/api/export/need?as=jsonl&state=draft", "", nil)
	for _, want := range []string{`"budget":120050`, `"opens":"2026-03-01"`} {
		if !strings.Contains(lines.body, want) {
			t.Errorf("want %s in %s", want, lines.body)
		}
	}
	for _, as := range []string{"xlsx", "jsonl"} {
		export := b.do("member", "GET", "/api/export/need?state=draft&as="+as, "", nil)
		if got := send("again."+as, []byte(export.body)); !strings.Contains(got, `"counts":{"left":2}`) {
			t.Errorf("%s: %s\n%s", as, got, b.do("member", "GET", "/api/imports/<book>/verdicts", "", nil).body)
		}
	}
}

// Events tell of an import as it changes, and end when it does.
func TestImportEvents(t *testing.T) {
	b := newBench(t)
	b.do("broker", "GET", "/api/me", "", nil)
	got := b.do("broker", "POST", "/api/imports?kind=achievement&name=a.jsonl", twoAndOne, nil)
	id := strings.Split(got.body, `"`)[3]
	if other := b.do("officer", "GET", "/api/imports/"+id+"/events", "", nil); other.status != 404 {
		t.Errorf("another's: %d", other.status)
	}
	res, err := b.client("broker").Get(b.server.URL + "/api/imports/" + id + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if kind := res.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
		t.Errorf("got %s", kind)
	}
	go func() {
		time.Sleep(300 * time.Millisecond)
		b.Clerk.Work(t.Context())
	}()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`data: {"id":"` + id, `"state":"trying"`, `"state":"tried"`, "event: end\ndata:\n\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("want %s in %s", want, data)
		}
	}
}

package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/record"
)

const twoAndOne = `{"title":"第一项","summary":"说明","owner":"黑土示例稀土研究院","region":"210000","price":"12,000.50"}
{"title":"第二项","owner":"无名单位","price":"x","colour":"red"}
{"title":"第三项","summary":"说明","owner":"91150200MA00001015","region":"辽宁省"}
`

func TestImport(t *testing.T) {
	b := newBench(t)
	const achievements = "/api/import/achievement?name=a.jsonl"
	key := map[string]string{"Idempotency-Key": "file-1"}
	b.run(t, []scenario{
		{name: "as visitor", method: "POST", path: achievements, body: twoAndOne, status: 401},
		{name: "as nobody's", actor: "system", method: "POST", path: achievements, body: twoAndOne, status: 403},
		{name: "dry run", actor: "broker", method: "POST", path: achievements + "&dry=1", body: twoAndOne, status: 200,
			want: []string{`"dry":true,"rows":3,"accepted":2,"made":[]`, `{"line":2,"label":{"zh":"完成单位","en":"Owner"},"code":"invalid","field":"owner"`, `"field":"price"`, `"unknown":["colour"]`}, lacks: []string{`"line":1`, `"line":3`}},
		{name: "dry run in english", actor: "broker", method: "POST", path: achievements + "&dry=1&lang=en", body: twoAndOne, status: 200, want: []string{`There is no Organisation called \"无名单位\"`}},
		{name: "import and share", actor: "broker", method: "POST", path: achievements + "&step=share", body: twoAndOne, header: key, status: 200,
			want: []string{`"accepted":2,"made":[{"line":1,`, `{"line":3,`, `"rev":2,"state":"shared"`, `"refused":[{"line":2,`}, records: 2, revisions: 4},
		{name: "the same again", actor: "broker", method: "POST", path: achievements + "&step=share", body: twoAndOne, header: key, status: 200,
			want: []string{`"accepted":2,"made":[{"line":1,`, `"rev":2,"state":"shared"`}},
		{name: "another file under that key", actor: "broker", method: "POST", path: achievements, body: `{"title":"别的","owner":"黑土示例稀土研究院"}`, header: key, status: 200, want: []string{`"accepted":0`, `"code":"conflict"`}},
		{name: "a step that some cannot take", actor: "broker", method: "POST", path: achievements + "&step=share", body: `{"title":"无简介","owner":"黑土示例稀土研究院"}` + "\n" + `{"title":"有简介","summary":"s","region":"210000","owner":"黑土示例稀土研究院"}`, status: 200,
			want: []string{`"accepted":2`, `"rev":1,"state":"draft"`, `"rev":2,"state":"shared"`, `"refused":[{"line":1,"label":{"zh":"成果简介"`}, records: 2, revisions: 3},
		{name: "no such step", actor: "broker", method: "POST", path: achievements + "&step=fly", body: twoAndOne, status: 409},
		{name: "a member for his own firm only", actor: "stranger", method: "POST", path: achievements, body: twoAndOne + `{"title":"别家","owner":"包头示例永磁材料有限公司"}`, status: 200, want: []string{`"accepted":2`, `"line":4,"label":{"zh":"","en":""},"code":"denied"`}, records: 2, revisions: 2},
		{name: "one credit code twice", actor: "broker", method: "POST", path: "/api/import/organisation?name=o.jsonl", body: `{"name":"甲","uscc":"91150200MA0000103X"}` + "\n" + `{"name":"乙","uscc":"91150200MA00001015"}` + "\n", status: 200, want: []string{`"line":2`}, lacks: []string{`"accepted":2`}, records: 0},
		{name: "no name", actor: "broker", method: "POST", path: "/api/import/achievement", body: twoAndOne, status: 422, want: []string{`"field":"name"`}},
		{name: "no file", actor: "broker", method: "POST", path: achievements, status: 422, want: []string{`"field":"file"`}},
		{name: "another type", actor: "broker", method: "POST", path: "/api/import/achievement?name=a.pdf", body: "%PDF", status: 422},
		{name: "html under a new name", actor: "broker", method: "POST", path: "/api/import/achievement?name=a.xlsx", body: "<html>", status: 422, want: []string{"不是 .xlsx 工作簿"}},
		{name: "unknown parameter", actor: "broker", method: "POST", path: achievements + "&share=1", body: twoAndOne, status: 422},
		{name: "no such kind", actor: "broker", method: "POST", path: "/api/import/unicorn?name=a.jsonl", body: twoAndOne, status: 404},
	})
}

// Two rows of one file cannot both be the only one, in one batch or in two.
func TestImportUnique(t *testing.T) {
	b := newBench(t)
	var lines strings.Builder
	for i := range 250 {
		if i == 1 || i == 240 {
			lines.WriteString(`{"name":"同一家","uscc":"91350100M000100Y43"}` + "\n")
		} else {
			lines.WriteString(`{"name":"各一家"}` + "\n")
		}
	}
	for _, dry := range []string{"1", "0"} {
		got := b.do("broker", "POST", "/api/import/organisation?name=o.jsonl&dry="+dry, lines.String(), nil)
		if got.status != 200 || !strings.Contains(got.body, `"accepted":249`) || !strings.Contains(got.body, `"refused":[{"line":241,`) {
			t.Errorf("dry %s: %d %.600s", dry, got.status, got.body)
		}
	}
}

// A workbook comes in by a form, and the export of it comes in again.
func TestImportWorkbook(t *testing.T) {
	b := newBench(t)
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"需求名称", "需求单位", "预算（元）", "发布日期"}, {"=HYPERLINK(\"x\")", "包头示例永磁材料有限公司", 1200.5, 46082}} {
		if err := f.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row); err != nil {
			t.Fatal(err)
		}
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	send := func(name string, data []byte) answer {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(data)
		form.Close()
		return b.do("member", "POST", "/api/import/need", body.String(), map[string]string{"Content-Type": form.FormDataContentType()})
	}
	if got := send("需求.xlsx", book.Bytes()); got.status != 200 || !strings.Contains(got.body, `"accepted":1`) {
		t.Fatalf("%d %s", got.status, got.body)
	}
	lines := b.do("member", "GET", "/api/export/need?as=jsonl&state=draft", "", nil)
	for _, want := range []string{`"budget":120050`, `"opens":"2026-03-01"`, `=HYPERLINK(\"x\")`} {
		if !strings.Contains(lines.body, want) {
			t.Errorf("want %s in %s", want, lines.body)
		}
	}
	for _, as := range []string{"xlsx", "jsonl"} {
		export := b.do("member", "GET", "/api/export/need?state=draft&as="+as, "", nil)
		if got := send("again."+as, []byte(export.body)); !strings.Contains(got.body, `"refused":[],"unknown":[]`) || strings.Contains(got.body, `"accepted":0`) {
			t.Errorf("%s: %d %s", as, got.status, got.body)
		}
	}
	template := b.do("", "GET", "/api/templates/need", "", nil)
	if got := send("template.xlsx", []byte(template.body)); got.status != 200 || !strings.Contains(got.body, `"rows":0`) {
		t.Errorf("template: %d %s", got.status, got.body)
	}
}

func TestExport(t *testing.T) {
	b := newBench(t)
	b.run(t, []scenario{
		{name: "visitor", method: "GET", path: "/api/export/need?as=jsonl", status: 200, want: []string{"<open>"}, lacks: []string{"<draft>", "7777700"}},
		{name: "staff", actor: "broker", method: "GET", path: "/api/export/need?as=jsonl", status: 200, want: []string{"<open>", "<draft>"}, lacks: []string{"7777700", "1200000"}},
		{name: "filtered", actor: "broker", method: "GET", path: "/api/export/need?as=jsonl&state=open", status: 200, lacks: []string{"<draft>"}},
		{name: "csv", method: "GET", path: "/api/export/need?as=csv", status: 422},
		{name: "limit", method: "GET", path: "/api/export/need?limit=1", status: 422},
		{name: "no such kind", method: "GET", path: "/api/export/unicorn", status: 404},
		{name: "no such template", method: "GET", path: "/api/templates/unicorn", status: 404},
	})
	got := b.do("", "GET", "/api/export/organisation", "", nil)
	f, err := excelize.OpenReader(strings.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("单位")
	if err != nil || len(rows) != 3 || strings.Contains(strings.Join(rows[1], " ")+strings.Join(rows[2], " "), "张某") {
		t.Errorf("got %q, %v", rows, err)
	}
}

func TestFiles(t *testing.T) {
	b := newBench(t)
	b.run(t, []scenario{
		{name: "visitor", method: "POST", path: "/api/files", body: "x", status: 401},
		{name: "nothing", actor: "broker", method: "POST", path: "/api/files", status: 422},
		{name: "too large", actor: "broker", method: "POST", path: "/api/files", body: strings.Repeat("x", 32<<20+1), status: 413, want: []string{"32 MiB"}},
		{name: "too large for anything", actor: "broker", method: "POST", path: "/api/files", body: strings.Repeat("x", 34<<20), status: 413},
		{name: "a program", actor: "broker", method: "POST", path: "/api/files?name=a.pdf", body: "MZ\x90\x00", status: 422, want: []string{"a.pdf"}},
		{name: "a picture that is a page", actor: "broker", method: "POST", path: "/api/files?name=a.png", body: "<html>", status: 422, want: []string{"TXT"}},
	})
	const page = "<script>alert(1)</script>"
	name := strings.Split(b.do("broker", "POST", "/api/files?name=说明.txt", page, map[string]string{"Content-Type": "text/html"}).body, `"`)[3]
	hash, called := record.File(name)
	if b.ids["file"] = hash; called != "说明.txt" {
		t.Errorf("got %q", name)
	}
	b.put("filed", "contract", map[string]any{"title": "带附件", "seller": b.ids["seller"], "files": []string{name}})
	b.run(t, []scenario{
		{name: "staff", actor: "broker", method: "GET", path: "/api/records/contract/<filed>/files/<file>", status: 200, want: []string{page}},
		{name: "owner", actor: "stranger", method: "GET", path: "/api/records/contract/<filed>/files/<file>", status: 200},
		{name: "somebody else", actor: "member", method: "GET", path: "/api/records/contract/<filed>/files/<file>", status: 404},
		{name: "by another record", actor: "broker", method: "GET", path: "/api/records/contract/<contract>/files/<file>", status: 404},
		{name: "the salt", actor: "broker", method: "GET", path: "/api/records/contract/<filed>/files/salt", status: 404},
		{name: "a path", actor: "broker", method: "GET", path: "/api/records/contract/<filed>/files/..%2f..%2fnode.key", status: 404},
	})
	got := b.do("broker", "GET", "/api/records/contract/<filed>/files/<file>", "", nil)
	for header, want := range map[string]string{"Content-Type": "text/plain", "X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment; filename*=utf-8''%E8%AF%B4%E6%98%8E.txt"} {
		if got.header.Get(header) != want {
			t.Errorf("%s: got %q, want %q", header, got.header.Get(header), want)
		}
	}
	if got.status != http.StatusOK {
		t.Errorf("got %d", got.status)
	}
}

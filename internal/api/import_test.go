package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
)

func TestExport(t *testing.T) {
	b := newBench(t)
	b.run(t, []scenario{
		{name: "visitor", method: "GET", path: "/api/export/need?as=jsonl", status: 200, want: []string{"<open>"}, lacks: []string{"<draft>", "7777700"}},
		{name: "staff", actor: "broker", method: "GET", path: "/api/export/need?as=jsonl", status: 200, want: []string{"<open>", "<draft>"}, lacks: []string{"7777700", "1200000"}},
		{name: "filtered", actor: "broker", method: "GET", path: "/api/export/need?as=jsonl&state=open", status: 200, lacks: []string{"<draft>"}},
		{name: "ods", method: "GET", path: "/api/export/need?as=ods", status: 422},
		{name: "csv", method: "GET", path: "/api/export/need?as=csv&columns=title,rev,state", status: 200, want: []string{"\ufeff需求名称,版本,状态\r\n"}, lacks: []string{"<draft>"}},
		{name: "found", actor: "broker", method: "GET", path: "/api/export/need?as=jsonl&columns=id&q=" + url.QueryEscape("镝铽"), status: 200, want: []string{`{"id":"<open>"}`}},
		{name: "found nothing", method: "GET", path: "/api/export/need?as=csv&columns=id&q=" + url.QueryEscape("不存在的词语"), status: 200, lacks: []string{"<open>"}},
		{name: "no such column", method: "GET", path: "/api/export/need?columns=title,nonsense", status: 422},
		{name: "no such order", method: "GET", path: "/api/export/need?sort=note", status: 422},
		{name: "no such view", method: "GET", path: "/api/export/need?view=<open>", status: 404},
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

// A paper shows what the reader sees of the record, and exists for its own kind only.
func TestPapers(t *testing.T) {
	b := newBench(t)
	b.run(t, []scenario{
		{name: "page", method: "GET", path: "/api/records/need/<open>/papers/brief.html", status: 200, want: []string{"/records/need/<open>"}, lacks: []string{"12,000.00"}},
		{name: "picture", method: "GET", path: "/api/records/need/<open>/papers/brief.png", status: 200, want: []string{"PNG"}},
		{name: "document", method: "GET", path: "/api/records/need/<open>/papers/brief.docx", status: 200, want: []string{"word/document.xml"}},
		{name: "hidden", method: "GET", path: "/api/records/need/<draft>/papers/brief.html", status: 404},
		{name: "of no such sort", method: "GET", path: "/api/records/need/<open>/papers/brief.exe", status: 404},
		{name: "of another kind", method: "GET", path: "/api/records/need/<open>/papers/registration.html", status: 404},
		{name: "form", actor: "broker", method: "GET", path: "/api/records/contract/<contract>/papers/registration.html", status: 200},
		{name: "form as rows", actor: "broker", method: "GET", path: "/api/records/contract/<contract>/papers/registration.xlsx", status: 200},
	})
	got := b.do("", "GET", "/api/records/need/<open>/papers/brief.html", "", nil)
	if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "style-src 'sha256-") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("got policy %q", policy)
	}
}

// An export takes columns, order and filter from a kept view.
func TestExportOfView(t *testing.T) {
	b := newBench(t)
	var me struct{ Account string }
	if err := json.Unmarshal([]byte(b.do("broker", "GET", "/api/me", "", nil).body), &me); err != nil {
		t.Fatal(err)
	}
	kept, err := b.Office.Keep(t.Context(), access.Actor{Account: me.Account}, store.Kept{Sort: "view", Kind: "need", Name: "征集中的", Body: []byte(`{"columns":["state","title"],"sort":"-opens","where":{"state":"open"}}`)})
	if err != nil {
		t.Fatal(err)
	}
	b.ids["view"] = kept.ID
	b.run(t, []scenario{
		{name: "own", actor: "broker", method: "GET", path: "/api/export/need?as=csv&view=<view>", status: 200, want: []string{"\ufeff状态,需求名称\r\n征集中,"}, lacks: []string{"草稿"}},
		{name: "with other columns", actor: "broker", method: "GET", path: "/api/export/need?as=csv&view=<view>&columns=title", status: 200, want: []string{"\ufeff需求名称\r\n"}},
		{name: "not shared", actor: "member", method: "GET", path: "/api/export/need?as=csv&view=<view>", status: 404},
		{name: "of another kind", actor: "broker", method: "GET", path: "/api/export/contract?view=<view>", status: 404},
	})
}

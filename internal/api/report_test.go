package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/audit"
	"heitu/internal/figure"
	"heitu/internal/journal"
	"heitu/internal/report"
)

func TestSearchAndFigures(t *testing.T) {
	b := newBench(t)
	const turnover = "/api/figures/contract-turnover"
	b.run(t, []scenario{
		{name: "search", method: "GET", path: "/api/search?q=镝铽", status: 200, want: []string{"<open>", "<shared>", `"reasons":[{"kind":"term"`, `"total":2`}, lacks: []string{"<draft>", "秘密"}},
		{name: "search of one kind", method: "GET", path: "/api/search?q=镝铽&kind=need&limit=1", status: 200, want: []string{"<open>"}, lacks: []string{"<shared>"}},
		{name: "facet by code", method: "GET", path: "/api/search?q=镝铽&region=210000", status: 200, want: []string{"<shared>"}, lacks: []string{"<open>"}},
		{name: "counts by code", method: "GET", path: "/api/search?q=镝铽&region=220000", status: 200, want: []string{`"region":{"150200":1,"210000":1}`}},
		{name: "what is hidden is not counted", method: "GET", path: "/api/search?q=轴承", status: 200, want: []string{`"region":{}`, `"suggestion":""`}},
		{name: "hidden words", method: "GET", path: "/api/search?q=轴承", status: 200, want: []string{`"total":0`}},
		{name: "hidden words for staff", actor: "broker", method: "GET", path: "/api/search?q=轴承", status: 200, want: []string{"<draft>"}},
		{name: "unknown facet", method: "GET", path: "/api/search?q=a&colour=red", status: 422, want: []string{`"field":"colour"`}},
		{name: "a facet that is no code", method: "GET", path: "/api/search?q=a&region=moon", status: 422},
		{name: "no such kind", method: "GET", path: "/api/search?q=a&kind=unicorn", status: 404},
		{name: "matches", actor: "broker", method: "GET", path: "/api/records/need/<open>/matches?kind=achievement", status: 200, want: []string{"<shared>", `"share":`}},
		{name: "matches of what", method: "GET", path: "/api/records/need/<open>/matches", status: 422, want: []string{`"field":"kind"`}},

		{name: "figures", method: "GET", path: "/api/figures", status: 200, want: []string{`"name":"contract-turnover"`, `{"period":"2026-H1","region":"210000"}`}},
		{name: "figure", method: "GET", path: turnover + "?period=2026-H1&region=210000", status: 200, want: []string{`"value":100000000`, `"base":null,"growth":null`, `"records":["<contract>"]`, `"zh":"元"`}},
		{name: "figure of no region", method: "GET", path: turnover + "?period=2026-H1&region=220000", status: 200, want: []string{`"value":0`, `"records":[]`}},
		{name: "figure of a quarter", method: "GET", path: turnover + "?period=2026-Q2", status: 200, want: []string{`"over":true`, `"base_period":"2025-Q2"`, `"growth_amount":null`, `"qualifier":"done"`}},
		{name: "figure cut by two", method: "GET", path: turnover + "?period=2026-H1&by=region,type", status: 200, want: []string{`"by":["region","type"]`, `"codes":["210000",`, `"records":[]`}},
		{name: "figure of one cell", method: "GET", path: turnover + "?period=2026-H1&only=type:licence", status: 200, want: []string{`"value":0`, `"only":{"type":"licence"}`}},
		{name: "a ratio over nothing", method: "GET", path: "/api/figures/contract-average?period=2020-H1", status: 200, want: []string{`"value":null`}},
		{name: "no such cut", method: "GET", path: turnover + "?period=2026-H1&by=seller", status: 422, want: []string{`"field":"by"`}},
		{name: "too many cuts", method: "GET", path: turnover + "?period=2026-H1&by=region,type,field", status: 422, want: []string{`"field":"by"`}},
		{name: "a region that is no code", method: "GET", path: turnover + "?period=2026-H1&region=moon", status: 422, want: []string{`"field":"region"`}},
		{name: "figure without period", method: "GET", path: turnover, status: 422, want: []string{`"field":"period"`}},
		{name: "figure of a wrong period", method: "GET", path: turnover + "?period=2026-H3", status: 422},
		{name: "no such figure", method: "GET", path: "/api/figures/happiness?period=2026-H1", status: 404},
		{name: "bundle shows no more than it must", actor: "registrar", method: "GET", path: turnover + "/bundle?period=2026-H1", status: 200, want: []string{`"value":100000000`, `"total":100000000`}, lacks: []string{`"by":`, "<seller>", "90000000", "2026150200000001"}},
	})
}

func TestBundleVerifies(t *testing.T) {
	b := newBench(t)
	got := b.do("broker", "GET", "/api/figures/contract-turnover/bundle?period=2026-H1&region=210000", "", nil)
	var bundle report.Bundle
	if err := json.Unmarshal([]byte(got.body), &bundle); err != nil {
		t.Fatal(err)
	}
	if err := bundle.Check(b.Key); err != nil || len(bundle.Records) != 1 || *bundle.Value != 100000000 {
		t.Errorf("got %d records, %d fen, %v", len(bundle.Records), *bundle.Value, err)
	}
	for name := range bundle.Records[0].Fields {
		if !strings.Contains("registered region total", name) {
			t.Errorf("the bundle shows %s", name)
		}
	}
	anybody := b.do("", "GET", "/api/figures/contract-turnover/bundle?period=2026-H1&region=210000", "", nil)
	if anybody.body != got.body {
		t.Error("the bundle depends on who asks for it")
	}
	rep, err := audit.Remote(context.Background(), http.DefaultClient, b.server.URL, b.Key, figure.All())
	if err != nil || len(rep.Findings) > 0 || rep.Entries == 0 || len(rep.Figures) == 0 {
		t.Errorf("an audit from outside: %+v, %v", rep, err)
	}
}

// The feed holds what the reader may see, provable, and of the rest nothing.
func TestFeed(t *testing.T) {
	b := newBench(t)
	verifier, err := note.NewVerifier(b.Key)
	if err != nil {
		t.Fatal(err)
	}
	for actor, tt := range map[string]struct{ want, lacks []string }{
		"":         {[]string{"open", "shared", "contract", "org"}, []string{"draft", "person", "member"}},
		"broker":   {[]string{"open", "shared", "contract", "draft", "person"}, []string{"member"}},
		"security": {[]string{"open", "member"}, []string{"draft", "person"}},
	} {
		var text strings.Builder
		for from := int64(0); ; {
			got := b.do(actor, "GET", fmt.Sprintf("/api/feed?from=%d&limit=7", from), "", nil)
			b.fits(t, "GET", "/api/feed", got)
			var f struct {
				Checkpoint string
				Entries    []struct {
					Entry    int64
					Evidence journal.Evidence
				}
				Next int64
			}
			if err := json.Unmarshal([]byte(got.body), &f); err != nil {
				t.Fatal(err)
			}
			c, err := journal.Open(f.Checkpoint, verifier)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range f.Entries {
				if err := e.Evidence.Check(c); err != nil || e.Entry < from || e.Entry >= f.Next || e.Entry != e.Evidence.Proof.Index {
					t.Errorf("entry %d from %d: %v", e.Entry, from, err)
				}
				text.Write(e.Evidence.Header)
			}
			if f.Next == from {
				break
			}
			from = f.Next
		}
		for _, name := range tt.want {
			if n := strings.Count(text.String(), `"id":"`+b.ids[name]+`"`); n != 1 {
				t.Errorf("the feed of %q holds %s %d times", actor, name, n)
			}
		}
		for _, name := range tt.lacks {
			if strings.Contains(text.String(), b.ids[name]) {
				t.Errorf("the feed of %q holds %s", actor, name)
			}
		}
	}
	for _, path := range []string{"/api/feed?from=-1", "/api/feed?from=x", "/api/feed?limit=201", "/api/feed?to=1"} {
		if got := b.do("", "GET", path, "", nil); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
}

func TestLog(t *testing.T) {
	b := newBench(t)
	signed := b.do("", "GET", "/log/checkpoint", "", nil)
	key := b.do("", "GET", "/log/key", "", nil)
	verifier, err := note.NewVerifier(strings.TrimSpace(key.body))
	if err != nil {
		t.Fatal(err)
	}
	c, err := journal.Open(signed.body, verifier)
	if err != nil || signed.header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Fatalf("%v, %v", err, signed.header)
	}
	size := int(c.Size)
	leaves := b.do("", "GET", fmt.Sprintf("/log/tile/entries/000.p/%d", size), "", nil)
	list, err := journal.ParseBundle([]byte(leaves.body))
	if err != nil || len(list) != size {
		t.Fatalf("got %d leaves of %d, %v", len(list), size, err)
	}
	var hashes []byte
	for _, leaf := range list {
		h := tlog.RecordHash(leaf)
		hashes = append(hashes, h[:]...)
	}
	for _, tt := range []struct {
		path   string
		status int
		want   []byte
	}{
		{fmt.Sprintf("tile/0/000.p/%d", size), 200, hashes},
		{"tile/0/000.p/3", 200, hashes[:3*tlog.HashSize]},
		{fmt.Sprintf("tile/0/000.p/%d", size+1), 404, nil},
		{"tile/0/000", 404, nil}, {"tile/entries/000", 404, nil}, {"tile/1/000.p/1", 404, nil}, {"tile/0/001.p/1", 404, nil}, {"tile/0/x999/999/999/999/999.p/1", 404, nil},
		{"tile/0/000.p/0", 404, nil}, {"tile/0/000.p/256", 404, nil}, {"tile/00/000.p/1", 404, nil}, {"tile/-1/000.p/1", 404, nil}, {"tile/8/000.p/1", 404, nil}, {"tile/64/000", 404, nil},
		{"tile/entries/0.p/1", 404, nil}, {"tile/", 404, nil}, {"tile/data/000.p/1", 404, nil},
	} {
		got := b.do("", "GET", "/log/"+tt.path, "", nil)
		if got.status != tt.status || tt.want != nil && !bytes.Equal([]byte(got.body), tt.want) {
			t.Errorf("%s: got %d with %d bytes, want %d", tt.path, got.status, len(got.body), tt.status)
		}
		if tt.status == 200 && (got.header.Get("Content-Type") != "application/octet-stream" || strings.Contains(got.header.Get("Cache-Control"), "immutable")) {
			t.Errorf("%s: %v", tt.path, got.header)
		}
		if tt.status == 404 && strings.Contains(got.header.Get("Cache-Control"), "max-age") {
			t.Errorf("%s: a missing tile would be cached: %v", tt.path, got.header)
		}
	}
}

// A full tile may be kept for ever.
func TestFullTile(t *testing.T) {
	b := newBench(t)
	var lines strings.Builder
	for i := range 300 {
		fmt.Fprintf(&lines, `{"name":"单位 %d"}`+"\n", i)
	}
	b.send(t, "broker", "organisation", "a.jsonl", lines.String(), "import")
	b.do("broker", "POST", "/api/imports/<import>/start", "", nil)
	b.work(t)
	if got := b.do("broker", "GET", "/api/imports/<import>", "", nil); !strings.Contains(got.body, `"counts":{"made":300}`) {
		t.Fatalf("%d %.300s", got.status, got.body)
	}
	b.do("", "GET", "/log/checkpoint", "", nil)
	for path, size := range map[string]int{"tile/0/000": 256 * 32, "tile/1/000.p/1": 32, "tile/entries/000": 256 * (2 + journal.LeafSize)} {
		got := b.do("", "GET", "/log/"+path, "", nil)
		if got.status != 200 || len(got.body) != size {
			t.Errorf("%s: got %d with %d bytes", path, got.status, len(got.body))
		}
		if full := !strings.Contains(path, ".p/"); full != strings.Contains(got.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", path, got.header)
		}
	}
}

func TestOperations(t *testing.T) {
	b := newBench(t)
	b.run(t, []scenario{
		{name: "alive", method: "GET", path: "/healthz", status: 200, want: []string{`{"ok":true}`}},
		{name: "ready", method: "GET", path: "/readyz", status: 200},
		{name: "metrics for nobody", method: "GET", path: "/metrics", status: 401},
		{name: "metrics for brokers", actor: "broker", method: "GET", path: "/metrics", status: 403},
		{name: "metrics", actor: "+system", method: "GET", path: "/metrics", status: 200, want: []string{
			`heitu_http_requests_total{pattern="GET /healthz",status="200"} 1`, `heitu_http_requests_total{pattern="GET /metrics",status="401"} 1`,
			`heitu_http_request_seconds_count{pattern="GET /readyz"} 1`, "heitu_journal_entries 2", "heitu_index_records "}},
	})
}

// Every route of the interface and of the log is in the document, and nothing else is.
func TestDocument(t *testing.T) {
	b := newBench(t)
	if err := b.doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
	if b.doc.OpenAPI != "3.1.0" || !b.doc.IsOpenAPI31OrLater() {
		t.Errorf("the document says it is %s", b.doc.OpenAPI)
	}
	mounted := map[string]bool{}
	for _, r := range b.Door.Routes() {
		if r.Face != "api" && r.Face != "log" && r.Face != "ops" && r.Face != "peer" {
			continue
		}
		method, path, _ := strings.Cut(strings.ReplaceAll(r.Pattern, "...}", "}"), " ")
		mounted[method+" "+path] = true
		item := b.doc.Paths.Value(path)
		if item == nil || item.GetOperation(method) == nil {
			t.Errorf("%s is not in the document", r.Pattern)
			continue
		}
		if op := item.GetOperation(method); op.Summary == "" || op.Description == "" {
			t.Errorf("%s is not explained in both languages", r.Pattern)
		}
	}
	ids := map[string]string{}
	for path, item := range b.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !mounted[method+" "+path] {
				t.Errorf("the document invents %s %s", method, path)
			}
			if other, taken := ids[op.OperationID]; taken {
				t.Errorf("%s and %s are both called %s", other, path, op.OperationID)
			}
			ids[op.OperationID] = path
		}
	}
	for _, k := range b.Office.Kinds {
		s := b.doc.Components.Schemas["fields_"+k.Name]
		for _, f := range k.Fields {
			p := s.Value.Properties[f.Name]
			if p == nil || p.Value.Title != f.Label.EN || p.Value.Description != f.Label.ZH {
				t.Errorf("%s.%s is not described", k.Name, f.Name)
			}
		}
	}
	if out := os.Getenv("HEITU_OPENAPI"); out != "" {
		if err := os.WriteFile(out, []byte(b.do("", "GET", "/api/openapi.json", "", nil).body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

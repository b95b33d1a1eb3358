package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"heitu/internal/record"
	"heitu/internal/testkit"
)

func TestRecords(t *testing.T) {
	b := newBench(t)
	const needs = "/api/records/need"
	b.run(t, []scenario{
		{name: "who am I, visitor", method: "GET", path: "/api/me", status: 200, want: []string{`"account":""`, `"roles":[]`}},
		{name: "who am I, broker", actor: "broker", method: "GET", path: "/api/me", status: 200, want: []string{`"login":"broker"`, `"roles":["broker"]`}},
		{name: "who am I, by password", actor: "+broker", method: "GET", path: "/api/me", status: 200, want: []string{`"login":"broker"`}},
		{name: "wrong password", actor: "+nobody", method: "GET", path: "/api/me", status: 403, want: []string{`"code":"denied"`}},
		{name: "kinds", method: "GET", path: "/api/kinds", status: 200, want: []string{`"name":"need"`, `"zh":"技术需求"`}},
		{name: "one kind", method: "GET", path: "/api/kinds/contract", status: 200, want: []string{`"name":"register"`, `"see":["owner","broker","registrar","officer"]`}},
		{name: "no such kind", method: "GET", path: "/api/kinds/unicorn", status: 404},

		{name: "list as visitor", method: "GET", path: needs, status: 200, want: []string{`"id":"<open>"`, `"total":1`, `"next":""`}, lacks: []string{"<draft>", "秘密", "7777700"}},
		{name: "list as broker", actor: "broker", method: "GET", path: needs, status: 200, want: []string{"<open>", "<draft>", `"total":2`}, lacks: []string{"7777700"}},
		{name: "list as owner", actor: "member", method: "GET", path: needs, status: 200, want: []string{"<draft>", "7777700"}},
		{name: "list as another", actor: "stranger", method: "GET", path: needs, status: 200, lacks: []string{"<draft>"}},
		{name: "filter by code", method: "GET", path: needs + "?region=150200", status: 200, want: []string{`"total":1`}},
		{name: "filter by name", method: "GET", path: needs + "?state=open&field=07", status: 200, want: []string{`"total":0`, `"records":[]`}},
		{name: "one a page", actor: "broker", method: "GET", path: needs + "?limit=1", status: 200, want: []string{`"next":"<open>"`, `"total":2`}},
		{name: "second page", actor: "broker", method: "GET", path: needs + "?limit=1&after=<open>", status: 200, want: []string{`"next":""`, "<draft>"}},
		{name: "unknown parameter", method: "GET", path: needs + "?colour=red", status: 422, want: []string{`"field":"colour"`}},
		{name: "unfilterable field", method: "GET", path: needs + "?budget=1", status: 422, want: []string{`"field":"budget"`}},
		{name: "hidden filter", method: "GET", path: "/api/records/contract?seller=<seller>", status: 422, want: []string{`"field":"seller"`}},
		{name: "a filter that is no code", method: "GET", path: needs + "?region=moon", status: 422, want: []string{`"field":"region"`}},
		{name: "parameter twice", method: "GET", path: needs + "?region=150200&region=210000", status: 422},
		{name: "limit", method: "GET", path: needs + "?limit=0", status: 422},
		{name: "cursor", method: "GET", path: needs + "?after=x", status: 422},
		{name: "whole province", method: "GET", path: needs + "?region=150000", status: 200, want: []string{`"total":1`}},
		{name: "sorted", actor: "broker", method: "GET", path: needs + "?limit=1&sort=-opens", status: 200, want: []string{`"id":"<open>"`, `"total":2`}},
		{name: "sorted cursor that is none", actor: "broker", method: "GET", path: needs + "?sort=opens&after=<open>", status: 422, want: []string{`"field":"after"`}},
		{name: "sorted by what cannot be", actor: "broker", method: "GET", path: needs + "?sort=budget", status: 422, want: []string{`"field":"sort"`}},
		{name: "sorted by what is hidden", method: "GET", path: "/api/records/contract?sort=seller", status: 422, lacks: []string{"<seller>"}},
		{name: "no such list", method: "GET", path: "/api/records/unicorn", status: 404},

		{name: "read in public", method: "GET", path: needs + "/<open>", status: 200, want: []string{`"rev":2`, `"by":""`, "<dysprosium>"}, lacks: []string{"7777700"}},
		{name: "read under another kind", method: "GET", path: "/api/records/contract/<open>", status: 404},
		{name: "unknown parameter to a record", method: "GET", path: needs + "/<open>?x=1", status: 422},
		{name: "english", method: "GET", path: needs + "/<absent>?lang=en", status: 404, want: []string{"There is no record"}},
		{name: "english by header", method: "GET", path: needs + "/<absent>", header: map[string]string{"Accept-Language": "en-GB"}, status: 404, want: []string{"There is no record"}},

		{name: "make as visitor", method: "POST", path: needs, body: `{"fields":{"title":"x","firm":"<org>"}}`, status: 401, want: []string{`"code":"signed-out"`}},
		{name: "make for another firm", actor: "stranger", method: "POST", path: needs, body: `{"fields":{"title":"x","firm":"<org>"}}`, status: 403},
		{name: "make as officer of records", actor: "registrar", method: "POST", path: "/api/records/account", body: `{"fields":{"login":"evil","name":"x","roles":["security"]}}`, status: 403},
		{name: "all faults at once", actor: "broker", method: "POST", path: needs, body: `{"fields":{"budget":"much","firm":"<absent>","colour":"red","region":"moon"}}`, status: 422,
			want: []string{`"field":"title"`, `"field":"budget"`, `"field":"firm"`, `"field":"colour"`, `"field":"region"`}},
		{name: "a value no record can hold", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":{"zh":1},"budget":1.5}}`, status: 422, want: []string{`"field":"title"`, `"field":"budget"`}},
		{name: "unknown member", actor: "broker", method: "POST", path: needs, body: `{"fields":{},"state":"open"}`, status: 422, want: []string{`"field":"state"`}},
		{name: "not JSON", actor: "broker", method: "POST", path: needs, body: `{"fields":`, status: 422},
		{name: "not UTF-8", actor: "broker", method: "POST", path: needs, body: "{\"fields\":{\"title\":\"\xff\"}}", status: 422},
		{name: "a list", actor: "broker", method: "POST", path: needs, body: `[]`, status: 422},
		{name: "too large", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"` + strings.Repeat("a", 5<<20) + `"}}`, status: 413, want: []string{"4 MiB"}},
		{name: "from another site", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"x","firm":"<org>"}}`, header: map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, status: 403},
		{name: "make", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"新需求","firm":"<org>","budget":100}}`, header: map[string]string{"Idempotency-Key": "k1"}, status: 201, want: []string{`"rev":1`, `"state":"draft"`}, lacks: []string{`"budget"`}, records: 1, revisions: 1},
		{name: "make again", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"新需求","firm":"<org>","budget":100}}`, header: map[string]string{"Idempotency-Key": "k1"}, status: 201, want: []string{`"rev":1`}},
		{name: "key for another", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"别的","firm":"<org>"}}`, header: map[string]string{"Idempotency-Key": "k1"}, status: 409},
		{name: "key too long", actor: "broker", method: "POST", path: needs, body: `{"fields":{"title":"别的","firm":"<org>"}}`, header: map[string]string{"Idempotency-Key": strings.Repeat("k", 201)}, status: 422},

		{name: "change without revision", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"fields":{"note":"a"}}`, status: 422, want: []string{`"field":"rev"`}},
		{name: "change on an old revision", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"rev":7,"fields":{"note":"a"}}`, status: 409},
		{name: "two revisions", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"rev":1,"fields":{"note":"a"}}`, header: map[string]string{"If-Match": `"2"`}, status: 422},
		{name: "change a hidden record", actor: "stranger", method: "PATCH", path: needs + "/<draft>", body: `{"rev":1,"fields":{"note":"a"}}`, status: 404},
		{name: "change a hidden field", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"rev":1,"fields":{"budget":1}}`, status: 422, want: []string{`"field":"budget"`}},
		{name: "change", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"fields":{"note":"a"}}`, header: map[string]string{"If-Match": `"1"`}, status: 200, want: []string{`"rev":2`, `"note":"a"`}, revisions: 1},
		{name: "remove", actor: "broker", method: "PATCH", path: needs + "/<draft>", body: `{"rev":2,"fields":{"note":null}}`, status: 200, want: []string{`"rev":3`}, lacks: []string{`"note"`}, revisions: 1},
		{name: "change what is fixed", actor: "registrar", method: "PATCH", path: "/api/records/contract/<contract>", body: `{"rev":2,"fields":{"total":1}}`, status: 409},

		{name: "step as visitor", method: "POST", path: needs + "/<open>/steps/close", body: `{"rev":2}`, status: 401},
		{name: "no such step", actor: "broker", method: "POST", path: needs + "/<open>/steps/fly", body: `{"rev":2}`, status: 409},
		{name: "step of a hidden record", actor: "stranger", method: "POST", path: needs + "/<draft>/steps/withdraw", body: `{"rev":3}`, status: 404},
		{name: "step with a field it does not ask for", actor: "broker", method: "POST", path: needs + "/<open>/steps/close", body: `{"rev":2,"fields":{"note":"x"}}`, status: 422, want: []string{`"field":"note"`}},
		{name: "step", actor: "member", method: "POST", path: needs + "/<draft>/steps/withdraw", body: `{"rev":3}`, status: 200, want: []string{`"state":"withdrawn"`, `"rev":4`}, revisions: 1},

		{name: "history", method: "GET", path: needs + "/<open>/history", status: 200, want: []string{`"step":"open"`, `"changed":["title","problem","field","firm","region","opens","basis","expires"]`}, lacks: []string{`"rev":1`, "budget"}},
		{name: "history for staff", actor: "broker", method: "GET", path: needs + "/<open>/history", status: 200, want: []string{`"rev":1`, `"rev":2`}},
		{name: "audience", method: "GET", path: needs + "/<open>/audience", status: 200, want: []string{`"budget":[{"class":"owner"`, `"record":[{"class":"visitor"`}},
		{name: "audience of a hidden record", method: "GET", path: needs + "/<draft>/audience", status: 404},
		{name: "proof", method: "GET", path: needs + "/<open>/proof", status: 200, want: []string{`"checkpoint":"heitu.local\n`, `"header":{"at":`}, lacks: []string{`"by":`, "7777700"}},
		{name: "proof of a hidden record", method: "GET", path: needs + "/<draft>/proof", status: 404},

		{name: "erase as broker", actor: "broker", method: "POST", path: "/api/records/person/<person>/erase", body: `{"reason":"本人申请"}`, status: 403},
		{name: "erase without reason", actor: "security", method: "POST", path: "/api/records/person/<person>/erase", body: `{}`, status: 422},
		{name: "erase", actor: "security", method: "POST", path: "/api/records/person/<person>/erase", body: `{"reason":"本人申请"}`, status: 200, want: []string{`"kind":"erasure"`}, records: 1, revisions: 2},
		{name: "erased", actor: "broker", method: "GET", path: "/api/records/person/<person>/history", status: 200, lacks: []string{"李研究", "13900000000"}},
		{name: "erase what has none", actor: "security", method: "POST", path: needs + "/<open>/erase", body: `{"reason":"本人申请"}`, status: 409},

		{name: "invite as broker", actor: "broker", method: "POST", path: "/api/accounts/<member>/invite", status: 403},
		{name: "invite nobody", actor: "security", method: "POST", path: "/api/accounts/<absent>/invite", status: 404},
		{name: "invite oneself", actor: "security", method: "POST", path: "/api/accounts/<security>/invite", status: 403},
		{name: "invite", actor: "security", method: "POST", path: "/api/accounts/<member>/invite", status: 201, revisions: 1, want: []string{`"token":"`}},
		{name: "whose session has ended", actor: "member", method: "GET", path: needs + "/<draft>", status: 404},
	})
}

// Whoever may not see a record gets the very bytes that he gets for none, whatever he asks.
func TestHiddenIsAbsent(t *testing.T) {
	b := newBench(t)
	for _, actor := range []string{"", "stranger", "system"} {
		for _, tt := range []struct{ method, path, body string }{
			{"GET", "", ""}, {"GET", "/history", ""}, {"GET", "/proof", ""}, {"GET", "/audience", ""}, {"GET", "/matches?kind=achievement", ""},
			{"GET", "/files/" + strings.Repeat("a", 64), ""}, {"PATCH", "", `{"rev":1,"fields":{"note":"x"}}`}, {"PATCH", "", `{"rev":9,"fields":{"zz":"x"}}`},
			{"POST", "/steps/open", `{"rev":1}`}, {"POST", "/steps/none", `{"rev":2}`}, {"POST", "/erase", `{"reason":"x"}`},
		} {
			hidden := b.do(actor, tt.method, "/api/records/need/<draft>"+tt.path, tt.body, nil)
			absent := b.do(actor, tt.method, "/api/records/need/<absent>"+tt.path, tt.body, nil)
			hidden.body = strings.ReplaceAll(hidden.body, b.ids["draft"], b.ids["absent"])
			if hidden.status != absent.status || hidden.body != absent.body || hidden.status < 400 {
				t.Errorf("%q %s %s: hidden %d %s, absent %d %s", actor, tt.method, tt.path, hidden.status, hidden.body, absent.status, absent.body)
			}
		}
	}
}

// The same question gets the same bytes.
func TestSameBytes(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{
		"/api/kinds", "/api/openapi.json", "/api/records/need", "/api/records/need/<open>/proof", "/api/search?q=镝铽", "/api/feed", "/api/figures",
		"/api/figures/contract-turnover/bundle?period=2026-H1", "/api/templates/need", "/api/export/organisation?as=xlsx", "/api/export/need?as=jsonl", "/log/checkpoint",
		"/api/records/need/<absent>", "/api/records/need?zz=1&aa=2",
	} {
		first, second := b.do("broker", "GET", path, "", nil), b.do("broker", "GET", path, "", nil)
		first.header.Del("Date")
		second.header.Del("Date")
		if first.body != second.body || fmt.Sprint(first.header) != fmt.Sprint(second.header) {
			t.Errorf("%s: two answers differ\n%.500s\n%.500s", path, first.body, second.body)
		}
	}
}

// A sorted list goes on where the page before has ended.
func TestListSorted(t *testing.T) {
	b := testkit.Open(t, nil)
	for _, day := range []string{"2026-03-02", "2026-03-01", "2026-03-03"} {
		b.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "firm": b.Mine, "opens": day}})
	}
	for sort, want := range map[string]string{"opens": "2026-03-01 2026-03-02 2026-03-03", "-opens": "2026-03-03 2026-03-02 2026-03-01"} {
		var got []string
		for next := ""; ; {
			var page struct {
				Records []struct{ Fields map[string]any }
				Next    string
			}
			answer := b.Ask("broker", "GET", "/api/records/need?limit=1&sort="+sort+"&after="+next, nil)
			if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil || answer.Code != 200 {
				t.Fatalf("%d %s (%v)", answer.Code, answer.Body, err)
			}
			for _, r := range page.Records {
				got = append(got, fmt.Sprint(r.Fields["opens"]))
			}
			if next = page.Next; next == "" || len(got) > 3 {
				break
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("by %q: got %v, want %s", sort, got, want)
		}
	}
}

package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/access"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

const password = "correct-horse-battery"

// bench is a node with people and records, reached over HTTP.
type bench struct {
	*node.Node
	t      *testing.T
	server *httptest.Server
	doc    *openapi3.T
	ids    map[string]string // by the names that the tables use
	people map[string]*http.Client
}

// newBench opens a node whose clock moves by a millisecond each time it is asked.
func newBench(t *testing.T) *bench {
	t.Helper()
	ctx := context.Background()
	var ticks atomic.Int64
	began := time.Date(2026, 7, 1, 9, 0, 0, 0, record.Zone)
	n, err := node.Open(ctx, node.Config{Folder: t.TempDir(), Now: func() time.Time { return began.Add(time.Duration(ticks.Add(1)) * time.Millisecond) }})
	if err != nil {
		t.Fatal(err)
	}
	n.Door.Handle("test", "POST /test/signin/{login}", func(w http.ResponseWriter, _ *http.Request, err error) {
		http.Error(w, err.Error(), http.StatusForbidden)
	}, func(_ http.ResponseWriter, r *http.Request) error {
		return n.Door.SignIn(r, r.PathValue("login"), password)
	})
	b := &bench{Node: n, t: t, server: httptest.NewServer(n.Handler()), ids: map[string]string{"absent": "0192f0c1-0000-7000-8000-000000000001"}, people: map[string]*http.Client{}}
	t.Cleanup(func() {
		b.server.Close()
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	b.settlePeople()
	b.settleRecords()
	b.loadDocument()
	return b
}

// settlePeople makes one account of each role. Their passwords are set when they
// first do something, since each takes its time.
func (b *bench) settlePeople() {
	b.t.Helper()
	b.put("market", "market", map[string]any{"name": "示例技术市场"})
	b.put("org", "organisation", map[string]any{"name": "包头示例永磁材料有限公司", "uscc": "91150200MA00001028", "region": "150200", "contact": "张某"})
	b.put("seller", "organisation", map[string]any{"name": "黑土示例稀土研究院", "uscc": "91150200MA00001015", "region": "210100"})
	for _, role := range []string{"security", "system", "audit", "broker", "registrar", "officer"} {
		b.put(role, "account", map[string]any{"login": role, "name": "某" + role, "roles": []string{role}})
	}
	for login, org := range map[string]string{"member": "org", "stranger": "seller"} {
		b.put(login, "account", map[string]any{"login": login, "name": "某成员", "roles": []string{"member"}, "organisation": b.ids[org]})
	}
}

// client is how an actor asks: "" is a visitor, "+name" signs in with each request
// instead of by a session.
func (b *bench) client(actor string) *http.Client {
	b.t.Helper()
	login := strings.TrimPrefix(actor, "+")
	if login != "" && b.people[login] == nil && b.ids[login] != "" {
		b.signIn(login)
	}
	if c := b.people[actor]; c != nil {
		return c
	}
	return http.DefaultClient
}

func (b *bench) signIn(login string) {
	b.t.Helper()
	if err := b.Accounts.SetPassword(context.Background(), b.ids[login], password); err != nil {
		b.t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	res, err := c.Post(b.server.URL+"/test/signin/"+login, "", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b.t.Fatalf("sign in %s: %s", login, res.Status)
	}
	b.people[login] = c
}

// settleRecords makes a draft, an open need, a shared achievement and a registered contract.
func (b *bench) settleRecords() {
	b.t.Helper()
	b.put("draft", "need", map[string]any{"title": "秘密的轴承需求", "firm": b.ids["org"], "budget": int64(1200000), "problem": "磨损"})
	b.put("open", "need", map[string]any{"title": record.Variants{"zh": "降低磁钢镝铽消耗的工艺", "en": "Using less <dysprosium>"}, "firm": b.ids["org"], "budget": int64(7777700), "problem": "镝铽加入量大，成本高", "field": "06", "region": "150200"})
	b.take("open", "need", "open", map[string]any{"basis": "sample"})
	b.put("shared", "achievement", map[string]any{"title": "重稀土晶界扩散制备技术", "summary": "减少镝铽用量的磁钢工艺", "owner": b.ids["seller"], "region": "210000", "price": int64(5500000), "field": "06"})
	b.take("shared", "achievement", "share", map[string]any{"basis": "sample"})
	b.put("contract", "contract", map[string]any{"title": "某秘密项目", "type": "development", "region": "210000", "seller": b.ids["seller"], "signed": "2026-05-01", "total": int64(100000000), "technical": int64(100000000)})
	b.put("", "party", map[string]any{"contract": b.ids["contract"], "organisation": b.ids["seller"], "role": "seller"})
	b.put("", "party", map[string]any{"contract": b.ids["contract"], "organisation": b.ids["org"], "role": "buyer"})
	b.register(map[string]any{"number": "2026150200000001", "registered": "2026-05-20", "confirmed": true})
	b.put("person", "person", map[string]any{"name": "李研究", "organisation": b.ids["org"], "phone": "13900000000"})
	if err := b.Settle(context.Background()); err != nil {
		b.t.Fatal(err)
	}
}

// register takes the contract through registration.
func (b *bench) register(given map[string]any) {
	b.t.Helper()
	for i, step := range []string{"sign", "submit", "accept"} {
		b.move("contract", b.ids["contract"], int64(i+1), step, nil)
	}
	c, err := b.Office.Record(b.t.Context(), access.Actor{Node: true}, "contract", b.ids["contract"])
	if err != nil {
		b.t.Fatal(err)
	}
	sheet, err := b.Office.Record(b.t.Context(), access.Actor{Node: true}, "prereview", c.Fields["prereview"].(string))
	if err != nil {
		b.t.Fatal(err)
	}
	b.move("prereview", sheet.ID, 1, "answer", map[string]any{"fulfilled": sheet.Fields["asks"], "grounds": "g"})
	scan, err := b.Files.Put("scan.pdf", strings.NewReader("%PDF-1.4"))
	if err != nil {
		b.t.Fatal(err)
	}
	given["certificate"] = []string{scan}
	b.move("contract", c.ID, c.Rev, "register", given)
}

// put makes a record as the node itself.
func (b *bench) put(name, kind string, fields map[string]any) {
	b.t.Helper()
	made, err := b.Office.Put(context.Background(), access.Actor{Node: true}, "", record.Draft{Kind: kind, Fields: fields})
	if err != nil {
		b.t.Fatal(err)
	}
	b.ids[name] = made[0].ID
}

func (b *bench) take(name, kind, step string, fields map[string]any) {
	b.t.Helper()
	b.move(kind, b.ids[name], 1, step, fields)
}

func (b *bench) move(kind, id string, rev int64, step string, fields map[string]any) {
	b.t.Helper()
	if _, err := b.Office.Take(context.Background(), access.Actor{Node: true}, "", office.Move{Kind: kind, ID: id, Rev: rev, Step: step, Fields: fields}); err != nil {
		b.t.Fatalf("%s: %v", step, err)
	}
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// named replaces <name> by the id of that name.
func (b *bench) named(s string) string {
	for name, id := range b.ids {
		if name != "" { // "<>" may stand in a workbook
			s = strings.ReplaceAll(s, "<"+name+">", id)
		}
	}
	return s
}

// do sends one request.
func (b *bench) do(actor, method, path, body string, header map[string]string) answer {
	b.t.Helper()
	var sent io.Reader
	if body != "" {
		sent = strings.NewReader(b.named(body))
	}
	req, err := http.NewRequest(method, b.server.URL+b.named(path), sent)
	if err != nil {
		b.t.Fatal(err)
	}
	for name, v := range header {
		req.Header.Set(name, b.named(v))
	}
	client := b.client(actor)
	if login, basic := strings.CutPrefix(actor, "+"); basic {
		req.SetBasicAuth(login, password)
	}
	res, err := client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(data)}
}

// totals counts what the database holds.
func (b *bench) totals() (t store.Totals) {
	b.t.Helper()
	err := b.Store.View(context.Background(), func(tx store.Tx) (err error) {
		t, err = tx.Totals(context.Background())
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}

// scenario is one request, what must come back, and what must not have happened.
type scenario struct {
	name         string
	actor        string
	method, path string
	body         string
	header       map[string]string
	status       int
	want, lacks  []string
	records      int64 // how many records it makes
	revisions    int64 // how many revisions it writes
}

func (b *bench) run(t *testing.T, table []scenario) {
	for _, tt := range table {
		t.Run(tt.name, func(t *testing.T) {
			before := b.totals()
			got := b.do(tt.actor, tt.method, tt.path, tt.body, tt.header)
			after := b.totals()
			if got.status != tt.status {
				t.Errorf("got status %d, want %d", got.status, tt.status)
			}
			for _, want := range tt.want {
				if !strings.Contains(got.body, b.named(want)) {
					t.Errorf("want %s in it", b.named(want))
				}
			}
			for _, lacks := range tt.lacks {
				if strings.Contains(got.body, b.named(lacks)) {
					t.Errorf("%s must not be in it", b.named(lacks))
				}
			}
			if made := after.Records - before.Records; made != tt.records {
				t.Errorf("it made %d records, want %d", made, tt.records)
			}
			if wrote := after.Revisions - before.Revisions; wrote != tt.revisions {
				t.Errorf("it wrote %d revisions, want %d", wrote, tt.revisions)
			}
			b.fits(t, tt.method, b.named(tt.path), got)
			if t.Failed() {
				t.Logf("%s %s as %q: %d %.2000s", tt.method, tt.path, tt.actor, got.status, got.body)
			}
		})
	}
}

func (b *bench) loadDocument() {
	b.t.Helper()
	got := b.do("", "GET", "/api/openapi.json", "", nil)
	var err error
	if b.doc, err = openapi3.NewLoader().LoadFromData([]byte(got.body)); err != nil {
		b.t.Fatal(err)
	}
}

// fits demands that a JSON answer is as the document says.
func (b *bench) fits(t *testing.T, method, path string, got answer) {
	t.Helper()
	if !strings.HasPrefix(got.header.Get("Content-Type"), "application/json;") {
		return
	}
	u, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	op := b.operation(method, u.EscapedPath())
	if op == nil {
		t.Errorf("the document has no %s %s", method, u.Path)
		return
	}
	res := op.Responses.Status(got.status)
	if res == nil {
		res = op.Responses.Default()
	}
	media := res.Value.Content.Get("application/json")
	if got.status >= 400 {
		media = op.Responses.Default().Value.Content.Get("application/json")
	}
	d := json.NewDecoder(bytes.NewReader([]byte(got.body)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || media == nil {
		t.Fatalf("%v: %s", err, got.body)
	}
	if err := media.Schema.Value.VisitJSON(plain(v), openapi3.EnableJSONSchema2020()); err != nil {
		t.Errorf("not as the document says: %.1500s", err)
	}
}

// plain turns numbers into what the validator knows.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, _ := v.Float64()
		return f
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	}
	return v
}

var inBraces = regexp.MustCompile(`\\\{[a-z]+\\\}`)

// operation finds the operation of the longest literal path.
func (b *bench) operation(method, path string) *openapi3.Operation {
	var found *openapi3.Operation
	literal := -1
	for pattern, item := range b.doc.Paths.Map() {
		re := inBraces.ReplaceAllString(regexp.QuoteMeta(pattern), `[^/]+`)
		n := len(inBraces.ReplaceAllString(regexp.QuoteMeta(pattern), ""))
		if op := item.GetOperation(method); op != nil && n > literal && regexp.MustCompile("^"+re+"$").MatchString(path) {
			found, literal = op, n
		}
	}
	return found
}

package web_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
)

const password = "black soil 2026"

// world is a running node with people and a few records.
type world struct {
	t      *testing.T
	node   *node.Node
	server *httptest.Server
	need   record.Record
	goods  record.Record
	firm   record.Record
	person record.Record
	broker record.Record
}

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx := context.Background()
	n, err := node.Open(ctx, node.Config{Folder: t.TempDir(), Home: "test.market"})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, node: n}
	w.server = httptest.NewServer(n.Handler())
	t.Cleanup(func() {
		w.server.Close()
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	newcomer := func(login string, roles ...string) account.Newcomer {
		return account.Newcomer{Login: login, Name: "张三", Password: password, Roles: roles}
	}
	err = n.Accounts.Found(ctx, account.Setup{Market: "测试市场", Small: true, People: []account.Newcomer{
		newcomer("system", "system"), newcomer("security", "security"), newcomer("auditor", "audit"),
		newcomer("broker", "broker"), newcomer("registrar", "registrar"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.firm = w.put(kinds.Organisation.Name, map[string]any{"name": "沈阳示例公司", "contact": "李四", "region": "210100"})
	w.person = w.put(kinds.Person.Name, map[string]any{"name": "王五", "organisation": w.firm.ID})
	w.need = w.put(kinds.Need.Name, map[string]any{
		"title": record.Variants{"zh": "磁体减重", "en": "Lighter magnet"}, "problem": "稀土磁体太重", "firm": w.firm.ID, "region": "210100", "budget": int64(12_345_600),
	})
	w.goods = w.put(kinds.Achievement.Name, map[string]any{"title": "稀土磁体工艺", "summary": "稀土磁体的新工艺", "owner": w.firm.ID, "region": "210100"})
	w.settle()
	found, err := n.Office.List(ctx, access.Actor{Node: true}, record.Query{Kind: kinds.Account.Name, Where: []record.Term{{Field: "login", Op: record.Equal, Value: "broker"}}})
	if err != nil {
		t.Fatal(err)
	}
	w.broker = found.Records[0]
	return w
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.node.Work(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) put(kind string, fields map[string]any) record.Record {
	w.t.Helper()
	made, err := w.node.Office.Put(context.Background(), access.Actor{Node: true}, "", record.Draft{Kind: kind, Fields: fields})
	if err != nil {
		w.t.Fatal(err)
	}
	return made[0]
}

// reader is a browser without scripts.
type reader struct {
	*world
	client *http.Client
}

// answer is what a reader got.
type answer struct {
	status int
	path   string // after redirects
	body   string
	header http.Header
}

// visit opens a browser, signed in unless login is "".
func (w *world) visit(login, lang string) *reader {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	r := &reader{w, &http.Client{Jar: jar}}
	at, _ := url.Parse(w.server.URL)
	jar.SetCookies(at, []*http.Cookie{{Name: "lang", Value: lang}})
	if login != "" {
		if a := r.post("/signin", "/signin", url.Values{"login": {login}, "password": {password}}); a.path != "/" {
			w.t.Fatalf("sign in as %s: %d %s", login, a.status, a.path)
		}
	}
	return r
}

func (r *reader) do(req *http.Request) answer {
	r.t.Helper()
	res, err := r.client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Request.URL.RequestURI(), string(body), res.Header}
}

func (r *reader) get(path string) answer {
	r.t.Helper()
	req, err := http.NewRequest(http.MethodGet, r.server.URL+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.do(req)
}

var token = regexp.MustCompile(`name="token" value="([^"]*)"`)

// post sends a form with the token of the page that it stands on, unless it names one.
func (r *reader) post(page, path string, form url.Values) answer {
	r.t.Helper()
	if _, given := form["token"]; !given {
		m := token.FindStringSubmatch(r.get(page).body)
		if m == nil {
			r.t.Fatalf("%s has no form", page)
		}
		form.Set("token", m[1])
	}
	var b bytes.Buffer
	mw := multipart.NewWriter(&b)
	for name, values := range form {
		for _, v := range values {
			if file, ok := strings.CutPrefix(v, "file:"); ok {
				part, _ := mw.CreateFormFile(name, "说明.txt")
				_, _ = part.Write([]byte(file))
				continue
			}
			_ = mw.WriteField(name, v)
		}
	}
	mw.Close()
	req, err := http.NewRequest(http.MethodPost, r.server.URL+path, &b)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", mw.FormDataContentType())
	return r.do(req)
}

func (a answer) has(t *testing.T, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(a.body, p) {
			t.Errorf("%s: %d, does not say %q", a.path, a.status, p)
		}
	}
}

func (a answer) hasNot(t *testing.T, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if strings.Contains(a.body, p) {
			t.Errorf("%s: %d, says %q", a.path, a.status, p)
		}
	}
}

// direct is what publishing without a review asks for.
var direct = map[string]any{"basis": "sample"}

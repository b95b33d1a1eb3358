package web_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
)

const payload = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`

func (w *world) stored(kind, id string) record.Record {
	w.t.Helper()
	r, err := w.node.Office.Record(context.Background(), access.Actor{Node: true}, kind, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func TestMakeAndChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	form := url.Values{
		"key": {"k1"}, "title.zh": {"铸件气孔"}, "title.en": {"Castings"}, "problem.zh": {"第一行\r\n第二行"}, "keywords": {"铸造；气孔"},
		"firm": {w.firm.ID}, "field": {"03"}, "budget": {"1,234.50"}, "opens": {"2026-03-01"},
	}
	a := r.post("/records/need/new", "/records/need", form)
	id := a.path[strings.LastIndex(a.path, "/")+1:]
	if a.status != 200 || !strings.HasPrefix(a.path, "/records/need/") {
		t.Fatalf("make: %d %s\n%s", a.status, a.path, a.body)
	}
	a.has(t, "铸件气孔", "Castings", "沈阳示例公司", "2026-03-01")
	made := w.stored("need", id)
	if got := made.Fields["budget"]; got != int64(123450) {
		t.Errorf("budget: got %v, want 123450", got)
	}
	if got := fmt.Sprint(made.Fields["keywords"], made.Fields["problem"]); got != "[铸造 气孔]第一行\n第二行" {
		t.Errorf("got %q", got)
	}
	if again := r.post("/records/need/new", "/records/need", form); again.path != a.path {
		t.Errorf("sent twice: %d %s, want %s", again.status, again.path, a.path)
	}
	edit := a.path + "/edit"
	change := url.Values{
		"key": {"k2"}, "rev": {"1"}, "title.zh": {"铸件缩孔"}, "title.en": {"Castings"}, "problem.zh": {"第一行\r\n第二行"}, "keywords": {"铸造；气孔"},
		"firm": {w.firm.ID}, "field": {""}, "opens": {"2026-03-01"},
	}
	for range 2 {
		if b := r.post(edit, edit, change); b.path != a.path {
			t.Errorf("change: %d %s, want %s", b.status, b.path, a.path)
		}
	}
	now := w.stored("need", id)
	if _, has := now.Fields["field"]; now.Rev != 2 || has || now.Fields["budget"] != int64(123450) {
		t.Errorf("changed once, field removed, hidden budget kept: got rev %d, %v", now.Rev, now.Fields)
	}
	change.Set("title.zh", "别的")
	change.Set("key", "k3")
	late := r.post(edit, edit, change)
	if late.status != 409 {
		t.Errorf("a form drawn before another's change: got %d, want 409", late.status)
	}
	late.has(t, "别的", `role="alert"`, `href="`+a.path+`"`)
}

func TestFaultsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for lang, said := range map[string]string{"zh": "请填写", "en": "is required"} {
		a := w.visit("broker", lang).post("/records/need/new", "/records/need", url.Values{
			"title.zh": {""}, "title.en": {""}, "problem.zh": {"写了很多字 " + payload}, "budget": {"十二"}, "opens": {"2026-05-01"}, "closes": {"2026-02-30"},
		})
		if a.status != 422 {
			t.Errorf("got %d, want 422", a.status)
		}
		a.has(t, said, "写了很多字", `value="十二"`, `href="#f-title"`, `href="#f-budget"`, `href="#f-firm"`, `href="#f-closes"`, `aria-invalid="true"`, `value="2026-05-01"`)
		a.hasNot(t, "<script>alert", "<img src=x")
	}
}

func TestPayloadsAreEscaped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	fields := map[string]any{"owner": w.firm.ID, "region": "210100"}
	for _, f := range kinds.Achievement.Fields {
		if f.Step {
			continue
		}
		switch t := f.Type.(type) {
		case record.Text:
			fields[f.Name] = payload
			if t.Both {
				fields[f.Name] = record.Variants{"zh": payload, "en": payload}
			}
		case record.List:
			fields[f.Name] = []string{`"><script>alert(1)</script>`}
		}
	}
	made := w.put("achievement", fields)
	w.put("organisation", map[string]any{"name": payload, "english": payload, "contact": payload, "note": payload})
	w.settle()
	here := "/records/achievement/" + made.ID
	for _, p := range []string{"/", here, here + "/edit", here + "/proof", "/records/achievement", "/records/organisation", "/records/achievement/new", "/search?q=" + url.QueryEscape(payload), "/records/need?source=" + url.QueryEscape(payload), "/figures?period=" + url.QueryEscape(payload), "/" + url.PathEscape(payload)} {
		r.get(p).hasNot(t, "<script>alert", "<img src=x")
	}
	r.get("/signin?next="+url.QueryEscape("//evil.example/")).has(t, `name="next" value="/"`)
	r.get(here).has(t, "&lt;script&gt;")
}

func TestForgedFormsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	forged := func() url.Values { return url.Values{"token": {"forged"}, "title.zh": {"x"}, "firm": {w.firm.ID}} }
	for _, p := range []string{"/records/need", "/records/need/" + w.need.ID + "/edit", "/records/need/" + w.need.ID + "/steps/open", "/signout", "/lang", "/imports", "/records/need/batch", "/records/need/views", "/duplicates/need", "/deeds/x/undo", "/imports/x/start", "/accounts/" + w.broker.ID + "/invite", "/records/person/" + w.person.ID + "/erase"} {
		if a := r.post("/", p, forged()); a.status != 403 {
			t.Errorf("%s: got %d, want 403", p, a.status)
		}
	}
	if got := w.stored("need", w.need.ID); got.Rev != 1 {
		t.Errorf("the need was changed: rev %d", got.Rev)
	}
}

func TestStepAskAndRetry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	page := "/records/need/" + w.need.ID
	r.get(page).has(t, page+"/steps/open", "确认直接发布")
	for range 2 {
		a := r.post(page, page+"/steps/open", url.Values{"rev": {"1"}, "key": {"once"}, "basis": {"sample"}})
		if a.status != 200 || a.path != page {
			t.Errorf("take: %d %s", a.status, a.path)
		}
	}
	w.settle()
	if got := w.stored("need", w.need.ID); got.Rev != 2 || got.State != "open" {
		t.Errorf("got rev %d in %s, want 2 in open", got.Rev, got.State)
	}
	late := r.post(page, page+"/steps/close", url.Values{"rev": {"1"}, "key": {"late"}})
	if late.status != 409 {
		t.Errorf("a step on an old revision: got %d, want 409", late.status)
	}
	goods := "/records/achievement/" + w.goods.ID
	a := r.post(goods, goods+"/steps/share", url.Values{"rev": {"1"}, "shared": {"2999-01-01"}, "basis": {"sample"}})
	if a.status != 422 {
		t.Errorf("a day to come: got %d, want 422", a.status)
	}
	a.has(t, `value="2999-01-01"`, `href="#f-share-shared"`, `class="step" open`)
}

func TestAttachmentsAndErasure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	page := "/records/person/" + w.person.ID
	a := r.post(page+"/edit", page+"/edit", url.Values{"rev": {"1"}, "name": {"王五"}, "organisation": {w.firm.ID}, "files": {"file:秘密"}})
	m := regexp.MustCompile(`href="(/records/person/[^"]*/files/[0-9a-f]{64})"[^>]*>说明.txt<`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no attachment on the page: %d %s", a.status, a.path)
	}
	if got := r.get(m[1]).body; got != "秘密" {
		t.Errorf("attachment: got %q", got)
	}
	s := w.visit("security", "zh")
	if a := s.post(page+"/erase", page+"/erase", url.Values{"reason": {""}}); a.status != 422 {
		t.Errorf("erase without a reason: got %d, want 422", a.status)
	}
	done := s.post(page+"/erase", page+"/erase", url.Values{"reason": {"本人申请"}})
	done.has(t, "本人申请")
	r.get(page).hasNot(t, "王五")
	if a := r.get(m[1]); a.status != 404 {
		t.Errorf("attachment after erasure: got %d, want 404", a.status)
	}
}

func TestAccountsInviteAndSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.visit("security", "en")
	made := s.post("/records/account/new", "/records/account", url.Values{"login": {"liu"}, "name": {"刘"}, "roles": {"officer"}})
	id := made.path[strings.LastIndex(made.path, "/")+1:]
	shown := s.post(made.path, "/accounts/"+id+"/invite", url.Values{})
	link := regexp.MustCompile(`http://[^<]*(/invite/[A-Za-z0-9_-]+)`).FindStringSubmatch(shown.body)
	if link == nil {
		t.Fatalf("no link: %d %s", shown.status, shown.path)
	}
	v := w.visit("", "en")
	if a := v.post(link[1], link[1], url.Values{"password": {"short"}}); a.status != 422 {
		t.Errorf("a short password: got %d, want 422", a.status)
	}
	if a := v.post(link[1], link[1], url.Values{"password": {password}}); a.path != "/signin?after=invite" {
		t.Errorf("accept: %d %s", a.status, a.path)
	}
	if a := v.post(link[1], link[1], url.Values{"password": {password}}); a.status != 403 {
		t.Errorf("a spent link: got %d, want 403", a.status)
	}
	wrong := v.post("/signin", "/signin", url.Values{"login": {"liu"}, "password": {"nonsense"}, "next": {"/figures"}})
	if wrong.status != 422 {
		t.Errorf("wrong password: got %d, want 422", wrong.status)
	}
	wrong.has(t, `value="liu"`, `value="/figures"`)
	if a := v.post("/signin", "/signin", url.Values{"login": {"liu"}, "password": {password}, "next": {"/figures"}}); a.path != "/figures" {
		t.Errorf("sign in: %d %s", a.status, a.path)
	}
	if a := v.post("/", "/lang", url.Values{"lang": {"zh"}, "back": {"/figures"}}); a.path != "/figures" || !strings.Contains(a.body, `lang="zh-CN"`) {
		t.Errorf("language: %d %s", a.status, a.path)
	}
	if a := v.post("/", "/signout", url.Values{}); !strings.Contains(a.body, `href="/signin?next=`) {
		t.Errorf("sign out: %d %s", a.status, a.path)
	}
}

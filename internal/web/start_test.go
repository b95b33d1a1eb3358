package web_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"

	"heitu/internal/node"
)

var fault = regexp.MustCompile(`(?s)role="alert".*?</ul>`)

func TestFirstStart(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	n, err := node.Open(ctx, node.Config{Folder: t.TempDir(), Home: "new.market"})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, node: n, server: httptest.NewServer(n.Handler())}
	t.Cleanup(func() {
		w.server.Close()
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	secret, err := n.Start.Token(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r, at := w.visit("", "zh"), "/start/"+secret
	r.get("/").has(t, "尚无计入统计的记录", "目前没有征集中的需求")
	form := url.Values{
		"market": {"示范市场"}, "small": {"yes"}, "p0.roles": {"broker", "security"},
		"p0.name": {"甲"}, "p0.login": {"jia"}, "p0.password": {password},
		"p1.name": {"乙"}, "p1.login": {"jia"}, "p1.password": {password},
		"p2.name": {"丙"}, "p2.login": {""}, "p2.password": {password},
	}
	a := r.post(at, at, form)
	if a.status != 422 {
		t.Errorf("somebody has no sign-in name: got %d, want 422", a.status)
	}
	a.has(t, `href="#f-p2.login"`, `value="示范市场"`)
	form.Set("p2.login", "bing")
	a = r.post(at, at, form)
	if a.status != 422 {
		t.Errorf("two of one sign-in name: got %d, want 422", a.status)
	}
	a.has(t, `href="#f-p1.login"`)
	form.Set("p1.login", "yiyi")
	if a = r.post(at, at, form); a.path != "/signin?after=start" {
		t.Errorf("start: %d %s %s", a.status, a.path, fault.FindString(a.body))
	}
	if a = r.get(at); a.status != 403 {
		t.Errorf("a spent link: got %d, want 403", a.status)
	}
	w.visit("jia", "zh").get("/").has(t, "示范市场", "供需匹配")
}

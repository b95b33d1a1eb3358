package web_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/office"
)

func (w *world) open() {
	w.t.Helper()
	ctx, node := context.Background(), access.Actor{Node: true}
	_, err := w.node.Office.Take(ctx, node, "",
		office.Move{Kind: "need", ID: w.need.ID, Rev: 1, Step: "open", Fields: direct}, office.Move{Kind: "achievement", ID: w.goods.ID, Rev: 1, Step: "share", Fields: direct})
	if err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

func TestEveryPageInBothLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open()
	start := map[string][]string{
		"":          {"/", "/search", "/search?q=magnet&kind=need", "/signin", "/figures", "/reference", "/records/need/" + w.need.ID + "/proof"},
		"broker":    {"/records/need/new", "/records/achievement/new", "/records/contract/new", "/records/match", "/import/need", "/records/need/" + w.need.ID + "/edit", "/records/person/" + w.person.ID},
		"security":  {"/records/account/" + w.broker.ID, "/records/account/new", "/records/person/" + w.person.ID + "/erase"},
		"registrar": {"/records/contract/new", "/records/party/new"},
	}
	for login, pages := range start {
		for _, lang := range []string{"zh", "en"} {
			r := w.visit(login, lang)
			for _, p := range pages {
				a := r.get(p)
				if a.status != http.StatusOK {
					t.Errorf("%s %s %s: got %d, want 200", login, lang, p, a.status)
				}
				checkTongue(t, a, lang)
			}
		}
	}
}

var (
	unread   = regexp.MustCompile(`(?s)<(head|script|style|pre|code|textarea|svg|option)\b.*?</(head|script|style|pre|code|textarea|svg|option)>|<span class="words.*?</span>|<h[13].*?</h[13]>`)
	marked   = regexp.MustCompile(`(?s)<button[^>]* lang="[a-z]+".*?</button>|<label for="[^"]*-(zh|en)".*?</label>`)
	anyTag   = regexp.MustCompile(`(?s)<[^>]*>`)
	han      = regexp.MustCompile(`\p{Han}+`)
	latin    = regexp.MustCompile(`\b[a-z]{3,}\b`)
	spoken   = regexp.MustCompile(`(?i)heitu|test\.market|excel|openapi|xlsx|jsonl|mib|tlog|checkpoint|broker|security|registrar|system|diffusion|magnet|orcid|csv|json`)
	contents = regexp.MustCompile(`稀土磁体的新工艺|稀土磁体工艺|稀土磁体太重|磁体减重|稀土磁体|沈阳示例公司|测试市场|张三|李四|王五|稀土|磁体|新工艺|太重`)
)

// checkTongue looks for words of the other language in what the page itself says.
func checkTongue(t *testing.T, a answer, lang string) {
	t.Helper()
	said := anyTag.ReplaceAllString(marked.ReplaceAllString(unread.ReplaceAllString(a.body, " "), " "), " ")
	said = contents.ReplaceAllString(html.UnescapeString(said), " ")
	if lang == "en" {
		if odd := han.FindAllString(said, 5); odd != nil {
			t.Errorf("%s in English says %q", a.path, odd)
		}
		return
	}
	if odd := latin.FindAllString(spoken.ReplaceAllString(said, " "), 5); odd != nil {
		t.Errorf("%s in Chinese says %q", a.path, odd)
	}
}

var href = regexp.MustCompile(`(?:href|action)="([^"]*)"`)

// Following every link, no page leads to one that does not exist or fails.
func TestNoLinkLeadsNowhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open()
	for _, login := range []string{"", "broker", "security"} {
		r := w.visit(login, "zh")
		seen, next := map[string]bool{"/": true}, []string{"/"}
		for len(next) > 0 && len(seen) < 400 {
			at := next[0]
			next = next[1:]
			a := r.get(at)
			if a.status >= 400 {
				t.Errorf("%q: %s: %d", login, at, a.status)
			}
			if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
				continue
			}
			for _, m := range href.FindAllStringSubmatch(a.body, -1) {
				to, err := url.Parse(html.UnescapeString(m[1]))
				if err != nil || to.Host != "" || strings.HasPrefix(m[0], "action") {
					continue
				}
				base, _ := url.Parse(at)
				abs := base.ResolveReference(to)
				abs.Fragment = ""
				if s := abs.RequestURI(); !seen[s] && !strings.HasPrefix(s, "/signin?") {
					seen[s] = true
					next = append(next, s)
				}
			}
		}
		if len(seen) < 20 {
			t.Errorf("%q: only %d pages found", login, len(seen))
		}
	}
}

func TestHiddenAndAbsentReadTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("", "en")
	hidden, absent := r.get("/records/need/"+w.need.ID), r.get("/records/need/01900000-0000-7000-8000-000000000000")
	strip := func(a answer) string {
		return regexp.MustCompile(`value="[^"]*"|next=[^"]*`).ReplaceAllString(a.body, "")
	}
	if hidden.status != 404 || absent.status != 404 || strip(hidden) != strip(absent) {
		t.Errorf("hidden %d, absent %d, bodies equal: %v", hidden.status, absent.status, strip(hidden) == strip(absent))
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, tt := range []struct {
		login, path, to string
		status          int
	}{
		{"", "/records/account", "/signin?next=%2Frecords%2Faccount", 200},
		{"", "/records/need/new", "/signin?next=%2Frecords%2Fneed%2Fnew", 200},
		{"security", "/records/need/new", "/records/need/new", 403},
		{"broker", "/records/person/" + w.person.ID + "/erase", "/records/person/" + w.person.ID + "/erase", 403},
		{"", "/nowhere", "/nowhere", 404},
		{"", "/records/nothing", "/records/nothing", 404},
		{"", "/figures/nothing", "/figures/nothing", 404},
		{"", "/figures/contract-turnover?period=x", "/figures/contract-turnover?period=x", 422},
		{"", "/start/none", "/start/none", 403},
		{"", "/static/none.css", "/static/none.css", 404},
	} {
		a := w.visit(tt.login, "zh").get(tt.path)
		if a.status != tt.status || a.path != tt.to {
			t.Errorf("%q %s: got %d %s, want %d %s", tt.login, tt.path, a.status, a.path, tt.status, tt.to)
		}
	}
}

// The same data make the same bytes, but for what forms carry.
func TestPagesAreDeterministic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open()
	drawn := regexp.MustCompile(`name="(token|key)" value="[^"]*"`)
	for _, p := range []string{"/", "/records/need/" + w.need.ID, "/search?q=magnet", "/figures", "/records/organisation", "/reference"} {
		r := w.visit("broker", "zh")
		one, two := r.get(p).body, r.get(p).body
		if drawn.ReplaceAllString(one, "") != drawn.ReplaceAllString(two, "") {
			t.Errorf("%s differs from itself", p)
		}
	}
}

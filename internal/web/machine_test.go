package web_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

func achievement(b *testkit.Bench, title string, share bool) record.Record {
	r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": title, "summary": "永磁 </script><script>alert(1)</script>", "owner": b.Mine, "region": "210100", "price": int64(98765400),
	}})[0]
	if share {
		r = b.Take("broker", r, "share", testkit.Direct())[0]
	}
	return r
}

// TestForMachines: what machines are led to is what a visitor sees, well-formed, and no value breaks out of it.
func TestForMachines(t *testing.T) {
	b := testkit.Open(t, nil)
	open, draft := achievement(b, "公开 <&\"'> 永磁电机", true), achievement(b, "草稿永磁", false)
	b.SettleNow()
	for _, tt := range []struct {
		role, target string
		has, lacks   []string
	}{
		{"", "/search.atom?q=永磁", []string{open.ID, "<feed", `rel="self"`}, []string{draft.ID, "98765400"}},
		{"broker", "/search.atom?q=永磁", []string{open.ID, draft.ID}, nil},
		{"", "/records/achievement/atom", []string{open.ID, "<entry>"}, []string{draft.ID}},
		{"", "/records/achievement/atom?region=220000", []string{"<feed"}, []string{open.ID}},
		{"", "/sitemap.xml", []string{"http://example.com/sitemap.xml/0"}, nil},
		{"", "/sitemap.xml/0", []string{open.ID, "<lastmod>2026-07-02T01:00:00Z</lastmod>"}, []string{draft.ID}},
	} {
		w := b.Ask(tt.role, "GET", tt.target, nil)
		body := w.Body.String()
		for d := xml.NewDecoder(strings.NewReader(body)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in %s", tt.target, err, body)
			}
		}
		for _, s := range tt.has {
			if !strings.Contains(body, s) {
				t.Errorf("%s as %q: no %s in %s", tt.target, tt.role, s, body)
			}
		}
		for _, s := range tt.lacks {
			if strings.Contains(body, s) {
				t.Errorf("%s as %q: %s in %s", tt.target, tt.role, s, body)
			}
		}
	}
	if got := b.Ask("", "GET", "/sitemap.xml/1", nil).Code; got != 404 {
		t.Errorf("a part of the map that there is not: got %d", got)
	}
	if got := b.Ask("", "GET", "/robots.txt", nil).Body.String(); !strings.Contains(got, "Sitemap: http://example.com/sitemap.xml") {
		t.Errorf("robots: got %s", got)
	}
}

func TestSignpostsAndLinkedData(t *testing.T) {
	b := testkit.Open(t, nil)
	open, draft := achievement(b, "公开永磁", true), achievement(b, "草稿永磁", false)
	b.SettleNow()
	w := b.Ask("broker", "GET", "/records/achievement/"+open.ID, nil)
	links := strings.Join(w.Header().Values("Link"), "\n")
	for _, rel := range []string{`rel="cite-as"`, `rel="describedby"`, `rel="type"`, `rel="collection"`} {
		if !strings.Contains(links, rel) {
			t.Errorf("no %s in %s", rel, links)
		}
	}
	const begin = `<script type="application/ld+json">`
	_, after, _ := strings.Cut(w.Body.String(), begin)
	said, _, _ := strings.Cut(after, "</script>")
	var data map[string]any
	if err := json.Unmarshal([]byte(said), &data); err != nil || data["@type"] != "CreativeWork" || data["name"] != "公开永磁" || !strings.Contains(data["description"].(string), "</script>") || strings.Contains(said, "98765400") {
		t.Errorf("linked data: %v in %s", err, said)
	}
	w = b.Ask("broker", "GET", "/records/achievement/"+draft.ID, nil)
	if w.Code != 200 || strings.Contains(w.Body.String(), begin) || w.Header().Get("Link") != "" {
		t.Errorf("a draft is told to machines: %s", w.Header())
	}
	if body := b.Ask("", "GET", "/search?q=永磁", nil).Body.String(); !strings.Contains(body, `type="application/atom+xml" href="/search.atom?q=`) {
		t.Error("the search does not name its feed")
	}
}

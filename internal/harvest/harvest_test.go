package harvest

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const page = `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-07-01T00:00:00Z</responseDate><request/>%s</OAI-PMH>`

func one(id, title string) string {
	return `<record><header><identifier>` + id + `</identifier><datestamp>2026-07-01</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + title + `</dc:title><dc:subject>a</dc:subject><dc:subject>b</dc:subject></oai_dc:dc></metadata></record>`
}

func listOf(inner string) string { return fmt.Sprintf(page, "<ListRecords>"+inner+"</ListRecords>") }

// TestForeignServers: what is odd or hostile about others' servers ends a harvest soon, keeps what came, and is said.
func TestForeignServers(t *testing.T) {
	loop := func(token func(n int) string) http.HandlerFunc {
		n := 0
		return func(w http.ResponseWriter, r *http.Request) {
			n++
			fmt.Fprint(w, listOf(one("oai:x:1", "t")+"<resumptionToken>"+token(n)+"</resumptionToken>"))
		}
	}
	give := func(said string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, said) }
	}
	busy := 0
	for _, tt := range []struct {
		name         string
		serve        http.HandlerFunc
		rows, failed int
		cut          string
	}{
		{"an empty token", give(listOf(one("oai:x:1", "t") + "<resumptionToken cursor='0'/>")), 1, 0, ""},
		{"a token of blanks", give(listOf(one("oai:x:1", "t") + "<resumptionToken>\n </resumptionToken>")), 1, 0, ""},
		{"nothing matches", give(fmt.Sprintf(page, `<error code="noRecordsMatch"/>`)), 0, 0, ""},
		{"an error", give(fmt.Sprintf(page, `<error code="badResumptionToken">gone</error>`)), 0, 0, "badResumptionToken: gone"},
		{"busy at first", func(w http.ResponseWriter, _ *http.Request) {
			if busy++; busy < 4 {
				w.Header().Set("Retry-After", "7")
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, listOf(one("oai:x:1", "t")))
		}, 1, 0, ""},
		{"busy for ever", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, 0, 0, "503"},
		{"an error of HTTP", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, 0, 0, "500"},
		{"broken XML", give(listOf(one("oai:x:1", "t") + "<record><header>")[:480]), 0, 0, "no OAI-PMH"},
		{"a page of HTML", give("<html><body>hello</body></html>"), 0, 0, "no OAI-PMH"},
		{"records without what they need", give(listOf(one("", "t") + one(strings.Repeat("x", 121), "t") + one("oai:x:2", "") + one("oai:x:1", "t"))), 1, 3, ""},
		{"one twice", give(listOf(one("oai:x:1", "old") + one("oai:x:1", "t"))), 1, 0, ""},
		{"deleted later", give(listOf(one("oai:x:1", "t") + `<record><header status="deleted"><identifier>oai:x:1</identifier></header></record>`)), 0, 0, ""},
		{"XML bomb", give(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + listOf(one("oai:x:1", "&b;"))), 0, 0, "no OAI-PMH"},
		{"deep XML", give(listOf(strings.Repeat("<a>", 200_000))), 0, 0, "no OAI-PMH"},
		{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 64 {
				z.Write(zeros)
			}
			z.Close()
		}, 0, 0, "longer than 32 MiB"},
		{"the same token", loop(func(int) string { return "t" }), 1, 0, "same token"},
		{"an endless list", loop(func(n int) string { return fmt.Sprint(n) }), 1, 0, "nothing new"},
		{"a redirect loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, 0, 0, "circles"},
		{"a redirect to a file", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, 0, 0, "no plain web address"},
		{"a byte at a time", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}, 0, 0, "Timeout"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewServer(tt.serve)
			defer server.Close()
			waited := time.Duration(0)
			f := newFetcher(true, func(_ context.Context, d time.Duration) error { waited += d; return nil })
			if tt.name == "a byte at a time" {
				f.client.Timeout = 300 * time.Millisecond
			}
			g, err := gather(t.Context(), f, Order{URL: server.URL, Prefix: "oai_dc"})
			if err != nil {
				t.Fatal(err)
			}
			if len(g.rows) != tt.rows || g.failed != tt.failed || (g.cut == "") != (tt.cut == "") || !strings.Contains(g.cut, tt.cut) {
				t.Errorf("got %v, %d failed %v, cut %q, want %d rows, %d failed, %q", g.rows, g.failed, g.why, g.cut, tt.rows, tt.failed, tt.cut)
			}
			if r := g.rows["oai:x:1"]; r != nil && (r["title"] != "t" || r["subject"] != "a; b") {
				t.Errorf("got %v", r)
			}
			if strings.HasPrefix(tt.name, "busy at") && waited < 21*time.Second {
				t.Errorf("waited %s, asked for 3 × 7 s", waited)
			}
		})
	}
}

// TestOwnNetworkRefused: at the moment of connecting, whatever a name meant before.
func TestOwnNetworkRefused(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	f := newFetcher(false, sleep)
	for _, at := range []string{server.URL, strings.Replace(server.URL, "127.0.0.1", "localhost", 1), "ftp://example.org/", "http://user:word@example.org/", "nonsense"} {
		if g, err := gather(t.Context(), f, Order{URL: at}); err != nil || g.cut == "" {
			t.Errorf("%s: got %+v, %v", at, g, err)
		}
	}
	for address, want := range map[string]bool{
		"10.0.0.1:80": false, "127.0.0.1:80": false, "169.254.169.254:80": false, "[::1]:80": false, "[fd00::1]:80": false, "[::ffff:192.168.1.1]:80": false,
		"0.0.0.0:80": false, "224.0.0.1:80": false, "junk": false, "8.8.8.8:443": true, "[2001:4860:4860::8888]:443": true,
	} {
		if got := f.outside("", address, nil) == nil; got != want {
			t.Errorf("%s may be reached: got %v, want %v", address, got, want)
		}
	}
}

func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { stop() }))
	defer server.Close()
	if _, err := gather(ctx, newFetcher(true, sleep), Order{URL: server.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzParse: whatever a repository sends, rows are bounded and named by their source.
func FuzzParse(f *testing.F) {
	for _, s := range []string{listOf(one("oai:x:1", "t")), listOf(one("oai:x:1", "")), fmt.Sprintf(page, `<error code="x"/>`), "<OAI-PMH", `<!DOCTYPE a [<!ENTITY b "c">]><OAI-PMH>&b;</OAI-PMH>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := parse(data)
		if err != nil {
			return
		}
		g := &gathered{rows: map[string]row{}, deleted: map[string]bool{}}
		for _, r := range l.Records {
			g.take(r)
		}
		if g.received != len(l.Records) || len(g.rows)+g.failed+g.duplicate+len(g.deleted) < len(g.order) {
			t.Errorf("%d records, %d received, %d rows, %d failed", len(l.Records), g.received, len(g.rows), g.failed)
		}
		for id, r := range g.rows {
			if r["source"] != id || r["title"] == "" || len([]rune(id)) > longestSource {
				t.Errorf("%q: %v", id, r)
			}
		}
	})
}

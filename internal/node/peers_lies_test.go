package node_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	signed "golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// switched is a node's address behind which another handler can be put.
type switched struct{ to atomic.Value }

func (s *switched) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.to.Load().(http.HandlerFunc)(w, r)
}

func (s *switched) put(h http.Handler) { s.to.Store(http.HandlerFunc(h.ServeHTTP)) }

// TestForkedHistory: the attacker holds the node's own key and shows another
// history under it. The ally finds it in one round, keeps what convinces a third
// party offline, and stops believing.
func TestForkedHistory(t *testing.T) {
	for _, tt := range []struct {
		name         string
		before, more int // achievements in the true history, and in the false one
	}{{"longer", 1, 3}, {"of the same size", 2, 2}, {"shorter", 3, 1}} {
		t.Run(tt.name, func(t *testing.T) {
			front := &switched{}
			harbin := join(t, "harbin.heitu", func(h http.Handler) http.Handler { front.put(h); return front }, nil)
			jilin := join(t, "jilin.heitu", nil, nil)
			harbin.trusts(jilin)
			for i := range tt.before {
				harbin.share(fmt.Sprintf("真成果%d", i))
			}
			jilin.trusts(harbin)
			jilin.pull(harbin.Home)
			liar := join(t, "harbin.heitu", nil, func(c *node.Config) { c.Random = testkit.NewRandom('h') }) // the same key, since it is drawn from the same numbers
			if liar.Key != harbin.Key {
				t.Fatal("the liar needs the node's own key")
			}
			for i := range tt.more {
				liar.share(fmt.Sprintf("假成果%d", i))
			}
			liar.trusts(jilin)
			front.put(liar.Handler())
			_, err := jilin.Alliance.Pull(t.Context(), harbin.Home)
			if !fault.Is(err, fault.CodeAltered) {
				t.Fatalf("pull from a forked log: %v", err)
			}
			p, err := jilin.Alliance.Peer(t.Context(), harbin.Home)
			if err != nil || p.State != "quarantined" {
				t.Errorf("peer: %+v, %v", p, err)
			}
			d, err := jilin.Alliance.Dossier(t.Context(), harbin.Home)
			if err != nil || len(d.Evidence) != 1 {
				t.Fatalf("dossier: %+v, %v", d, err)
			}
			f, err := journal.ParseFork(d.Evidence[0])
			if err != nil {
				t.Fatal(err)
			}
			v, _ := signed.NewVerifier(harbin.Key)
			if err := f.Check(v); err != nil {
				t.Errorf("the evidence does not convince: %v", err)
			}
			f.Larger = f.Smaller
			if err := f.Check(v); err == nil {
				t.Error("evidence without a contradiction convinces")
			}
			if _, err := jilin.Alliance.Pull(t.Context(), harbin.Home); !fault.Is(err, fault.CodeConflict) {
				t.Errorf("pull from a quarantined node: %v", err)
			}
		})
	}
}

// meddle alters answers to a path.
func meddle(path string, alter func(w http.ResponseWriter, r *http.Request, body []byte)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.URL.Path, path) {
				next.ServeHTTP(w, r)
				return
			}
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			alter(w, r, rec.Body.Bytes())
		})
	}
}

// TestLies has an ally, or somebody on the way, alter what is exchanged. None of it
// is believed, nothing of it is kept, and the next honest exchange succeeds.
func TestLies(t *testing.T) {
	swap := func(old, new string) func(http.ResponseWriter, *http.Request, []byte) {
		return func(w http.ResponseWriter, _ *http.Request, body []byte) {
			w.Write(bytes.ReplaceAll(body, []byte(old), []byte(new)))
		}
	}
	pages := func(alter func(*peer.Page)) func(http.ResponseWriter, *http.Request, []byte) {
		return func(w http.ResponseWriter, _ *http.Request, body []byte) {
			var p peer.Page
			json.Unmarshal(body, &p)
			alter(&p)
			json.NewEncoder(w).Encode(p)
		}
	}
	for _, tt := range []struct {
		name, path string
		alter      func(http.ResponseWriter, *http.Request, []byte)
		want       fault.Code
	}{
		{"a title", "/peer/v1/entries", swap("真成果", "假成果"), fault.CodeAltered},
		{"a state", "/peer/v1/entries", swap(`"state":"shared"`, `"state":"expired"`), fault.CodeAltered},
		{"a field left out with its salt", "/peer/v1/entries", pages(func(p *peer.Page) { p.Entries[0].Salts = p.Entries[0].Salts[32:] }), fault.CodeAltered},
		{"a commitment turned", "/peer/v1/entries", pages(func(p *peer.Page) { p.Entries[0].Rest[5] ^= 1 }), fault.CodeAltered},
		{"an entry under another number", "/peer/v1/entries", pages(func(p *peer.Page) {
			a, b := &p.Entries[0], &p.Entries[1]
			a.Number, b.Number = b.Number, a.Number
			*a, *b = *b, *a
		}), fault.CodeAltered},
		{"an entry twice", "/peer/v1/entries", pages(func(p *peer.Page) { p.Entries = append(p.Entries[:1:1], p.Entries...) }), fault.CodeBusy},
		{"no progress", "/peer/v1/entries", pages(func(p *peer.Page) { p.Next = p.From; p.Entries = nil }), fault.CodeBusy},
		{"a jump", "/peer/v1/entries", pages(func(p *peer.Page) { p.Next += 1000 }), fault.CodeBusy},
		{"another page replayed", "/peer/v1/entries", pages(func(p *peer.Page) { p.From += 7 }), fault.CodeBusy},
		{"a page cut short", "/peer/v1/entries", func(w http.ResponseWriter, _ *http.Request, body []byte) { w.Write(body[:len(body)/2]) }, fault.CodeBusy},
		{"a leaf hash turned", "/log/tile/0", func(w http.ResponseWriter, _ *http.Request, body []byte) { body[40] ^= 1; w.Write(body) }, fault.CodeAltered},
		{"a tile cut short", "/log/tile/0", func(w http.ResponseWriter, _ *http.Request, body []byte) { w.Write(body[:64]) }, fault.CodeBusy},
		{"a checkpoint of another size", "/log/checkpoint", func(w http.ResponseWriter, _ *http.Request, body []byte) {
			lines := strings.SplitN(string(body), "\n", 3)
			fmt.Fprintf(w, "%s\n9999\n%s", lines[0], lines[2])
		}, fault.CodeAltered},
		{"an endless checkpoint", "/log/checkpoint", endless, fault.CodeLimit},
		{"endless entries", "/peer/v1/entries", endless, fault.CodeLimit},
		{"what was not asked to be packed", "/peer/v1/entries", bomb, fault.CodeBusy},
		{"endless headers", "/log/checkpoint", func(w http.ResponseWriter, _ *http.Request, _ []byte) {
			for i := range 100 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 1000))
			}
		}, fault.CodeBusy},
		{"a redirect", "/log/checkpoint", func(w http.ResponseWriter, r *http.Request, _ []byte) {
			http.Redirect(w, r, "/log/checkpoint", http.StatusFound)
		}, fault.CodeBusy},
		{"one byte now and then", "/peer/v1/entries", drip, fault.CodeBusy},
		{"no answer", "/log/checkpoint", func(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }, fault.CodeBusy},
		{"too many requests", "/peer/v1/entries", func(w http.ResponseWriter, _ *http.Request, _ []byte) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		}, fault.CodeBusy},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			front := &switched{}
			var honest http.Handler
			harbin := join(t, "harbin.heitu", func(h http.Handler) http.Handler {
				honest = h
				front.put(meddle(tt.path, tt.alter)(h))
				return front
			}, nil)
			jilin := join(t, "jilin.heitu", nil, func(c *node.Config) {
				c.Exchange = peer.Limits{Request: 2 * time.Second, Page: 1 << 20}
			})
			harbin.trusts(jilin)
			jilin.enter(harbin.Home, harbin.server.URL, harbin.Key, nil)
			shared := harbin.share("真成果")
			r, err := jilin.Alliance.Pull(t.Context(), harbin.Home)
			if !fault.Is(err, tt.want) {
				t.Errorf("pull: %+v, %v, want %s", r, err, tt.want)
			}
			if reports, err := jilin.Alliance.Reports(t.Context(), harbin.Home, 1); err != nil || len(reports) != 1 || reports[0].Error == "" {
				t.Errorf("the report says nothing: %+v, %v", reports, err)
			}
			if c, err := jilin.copyOf(shared); !fault.Is(err, fault.CodeMissing) {
				t.Errorf("a copy is there: %+v, %v", c, err)
			}
			front.put(honest)
			if r := jilin.pull(harbin.Home); r.Added == 0 || r.Failed != 0 {
				t.Errorf("the honest exchange: %+v", r)
			}
			if c, err := jilin.copyOf(shared); err != nil || c.Fields["title"] != "真成果" {
				t.Errorf("copy: %+v, %v", c, err)
			}
		})
	}
}

func endless(w http.ResponseWriter, r *http.Request, _ []byte) {
	chunk := bytes.Repeat([]byte(" "), 1<<16)
	for r.Context().Err() == nil {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func bomb(w http.ResponseWriter, _ *http.Request, _ []byte) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range 200 {
		if _, err := z.Write(chunk); err != nil {
			return
		}
	}
	z.Close()
}

func drip(w http.ResponseWriter, r *http.Request, body []byte) {
	for _, c := range body {
		w.Write([]byte{c})
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// TestForeignRecordsRefused: an ally writes another node's record into his own log.
// It is proved there, and still not his to offer; domain.md 2.2, no record returns to
// its origin as a new one.
func TestForeignRecordsRefused(t *testing.T) {
	for _, home := range []string{"jilin.heitu", "dalian.heitu"} {
		t.Run(home, func(t *testing.T) {
			liar := join(t, "liar.heitu", nil, nil)
			jilin := join(t, "jilin.heitu", nil, nil)
			jilin.trusts(liar)
			liar.trusts(jilin)
			mine := jilin.share("自己的成果")
			liar.Office.Home = home // it writes under the other's name
			liar.PutAs(access.Actor{Node: true}, record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "冒名单位", "region": "210100"}})
			liar.SettleNow()
			liar.Office.Home = "liar.heitu"
			r := jilin.pull(liar.Home)
			if r.Failed != 1 || len(r.Refusals) != 1 || !strings.Contains(r.Refusals[0].Why, home) || r.Next != r.Size {
				t.Errorf("report: %+v", r)
			}
			if got, err := jilin.Office.Record(t.Context(), access.Actor{}, mine.Kind, mine.ID); err != nil || got.Rev != mine.Rev {
				t.Errorf("one's own record: %+v, %v", got, err)
			}
		})
	}
}

// TestQuotas stops a flood: by the size of the log at once, by records one by one.
func TestQuotas(t *testing.T) {
	harbin := join(t, "harbin.heitu", nil, nil)
	jilin := join(t, "jilin.heitu", nil, func(c *node.Config) { c.Exchange = peer.Limits{Growth: 50} })
	dalian := join(t, "dalian.heitu", nil, nil)
	harbin.trusts(jilin, dalian)
	jilin.trusts(harbin)
	dalian.enter(harbin.Home, harbin.server.URL, harbin.Key, map[string]any{"quota": int64(10)})
	for i := range 20 {
		harbin.share(fmt.Sprintf("成果%d", i))
	}
	r, err := jilin.Alliance.Pull(t.Context(), harbin.Home)
	if !fault.Is(err, fault.CodeLimit) || r.Bytes > 4096 {
		t.Errorf("a log that grew too much: %+v, %v", r, err)
	}
	r = dalian.pull(harbin.Home)
	if r.Added != 10 || r.Failed == 0 || r.Next != r.Size {
		t.Errorf("beyond the quota: %+v", r)
	}
}

// TestStrangersRefused asks for entries without being an ally.
func TestStrangersRefused(t *testing.T) {
	harbin, jilin := alliance(t)
	dalian := join(t, "dalian.heitu", nil, nil)
	harbin.share("成果")
	get := func(m *member, as string, change func(*http.Request)) string {
		rec := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/peer/v1/entries?from=0&limit=10", nil)
		if err := m.Alliance.Sign(r, as); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(r)
		}
		harbin.Handler().ServeHTTP(rec, r)
		return fmt.Sprint(rec.Code, " ", rec.Body)
	}
	if got := get(jilin, harbin.Home, nil); !strings.HasPrefix(got, "200") {
		t.Fatalf("an ally: %s", got)
	}
	denied := get(dalian, harbin.Home, nil)
	if !strings.HasPrefix(denied, "403") {
		t.Errorf("a stranger: %s", denied)
	}
	for name, change := range map[string]func(*http.Request){
		"another page":       func(r *http.Request) { r.URL.RawQuery = "from=1&limit=10" },
		"another method":     func(r *http.Request) { r.Method = "POST"; r.URL.Path, r.URL.RawQuery = "/peer/v1/hint", "" },
		"another name":       func(r *http.Request) { r.Header.Set("Heitu-Node", dalian.Home) },
		"another time":       func(r *http.Request) { r.Header.Set("Heitu-Time", "1") },
		"a broken signature": func(r *http.Request) { r.Header.Set("Heitu-Signature", "AAAA") },
	} {
		if got := get(jilin, harbin.Home, change); got != denied {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := get(jilin, dalian.Home, nil); got != denied {
		t.Errorf("a request that was meant for somebody else: %s", got)
	}
	jilin.Clock.Move(-61 * time.Second)
	if got := get(jilin, harbin.Home, nil); got != denied {
		t.Errorf("an old request: %s", got)
	}
	jilin.Clock.Move(61 * time.Second)
	if err := harbin.Alliance.Quarantine(t.Context(), jilin.Home, kinds.Peer.Label); err != nil {
		t.Fatal(err)
	}
	if got := get(jilin, harbin.Home, nil); got != denied {
		t.Errorf("a quarantined ally: %s", got)
	}
}

// TestPrivateAddresses refuses what lies inside unless the operator allows it.
func TestPrivateAddresses(t *testing.T) {
	harbin, jilin := join(t, "harbin.heitu", nil, nil), join(t, "jilin.heitu", nil, nil)
	harbin.share("成果")
	jilin.enter(harbin.Home, harbin.server.URL, harbin.Key, map[string]any{"inside": false})
	if _, err := jilin.Alliance.Pull(t.Context(), harbin.Home); !fault.Is(err, fault.CodeDenied) {
		t.Errorf("loopback: %v", err)
	}
	_, err := jilin.Alliance.Propose(t.Context(), jilin.People["security"], peer.Proposal{URL: harbin.server.URL})
	if !fault.Is(err, fault.CodeDenied) {
		t.Errorf("propose: %v", err)
	}
	if _, err := jilin.Alliance.Propose(t.Context(), jilin.People["broker"], peer.Proposal{URL: harbin.server.URL, Inside: true}); !fault.Is(err, fault.CodeDenied) {
		t.Errorf("a broker proposes: %v", err)
	}
}

package node_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// openly lets allies see the contact of an organisation, so that an erasure has
// something to take from them.
func openly(c *node.Config) {
	c.Kinds = kinds.All()
	for i, k := range c.Kinds {
		if k.Name != kinds.Organisation.Name {
			continue
		}
		c.Kinds[i].Fields = slices.Clone(k.Fields)
		for j, f := range k.Fields {
			if f.Name == "contact" {
				c.Kinds[i].Fields[j].See |= record.Ally
			}
		}
	}
}

// TestErasureTravels: an erasure destroys the values at the ally too, in rows, index
// and files, and the origin knows who has not yet said so.
func TestErasureTravels(t *testing.T) {
	harbin, jilin := join(t, "harbin.heitu", nil, openly), join(t, "jilin.heitu", nil, openly)
	harbin.trusts(jilin)
	jilin.trusts(harbin)
	org := harbin.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "公开单位", "contact": "金丝雀七七", "region": "210100"}})[0]
	harbin.SettleNow()
	jilin.pull(harbin.Home)
	c, err := jilin.copyOf(org)
	if err != nil || c.Fields["contact"] != "金丝雀七七" {
		t.Fatalf("copy: %+v, %v", c, err)
	}
	if !inFiles(t, jilin, "金丝雀七七") {
		t.Fatal("the canary is in no file; the test would prove nothing")
	}
	if _, err := harbin.Office.Erase(t.Context(), harbin.People["security"], org.Kind, org.ID, "本人要求"); err != nil {
		t.Fatal(err)
	}
	harbin.SettleNow()
	owes := func() int {
		s, err := harbin.Alliance.Standings(t.Context())
		if err != nil || len(s) != 1 {
			t.Fatalf("standings: %+v, %v", s, err)
		}
		return s[0].Owes
	}
	if owes() != 1 {
		t.Errorf("before: %d receipts are owed", owes())
	}
	harbin.pull(jilin.Home)
	if owes() != 1 {
		t.Error("a receipt came before the erasure was carried out")
	}
	jilin.pull(harbin.Home)
	if c, err = jilin.copyOf(org); err != nil || c.Fields["contact"] != nil || c.Step != "erase" {
		t.Errorf("copy: %+v, %v", c, err)
	}
	if inFiles(t, jilin, "金丝雀七七") {
		t.Error("what was erased is still in a file of the ally")
	}
	harbin.pull(jilin.Home)
	if owes() != 0 {
		t.Errorf("after: %d receipts are owed", owes())
	}
}

func inFiles(t *testing.T, m *member, canary string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(m.Folder(), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || strings.Contains(string(data), canary)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestResume breaks an exchange off after every page: it goes on from the last batch
// that was committed, also after the node was closed and opened again.
func TestResume(t *testing.T) {
	var calls, fail atomic.Int64
	harbin := join(t, "harbin.heitu", func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/peer/v1/entries") && calls.Add(1) > fail.Load() {
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(w, r)
		})
	}, nil)
	folder := filepath.Join(t.TempDir(), "jilin")
	jilin := join(t, "jilin.heitu", nil, func(c *node.Config) { c.Folder, c.Exchange = folder, peer.Limits{Entries: 5} })
	harbin.trusts(jilin)
	jilin.trusts(harbin)
	for i := range 10 {
		harbin.share(fmt.Sprintf("成果%d", i))
	}
	last, added := int64(0), 0
	for round := 0; ; round++ {
		if round > 40 {
			t.Fatal("the exchange never ends")
		}
		calls.Store(0)
		fail.Store(1)
		r, err := jilin.Alliance.Pull(t.Context(), harbin.Home)
		added += r.Added
		if r.Next < last || r.Next > last+5 {
			t.Errorf("from %d to %d", last, r.Next)
		}
		last = r.Next
		if err == nil {
			break
		}
	}
	if again := jilin.pull(harbin.Home); again.Added != 0 || again.Entries != 0 {
		t.Errorf("again: %+v", again)
	}
	if err := jilin.Close(); err != nil {
		t.Fatal(err)
	}
	n, err := node.Open(t.Context(), node.Config{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	list, err := n.Office.List(t.Context(), access.Actor{}, record.Query{Kind: kinds.Achievement.Name, Allied: true})
	if err != nil || len(list.Records) != 10 || n.Finder.Len() == 0 {
		t.Errorf("after opening again: %d records, %d searchable, %v", len(list.Records), n.Finder.Len(), err)
	}
	fail.Store(1000)
	if r, err := n.Alliance.Pull(t.Context(), harbin.Home); err != nil || r.Added != 0 {
		t.Errorf("after opening again: %+v, %v", r, err)
	}
}

// TestNoLoops passes nothing on: what came from one ally goes to no other, and what is
// one's own never comes back; domain.md 2.1 and 2.2.
func TestNoLoops(t *testing.T) {
	harbin, jilin := alliance(t)
	dalian := join(t, "dalian.heitu", nil, nil)
	for _, m := range []*member{harbin, jilin} {
		m.trusts(dalian)
		dalian.trusts(m)
	}
	shared := harbin.share("稀土永磁电机")
	for range 3 {
		for _, m := range []*member{harbin, jilin, dalian} {
			for _, o := range []*member{harbin, jilin, dalian} {
				if m != o {
					m.pull(o.Home)
				}
			}
		}
	}
	for _, m := range []*member{harbin, jilin, dalian} {
		list, err := m.Office.List(t.Context(), access.Actor{}, record.Query{Kind: kinds.Achievement.Name, Allied: true})
		if err != nil || len(list.Records) != 1 || list.Records[0].ID != shared.Local(m.Home) || list.Records[0].Home != harbin.Home {
			t.Errorf("%s: %+v, %v", m.Home, list.Records, err)
		}
	}
}

// TestSameIds: domain.md 2.4, two origins may use the same local id without overwriting.
func TestSameIds(t *testing.T) {
	twin := func(home string) *member {
		m := join(t, home, nil, func(c *node.Config) { c.Random = testkit.NewRandom(9) })
		return m
	}
	harbin, jilin := twin("harbin.heitu"), twin("jilin.heitu")
	dalian := join(t, "dalian.heitu", nil, nil)
	if harbin.Mine != jilin.Mine {
		t.Fatal("the ids differ")
	}
	for _, m := range []*member{harbin, jilin} {
		m.trusts(dalian)
		dalian.trusts(m)
		dalian.pull(m.Home)
	}
	for _, m := range []*member{harbin, jilin} {
		got, err := dalian.Office.Record(t.Context(), access.Actor{}, kinds.Organisation.Name, m.Mine+"@"+m.Home)
		if err != nil || got.Home != m.Home {
			t.Errorf("%s: %+v, %v", m.Home, got, err)
		}
	}
}

// TestHint: a change is visible at an ally soon, without anybody asking.
func TestHint(t *testing.T) {
	harbin, jilin := alliance(t)
	for _, m := range []*member{harbin, jilin} {
		m.Run(context.WithoutCancel(t.Context()))
	}
	for i := range 3 {
		shared := harbin.share(fmt.Sprintf("快讯成果%d", i))
		for until := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if _, err := jilin.copyOf(shared); err == nil {
				break
			} else if time.Now().After(until) {
				t.Fatalf("it never arrives: %v", err)
			}
		}
	}
}

// TestExchangeOfAnyHistory plays any history at one node and pulls at any time, over a
// line that fails now and then: in the end the ally holds exactly what he may see.
func TestExchangeOfAnyHistory(t *testing.T) {
	var broken atomic.Int64
	harbin := join(t, "harbin.heitu", func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if broken.Add(-1) == 0 {
				panic(http.ErrAbortHandler)
			}
			next.ServeHTTP(w, r)
		})
	}, nil)
	jilin := join(t, "jilin.heitu", nil, func(c *node.Config) { c.Exchange = peer.Limits{Entries: 3} })
	harbin.trusts(jilin)
	jilin.trusts(harbin)
	later := func() { // limits recover while time goes by
		harbin.SettleNow()
		harbin.Clock.Move(10 * time.Second)
		jilin.Clock.Move(10 * time.Second)
	}
	rapid.Check(t, func(r *rapid.T) {
		var all []record.Record
		pick := func() *record.Record {
			if len(all) == 0 {
				r.Skip("there is nothing yet")
			}
			return &all[rapid.IntRange(max(0, len(all)-8), len(all)-1).Draw(r, "record")]
		}
		step := func(name string, fields map[string]any) func(*rapid.T) {
			return func(r *rapid.T) {
				a := pick()
				if saved, err := harbin.Office.Take(t.Context(), harbin.People["broker"], "", move(*a, name, fields)); err == nil {
					*a = saved[0]
				}
			}
		}
		r.Repeat(map[string]func(*rapid.T){
			"make": func(r *rapid.T) {
				all = append(all, harbin.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": fmt.Sprintf("成果%d", len(all)), "owner": harbin.Mine}})[0])
			},
			"change": func(r *rapid.T) {
				a := pick()
				saved, err := harbin.Office.Put(t.Context(), harbin.People["broker"], "", record.Draft{Kind: a.Kind, ID: a.ID, Rev: a.Rev, Fields: map[string]any{"summary": rapid.StringMatching(`[a-z]{1,9}`).Draw(r, "summary")}})
				if err == nil {
					*a = saved[0]
				}
			},
			"share":    step("share", testkit.Direct()),
			"withdraw": step("withdraw", nil),
			"pull": func(r *rapid.T) {
				later()
				broken.Store(int64(rapid.IntRange(0, 6).Draw(r, "breaks at")))
				if _, err := jilin.Alliance.Pull(t.Context(), harbin.Home); err != nil && !fault.Is(err, fault.CodeBusy) {
					r.Fatal(err)
				}
			},
			"": func(r *rapid.T) {},
		})
		later()
		broken.Store(0)
		if _, err := jilin.Alliance.Pull(t.Context(), harbin.Home); err != nil {
			r.Fatal(err)
		}
		for _, a := range all {
			if err := agrees(harbin, jilin, a); err != nil {
				r.Fatal(err)
			}
		}
	})
}

// agrees reports where the copy of a record is not what its home shows an ally now.
func agrees(from, at *member, r record.Record) error {
	p, err := from.Alliance.Peer(context.Background(), at.Home)
	if err != nil {
		return err
	}
	want, err := from.Office.Record(context.Background(), p.Actor(), r.Kind, r.ID)
	hidden := fault.Is(err, fault.CodeMissing)
	if err != nil && !hidden {
		return err
	}
	got, err := at.copyOf(r)
	if hidden {
		if err == nil && len(got.Fields) > 0 {
			return fmt.Errorf("%s is hidden at home, the copy shows %v", r.ID, got.Fields)
		}
		return nil
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s has not arrived", r.ID), err)
	}
	want.Home, want.Fields = from.Home, kinds.Achievement.Abroad(want).Fields
	if got.Rev != want.Rev || got.State != want.State || string(record.CanonicalFields(got.Fields)) != string(record.CanonicalFields(want.Fields)) {
		return fmt.Errorf("copy %+v, at home %+v", got, want)
	}
	return nil
}

// TestKeyRotation: a node changes its key in the middle of an exchange; its ally
// follows the statement of the old key, and nobody else's.
func TestKeyRotation(t *testing.T) {
	front := &switched{}
	folder := filepath.Join(t.TempDir(), "harbin")
	harbin := join(t, "harbin.heitu", func(h http.Handler) http.Handler { front.put(h); return front }, func(c *node.Config) { c.Folder = folder })
	jilin := join(t, "jilin.heitu", nil, func(c *node.Config) { c.Exchange = peer.Limits{Entries: 5} })
	harbin.trusts(jilin)
	jilin.trusts(harbin)
	shared := harbin.share("换密钥之前")
	jilin.pull(harbin.Home)
	old := harbin.Key
	if err := harbin.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := node.RotateKey(folder, testkit.NewRandom(77)); err != nil {
			t.Fatal(err)
		}
	}
	n, err := node.Open(t.Context(), node.Config{Folder: folder, Now: harbin.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if n.Key == old {
		t.Fatal("the key is the old one")
	}
	front.put(meddle("/peer/v1/keys", func(w http.ResponseWriter, _ *http.Request, _ []byte) { w.Write([]byte(`{"rotations":[]}`)) })(n.Handler()))
	if _, err := jilin.Alliance.Pull(t.Context(), harbin.Home); !fault.Is(err, fault.CodeAltered) {
		t.Errorf("a new key without a statement: %v", err)
	}
	front.put(n.Handler())
	jilin.pull(harbin.Home)
	p, err := jilin.Alliance.Peer(t.Context(), harbin.Home)
	if err != nil || p.Key != n.Key {
		t.Errorf("the ally keeps %s, want %s, %v", p.Key, n.Key, err)
	}
	if _, err := jilin.copyOf(shared); err != nil {
		t.Error(err)
	}
	if report, err := node.Audit(t.Context(), folder, "", ""); err == nil && len(report.Findings) > 0 {
		t.Errorf("findings: %v", report.Findings)
	}
}

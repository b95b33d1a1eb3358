package node_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// How much lies on the desk of the benchmarks, and who works at it.
const (
	manyNeeds   = 10_000
	pairsOfNeed = 5
	manyBrokers = 200
)

// stocked is a market with many achievements, needs and proposals, and its brokers.
type stocked struct {
	folder  string
	matches []string
	firm    string
}

var stock = sync.OnceValues(fillDesk)

// quietly is all processes, but that opening a need asks for no proposals: the stock
// brings its own.
func quietly() map[string]flow.Process {
	all := maps.Clone(process.All())
	need := all[kinds.Need.Name]
	need.Steps = slices.Clone(need.Steps)
	for i, step := range need.Steps {
		if effect := step.Effect; effect != nil {
			need.Steps[i].Effect = func(s flow.Scene) (flow.Effects, error) {
				effects, err := effect(s)
				effects.Jobs = nil
				return effects, err
			}
		}
	}
	all[need.Kind] = need
	return all
}

func fillDesk() (s stocked, err error) {
	if s.folder, err = os.MkdirTemp("", "heitu-bench-"); err != nil {
		return s, err
	}
	benchFolders = append(benchFolders, s.folder)
	n, err := node.Open(context.Background(), node.Config{Folder: s.folder, Processes: quietly()})
	if err != nil {
		return s, err
	}
	org, err := n.Office.Put(context.Background(), access.Actor{Node: true}, "", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "基准单位"}})
	if err != nil {
		return s, err
	}
	s.firm = org[0].ID
	goods, err := putMany(n, many, func(i int) record.Draft { return described(kinds.Achievement.Name, "summary", "owner", s.firm, i) }, "share")
	if err != nil {
		return s, err
	}
	needs, err := putMany(n, manyNeeds, func(i int) record.Draft {
		return described(kinds.Need.Name, "problem", "firm", s.firm, i*many/manyNeeds)
	}, "open")
	if err != nil {
		return s, err
	}
	s.matches, err = putMany(n, manyNeeds*pairsOfNeed, func(i int) record.Draft {
		at := i / pairsOfNeed
		return record.Draft{Kind: kinds.Match.Name, Fields: map[string]any{
			"need": needs[at], "achievement": goods[at*many/manyNeeds+i%pairsOfNeed], "score": int64(40_000 + i*7919%60_000), "reasons": []string{"电机 +8.00"},
		}}
	}, "")
	if err == nil {
		err = hire(n)
	}
	if err != nil {
		return s, err
	}
	return s, n.Close()
}

// putMany makes records in batches, publishes them by a step if one is named, and
// returns their ids.
func putMany(n *node.Node, count int, draft func(i int) record.Draft, step string) ([]string, error) {
	self := access.Actor{Node: true}
	var ids []string
	for i := 0; i < count; i += 500 {
		drafts := make([]record.Draft, min(500, count-i))
		for j := range drafts {
			drafts[j] = draft(i + j)
		}
		made, err := n.Office.Put(context.Background(), self, "", drafts...)
		if err != nil {
			return nil, err
		}
		var moves []office.Move
		for _, r := range made {
			ids = append(ids, r.ID)
			moves = append(moves, office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: testkit.Direct()})
		}
		if step == "" {
			continue
		}
		if _, err := n.Office.Take(context.Background(), self, "", moves...); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// hire gives every broker an account.
func hire(n *node.Node) error {
	hash, err := account.Hash(testkit.Password)
	if err != nil {
		return err
	}
	for i := range manyBrokers {
		made, err := n.Office.Put(context.Background(), access.Actor{Node: true}, "", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
			"login": fmt.Sprintf("broker%d", i), "name": fmt.Sprintf("经理人 %d", i), "roles": []string{"broker"},
		}})
		if err == nil {
			err = n.Accounts.Keep(context.Background(), made[0].ID, hash)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// parts make names of materials and devices, of which some are in few records.
var parts = strings.Fields("氧化 氮化 碳化 硅基 锆基 钛合 镁铝 石墨 聚酰 纳米 微波 等离 超声 低温 高压 真空 柔性 多孔 复合 仿生 智能 光纤 量子 红外 冷轧 热压 电镀 离心 膜分 催化")

// described is a record of some forty words, of which a few are in one record out of hundreds.
func described(kind, long, owner, firm string, i int) record.Draft {
	r := rand.New(rand.NewPCG(uint64(i), 1))
	var words []string
	for range 30 {
		words = append(words, terms[r.IntN(len(terms))])
	}
	for range 10 {
		words = append(words, parts[r.IntN(len(parts))]+parts[r.IntN(len(parts))]+terms[r.IntN(len(terms))])
	}
	return record.Draft{Kind: kind, Fields: map[string]any{
		"title": fmt.Sprintf("%s%s技术 %d", words[30], words[0], i), long: strings.Join(words, "，") + "。", owner: firm,
		"region": []string{"210100", "220100", "230100", "150100"}[i%4], "field": fmt.Sprintf("%02d", 1+i%11),
	}}
}

// browser is one broker at his own address, signed in.
type browser struct {
	client *http.Client
	url    string
}

func signedIn(url string, i int) (*browser, error) {
	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/250), byte(i%250+1))}}
	b := &browser{url: url, client: &http.Client{Transport: &http.Transport{DialContext: from.DialContext, MaxIdleConnsPerHost: 2}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	res, err := b.client.PostForm(url+"/signin", map[string][]string{"login": {fmt.Sprintf("broker%d", i)}, "password": {testkit.Password}})
	if err != nil {
		return nil, err
	}
	res.Body.Close()
	if len(res.Cookies()) == 0 {
		return nil, fmt.Errorf("broker %d cannot sign in: %s", i, res.Status)
	}
	b.client.Jar = oneJar(res.Cookies())
	return b, nil
}

// oneJar holds the cookies of one sign-in.
type oneJar []*http.Cookie

func (j oneJar) SetCookies(*url.URL, []*http.Cookie) {}
func (j oneJar) Cookies(*url.URL) []*http.Cookie     { return j }

// ask sends one request and reads the whole answer.
func (b *browser) ask(method, path string, body any) ([]byte, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(method, b.url+path, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := b.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %s %.300s", method, path, res.Status, said)
	}
	return said, err
}

// waits are how long requests took, by what was asked for.
type waits struct {
	mu   sync.Mutex
	took map[string][]time.Duration
	errs []error
}

func (w *waits) time(what string, do func() error) {
	began := time.Now()
	err := do()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took[what] = append(w.took[what], time.Since(began))
	if err != nil {
		w.errs = append(w.errs, err)
	}
}

// report states the middle and the slowest hundredth, of all and of each sort.
func (w *waits) report(b *testing.B) {
	var all []time.Duration
	for _, what := range slices.Sorted(maps.Keys(w.took)) {
		list := w.took[what]
		slices.Sort(list)
		all = append(all, list...)
		b.Logf("%-10s %6d requests, p50 %7.1f ms, p99 %7.1f ms", what, len(list), milliseconds(list, 50), milliseconds(list, 99))
	}
	slices.Sort(all)
	b.ReportMetric(milliseconds(all, 50), "p50-ms")
	b.ReportMetric(milliseconds(all, 99), "p99-ms")
	for i, err := range w.errs {
		if i < 5 {
			b.Error(err)
		}
	}
	b.ReportMetric(float64(len(w.errs)), "errors")
}

func milliseconds(sorted []time.Duration, percent int) float64 {
	return float64(sorted[len(sorted)*percent/100].Microseconds()) / 1000
}

// BenchmarkDesk works at a match desk of 100,000 achievements, 10,000 needs and
// 50,000 proposals.
func BenchmarkDesk(b *testing.B) {
	s, err := stock()
	if err != nil {
		b.Fatal(err)
	}
	n, err := node.Open(b.Context(), node.Config{Folder: s.folder})
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	n.Run(b.Context())
	server := httptest.NewServer(n.Handler())
	defer server.Close()
	one, err := signedIn(server.URL, 0)
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []struct{ name, path string }{
		{"page", "/desk"}, {"by-age", "/desk?order=age"}, {"by-value", "/desk?order=value"}, {"filtered", "/desk?region=210000&field=03"}, {"candidate", "/desk/" + s.matches[4711]},
	} {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				askSteadily(b, one, page.path)
			}
		})
	}
	b.Run("new-need", func(b *testing.B) {
		for b.Loop() {
			awaitMatches(b, one, s.firm)
		}
	})
	b.Run("brokers", func(b *testing.B) {
		for b.Loop() {
			workAMinute(b, server.URL, s.matches)
		}
	})
}

// askSteadily asks for a page twenty times a second, for ten seconds.
func askSteadily(b *testing.B, one *browser, path string) {
	const rate, seconds = 20, 10
	w := &waits{took: map[string][]time.Duration{}}
	var asked sync.WaitGroup
	for range rate * seconds {
		asked.Go(func() {
			w.time(path, func() error { _, err := one.ask("GET", path, nil); return err })
		})
		time.Sleep(time.Second / rate)
	}
	asked.Wait()
	w.report(b)
}

// awaitMatches publishes needs one by one, and measures until the matches of each are on the desk.
func awaitMatches(b *testing.B, one *browser, firm string) {
	w := &waits{took: map[string][]time.Duration{}}
	for i := range 20 {
		draft := described(kinds.Need.Name, "problem", "firm", firm, many+i)
		title := fmt.Sprintf("新需求 %d %d", time.Now().UnixNano(), i)
		draft.Fields["title"] = title
		said, err := one.ask("POST", "/api/records/need", map[string]any{"fields": draft.Fields})
		var need struct{ ID string }
		if err == nil {
			err = json.Unmarshal(said, &need)
		}
		if err != nil {
			b.Fatal(err)
		}
		w.time("new need", func() error {
			if _, err := one.ask("POST", "/api/records/need/"+need.ID+"/steps/open", map[string]any{"rev": 1, "fields": testkit.Direct()}); err != nil {
				return err
			}
			for range 1000 {
				said, err := one.ask("GET", "/api/records/match?state=proposed&need="+need.ID, nil)
				var found struct{ Records []struct{ ID string } }
				if err == nil {
					err = json.Unmarshal(said, &found)
				}
				if err == nil && len(found.Records) > 0 {
					_, err = one.ask("GET", "/desk/"+found.Records[0].ID, nil)
				}
				if err != nil || len(found.Records) > 0 {
					return err
				}
				time.Sleep(10 * time.Millisecond)
			}
			return fmt.Errorf("no matches for %s on the desk", title)
		})
	}
	w.report(b)
}

// workAMinute lets every broker work through candidates of his own, with five seconds to
// think after each page.
func workAMinute(b *testing.B, url string, matches []string) {
	brokers := make([]*browser, manyBrokers)
	for i := range brokers {
		var err error
		if brokers[i], err = signedIn(url, i); err != nil {
			b.Fatal(err)
		}
	}
	w := &waits{took: map[string][]time.Duration{}}
	began := time.Now()
	end := began.Add(time.Minute)
	var working sync.WaitGroup
	for i, one := range brokers {
		working.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 2))
			think := func() { time.Sleep(time.Duration(2000+r.IntN(6000)) * time.Millisecond) }
			for turn := 0; time.Now().Before(end); turn++ {
				one.turn(w, think, matches[(turn*manyBrokers+i)%len(matches)], turn+i)
			}
		})
	}
	working.Wait()
	requests := 0
	for _, list := range w.took {
		requests += len(list)
	}
	b.ReportMetric(float64(requests)/time.Since(began).Seconds(), "requests/s")
	w.report(b)
}

// queues are the desks that brokers look at.
var queues = []string{"/desk", "/desk?region=210000", "/desk?order=age", "/desk?field=05&whose=free", "/desk?order=value"}

// turn is one candidate: the desk, the candidate, what is decided, and the list of work.
func (b *browser) turn(w *waits, think func(), match string, turn int) {
	get := func(what, path string) {
		w.time(what, func() error { _, err := b.ask("GET", path, nil); return err })
		think()
	}
	post := func(what, path string, body map[string]any) {
		w.time(what, func() error { _, err := b.ask("POST", path, body); return err })
		think()
	}
	step := func(name string, rev int, fields map[string]any) {
		post(name, "/api/records/match/"+match+"/steps/"+name, map[string]any{"rev": rev, "fields": fields})
	}
	get("desk", queues[turn%len(queues)])
	get("candidate", "/desk/"+match)
	switch turn % 4 {
	case 0:
		step("accept", 1, map[string]any{})
	case 1:
		step("decline", 1, map[string]any{"answer": "价格不合"})
	case 2:
		step("ask", 1, map[string]any{"question": "能否供样？"})
		step("reply", 2, map[string]any{"reply": "可供样"})
	case 3:
		post("note", "/api/records/contact_log", map[string]any{"fields": map[string]any{"subject": "电话沟通", "way": "call", "day": "2026-07-02", "match": match}})
	}
	get("work", "/work")
}

package node_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// member is a node of an alliance that listens on HTTP.
type member struct {
	*testkit.Bench
	server *httptest.Server
}

// join opens a node of a home; wrap stands in front of it, nil for nothing.
func join(t testing.TB, home string, wrap func(http.Handler) http.Handler, change func(*node.Config)) *member {
	t.Helper()
	m := &member{}
	m.Bench = testkit.Open(t, func(c *node.Config) {
		c.Home, c.Random = home, testkit.NewRandom(home[0])
		if change != nil {
			change(c)
		}
	})
	handler := m.Handler()
	if wrap != nil {
		handler = wrap(handler)
	}
	m.server = httptest.NewServer(handler)
	t.Cleanup(m.server.Close)
	return m
}

// trusts makes m an ally of others, their keys pinned.
func (m *member) trusts(others ...*member) {
	m.T.Helper()
	for _, o := range others {
		m.enter(o.Home, o.server.URL, o.Key, nil)
	}
}

func (m *member) enter(home, url, key string, more map[string]any) {
	m.T.Helper()
	fields := map[string]any{"home": home, "url": url, "inside": true}
	for name, v := range more {
		fields[name] = v
	}
	r := m.Put("security", record.Draft{Kind: kinds.Peer.Name, Fields: fields})[0]
	m.Take("security", r, "pin", map[string]any{"key": key})
	m.SettleNow()
}

// pull pulls and fails the test if it cannot.
func (m *member) pull(home string) peer.Report {
	m.T.Helper()
	r, err := m.Alliance.Pull(m.T.Context(), home)
	if err != nil {
		m.T.Fatalf("%s pulls from %s: %v", m.Home, home, err)
	}
	return r
}

// share makes a shared achievement.
func (m *member) share(title string) record.Record {
	m.T.Helper()
	r := m.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
		"title": title, "summary": title + "的技术简介", "owner": m.Mine, "region": "210100", "detail": "只给联盟看的细节", "price": int64(1000),
	}})[0]
	r = m.Take("broker", r, "share", testkit.Direct())[0]
	m.SettleNow()
	return r
}

// copyOf is what m keeps of an ally's record, as the node itself sees it.
func (m *member) copyOf(r record.Record) (record.Record, error) {
	return m.Office.Record(m.T.Context(), access.Actor{Node: true}, r.Kind, r.Local(m.Home))
}

// finds reports whether a search by a visitor finds a record.
func (m *member) finds(words string, r record.Record) bool {
	m.T.Helper()
	found, err := m.Finder.Search(m.T.Context(), access.Actor{}, find.Query{Text: words})
	if err != nil {
		m.T.Fatal(err)
	}
	for _, f := range found {
		if f.Home == r.Home && strings.HasPrefix(f.ID, r.ID) {
			return true
		}
	}
	return false
}

func alliance(t *testing.T) (harbin, jilin *member) {
	harbin, jilin = join(t, "harbin.heitu", nil, nil), join(t, "jilin.heitu", nil, nil)
	harbin.trusts(jilin)
	jilin.trusts(harbin)
	return harbin, jilin
}

func TestExchange(t *testing.T) {
	harbin, jilin := alliance(t)
	shared := harbin.share("稀土永磁电机")
	hidden := harbin.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "秘密草稿", "owner": harbin.Mine}})[0]
	harbin.SettleNow()

	r := jilin.pull(harbin.Home)
	if r.Added == 0 || r.Failed != 0 || r.Size == 0 || r.Next != r.Size || r.Bytes == 0 {
		t.Fatalf("report: %+v", r)
	}
	got, err := jilin.copyOf(shared)
	if err != nil {
		t.Fatal(err)
	}
	if got.Home != harbin.Home || got.ID != shared.ID+"@"+harbin.Home || got.Fields["title"] != "稀土永磁电机" ||
		got.Fields["detail"] != "只给联盟看的细节" || got.Fields["price"] != nil || got.Owner != harbin.Mine+"@"+harbin.Home {
		t.Errorf("copy: %+v", got)
	}
	if _, err := jilin.copyOf(hidden); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("a draft came over: %v", err)
	}
	if !jilin.finds("永磁电机", shared) {
		t.Error("the copy is not found by a search")
	}
	list, err := jilin.Office.List(t.Context(), access.Actor{}, record.Query{Kind: "achievement", Allied: true, Where: []record.Term{{Field: "region", Op: record.Equal, Value: "210100"}}})
	if err != nil || len(list.Records) != 1 || list.Records[0].ID != got.ID || list.Records[0].Fields["detail"] != nil {
		t.Errorf("list: %+v, %v", list, err)
	}
	if own, _ := jilin.Office.List(t.Context(), access.Actor{}, record.Query{Kind: "achievement"}); len(own.Records) != 0 {
		t.Errorf("a list of one's own holds a copy: %+v", own.Records)
	}
	for _, f := range jilin.Columns.Figures() {
		if cells, err := jilin.Columns.Cells(f.Name); err != nil || len(cells) != 0 {
			t.Errorf("%s counts copies: %+v, %v", f.Name, cells, err)
		}
	}
	again := jilin.pull(harbin.Home)
	if again.Added+again.Changed+again.Withdrawn+again.Failed != 0 || again.Entries != 0 {
		t.Errorf("the same again: %+v", again)
	}
}

// TestCopyIsReadOnly tries to change a copy by every way there is.
func TestCopyIsReadOnly(t *testing.T) {
	harbin, jilin := alliance(t)
	shared := harbin.share("稀土永磁电机")
	jilin.pull(harbin.Home)
	c, err := jilin.copyOf(shared)
	if err != nil {
		t.Fatal(err)
	}
	ctx, broker := t.Context(), jilin.People["broker"]
	_, put := jilin.Office.Put(ctx, broker, "", record.Draft{Kind: c.Kind, ID: c.ID, Rev: c.Rev, Fields: map[string]any{"title": "别的"}})
	_, take := jilin.Office.Take(ctx, broker, "", office.Move{Kind: c.Kind, ID: c.ID, Rev: c.Rev, Step: "withdraw"})
	_, erase := jilin.Office.Erase(ctx, jilin.People["security"], c.Kind, c.ID, "试")
	for what, err := range map[string]error{"put": put, "take": take, "erase": erase} {
		if !fault.Is(err, fault.CodeConflict) || !strings.Contains(err.Error(), harbin.Home) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if steps := jilin.Office.Steps(broker, c); len(steps) != 0 || jilin.Office.MayChange(broker, c) {
		t.Errorf("a copy offers %v", steps)
	}
	if history, err := jilin.Office.History(ctx, broker, c.Kind, c.ID); err != nil || len(history) != 1 {
		t.Errorf("history: %v, %v", history, err)
	}
}

// TestWithdrawal: domain.md 2.3, a withdrawal reaches every member, visible as withdrawn, by the next exchange.
func TestWithdrawal(t *testing.T) {
	harbin, jilin := alliance(t)
	late := join(t, "dalian.heitu", nil, nil)
	harbin.trusts(late)
	late.trusts(harbin)
	shared := harbin.share("稀土永磁电机")
	jilin.pull(harbin.Home)
	harbin.Take("broker", shared, "withdraw", nil)
	harbin.SettleNow()
	r := jilin.pull(harbin.Home)
	if r.Withdrawn != 1 {
		t.Errorf("report: %+v", r)
	}
	c, err := jilin.copyOf(shared)
	if err != nil || c.State != "withdrawn" || len(c.Fields) != 0 {
		t.Errorf("copy: %+v, %v", c, err)
	}
	if jilin.finds("永磁电机", shared) {
		t.Error("a search still finds it")
	}
	if _, err := jilin.Office.Record(t.Context(), access.Actor{}, shared.Kind, c.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("a visitor still sees it: %v", err)
	}
	if late.pull(harbin.Home); true {
		if _, err := late.copyOf(shared); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("who never had it learns of it: %v", err)
		}
	}
}

func move(r record.Record, step string, fields map[string]any) office.Move {
	return office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: fields}
}

// TestCharter: two members sign one version, each at home, and vote on a third.
func TestCharter(t *testing.T) {
	harbin, jilin := alliance(t)
	c := harbin.Put("officer", record.Draft{Kind: kinds.Charter.Name, Fields: map[string]any{"title": "东北技术市场联盟章程", "version": int64(1), "text": "平等互利。"}})[0]
	c = harbin.Take("officer", c, "propose", nil)[0]
	digest := kinds.CharterDigest.Of(c)
	word := func(m *member, candidate string, agree bool) {
		fields := map[string]any{"subject": "联盟章程第一版", "digest": digest, "agree": agree}
		if candidate != "" {
			fields["candidate"] = candidate
		}
		r := m.Put("officer", record.Draft{Kind: kinds.Accession.Name, Fields: fields})[0]
		m.Take("officer", r, "give", nil)
		m.SettleNow()
	}
	word(harbin, "", true)
	jilin.pull(harbin.Home)
	got, err := jilin.copyOf(c)
	if err != nil || kinds.CharterSum(got) != digest {
		t.Fatalf("the charter as it came: %+v, %v", got, err)
	}
	word(jilin, "", true)
	word(jilin, "dalian.heitu", true)
	harbin.pull(jilin.Home)
	if words, err := harbin.Alliance.Words(t.Context(), digest, ""); err != nil || len(words) != 2 || !words[harbin.Home] || !words[jilin.Home] {
		t.Errorf("signatures: %v, %v", words, err)
	}
	if ok, err := harbin.Alliance.Admitted(t.Context(), digest, "dalian.heitu"); ok || err != nil {
		t.Errorf("one of two votes admits: %v, %v", ok, err)
	}
	word(harbin, "dalian.heitu", true)
	if ok, err := harbin.Alliance.Admitted(t.Context(), digest, "dalian.heitu"); !ok || err != nil {
		t.Errorf("two of two votes do not admit: %v, %v", ok, err)
	}
}

// TestCopiesAreNotProposed: a need here is not matched, in a record kept here, with
// what is only a copy.
func TestCopiesAreNotProposed(t *testing.T) {
	harbin, jilin := alliance(t)
	harbin.share("稀土永磁电机")
	own := jilin.share("稀土永磁电机降本")
	jilin.pull(harbin.Home)
	need := jilin.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "永磁电机降本", "problem": "稀土永磁价格高", "firm": jilin.Other, "region": "230100"}})[0]
	jilin.Take("broker", need, "open", testkit.Direct())
	if err := jilin.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, err := jilin.Office.Linking(t.Context(), access.Actor{Node: true}, need.ID, kinds.Match.Name)
	if err != nil || len(found) != 1 || kinds.MatchAchievement.Of(found[0]) != own.ID {
		t.Errorf("proposed: %+v, %v", found, err)
	}
}

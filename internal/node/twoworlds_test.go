package node_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// A secret is something that some readers must not be able to infer. Plant hides
// one of two versions of it in a world, with the same number of changes either way.
type secret struct {
	name    string
	plant   func(b *testkit.Bench, world int)
	readers []string // logins besides the visitor
}

func pick(world int, a, b string) string {
	if world == 0 {
		return a
	}
	return b
}

func money(world int) int64 { return []int64{1_000_000, 98_765_400}[world] }

func secrets() []secret {
	return []secret{
		{"a draft achievement", func(b *testkit.Bench, w int) {
			b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
				"title": pick(w, "秘密石墨烯涂层", "隐形奶牛育种"), "summary": pick(w, "石墨烯防腐", "稀土稀土稀土永磁"), "owner": b.Mine,
				"region": pick(w, "210100", "150200"), "field": pick(w, "05", "09"), "source": pick(w, "S-1", "S-2"),
			}})
		}, []string{"stranger", "system", "security"}},
		{"a draft where the other world has a person", func(b *testkit.Bench, w int) {
			if w == 0 {
				b.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "秘密需求永磁", "firm": b.Mine}})
				return
			}
			b.Put("broker", record.Draft{Kind: kinds.Person.Name, Fields: map[string]any{"name": "秘密人员", "organisation": b.Mine}})
		}, []string{"stranger"}},
		{"the price of a shared achievement", func(b *testkit.Bench, w int) {
			r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
				"title": "稀土永磁电机", "summary": "效率高", "owner": b.Mine, "region": "210100", "price": money(w),
			}})[0]
			b.Take("broker", r, "share", testkit.Direct())
		}, []string{"stranger", "audit"}},
		{"the budget of an open need", func(b *testkit.Bench, w int) {
			r := b.Put("member", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{
				"title": "需要永磁电机", "problem": "稀土用量过高", "firm": b.Mine, "budget": money(w),
			}})[0]
			b.Take("broker", r, "open", testkit.Direct())
		}, []string{"stranger", "officer", "registrar"}},
		{"the contact of an organisation", func(b *testkit.Bench, w int) {
			b.Put("broker", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{
				"name": "公开单位", "contact": pick(w, "王秘密", "李隐藏"), "phone": pick(w, "111", "222"),
			}})
		}, []string{"stranger", "security"}},
		{"the parties of a registered contract", func(b *testkit.Bench, w int) {
			// What the register shows of parties is their nature and prefecture, which are alike here.
			firms := b.Put("registrar",
				record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "甲方公司", "region": "210100", "uscc": "91150100MA0000001A"}},
				record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "乙方公司", "region": "210100", "uscc": "91220101MA0Y00001G"}})
			roles := [][2]string{{firms[0].ID, firms[1].ID}, {firms[1].ID, firms[0].ID}}[w]
			c := b.Put("registrar", record.Draft{Kind: kinds.Contract.Name, Fields: map[string]any{
				"title": pick(w, "秘密合同", "隐藏合同"), "type": "development", "region": "210100", "signed": "2026-06-01",
				"total": int64(5_000_000), "technical": int64(5_000_000), "seller": roles[0],
			}})[0]
			b.Put("registrar", record.Draft{Kind: kinds.Party.Name, Fields: map[string]any{"contract": c.ID, "organisation": roles[0], "role": "seller"}},
				record.Draft{Kind: kinds.Party.Name, Fields: map[string]any{"contract": c.ID, "organisation": roles[1], "role": "buyer"}})
			b.Register(c, map[string]any{"number": "2026210100000001", "confirmed": true})
		}, []string{"system", "security"}},
		{"a withdrawn achievement's history", func(b *testkit.Bench, w int) {
			r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
				"title": pick(w, "撤回石墨烯", "撤回育种"), "summary": pick(w, "永磁", "乳品"), "owner": b.Mine, "region": "210100",
			}})[0]
			b.Take("broker", r, "withdraw", nil)
		}, []string{"stranger"}},
		{"the draft text of a published achievement", func(b *testkit.Bench, w int) {
			r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{
				"title": pick(w, "草稿石墨烯", "草稿育种"), "owner": b.Mine, "region": "210100",
			}})[0]
			r = b.Put("broker", record.Draft{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Fields: map[string]any{"title": "公开标题", "summary": "公开简介"}})[0]
			b.Take("broker", r, "share", testkit.Direct())
		}, []string{"stranger"}},
		{"an inquiry", func(b *testkit.Bench, w int) {
			b.PutAs(access.Actor{}, record.Draft{Kind: kinds.Inquiry.Name, Fields: map[string]any{
				"title": pick(w, "来访石墨烯", "来访育种"), "problem": "难题", "firm": pick(w, "示例企业", "无名企业"), "contact": "王某", "phone": "1", "consent": true,
			}})
		}, []string{"stranger", "security"}},
		{"a contact and a certificate", func(b *testkit.Bench, w int) {
			b.Put("broker", record.Draft{Kind: kinds.ContactLog.Name, Fields: map[string]any{
				"subject": pick(w, "谈石墨烯", "谈育种"), "way": pick(w, "call", "visit"), "day": "2026-07-01", "next": "2026-07-02", "organisation": b.Mine,
			}}, record.Draft{Kind: kinds.Certificate.Name, Fields: map[string]any{
				"number": pick(w, "秘密一", "秘密二"), "organisation": b.Mine, "rung": pick(w, "high", "leading"), "issued": "2026-01-01", "expires": "2029-01-01",
			}})
		}, []string{"stranger", "audit"}},
		{"the scores of a published need", func(b *testkit.Bench, w int) {
			need := b.Put("member", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "需求", "problem": "难题", "firm": b.Mine, "detail": pick(w, "石墨烯", "育种")}})[0]
			need = b.Take("broker", need, "review", map[string]any{"clear": int64(3 + w), "measurable": int64(4), "complete": int64(4 - w), "evidenced": int64(4), "review_note": pick(w, "石墨烯", "育种")})[0]
			b.Take("broker", need, "open", nil)
		}, []string{"stranger", "system"}},
		{"an account", func(b *testkit.Bench, w int) {
			b.Put("security", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
				"login": pick(w, "secret-one", "hidden-two"), "name": pick(w, "秘密账户", "隐藏账户"), "roles": []string{pick(w, "system", "audit")},
			}})
		}, []string{"stranger", "broker", "system"}},
		{"who is on the staff", func(b *testkit.Bench, w int) { // but not to colleagues, who hand work to each other
			b.Put("security", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
				"login": pick(w, "secret-one", "hidden-two"), "name": pick(w, "秘密账户", "隐藏账户"), "roles": []string{pick(w, "broker", "officer")},
			}})
		}, []string{"", "stranger", "member", "system"}},
		{"all of a colleague but the name", func(b *testkit.Bench, w int) {
			b.Put("security", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
				"login": pick(w, "secret-one", "hidden-two"), "name": "秘密账户", "roles": []string{pick(w, "broker", "officer")},
			}})
		}, []string{"stranger", "broker", "system"}},
		{"who proposed matches to whom", func(b *testkit.Bench, w int) {
			ids := publicRecords(b)
			if err := b.Work(b.T.Context()); err != nil { // what the node proposes itself comes first in both worlds
				b.T.Fatal(err)
			}
			b.Put("broker", record.Draft{Kind: kinds.Match.Name, Fields: map[string]any{
				"need": ids[0], "achievement": ids[1+w], "score": int64(1000 + w),
			}})
		}, []string{"stranger", "member"}},
	}
}

// publicRecords makes what both worlds share: an open need and two achievements.
func publicRecords(b *testkit.Bench) []string {
	need := b.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "永磁电机降本", "problem": "稀土永磁价格高", "firm": b.Other, "region": "230100"}})[0]
	b.Take("broker", need, "open", testkit.Direct())
	ids := []string{need.ID}
	for _, title := range []string{"稀土永磁电机", "乳品检测"} {
		r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": title, "summary": title + "技术", "owner": b.Mine, "region": "210100"}})[0]
		b.Take("broker", r, "share", testkit.Direct())
		ids = append(ids, r.ID)
	}
	return ids
}

// crawlWords are tried as searches and filters: words of the secrets among them.
var crawlWords = []string{"210100", "王秘密", "secret-one", "永磁", "石墨烯", "秘密", "1000000", "S-1"}

// worlds builds two worlds with a version of the secret in each, and crawls both
// as every reader, who tries the records of either.
func worlds(t *testing.T, s secret, wrap func(*testkit.Bench) http.Handler, readers []string) (crawls [2][]map[string]string) {
	var benches [2]*testkit.Bench
	var known []testkit.Known
	for n := range benches {
		b := testkit.Open(t, nil)
		publicRecords(b)
		s.plant(b, n)
		if err := b.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := allRecords(b, &known); err != nil {
			t.Fatal(err)
		}
		benches[n] = b
	}
	slices.SortFunc(known, func(a, b testkit.Known) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Kind, b.Kind)) })
	known = slices.Compact(known)
	for n, b := range benches {
		for _, login := range readers {
			crawls[n] = append(crawls[n], testkit.Crawl(b, wrap(b), testkit.Reader{Name: login, Login: login}, known, crawlWords))
		}
	}
	return crawls
}

func plain(b *testkit.Bench) http.Handler { return b.Handler() }

// TestTwoWorlds crawls two worlds that differ in one hidden thing, as everybody
// who must not know of it, and wants every byte equal.
func TestTwoWorlds(t *testing.T) {
	for _, s := range secrets() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			readers := append([]string{""}, s.readers...)
			crawls := worlds(t, s, plain, readers)
			a, b := crawls[0], crawls[1]
			for i, reader := range readers {
				if len(a[i]) < 500 {
					t.Fatalf("the crawl made only %d requests", len(a[i]))
				}
				for n, request := range testkit.Differences(a[i], b[i]) {
					if n == 5 {
						t.Errorf("and more")
						break
					}
					t.Errorf("%q can tell the worlds apart by %s:\n%s", reader, request, contrast(a[i][request], b[i][request]))
				}
			}
		})
	}
}

// contrast shows where two answers part.
func contrast(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("  one: …%q\n  two: …%q", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}

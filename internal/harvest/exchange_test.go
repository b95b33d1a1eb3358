package harvest_test

import (
	"flag"
	"fmt"
	"maps"
	"net/http/httptest"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heitu/internal/harvest"
	"heitu/internal/intake"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/testkit"
)

// pair is a node that gives and one that harvests it.
func pair(t *testing.T, page int) (giver, taker *testkit.Bench, order harvest.Order) {
	giver = testkit.Open(t, func(c *node.Config) { c.Home, c.HarvestPage = "giver.heitu", page })
	taker = testkit.Open(t, func(c *node.Config) { c.HarvestInside = true })
	server := httptest.NewServer(giver.Handler())
	t.Cleanup(server.Close)
	return giver, taker, harvest.Order{URL: server.URL + "/oai", Kind: "achievement"}
}

func shared(b *testkit.Bench, title string) record.Record {
	r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": title, "summary": title + "简介", "owner": b.Mine, "region": "210100"}})[0]
	return b.Take("broker", r, "share", testkit.Direct())[0]
}

// run harvests, maps the columns as a person would, and brings in what is good.
func run(t *testing.T, b *testkit.Bench, o harvest.Order) harvest.Report {
	t.Helper()
	ctx, who := t.Context(), b.People["broker"]
	r, err := b.Harvests.Place(ctx, who, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Work(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err = b.Harvests.Report(ctx, who, r.ID); err != nil || r.State != harvest.Done {
		t.Fatalf("got %+v, %v", r, err)
	}
	for _, id := range r.Imports {
		i, err := b.Clerk.Import(ctx, who, id)
		if err != nil {
			t.Fatal(err)
		}
		if i.State == intake.Mapping {
			if _, err := b.Clerk.Start(ctx, who, id); err == nil {
				t.Error("it comes in before anybody has mapped it")
			}
		}
		meant := map[string]string{"title": "title", "description": "summary", "creator": "owner", "source": "source"}
		layouts := []sheet.Layout{i.Layouts[0]}
		for n := range layouts[0].Columns {
			c := &layouts[0].Columns[n]
			if c.Field != "id" {
				c.Field = meant[c.Header]
			}
		}
		if _, err = b.Clerk.Arrange(ctx, who, id, layouts, "", ""); err == nil {
			err = b.Work(ctx)
		}
		if err == nil {
			_, err = b.Clerk.Start(ctx, who, id)
		}
		if err == nil {
			err = b.Work(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if r, err = b.Harvests.Report(ctx, who, r.ID); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestHarvestTwice is items 1, 2, 3 and 5 of section 2 of docs/domain.md for repositories:
// the same source twice makes nothing new, what is ours does not come back, a withdrawal
// is told, and the report counts exactly.
func TestHarvestTwice(t *testing.T) {
	giver, taker, order := pair(t, 2)
	var list []record.Record
	for n := range 5 {
		list = append(list, shared(giver, fmt.Sprintf("成果 %d", n)))
	}
	tally := func(r harvest.Report) string {
		return fmt.Sprintf("%d received: %d added, %d changed, %d left, %d deleted, %d withdrawn, %d failed, %d own, cut %q", r.Received, r.Added, r.Changed, r.Left, r.Deleted, len(r.Withdrawn), r.Failed, r.Own, r.Cut)
	}
	for _, tt := range []struct {
		name string
		do   func()
		want string
	}{
		{"first", func() {}, `5 received: 5 added, 0 changed, 0 left, 0 deleted, 0 withdrawn, 0 failed, 0 own, cut ""`},
		{"again", func() {}, `5 received: 0 added, 0 changed, 5 left, 0 deleted, 0 withdrawn, 0 failed, 0 own, cut ""`},
		{"a new title and a withdrawal", func() {
			r := list[0]
			giver.Put("broker", record.Draft{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Fields: map[string]any{"title": "新题目"}})
			giver.Take("broker", list[1], "withdraw", nil)
		}, `5 received: 0 added, 1 changed, 3 left, 1 deleted, 1 withdrawn, 0 failed, 0 own, cut ""`},
	} {
		tt.do()
		if got := tally(run(t, taker, order)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
	loop := httptest.NewServer(taker.Handler())
	defer loop.Close()
	shared(taker, "自有成果")
	if got := run(t, taker, harvest.Order{URL: loop.URL + "/oai", Kind: "achievement"}); got.Own != 1 || len(got.Imports) != 0 {
		t.Errorf("harvested itself: %s", tally(got))
	}
}

// TestMayHarvest: who may not make records may not have them harvested.
func TestMayHarvest(t *testing.T) {
	_, taker, order := pair(t, 0)
	for role, may := range map[string]bool{"broker": true, "member": false, "stranger": false, "audit": false, "": false} {
		if _, err := taker.Harvests.Place(t.Context(), taker.People[role], order); (err == nil) != may {
			t.Errorf("%q: got %v, want %v", role, err, may)
		}
	}
}

// TestHarvestedIsVisible: whatever is made, changed, withdrawn and shared again, page by page of any
// size, a harvester holds what the public sees, and nothing else.
func TestHarvestedIsVisible(t *testing.T) {
	if err := flag.Set("rapid.checks", "12"); err != nil { // each opens two nodes
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		giver, taker, order := pair(t, rapid.IntRange(1, 7).Draw(rt, "page"))
		live := map[string]record.Record{}
		var ids []string
		for n := range rapid.IntRange(1, 20).Draw(rt, "changes") {
			giver.Clock.Move(time.Duration(rapid.IntRange(0, 3).Draw(rt, "seconds")) * time.Second)
			act := rapid.IntRange(0, 3).Draw(rt, "act")
			if len(ids) == 0 || act == 0 {
				r := shared(giver, fmt.Sprintf("成果 %d", n))
				live[r.ID], ids = r, append(ids, r.ID)
				continue
			}
			r := live[rapid.SampledFrom(ids).Draw(rt, "id")]
			switch {
			case r.State == "withdrawn":
				r = giver.Take("broker", r, "share", testkit.Direct())[0]
			case act == 1:
				r = giver.Take("broker", r, "withdraw", nil)[0]
			default:
				r = giver.Put("broker", record.Draft{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Fields: map[string]any{"title": fmt.Sprintf("成果 %d 改", n)}})[0]
			}
			live[r.ID] = r
		}
		want := map[string]string{}
		for id, r := range live {
			if r.State == "shared" {
				want["oai:giver.heitu:"+id] = kinds.Achievement.Title(r, "zh")
			}
		}
		got := map[string]string{}
		report := run(t, taker, order)
		found, err := taker.Office.List(t.Context(), taker.People["broker"], record.Query{Kind: order.Kind, Limit: 200})
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range found.Records {
			got[r.Fields["source"].(string)] = kinds.Achievement.Title(r, "zh")
		}
		if !maps.Equal(got, want) || report.Received != len(live) || report.Deleted != len(live)-len(want) || report.Cut != "" {
			rt.Errorf("got %v, want %v; report %+v", got, want, report)
		}
	})
}

package node_test

import (
	"context"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

func TestMatchRun(t *testing.T) {
	b := testkit.Open(t, nil)
	share := func(title string) record.Record {
		r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": title, "summary": title, "owner": b.Mine, "region": "210100"}})[0]
		return b.Take("broker", r, "share", testkit.Direct())[0]
	}
	ask := func(title string) record.Record {
		r := b.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": title, "problem": title, "firm": b.Other, "region": "210100"}})[0]
		return b.Take("broker", r, "open", testkit.Direct())[0]
	}
	match := func(run node.MatchRun) node.Matched {
		t.Helper()
		done, err := b.Match(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	share("稀土永磁电机")
	share("乳品检测仪器")
	need := ask("需要永磁电机")
	b.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "永磁电机草稿", "firm": b.Other}})

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Match(ctx, node.MatchRun{}); err == nil {
		t.Error("a run goes on after it was cancelled")
	}
	if got, want := match(node.MatchRun{Least: 0.1}), (node.Matched{Needs: 1, Achievements: 2, Pairs: 2, Proposed: 1}); got != want {
		t.Errorf("first run: got %+v, want %+v", got, want)
	}
	if got := match(node.MatchRun{Least: 0.1}); got.Needs+got.Achievements+got.Proposed != 0 {
		t.Errorf("nothing has changed, but the run does %+v", got)
	}
	share("高速永磁电机")
	if got, want := match(node.MatchRun{Least: 0.1}), (node.Matched{Achievements: 1, Pairs: 1, Proposed: 1}); got != want {
		t.Errorf("after one more achievement: got %+v, want %+v", got, want)
	}
	if got := match(node.MatchRun{All: true, Least: 0.1}); got.Needs != 1 || got.Achievements != 3 || got.Proposed != 0 {
		t.Errorf("a full run: got %+v, want every record and no pair proposed twice", got)
	}
	ask("永磁")
	if got := match(node.MatchRun{Least: 1e6}); got.Proposed != 0 || got.Pairs == 0 {
		t.Errorf("below the least score: got %+v, want pairs and no proposal", got)
	}
	matches, err := b.Office.Linking(t.Context(), access.Actor{Node: true}, need.ID, kinds.Match.Name)
	if err != nil || len(matches) != 2 {
		t.Errorf("got %d proposals (%v), want 2", len(matches), err)
	}
}

func TestExplainOnePair(t *testing.T) {
	b := testkit.Open(t, nil)
	r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "稀土永磁电机", "summary": "电机", "owner": b.Mine, "region": "210100"}})[0]
	b.Take("broker", r, "share", testkit.Direct())
	need := b.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "需要永磁电机", "firm": b.Other}})[0]
	path := "/api/records/need/" + need.ID + "/matches?kind=achievement&with="
	if got := b.Ask("broker", "GET", path+r.ID, nil).Body.String(); !strings.Contains(got, r.ID) || !strings.Contains(got, `"永磁电机"`) {
		t.Errorf("got %s, want the achievement and its reasons", got)
	}
	if got := b.Ask("broker", "GET", path+need.ID, nil).Body.String(); strings.Contains(got, r.ID) {
		t.Errorf("another id: got %s", got)
	}
}

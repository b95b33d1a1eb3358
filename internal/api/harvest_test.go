package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// TestHarvests: an order is taken from staff, filled in the background, and its import waits for a person.
func TestHarvests(t *testing.T) {
	giver := testkit.Open(t, func(c *node.Config) { c.Home = "giver.heitu" })
	r := giver.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "外来成果", "summary": "简介", "region": "210100", "owner": giver.Mine}})[0]
	giver.Take("broker", r, "share", testkit.Direct())
	server := httptest.NewServer(giver.Handler())
	defer server.Close()
	b := testkit.Open(t, func(c *node.Config) { c.HarvestInside = true })
	order := `{"url":"` + server.URL + `/oai","kind":"achievement"}`
	for _, tt := range []struct {
		role, body string
		want       int
	}{
		{"", order, http.StatusUnauthorized}, {"member", order, http.StatusForbidden}, {"broker", `{"url":"x","kind":"nothing"}`, http.StatusNotFound},
		{"broker", `{"url":"x","kind":"policy_x"}`, http.StatusNotFound}, {"broker", `{"link":"x"}`, http.StatusUnprocessableEntity}, {"broker", order, http.StatusCreated},
	} {
		if w := b.Ask(tt.role, "POST", "/api/harvests", []byte(tt.body)); w.Code != tt.want {
			t.Errorf("%q orders %s: got %d %s, want %d", tt.role, tt.body, w.Code, w.Body, tt.want)
		}
	}
	var said struct {
		ID, State, Cut       string
		Received, New, Added int
		Imports              []string
	}
	placed := b.Ask("broker", "POST", "/api/harvests", []byte(order)).Body.Bytes()
	if err := json.Unmarshal(placed, &said); err != nil || said.State != "running" {
		t.Fatalf("got %s, %v", placed, err)
	}
	if err := b.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := b.Ask("broker", "GET", "/api/harvests/"+said.ID, nil).Body.String()
	if err := json.Unmarshal([]byte(got), &said); err != nil || said.State != "done" || said.Received != 1 || said.New != 1 || said.Cut != "" || len(said.Imports) != 1 {
		t.Fatalf("got %s, %v", got, err)
	}
	if i := b.Ask("broker", "GET", "/api/imports/"+said.Imports[0], nil).Body.String(); !strings.Contains(i, `"state":"mapping"`) {
		t.Errorf("the import does not wait to be mapped: %s", i)
	}
	if w := b.Ask("officer", "GET", "/api/harvests/"+said.ID, nil); w.Code != http.StatusNotFound {
		t.Errorf("another sees it: %d", w.Code)
	}
	if page := b.Ask("broker", "GET", "/deeds", nil); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "Harvest of a repository") {
		t.Errorf("the list of deeds: %d", page.Code)
	}
}

package node_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"heitu/internal/testkit"
)

// TestDeskStory plays a market's day by its interface, everybody signed in as himself:
// a need comes in, is reviewed and published, finds an achievement, is talked about and
// becomes a contract; what waits for whom follows.
func TestDeskStory(t *testing.T) {
	b := testkit.Open(t, nil)
	type answer struct {
		ID, State string
		Rev       int
		Fields    map[string]any
	}
	do := func(role, method, path string, status int, body any) answer {
		t.Helper()
		data, _ := json.Marshal(body)
		w := b.Ask(role, method, path, data)
		var a answer
		if w.Code == http.StatusOK || w.Code == http.StatusCreated {
			if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
		}
		if w.Code != status {
			t.Fatalf("%s %s by %q: %d %s", method, path, role, w.Code, w.Body)
		}
		return a
	}
	step := func(role, kind string, r answer, name string, fields map[string]any, status int) answer {
		t.Helper()
		if fields == nil {
			fields = map[string]any{}
		}
		return do(role, "POST", fmt.Sprintf("/api/records/%s/%s/steps/%s", kind, r.ID, name), status, map[string]any{"rev": r.Rev, "fields": fields})
	}
	work := func(role string, wants ...string) {
		t.Helper()
		said := b.Ask(role, "GET", "/api/work", nil).Body.String()
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("for the %s waits %s, want %s", role, said, want)
			}
		}
	}
	fields := func(f map[string]any) map[string]any { return map[string]any{"fields": f} }

	need := do("member", "POST", "/api/records/need", 201, fields(map[string]any{
		"title": "永磁电机降本", "problem": "稀土永磁价格高，已试过铁氧体替代", "target": "成本降低 20 %", "firm": b.Mine, "region": "210100", "budget": 50_000_000,
	}))
	advice := b.Ask("member", "GET", "/api/records/need/"+need.ID+"/advice", nil).Body.String()
	if !strings.Contains(advice, `"criterion":"measurable"`) || !strings.Contains(advice, `"met":true`) || !strings.Contains(advice, `"met":false`) {
		t.Errorf("advice: %s", advice)
	}
	work("broker", `"step":"review"`)
	step("broker", "need", need, "open", nil, 422)
	weak := step("broker", "need", need, "review", map[string]any{"clear": 2, "measurable": 3, "complete": 0, "evidenced": 5}, 200)
	step("broker", "need", weak, "open", nil, 409)
	need = step("broker", "need", weak, "return", map[string]any{"review_note": "请补充截止日期"}, 200)
	step("broker", "need", need, "review", nil, 409)
	need = do("member", "PATCH", "/api/records/need/"+need.ID, 200, map[string]any{"rev": need.Rev, "fields": map[string]any{"closes": "2026-12-31"}})
	need = step("broker", "need", need, "review", map[string]any{"clear": 3, "measurable": 3, "complete": 3, "evidenced": 3}, 200)
	need = step("broker", "need", need, "open", nil, 200)
	if need.State != "open" || need.Fields["basis"] != "review" || need.Fields["expires"] != "2027-07-02" {
		t.Errorf("published as %+v", need)
	}
	goods := do("broker", "POST", "/api/records/achievement", 201, fields(map[string]any{"title": "稀土永磁电机", "summary": "少用稀土的永磁电机技术", "owner": b.Other, "region": "230100"}))
	step("broker", "achievement", goods, "share", map[string]any{"basis": "ally"}, 200)
	match := do("broker", "POST", "/api/records/match", 201, fields(map[string]any{"need": need.ID, "achievement": goods.ID}))
	work("broker", match.ID, `"step":"decline"`)
	match = step("broker", "match", match, "claim", nil, 200)
	work("broker", `"mine":true`)
	match = step("broker", "match", match, "ask", map[string]any{"question": "可否供样？"}, 200)
	match = step("broker", "match", match, "reply", map[string]any{"reply": "可"}, 200)
	log := do("broker", "POST", "/api/records/contact_log", 201, fields(map[string]any{"subject": "供样", "way": "call", "day": "2026-07-02", "next": "2026-07-02", "match": match.ID}))
	work("broker", log.ID, `"due":"2026-07-02"`)
	step("broker", "contact_log", log, "done", nil, 200)
	step("broker", "match", match, "accept", nil, 200)
	if w := b.Ask("broker", "GET", "/api/funnel", nil).Body.String(); !strings.Contains(w, `"interest":1,"negotiation":1,"contract":0`) {
		t.Errorf("funnel: %s", w)
	}
	if w := b.Ask("stranger", "GET", "/api/records/contact_log/"+log.ID, nil); w.Code != http.StatusNotFound {
		t.Errorf("a stranger reads the log: %d", w.Code)
	}
	policy := do("broker", "POST", "/api/records/policy", 201, fields(map[string]any{
		"title": "高新技术企业补助", "source": "示例", "valid_from": "2026-01-01", "regions": []string{"210000"}, "rungs": []string{"high"},
	}))
	step("broker", "policy", policy, "publish", nil, 200)
	for role, fits := range map[string]string{"": "unknown", "member": "no"} {
		said := b.Ask(role, "GET", "/api/records/organisation/"+b.Mine+"/policies", nil).Body.String()
		if !strings.Contains(said, `"fits":"`+fits+`"`) {
			t.Errorf("policies for %q: %s, want %s", role, said, fits)
		}
	}
	certificate := do("member", "POST", "/api/records/certificate", 201, fields(map[string]any{"number": "GR2025", "organisation": b.Mine, "rung": "high", "issued": "2025-12-01", "expires": "2028-12-01"}))
	if said := b.Ask("member", "GET", "/api/records/organisation/"+b.Mine+"/policies", nil).Body.String(); !strings.Contains(said, `"fits":"no"`) {
		t.Errorf("with a certificate that nobody has confirmed: %s", said)
	}
	step("broker", "certificate", certificate, "confirm", nil, 200)
	if said := b.Ask("member", "GET", "/api/records/organisation/"+b.Mine+"/policies", nil).Body.String(); !strings.Contains(said, `"fits":"yes"`) {
		t.Errorf("with a certificate: %s", said)
	}
}

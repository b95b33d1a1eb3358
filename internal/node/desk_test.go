package node_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// inquiry is what a visitor sends.
func inquiry(changes map[string]any) []byte {
	fields := map[string]any{"title": "降低能耗", "problem": "窑炉能耗高，换过燃烧器无效", "firm": "来访企业", "contact": "王女士", "phone": "0431-00000000", "consent": true}
	for name, v := range changes {
		fields[name] = v
	}
	body, _ := json.Marshal(map[string]any{"fields": fields})
	return body
}

// TestInquiry lets a visitor post a need, tells him nothing, and lets a broker make a
// need of it for the firm on file or for a new one.
func TestInquiry(t *testing.T) {
	b := testkit.Open(t, nil)
	post := func(changes map[string]any) (int, string) {
		w := b.Ask("", "POST", "/api/records/inquiry", inquiry(changes))
		return w.Code, w.Body.String()
	}
	for _, tt := range []struct {
		name    string
		changes map[string]any
		status  int
		blames  string
	}{
		{"without consent", map[string]any{"consent": false}, 422, `"field":"consent"`},
		{"with no way to reach him", map[string]any{"phone": ""}, 422, `"field":"phone"`},
		{"a wrong credit code", map[string]any{"uscc": "91210100MA0000001H"}, 422, `"field":"uscc"`},
		{"a deadline that has passed", map[string]any{"closes": "2020-01-01"}, 422, `"field":"closes"`},
		{"a price below zero", map[string]any{"budget": -1}, 422, `"field":"budget"`},
		{"what only a step may set", map[string]any{"need": "00000000-0000-7000-8000-000000000000"}, 422, `"field":"need"`},
	} {
		if status, body := post(tt.changes); status != tt.status || !strings.Contains(body, tt.blames) {
			t.Errorf("%s: %d %s", tt.name, status, body)
		}
	}
	for range 12 { // what is refused does not count
		if status, body := post(map[string]any{"consent": false}); status != 422 {
			t.Fatalf("%d %s", status, body)
		}
	}
	known, knownBody := post(map[string]any{"uscc": "91210100MA0000001G"})
	unknown, unknownBody := post(map[string]any{"uscc": "11220000013544429K"})
	if known != http.StatusNoContent || known != unknown || knownBody != unknownBody || knownBody != "" {
		t.Errorf("a visitor learns of a firm: %d %s and %d %s", known, knownBody, unknown, unknownBody)
	}
	page, err := b.Office.List(t.Context(), b.People["broker"], record.Query{Kind: "inquiry"})
	if err != nil || len(page.Records) != 2 {
		t.Fatalf("%+v, %v", page, err)
	}
	for i, firm := range []string{"", b.Mine} { // the newest first
		changed := b.Take("broker", page.Records[i], "adopt", nil)
		adopted, need := changed[0], changed[len(changed)-1]
		if adopted.State != "adopted" || adopted.Fields["need"] != need.ID || need.Kind != "need" || need.State != "draft" || need.Fields["title"] != "降低能耗" {
			t.Errorf("adopted %+v as %+v", adopted, need)
		}
		if firm != "" && need.Fields["firm"] != firm || firm == "" && (changed[1].Kind != "organisation" || changed[1].ID != need.Fields["firm"]) {
			t.Errorf("the need belongs to %v, made %d records", need.Fields["firm"], len(changed))
		}
	}
	for _, role := range []string{"", "member", "system", "security"} {
		w := b.Ask(role, "GET", "/api/records/inquiry/"+page.Records[0].ID, nil)
		if w.Code != http.StatusNotFound {
			t.Errorf("%q reads an inquiry: %d", role, w.Code)
		}
	}
}

// TestInquiriesAreLimited lets an address make ten entries at once, and people who
// have signed in as many as they like.
func TestInquiriesAreLimited(t *testing.T) {
	b := testkit.Open(t, nil)
	for i := range 12 {
		w := b.Ask("", "POST", "/api/records/inquiry", inquiry(nil))
		if limited := w.Code == http.StatusTooManyRequests; limited != (i >= 10) {
			t.Errorf("entry %d: %d", i+1, w.Code)
		}
	}
	if w := b.Ask("broker", "POST", "/api/records/inquiry", inquiry(nil)); w.Code != http.StatusCreated {
		t.Errorf("a broker: %d %s", w.Code, w.Body)
	}
}

// TestMatchDesk plays asking, assigning and deciding, with two brokers at once.
func TestMatchDesk(t *testing.T) {
	b := testkit.Open(t, nil)
	made := b.PutAs(access.Actor{Node: true}, record.Draft{Kind: "account", Fields: map[string]any{"login": "second", "name": "第二", "roles": []string{"broker"}}})[0]
	b.People["second"] = access.Actor{Account: made.ID, Roles: record.Broker}
	ids := publicRecords(b)
	match := func() record.Record {
		return b.Put("broker", record.Draft{Kind: "match", Fields: map[string]any{"need": ids[0], "achievement": ids[1], "score": int64(1)}})[0]
	}
	try := func(role string, r record.Record, step string, fields map[string]any) error {
		_, err := b.Office.Take(t.Context(), b.People[role], "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: fields})
		return err
	}
	m := match()
	for _, tt := range []struct {
		role, step string
		fields     map[string]any
		code       fault.Code
	}{
		{"broker", "decline", nil, fault.CodeInvalid},
		{"broker", "ask", nil, fault.CodeInvalid},
		{"broker", "reply", map[string]any{"reply": "可"}, fault.CodeConflict},
		{"broker", "assign", map[string]any{"assigned": b.People["member"].Account}, fault.CodeInvalid},
		{"broker", "assign", map[string]any{"assigned": ids[0]}, fault.CodeInvalid},
		{"broker", "assign", nil, fault.CodeInvalid},
		{"member", "accept", nil, fault.CodeMissing},
		{"registrar", "accept", nil, fault.CodeDenied},
	} {
		if err := try(tt.role, m, tt.step, tt.fields); !fault.Is(err, tt.code) {
			t.Errorf("%s by the %s with %v: got %v, want %s", tt.step, tt.role, tt.fields, err, tt.code)
		}
	}
	m = b.Take("broker", m, "ask", map[string]any{"question": "能否供样？"})[0]
	m = b.Take("broker", m, "reply", map[string]any{"reply": "可供样"})[0]
	m = b.Take("officer", m, "assign", map[string]any{"assigned": made.ID})[0]
	if err := try("broker", m, "accept", nil); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("a match that is another's: %v", err)
	}
	stale := m
	changed := b.Take("second", m, "accept", nil)
	if changed[0].State != "accepted" || changed[1].Kind != "contract" {
		t.Errorf("accepted %+v", changed)
	}
	if err := try("broker", stale, "decline", map[string]any{"answer": "迟了"}); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("the second of two brokers: %v", err)
	}
	contract := changed[1]
	for _, r := range []string{ids[1]} {
		goods, err := b.Office.Record(t.Context(), b.People["broker"], "achievement", r)
		if err != nil {
			t.Fatal(err)
		}
		if err := try("broker", goods, "withdraw", nil); !fault.Is(err, fault.CodeConflict) {
			t.Errorf("withdrawn under contract %s: %v", contract.ID, err)
		}
	}
}

// TestTwoBrokersAtOnce lets exactly one of many win.
func TestTwoBrokersAtOnce(t *testing.T) {
	b := testkit.Open(t, nil)
	ids := publicRecords(b)
	m := b.Put("broker", record.Draft{Kind: "match", Fields: map[string]any{"need": ids[0], "achievement": ids[1]}})[0]
	errs := make(chan error, 8)
	for range cap(errs) {
		go func() {
			_, err := b.Office.Take(t.Context(), b.People["broker"], "", office.Move{Kind: m.Kind, ID: m.ID, Rev: m.Rev, Step: "accept"})
			errs <- err
		}()
	}
	won := 0
	for range cap(errs) {
		switch err := <-errs; {
		case err == nil:
			won++
		case !fault.Is(err, fault.CodeConflict):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d brokers won", won)
	}
}

// TestUnseenIsAbsent wants the same bytes for a record that somebody may not know of
// as for one that does not exist, whatever he asks.
func TestUnseenIsAbsent(t *testing.T) {
	b := testkit.Open(t, nil)
	hidden := b.Put("member", record.Draft{Kind: "need", Fields: map[string]any{"title": "别家的草稿", "firm": b.Mine}})[0].ID
	const absent = "00000000-0000-7000-8000-000000000000"
	for _, role := range []string{"", "stranger", "system", "security", "audit"} {
		for _, ask := range []string{
			"GET /api/records/need/%s", "GET /api/records/need/%s/history", "GET /api/records/need/%s/proof", "GET /api/records/need/%s/audience", "GET /api/records/need/%s/advice",
			"GET /api/records/need/%s/matches?kind=achievement", "PATCH /api/records/need/%s", "POST /api/records/need/%s/steps/withdraw", "POST /api/records/need/%s/steps/open",
			"GET /records/need/%s", "GET /records/need/%s/edit", "GET /records/need/%s/history",
		} {
			method, path, _ := strings.Cut(ask, " ")
			var body []byte
			if method != "GET" {
				body = []byte(`{"rev":1}`)
			}
			answer := func(id string) string {
				w := b.Ask(role, method, fmt.Sprintf(path, id), body)
				return fmt.Sprint(w.Code, w.Header(), strings.ReplaceAll(w.Body.String(), id, "ID"))
			}
			if got, want := answer(hidden), answer(absent); got != want {
				t.Errorf("%q, %s: got\n%s\nfor what is hidden, want\n%s", role, ask, got, want)
			}
		}
	}
}

// TestConfidentialInquiry keeps back what a firm wants kept back: the need cannot be
// published until a broker has written what everybody may read.
func TestConfidentialInquiry(t *testing.T) {
	b := testkit.Open(t, nil)
	if w := b.Ask("", "POST", "/api/records/inquiry", inquiry(map[string]any{"uscc": "91210100MA0000001G", "secrecy": "agreement", "target": "能耗降三成"})); w.Code != http.StatusNoContent {
		t.Fatal(w.Code, w.Body)
	}
	page, err := b.Office.List(t.Context(), b.People["broker"], record.Query{Kind: "inquiry"})
	if err != nil || len(page.Records) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	changed := b.Take("broker", page.Records[0], "adopt", nil)
	need := changed[len(changed)-1]
	if need.Fields["detail"] != "窑炉能耗高，换过燃烧器无效\n\n能耗降三成" || need.Fields["problem"] != nil || need.Fields["target"] != nil {
		t.Errorf("made %v", need.Fields)
	}
	_, err = b.Office.Take(t.Context(), b.People["broker"], "", office.Move{Kind: "need", ID: need.ID, Rev: need.Rev, Step: "open", Fields: testkit.Direct()})
	if !fault.Is(err, fault.CodeInvalid) {
		t.Errorf("published without a public problem: %v", err)
	}
	need = b.Put("broker", record.Draft{Kind: "need", ID: need.ID, Rev: need.Rev, Fields: map[string]any{"problem": "窑炉节能"}})[0]
	need = b.Take("broker", need, "open", testkit.Direct())[0]
	if seen := b.Ask("", "GET", "/api/records/need/"+need.ID, nil).Body.String(); !strings.Contains(seen, "窑炉节能") || strings.Contains(seen, "燃烧器") || strings.Contains(seen, "三成") {
		t.Errorf("a visitor sees %s", seen)
	}
}

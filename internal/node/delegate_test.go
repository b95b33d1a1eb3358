package node_test

import (
	"net/http"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// TestDelegate lets a delegate keep the plain members of his own organisation, and
// nothing else, by whatever way he tries.
func TestDelegate(t *testing.T) {
	b := testkit.Open(t, nil)
	account := func(login, organisation string, roles ...string) record.Draft {
		fields := map[string]any{"login": login, "name": "某某", "roles": roles}
		if organisation != "" {
			fields["organisation"] = organisation
		}
		return record.Draft{Kind: "account", Fields: fields}
	}
	chief := b.Put("security", account("chief", b.Mine, "delegate"))[0]
	two := b.Put("security", account("broker-too", b.Mine, "member", "broker"), account("other-chief", b.Mine, "delegate"))
	p, ok, err := b.Accounts.Person(t.Context(), chief.ID)
	if err != nil || !ok || p.Organisation != b.Mine {
		t.Fatalf("%+v, %v", p, err)
	}
	b.People["chief"] = p.Actor
	try := func(d record.Draft) ([]record.Record, error) {
		return b.Office.Put(t.Context(), b.People["chief"], "", d)
	}
	made, err := try(account("clerk", b.Mine, "member"))
	if err != nil {
		t.Fatal(err)
	}
	clerk := made[0]
	theirs := b.People["stranger"].Account
	for _, tt := range []struct {
		name  string
		draft record.Draft
		code  fault.Code
	}{
		{"a member elsewhere", account("aaa", b.Other, "member"), fault.CodeDenied},
		{"a member of nobody", account("bbb", "", "member"), fault.CodeDenied},
		{"a broker", account("ccc", b.Mine, "broker"), fault.CodeDenied},
		{"a member who is a broker too", account("ddd", b.Mine, "member", "broker"), fault.CodeDenied},
		{"another delegate", account("eee", b.Mine, "delegate"), fault.CodeDenied},
		{"an administrator", account("fff", b.Mine, "security"), fault.CodeDenied},
		{"raising a member", record.Draft{Kind: "account", ID: clerk.ID, Rev: 1, Fields: map[string]any{"roles": []string{"member", "officer"}}}, fault.CodeDenied},
		{"giving a member away", record.Draft{Kind: "account", ID: clerk.ID, Rev: 1, Fields: map[string]any{"organisation": b.Other}}, fault.CodeDenied},
		{"lowering a broker", record.Draft{Kind: "account", ID: two[0].ID, Rev: 1, Fields: map[string]any{"roles": []string{"member"}}}, fault.CodeDenied},
		{"renaming another delegate", record.Draft{Kind: "account", ID: two[1].ID, Rev: 1, Fields: map[string]any{"name": "改"}}, fault.CodeDenied},
		{"himself", record.Draft{Kind: "account", ID: chief.ID, Rev: 1, Fields: map[string]any{"roles": []string{"member", "broker"}}}, fault.CodeDenied},
		{"somebody elsewhere", record.Draft{Kind: "account", ID: theirs, Rev: 1, Fields: map[string]any{"name": "改"}}, fault.CodeMissing},
	} {
		if _, err := try(tt.draft); !fault.Is(err, tt.code) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.code)
		}
	}
	for _, tt := range []struct {
		id   string
		code fault.Code
	}{{clerk.ID, ""}, {two[0].ID, fault.CodeDenied}, {two[1].ID, fault.CodeDenied}, {theirs, fault.CodeMissing}, {chief.ID, fault.CodeDenied}} {
		_, err := b.Accounts.Invite(t.Context(), b.People["chief"], tt.id)
		if tt.code == "" && err != nil || tt.code != "" && !fault.Is(err, tt.code) {
			t.Errorf("inviting %s: got %v, want %q", tt.id, err, tt.code)
		}
	}
	for _, role := range []string{"member", "stranger", "broker", "system"} {
		if _, err := b.Accounts.Invite(t.Context(), b.People[role], clerk.ID); !fault.Is(err, fault.CodeDenied) {
			t.Errorf("the %s invites: %v", role, err)
		}
	}
	token, err := b.Accounts.Invite(t.Context(), b.People["chief"], clerk.ID)
	if err == nil {
		err = b.Accounts.Accept(t.Context(), token, testkit.Password)
	}
	if err != nil {
		t.Fatal(err)
	}
	if w := b.Ask("clerk", "GET", "/api/me", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"organisation":"`+b.Mine+`"`) {
		t.Errorf("the member: %d %s", w.Code, w.Body)
	}
	page, err := b.Office.List(t.Context(), b.People["chief"], record.Query{Kind: "account"})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Records {
		if r.Fields["organisation"] != b.Mine {
			t.Errorf("a delegate sees %v of %v", r.Fields["login"], r.Fields["organisation"])
		}
	}
	now, err := b.Office.Record(t.Context(), b.People["chief"], "account", clerk.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.Take("chief", now, "suspend", nil)
	if w := b.Ask("clerk", "GET", "/api/me", nil); w.Code != http.StatusForbidden {
		t.Errorf("a suspended member: %d", w.Code)
	}
}

// TestFunnel counts views from outside only, and a deal through to its contract.
func TestFunnel(t *testing.T) {
	b := testkit.Open(t, nil)
	ids := publicRecords(b)
	goods := "/api/records/achievement/" + ids[1]
	for _, role := range []string{"", "", "stranger", "member", "broker"} { // the member's own organisation does not count
		b.Ask(role, "GET", goods, nil)
	}
	b.Ask("", "GET", "/records/achievement/"+ids[1], nil)
	b.Ask("", "GET", goods+"/history", nil)
	m := b.Put("broker", record.Draft{Kind: "match", Fields: map[string]any{"need": ids[0], "achievement": ids[1]}})[0]
	b.Take("broker", m, "accept", nil)
	w := b.Ask("broker", "GET", "/api/funnel?period=2026-H2", nil)
	if want := `"market":{"broker":"","views":4,"interest":1,"negotiation":1,"contract":0,"days_to_negotiation":0,"days_to_contract":null}`; w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
		t.Errorf("got %d %s, want %s", w.Code, w.Body, want)
	}
	b.Ask("", "POST", "/api/records/inquiry", inquiry(nil))
	b.Put("registrar", record.Draft{Kind: "contract", Fields: map[string]any{"title": "登记员起草", "seller": b.Mine}})
	w = b.Ask("broker", "GET", "/api/funnel?period=2026-H2", nil)
	if want := `"interest":1,"negotiation":2`; !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), `"broker":"`+b.People["registrar"].Account) {
		t.Errorf("an inquiry that nobody has adopted, and a registrar's draft: %s", w.Body)
	}
	if w := b.Ask("broker", "GET", "/api/funnel?period=2026-H1", nil); !strings.Contains(w.Body.String(), `"views":0,"interest":0`) {
		t.Errorf("the half-year before: %s", w.Body)
	}
	for role, status := range map[string]int{"": 401, "member": 403, "system": 403} {
		if w := b.Ask(role, "GET", "/api/funnel", nil); w.Code != status {
			t.Errorf("%q: %d", role, w.Code)
		}
	}
}

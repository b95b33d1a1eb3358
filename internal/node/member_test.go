package node_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

const nowhere = "00000000-0000-7000-8000-000000000000"

// TestMemberWritesHisContract lets members and delegates enter the parts of their own
// organisation's contract, and answers others as if it did not exist.
func TestMemberWritesHisContract(t *testing.T) {
	b := testkit.Open(t, nil)
	chief := b.Put("security", record.Draft{Kind: "account", Fields: map[string]any{"login": "chief", "name": "管理员", "roles": []string{"delegate"}, "organisation": b.Mine}})[0]
	p, ok, err := b.Accounts.Person(t.Context(), chief.ID)
	if err != nil || !ok {
		t.Fatal(err)
	}
	b.People["chief"] = p.Actor
	contract := b.Put("member", record.Draft{Kind: "contract", Fields: map[string]any{"title": "自拟合同", "seller": b.Mine, "total": int64(100_000)}})[0]
	part := func(kind string, fields map[string]any) record.Draft {
		fields["contract"] = contract.ID
		return record.Draft{Kind: kind, Fields: fields}
	}
	parts := append(b.Put("member",
		part("party", map[string]any{"organisation": b.Mine, "role": "seller"}),
		part("party", map[string]any{"organisation": b.Other, "role": "buyer"}),
		part("deduction", map[string]any{"what": "设备", "amount": int64(10_000)}),
	), b.Put("chief", part("payment", map[string]any{"what": "首付", "amount": int64(50_000)}))...)
	for _, r := range parts {
		if r.Owner != b.Mine {
			t.Errorf("a %s of the contract belongs to %q", r.Kind, r.Owner)
		}
	}
	changed := b.Put("chief", record.Draft{Kind: "deduction", ID: parts[2].ID, Rev: 1, Fields: map[string]any{"amount": int64(9_000)}})
	if changed[0].Fields["amount"] != int64(9_000) {
		t.Errorf("changed to %+v", changed[0])
	}

	try := func(role, method, path string, fields map[string]any) string {
		body, _ := json.Marshal(map[string]any{"rev": 1, "fields": fields})
		if method == http.MethodPost {
			body, _ = json.Marshal(map[string]any{"fields": fields})
		}
		w := b.Ask(role, method, path, body)
		return fmt.Sprint(w.Code, w.Header(), w.Body)
	}
	for _, role := range []string{"", "stranger", "system", "audit"} {
		for kind, fields := range map[string]map[string]any{
			"party": {"organisation": b.Other, "role": "buyer"}, "deduction": {"what": "x", "amount": 1}, "payment": {"what": "x", "amount": 1},
		} {
			fields["contract"] = contract.ID
			got := try(role, "POST", "/api/records/"+kind, fields)
			fields["contract"] = nowhere
			if want := try(role, "POST", "/api/records/"+kind, fields); got != want || strings.HasPrefix(got, "2") {
				t.Errorf("%q adds a %s: got\n%s\nfor what is hidden, want\n%s", role, kind, got, want)
			}
		}
		for _, r := range parts {
			for _, ask := range []string{"GET /api/records/%s/%s", "PATCH /api/records/%s/%s", "GET /records/%s/%s/edit"} {
				method, path, _ := strings.Cut(ask, " ")
				got := strings.ReplaceAll(try(role, method, fmt.Sprintf(path, r.Kind, r.ID), nil), r.ID, nowhere)
				if want := try(role, method, fmt.Sprintf(path, r.Kind, nowhere), nil); got != want {
					t.Errorf("%q, %s of a %s: got\n%s\nwant\n%s", role, ask, r.Kind, got, want)
				}
			}
		}
	}
	if got := try("member", "POST", "/api/records/deduction", map[string]any{"contract": contract.ID, "what": "x", "amount": 1, "seller": b.Other}); !strings.Contains(got, `"field":"seller"`) {
		t.Errorf("a member says whose line it is: %s", got)
	}

	b.Put("broker", record.Draft{Kind: "contract", ID: contract.ID, Rev: 1, Fields: map[string]any{"seller": b.Other}})
	for _, r := range parts {
		now, err := b.Office.Record(t.Context(), access.Actor{Node: true}, r.Kind, r.ID)
		if err != nil || now.Owner != b.Other {
			t.Errorf("the contract went to another seller, its %s belongs to %q, %v", r.Kind, now.Owner, err)
		}
	}
	if got := try("member", "PATCH", "/api/records/payment/"+parts[3].ID, map[string]any{"amount": 1}); !strings.HasPrefix(got, "404") {
		t.Errorf("the former seller changes a payment: %s", got)
	}
}

// TestColleaguesAreForStaff wants nobody else to learn which accounts there are, whom
// work can be handed to, or what staff are called.
func TestColleaguesAreForStaff(t *testing.T) {
	b := testkit.Open(t, nil)
	const secret = "同事甲乙丙丁"
	colleague := b.PutAs(access.Actor{Node: true}, record.Draft{Kind: "account", Fields: map[string]any{"login": "colleague", "name": secret, "roles": []string{"broker"}}})[0]
	ids := publicRecords(b)
	m := b.Put("broker", record.Draft{Kind: kinds.Match.Name, Fields: map[string]any{"need": ids[0], "achievement": ids[1]}})[0]
	m = b.Take("broker", m, "assign", map[string]any{"assigned": colleague.ID})[0]
	list, err := b.Accounts.Colleagues(t.Context(), b.People["broker"])
	if err != nil || !strings.Contains(fmt.Sprint(list), secret) {
		t.Fatalf("a broker sees %v, %v", list, err)
	}
	if strings.Contains(fmt.Sprint(list), "member") || strings.Contains(fmt.Sprint(list), "stranger") {
		t.Errorf("members are among the colleagues: %v", list)
	}
	for _, role := range []string{"", "member", "stranger", "system", "audit"} {
		if list, err := b.Accounts.Colleagues(t.Context(), b.People[role]); err == nil && len(list) > 0 {
			t.Errorf("%q sees colleagues: %v", role, list)
		}
		for _, ask := range []string{
			"GET /desk", "GET /desk/" + m.ID, "GET /desk/" + m.ID + "?step=assign", "GET /work", "GET /api/work", "GET /api/records/match", "GET /records/match",
			"GET /api/records/match?assigned=" + colleague.ID, "GET /api/search?q=" + secret, "GET /records/need/" + ids[0], "GET /records/achievement/" + ids[1],
			"GET /records/organisation/" + b.Mine, "GET /records/contact_log/new", "GET /funnel",
		} {
			method, path, _ := strings.Cut(ask, " ")
			body := b.Ask(role, method, path, nil).Body.String()
			if strings.Contains(body, secret) || !strings.Contains(path, colleague.ID) && strings.Contains(body, colleague.ID) {
				t.Errorf("%q learns of a colleague by %s", role, ask)
			}
		}
		for _, kind := range []string{"match", "contact_log", "contract"} {
			answer := func(id string) string {
				body, _ := json.Marshal(map[string]any{"fields": map[string]any{"assigned": id, "broker": id}})
				w := b.Ask(role, "POST", "/api/records/"+kind, body)
				return fmt.Sprint(w.Code, w.Header(), strings.ReplaceAll(w.Body.String(), id, nowhere))
			}
			if got, want := answer(colleague.ID), answer(nowhere); got != want {
				t.Errorf("%q naming a colleague in a %s: got %s, want %s", role, kind, got, want)
			}
		}
	}
}

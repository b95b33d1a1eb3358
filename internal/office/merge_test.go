package office_test

import (
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// shop is two organisations for one firm, and what refers to each.
type shop struct {
	*desk
	keep, gone, need, fixed, account string
}

func openShop(t testing.TB) shop {
	s := shop{desk: open(t)}
	s.keep = s.firm
	s.gone = s.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "企业公司", "uscc": "91230100MA0000001Q", "phone": "1"}}).ID
	s.need = s.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "firm": s.gone}}).ID
	s.fixed = s.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "旧需求", "firm": s.gone}}).ID
	if _, err := s.Take(t.Context(), broker, "", office.Move{Kind: "need", ID: s.fixed, Rev: 1, Step: "withdraw"}); err != nil {
		t.Fatal(err)
	}
	s.account = s.put(security, record.Draft{Kind: "account", Fields: map[string]any{"login": "wang", "name": "王五", "roles": []string{"member"}, "organisation": s.gone}}).ID
	return s
}

func (s shop) merge(a access.Actor, kind, keep, gone string, fields map[string]any) (store.Deed, error) {
	return s.Merge(s.t.Context(), a, kind,
		record.Draft{Kind: kind, ID: keep, Rev: s.newest(keep).Rev, Fields: fields}, record.Draft{Kind: kind, ID: gone, Rev: s.newest(gone).Rev})
}

func TestMerge(t *testing.T) {
	s := openShop(t)
	ids := []string{s.keep, s.gone, s.need, s.fixed, s.account}
	before := map[string]record.Record{}
	for _, id := range ids {
		before[id] = s.newest(id)
	}
	deed, err := s.merge(broker, "organisation", s.keep, s.gone, map[string]any{"uscc": "91230100MA0000001Q", "phone": "2"})
	if err != nil {
		t.Fatal(err)
	}
	if r := s.newest(s.keep); r.Fields["uscc"] != "91230100MA0000001Q" || r.Fields["phone"] != "2" || r.State != "kept" {
		t.Errorf("kept: got %+v", r)
	}
	if r := s.newest(s.gone); r.State != record.Void || r.Step != office.MergeStep || r.Fields["phone"] != "1" {
		t.Errorf("gone: got %+v", r)
	}
	for id, want := range map[string]string{s.need: s.keep, s.fixed: s.gone} {
		if r := s.newest(id); r.Fields["firm"] != want || r.Owner != want {
			t.Errorf("%s refers to %v of %s, want %s", r.Fields["title"], r.Fields["firm"], r.Owner, want)
		}
	}
	if r := s.newest(s.account); r.Fields["organisation"] != s.keep || r.By != broker.Account {
		t.Errorf("the account: got %+v", r)
	}
	for id, want := range map[string]string{s.gone: s.keep, s.keep: "", s.need: ""} {
		if got, err := s.MergedInto(t.Context(), id); err != nil || got != want {
			t.Errorf("%s is merged into %q (%v), want %q", id, got, err, want)
		}
	}
	if got := s.standing(broker, deed); got != "ok" {
		t.Errorf("standing in the way: %s", got)
	}
	if err := s.undo(broker, deed, 2); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		is, was := s.newest(id), before[id]
		if string(record.CanonicalFields(is.Fields)) != string(record.CanonicalFields(was.Fields)) || is.State != was.State || is.Owner != was.Owner {
			t.Errorf("after undoing: got %+v, want %+v", is, was)
		}
	}
	if got, err := s.MergedInto(t.Context(), s.gone); err != nil || got != "" {
		t.Errorf("after undoing: merged into %q (%v)", got, err)
	}
}

func TestMergeRefused(t *testing.T) {
	s := openShop(t)
	retired := s.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "停用"}}).ID
	if _, err := s.Take(t.Context(), broker, "", office.Move{Kind: "organisation", ID: retired, Rev: 1, Step: "retire"}); err != nil {
		t.Fatal(err)
	}
	third := s.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "第三家", "uscc": "91110000MA0000001L"}}).ID
	for _, tt := range []struct {
		name       string
		actor      access.Actor
		kind       string
		keep, gone string
		fields     map[string]any
		want       string
	}{
		{"one with itself", broker, "organisation", s.keep, s.keep, nil, "gone:invalid"},
		{"by a visitor", access.Actor{}, "organisation", s.keep, s.gone, nil, "signed-out"},
		{"by a member of one of them", s.member(), "organisation", s.keep, s.gone, nil, "denied"},
		{"of another kind", broker, "organisation", s.keep, s.need, nil, "missing"},
		{"one that is fixed", broker, "organisation", s.keep, retired, nil, "conflict"},
		{"into one that is fixed", broker, "organisation", retired, s.gone, nil, "conflict"},
		{"with a code that a third holds", broker, "organisation", s.keep, s.gone, map[string]any{"uscc": "91110000MA0000001L"}, "uscc:invalid"},
		{"with a wrong field", broker, "organisation", s.keep, s.gone, map[string]any{"name": ""}, "name:invalid"},
	} {
		before := s.totals()
		if _, err := s.merge(tt.actor, tt.kind, tt.keep, tt.gone, tt.fields); codes(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
		if list, err := s.Deeds(t.Context(), broker, "", 9); err != nil || len(list) > 0 || s.totals() != before {
			t.Errorf("%s: something was written: %v, %v", tt.name, list, err)
		}
	}
	_, err := s.Merge(t.Context(), broker, "organisation", record.Draft{ID: s.keep, Rev: 1}, record.Draft{ID: s.gone, Rev: 7})
	if codes(err) != "conflict" {
		t.Errorf("on a revision that is no longer the newest: %v", err)
	}
	if _, err := s.merge(broker, "organisation", s.keep, s.gone, nil); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(time.Second)
	if _, err := s.merge(broker, "organisation", third, s.keep, nil); err != nil {
		t.Fatal(err)
	}
	if into, err := s.MergedInto(t.Context(), s.gone); err != nil || into != third {
		t.Errorf("merged twice: into %q (%v), want %q", into, err, third)
	}
	deeds, err := s.Deeds(t.Context(), broker, office.MergeStep, 9)
	if err != nil || len(deeds) != 2 {
		t.Fatal(deeds, err)
	}
	if err := s.undo(broker, deeds[1], 9); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("the first merge was undone below the second: %v", err)
	}
	for _, deed := range deeds {
		if err := s.undo(broker, deed, 1); err != nil {
			t.Errorf("undone in order: %v", err)
		}
	}
	if r := s.newest(s.need); r.Fields["firm"] != s.gone {
		t.Errorf("the need refers to %v, want %s", r.Fields["firm"], s.gone)
	}
}

// The parties of a registered contract stay who they were.
func TestMergeLeavesTheRegister(t *testing.T) {
	s := shop{desk: open(t)}
	contract := s.registered()
	other := s.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "企业公司"}}).ID
	if _, err := s.merge(broker, "organisation", other, s.firm, map[string]any{"uscc": "91210100MA0000001G"}); err != nil {
		t.Fatal(err)
	}
	parties, err := s.List(t.Context(), registrar, record.Query{Kind: "party", Where: []record.Term{{Field: "organisation", Op: record.Equal, Value: s.firm}}})
	if r := s.newest(contract.ID); r.Fields["seller"] != s.firm || r.Rev != contract.Rev || err != nil || len(parties.Records) != 1 {
		t.Errorf("got %+v and %v, %v", r, parties, err)
	}
}

// Lists of references lose no other entry, and hold none twice.
func TestMergeInLists(t *testing.T) {
	s := shop{desk: open(t)}
	person := func(name string) string {
		return s.put(broker, record.Draft{Kind: "person", Fields: map[string]any{"name": name}}).ID
	}
	a, b, c := person("甲"), person("乙"), person("丙")
	work := s.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "owner": s.firm, "people": []string{c, b, a}}}).ID
	deed, err := s.merge(broker, "person", a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := record.Ids(s.newest(work).Fields["people"]); len(got) != 2 || got[0] != c || got[1] != a {
		t.Errorf("got %v, want %v", got, []string{c, a})
	}
	if err := s.undo(broker, deed, 9); err != nil || len(record.Ids(s.newest(work).Fields["people"])) != 3 {
		t.Errorf("undone: %v, %v", s.newest(work).Fields, err)
	}
}

package process_test

import (
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/rules"
)

// parties are a seller and a buyer with their codes.
func parties() []record.Record {
	return []record.Record{
		made("organisation", "o1", map[string]any{"uscc": "91210100MA0000001G"}),
		made("organisation", "o2", map[string]any{"uscc": "91230100MA0000001Q"}),
		made("organisation", "o3", map[string]any{}),
		made("party", "p1", map[string]any{"contract": "c", "organisation": "o1", "role": "seller"}),
		made("party", "p2", map[string]any{"contract": "c", "organisation": "o2", "role": "buyer"}),
		made("party", "p3", map[string]any{"contract": "other", "organisation": "o2", "role": "buyer"}),
		answered(nil),
	}
}

// answered is a pre-review sheet that a person has answered.
func answered(changes map[string]any) record.Record {
	r := made("prereview", "sheet", map[string]any{"contract": "c", "asks": []string{"subject"}, "fulfilled": []string{"subject"}})
	r.State = "answered"
	maps.Copy(r.Fields, changes)
	return r
}

// contract is one that may be registered.
func contract(changes map[string]any) record.Record {
	r := made("contract", "c", map[string]any{
		"title": "t", "total": int64(100), "signed": "2026-06-30", "number": "2026210000000001", "registered": "2026-07-01", "confirmed": true,
		"technical": int64(100), "prereview": "sheet", "certificate": []string{"scan"},
	})
	r.State = "reviewing"
	maps.Copy(r.Fields, changes)
	maps.DeleteFunc(r.Fields, func(_ string, v any) bool { return v == nil })
	return r
}

func TestContractRegistration(t *testing.T) {
	const old, sixteen = "20010721000001", "2001072100000001"
	without := func(ids ...string) []record.Record {
		var left []record.Record
		for _, r := range parties() {
			if !strings.Contains(strings.Join(ids, " "), r.ID) {
				left = append(left, r)
			}
		}
		return left
	}
	with := func(more ...record.Record) []record.Record { return append(parties(), more...) }
	role := func(id, organisation, role string) record.Record {
		return made("party", id, map[string]any{"contract": "c", "organisation": organisation, "role": role})
	}
	line := func(id string, amount int64, sample bool) record.Record {
		return made("deduction", id, map[string]any{"contract": "c", "what": "w", "amount": amount, "sample": sample})
	}
	for _, tt := range []struct {
		name    string
		changes map[string]any
		world   []record.Record
		want    string
	}{
		{"complete", nil, parties(), ""},
		{"several of each", nil, with(role("p4", "o3", "buyer"), role("p5", "o1", "agent")), ""},
		{"a seller who buys", nil, with(role("p4", "o1", "buyer")), ":self"},
		{"a seller who buys under another record", nil, with(made("organisation", "o4", map[string]any{"uscc": "91210100MA0000001G"}), role("p4", "o4", "buyer")), ":self"},

		{"no total", map[string]any{"total": nil, "technical": nil}, parties(), "total:total"},
		{"a total of nothing", map[string]any{"total": int64(0), "technical": int64(0)}, parties(), "total:total"},
		{"a total below nothing", map[string]any{"total": int64(-1), "technical": int64(-1)}, parties(), "total:total technical:amounts"},
		{"a total of one fen", map[string]any{"total": int64(1), "technical": int64(1)}, parties(), ""},
		{"a total without the technical amount", map[string]any{"technical": nil}, parties(), "technical:amounts"},
		{"a technical amount above the total", map[string]any{"technical": int64(101)}, parties(), "technical:amounts"},
		{"deductions that fit", map[string]any{"technical": int64(70)}, with(line("l", 30, false)), ""},
		{"deductions that do not fit", map[string]any{"technical": int64(70)}, with(line("l", 31, false)), "technical:amounts"},
		{"a sample is not deducted", nil, with(line("l", 30, true)), ""},
		{"deductions above the total", map[string]any{"technical": int64(0)}, with(line("l", 130, false)), "technical:amounts"},

		{"no scan", map[string]any{"certificate": nil}, parties(), "certificate:scan"},
		{"no scan at an authorised agency", map[string]any{"certificate": nil}, with(made("market", "m", map[string]any{"authorised_agency": true})), ""},
		{"no scan at another market", map[string]any{"certificate": nil}, with(made("market", "m", map[string]any{"authorised_agency": false})), "certificate:scan"},
		{"registered before it was accepted, elsewhere", map[string]any{"accepted": "2026-07-02"}, parties(), ""},
		{"registered before it was accepted, here", map[string]any{"accepted": "2026-07-02"}, with(made("market", "m", map[string]any{"authorised_agency": true})), "registered:soon"},
		{"registered when accepted, here", map[string]any{"accepted": "2026-07-01"}, with(made("market", "m", map[string]any{"authorised_agency": true})), ""},
		{"registered before it was accepted again, here", map[string]any{"accepted": "2026-07-02", "submitted": "2026-06-30", "objections": []string{"o"}}, with(made("market", "m", map[string]any{"authorised_agency": true})), ""},
		{"registered before it was handed in, here", map[string]any{"accepted": "2026-07-02", "submitted": "2026-07-02", "objections": []string{"o"}}, with(made("market", "m", map[string]any{"authorised_agency": true})), "registered:soon"},
		{"no sheet", map[string]any{"prereview": nil}, parties(), ":sheet"},
		{"an open sheet", map[string]any{"prereview": "open"}, with(made("prereview", "open", map[string]any{"contract": "c"})), ":sheet"},
		{"a sheet that was answered against it", nil, append(without("sheet"), answered(map[string]any{"failed": []string{"subject"}})), ":failed"},
		{"large and not seen by experts", nil, append(without("sheet"), answered(map[string]any{"asks": []string{"large"}, "fulfilled": []string{"large"}})), ":experts"},
		{"large, and a person says why not", nil, append(without("sheet"), answered(map[string]any{"asks": []string{"large"}, "overruled": []string{"large"}, "grounds": "g"})), ""},

		{"no parties", nil, without("p1", "p2"), ":parties"},
		{"no seller", nil, without("p1"), ":parties"},
		{"no buyer", nil, without("p2"), ":parties"},
		{"two sellers", nil, append(without("p2"), role("p4", "o2", "seller")), ":parties"},
		{"a buyer without a code", nil, append(without("p2"), role("p4", "o3", "buyer")), ":parties"},
		{"a seller without a code", nil, append(without("p1"), role("p4", "o3", "seller")), ":parties"},
		{"a party that is nowhere", nil, with(role("p4", "lost", "agent")), ":missing :missing"},

		{"registered when signed", map[string]any{"signed": "2026-07-01"}, parties(), ""},
		{"signed after registration", map[string]any{"signed": "2026-07-01", "registered": "2026-06-30"}, parties(), "signed:signed"},
		{"signed tomorrow", map[string]any{"signed": "2026-07-02", "registered": nil}, parties(), "signed:signed"},
		{"registered tomorrow", map[string]any{"registered": "2026-07-02"}, parties(), "registered:future"},
		{"registered today", map[string]any{"registered": nil}, parties(), ""},
		{"signed before any rules", map[string]any{"signed": "2001-07-17"}, parties(), "signed:signed"},

		{"16 digits under the old rules", map[string]any{"signed": "2001-07-18", "number": sixteen}, parties(), ""},
		{"14 digits under the old rules", map[string]any{"signed": "2026-02-28", "number": old}, parties(), ""},
		{"14 digits under the new rules", map[string]any{"signed": "2026-03-01", "number": old}, parties(), "number:form"},
		{"16 digits on the last old day", map[string]any{"signed": "2026-02-28"}, parties(), ""},
		{"16 digits on the first new day", map[string]any{"signed": "2026-03-01"}, parties(), ""},
		{"15 digits", map[string]any{"signed": "2026-02-28", "number": old + "1"}, parties(), "number:form"},
		{"a letter", map[string]any{"number": "202621000000000X"}, parties(), "number:form"},
		{"full-width digits", map[string]any{"number": "２０２６２１００００００００１"}, parties(), "number:form"},
		{"a line break", map[string]any{"number": "2026210000000001\n"}, parties(), "number:form"},
		{"no number", map[string]any{"number": nil}, parties(), "number:form"},

		{"not confirmed, old", map[string]any{"signed": "2026-02-28", "confirmed": false}, parties(), "confirmed:unverified"},
		{"not confirmed, new", map[string]any{"confirmed": nil}, parties(), "confirmed:unverified"},

		{"everything at once", map[string]any{"total": nil, "technical": nil, "number": "1", "registered": "2026-07-02", "certificate": nil}, nil, "total:total registered:future :parties number:form certificate:scan :sheet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := contract(tt.changes)
			out, said, err := judge(process.Contract, r, "register", world{records: tt.world})
			if said != tt.want || (err == nil) != (tt.want == "") {
				t.Fatalf("got %q (%v), want %q", said, err, tt.want)
			}
			if err != nil {
				return
			}
			day, _ := r.Fields["registered"].(string)
			if day == "" {
				day = "2026-07-01"
			}
			pack, _ := rules.Registration.On(r.Fields["signed"].(string))
			if out.State != "registered" || out.Set["registered"] != day || out.Rules != pack.Hash || out.Rules == "" {
				t.Errorf("got %+v, want %s under %s", out, day, pack.Hash)
			}
		})
	}
	broken := errors.New("no connection")
	if _, _, err := judge(process.Contract, contract(nil), "register", world{fail: broken}); !errors.Is(err, broken) {
		t.Errorf("a failed read: got %v, want it as it is", err)
	}
}

// TestContractOfOneStep lets a contract that began under version 1 end under it.
func TestContractOfOneStep(t *testing.T) {
	old, ok := process.Contract.At(1)
	if !ok {
		t.Fatal("version 1 is gone")
	}
	r := contract(map[string]any{"technical": nil, "prereview": nil, "certificate": nil})
	r.State = "draft"
	if out, said, err := judge(old, r, "register", world{records: parties()}); err != nil || out.State != "registered" {
		t.Errorf("got %+v, %s", out, said)
	}
	if _, said, err := judge(process.Contract, r, "register", world{records: parties()}); err == nil || said != ":step" {
		t.Errorf("version 2 registers a draft: %q", said)
	}
}

func TestAchievementSharing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		shared any
		want   string
		set    map[string]any
	}{
		{"today", nil, "", map[string]any{"shared": "2026-07-01", "expires": "2027-07-01", "warns": "2027-06-01"}},
		{"earlier", "2025-12-31", "", map[string]any{"expires": "2027-07-01", "warns": "2027-06-01"}},
		{"on the day", "2026-07-01", "", map[string]any{"expires": "2027-07-01", "warns": "2027-06-01"}},
		{"tomorrow", "2026-07-02", "shared:future", nil},
	} {
		r := made("achievement", "a", map[string]any{"basis": "ally"})
		r.State = "draft"
		if tt.shared != nil {
			r.Fields["shared"] = tt.shared
		}
		out, said, _ := judge(process.Achievement, r, "share", world{})
		if said != tt.want || !reflect.DeepEqual(out.Set, tt.set) {
			t.Errorf("%s: got %q, %v, want %q, %v", tt.name, said, out.Set, tt.want, tt.set)
		}
	}
}

func TestNeedOpening(t *testing.T) {
	for _, tt := range []struct {
		opens any
		set   map[string]any
	}{{nil, map[string]any{"opens": "2026-07-01", "expires": "2027-07-01", "warns": "2027-06-01"}}, {"2026-08-01", map[string]any{"expires": "2027-07-01", "warns": "2027-06-01"}}} {
		r := made("need", "n", map[string]any{"basis": "ally"})
		r.State = "draft"
		if tt.opens != nil {
			r.Fields["opens"] = tt.opens
		}
		out, said, err := judge(process.Need, r, "open", world{})
		if err != nil || out.State != "open" || !reflect.DeepEqual(out.Set, tt.set) || !reflect.DeepEqual(out.Jobs, []string{process.MatchJob}) {
			t.Errorf("opens %v: got %+v, %s", tt.opens, out, said)
		}
	}
	if step, err := process.Need.Find("close", "open"); err != nil || step.Due != "closes" {
		t.Errorf("close is due on %q, %v", step.Due, err)
	}
}

func TestMatchAccepting(t *testing.T) {
	all := []record.Record{
		made("need", "n", map[string]any{"title": record.Variants{"zh": "秸秆还田", "en": "Straw"}, "firm": "o2"}),
		made("achievement", "a", map[string]any{"owner": "o1", "field": "06"}),
		made("organisation", "o1", map[string]any{"region": "210100"}),
	}
	all[0].State, all[1].State = "open", "shared"
	r := made("match", "m", map[string]any{"need": "n", "achievement": "a"})
	r.State = "proposed"
	out, said, err := judge(process.Match, r, "accept", world{records: all})
	if err != nil || out.State != "accepted" || len(out.Make) != 3 {
		t.Fatalf("got %+v, %s", out, said)
	}
	want := map[string]any{"title": "秸秆还田", "seller": "o1", "need": "n", "achievement": "a", "match": "m", "field": "06", "region": "210100"}
	if got := out.Make[0]; got.Kind != "contract" || !reflect.DeepEqual(got.Fields, want) {
		t.Errorf("contract: got %+v, want %v", got, want)
	}
	for i, want := range []map[string]any{
		{"contract": "contract-1", "organisation": "o1", "role": "seller"}, {"contract": "contract-1", "organisation": "o2", "role": "buyer"},
	} {
		if got := out.Make[i+1]; got.Kind != "party" || !reflect.DeepEqual(got.Fields, want) {
			t.Errorf("party %d: got %+v, want %v", i, got, want)
		}
	}
	for i := range all {
		left := append(append([]record.Record{}, all[:i]...), all[i+1:]...)
		if out, _, err := judge(process.Match, r, "accept", world{records: left}); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("without %s: got %+v, %v", all[i].ID, out, err)
		}
	}
	for i, state := range []string{"closed", "withdrawn"} {
		gone := append([]record.Record{}, all...)
		gone[i].State = state
		if _, said, err := judge(process.Match, r, "accept", world{records: gone}); !fault.Is(err, fault.CodeConflict) {
			t.Errorf("with a %s %s: %v %s", state, gone[i].Kind, err, said)
		}
	}
	for state, want := range map[string]string{"draft": ":pair", "registered": ":pair", "withdrawn": "", "refused": ""} {
		c := made("contract", "c", map[string]any{"need": "n", "achievement": "a", "match": "m0"})
		c.State = state
		if _, said, _ := judge(process.Match, r, "accept", world{records: append([]record.Record{c}, all...)}); said != want {
			t.Errorf("with a %s contract: %q, want %q", state, said, want)
		}
		c.Fields = map[string]any{"need": "n", "achievement": "a", "seller": "o9"}
		if _, said, _ := judge(process.Match, r, "accept", world{records: append([]record.Record{c}, all...)}); said != "" {
			t.Errorf("with a %s contract of a stranger: %q", state, said)
		}
	}
	bare := append([]record.Record{made("achievement", "a", map[string]any{"owner": "o1"}), made("organisation", "o1", nil)}, all[0])
	bare[0].State = "shared"
	out, _, err = judge(process.Match, r, "accept", world{records: bare})
	if _, has := out.Make[0].Fields["region"]; err != nil || has || out.Make[0].Fields["field"] != nil {
		t.Errorf("what is not known is carried: %+v, %v", out.Make, err)
	}
	if out, _, err := judge(process.Match, r, "decline", world{}); err != nil || out.State != "declined" || out.Make != nil {
		t.Errorf("decline: got %+v, %v", out, err)
	}
}

// TestPartiesStandWithTheContract refuses another buyer once the contract is registered.
func TestPartiesStandWithTheContract(t *testing.T) {
	party := made("party", "p", map[string]any{"contract": "c", "organisation": "o", "role": "buyer"})
	for _, tt := range []struct {
		state string
		code  fault.Code
	}{
		{"draft", ""}, {"signed", ""}, {"supplement", ""}, {"submitted", fault.CodeConflict}, {"reviewing", fault.CodeConflict}, {"expert", fault.CodeConflict},
		{"registered", fault.CodeConflict}, {"refused", fault.CodeConflict}, {"cancelled", fault.CodeConflict},
	} {
		contract := made("contract", "c", nil)
		contract.State = tt.state
		err := process.Party.Check(flow.Scene{Record: party, Reader: world{records: []record.Record{contract}}})
		if tt.code == "" && err != nil || tt.code != "" && !fault.Is(err, tt.code) {
			t.Errorf("of a %s contract: got %v, want %q", tt.state, err, tt.code)
		}
	}
}

func TestAccountRoles(t *testing.T) {
	small, big := made("market", "m", map[string]any{"small_office": true}), made("market", "m", map[string]any{})
	broken := errors.New("no connection")
	for _, tt := range []struct {
		name, id string
		roles    []string
		world    world
		want     string
		err      error
	}{
		{"an administrator", "x", []string{"system"}, world{}, "", nil},
		{"business", "x", []string{"member", "broker", "registrar", "officer"}, world{}, "", nil},
		{"both", "x", []string{"system", "broker"}, world{records: []record.Record{big}}, "roles:separate", nil},
		{"both, and no market yet", "x", []string{"audit", "member"}, world{}, "roles:separate", nil},
		{"both in a small office", "x", []string{"security", "officer"}, world{records: []record.Record{small}}, "", nil},
		{"his own account", "actor", []string{"broker"}, world{records: []record.Record{small}}, ":own", nil},
		{"both, and a failed read", "x", []string{"system", "broker"}, world{fail: broken}, "", broken},
	} {
		r := made("account", tt.id, map[string]any{"roles": tt.roles})
		r.State = "suspended"
		out, said, err := judge(process.Account, r, "reinstate", tt.world)
		if said != tt.want || tt.err != nil && !errors.Is(err, tt.err) || err == nil && out.State != "active" {
			t.Errorf("%s: got %+v, %q, %v, want %q", tt.name, out, said, err, tt.want)
		}
	}
}

// TestAmountsBy finds the newest amendment of amounts, be there newer ones of other things.
func TestAmountsBy(t *testing.T) {
	w := world{records: []record.Record{
		made("amendment", "a1", map[string]any{"total": int64(1)}), made("amendment", "a2", map[string]any{"total": int64(2)}), made("amendment", "a3", map[string]any{"ends": "2027-01-01"}),
	}}
	for _, tt := range []struct {
		amended []string
		want    string
		missing bool
	}{{nil, "", false}, {[]string{"a3"}, "", false}, {[]string{"a1", "a3"}, "a1", false}, {[]string{"a1", "a2", "a3"}, "a2", false}, {[]string{"a1", "lost"}, "", true}} {
		got, err := process.AmountsBy(made("contract", "c", map[string]any{"amended": tt.amended}), w.Record)
		if got != tt.want || fault.Is(err, fault.CodeMissing) != tt.missing {
			t.Errorf("%v: got %q, %v, want %q", tt.amended, got, err, tt.want)
		}
	}
}

package rules_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"heitu/internal/rules"
	"heitu/internal/text"
)

// fixture is a contract with what is known to come of it.
type fixture struct {
	Name   string
	Base   string
	Change json.RawMessage
	Want   struct {
		Pack, Outcome                                string
		Unmet, Ask, Leans, Met, Reasons, Supplements []string
		Due                                          string
		Experts                                      bool
	}
}

func TestContracts(t *testing.T) {
	data, err := os.ReadFile("testdata/contracts.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Base      map[string]json.RawMessage
		Contracts []fixture
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Contracts) < 15 {
		t.Fatalf("%d contracts, want at least 15", len(all.Contracts))
	}
	for _, f := range all.Contracts {
		t.Run(f.Name, func(t *testing.T) {
			var facts rules.Facts
			for _, part := range []json.RawMessage{all.Base[f.Base], f.Change} {
				if err := json.Unmarshal(part, &facts); err != nil {
					t.Fatal(err)
				}
			}
			compare(t, f, facts, rules.PreReview(facts))
		})
	}
}

func compare(t *testing.T, f fixture, facts rules.Facts, s rules.Sheet) {
	t.Helper()
	if s.Pack.From != f.Want.Pack || s.Outcome != f.Want.Outcome {
		t.Errorf("got %q by the pack from %q, want %q by %q", s.Outcome, s.Pack.From, f.Want.Outcome, f.Want.Pack)
	}
	for _, set := range []struct {
		name      string
		got, want []string
	}{
		{"not met", s.Codes(rules.Unmet), f.Want.Unmet}, {"to be judged", s.Codes(rules.Unsure), f.Want.Ask},
		{"in doubt", s.Doubts(), f.Want.Leans}, {"reasons", s.Reasons(), f.Want.Reasons}, {"to supplement", s.Supplements(), f.Want.Supplements},
	} {
		slices.Sort(set.got)
		slices.Sort(set.want)
		if !slices.Equal(set.got, set.want) {
			t.Errorf("%s: got %v, want %v", set.name, set.got, set.want)
		}
	}
	experts := false
	for _, l := range s.Lines {
		if l.Rule.Status != rules.Verified && l.Result == rules.Unmet {
			t.Errorf("%s decides alone, though nobody has verified it", l.Rule.Code)
		}
		if slices.Contains(f.Want.Met, l.Rule.Code) && l.Result != rules.Met {
			t.Errorf("%s: got %s, leaning to %s", l.Rule.Code, l.Result, l.Leans)
		}
		if l.Why.ZH == "" || l.Why.EN == "" || strings.Contains(l.Why.ZH+l.Why.EN, "%!") {
			t.Errorf("%s gives as reason %q, %q", l.Rule.Code, l.Why.ZH, l.Why.EN)
		}
		experts = experts || l.Rule.Expert && l.Leans == rules.Unmet
	}
	if experts != f.Want.Experts {
		t.Errorf("experts: got %t, want %t", experts, f.Want.Experts)
	}
	if due := s.Pack.Clock.Due(facts.Submitted, experts).Day; f.Want.Due != "" && due != f.Want.Due {
		t.Errorf("due on %s, want %s", due, f.Want.Due)
	}
	if said := s.Say(); strings.Count(said.ZH, "\n")+1 != max(1, len(s.Lines)) || strings.Contains(said.ZH+said.EN, "%!") {
		t.Errorf("the sheet reads\n%s", said.ZH)
	}
}

// TestRulesAreWhole demands of every rule what a person needs to judge it by.
func TestRulesAreWhole(t *testing.T) {
	for _, p := range rules.Registration {
		codes := map[string]bool{}
		for _, r := range p.Rules {
			switch {
			case codes[r.Code]:
				t.Errorf("%s: two rules %s", p.Name.EN, r.Code)
			case r.What.ZH == "" || r.What.EN == "" || r.Source == "":
				t.Errorf("%s: %s lacks words or a source", p.Name.EN, r.Code)
			case r.Status != rules.Verified && r.Status != rules.Unverified:
				t.Errorf("%s: %s is %q", p.Name.EN, r.Code, r.Status)
			case r.Kind != rules.Refuse && r.Kind != rules.Supplement && r.Kind != rules.Ask:
				t.Errorf("%s: %s leads to %q", p.Name.EN, r.Code, r.Kind)
			case r.Kind == rules.Refuse && r.Reason == "" || r.Kind == rules.Supplement && r.Supplement == "":
				t.Errorf("%s: %s leads nowhere", p.Name.EN, r.Code)
			case r.Reason != "" && !slices.Contains(p.Reasons, r.Reason):
				t.Errorf("%s: %s gives the reason %q, which the pack lacks", p.Name.EN, r.Code, r.Reason)
			}
			codes[r.Code] = true
			if what, ok := (rules.Names{}).Lookup(r.Code); !ok || what != r.What {
				t.Errorf("%s: %s is called %q elsewhere", p.Name.EN, r.Code, what.ZH)
			}
			if code, ok := (rules.Names{}).Find(r.What.EN); !ok || code != r.Code {
				t.Errorf("%q is found as %q, want %s", r.What.EN, code, r.Code)
			}
		}
		for _, of := range []string{"development", "transfer", "licence", "consulting", "service"} {
			if !slices.ContainsFunc(p.Rules, func(r rules.Rule) bool { return slices.Contains(r.Types, of) }) {
				t.Errorf("%s has no condition for %s", p.Name.EN, of)
			}
		}
		if p.Clock.Days == 0 || p.Clock.Expert == 0 || p.Clock.Source == "" {
			t.Errorf("%s has no clock: %+v", p.Name.EN, p.Clock)
		}
	}
	if _, ok := (rules.Names{}).Lookup("no such rule"); ok || (rules.Names{}).Label() == (text.Label{}) {
		t.Error("a rule that is nowhere has a name, or the list has none")
	}
}

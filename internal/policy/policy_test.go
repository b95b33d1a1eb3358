package policy

import (
	"testing"

	"heitu/internal/record"
)

func TestJudge(t *testing.T) {
	n := int64(5_000_000)
	all := Facts{Day: "2026-07-02", Region: "220100", Party: "150", Contract: "development", Field: "03", Emerging: "2", Amount: &n, Rungs: []string{"high"}, Graded: true}
	for _, tt := range []struct {
		name   string
		fields map[string]any
		facts  Facts
		want   Answer
	}{
		{"no conditions", nil, Facts{Day: "2026-07-02"}, Yes},
		{"not yet in force", map[string]any{"valid_from": "2026-07-03"}, all, No},
		{"no longer in force", map[string]any{"valid_to": "2026-07-01"}, all, No},
		{"on its last day", map[string]any{"valid_to": "2026-07-02"}, all, Yes},
		{"a city of the province", map[string]any{"regions": []string{"220000"}}, all, Yes},
		{"another province", map[string]any{"regions": []string{"210000"}}, all, No},
		{"region unknown", map[string]any{"regions": []string{"220000"}}, Facts{Day: "2026-07-02"}, Unknown},
		{"on the rung", map[string]any{"rungs": []string{"high", "leading"}}, all, Yes},
		{"not on the rung", map[string]any{"rungs": []string{"leading"}}, all, No},
		{"rung unknown", map[string]any{"rungs": []string{"leading"}}, Facts{Day: "2026-07-02"}, Unknown},
		{"large enough", map[string]any{"least": n}, all, Yes},
		{"too small", map[string]any{"least": n + 1}, all, No},
		{"too large", map[string]any{"most": n - 1}, all, No},
		{"amount unknown", map[string]any{"least": n}, Facts{Day: "2026-07-02"}, Unknown},
		{"one no outweighs an unknown", map[string]any{"least": n, "regions": []string{"210000"}}, Facts{Day: "2026-07-02", Region: "220100"}, No},
		{"type of contract", map[string]any{"contract_types": []string{"transfer"}}, all, No},
		{"emerging industry", map[string]any{"emerging": []string{"2"}}, all, Yes},
	} {
		r := record.Record{Kind: "policy", Fields: map[string]any{"valid_from": "2026-01-01"}}
		for name, v := range tt.fields {
			r.Fields[name] = v
		}
		if got := Judge(r, tt.facts); got.Fits != tt.want {
			t.Errorf("%s: got %+v, want %s", tt.name, got, tt.want)
		}
	}
}

func TestRungs(t *testing.T) {
	contract := record.Record{Kind: "contract", Fields: map[string]any{"signed": "2026-03-01"}}
	for _, tt := range []struct {
		name, state, issued, expires string
		now, then                    bool // whether it counts on 2 July and on the day of signing, 1 March
	}{
		{"in force on both days", "valid", "2026-03-01", "2026-07-02", true, true},
		{"issued since", "valid", "2026-03-02", "2028-03-01", true, false},
		{"run out since", "expired", "2023-03-01", "2026-03-01", false, true},
		{"issued tomorrow", "valid", "2026-07-03", "2028-03-01", false, false},
		{"claimed by its holder", "claimed", "2026-01-01", "2028-03-01", false, false},
		{"taken back", record.Void, "2026-01-01", "2028-03-01", false, false},
	} {
		c := record.Record{Kind: "certificate", State: tt.state, Fields: map[string]any{"rung": "high", "issued": tt.issued, "expires": tt.expires}}
		firm := record.Record{Kind: "organisation"}
		if now := FactsOf("2026-07-02", firm, firm, []record.Record{c}, true).Rungs != nil; now != tt.now {
			t.Errorf("%s: counts today: %v", tt.name, now)
		}
		if then := FactsOf("2026-07-02", contract, firm, []record.Record{c}, true).Rungs != nil; then != tt.then {
			t.Errorf("%s: counts on the day of signing: %v", tt.name, then)
		}
	}
}

package office_test

import (
	"fmt"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/office"
	"heitu/internal/record"
)

func TestSame(t *testing.T) {
	d := open(t)
	org := func(fields map[string]any) string {
		return d.put(broker, record.Draft{Kind: "organisation", Fields: fields}).ID
	}
	plain := org(map[string]any{"name": "哈工（大）研究院 A"})
	coded := org(map[string]any{"name": "冰城公司", "uscc": "91230100MA0000001Q"})
	person := d.put(broker, record.Draft{Kind: "person", Fields: map[string]any{"name": "张三", "organisation": coded}}).ID
	loose := d.put(broker, record.Draft{Kind: "person", Fields: map[string]any{"name": "李四"}}).ID
	contract := d.put(registrar, record.Draft{Kind: "contract", Fields: map[string]any{"title": "合同", "seller": coded}}).ID
	both := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": record.Variants{"zh": "成果", "en": "Result"}, "owner": coded}}).ID
	owner := access.Actor{Account: "owner", Organisation: coded, Roles: record.Member}
	for _, tt := range []struct {
		name   string
		actor  access.Actor
		kind   string
		fields map[string]any
		want   string
	}{
		{"by code", broker, "organisation", map[string]any{"name": "改了名", "uscc": "91230100MA0000001Q"}, coded},
		{"by name in another width", broker, "organisation", map[string]any{"name": "哈工(大)研究院ａ"}, plain},
		{"by name, with the code that was missing", broker, "organisation", map[string]any{"name": "哈工大研究院A", "uscc": "91110000MA0000001L"}, plain},
		{"one name, two codes", broker, "organisation", map[string]any{"name": "冰城公司", "uscc": "91110000MA0000001L"}, ""},
		{"by name without code", broker, "organisation", map[string]any{"name": "冰城 公司"}, coded},
		{"another name", broker, "organisation", map[string]any{"name": "冰城"}, ""},
		{"no name", broker, "organisation", map[string]any{"note": "x"}, ""},
		{"only punctuation", broker, "organisation", map[string]any{"name": "——"}, ""},
		{"a person of the organisation", broker, "person", map[string]any{"name": "张 三", "organisation": coded}, person},
		{"one of another", broker, "person", map[string]any{"name": "张三", "organisation": plain}, ""},
		{"one of none", broker, "person", map[string]any{"name": "李四"}, loose},
		{"one that the actor may not see", d.member(), "person", map[string]any{"name": "李四"}, ""},
		{"one that a visitor may not see", access.Actor{}, "person", map[string]any{"name": "张三", "organisation": coded}, ""},
		{"in one of two languages", broker, "achievement", map[string]any{"title": "成果", "owner": coded}, both},
		{"a contract", registrar, "contract", map[string]any{"title": "合同", "seller": coded}, contract},
		{"the seller's own contract", owner, "contract", map[string]any{"title": "合同", "seller": coded}, contract},
		{"somebody else's contract", d.member(), "contract", map[string]any{"title": "合同", "seller": coded}, ""},
	} {
		same, err := d.Same(t.Context(), tt.actor, tt.kind, tt.fields)
		got := ""
		if err == nil && len(same) == 1 && len(same[0]) == 1 {
			got = same[0][0].ID
		}
		if err != nil || got != tt.want {
			t.Errorf("%s: got %v (%v), want %q", tt.name, same, err, tt.want)
		}
	}
}

// A registered contract is public, its title and seller are not: whoever asks must
// not learn from the answer that he has guessed them.
func TestSameTellsNothingHidden(t *testing.T) {
	d := open(t)
	c := d.registered()
	same, err := d.Same(t.Context(), access.Actor{}, "contract", map[string]any{"title": "合同", "seller": d.firm})
	if err != nil || len(same[0]) != 0 {
		t.Errorf("a visitor has guessed title and seller: %v, %v", same, err)
	}
	same, err = d.Same(t.Context(), access.Actor{}, "contract", map[string]any{"number": c.Fields["number"]})
	if err != nil || len(same[0]) != 1 || same[0][0].Fields["title"] != nil {
		t.Errorf("by its public number: %v, %v", same, err)
	}
}

// registered returns a contract that is in the register.
func (d *desk) registered() record.Record {
	d.t.Helper()
	c := d.walk(d.contract(d.buyer(), map[string]any{"title": "合同"}))
	return d.must(registrar, c, "register", number())
}

func BenchmarkDryRun(b *testing.B) {
	d := open(b)
	const rows = 10_000
	sets := make([]map[string]any, rows)
	acts := make([]office.Act, rows)
	for i := range rows {
		sets[i] = map[string]any{"title": fmt.Sprintf("需求 %d", i), "problem": "难题", "firm": d.firm}
		acts[i] = act("need", "", 0, sets[i])
	}
	for b.Loop() {
		begin := time.Now()
		if _, err := d.Same(b.Context(), broker, "need", sets...); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(begin).Milliseconds()), "ms/same")
		begin = time.Now()
		if _, err := d.Weigh(b.Context(), broker, acts...); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(begin).Milliseconds()), "ms/weigh")
	}
}

package office_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
)

var officer = access.Actor{Account: "officer", Roles: record.Officer}

// at takes one step on the newest revision of r and returns what became of it.
func (d *desk) at(a access.Actor, r record.Record, step string, fields map[string]any) (record.Record, error) {
	d.t.Helper()
	now := d.anew(r)
	changed, err := d.Take(d.t.Context(), a, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: now.Rev, Step: step, Fields: fields})
	if err != nil {
		return now, err
	}
	return changed[0], nil
}

func (d *desk) must(a access.Actor, r record.Record, step string, fields map[string]any) record.Record {
	d.t.Helper()
	changed, err := d.at(a, r, step, fields)
	if err != nil {
		d.t.Fatalf("%s: %v", step, err)
	}
	return changed
}

func (d *desk) anew(r record.Record) record.Record {
	d.t.Helper()
	now, err := d.Record(d.t.Context(), node, r.Kind, r.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return now
}

func (d *desk) change(r record.Record, fields map[string]any) error {
	d.t.Helper()
	_, err := d.Put(d.t.Context(), registrar, "", record.Draft{Kind: r.Kind, ID: r.ID, Rev: d.anew(r).Rev, Fields: fields})
	return err
}

// walk takes a draft to where it can be registered.
func (d *desk) walk(c record.Record) record.Record {
	d.t.Helper()
	for _, step := range []string{"sign", "submit", "accept"} {
		c = d.must(registrar, c, step, nil)
	}
	d.answer(c, nil)
	return c
}

// answer finds everything met that the sheet of c leaves to a person, but for
// what is to be overruled.
func (d *desk) answer(c record.Record, overruled []string) record.Record {
	d.t.Helper()
	sheet := d.sheet(c)
	asks, _ := sheet.Fields["asks"].([]string)
	fulfilled := slices.DeleteFunc(slices.Clone(asks), func(code string) bool { return slices.Contains(overruled, code) })
	return d.must(registrar, sheet, "answer", map[string]any{"fulfilled": fulfilled, "overruled": overruled, "grounds": "已阅"})
}

func (d *desk) sheet(c record.Record) record.Record {
	d.t.Helper()
	return d.anew(record.Record{Kind: "prereview", Key: record.Key{ID: d.anew(c).Fields["prereview"].(string)}})
}

// contract makes a draft with a seller and a buyer.
func (d *desk) contract(buyer string, changes map[string]any) record.Record {
	d.t.Helper()
	fields := map[string]any{
		"title": "永磁电机控制研发", "seller": d.firm, "type": "development", "region": "210100", "signed": "2026-06-01", "total": int64(100_000_00), "technical": int64(100_000_00),
		"form": "written", "sealed": true, "files": []string{scan}, "subject": "控制算法", "goal": "降损", "novelty": "新方案", "targets": "效率 96%", "acceptance": "第三方检测",
	}
	maps.Copy(fields, changes)
	c := d.put(registrar, record.Draft{Kind: "contract", Fields: fields})
	for role, id := range map[string]string{"seller": d.firm, "buyer": buyer} {
		d.put(registrar, record.Draft{Kind: "party", Fields: map[string]any{"contract": c.ID, "organisation": id, "role": role}})
	}
	return c
}

func (d *desk) buyer() string {
	d.t.Helper()
	return d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "买方", "uscc": "91230100MA0000001Q"}}).ID
}

func (d *desk) market() string {
	d.t.Helper()
	return d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "市场"}}).ID
}

func number() map[string]any {
	return map[string]any{"number": "2026210000000001", "confirmed": true, "certificate": []string{scan}}
}

// TestBadContracts puts wrong input and wants it refused at its field.
func TestBadContracts(t *testing.T) {
	d := open(t)
	c := d.contract(d.buyer(), map[string]any{"lead": d.firm})
	of := func(kind string, fields map[string]any) record.Draft {
		fields["contract"] = c.ID
		return record.Draft{Kind: kind, Fields: fields}
	}
	bare := func(changes map[string]any) record.Draft {
		changes["title"] = "合同"
		return record.Draft{Kind: "contract", Fields: changes}
	}
	for _, tt := range []struct {
		name  string
		draft record.Draft
		want  string
	}{
		{"a total below zero", bare(map[string]any{"total": int64(-1)}), "total:invalid"},
		{"a technical amount above the total", bare(map[string]any{"total": int64(1), "technical": int64(2)}), "technical:invalid"},
		{"a code with a wrong check character", record.Draft{Kind: "organisation", Fields: map[string]any{"name": "单位", "uscc": "91210100MA0000001H"}}, "uscc:invalid"},
		{"foreign money without its amount", bare(map[string]any{"currency": "USD"}), "currency:invalid"},
		{"an amount without its currency", bare(map[string]any{"foreign_amount": int64(5)}), "currency:invalid"},
		{"foreign money that does not exist", bare(map[string]any{"currency": "XYZ", "foreign_amount": int64(5)}), "currency:invalid"},
		{"a term that ends before it begins", bare(map[string]any{"begins": "2026-06-02", "ends": "2026-06-01"}), "ends:invalid"},
		{"a number without a step", bare(map[string]any{"number": "2026210000000001"}), "number:invalid"},
		{"a deduction below zero", of("deduction", map[string]any{"what": "设备", "amount": int64(-1)}), "amount:invalid"},
		{"a sample without a reason", of("deduction", map[string]any{"what": "样机", "amount": int64(1), "sample": true}), "reason:invalid"},
		{"a sample with a reason", of("deduction", map[string]any{"what": "样机", "amount": int64(1), "sample": true, "reason": "一台"}), "ok"},
		{"payments above the total", of("payment", map[string]any{"what": "首付款", "amount": int64(100_000_01)}), "amount:invalid"},
		{"a payment of the total", of("payment", map[string]any{"what": "全款", "amount": int64(100_000_00)}), "ok"},
		{"a share above the whole", of("commission", map[string]any{"who": d.firm, "share": int64(10_001)}), "share:invalid"},
		{"a share of nobody who brokered it", of("commission", map[string]any{"who": d.market(), "share": int64(1)}), "who:invalid"},
		{"an amendment of the total alone", of("amendment", map[string]any{"title": "增加", "signed": "2026-06-02", "total": int64(5)}), "technical:invalid"},
		{"an objection to a draft", of("objection", map[string]any{"title": "异议", "by": d.firm, "reason": "不符"}), "conflict"},
		{"an objection to nothing", record.Draft{Kind: "objection", Fields: map[string]any{"title": "异议", "by": d.firm, "reason": "不符"}}, "contract:invalid"},
		{"income for nobody", of("income_share", map[string]any{"unit": d.firm, "role": "completer", "share": int64(1)}), "person:invalid"},
		{"a sheet by hand", of("prereview", map[string]any{"outcome": "pass"}), "denied"},
	} {
		_, err := d.Put(t.Context(), registrar, "", tt.draft)
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
}

// TestSubmission hands contracts in that must not be, and mends them.
func TestSubmission(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	part := func(c record.Record, kind string, fields map[string]any) record.Record {
		fields["contract"] = c.ID
		return d.put(registrar, record.Draft{Kind: kind, Fields: fields})
	}
	for _, tt := range []struct {
		name   string
		change map[string]any
		more   func(record.Record)
		want   string
	}{
		{"complete", nil, nil, "ok"},
		{"a seller who buys", nil, func(c record.Record) {
			part(c, "party", map[string]any{"organisation": d.firm, "role": "buyer"})
		}, "conflict"},
		{"deductions above the total", nil, func(c record.Record) {
			part(c, "deduction", map[string]any{"what": "设备", "amount": int64(100_000_01)})
		}, "technical:invalid"},
		{"deductions that the technical amount forgets", nil, func(c record.Record) {
			part(c, "deduction", map[string]any{"what": "设备", "amount": int64(1)})
		}, "technical:invalid"},
		{"a seller that applies for others", map[string]any{"seller": buyer}, nil, "seller:invalid"},
		{"no price", map[string]any{"total": nil, "technical": nil}, nil, "total:invalid technical:invalid"},
		{"a commission that nobody shares", map[string]any{"commission": int64(500)}, nil, "conflict"},
		{"half a commission", map[string]any{"lead": d.firm}, func(c record.Record) { part(c, "commission", map[string]any{"who": d.firm, "share": int64(5_000)}) }, "conflict"},
		{"a commission above the total", map[string]any{"commission": int64(100_000_01)}, nil, "commission:invalid"},
		{"a commission shared out", map[string]any{"commission": int64(500), "lead": d.firm, "assisting": []string{buyer}}, func(c record.Record) {
			part(c, "commission", map[string]any{"who": d.firm, "share": int64(4_000)})
			part(c, "commission", map[string]any{"who": buyer, "share": int64(6_000)})
		}, "ok"},
	} {
		c := d.must(broker, d.contract(buyer, tt.change), "sign", nil)
		if tt.more != nil {
			tt.more(c)
		}
		_, err := d.at(registrar, c, "submit", nil)
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
	own := d.must(broker, d.contract(buyer, nil), "sign", nil)
	if err := d.change(own, map[string]any{"intermediary": own.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.at(registrar, own, "submit", nil); codes(err) != "intermediary:invalid" {
		t.Errorf("its own intermediary contract: %v", err)
	}
	future := d.contract(buyer, map[string]any{"signed": "2026-07-03"})
	if _, err := d.at(broker, future, "sign", nil); codes(err) != "signed:invalid" {
		t.Errorf("signed tomorrow: %v", err)
	}
	stranger := access.Actor{Account: "x", Organisation: buyer, Roles: record.Member}
	if _, err := d.at(stranger, future, "withdraw", nil); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("withdrawn by somebody else: %v", err)
	}
	if got := d.must(d.member(), future, "withdraw", nil); got.State != "withdrawn" {
		t.Errorf("the seller withdrew it to %s", got.State)
	}
}

// TestTwoRegistrarsAtOnce lets two decide on one contract; one decision stands.
func TestTwoRegistrarsAtOnce(t *testing.T) {
	d := open(t)
	c := d.walk(d.contract(d.buyer(), nil))
	moves := []office.Move{
		{Step: "register", Fields: number()}, {Step: "refuse", Fields: map[string]any{"reasons": []string{"price"}, "explanation": "不明确"}},
	}
	got := make([]string, len(moves))
	var wg sync.WaitGroup
	for i, m := range moves {
		m.Kind, m.ID, m.Rev = c.Kind, c.ID, c.Rev
		wg.Go(func() {
			_, err := d.Take(t.Context(), registrar, "", m)
			got[i] = codes(err)
		})
	}
	wg.Wait()
	slices.Sort(got)
	if !slices.Equal(got, []string{"conflict", "ok"}) {
		t.Errorf("got %v, want one to win", got)
	}
}

// TestNegotiationOutlivesTheNeed lets a need close while its contract is on the way,
// and keeps the achievement from being withdrawn.
func TestNegotiationOutlivesTheNeed(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	need := d.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "problem": "难题", "firm": buyer, "closes": "2026-07-03"}})
	d.must(broker, need, "open", direct)
	achievement := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "summary": "简介", "region": "210100", "owner": d.firm}})
	d.must(broker, achievement, "share", direct)
	c := d.must(registrar, d.contract(buyer, map[string]any{"need": need.ID, "achievement": achievement.ID, "begins": "2026-06-01", "ends": "2026-08-01"}), "sign", nil)

	d.now = d.now.AddDate(0, 0, 7)
	if n, err := d.Due(t.Context()); err != nil || n != 1 || d.anew(need).State != "closed" {
		t.Fatalf("the clock took %d steps (%v), the need is %s", n, err, d.anew(need).State)
	}
	if _, err := d.at(d.member(), achievement, "withdraw", nil); codes(err) != "conflict" {
		t.Errorf("withdrawn under contract: %v", err)
	}
	for _, step := range []string{"submit", "accept"} {
		c = d.must(registrar, c, step, nil)
	}
	d.answer(c, nil)
	if got := d.must(registrar, c, "register", number()); got.State != "registered" || got.Fields["need"] != need.ID {
		t.Errorf("got %s", got.State)
	}
	if _, err := d.at(d.member(), achievement, "withdraw", nil); codes(err) != "conflict" {
		t.Errorf("withdrawn in the term of the contract: %v", err)
	}
	d.now = d.now.AddDate(0, 2, 0)
	if got := d.must(d.member(), achievement, "withdraw", nil); got.State != "withdrawn" {
		t.Errorf("after the term: got %s", got.State)
	}
}

// TestSameContractFromBothSides finds what the other side has entered already.
func TestSameContractFromBothSides(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	first := d.must(registrar, d.must(registrar, d.contract(buyer, nil), "sign", nil), "submit", nil)
	if asks := d.sheet(first).Fields["asks"].([]string); slices.Contains(asks, "duplicate") {
		t.Fatalf("alone, yet like another: %v", asks)
	}
	for _, tt := range []struct {
		name   string
		change map[string]any
		alike  bool
	}{
		{"another title, two days later", map[string]any{"title": "电机控制器开发", "signed": "2026-06-03"}, true},
		{"three days earlier", map[string]any{"title": "电机控制器开发一", "signed": "2026-05-29"}, true},
		{"four days later", map[string]any{"title": "电机控制器开发二", "signed": "2026-06-05", "total": int64(100_000_00)}, true}, // two days after the first row
		{"eight days later", map[string]any{"title": "电机控制器开发三", "signed": "2026-06-13"}, false},
		{"another total", map[string]any{"title": "电机控制器开发四", "total": int64(5), "technical": int64(5)}, false},
		{"the same title, another day and total", map[string]any{"signed": "2026-02-01", "total": int64(7), "technical": int64(7)}, true},
	} {
		c := d.must(registrar, d.must(registrar, d.contract(buyer, tt.change), "sign", nil), "submit", nil)
		sheet := d.sheet(c)
		asks, _ := sheet.Fields["asks"].([]string)
		if slices.Contains(asks, "duplicate") != tt.alike {
			t.Errorf("%s: the sheet asks %v", tt.name, asks)
		}
		if c = d.must(registrar, c, "accept", nil); tt.alike {
			if _, err := d.at(registrar, sheet, "answer", map[string]any{"fulfilled": asks}); codes(err) != "grounds:invalid" {
				t.Errorf("%s: answered without grounds: %v", tt.name, err)
			}
			d.answer(c, []string{"duplicate"})
		}
		lines := sheet.Fields["lines"].(record.Variants)["zh"]
		if tt.alike && !strings.Contains(lines, "疑似重复") {
			t.Errorf("%s: the sheet says\n%s", tt.name, lines)
		}
	}
}

// TestTerms lets the clock tell of a term that was missed.
func TestTerms(t *testing.T) {
	d := open(t)
	c := d.must(registrar, d.must(registrar, d.contract(d.buyer(), nil), "sign", nil), "submit", nil)
	c = d.must(registrar, c, "accept", nil) // on Thursday, 2 July 2026
	if c.Fields["due"] != "2026-07-23" {
		t.Errorf("due on %v, want 2026-07-23", c.Fields["due"])
	}
	c = d.must(registrar, c, "supplement", map[string]any{"shortcomings": []string{"seals"}, "advice": "补章"})
	if c.Fields["due"] != nil || c.State != "supplement" {
		t.Errorf("%s, due on %v while it is supplemented", c.State, c.Fields["due"])
	}
	if err := d.change(c, map[string]any{"note": "已补"}); err != nil {
		t.Error(err)
	}
	d.now = time.Date(2026, 7, 6, 1, 0, 0, 0, time.UTC)
	c = d.must(d.member(), c, "submit", nil)
	if err := d.change(c, map[string]any{"note": "再改"}); codes(err) != "conflict" {
		t.Errorf("changed after it was handed in: %v", err)
	}
	c = d.must(registrar, c, "accept", nil)
	if c.Fields["due"] != "2026-07-27" || c.Fields["accepted"] != "2026-07-06" {
		t.Errorf("the clock began anew on %v and ends on %v", c.Fields["accepted"], c.Fields["due"])
	}
	for _, tt := range []struct {
		now  string
		want int
	}{{"2026-07-27T23:00:00+08:00", 0}, {"2026-07-28T01:00:00+08:00", 1}, {"2026-07-29T01:00:00+08:00", 0}} {
		d.now, _ = time.Parse(time.RFC3339, tt.now)
		if n, err := d.Due(t.Context()); err != nil || n != tt.want {
			t.Errorf("at %s: %d steps, %v, want %d", tt.now, n, err, tt.want)
		}
	}
	if c = d.anew(c); c.State != "reviewing" || c.Fields["overdue"] != "2026-07-27" || c.Fields["due"] != nil {
		t.Errorf("%s, overdue %v, due %v", c.State, c.Fields["overdue"], c.Fields["due"])
	}
	if c = d.must(registrar, c, "refer", nil); c.Fields["due"] != "2026-08-17" || c.Fields["overdue"] != nil {
		t.Errorf("experts have until %v", c.Fields["due"])
	}
}

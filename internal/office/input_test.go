package office_test

import (
	"slices"
	"testing"

	"heitu/internal/record"
)

// TestBadPublications puts prices below zero and days that have passed, and wants them
// refused at their field.
func TestBadPublications(t *testing.T) {
	d := open(t)
	need := func(changes map[string]any) record.Draft {
		changes["title"], changes["problem"], changes["firm"] = "需求", "难题", d.firm
		return record.Draft{Kind: "need", Fields: changes}
	}
	goods := func(changes map[string]any) record.Draft {
		changes["title"], changes["summary"], changes["owner"], changes["region"] = "成果", "简介", d.firm, "210100"
		return record.Draft{Kind: "achievement", Fields: changes}
	}
	for _, tt := range []struct {
		name  string
		draft record.Draft
		want  string
	}{
		{"a budget below zero", need(map[string]any{"budget": int64(-1)}), "budget:invalid"},
		{"a price below zero", goods(map[string]any{"price": int64(-1)}), "price:invalid"},
		{"a range that ends below zero", goods(map[string]any{"price": int64(1), "price_to": int64(-1)}), "price_to:invalid"},
		{"a range that ends before it begins", goods(map[string]any{"price": int64(2), "price_to": int64(1)}), "price_to:invalid"},
		{"a deadline before the opening", need(map[string]any{"opens": "2026-07-03", "closes": "2026-07-02"}), "closes:invalid"},
		{"a day that does not exist", need(map[string]any{"closes": "2026-02-30"}), "closes:invalid"},
	} {
		if _, err := d.Put(t.Context(), broker, "", tt.draft); codes(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	past := need(map[string]any{"closes": "2026-07-01", "firm": d.firm})
	if _, err := d.Put(t.Context(), d.member(), "", past); codes(err) != "closes:invalid" {
		t.Errorf("a member's deadline that has passed: %v", err)
	}
	late := d.put(broker, need(map[string]any{"closes": "2026-07-01"}))
	if _, err := d.at(broker, late, "open", direct); codes(err) != "closes:invalid" {
		t.Errorf("published after its deadline: %v", err)
	}
	mine := d.put(d.member(), need(map[string]any{"closes": "2026-07-02", "firm": d.firm}))
	d.now = d.now.AddDate(0, 0, 1)
	if _, err := d.Put(t.Context(), d.member(), "", record.Draft{Kind: "need", ID: mine.ID, Rev: mine.Rev, Fields: map[string]any{"problem": "补充"}}); codes(err) != "ok" {
		t.Errorf("changed after the deadline: %v", err)
	}
}

// TestContractInForeignCurrency wants a contract in foreign money converted before it
// is registered, and keeps what was agreed.
func TestContractInForeignCurrency(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	for _, tt := range []struct {
		name   string
		change map[string]any
		asked  bool // whether a person must judge the conversion: the rule is unverified
	}{
		{"in yuan", nil, false},
		{"converted", map[string]any{"title": "二", "currency": "USD", "foreign_amount": int64(14_000_00), "rate": "7.1428", "translated": true}, false},
		{"without the rate", map[string]any{"title": "三", "currency": "USD", "foreign_amount": int64(14_000_00), "translated": true}, true},
	} {
		c := d.must(registrar, d.must(registrar, d.contract(buyer, tt.change), "sign", nil), "submit", nil)
		if asks, _ := d.sheet(c).Fields["asks"].([]string); slices.Contains(asks, "currency") != tt.asked {
			t.Errorf("%s: the sheet asks %v", tt.name, asks)
		}
		if tt.change != nil && c.Fields["foreign_amount"] != tt.change["foreign_amount"] {
			t.Errorf("%s: the contract holds %v", tt.name, c.Fields["foreign_amount"])
		}
	}
	if _, err := d.Put(t.Context(), broker, "", record.Draft{Kind: "contract", Fields: map[string]any{"title": "四", "currency": "USD", "foreign_amount": int64(-5)}}); codes(err) != "foreign_amount:invalid" {
		t.Errorf("an amount below zero: %v", err)
	}
}

package office_test

import (
	"maps"
	"reflect"
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
)

// amendment makes a draft that may be handed in but for changes.
func (d *desk) amendment(c record.Record, changes map[string]any) record.Record {
	d.t.Helper()
	fields := map[string]any{"contract": c.ID, "title": "变更", "signed": "2026-07-01", "reason": "双方约定", "files": []string{scan}}
	maps.Copy(fields, changes)
	return d.put(registrar, record.Draft{Kind: "amendment", Fields: fields})
}

// TestBadAmendments refuses what would not stand in a contract.
func TestBadAmendments(t *testing.T) {
	d := open(t)
	c := d.must(registrar, d.walk(d.contract(d.buyer(), map[string]any{"begins": "2026-06-01", "ends": "2027-06-01"})), "register", number())
	for _, tt := range []struct {
		name    string
		changes map[string]any
		want    string
	}{
		{"an end before the beginning", map[string]any{"ends": "2001-01-01"}, "ends:invalid"},
		{"an end on the first day", map[string]any{"ends": "2026-06-01"}, "ok"},
		{"no price", map[string]any{"total": int64(0), "technical": int64(0)}, "total:invalid"},
		{"a price of one fen", map[string]any{"total": int64(1), "technical": int64(1)}, "ok"},
		{"signed before the contract", map[string]any{"signed": "2026-05-31", "name": "新名称"}, "signed:invalid"},
		{"signed with the contract", map[string]any{"signed": "2026-06-01", "name": "新名称"}, "ok"},
	} {
		_, err := d.at(registrar, d.amendment(c, tt.changes), "submit", nil)
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
}

// TestStepLeavesTheWholeRight moves the beginning while an amendment of the end
// waits, and takes a contract that was broken before out of it.
func TestStepLeavesTheWholeRight(t *testing.T) {
	d := open(t)
	c := d.must(registrar, d.contract(d.buyer(), nil), "sign", nil)
	a := d.must(registrar, d.amendment(c, map[string]any{"ends": "2026-08-01"}), "submit", nil)
	if err := d.change(c, map[string]any{"begins": "2026-09-01"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.at(registrar, c, "change", map[string]any{"amendment": a.ID}); codes(err) != "amendment:invalid" {
		t.Errorf("a step left it broken: %v", err)
	}

	lax := kinds.All()
	for i := range lax {
		lax[i].Check = nil
	}
	strict := d.Office
	config := strict.Config
	config.Kinds = lax
	d.Office = office.New(config, 0)
	if err := d.change(c, map[string]any{"ends": "2026-08-01"}); err != nil {
		t.Fatal(err)
	}
	d.Office = strict
	mended := d.amendment(c, map[string]any{"ends": "2027-08-01"})
	d.must(registrar, mended, "submit", nil)
	for _, step := range []string{"submit", "accept"} {
		c = d.must(registrar, c, step, nil)
	}
	d.answer(c, nil)
	c = d.must(registrar, c, "register", number())
	if c = d.must(registrar, c, "change", map[string]any{"amendment": mended.ID}); c.Fields["ends"] != "2027-08-01" {
		t.Errorf("ends on %v", c.Fields["ends"])
	}
}

// TestSellerAmends lets the seller see the sheet, but not whom it names, and hand an
// amendment in; nobody else of his kind can.
func TestSellerAmends(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	c := d.must(registrar, d.walk(d.contract(buyer, nil)), "register", number())
	sheet, err := d.Record(t.Context(), d.member(), "prereview", d.sheet(c).ID)
	if err != nil || sheet.Owner != d.firm || sheet.Fields["outcome"] == nil || sheet.Fields["lines"] != nil || sheet.Fields["grounds"] != nil {
		t.Errorf("the seller sees the sheet as %+v, %v", sheet, err)
	}
	draft := record.Draft{Kind: "amendment", Fields: map[string]any{
		"contract": c.ID, "title": "延期", "signed": "2026-07-01", "reason": "双方约定", "files": []string{scan}, "ends": "2028-06-01",
	}}
	stranger := access.Actor{Account: "x", Organisation: buyer, Roles: record.Member}
	if _, err := d.Put(t.Context(), stranger, "", draft); err == nil {
		t.Error("another firm amended the contract")
	}
	a := d.put(d.member(), draft)
	if a = d.must(d.member(), a, "submit", nil); a.State != "submitted" || a.Owner != d.firm {
		t.Errorf("got %s of %s", a.State, a.Owner)
	}
	if _, err := d.Record(t.Context(), stranger, "amendment", a.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("another firm sees it: %v", err)
	}
	d.must(registrar, c, "change", map[string]any{"amendment": a.ID})
	if got := d.must(registrar, a, "enter", nil); got.State != "entered" {
		t.Errorf("got %s", got.State)
	}
	for _, kind := range []string{"amendment", "prereview"} {
		page, err := d.List(t.Context(), d.member(), record.Query{Kind: kind, Limit: 9})
		if err != nil || len(page.Records) != 1 {
			t.Errorf("the seller lists %d of %s, %v", len(page.Records), kind, err)
		}
	}
}

// TestAppliedOnce judges the day of application by the first one, whenever papers are added.
func TestAppliedOnce(t *testing.T) {
	d := open(t)
	c := d.must(registrar, d.contract(d.buyer(), map[string]any{"begins": "2026-06-01", "ends": "2026-07-10"}), "sign", nil)
	c = d.must(registrar, c, "submit", nil)
	first := d.sheet(c).Fields
	d.must(registrar, c, "supplement", map[string]any{"shortcomings": []string{"seals"}})
	d.now = d.now.AddDate(0, 1, 0)
	c = d.must(registrar, c, "submit", nil)
	if again := d.sheet(c).Fields; !reflect.DeepEqual(again["met"], first["met"]) || c.Fields["submitted"] != "2026-07-02" {
		t.Errorf("handed in again, %v is met, not %v; submitted on %v", again["met"], first["met"], c.Fields["submitted"])
	}
}

package office_test

import (
	"testing"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
)

// TestReceiving enters payments that cannot have come, and one that did.
func TestReceiving(t *testing.T) {
	d := open(t)
	c := d.contract(d.buyer(), nil)
	line := func(fen int64) record.Record {
		return d.put(registrar, record.Draft{Kind: "payment", Fields: map[string]any{"contract": c.ID, "what": "款", "amount": fen}})
	}
	first, second := line(60_000_00), line(40_000_00)
	receive := func(name string, p record.Record, fen int64, day, want string) {
		t.Helper()
		if _, err := d.at(registrar, p, "receive", map[string]any{"received": fen, "paid": day}); codes(err) != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	receive("for a draft", first, 60_000_00, "2026-06-02", "conflict")
	d.must(registrar, c, "sign", nil)
	for _, tt := range []struct {
		name string
		fen  int64
		day  string
		want string
	}{
		{"before the signing", 60_000_00, "1999-01-01", "paid:invalid"},
		{"tomorrow", 60_000_00, "2026-07-03", "paid:invalid"},
		{"more than the total", 999_999_999_999_99, "2026-06-02", "received:invalid"},
		{"as agreed, on the day of signing", 60_000_00, "2026-06-01", "ok"},
	} {
		receive(tt.name, first, tt.fen, tt.day, tt.want)
	}
	receive("with the first more than the total", second, 40_000_01, "2026-07-02", "received:invalid")
	receive("the rest", second, 40_000_00, "2026-07-02", "ok")
}

// TestStriking takes parts off a contract while it is written, and not afterwards.
func TestStriking(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	c := d.contract(buyer, nil)
	part := func(kind string, fields map[string]any) record.Draft {
		fields["contract"] = c.ID
		return record.Draft{Kind: kind, Fields: fields}
	}
	if _, err := d.Put(t.Context(), registrar, "", part("party", map[string]any{"organisation": buyer, "role": "buyer"})); codes(err) != "organisation:invalid" {
		t.Errorf("a buyer twice: %v", err)
	}
	wrong := d.put(registrar, part("party", map[string]any{"organisation": d.firm, "role": "buyer"}))
	line := d.put(registrar, part("deduction", map[string]any{"what": "设备", "amount": int64(1)}))
	owed := d.put(registrar, part("payment", map[string]any{"what": "全款", "amount": int64(100_000_00)}))
	kept := d.put(registrar, part("deduction", map[string]any{"what": "样机", "amount": int64(1), "sample": true, "reason": "一台"}))
	c = d.must(registrar, c, "sign", nil)
	if _, err := d.at(registrar, c, "submit", nil); codes(err) != "technical:invalid conflict" {
		t.Errorf("handed in as it is: %v", err)
	}
	stranger := access.Actor{Account: "x", Organisation: buyer, Roles: record.Member}
	for _, r := range []record.Record{wrong, line, owed} {
		if _, err := d.at(stranger, r, "strike", nil); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("a %s struck out by another firm: %v", r.Kind, err)
		}
		if got := d.must(d.member(), r, "strike", nil); got.State != record.Void {
			t.Errorf("a %s is %s", r.Kind, got.State)
		}
	}
	again := d.put(registrar, part("payment", map[string]any{"what": "全款", "amount": int64(100_000_00)}))
	d.must(registrar, c, "submit", nil)
	for _, r := range []record.Record{kept, again} {
		if _, err := d.at(registrar, r, "strike", nil); codes(err) != "conflict" {
			t.Errorf("a %s struck out behind the contract: %v", r.Kind, err)
		}
	}
}

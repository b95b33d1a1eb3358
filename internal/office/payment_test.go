package office_test

import (
	"testing"

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

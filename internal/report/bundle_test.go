package report_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/text"
)

// tiles are hashes in memory.
type tiles map[string][]byte

func (t tiles) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return t[fmt.Sprint(level, n)], nil
}

func (t tiles) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	t[fmt.Sprint(level, n)] = hashes
	return nil
}

// packed is a bundle of the sum of records in the first half of 2026 in one region, and its key.
func packed(t *testing.T, records ...record.Record) (report.Bundle, string) {
	t.Helper()
	random := rand.NewChaCha8([32]byte{1})
	private, public, err := journal.GenerateKey(random, "h")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	log := tiles{}
	var leaves [][]byte
	var secrets []journal.Secret
	for _, r := range records {
		slots := store.Slots(r)
		secret, err := journal.NewSecret(random, 4, len(slots))
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := secret.Leaf(slots)
		if err != nil {
			t.Fatal(err)
		}
		secrets, leaves = append(secrets, secret), append(leaves, leaf)
	}
	size, err := journal.Append(t.Context(), log, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	c := journal.Checkpoint{Origin: "h", Size: size}
	if c.Root, err = journal.Root(t.Context(), log, size); err != nil {
		t.Fatal(err)
	}
	var p journal.Proven
	if p.Checkpoint, err = c.Sign(signer); err != nil {
		t.Fatal(err)
	}
	v := report.Value{Figure: summed, Region: "210000", Period: report.Half(2026, 1)}
	for i, r := range records {
		p.Records = append(p.Records, shown(t, log, size, int64(i), secrets[i], r))
		v.Value += r.Fields["total"].(int64)
	}
	v.Parts = []report.Part{{Figure: summed, Value: v.Value}}
	return report.Pack("h", public, v, p), public
}

func shown(t *testing.T, log tiles, size, index int64, secret journal.Secret, r record.Record) journal.Evidence {
	t.Helper()
	e := journal.Evidence{Header: r.Header(), Fields: map[string]json.RawMessage{}}
	var err error
	for _, name := range summed.Fields() {
		e.Fields[name] = record.Canonical(r.Fields[name])
	}
	if e.Disclosure, err = secret.Disclose(store.Slots(r), append(summed.Fields(), journal.HeaderSlot)); err != nil {
		t.Fatal(err)
	}
	if e.Proof, err = journal.Prove(t.Context(), log, size, index); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestBundleCheck(t *testing.T) {
	records := []record.Record{
		row("a", "registered", "2026-01-01", "210100", 100), row("b", "registered", "2026-06-30", "210200", 30), row("c", "registered", "2026-03-01", "210000", 5),
	}
	foreign := func(change func(*record.Record)) []record.Record {
		list := slices.Clone(records)
		list[1] = list[1].Clone()
		change(&list[1])
		return list
	}
	for _, tt := range []struct {
		name    string
		records []record.Record
		change  func(*report.Bundle)
		want    text.Message // the zero message for accepted
	}{
		{"as it is", records, nil, text.Message{}},
		{"no records", nil, nil, text.Message{}},
		{"a later version", records, func(b *report.Bundle) { b.Version++ }, text.BundleVersion},
		{"another home", records, func(b *report.Bundle) { b.Home = "x" }, text.CheckpointForged},
		{"another checkpoint", records, func(b *report.Bundle) { b.Checkpoint = strings.Replace(b.Checkpoint, "\n3\n", "\n4\n", 1) }, text.CheckpointForged},
		{"another period", records, func(b *report.Bundle) { b.Period = "2025-H1" }, text.RecordForeign},
		{"no period", records, func(b *report.Bundle) { b.Period = "2026-H3" }, text.PeriodForm},
		{"a longer period", records, func(b *report.Bundle) { b.Period = "2026" }, text.Message{}},
		{"a quarter", records, func(b *report.Bundle) { b.Period = "2026-Q1" }, text.RecordForeign},
		{"another region", records, func(b *report.Bundle) { b.Region = "220000" }, text.RecordForeign},
		{"another value", records, func(b *report.Bundle) { *b.Value-- }, text.FigureDiffers},
		{"counted, not summed", records, func(b *report.Bundle) { b.Parts[0].Measure, b.Parts[0].Of = report.Count, "" }, text.FigureDiffers},
		{"no value", records, func(b *report.Bundle) { b.Value = nil }, text.FigureDiffers},
		{"another value of the part", records, func(b *report.Bundle) { b.Parts[0].Value-- }, text.FigureDiffers},
		{"no part", records, func(b *report.Bundle) { b.Parts = nil }, text.FigureUndefined},
		{"a scale without a ratio", records, func(b *report.Bundle) { b.Scale = 100 }, text.FigureUndefined},
		{"another measure", records, func(b *report.Bundle) { b.Parts[0].Measure = "mean" }, text.RecordForeign},
		{"a test that fails", records, func(b *report.Bundle) {
			b.Parts[0].Where = []report.Test{{Field: "region", Is: report.OneOf, Codes: []string{"210100"}}}
		}, text.RecordForeign},
		{"a cut that is none", records, func(b *report.Bundle) { b.Only = map[string]string{"region2": ""} }, text.FigureUndefined},
		{"another cell of a cut", records, func(b *report.Bundle) { b.Only = map[string]string{"type": "transfer"} }, text.RecordForeign},
		{"a record left out", records, func(b *report.Bundle) { b.Records = b.Records[:2] }, text.FigureDiffers},
		{"a record twice", records, func(b *report.Bundle) { b.Records = append(b.Records, b.Records[2]) }, text.RecordForeign},
		{"records out of order", records, func(b *report.Bundle) { slices.Reverse(b.Records) }, text.RecordForeign},
		{"another amount", records, func(b *report.Bundle) { b.Records[0].Fields["total"] = json.RawMessage("101") }, text.RecordAltered},
		{"an amount that is a text", records, func(b *report.Bundle) { b.Records[0].Fields["total"] = json.RawMessage(`"100"`) }, text.RecordAltered},
		{"an amount in fractions", records, func(b *report.Bundle) { b.Records[0].Fields["total"] = json.RawMessage("100.0") }, text.RecordAltered},
		{"another state", records, func(b *report.Bundle) {
			b.Records[0].Header = []byte(strings.Replace(string(b.Records[0].Header), "registered", "done", 1))
		}, text.RecordAltered},
		{"another time", records, func(b *report.Bundle) {
			b.Records[0].Header = []byte(strings.Replace(string(b.Records[0].Header), `"at":0`, `"at":1`, 1))
		}, text.RecordAltered},
		{"a header that cannot be read", records, func(b *report.Bundle) { b.Records[0].Header = []byte(`[]`) }, text.RecordAltered},
		{"a proof of another", records, func(b *report.Bundle) { b.Records[0].Proof = b.Records[1].Proof }, text.RecordAltered},
		{"another layout", records, func(b *report.Bundle) {
			b.Records[0].Header = []byte(strings.ReplaceAll(string(b.Records[0].Header), ",", " ,\n\t"))
			b.Records[0].Fields["registered"] = []byte(`"\u0032026-01-01"`)
		}, text.Message{}},
		{"a record of another state", foreign(func(r *record.Record) { r.State = "draft" }), nil, text.RecordForeign},
		{"a record of another kind", foreign(func(r *record.Record) { r.Kind = "need" }), nil, text.RecordForeign},
		{"a record of another home", foreign(func(r *record.Record) { r.Home = "x" }), nil, text.RecordAltered},
		{"a record of another day", foreign(func(r *record.Record) { r.Fields["registered"] = "2026-07-01" }), nil, text.RecordForeign},
		{"a record of another region", foreign(func(r *record.Record) { r.Fields["region"] = "110000" }), nil, text.RecordForeign},
		{"a record of no region", foreign(func(r *record.Record) { r.Fields["region"] = "21" }), nil, text.RecordForeign},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, key := packed(t, tt.records...)
			if tt.change != nil {
				tt.change(&b)
			}
			err := b.Check(key)
			if tt.want == (text.Message{}) {
				if err != nil {
					t.Errorf("got %v, want it accepted", err)
				}
				return
			}
			if all := fault.All(err); len(all) != 1 || all[0].Msg != tt.want {
				t.Errorf("got %v, want %q", err, tt.want.EN)
			}
		})
	}
}

// TestBundleCheckSurvives gives it what no node writes. A bundle comes from
// outside, so it must be refused and not stop the program.
func TestBundleCheckSurvives(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*report.Bundle)
	}{
		{"a field that is nothing", func(b *report.Bundle) { b.Records[0].Fields["note"] = json.RawMessage("null") }},
		{"a header that is nothing", func(b *report.Bundle) { b.Records[0].Header = json.RawMessage("null") }},
		{"nothing in a header", func(b *report.Bundle) { b.Records[0].Header = json.RawMessage(`{"id":null}`) }},
		{"a day that is a region", func(b *report.Bundle) { b.Parts[0].Day = "region" }},
		{"no fields", func(b *report.Bundle) { b.Records[0].Fields = nil }},
		{"no key of the log", func(b *report.Bundle) { b.Checkpoint = "\n\n\n" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("panic: %v", r)
				}
			}()
			b, key := packed(t, row("a", "registered", "2026-01-01", "210100", 1), row("b", "registered", "2026-01-01", "210100", 2))
			tt.change(&b)
			if err := b.Check(key); !fault.Is(err, fault.CodeAltered) {
				t.Errorf("got %v, want altered", err)
			}
		})
	}
	b, _ := packed(t)
	if err := b.Check("no key"); !fault.Is(err, fault.CodeInvalid) {
		t.Errorf("a key that is none: got %v", err)
	}
}

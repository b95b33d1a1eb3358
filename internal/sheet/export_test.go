package sheet

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

func TestChosenColumns(t *testing.T) {
	var b strings.Builder
	x := Export{Kind: kinds.Need, Columns: []string{"rev", "title.en", "budget", "title", "rev"}, Lang: text.ZH}
	if err := WriteCSV(&b, x, one(sample)); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "\ufeff版本,需求名称（英文）,预算（元）,需求名称\r\n3,'+cmd|' /C calc'!A0,123456789012.34,'=1+1\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, columns := range [][]string{{"title", "nonsense"}, {}} {
		if err := (Export{Kind: kinds.Need, Columns: columns}).Check(); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("columns %q: got %v", columns, err)
		}
	}
}

func TestGuard(t *testing.T) {
	for said, want := range map[string]string{"a": "a", "=1": "'=1", "'=1": "''=1", "'a": "'a", "": "", "'": "'", "－1": "'－1", "2026-03-01": "2026-03-01"} {
		if got := guard(said); got != want || unguard(got) != said {
			t.Errorf("guard(%q) = %q, and back %q; want %q", said, got, unguard(got), want)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	const rows = 100_000
	all := func(yield func(record.Record, error) bool) {
		for i := range rows {
			r := sample.Clone()
			r.Fields["note"] = fmt.Sprint("第", i, "行")
			if !yield(r, nil) {
				return
			}
		}
	}
	for name, write := range map[string]func(io.Writer, Export, iter.Seq2[record.Record, error]) error{"xlsx": Write, "csv": WriteCSV, "jsonl": WriteJSONL} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, Export{Kind: kinds.Need, Lang: text.ZH}, all); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

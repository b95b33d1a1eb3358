package report_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
)

var (
	counted = report.Figure{Name: "counted", Kind: "contract", States: []string{"registered", "done"}, Day: "registered", Region: "region", Measure: report.Count, Cuts: []string{"type"}}
	summed  = report.Figure{Name: "summed", Kind: "contract", States: []string{"registered"}, Day: "registered", Region: "region", Measure: report.Sum, Of: "total", Places: 2, Cuts: []string{"type"}}
)

func row(id, state, day, region string, total int64) record.Record {
	r := record.Record{Key: record.Key{Home: "h", ID: id}, Kind: "contract", State: state, Fields: map[string]any{"total": total}}
	if day != "" {
		r.Fields["registered"] = day
	}
	if region != "" {
		r.Fields["region"] = region
	}
	return r
}

func value(t *testing.T, c *report.Columns, figure, period, region string) report.Value {
	t.Helper()
	p, err := report.ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	v, err := c.Value(report.Query{Figure: figure, Period: p, Region: region})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBaseAndGrowth(t *testing.T) {
	c := report.New([]report.Figure{counted, summed})
	for i, r := range []record.Record{
		row("a", "registered", "2025-03-01", "210100", 100),
		row("b", "registered", "2026-06-30", "210200", 130),
		row("c", "registered", "2026-01-01", "220100", 7),
		row("d", "registered", "2024-07-01", "210100", 0),
		row("e", "registered", "2025-12-31", "210100", 50),
		row("f", "draft", "2026-01-01", "210100", 1000),
		row("g", "registered", "2026-01-01", "", 3),
	} {
		c.Follow(int64(i), r.ID, r, true)
	}
	c.Follow(7, "h", row("h", "registered", "2026-01-01", "210100", 1), false)
	for _, tt := range []struct {
		figure, period, region string
		want                   int64
		base                   int64 // -1 for none
		growth                 float64
		records                string
	}{
		{"summed", "2026-H1", "210000", 130, 100, 0.3, "b"},
		{"summed", "2026-H1", "", 140, 100, 0.4, "b,c,g"},
		{"summed", "2026-H1", "220000", 7, -1, math.NaN(), "c"},
		{"summed", "2025-H2", "210000", 50, 0, math.NaN(), "e"},
		{"summed", "2027-H1", "210000", 0, 130, -1, ""},
		{"summed", "2030-H1", "", 0, -1, math.NaN(), ""},
		{"counted", "2026-H1", "", 3, 1, 2, "b,c,g"},
		{"counted", "2025-H2", "", 1, 1, 0, "e"},
		{"counted", "2026-H1", "210100", 0, 1, -1, ""},
	} {
		v := value(t, c, tt.figure, tt.period, tt.region)
		base, growth := int64(-1), math.NaN()
		if v.Base != nil {
			base = *v.Base
		}
		if v.Growth.Rate != nil {
			growth = *v.Growth.Rate
		}
		same := math.IsNaN(growth) && math.IsNaN(tt.growth) || math.Abs(growth-tt.growth) < 1e-12
		if v.Value != tt.want || base != tt.base || !same || strings.Join(v.Records, ",") != tt.records || v.Entry != 7 {
			t.Errorf("%s in %s of %q: got %d, base %d, growth %v, %v, entry %d, want %+v", tt.figure, tt.period, tt.region, v.Value, base, growth, v.Records, v.Entry, tt)
		}
	}
	if _, err := c.Value(report.Query{Figure: "lost"}); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("no such figure: got %v", err)
	}
	if _, err := c.Cells("lost"); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("cells of no such figure: got %v", err)
	}
}

// TestColumnsAreARecount follows a random history and compares every cell with a
// count of the newest revisions.
func TestColumnsAreARecount(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := report.New([]report.Figure{counted, summed})
		newest := map[string]record.Record{}
		for n := range rapid.IntRange(0, 60).Draw(r, "entries") {
			id := fmt.Sprint(rapid.IntRange(0, 15).Draw(r, "id"))
			rec := row(id, rapid.SampledFrom([]string{"registered", "done", "draft"}).Draw(r, "state"),
				rapid.SampledFrom([]string{"", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-02-28"}).Draw(r, "day"),
				rapid.SampledFrom([]string{"", "210000", "210100", "220100", "23"}).Draw(r, "region"), rapid.Int64Range(-5, 1000).Draw(r, "total"))
			rec.Kind = rapid.SampledFrom([]string{"contract", "contract", "contract", "need"}).Draw(r, "kind")
			public := rapid.IntRange(0, 5).Draw(r, "public") > 0
			c.Follow(int64(n), id, rec, public)
			if delete(newest, id); public {
				newest[id] = rec
			}
		}
		for _, f := range c.Figures() {
			recount(r, c, f, newest)
		}
	})
}

func recount(r *rapid.T, c *report.Columns, f report.Figure, newest map[string]record.Record) {
	want, ids := map[report.Cell]int64{}, map[report.Cell][]string{}
	for _, id := range slices.Sorted(maps.Keys(newest)) {
		rec := newest[id]
		day, _ := rec.Fields["registered"].(string)
		if rec.Kind != f.Kind || day == "" || !slices.Contains(f.States, rec.State) {
			continue
		}
		cell := report.Cell{Period: report.PeriodOf(day)}
		n := int64(1)
		if f.Of != "" {
			n = rec.Fields["total"].(int64)
		}
		all := cell
		if code, _ := rec.Fields["region"].(string); len(code) == 6 {
			cell.Region = code[:2] + "0000"
			want[cell] += n
			ids[cell] = append(ids[cell], id)
		}
		want[all] += n
		ids[all] = append(ids[all], id)
	}
	cells, err := c.Cells(f.Name)
	if err != nil {
		r.Fatal(err)
	}
	if len(cells) != len(want) {
		r.Fatalf("%s: got cells %v, want %v", f.Name, cells, want)
	}
	for i, cell := range cells {
		v, err := c.Value(report.Query{Figure: f.Name, Period: cell.Period, Region: cell.Region})
		if err != nil || v.Value != want[cell] || !slices.Equal(v.Records, ids[cell]) {
			r.Errorf("%s in %v: got %d of %v, %v, want %d of %v", f.Name, cell, v.Value, v.Records, err, want[cell], ids[cell])
		}
		base, based := want[report.Cell{Period: cell.Period.Before(), Region: cell.Region}]
		if based != (v.Base != nil) || based && *v.Base != base || (v.Growth.Rate != nil) != (based && base > 0) {
			r.Errorf("%s in %v: got base %v, growth %v, want %d, %t", f.Name, cell, v.Base, v.Growth, base, based)
		}
		if i > 0 && cells[i-1].Period.String() < cell.Period.String() {
			r.Errorf("cells out of order: %v", cells)
		}
	}
	if regions := report.Regions(cells); !slices.IsSorted(regions) || slices.Contains(regions, "") || len(slices.Compact(slices.Clone(regions))) != len(regions) {
		r.Errorf("regions: got %v", regions)
	}
}

func TestFigureValid(t *testing.T) {
	good := report.Figure{Name: "f", Kind: "contract", States: []string{"registered"}, Day: "registered", Region: "region", Measure: report.Sum, Of: "total", Cuts: []string{"type"}}
	for _, tt := range []struct {
		name   string
		change func(*report.Figure)
		want   string
	}{
		{"as it is", func(*report.Figure) {}, ""},
		{"counted", func(f *report.Figure) { f.Measure, f.Of = report.Count, "" }, ""},
		{"an unknown kind", func(f *report.Figure) { f.Kind = "lost" }, "unknown kind"},
		{"an unknown day", func(f *report.Figure) { f.Day = "lost" }, `field "lost"`},
		{"a region that only some see", func(f *report.Figure) { f.Region = "seller" }, `field "seller"`},
		{"a sum that only some see", func(f *report.Figure) { f.Kind, f.Of, f.Day, f.Cuts = "need", "budget", "opens", nil }, `field "budget"`},
		{"a sum that is no number", func(f *report.Figure) { f.Of = "number" }, "is a text"},
		{"a sum of nothing", func(f *report.Figure) { f.Of = "" }, "measure sum"},
		{"no measure", func(f *report.Figure) { f.Measure = "" }, "unknown measure"},
		{"a cut that only some see", func(f *report.Figure) { f.Cuts = []string{"payment"} }, `field "payment"`},
		{"a cut that is no choice", func(f *report.Figure) { f.Cuts = []string{"number"} }, "is a text"},
		{"a cut by region", func(f *report.Figure) { f.Cuts = []string{"region"} }, "cut by region"},
		{"a test of an unknown field", func(f *report.Figure) { f.Where = []report.Test{{Field: "lost", Is: report.Given}} }, `field "lost"`},
		{"a test of an unknown code", func(f *report.Figure) {
			f.Where = []report.Test{{Field: "type", Is: report.OneOf, Codes: []string{"gift"}}}
		}, "test of type"},
		{"a test without codes", func(f *report.Figure) { f.Where = []report.Test{{Field: "type", Is: report.OneOf}} }, "one of"},
		{"a test of one region", func(f *report.Figure) { f.Where = []report.Test{{Field: "region", Is: report.Same}} }, "no region"},
		{"an unknown relation", func(f *report.Figure) { f.Where = []report.Test{{Field: "region", Is: "near"}} }, "unknown relation"},
		{"half a ratio", func(f *report.Figure) { f.Ratio = &report.Ratio{Over: "f", Under: "lost", Scale: 1} }, "no figure to divide"},
		{"odd places", func(f *report.Figure) { f.Places = 3 }, "places"},
		{"an unknown state", func(f *report.Figure) { f.States = []string{"lost"} }, `state "lost"`},
		{"a state that only some see", func(f *report.Figure) { f.States = append(f.States, "draft") }, `state "draft"`},
	} {
		f := good
		f.States = slices.Clone(good.States)
		tt.change(&f)
		err := f.Valid(kinds.All(), []report.Figure{f})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", tt.name, err, tt.want)
		}
	}
}

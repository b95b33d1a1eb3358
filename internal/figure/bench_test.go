package figure_test

import (
	"fmt"
	"testing"
	"time"

	"heitu/internal/figure"
	"heitu/internal/report"
	"heitu/internal/testkit"
)

// BenchmarkFigures computes every figure over 1,000,000 contracts and as many
// conversions by region and by another cut. The slowest is what the goal is about.
func BenchmarkFigures(b *testing.B) {
	c := report.New(figure.All())
	testkit.Figures(c, 1_000_000)
	for b.Loop() {
		slowest := time.Duration(0)
		for _, f := range figure.All() {
			for _, cut := range f.Cuts {
				took := time.Hour
				for range 5 { // the best of five: what it costs, not what else the machine did
					began := time.Now()
					if _, err := c.Cut(report.Query{Figure: f.Name, Period: report.Half(2026, 1)}, report.ByRegion, cut); err != nil {
						b.Fatal(err)
					}
					took = min(took, time.Since(began))
				}
				if took > slowest {
					slowest = took
					b.Log(fmt.Sprint(f.Name, " by region and ", cut, ": ", took))
				}
			}
		}
		b.ReportMetric(float64(slowest.Microseconds())/1000, "slowest-ms")
	}
}

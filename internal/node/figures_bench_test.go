package node_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"heitu/internal/testkit"
)

// BenchmarkFigureHTTP asks for a figure by two cuts over 1,000,000 contracts.
func BenchmarkFigureHTTP(b *testing.B) {
	bench := testkit.Open(b, nil)
	testkit.Figures(bench.Columns, 1_000_000)
	server := httptest.NewServer(bench.Handler())
	defer server.Close()
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		res, err := http.Get(server.URL + "/api/figures/contract-technical-share?period=2026-H1&by=region,type")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res.Status, err)
		}
		res.Body.Close()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"heitu/internal/access"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
)

// meter counts what operators watch.
type meter struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMeter(s *server) *meter {
	m := &meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "heitu_http_requests_total", Help: "Requests answered, by route and status."}, []string{"pattern", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "heitu_http_request_seconds", Help: "How long answers took, by route.", Buckets: []float64{.001, .005, .02, .1, .5, 2, 10, 60},
		}, []string{"pattern"}),
	}
	m.registry.MustRegister(m.requests, m.seconds,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "heitu_journal_entries", Help: "Entries of the journal that have their place."}, s.journalSize),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "heitu_index_records", Help: "Records in the search index."}, func() float64 { return float64(s.Finder.Len()) }),
	)
	return m
}

// observe counts one request.
func (m *meter) observe(pattern string, status int, took time.Duration) {
	m.requests.WithLabelValues(pattern, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(pattern).Observe(took.Seconds())
}

func (s *server) journalSize() float64 {
	head, err := s.head(context.Background())
	if err != nil {
		return -1
	}
	return float64(head.Size)
}

func (s *server) head(ctx context.Context) (head journal.Head, err error) {
	err = s.Store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	return head, err
}

// metrics answers GET /metrics. Counts of what others may not see are not for
// everybody: it takes a system administrator, with name and password.
func (m *meter) metrics(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.System); err != nil {
		return err
	}
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
	return nil
}

// health answers GET /healthz: the process answers.
func (s *server) health(w http.ResponseWriter, _ *http.Request) error {
	return write(w, http.StatusOK, map[string]any{"ok": true})
}

// ready answers GET /readyz: the database answers, and the rest has followed it.
func (s *server) ready(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.head(r.Context()); err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"ok": true})
}

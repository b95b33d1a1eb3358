package door

import (
	"net/http"
	"time"
)

// observed returns a writer that remembers the status, and what to do at the end.
func (d *Door) observed(w http.ResponseWriter, pattern string) (http.ResponseWriter, func()) {
	if d.Observe == nil {
		return w, func() {}
	}
	began := time.Now()
	o := &observer{ResponseWriter: w, status: http.StatusOK}
	return o, func() { d.Observe(pattern, o.status, time.Since(began)) }
}

// observer is a writer that remembers the status.
type observer struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (o *observer) WriteHeader(status int) {
	o.status = status
	o.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (o *observer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

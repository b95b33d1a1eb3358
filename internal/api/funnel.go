package api

import (
	"net/http"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/report"
)

// funnel answers GET /api/funnel: from views to contracts, for the market and for
// each broker. It is for staff.
func (s *server) funnel(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.Staff); err != nil {
		return err
	}
	var period *report.Period
	if said := r.URL.Query().Get("period"); said != "" {
		p, err := report.ParsePeriod(said)
		if err != nil {
			return err
		}
		period = &p
	}
	list, err := s.Funnel(r.Context(), period)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"market": list[0], "brokers": list[1:]})
}

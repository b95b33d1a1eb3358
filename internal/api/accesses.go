package api

import "net/http"

// accessView is one reading of personal data.
type accessView struct {
	At      int64  `json:"at"` // milliseconds since 1970 UTC
	Account string `json:"account"`
	Record  string `json:"record"`
	Act     string `json:"act"`
}

// maxAccesses is how many readings are told at once.
const maxAccesses = 1000

// accesses answers GET /api/access-log: who read personal data, for the audit administrator.
func (s *server) accesses(w http.ResponseWriter, r *http.Request) error {
	limit, err := limitOf(r.URL.Query().Get("limit"), maxAccesses)
	if err != nil {
		return err
	}
	notes, err := s.Office.Accesses(r.Context(), actor(r), r.URL.Query().Get("record"), limit)
	if err != nil {
		return err
	}
	views := make([]accessView, len(notes))
	for i, n := range notes {
		views[i] = accessView{n.At.UnixMilli(), n.Account, n.Record, n.Act}
	}
	return write(w, http.StatusOK, map[string]any{"accesses": views})
}

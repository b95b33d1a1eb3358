package api

import (
	"net/http"

	"heitu/internal/record"
)

// adviceView is one line of the checklist for a writer.
type adviceView struct {
	Criterion string    `json:"criterion"`
	Hint      labelView `json:"hint"`
	Met       bool      `json:"met"`
}

// advice answers GET /api/records/{kind}/{id}/advice: what a reviewer will look for.
func (s *server) advice(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.advise(w, rec)
}

// adviceOnDraft answers POST /api/advice/{kind}: the same of what is not saved yet.
func (s *server) adviceOnDraft(w http.ResponseWriter, r *http.Request) error {
	c, err := readChange(w, r, "fields")
	if err != nil {
		return err
	}
	return s.advise(w, record.Record{Kind: r.PathValue("kind"), Fields: c.fields})
}

func (s *server) advise(w http.ResponseWriter, rec record.Record) error {
	k, err := s.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	views := []adviceView{}
	if k.Advise != nil {
		for _, a := range k.Advise(rec) {
			views = append(views, adviceView{a.Criterion, labelOf(a.Hint), a.Met})
		}
	}
	return write(w, http.StatusOK, map[string]any{"advice": views})
}

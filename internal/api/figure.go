package api

import (
	"context"
	"net/http"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/report"
	"heitu/internal/text"
)

// figureView is the definition of a figure and where it has values.
type figureView struct {
	Name   string     `json:"name"`
	Label  labelView  `json:"label"`
	Help   labelView  `json:"help"`
	Unit   labelView  `json:"unit"`
	Kind   string     `json:"kind"`
	States []string   `json:"states"`
	Day    string     `json:"day"`
	Region string     `json:"region"`
	Sum    string     `json:"sum"`
	Cells  []cellView `json:"cells"`
}

type cellView struct {
	Period string `json:"period"`
	Region string `json:"region"`
}

// figures answers GET /api/figures.
func (s *server) figures(w http.ResponseWriter, _ *http.Request) error {
	views := []figureView{}
	for _, f := range s.Columns.Figures() {
		v := figureView{f.Name, labelOf(f.Label), labelOf(f.Help), labelOf(f.Unit), f.Kind, orEmpty(f.States), f.Day, f.Region, f.Sum, []cellView{}}
		cells, err := s.Columns.Cells(f.Name)
		if err != nil {
			return err
		}
		for _, c := range cells {
			v.Cells = append(v.Cells, cellView{c.Period.String(), c.Region})
		}
		views = append(views, v)
	}
	return write(w, http.StatusOK, map[string]any{"home": s.Home, "figures": views})
}

// valueView is a figure for one region and period.
type valueView struct {
	Figure  string    `json:"figure"`
	Label   labelView `json:"label"`
	Unit    labelView `json:"unit"`
	Period  string    `json:"period"`
	Region  string    `json:"region"`
	Value   int64     `json:"value"`
	Base    *int64    `json:"base"`
	Growth  *float64  `json:"growth"`
	Records []string  `json:"records"`
	Entry   int64     `json:"entry"`
}

// figure answers GET /api/figures/{name}.
func (s *server) figure(w http.ResponseWriter, r *http.Request) error {
	v, err := s.value(r)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, valueView{
		v.Figure.Name, labelOf(v.Figure.Label), labelOf(v.Figure.Unit), v.Period.String(), v.Region, v.Value, v.Base, v.Growth, orEmpty(v.Records), v.Entry,
	})
}

func (s *server) value(r *http.Request) (report.Value, error) {
	params := r.URL.Query()
	if _, err := s.Columns.Figure(r.PathValue("name")); err != nil {
		return report.Value{}, err
	}
	if params.Get("period") == "" {
		return report.Value{}, fault.Invalid("period", text.PeriodRequired)
	}
	period, err := report.ParsePeriod(params.Get("period"))
	if err != nil {
		return report.Value{}, err
	}
	return s.Columns.Value(r.PathValue("name"), period, params.Get("region"))
}

// bundle answers GET /api/figures/{name}/bundle: the same for everybody, whoever asks.
func (s *server) bundle(w http.ResponseWriter, r *http.Request) error {
	const tries = 5
	for range tries {
		v, err := s.value(r)
		if err != nil {
			return err
		}
		b, ok, err := s.pack(r.Context(), v)
		if err != nil {
			return err
		}
		if ok {
			return write(w, http.StatusOK, b)
		}
		if err := s.Settle(r.Context()); err != nil {
			return err
		}
	}
	return fault.Busy(text.FigureMoves)
}

// pack proves a value. It returns false if records have changed between counting
// and proving, so that the two do not agree.
func (s *server) pack(ctx context.Context, v report.Value) (report.Bundle, bool, error) {
	p, err := s.Office.Prove(ctx, access.Actor{}, v.Figure.Fields(), v.Records...)
	if fault.Is(err, fault.CodeMissing) {
		return report.Bundle{}, false, nil
	}
	if err != nil {
		return report.Bundle{}, false, err
	}
	b := report.Pack(s.Home, s.Key, v, p)
	c, err := s.open(p.Checkpoint)
	if err != nil {
		return b, false, err
	}
	return b, c.Size-1 == v.Entry || b.Check(s.Key) == nil, nil
}

// open reads a checkpoint of this node.
func (s *server) open(signed string) (journal.Checkpoint, error) {
	if signed == "" {
		return journal.Checkpoint{}, fault.Missing(text.JournalEmpty)
	}
	verifier, err := note.NewVerifier(s.Key)
	if err != nil {
		return journal.Checkpoint{}, err
	}
	return journal.Open(signed, verifier)
}

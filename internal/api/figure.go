package api

import (
	"context"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

// figureView is the definition of a figure and where it has values.
type figureView struct {
	Name      string              `json:"name"`
	Label     labelView           `json:"label"`
	Help      labelView           `json:"help"`
	Rule      labelView           `json:"rule"` // the definition out of the declaration
	Unit      labelView           `json:"unit"`
	Places    int                 `json:"places"` // how many decimals of the values below are behind the point
	Kind      string              `json:"kind"`
	Qualifier string              `json:"qualifier"`
	Scale     int64               `json:"scale"` // of a ratio, 0 of all else
	Parts     []report.Definition `json:"parts"`
	Cuts      []string            `json:"cuts"`
	Cells     []cellView          `json:"cells"`
}

type cellView struct {
	Period string `json:"period"`
	Region string `json:"region"`
}

// figures answers GET /api/figures.
func (s *server) figures(w http.ResponseWriter, _ *http.Request) error {
	views := []figureView{}
	for _, f := range s.Columns.Figures() {
		v, err := s.figureView(f)
		if err != nil {
			return err
		}
		views = append(views, v)
	}
	return write(w, http.StatusOK, map[string]any{"home": s.Home, "figures": views})
}

func (s *server) figureView(f report.Figure) (figureView, error) {
	all := s.Columns.Figures()
	v := figureView{
		Name: f.Name, Label: labelOf(f.Label), Help: labelOf(f.Help), Unit: labelOf(f.Unit), Places: f.Places, Kind: f.Kind,
		Qualifier: string(f.Said()), Cuts: append([]string{report.ByRegion}, f.Cuts...), Cells: []cellView{},
	}
	k, err := s.Office.Kind(f.Kind)
	if err != nil {
		return v, err
	}
	v.Rule = labelView{f.Rule(k, all, text.ZH), f.Rule(k, all, text.EN)}
	parts, err := f.Parts(all)
	if err != nil {
		return v, err
	}
	for _, p := range parts {
		v.Parts = append(v.Parts, p.Definition())
	}
	if f.Ratio != nil {
		v.Scale = f.Ratio.Scale
	}
	cells, err := s.Columns.Cells(f.Name)
	for _, c := range cells {
		v.Cells = append(v.Cells, cellView{c.Period.String(), c.Region})
	}
	return v, err
}

// valueView is a figure for one region and period.
type valueView struct {
	Figure     string            `json:"figure"`
	Label      labelView         `json:"label"`
	Unit       labelView         `json:"unit"`
	Places     int               `json:"places"`
	Qualifier  string            `json:"qualifier"`
	Period     string            `json:"period"`
	Over       bool              `json:"over"` // whether the period is over, so that the value stands
	BasePeriod string            `json:"base_period"`
	Region     string            `json:"region"`
	Only       map[string]string `json:"only"`
	numbersView
	Records []string    `json:"records"` // the first of them, and none where it is cut
	Entry   int64       `json:"entry"`
	By      []string    `json:"by"`
	Groups  []groupView `json:"groups"`
}

type numbersView struct {
	Value  *int64    `json:"value"` // nil where there is nothing to divide by
	Base   *int64    `json:"base"`
	Growth *float64  `json:"growth"` // as a rate
	Amount *int64    `json:"growth_amount"`
	Note   labelView `json:"growth_note"` // why something of it is missing
	Count  int       `json:"count"`
}

type groupView struct {
	Codes []string `json:"codes"`
	numbersView
}

// recordsShown is how many ids an answer names; the bundle has all.
const recordsShown = 1000

func numbersOf(v report.Value) numbersView {
	n := numbersView{Base: v.Base, Growth: v.Growth.Rate, Amount: v.Growth.Amount, Count: v.Count, Note: labelView(v.Growth.Why)}
	if !v.None {
		n.Value = &v.Value
	}
	return n
}

// figure answers GET /api/figures/{name}.
func (s *server) figure(w http.ResponseWriter, r *http.Request) error {
	q, err := s.query(r)
	if err != nil {
		return err
	}
	var v report.Value
	groups, by := []groupView{}, []string{}
	if said := r.URL.Query().Get("by"); said == "" {
		v, err = s.Columns.Value(q)
	} else {
		by = strings.Split(said, ",")
		v, groups, err = s.groups(q, by)
	}
	if err != nil {
		return err
	}
	f := v.Figure
	return write(w, http.StatusOK, valueView{
		Figure: f.Name, Label: labelOf(f.Label), Unit: labelOf(f.Unit), Places: f.Places, Qualifier: string(f.Said()),
		Period: v.Period.String(), Over: v.Period.Over(record.Day(s.Office.Now())), BasePeriod: v.BaseOf.String(), Region: v.Region, Only: q.Only,
		numbersView: numbersOf(v), Records: orEmpty(v.Records[:min(len(v.Records), recordsShown)]), Entry: v.Entry, By: by, Groups: groups,
	})
}

func (s *server) groups(q report.Query, by []string) (report.Value, []groupView, error) {
	list, err := s.Columns.Cut(q, by...)
	if err != nil {
		return report.Value{}, nil, err
	}
	groups := []groupView{}
	for _, v := range list {
		groups = append(groups, groupView{v.Cut, numbersOf(v)})
	}
	total, err := s.Columns.Cut(q)
	if err != nil {
		return report.Value{}, nil, err
	}
	return total[0], groups, nil
}

// query reads what is asked of a figure. Each only names a cut and the code that counts.
func (s *server) query(r *http.Request) (report.Query, error) {
	params := r.URL.Query()
	q := report.Query{Figure: r.PathValue("name"), Region: params.Get("region"), Only: map[string]string{}}
	if _, err := s.Columns.Figure(q.Figure); err != nil {
		return q, err
	}
	if params.Get("period") == "" {
		return q, fault.Invalid("period", text.PeriodRequired)
	}
	var err error
	if q.Period, err = report.ParsePeriod(params.Get("period")); err != nil {
		return q, err
	}
	if base := params.Get("base"); base != "" {
		if q.Base, err = report.ParsePeriod(base); err != nil {
			return q, err
		}
	}
	for _, said := range params["only"] {
		cut, code, _ := strings.Cut(said, ":")
		q.Only[cut] = code
	}
	return q, nil
}

// bundle answers GET /api/figures/{name}/bundle: the same for everybody, whoever asks.
func (s *server) bundle(w http.ResponseWriter, r *http.Request) error {
	const tries = 5
	q, err := s.query(r)
	if err != nil {
		return err
	}
	for range tries {
		v, err := s.Columns.Value(q)
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
	p, err := s.Office.Prove(ctx, access.Actor{}, v.Shown(), v.Records...)
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

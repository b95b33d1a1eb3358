// Package audit believes nothing: it recomputes leaves from records, the tree from
// leaves, and figures from what it has recomputed.
//
// It compares with what is stored but never starts from it. Whoever adds a shortcut
// here, such as trusting a stored leaf, makes the whole journal worthless.
package audit

import (
	"fmt"

	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

// Finding is one thing that does not agree.
type Finding struct {
	What   text.Message
	Args   []any
	Record string // id of the record concerned, "" where it is none
}

// In says the finding to a person.
func (f Finding) In(lang text.Lang) string { return f.What.In(lang, f.Args...) }

// Report is what an audit recomputed, and what it found altered.
type Report struct {
	Home     string
	Entries  int64 // leaves recomputed
	Records  int   // records compared
	Erased   int   // revisions from which personal data was erased, as an erasure says
	Figures  []report.Value
	Findings []Finding
}

// mostFindings is where naming stops; by then the point is made.
const mostFindings = 1000

func (r *Report) find(id string, what text.Message, args ...any) {
	if len(r.Findings) < mostFindings {
		r.Findings = append(r.Findings, Finding{What: what, Args: args, Record: id})
	}
}

// figures recomputes every figure from the newest revisions that were audited.
func (r *Report) figures(figures []report.Figure, newest map[string]record.Record, public func(record.Record) (record.Record, bool)) error {
	columns := report.New(figures)
	for id, rec := range newest {
		view, ok := public(rec)
		columns.Follow(r.Entries-1, id, view, ok)
	}
	for _, f := range figures {
		cells, err := columns.Cells(f.Name)
		if err != nil {
			return err
		}
		for _, cell := range cells {
			v, err := columns.Value(report.Query{Figure: f.Name, Period: cell.Period, Region: cell.Region})
			if err != nil {
				return fmt.Errorf("recompute figure: %w", err)
			}
			r.Figures = append(r.Figures, v)
		}
	}
	return nil
}

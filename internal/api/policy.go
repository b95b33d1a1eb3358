package api

import (
	"net/http"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/policy"
	"heitu/internal/record"
)

// policyView is a policy and whether the record qualifies, condition by condition.
type policyView struct {
	Policy recordView `json:"policy"`
	Fits   string     `json:"fits"`
	Lines  []lineView `json:"conditions"`
}

type lineView struct {
	Field string    `json:"field"`
	Label labelView `json:"label"`
	Met   string    `json:"met"`
}

// policies answers GET /api/records/{kind}/{id}/policies for a firm or a contract.
func (s *server) policies(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	facts, err := s.facts(r, rec)
	if err != nil {
		return err
	}
	views := []policyView{}
	q := record.Query{Kind: kinds.Policy.Name, Limit: office.PageSize, Where: []record.Term{{Field: "state", Op: record.Equal, Value: "published"}}}
	for {
		page, err := s.Office.List(r.Context(), actor(r), q)
		if err != nil {
			return err
		}
		for _, p := range page.Records {
			views = append(views, viewOfVerdict(policy.Judge(p, facts)))
		}
		if q.After = page.Next; q.After == "" {
			return write(w, http.StatusOK, map[string]any{"policies": views})
		}
	}
}

// facts is what whoever asks may know of a record and of the firm concerned.
func (s *server) facts(r *http.Request, rec record.Record) (policy.Facts, error) {
	firm := rec
	if rec.Kind != kinds.Organisation.Name {
		firm = record.Record{}
		if rec.Owner != "" {
			var err error
			if firm, err = s.Office.Record(r.Context(), actor(r), kinds.Organisation.Name, rec.Owner); err != nil && !fault.Is(err, fault.CodeMissing) {
				return policy.Facts{}, err
			}
		}
	}
	var certificates []record.Record
	graded := false
	if firm.ID != "" {
		var err error
		if certificates, err = s.Office.Linking(r.Context(), actor(r), firm.ID, kinds.Certificate.Name); err != nil {
			return policy.Facts{}, err
		}
		graded = actor(r).Class(firm).Admits(record.Insiders)
	}
	return policy.FactsOf(record.Day(s.Office.Now()), rec, firm, certificates, graded), nil
}

func viewOfVerdict(v policy.Verdict) policyView {
	view := policyView{Policy: viewOf(v.Policy), Fits: string(v.Fits), Lines: []lineView{}}
	for _, l := range v.Lines {
		f, _ := kinds.Policy.Field(l.Field)
		view.Lines = append(view.Lines, lineView{l.Field, labelOf(f.Label), string(l.Met)})
	}
	return view
}

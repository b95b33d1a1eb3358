package api

import (
	"net/http"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/record"
	"heitu/internal/text"
)

// mostFound is the longest answer to a search.
const mostFound = 100

// foundView is a record that was found, with the reasons that sum to its score.
type foundView struct {
	recordView
	Score   float64      `json:"score"`
	Reasons []reasonView `json:"reasons"`
}

type reasonView struct {
	Kind  string  `json:"kind"`
	Term  string  `json:"term"`
	Query string  `json:"query"`
	Share float64 `json:"share"`
}

func foundOf(f find.Found) any {
	v := foundView{recordView: viewOf(f.Record), Score: f.Score, Reasons: []reasonView{}}
	for _, r := range f.Reasons {
		v.Reasons = append(v.Reasons, reasonView(r))
	}
	return v
}

// search answers GET /api/search.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	q, err := s.searchQuery(r)
	if err != nil {
		return err
	}
	found, err := s.Finder.Search(r.Context(), actor(r), q)
	if err != nil {
		return err
	}
	o := s.Finder.Overview(actor(r), q, s.facets(q.Kind)...)
	return write(w, http.StatusOK, searchView{listOf(found, foundOf), o.Facets, o.Suggestion})
}

// searchView is what a search found, with counts of what it was chosen from.
type searchView struct {
	listView
	Facets     map[string]map[string]int `json:"facets"`
	Suggestion string                    `json:"suggestion"`
}

// facets are the fields by whose codes a search can be narrowed; of one kind, or
// of all where it is "".
func (s *server) facets(kind string) []string {
	var names []string
	for _, k := range s.Office.Kinds {
		for _, f := range k.Fields {
			if (kind == "" || k.Name == kind) && f.Filter && isFacet(f) && !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

func (s *server) searchQuery(r *http.Request) (find.Query, error) {
	params, err := query(r)
	if err != nil {
		return find.Query{}, err
	}
	q := find.Query{Text: params["q"], Kind: params["kind"], Where: map[string]string{}}
	if q.Limit, err = limitOf(params["limit"], mostFound); err != nil {
		return q, err
	}
	kinds := s.Office.Kinds
	if q.Kind != "" {
		k, err := s.Office.Kind(q.Kind)
		if err != nil {
			return q, err
		}
		kinds = []record.Kind{k}
	}
	for name, said := range sorted(params) {
		switch name {
		case "q", "kind", "limit", "lang":
			continue
		}
		code, err := facetOf(kinds, name, said)
		if err != nil {
			return q, err
		}
		q.Where[name] = code
	}
	return q, nil
}

// facetOf reads a filter of a search: a code, or its name.
func facetOf(kinds []record.Kind, name, said string) (string, error) {
	err := unknownParameter(name)
	for _, k := range kinds {
		f, ok := k.Field(name)
		if !ok || !isFacet(f) {
			continue
		}
		v, wrong := f.Type.Parse(said)
		if code, ok := v.(string); ok && wrong == nil {
			return code, nil
		}
		if err = fault.At(wrong, name); wrong == nil {
			err = fault.Invalid(name, text.JSONMember, name)
		}
	}
	return "", err
}

// isFacet reports whether the index knows the codes of a field.
func isFacet(f record.Field) bool {
	_, choice := f.Type.(record.Choice)
	return choice && f.See == 0
}

// matches answers GET /api/records/{kind}/{id}/matches.
func (s *server) matches(w http.ResponseWriter, r *http.Request) error {
	params := r.URL.Query()
	limit, err := limitOf(params.Get("limit"), mostFound)
	if err != nil {
		return err
	}
	kind := params.Get("kind")
	if kind == "" {
		return fault.Invalid("kind", text.KindRequired)
	}
	if _, err := s.Office.Kind(kind); err != nil {
		return err
	}
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	found, err := s.Finder.For(r.Context(), actor(r), rec, kind, params.Get("with"), limit)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, listOf(found, foundOf))
}

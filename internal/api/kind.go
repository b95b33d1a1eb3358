package api

import (
	"net/http"

	"heitu/internal/flow"
	"heitu/internal/record"
)

// kindView is a kind as programs read it: all there is to know about what it keeps.
type kindView struct {
	Name   string      `json:"name"`
	Label  labelView   `json:"label"`
	Listed bool        `json:"listed"`
	Owner  string      `json:"owner"`
	Create []string    `json:"create"`
	Change []string    `json:"change"`
	Fields []fieldView `json:"fields"`
	States []stateView `json:"states"`
	Steps  []stepView  `json:"steps"`
}

type fieldView struct {
	Name     string     `json:"name"`
	Label    labelView  `json:"label"`
	Help     labelView  `json:"help"`
	Type     string     `json:"type"`
	Refers   string     `json:"refers"`
	Codes    []codeView `json:"codes"`
	See      []string   `json:"see"`
	Required bool       `json:"required"`
	Filter   bool       `json:"filter"`
	Unique   bool       `json:"unique"`
	Personal bool       `json:"personal"`
	Step     bool       `json:"step"`
}

type codeView struct {
	Code  string    `json:"code"`
	Label labelView `json:"label"`
}

type stateView struct {
	Name  string    `json:"name"`
	Label labelView `json:"label"`
	See   []string  `json:"see"`
	Fixed bool      `json:"fixed"`
}

type stepView struct {
	Name  string    `json:"name"`
	Label labelView `json:"label"`
	From  []string  `json:"from"`
	To    string    `json:"to"`
	By    []string  `json:"by"`
	Asks  []string  `json:"asks"`
	Needs []string  `json:"needs"`
	Due   string    `json:"due"`
}

// kinds answers GET /api/kinds.
func (s *server) kinds(w http.ResponseWriter, _ *http.Request) error {
	views := make([]kindView, len(s.Office.Kinds))
	for i, k := range s.Office.Kinds {
		views[i] = s.kindOf(k)
	}
	return write(w, http.StatusOK, map[string]any{"home": s.Home, "kinds": views})
}

// kind answers GET /api/kinds/{kind}.
func (s *server) kind(w http.ResponseWriter, r *http.Request) error {
	k, err := s.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, s.kindOf(k))
}

func (s *server) kindOf(k record.Kind) kindView {
	v := kindView{Name: k.Name, Label: labelOf(k.Label), Listed: k.Listed, Owner: k.Owner, Create: classNames(k.Create), Change: classNames(k.Change), Steps: []stepView{}}
	for _, f := range k.Fields {
		v.Fields = append(v.Fields, fieldOf(f))
	}
	void, _ := k.State(record.Void)
	for _, state := range append(k.States[:len(k.States):len(k.States)], void) {
		v.States = append(v.States, stateView{state.Name, labelOf(state.Label), classNames(state.See), state.Fixed})
	}
	for _, step := range s.Office.Processes[k.Name].Steps {
		v.Steps = append(v.Steps, stepOf(step))
	}
	return v
}

func fieldOf(f record.Field) fieldView {
	v := fieldView{
		Name: f.Name, Label: labelOf(f.Label), Help: labelOf(f.Help), Type: f.Type.Name(), See: classNames(f.See), Codes: []codeView{},
		Required: f.Required, Filter: f.Filter, Unique: f.Unique, Personal: f.Personal, Step: f.Step,
	}
	v.Refers, _ = record.Refers(f.Type)
	if codes := record.CodesOf(f.Type); codes != nil {
		for _, code := range codes.All() {
			label, _ := codes.Lookup(code)
			v.Codes = append(v.Codes, codeView{code, labelOf(label)})
		}
	}
	return v
}

func stepOf(s flow.Step) stepView {
	return stepView{Name: s.Name, Label: labelOf(s.Label), From: orEmpty(s.From), To: s.To, By: classNames(s.By), Asks: orEmpty(s.Asks), Needs: orEmpty(s.Needs), Due: s.Due}
}

func classNames(a record.Audience) []string {
	names := []string{}
	for _, c := range record.Classes() {
		if a.Admits(c.Class) {
			names = append(names, c.Name)
		}
	}
	return names
}

package api

import (
	"cmp"
	"net/http"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/record"
	"heitu/internal/text"
)

// importView tells what became of a file.
type importView struct {
	Dry      bool          `json:"dry"`
	Rows     int           `json:"rows"`
	Accepted int           `json:"accepted"` // rows that are, or in a dry run would be, made
	Made     []madeView    `json:"made"`
	Refused  []refusedView `json:"refused"`
	Unknown  []string      `json:"unknown"` // columns that are no field
}

type madeView struct {
	Line  int    `json:"line"`
	ID    string `json:"id"`
	Rev   int64  `json:"rev"`
	State string `json:"state"`
}

type refusedView struct {
	Line  int       `json:"line"`
	Label labelView `json:"label"` // of the field
	faultView
}

// importFile answers POST /api/import/{kind}.
func (s *server) importFile(w http.ResponseWriter, r *http.Request) error {
	i, err := s.intake(r)
	if err != nil {
		return err
	}
	name, body, size, err := upload(r)
	if err == nil && name == "" {
		err = fault.Invalid("name", text.NameMissing)
	}
	if err != nil {
		return err
	}
	out, err := i.Run(r.Context(), name, body, size)
	if err != nil {
		if fault.All(err) == nil {
			err = oversize(err)
		}
		return err
	}
	return write(w, http.StatusOK, importOf(i, out, lang(r)))
}

// intake reads what is asked for, and refuses at once whoever could make nothing.
func (s *server) intake(r *http.Request) (intake.Intake, error) {
	params := r.URL.Query()
	i := intake.Intake{Office: s.Office, Actor: actor(r), Step: params.Get("step")}
	var err error
	if i.Kind, err = s.Office.Kind(r.PathValue("kind")); err != nil {
		return i, err
	}
	if !access.MayCreate(i.Actor, i.Kind) {
		return i, cmp.Or(access.Create(i.Actor, i.Kind, record.Record{}), fault.Denied(text.NotAllowed))
	}
	switch dry := params.Get("dry"); dry {
	case "", "0", "1":
		i.Dry = dry == "1"
	default:
		return i, fault.Invalid("dry", text.JSONMember, "dry")
	}
	i.Key, err = keyOf(r)
	return i, err
}

func importOf(i intake.Intake, out intake.Outcome, lang text.Lang) importView {
	v := importView{Dry: i.Dry, Rows: out.Rows, Accepted: out.Accepted, Made: []madeView{}, Refused: []refusedView{}, Unknown: orEmpty(out.Unknown)}
	for _, m := range out.Made {
		v.Made = append(v.Made, madeView{m.Line, m.Record.ID, m.Record.Rev, m.Record.State})
	}
	for _, row := range out.Refused {
		for _, f := range faultsOf(row.Err, lang) {
			field, _ := i.Kind.Field(f.Field)
			v.Refused = append(v.Refused, refusedView{row.Line, labelOf(field.Label), f})
		}
	}
	return v
}

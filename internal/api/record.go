package api

import (
	"net/http"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/office"
	"heitu/internal/record"
)

// list answers GET /api/records/{kind}.
func (s *server) list(w http.ResponseWriter, r *http.Request) error {
	q, err := s.listQuery(r)
	if err != nil {
		return err
	}
	q.Allied = true
	page, err := s.Office.List(r.Context(), actor(r), q)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, pageOf(page))
}

// record answers GET /api/records/{kind}/{id}.
func (s *server) record(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	return writeRecord(w, http.StatusOK, rec)
}

// create answers POST /api/records/{kind}.
func (s *server) create(w http.ResponseWriter, r *http.Request) error {
	c, err := readChange(w, r, "fields")
	if err != nil {
		return err
	}
	giveBack, err := s.visit(r)
	if err != nil {
		return err
	}
	if err = s.put(w, r, http.StatusCreated, record.Draft{Kind: r.PathValue("kind"), Fields: c.fields}); err != nil {
		giveBack()
	}
	return err
}

// visit limits what a visitor may enter, where he may enter anything, and returns how
// to take back what was counted when nothing was kept.
func (s *server) visit(r *http.Request) (giveBack func(), err error) {
	k, err := s.Office.Kind(r.PathValue("kind"))
	if err != nil || !k.Create.Admits(record.Visitor) {
		return func() {}, nil // the office will say so
	}
	return s.door.Visit(r)
}

// change answers PATCH /api/records/{kind}/{id}.
func (s *server) change(w http.ResponseWriter, r *http.Request) error {
	c, err := readChange(w, r, "rev", "fields")
	if err != nil {
		return err
	}
	rev, err := c.revision(r)
	if err != nil {
		return err
	}
	return s.put(w, r, http.StatusOK, record.Draft{Kind: r.PathValue("kind"), ID: r.PathValue("id"), Rev: rev, Fields: c.fields})
}

func (s *server) put(w http.ResponseWriter, r *http.Request, status int, d record.Draft) error {
	key, err := keyOf(r)
	if err != nil {
		return err
	}
	saved, err := s.Office.Put(r.Context(), actor(r), key, d)
	if err != nil {
		return err
	}
	if len(saved) > 0 && status == http.StatusCreated {
		w.Header().Set("Location", "/api/records/"+saved[0].Kind+"/"+saved[0].ID)
	}
	return writeSaved(w, status, saved)
}

// writeSaved answers with the record that changed; where it has become invisible
// to whoever changed it, there is nothing to show.
func writeSaved(w http.ResponseWriter, status int, saved []record.Record) error {
	if len(saved) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return writeRecord(w, status, saved[0])
}

// step answers POST /api/records/{kind}/{id}/steps/{step}.
func (s *server) step(w http.ResponseWriter, r *http.Request) error {
	c, err := readChange(w, r, "rev", "fields")
	if err != nil {
		return err
	}
	rev, err := c.revision(r)
	if err != nil {
		return err
	}
	key, err := keyOf(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	saved, err := s.Office.Take(r.Context(), actor(r), key, office.Move{Kind: r.PathValue("kind"), ID: id, Rev: rev, Step: r.PathValue("step"), Fields: c.fields})
	if err != nil {
		return err
	}
	if len(saved) > 0 && saved[0].ID != id {
		saved = nil
	}
	return writeSaved(w, http.StatusOK, saved)
}

// revisionView is one line of a history.
type revisionView struct {
	recordView
	Step    string   `json:"step"`
	Entry   int64    `json:"entry"`
	Changed []string `json:"changed"`
}

// history answers GET /api/records/{kind}/{id}/history.
func (s *server) history(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Office.History(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	views := make([]revisionView, len(all))
	for i, rev := range all {
		views[i] = revisionView{viewOf(rev.Record), rev.Step, rev.Entry, orEmpty(rev.Changed)}
	}
	return write(w, http.StatusOK, map[string]any{"revisions": views})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// proof answers GET /api/records/{kind}/{id}/proof.
func (s *server) proof(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	p, err := s.Office.Prove(r.Context(), actor(r), nil, rec.ID)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"home": s.Home, "key": s.Key, "checkpoint": p.Checkpoint, "records": p.Records})
}

// classView is one class of readers.
type classView struct {
	Class string    `json:"class"`
	Label labelView `json:"label"`
}

func classesOf(a record.Audience) []classView {
	list := []classView{}
	for _, c := range record.Classes() {
		if a.Admits(c.Class) {
			list = append(list, classView{c.Name, labelOf(c.Label)})
		}
	}
	return list
}

// audience answers GET /api/records/{kind}/{id}/audience: who can see this.
func (s *server) audience(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := s.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	state, _ := k.State(rec.State)
	fields := map[string][]classView{}
	for _, f := range k.Fields {
		fields[f.Name] = classesOf(sees(state, f))
	}
	return write(w, http.StatusOK, map[string]any{"record": classesOf(state.See), "fields": fields})
}

// sees is who sees a field of a record in a state: he must be admitted to both.
func sees(s record.State, f record.Field) record.Audience {
	switch {
	case f.See == 0 || f.See.Admits(record.Visitor):
		return s.See
	case s.See.Admits(record.Visitor):
		return f.See
	}
	return s.See & f.See
}

// erase answers POST /api/records/{kind}/{id}/erase with the record of the erasure.
func (s *server) erase(w http.ResponseWriter, r *http.Request) error {
	c, err := readChange(w, r, "reason")
	if err != nil {
		return err
	}
	done, err := s.Office.Erase(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"), c.reason)
	if err != nil {
		return err
	}
	k, err := s.Office.Kind(done.Kind)
	if err != nil {
		return err
	}
	if view, ok := access.View(actor(r), k, done); ok {
		return writeSaved(w, http.StatusOK, []record.Record{view})
	}
	return writeSaved(w, http.StatusOK, nil)
}

// invite answers POST /api/accounts/{id}/invite with the token that lets the
// account choose its password, once.
func (s *server) invite(w http.ResponseWriter, r *http.Request) error {
	if _, err := readChange(w, r); err != nil {
		return err
	}
	token, err := s.Accounts.Invite(r.Context(), actor(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, map[string]any{"token": token})
}

// me answers GET /api/me.
func (s *server) me(w http.ResponseWriter, r *http.Request) error {
	p := door.Person(r)
	roles := []string{}
	for _, role := range record.Roles() {
		if p.Roles.Admits(role.Class) {
			roles = append(roles, role.Name)
		}
	}
	return write(w, http.StatusOK, map[string]any{
		"home": s.Home, "account": p.Account, "login": p.Login, "name": p.Name, "organisation": p.Organisation, "roles": roles,
	})
}

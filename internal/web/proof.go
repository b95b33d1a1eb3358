package web

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// proof shows where a record stands in the journal.
func (f *face) proof(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	rec, p, err := f.prove(r)
	if err != nil {
		return err
	}
	k, err := f.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, lang)
	if err := n.learn(rec); err != nil {
		return err
	}
	e := p.Records[0]
	shown := page.Proof{
		Kind:       page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name},
		Record:     page.Link{Label: n.title(rec), Href: address(k.Name, rec.ID)},
		Checkpoint: p.Checkpoint, Key: f.Key, Index: strconv.FormatInt(e.Proof.Index, 10), Size: sizeOf(p.Checkpoint),
		Withheld: text.WithheldNone.In(lang), Download: "/api" + address(k.Name, rec.ID) + "/proof",
		File: evidenceName(rec), Command: "heitu verify " + evidenceName(rec) + " --key " + quoted(f.Key),
	}
	for _, h := range e.Proof.Path {
		shown.Path = append(shown.Path, base64.StdEncoding.EncodeToString(h))
	}
	for _, field := range k.Fields {
		if _, ok := e.Fields[field.Name]; ok {
			shown.Shown = append(shown.Shown, page.Field{Label: field.Label.In(lang), Value: n.value(rec, field)})
		}
	}
	frame, err := f.frame(r, text.ProofOfRecord.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.ProofPage(frame, shown))
}

// prove returns the record of the address and its evidence, as the reader may see them.
func (f *face) prove(r *http.Request) (record.Record, journal.Proven, error) {
	actor := door.Person(r).Actor
	rec, err := f.Office.Record(r.Context(), actor, r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return rec, journal.Proven{}, err
	}
	p, err := f.Office.Prove(r.Context(), actor, nil, rec.ID)
	return rec, p, err
}

func evidenceName(r record.Record) string { return r.Kind + "-" + r.ID + ".json" }

// quoted is a word as a shell takes it.
func quoted(s string) string { return "'" + s + "'" }

// sizeOf reads the number of entries off a checkpoint: its second line.
func sizeOf(checkpoint string) string {
	lines := strings.SplitN(checkpoint, "\n", 3)
	if len(lines) < 3 {
		return ""
	}
	return lines[1]
}

// eraseForm asks why personal data is to be destroyed. The security administrator
// may do this without seeing the record.
func (f *face) eraseForm(w http.ResponseWriter, r *http.Request) error {
	return f.showErase(w, r, http.StatusOK, nil)
}

// erase destroys the personal data of a record.
func (f *face) erase(w http.ResponseWriter, r *http.Request) error {
	done, err := f.Office.Erase(r.Context(), door.Person(r).Actor, r.PathValue("kind"), r.PathValue("id"), trimmed(r.PostFormValue("reason")))
	if err != nil && mendable(err) {
		return f.showErase(w, r, door.Status(err), err)
	}
	if err != nil {
		return err
	}
	return f.saved(w, r, address(done.Kind, done.ID))
}

func (f *face) showErase(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if err := access.Holds(actor, record.Security); err != nil {
		return err
	}
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	href := "/records/" + k.Name
	if access.Scopes(actor, k) == nil {
		href = "/"
	}
	shown := page.Erasing{
		Kind: page.Link{Label: k.Label.In(lang), Href: href}, Record: r.PathValue("id"), Action: address(k.Name, r.PathValue("id")) + "/erase",
		Reason: page.Input{
			Name: "reason", Label: text.EraseReasonLabel.In(lang), Help: text.EraseReasonHelp.In(lang), Required: true,
			Form: page.FormLines, Value: r.PostFormValue("reason"),
		},
	}
	for _, field := range k.Fields {
		if field.Personal {
			shown.Fields = append(shown.Fields, field.Label.In(lang))
		}
	}
	if shown.Fields == nil {
		return fault.Conflict(text.NothingToErase)
	}
	inputs := []page.Input{shown.Reason}
	shown.Faults = placed(inputs, wrong, lang)
	shown.Reason = inputs[0]
	frame, err := f.frame(r, text.EraseTitle.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.ErasePage(frame, shown))
}

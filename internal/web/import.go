package web

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// importForm asks for a file.
func (f *face) importForm(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	return f.showImport(w, r, http.StatusOK, k, page.Importing{}, nil)
}

// importFile tries a file, or saves one that was tried.
func (f *face) importFile(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	owner := door.Person(r).Account
	if token := r.PostFormValue("kept"); token != "" {
		held, ok := f.kept.fetch(owner, k.Name, token)
		if !ok {
			return f.showImport(w, r, http.StatusUnprocessableEntity, k, page.Importing{}, fault.Invalid("file", text.Message(text.ImportGone)))
		}
		return f.saveRows(w, r, k, held)
	}
	name, data, err := uploaded(r)
	if err != nil {
		return err
	}
	shown, err := f.tryRows(r, k, name, data)
	if mendable(err) || fault.Is(err, fault.CodeLimit) {
		return f.showImport(w, r, http.StatusUnprocessableEntity, k, page.Importing{}, fault.At(err, "file"))
	}
	if err != nil {
		return err
	}
	return f.showImport(w, r, http.StatusOK, k, shown, nil)
}

// uploaded reads the file of the form; no file is one without a name.
func uploaded(r *http.Request) (string, []byte, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return "", nil, nil
	}
	header := r.MultipartForm.File["file"][0]
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	return header.Filename, data, err
}

// intake takes a file in, or in a dry run only judges it.
func (f *face) intake(r *http.Request, k record.Kind, name string, data []byte, dry bool) (intake.Outcome, error) {
	i := intake.Intake{Office: f.Office, Actor: door.Person(r).Actor, Kind: k, Dry: dry}
	if !dry {
		i.Key = r.PostFormValue("key")
	}
	return i.Run(r.Context(), name, bytes.NewReader(data), int64(len(data)))
}

// tryRows is the dry run. The file is kept if any of it can be saved.
func (f *face) tryRows(r *http.Request, k record.Kind, name string, data []byte) (page.Importing, error) {
	lang := door.Lang(r)
	out, err := f.intake(r, k, name, data, true)
	if err != nil {
		return page.Importing{}, err
	}
	shown := page.Importing{Tried: true, Name: name, Good: text.ImportGood.In(lang, out.Accepted), Rows: refused(k, out.Refused, lang)}
	if len(out.Refused) > 0 {
		shown.Bad = text.ImportBad.In(lang, len(out.Refused))
	}
	if out.Accepted > 0 {
		shown.Confirm, err = f.kept.keep(door.Person(r).Account, k.Name, name, data)
	}
	return shown, err
}

// refused says what is wrong, line by line; of very many, the first.
func refused(k record.Kind, bad []intake.Refused, lang text.Lang) []page.Refused {
	const most = 500
	var list []page.Refused
	for _, b := range bad {
		for _, e := range fault.Shown(b.Err) {
			field, _ := k.Field(e.Field)
			if len(list) < most {
				list = append(list, page.Refused{Line: strconv.Itoa(b.Line), Field: field.Label.In(lang), Text: e.In(lang)})
			}
		}
	}
	return list
}

// saveRows saves the good rows of a file. The key of the form makes a second
// click harmless.
func (f *face) saveRows(w http.ResponseWriter, r *http.Request, k record.Kind, s sheaf) error {
	out, err := f.intake(r, k, s.name, s.data, false)
	if err != nil {
		return err
	}
	if f.Settle != nil {
		if err := f.Settle(r.Context()); err != nil {
			return err
		}
	}
	lang := door.Lang(r)
	shown := page.Importing{Made: text.ImportMade.In(lang, len(out.Made)), Name: s.name, Rows: refused(k, out.Refused, lang), Tried: len(out.Refused) > 0}
	if len(out.Refused) > 0 {
		shown.Bad = text.ImportBad.In(lang, len(out.Refused))
	}
	return f.showImport(w, r, http.StatusOK, k, shown, nil)
}

func (f *face) showImport(w http.ResponseWriter, r *http.Request, status int, k record.Kind, shown page.Importing, wrong error) error {
	lang := door.Lang(r)
	shown.Kind = page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}
	shown.Action, shown.Template = "/import/"+k.Name, "/api/templates/"+k.Name
	inputs := []page.Input{{Name: "file", Label: text.ImportFile.In(lang), Form: page.FormFiles, Required: true}}
	shown.Faults = placed(inputs, wrong, lang)
	shown.File = inputs[0]
	frame, err := f.frame(r, text.ImportTitle.In(lang, k.Label))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.ImportPage(frame, shown))
}

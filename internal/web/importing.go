package web

import (
	"io"
	"net/http"
	"os"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// importInto leads to the import centre with a kind chosen.
func (f *face) importInto(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/imports?kind="+k.Name, http.StatusSeeOther)
	return nil
}

// imports is the import centre.
func (f *face) imports(w http.ResponseWriter, r *http.Request) error {
	return f.showCentre(w, r, http.StatusOK, r.URL.Query().Get("kind"), "", nil)
}

func (f *face) showCentre(w http.ResponseWriter, r *http.Request, status int, kind, pasted string, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	shown := page.Centre{
		Kinds: page.Input{Name: "kind", Label: text.ImportAs.In(lang), Form: page.FormSelect, Required: true},
		File:  page.Input{Name: "file", Label: text.ImportFile.In(lang), Help: text.ImportFileHelp.In(lang), Form: page.FormFile},
		Paste: page.Input{Name: "pasted", Label: text.ImportPaste.In(lang), Help: text.ImportPasteAid.In(lang), Form: page.FormLines, Value: pasted},
	}
	for _, k := range f.Office.Kinds {
		if !access.MayCreate(actor, k) {
			continue
		}
		shown.Kinds.Options = append(shown.Kinds.Options, page.Option{Value: k.Name, Label: k.Label.In(lang), Chosen: k.Name == kind})
		shown.Templates = append(shown.Templates, page.Link{Label: k.Label.In(lang), Href: "/api/templates/" + k.Name})
	}
	if len(shown.Kinds.Options) == 0 {
		if actor.Account == "" {
			return fault.SignedOut()
		}
		return fault.Denied(text.NotAllowed)
	}
	mine, err := f.Clerk.Imports(r.Context(), actor)
	if err != nil {
		return err
	}
	for _, i := range mine {
		shown.Imports = append(shown.Imports, f.importLine(i, lang))
	}
	controls := []page.Input{shown.Kinds, shown.File, shown.Paste}
	shown.Faults = placed(controls, wrong, lang)
	shown.Kinds, shown.File, shown.Paste = controls[0], controls[1], controls[2]
	frame, err := f.frame(r, text.ImportCentre.In(lang))
	if err != nil {
		return err
	}
	frame.Back = "/imports"
	return f.show(w, r, status, page.CentrePage(frame, shown))
}

// importStates names the states of an import.
var importStates = map[string]struct {
	label text.Label
	tone  string
}{
	intake.Mapping: {text.ImportMapping, "wait"}, intake.Trying: {text.ImportTrying, "wait"}, intake.Tried: {text.ImportTried, "wait"},
	intake.Running: {text.ImportRunning, "wait"}, intake.Done: {text.ImportDone, "go"}, intake.Undoing: {text.ImportUndoing, "wait"},
	intake.Undone: {text.ImportUndone, "done"}, intake.Failed: {text.ImportFailed, "done"},
}

// trialOutcomes are the fates of rows, in the order in which they are shown.
var trialOutcomes = []struct {
	name  string
	label text.Label
}{
	{store.PartRefused, text.TrialRefused}, {store.PartMade, text.TrialMade}, {store.PartChanged, text.TrialChanged}, {store.PartLeft, text.TrialLeft},
}

// importLine is an import in a few words.
func (f *face) importLine(i intake.Import, lang text.Lang) page.ImportLine {
	state := importStates[i.State]
	shown := page.ImportLine{
		Name: i.Name, Href: "/imports/" + i.ID, At: instant(i.At),
		State: page.Badge{Label: state.label.In(lang), Tone: state.tone},
	}
	if k, err := f.Office.Kind(i.Kind); err == nil {
		shown.Kind = page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}
	}
	for _, o := range trialOutcomes {
		if n := i.Counts[o.name]; n > 0 {
			shown.Counts = append(shown.Counts, text.OutcomeCount.In(lang, o.label, n))
		}
	}
	return shown
}

// receive takes a file or a pasted table in.
func (f *face) receive(w http.ResponseWriter, r *http.Request) error {
	r.SetPathValue("kind", r.PostFormValue("kind"))
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	name, file, err := sent(r)
	if err != nil {
		return err
	}
	pasted := r.PostFormValue("pasted")
	if file == nil && strings.TrimSpace(pasted) != "" {
		name, file = text.PastedTable.In(door.Lang(r))+".csv", io.NopCloser(strings.NewReader(pasted))
	}
	if file == nil {
		return f.showCentre(w, r, http.StatusUnprocessableEntity, k.Name, "", fault.Invalid("file", text.ImportNothing))
	}
	defer file.Close()
	i, err := f.Clerk.Receive(r.Context(), door.Person(r).Actor, k.Name, name, file)
	if mendable(err) || fault.Is(err, fault.CodeLimit) {
		return f.showCentre(w, r, http.StatusUnprocessableEntity, k.Name, pasted, fault.At(err, "file"))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/imports/"+i.ID, http.StatusSeeOther)
	return nil
}

// sent opens the file of a form; no file is nil.
func sent(r *http.Request) (string, io.ReadCloser, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return "", nil, nil
	}
	header := r.MultipartForm.File["file"][0]
	if header.Filename == "" {
		return "", nil, nil
	}
	file, err := header.Open()
	return header.Filename, file, err
}

// arrange sets what the columns mean and begins the trial.
func (f *face) arrange(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	i, err := f.Clerk.Import(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	layouts, wrong := mapped(i.Layouts, r.PostForm)
	if wrong == nil {
		_, wrong = f.Clerk.Arrange(r.Context(), actor, i.ID, layouts, r.PostFormValue("step"), r.PostFormValue("mode"))
	}
	return f.went(w, r, i.ID, wrong)
}

// startImport brings the good rows in.
func (f *face) startImport(w http.ResponseWriter, r *http.Request) error {
	_, err := f.Clerk.Start(r.Context(), door.Person(r).Actor, r.PathValue("id"))
	return f.went(w, r, r.PathValue("id"), err)
}

// undoImport takes an import back.
func (f *face) undoImport(w http.ResponseWriter, r *http.Request) error {
	_, err := f.Clerk.Undo(r.Context(), door.Person(r).Actor, r.PathValue("id"))
	return f.went(w, r, r.PathValue("id"), err)
}

// discardImport gives an import up, or stops it.
func (f *face) discardImport(w http.ResponseWriter, r *http.Request) error {
	i, err := f.Clerk.Discard(r.Context(), door.Person(r).Actor, r.PathValue("id"))
	if err == nil && i.State == intake.Discarded {
		http.Redirect(w, r, "/imports", http.StatusSeeOther)
		return nil
	}
	return f.went(w, r, r.PathValue("id"), err)
}

// went leads on to the page of the import, or says on it what is wrong.
func (f *face) went(w http.ResponseWriter, r *http.Request, id string, err error) error {
	if mendable(err) {
		return f.showImport(w, r, door.Status(err), err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/imports/"+id, http.StatusSeeOther)
	return nil
}

// marked is the file with its wrong cells red.
func (f *face) marked(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	i, err := f.Clerk.Import(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "heitu-marked-")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := f.Clerk.Marked(r.Context(), actor, i.ID, door.Lang(r), file); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	name := i.Name
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		name = name[:at]
	}
	serveAs(w, r, name+text.MarkedSuffix.In(door.Lang(r))+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment", file)
	return nil
}

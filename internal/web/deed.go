package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// The states of deeds that pages lead.
const (
	deedRunning = "running"
	deedDone    = "done"
)

const (
	deedsShown = 100 // deeds listed
	partsPage  = 50  // parts on one page
)

// deedID is the id of a deed that begins with a form: the same form makes the same
// deed, whoever else may hold the key.
func deedID(account, key string) string {
	sum := sha256.Sum256([]byte("heitu/deed/1\n" + account + "\n" + key))
	return hex.EncodeToString(sum[:16])
}

// said is something in both languages, as it is kept with a deed.
type said struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func (s said) in(lang text.Lang) string { return text.Label{ZH: s.ZH, EN: s.EN}.In(lang) }

// saidOf keeps what is wrong, in both languages.
func saidOf(err error) []byte {
	var list []said
	for _, e := range fault.Shown(err) {
		list = append(list, said{e.In(text.ZH), e.In(text.EN)})
	}
	body, _ := json.Marshal(list)
	return body
}

// deeds lists what somebody did to many records.
func (f *face) deeds(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if actor.Account == "" {
		return fault.SignedOut()
	}
	list, err := f.Office.Deeds(r.Context(), actor, "", deedsShown)
	if err != nil {
		return err
	}
	frame, err := f.frame(r, text.DeedsTitle.In(lang))
	if err != nil {
		return err
	}
	shown := page.Deeds{}
	for _, d := range list {
		_, counts, err := f.Office.Deed(r.Context(), actor, d.ID)
		if err != nil {
			return err
		}
		shown.Deeds = append(shown.Deeds, f.deedLine(d, counts, lang))
	}
	return f.show(w, r, http.StatusOK, page.DeedsPage(frame, shown))
}

// deedSorts names the sorts of deeds.
var deedSorts = map[string]text.Label{
	"import": text.DeedImport, "merge": text.DeedMerge, deedEdit: text.DeedEdit, deedStep: text.DeedStep, "harvest": text.DeedHarvest,
}

// deedLine is a deed in a few words.
func (f *face) deedLine(d store.Deed, counts map[string]int, lang text.Lang) page.Deed {
	shown := page.Deed{At: instant(d.At), Href: "/deeds/" + d.ID, Undone: d.State == office.Undone, Running: d.State == deedRunning}
	what := deedSorts[d.Sort].In(lang)
	if k, err := f.Office.Kind(d.Kind); err == nil {
		shown.Kind = page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}
		what = text.DeedOf.In(lang, what, k.Label)
	}
	var label said
	if json.Unmarshal(d.Body, &label) == nil && label.ZH != "" {
		switch d.Sort {
		case deedStep:
			shown.Detail = text.StepOfDeed.In(lang, label.in(lang))
		case deedEdit:
			shown.Detail = text.EditOfDeed.In(lang, label.in(lang))
		}
	}
	if d.Sort == "import" {
		shown.Href = "/imports/" + d.ID
	}
	shown.Title = what
	shown.State = page.Badge{Label: text.DeedDone.In(lang), Tone: "go"}
	switch {
	case shown.Undone:
		shown.State = page.Badge{Label: text.DeedUndone.In(lang), Tone: "done"}
	case d.State == office.Undoing:
		shown.State = page.Badge{Label: text.DeedUndoing.In(lang), Tone: "wait"}
	case shown.Running:
		shown.State = page.Badge{Label: text.DeedRunning.In(lang), Tone: "wait"}
	}
	for _, o := range outcomes {
		if n := counts[o.name]; n > 0 {
			shown.Counts = append(shown.Counts, text.OutcomeCount.In(lang, o.label, n))
		}
	}
	return shown
}

// outcomes are the outcomes of parts, in the order in which they are shown.
var outcomes = []struct {
	name  string
	label text.Label
}{
	{store.PartMade, text.OutcomeMade}, {store.PartChanged, text.OutcomeChanged},
	{store.PartLeft, text.OutcomeLeft}, {store.PartRefused, text.OutcomeRefused},
}

// deed shows one act on many records.
func (f *face) deed(w http.ResponseWriter, r *http.Request) error {
	return f.showDeed(w, r, http.StatusOK, nil)
}

func (f *face) showDeed(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if actor.Account == "" {
		return fault.SignedOut()
	}
	d, counts, err := f.Office.Deed(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if d.Sort == "import" && d.Account == actor.Account {
		http.Redirect(w, r, "/imports/"+d.ID, http.StatusSeeOther)
		return nil
	}
	shown := f.deedLine(d, counts, lang)
	asked := r.URL.Query()
	after, _ := strconv.ParseInt(asked.Get("after"), 10, 64)
	n := f.names(r.Context(), actor, lang)
	parts, err := f.Office.Parts(r.Context(), actor, d.ID, asked.Get("outcome"), after, partsPage+1)
	if err != nil {
		return err
	}
	if len(parts) > partsPage {
		parts = parts[:partsPage]
		q := r.URL.Query()
		q.Set("after", strconv.FormatInt(parts[partsPage-1].Number, 10))
		shown.Next = at(r.URL.Path, q)
	}
	if shown.Parts, err = n.parts(parts); err != nil {
		return err
	}
	for _, o := range outcomes {
		if counts[o.name] > 0 {
			shown.Tabs = append(shown.Tabs, page.Item{Label: text.OutcomeCount.In(lang, o.label, counts[o.name]), Href: "?outcome=" + o.name, Here: asked.Get("outcome") == o.name})
		}
	}
	if d.Account == actor.Account && !shown.Undone && counts[store.PartMade]+counts[store.PartChanged] > 0 {
		shown.Undo = "/deeds/" + d.ID + "/undo"
	}
	shown.Faults = placed(nil, wrong, lang)
	frame, err := f.frame(r, shown.Title)
	if err != nil {
		return err
	}
	frame.Back = "/deeds/" + d.ID
	return f.show(w, r, status, page.DeedPage(frame, shown))
}

// parts says what was done with each record.
func (n *names) parts(parts []store.Part) ([]page.Part, error) {
	plain, compound := []string{}, map[string]string{}
	for _, p := range parts {
		switch {
		case p.Record == "":
		case n.compound(p.Kind):
			compound[p.Record] = p.Kind
		default:
			plain = append(plain, p.Record)
		}
	}
	if err := n.look(plain, compound); err != nil {
		return nil, err
	}
	var list []page.Part
	for _, p := range parts {
		shown := page.Part{Outcome: n.outcome(p.Outcome)}
		if p.Record != "" {
			shown.Record = n.link(p.Kind, p.Record)
		}
		if p.Line > 0 {
			shown.Where = text.PartLine.In(n.lang, p.Sheet, p.Line)
		}
		var why []said
		if json.Unmarshal(p.Said, &why) == nil {
			for _, s := range why {
				shown.Why = append(shown.Why, s.in(n.lang))
			}
		}
		list = append(list, shown)
	}
	return list, nil
}

func (n *names) outcome(name string) string {
	for _, o := range outcomes {
		if o.name == name {
			return o.label.In(n.lang)
		}
	}
	return name
}

// undoDeed takes a deed back as a whole.
func (f *face) undoDeed(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	d, _, err := f.Office.Deed(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if d.Sort == "import" {
		return fault.Missing(text.NoSuchPage) // its clerk takes it back
	}
	if err := f.Office.Undo(r.Context(), actor, d.ID); err != nil {
		if mendable(err) {
			return f.showDeed(w, r, door.Status(err), err)
		}
		return err
	}
	return f.saved(w, r, "/deeds/"+d.ID)
}

// become says on the page of a record that it is void, what it was merged into, or
// that another has just been merged into it.
func (n *names) become(shown *page.Record, r record.Record, deed string) error {
	if shown.Void = r.State == record.Void; shown.Void {
		into, err := n.Office.MergedInto(n.ctx, r.ID)
		if err != nil || into == "" {
			return err
		}
		if err := n.look([]string{into}, nil); err != nil {
			return err
		}
		shown.Merged = n.link(r.Kind, into)
		return nil
	}
	if deed == "" {
		return nil
	}
	d, _, err := n.Office.Deed(n.ctx, n.actor, deed)
	if fault.Is(err, fault.CodeMissing) {
		return nil
	}
	shown.Made = page.Link{Label: text.SeeDeed.In(n.lang), Href: "/deeds/" + d.ID}
	return err
}

package web

import (
	"net/http"
	"slices"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// postParts are the parts of the form for a need that is posted without signing in.
var postParts = []struct {
	title, help text.Label
	fields      []record.Field
}{
	{text.PostNeed, text.Label{}, record.Fields(kinds.InquiryTitle, kinds.InquiryProblem, kinds.InquiryTarget, kinds.InquiryBudget, kinds.InquiryCloses, kinds.InquirySecrecy)},
	{text.PostFirm, text.Label{}, record.Fields(kinds.InquiryFirm, kinds.InquiryUSCC, kinds.InquiryRegion)},
	{text.PostContact, text.PostReach, record.Fields(kinds.InquiryContact, kinds.InquiryPhone, kinds.InquiryEmail)},
}

// inquired are the fields of an inquiry that its form asks for.
func inquired() []record.Field {
	return slices.DeleteFunc(slices.Clone(kinds.Inquiry.Fields), func(f record.Field) bool { return f.Step })
}

// postForm is the form for a need, for whoever has no account.
func (f *face) postForm(w http.ResponseWriter, r *http.Request) error {
	if r.URL.Query().Get("sent") == "" {
		return f.showPost(w, r, http.StatusOK, typed{}, nil)
	}
	frame, err := f.frame(r, text.PostThanks.In(door.Lang(r)))
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.ThanksPage(frame))
}

func (f *face) showPost(w http.ResponseWriter, r *http.Request, status int, t typed, wrong error) error {
	lang := door.Lang(r)
	n := f.names(r.Context(), door.Person(r).Actor, lang)
	frame, err := f.frame(r, text.PostName.In(lang))
	if err != nil {
		return err
	}
	values, _ := parsed(inquired(), t)
	shown := page.Posting{Key: r.PostFormValue("key"), Advice: checklist(kinds.Inquiry, record.Record{Fields: given(values)}, lang)}
	if shown.Key == "" {
		shown.Key = frame.Key
	}
	consent := page.Input{
		Name: kinds.InquiryConsent.Name, Label: kinds.InquiryConsent.Label.In(lang), Help: kinds.InquiryConsent.Help.In(lang), Form: page.FormChecks, Required: true,
		Options: []page.Option{{Value: "yes", Label: text.PostConsent.In(lang), Chosen: t.first(kinds.InquiryConsent.Name) == "yes"}},
	}
	var all []page.Input
	for _, part := range postParts {
		for _, field := range part.fields {
			in, err := n.input(field, t)
			if err != nil {
				return err
			}
			all = append(all, in)
		}
	}
	all = append(all, consent)
	shown.Faults = placed(all, wrong, lang)
	for _, part := range postParts {
		shown.Parts = append(shown.Parts, page.Section{Title: part.title.In(lang), Help: part.help.In(lang), Inputs: all[:len(part.fields)]})
		all = all[len(part.fields):]
	}
	shown.Consent = all[0]
	frame.Back = "/post-a-need"
	return f.show(w, r, status, page.PostPage(frame, shown))
}

// post keeps a need for a broker to read. Whoever posts it learns nothing but that it
// has arrived.
func (f *face) post(w http.ResponseWriter, r *http.Request) error {
	t, err := f.typedInto(inquired(), r)
	if err != nil {
		return err
	}
	values, wrong := parsed(inquired(), t)
	if wrong == nil {
		wrong = f.keep(r, values)
	}
	if mendable(wrong) || fault.Is(wrong, fault.CodeLimit) {
		return f.showPost(w, r, door.Status(wrong), t, wrong)
	}
	if wrong != nil {
		return wrong
	}
	http.Redirect(w, r, "/post-a-need?sent=yes", http.StatusSeeOther)
	return nil
}

// keep enters what a visitor posts; only what is kept counts against his address.
func (f *face) keep(r *http.Request, values map[string]any) error {
	giveBack, err := f.door.Visit(r)
	if err != nil {
		return err
	}
	_, err = f.Office.Put(r.Context(), door.Person(r).Actor, r.PostFormValue("key"), record.Draft{Kind: kinds.Inquiry.Name, Fields: given(values)})
	if err != nil {
		giveBack()
	}
	return err
}

// checklist is what the writer of a record is advised of. Who posts a need is advised
// as whoever writes one, as far as he is asked the same.
func checklist(k record.Kind, r record.Record, lang text.Lang) *page.Checklist {
	advise := k.Advise
	if k.Name == kinds.Inquiry.Name {
		advise = kinds.Need.Advise
	}
	c := &page.Checklist{Action: "/advice/" + k.Name}
	met := 0
	for _, a := range advise(r) {
		if k.Name == kinds.Inquiry.Name && (a.Hint == text.AdviceField || a.Hint == text.AdviceKeywords) {
			continue // a broker chooses these
		}
		if a.Met {
			met++
		}
		c.Points = append(c.Points, page.Point{Hint: a.Hint.In(lang), Met: a.Met})
	}
	c.Sum = text.ChecklistSum.In(lang, met, len(c.Points))
	return c
}

// advice answers with the checklist of what is typed so far, for a form that asks
// while somebody writes. It looks at nothing else.
func (f *face) advice(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	if k.Advise == nil && k.Name != kinds.Inquiry.Name {
		return fault.Missing(text.NoSuchPage)
	}
	t := typed{}
	for name, given := range r.PostForm {
		t[name] = given
	}
	values, _ := parsed(editable(door.Person(r).Actor, k, record.Record{}), t)
	lang := door.Lang(r)
	return f.show(w, r, http.StatusOK, page.ChecklistPart(page.Frame{Lang: lang}, checklist(k, record.Record{Kind: k.Name, Fields: given(values)}, lang)))
}

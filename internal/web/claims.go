package web

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"heitu/internal/access"
	"heitu/internal/claims"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

// claimsShown is how many claims one page asks about.
const claimsShown = 100

// claimRoutes are the pages about what documents report.
func (f *face) claimRoutes() []route {
	return []route{
		{"GET /claims", f.claimsForm},
		{"POST /claims", f.checked(f.readClaims)},
		{"POST /claims/keep", f.checked(f.keepClaims)},
		{"GET /statements", f.statements},
	}
}

// documented are the fields that describe the document itself.
var documented = record.Fields(kinds.StatementSource, kinds.StatementURL, kinds.StatementDate)

// asked are the fields of a claim that its reader may change.
var asked = record.Fields(kinds.StatementSubject, kinds.StatementRegion, kinds.StatementIndicator, kinds.StatementValue, kinds.StatementUpper, kinds.StatementStructure, kinds.StatementUnit, kinds.StatementBound,
	kinds.StatementPeriod, kinds.StatementQualifier, kinds.StatementGrowthKind, kinds.StatementGrowth, kinds.StatementGrowthUnit, kinds.StatementBase, kinds.StatementAsOf, kinds.StatementQuotation)

// claimsForm asks for a report.
func (f *face) claimsForm(w http.ResponseWriter, r *http.Request) error {
	if door.Person(r).Actor.Account == "" {
		return fault.SignedOut()
	}
	return f.showClaimsForm(w, r, http.StatusOK, nil)
}

func (f *face) showClaimsForm(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	lang := door.Lang(r)
	frame, err := f.frame(r, text.ClaimsName.In(lang))
	if err != nil {
		return err
	}
	inputs := []page.Input{
		{Name: "text", Label: text.ClaimsPaste.In(lang), Form: page.FormLines, Value: r.PostFormValue("text")},
		{Name: "file", Label: text.ClaimsFile.In(lang), Form: page.FormFile},
		{Name: "source", Label: text.ClaimsSource.In(lang), Form: page.FormLine, Value: r.PostFormValue("source"), Required: true},
		{Name: "url", Label: text.ClaimsURL.In(lang), Form: page.FormLine, Value: r.PostFormValue("url")},
		{Name: "published", Label: text.ClaimsDay.In(lang), Help: text.ClaimsDayHelp.In(lang), Form: page.FormDate, Value: r.PostFormValue("published")},
	}
	frame.Back = "/claims"
	return f.show(w, r, status, page.ClaimsPage(frame, page.Claims{Faults: placed(inputs, wrong, lang), Inputs: inputs}))
}

// readClaims reads a report and keeps nothing of it.
func (f *face) readClaims(w http.ResponseWriter, r *http.Request) error {
	if door.Person(r).Actor.Account == "" {
		return fault.SignedOut()
	}
	said, err := pastedReport(r)
	if err == nil && strings.TrimSpace(r.PostFormValue("source")) == "" {
		err = fault.Invalid(kinds.StatementSource.Name, text.Required, kinds.StatementSource.Label)
	}
	if err == nil {
		err = documentWrong(r)
	}
	if mendable(err) || fault.Is(err, fault.CodeLimit) {
		return f.showClaimsForm(w, r, door.Status(err), err)
	}
	if err != nil {
		return err
	}
	return f.showClaims(w, r, http.StatusOK, said, nil, nil)
}

// documentWrong judges what is said of the document.
func documentWrong(r *http.Request) error {
	_, err := parsed(documented, typed(r.PostForm))
	return err
}

// pastedReport is the text of a form: a file, or what was pasted.
func pastedReport(r *http.Request) (string, error) {
	if r.MultipartForm != nil && len(r.MultipartForm.File["file"]) > 0 && r.MultipartForm.File["file"][0].Size > 0 {
		file, err := r.MultipartForm.File["file"][0].Open()
		if err != nil {
			return "", err
		}
		defer file.Close()
		data, err := io.ReadAll(io.LimitReader(file, claims.MaxFile+1))
		if err != nil {
			return "", err
		}
		return claims.Text(data)
	}
	return claims.Pasted(r.PostFormValue("text"))
}

// publishedOf is the day of publication that was typed, or zero.
func publishedOf(r *http.Request) time.Time {
	day, _ := time.Parse(time.DateOnly, r.PostFormValue(kinds.StatementDate.Name))
	return day
}

// showClaims shows what a text was read to say, with what was typed since and what is wrong with it.
func (f *face) showClaims(w http.ResponseWriter, r *http.Request, status int, said string, since []typed, wrong []error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	frame, err := f.frame(r, text.ClaimsName.In(lang))
	if err != nil {
		return err
	}
	day := publishedOf(r)
	list := claims.Read(said, day)
	shown := page.Claims{Read: true, Raw: said, Keeps: access.MayCreate(actor, kinds.Statement), Key: r.PostFormValue("key")}
	if shown.Key == "" {
		shown.Key = frame.Key
	}
	if day.IsZero() {
		day = claims.Published(said)
	}
	shown.Sum = text.CountClaims.In(lang, len(list))
	if len(list) == 0 {
		shown.Sum = text.NoClaims.In(lang)
	}
	if len(list) > claimsShown {
		shown.More, list = text.ClaimsMore.In(lang, claimsShown), list[:claimsShown]
	}
	date := ""
	if !day.IsZero() {
		date = day.Format(time.DateOnly)
	}
	shown.Carried = [][2]string{{"source", r.PostFormValue("source")}, {"url", r.PostFormValue("url")}, {"published", date}}
	n := f.names(r.Context(), actor, lang)
	for i, c := range list {
		one, faults, err := n.claim(i, c, since, wrong)
		if err != nil {
			return err
		}
		shown.Claims = append(shown.Claims, one)
		shown.Faults = append(shown.Faults, faults...)
	}
	shown.Text = passages(said, 0, list)
	frame.Wide, frame.Back = true, "/claims"
	return f.show(w, r, status, page.ClaimsPage(frame, shown))
}

// claim makes one claim ready to be judged.
func (n *names) claim(i int, c claims.Claim, since []typed, wrong []error) (page.Claim, []page.Fault, error) {
	one := page.Claim{ID: claimID(i), Title: c.Indicator, Amount: c.Amount(n.lang), Choice: "later", Quoted: inQuotation(c)}
	if c.Subject != "" {
		one.Title = c.Subject + " · " + c.Indicator
	}
	region, _ := vocab.Regions.Lookup(c.Region)
	qualifier, _ := vocab.Qualifiers.Lookup(c.Qualifier)
	for _, fact := range []string{region.In(n.lang), c.Period, qualifier.In(n.lang), grown(c.Growth, n.lang), c.Base} {
		if fact != "" {
			one.Facts = append(one.Facts, fact)
		}
	}
	t := typed{}
	for name, v := range c.Fields() {
		s, _ := v.(string)
		t[name] = []string{s}
	}
	if i < len(since) {
		t, one.Choice = since[i], since[i].first("choice")
	}
	for _, field := range asked {
		in, err := n.input(field, t)
		if err != nil {
			return one, nil, err
		}
		in.Name = one.ID + "." + in.Name
		in.Required = false
		one.Inputs = append(one.Inputs, in)
	}
	if i >= len(wrong) || wrong[i] == nil {
		return one, nil, nil
	}
	one.Open = true
	return one, placed(one.Inputs, prefixed(wrong[i], one.ID), n.lang), nil
}

func claimID(i int) string { return "c" + strconv.Itoa(i) }

func grown(g *claims.Growth, lang text.Lang) string {
	if g == nil {
		return ""
	}
	label, _ := vocab.Growths.Lookup(g.Kind)
	return text.DeskTitle.In(lang, label.In(lang), g.Value+" "+g.Unit)
}

// prefixed names the controls of one claim in what is wrong with it.
func prefixed(err error, id string) error {
	var all []error
	for _, e := range fault.All(err) {
		all = append(all, fault.At(e, id+"."+e.Field))
	}
	return fault.Join(all...)
}

func inQuotation(c claims.Claim) []page.Passage {
	from, to := c.At.Start-c.Quoted.Start, c.At.End-c.Quoted.Start
	return []page.Passage{{Text: c.Quotation[:from]}, {Text: c.Quotation[from:to], Marked: "value"}, {Text: c.Quotation[to:]}}
}

// passages parts a text at the values of its claims.
func passages(said string, at int, list []claims.Claim) []page.Passage {
	var all []page.Passage
	for i, c := range list {
		if c.At.Start < at {
			continue
		}
		all = append(all, page.Passage{Text: said[at:c.At.Start]}, page.Passage{Text: c.Written, Marked: claimID(i)})
		at = c.At.End
	}
	return append(all, page.Passage{Text: said[at:]})
}

// keepClaims makes statements of the claims that were chosen, all or none.
func (f *face) keepClaims(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	if !access.MayCreate(actor, kinds.Statement) {
		return fault.Denied(text.NotAllowed)
	}
	said, err := claims.Pasted(r.PostFormValue("text"))
	if err == nil {
		err = documentWrong(r)
	}
	if err != nil {
		return err
	}
	list := claims.Read(said, publishedOf(r))
	document, _ := parsed(documented, typed(r.PostForm))
	var since []typed
	var wrong []error
	var drafts []record.Draft
	var confirm []bool
	bad := false
	for i := range list[:min(len(list), claimsShown)] {
		t := answered(r, claimID(i))
		values, err := parsed(asked, t)
		if choice := t.first("choice"); choice == "confirm" || choice == "later" {
			for name, v := range document {
				values[name] = v
			}
			values[kinds.StatementNumber.Name] = int64(i + 1)
			draft := record.Draft{Kind: kinds.Statement.Name, Fields: given(values)}
			if err == nil {
				err = kinds.Statement.Check(record.Record{Kind: draft.Kind, Fields: draft.Fields})
			}
			drafts, confirm = append(drafts, draft), append(confirm, choice == "confirm")
		} else {
			err = nil
		}
		since, wrong, bad = append(since, t), append(wrong, err), bad || err != nil
	}
	if bad {
		return f.showClaims(w, r, http.StatusUnprocessableEntity, said, since, wrong)
	}
	return f.putClaims(w, r, drafts, confirm, len(since))
}

// answered is what was typed about one claim.
func answered(r *http.Request, id string) typed {
	t := typed{"choice": {r.PostFormValue(id + ".choice")}}
	for _, field := range asked {
		if v := r.PostForm[id+"."+field.Name]; len(v) > 0 {
			t[field.Name] = v
		}
	}
	return t
}

// putClaims keeps statements in one change, and confirms those that were confirmed in the next.
func (f *face) putClaims(w http.ResponseWriter, r *http.Request, drafts []record.Draft, confirm []bool, all int) error {
	actor, key := door.Person(r).Actor, r.PostFormValue("key")
	confirmed := 0
	if len(drafts) > 0 {
		made, err := f.Office.Put(r.Context(), actor, key, drafts...)
		if err != nil {
			return err
		}
		var moves []office.Move
		for i, m := range made {
			if confirm[i] {
				moves = append(moves, office.Move{Kind: m.Kind, ID: m.ID, Rev: m.Rev, Step: "confirm"})
			}
		}
		confirmed = len(moves)
		if confirmed > 0 {
			if _, err := f.Office.Take(r.Context(), actor, key+"/confirm", moves...); err != nil {
				return err
			}
		}
	}
	return f.saved(w, r, "/statements?done="+strconv.Itoa(confirmed)+"-"+strconv.Itoa(len(drafts)-confirmed)+"-"+strconv.Itoa(all-len(drafts)))
}

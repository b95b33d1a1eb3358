package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	verdictsPage = 50 // rows of a trial on one page
	holdsShown   = 3  // values of a new record that are shown at once
)

// importOne is the page of one import.
func (f *face) importOne(w http.ResponseWriter, r *http.Request) error {
	return f.showImport(w, r, http.StatusOK, nil)
}

// showImport shows an import as its state wants it.
func (f *face) showImport(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if actor.Account == "" {
		return fault.SignedOut()
	}
	i, err := f.Clerk.Import(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, lang)
	shown := page.Import{ImportLine: f.importLine(i, lang), Failure: i.Failure.In(lang), Faults: placed(nil, wrong, lang), Resumes: i.Resumes}
	shown.Discards, shown.Stops = !i.Begun, i.State == intake.Running
	for _, said := range i.Remarks {
		shown.Remarks = append(shown.Remarks, said.In(lang))
	}
	switch i.State {
	case intake.Mapping:
		shown.Mapping, err = n.mapping(i, posted(r))
	case intake.Tried:
		if shown.Mapping, err = n.mapping(i, posted(r)); err == nil {
			shown.Mapping.Sure = wrong == nil
			shown.Trial, err = n.trial(i, r)
		}
	case intake.Trying, intake.Running, intake.Undoing:
		progress := progressOf(i, lang)
		shown.Progress = &progress
	case intake.Done, intake.Undone:
		shown.Result, err = n.result(i, r)
	case intake.Failed:
		err = n.halted(&shown, i, r)
	}
	if err != nil {
		return err
	}
	frame, err := f.frame(r, text.ImportTitle.In(lang, i.Name))
	if err != nil {
		return err
	}
	frame.Wide, frame.Back = true, shown.Href
	if shown.Progress != nil {
		frame.Reload = 2
	}
	return f.show(w, r, status, page.ImportPage(frame, shown))
}

// halted shows what an import did before it halted, or, where it has not begun, what
// its columns were taken for.
func (n *names) halted(shown *page.Import, i intake.Import, r *http.Request) (err error) {
	switch {
	case i.Begun:
		if shown.Result, err = n.result(i, r); err == nil {
			shown.Result.Halted = true
		}
	case len(i.Layouts) > 0:
		shown.Mapping, err = n.mapping(i, posted(r))
	}
	return err
}

// posted is what a form held that is shown again.
func posted(r *http.Request) map[string][]string {
	if r.Method != http.MethodPost {
		return nil
	}
	return r.PostForm
}

// trial is what would become of each row.
func (n *names) trial(i intake.Import, r *http.Request) (*page.Trial, error) {
	asked := r.URL.Query()
	outcome := asked.Get("show")
	if outcome == "" {
		outcome = firstOutcome(i.Counts)
	}
	after, _ := strconv.Atoi(asked.Get("after"))
	verdicts, err := n.Clerk.Verdicts(n.ctx, n.actor, i.ID, outcome, max(after, 0), verdictsPage+1)
	if err != nil {
		return nil, err
	}
	t := &page.Trial{
		Total: text.TrialRows.In(n.lang, i.Rows), Tabs: n.tabs(i.Counts, outcome), Good: i.Counts[store.PartMade] + i.Counts[store.PartChanged], Bad: i.Counts[store.PartRefused],
		Mended: page.Input{Name: "file", Label: text.TrialMendedFile.In(n.lang), Form: page.FormFile},
		Marked: "/imports/" + i.ID + "/marked",
	}
	if len(verdicts) > verdictsPage {
		verdicts = verdicts[:verdictsPage]
		t.Next = fmt.Sprintf("?show=%s&after=%d", outcome, max(after, 0)+verdictsPage)
	}
	for _, v := range verdicts {
		t.Verdicts = append(t.Verdicts, n.verdict(i.Kind, v))
	}
	return t, nil
}

// firstOutcome is the fate that a person wants to see first: refusals, where there are any.
func firstOutcome(counts map[string]int) string {
	for _, o := range trialOutcomes {
		if counts[o.name] > 0 {
			return o.name
		}
	}
	return store.PartMade
}

// tabs are the fates of rows with their numbers.
func (n *names) tabs(counts map[string]int, here string) []page.Count {
	var list []page.Count
	for _, o := range trialOutcomes {
		list = append(list, page.Count{
			Item: page.Item{Label: o.label.In(n.lang), Href: "?show=" + o.name, Here: here == o.name}, Outcome: o.name, Number: counts[o.name],
		})
	}
	return list
}

// verdict is what a trial says of one row.
func (n *names) verdict(kind string, v intake.Verdict) page.Verdict {
	k, _ := n.Office.Kind(kind)
	shown := page.Verdict{Where: text.TrialRow.In(n.lang, v.Sheet, v.Line), Title: page.Link{Label: v.Title}, Outcome: v.Outcome}
	if shown.Title.Label == "" {
		shown.Title.Label = text.TrialUntitled.In(n.lang)
	}
	if v.Record != "" {
		shown.Title.Href = address(kind, v.Record)
	}
	label := func(name string) string {
		if f, ok := k.Field(name); ok {
			return f.Label.In(n.lang)
		}
		return name
	}
	for _, c := range v.Changes {
		shown.Changes = append(shown.Changes, page.Difference{Label: label(c.Field), Was: c.Was.In(n.lang), Is: c.Will.In(n.lang)})
	}
	if v.Outcome == store.PartMade {
		n.preview(&shown)
	}
	problems := func(list []intake.Problem) (all []page.Problem) {
		for _, p := range list {
			one := page.Problem{Cell: label(p.Field), Text: p.Text.In(n.lang)}
			if p.Column != "" {
				one.Cell = text.TrialCell.In(n.lang, p.Column, label(p.Field))
				one.Said = text.TrialSaidEmpty.In(n.lang)
				if p.Said != "" {
					one.Said = text.TrialSaid.In(n.lang, beginning(p.Said, longestCell))
				}
			}
			all = append(all, one)
		}
		return all
	}
	shown.Problems, shown.Doubts = problems(v.Faults), problems(v.Doubts)
	for _, near := range v.Near {
		l := page.Link{Label: near.Title}
		if near.ID != "" {
			l.Href = address(kind, near.ID)
		} else {
			l.Label = text.NearRow.In(n.lang, near.Line, near.Title)
		}
		shown.Near = append(shown.Near, l)
	}
	return shown
}

// preview shows a few values of a new record, and the others when asked for; its title
// stands above already.
func (n *names) preview(v *page.Verdict) {
	all := slices.DeleteFunc(v.Changes, func(d page.Difference) bool { return d.Is == v.Title.Label })
	few := min(len(all), holdsShown)
	v.Changes, v.Holds, v.Rest = nil, all[:few], all[few:]
	for i := range v.Holds {
		v.Holds[i].Is = beginning(v.Holds[i].Is, longestCell)
	}
	v.More = text.TrialRest.In(n.lang, len(v.Rest))
}

// result is what an import did.
func (n *names) result(i intake.Import, r *http.Request) (*page.Result, error) {
	asked := r.URL.Query()
	outcome := asked.Get("show")
	if outcome == "" {
		outcome = store.PartMade
		if i.Counts[outcome] == 0 {
			outcome = firstOutcome(i.Counts)
		}
	}
	after, _ := strconv.ParseInt(asked.Get("after"), 10, 64)
	parts, err := n.Office.Parts(n.ctx, n.actor, i.ID, outcome, after, partsPage+1)
	if err != nil {
		return nil, err
	}
	res := &page.Result{Tabs: n.tabs(i.Counts, outcome), Undone: i.State == intake.Undone}
	if len(parts) > partsPage {
		parts = parts[:partsPage]
		res.Parts.Next = fmt.Sprintf("?show=%s&after=%d", outcome, parts[partsPage-1].Number)
	}
	if res.Parts.Parts, err = n.parts(parts); err != nil {
		return nil, err
	}
	k, err := n.Office.Kind(i.Kind)
	if err != nil {
		return nil, err
	}
	if access.Scopes(n.actor, k) != nil {
		res.List = page.Link{Label: text.DoneList.In(n.lang, k.Label), Href: "/records/" + k.Name}
	}
	if res.Undone || i.Counts[store.PartMade]+i.Counts[store.PartChanged] == 0 {
		return res, nil
	}
	res.Undo = "/imports/" + i.ID + "/undo"
	return res, nil
}

// progressOf says how far an import has come.
func progressOf(i intake.Import, lang text.Lang) page.Progress {
	p := page.Progress{Value: i.Read, Max: i.Rows, Text: text.RunningSome.In(lang, i.Read), Events: "/imports/" + i.ID + "/progress"}
	if i.Rows > 0 {
		p.Text = text.RunningOf.In(lang, i.Read, i.Rows)
	}
	return p
}

// A stream of progress looks every lookEvery, and ends after lookFor: the page then opens another.
const (
	lookEvery = 500 * time.Millisecond
	lookFor   = 4 * time.Minute
)

// progress tells how far an import has come, as it goes on.
func (f *face) progress(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	i, err := f.Clerk.Import(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	state, out := i.State, http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	end := time.After(lookFor)
	for told := ""; ; {
		if i.State != state || !i.Busy() {
			fmt.Fprint(w, "event: end\ndata: {}\n\n")
			return nil
		}
		now, err := json.Marshal(progressOf(i, lang))
		if err == nil && string(now) != told {
			told = string(now)
			fmt.Fprintf(w, "data: %s\n\n", now)
		}
		if err := out.Flush(); err != nil {
			return nil // the reader has gone
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-end:
			return nil
		case <-ticker.C:
		}
		if i, err = f.Clerk.Follow(r.Context(), actor.Account, i.ID); err != nil {
			return nil // it is gone; the page will say so when it is loaded anew
		}
	}
}

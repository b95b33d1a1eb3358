package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// record is the page of one record.
func (f *face) record(w http.ResponseWriter, r *http.Request) error {
	return f.showRecord(w, r, http.StatusOK, "", nil, nil)
}

// showRecord shows a record. After a step that failed, its form holds what was
// typed and what is wrong.
func (f *face) showRecord(w http.ResponseWriter, r *http.Request, status int, step string, t typed, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	rec, err := f.Office.Record(r.Context(), actor, r.PathValue("kind"), r.PathValue("id"))
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
	frame, err := f.frame(r, n.title(rec))
	if err != nil {
		return err
	}
	f.signposts(w, r, k, rec)
	if frame.Data, err = f.linkedData(r, k, rec); err != nil {
		return err
	}
	shown := n.sheet(k, rec)
	if err := n.become(&shown, rec, r.URL.Query().Get("merged")); err != nil {
		return err
	}
	if shown.By, err = n.author(rec); err != nil {
		return err
	}
	if shown.Steps, err = n.steps(k, rec, frame.Key); err != nil {
		return err
	}
	opened(shown.Steps, r.URL.Query().Get("step"))
	if step != "" {
		if shown.Faults, err = n.reopen(shown.Steps, k, rec, r, step, t, wrong); err != nil {
			return err
		}
	}
	if err := n.special(k, rec, &shown); err != nil {
		return err
	}
	if !shown.Void {
		shown.Papers = append(shown.Papers, n.papers(k, rec)...)
		if shown.Matches, err = n.matches(k, rec); err != nil {
			return err
		}
	}
	if shown.Linked, err = n.linked(k, rec); err != nil {
		return err
	}
	if shown.History, err = n.history(k, rec); err != nil {
		return err
	}
	return f.show(w, r, status, page.RecordPage(frame, shown))
}

// special adds what only pages of some kinds show.
func (n *names) special(k record.Kind, r record.Record, shown *page.Record) (err error) {
	switch k.Name {
	case kinds.Contract.Name:
		if shown.Contract, err = n.register(r, shown); err != nil {
			return err
		}
	case kinds.Prereview.Name:
		shown.Sheet = n.prereview(r)
	case kinds.Card.Name:
		if kinds.CardFrozen.In(r) {
			shown.Papers = append(shown.Papers, page.Link{Label: text.CardOpenFrozen.In(n.lang), Href: "/cards/" + r.ID})
		}
	}
	if k.Advise != nil && shown.Edit != "" {
		shown.Advice = checklist(k, r, n.lang)
	}
	if access.SeesField(n.actor, kinds.PublicationWarns.Field(), r) {
		shown.Standing = n.standing(k, r)
	}
	shown.Policies, err = n.policies(r)
	return err
}

// sheet is what a record itself says.
func (n *names) sheet(k record.Kind, r record.Record) page.Record {
	shown := page.Record{
		Kind: page.Link{Label: k.Label.In(n.lang), Href: "/records/" + k.Name}, Title: n.title(r), Href: address(k.Name, r.ID),
		State: badge(k, r.State, n.lang), Home: r.Home, Rev: strconv.FormatInt(r.Rev, 10), Saved: instant(r.Time()),
		Who: who(k, r.State, record.Field{}, n.lang),
	}
	personal := false
	for i, f := range k.Fields {
		personal = personal || f.Personal
		if _, ok := r.Fields[f.Name]; !ok {
			continue
		}
		field := page.Field{Name: f.Name, Label: f.Label.In(n.lang), Value: n.value(r, f), Who: who(k, r.State, f, n.lang)}
		t, isText := f.Type.(record.Text)
		switch {
		case isText && t.Lines && f.Match > 0:
			shown.Prose = append(shown.Prose, field)
		case i > 0 || n.compound(k.Name) || field.Value.Other != nil:
			shown.Facts = append(shown.Facts, field)
		}
	}
	if n.Office.MayChange(n.actor, r) {
		shown.Edit = shown.Href + "/edit"
	}
	if personal && may(n.actor, record.Security) {
		shown.Erase = shown.Href + "/erase"
	}
	if k.Name == kinds.Account.Name && r.State == "active" && r.ID != n.actor.Account && may(n.actor, record.Security) {
		shown.Invite = "/accounts/" + r.ID + "/invite"
	}
	return shown
}

// author names who wrote a revision, "" where the reader may not know.
func (n *names) author(r record.Record) (string, error) {
	if r.By == "" {
		return "", nil
	}
	if _, known := n.known[r.By]; !known {
		titles, err := n.Office.Titles(n.ctx, n.actor, n.lang, r.By)
		if err != nil {
			return "", err
		}
		n.known[r.By] = titles[r.By]
	}
	if name, ok := n.colleague(r.By); ok {
		return name, nil
	}
	if n.known[r.By] != "" {
		return n.known[r.By], nil
	}
	k, _ := n.Office.Kind(kinds.Account.Name)
	return nameless(k, r.By, n.lang), nil
}

// counterparts are the kinds that suit each other.
var counterparts = map[string]string{
	kinds.Need.Name: kinds.Achievement.Name, kinds.Achievement.Name: kinds.Need.Name,
}

// matches is what suits a need or an achievement, best first.
func (n *names) matches(k record.Kind, r record.Record) ([]page.Matches, error) {
	other, ok := counterparts[k.Name]
	if !ok {
		return nil, nil
	}
	against, err := n.Office.Kind(other)
	if err != nil {
		return nil, err
	}
	hits, err := n.Finder.For(n.ctx, n.actor, r, other, "", 5)
	if err != nil {
		return nil, err
	}
	m := page.Matches{Title: text.MatchesOf.In(n.lang, against.Label)}
	mk, err := n.Office.Kind(kinds.Match.Name)
	if err != nil {
		return nil, err
	}
	known, err := n.Office.Linking(n.ctx, n.actor, r.ID, mk.Name)
	if err != nil {
		return nil, err
	}
	for _, hit := range hits {
		if err := n.learn(hit.Record); err != nil {
			return nil, err
		}
		m.Cards = append(m.Cards, n.found(hit))
		judge := page.Link{}
		at := slices.IndexFunc(known, func(m record.Record) bool { return m.Fields[other] == hit.ID })
		switch {
		case at >= 0:
			judge = page.Link{Label: text.MatchKnown.In(n.lang), Href: address(mk.Name, known[at].ID)}
		case access.MayCreate(n.actor, mk):
			judge = page.Link{Label: text.RecordMatch.In(n.lang), Href: "/records/" + mk.Name + "/new?" + k.Name + "=" + r.ID + "&" + other + "=" + hit.ID}
		}
		m.Judge = append(m.Judge, judge)
	}
	return []page.Matches{m}, nil
}

// linked is the records that refer to r, by kind, with a way to add one.
func (n *names) linked(k record.Kind, r record.Record) ([]page.Linked, error) {
	all, err := n.Office.Linking(n.ctx, n.actor, r.ID, "")
	if err != nil {
		return nil, err
	}
	if err := n.learn(all...); err != nil {
		return nil, err
	}
	var groups []page.Linked
	for _, other := range n.Office.Kinds {
		if k.Name == kinds.Contract.Name && slices.Contains(partKinds, other.Name) {
			continue // shown in their places
		}
		group := page.Linked{Kind: other.Label.In(n.lang)}
		if other.Name == kinds.ContactLog.Name {
			group = n.talks(k, r, all)
		}
		for _, l := range all {
			if l.Kind == other.Name && other.Name != kinds.ContactLog.Name {
				group.Links = append(group.Links, page.Link{Label: n.title(l), Href: address(l.Kind, l.ID)})
			}
		}
		if name := pointer(other, k.Name); name != "" && access.MayCreate(n.actor, other) {
			group.New = page.Link{Label: text.AddLinked.In(n.lang, other.Label), Href: "/records/" + other.Name + "/new?" + name + "=" + r.ID}
		}
		if len(group.Links) > 0 || group.New.Href != "" {
			groups = append(groups, group)
		}
	}
	return groups, nil
}

// talks are the contacts about a record, the newest first, with a way to note one.
func (n *names) talks(k record.Kind, r record.Record, all []record.Record) page.Linked {
	group := page.Linked{Kind: kinds.ContactLog.Label.In(n.lang)}
	var talks []record.Record
	for _, l := range all {
		if l.Kind == kinds.ContactLog.Name {
			talks = append(talks, l)
		}
	}
	slices.SortStableFunc(talks, func(a, b record.Record) int {
		return cmp.Compare(kinds.ContactLogDay.Of(b), kinds.ContactLogDay.Of(a))
	})
	for _, t := range talks {
		group.Links = append(group.Links, page.Link{Label: kinds.ContactLogDay.Of(t) + " " + n.title(t), Href: address(t.Kind, t.ID)})
	}
	for _, f := range kinds.ContactLog.Fields {
		if to, ok := record.Refers(f.Type); ok && to == k.Name && k.Name != kinds.Account.Name && access.MayCreate(n.actor, kinds.ContactLog) {
			group.New = page.Link{Label: text.DeskTalk.In(n.lang), Href: "/records/" + kinds.ContactLog.Name + "/new?" + f.Name + "=" + r.ID + "&day=" + record.Day(n.Office.Now())}
		}
	}
	return group
}

// pointer is the field by which a part of another kind names the whole that it
// belongs to: what is not listed by itself is made from there.
func pointer(part record.Kind, whole string) string {
	for _, f := range part.Fields {
		if to, ok := record.Refers(f.Type); ok && to == whole && f.Required && (!part.Listed || part.Name == kinds.Objection.Name) {
			return f.Name
		}
	}
	return ""
}

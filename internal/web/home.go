package web

import (
	"net/http"
	"slices"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// desks are the states in which records wait for somebody, and the step that they wait for.
var desks = []struct{ kind, state, step string }{
	{kinds.Match.Name, "proposed", "accept"},
	{kinds.Contract.Name, "draft", "register"},
	{kinds.Need.Name, "draft", "open"},
	{kinds.Achievement.Name, "draft", "share"},
}

// home is the first page.
func (f *face) home(w http.ResponseWriter, r *http.Request) error {
	frame, err := f.frame(r, "")
	if err != nil {
		return err
	}
	n := f.names(r.Context(), door.Person(r).Actor, frame.Lang)
	var h page.Home
	if h.Period, h.Figures, err = f.newest(frame.Lang); err != nil {
		return err
	}
	if h.Work, err = f.work(n); err != nil {
		return err
	}
	if h.Needs, err = n.shelf(kinds.Need.Name, "open", text.NewestNeeds); err != nil {
		return err
	}
	if h.Results, err = n.shelf(kinds.Achievement.Name, "shared", text.NewestShared); err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.HomePage(frame, h))
}

// newest is the figures of the newest half-year that has any.
func (f *face) newest(lang text.Lang) (string, []page.Stat, error) {
	var newest report.Period
	for _, fig := range f.Columns.Figures() {
		cells, err := f.Columns.Cells(fig.Name)
		if err != nil {
			return "", nil, err
		}
		if len(cells) > 0 && cells[0].Period.String() > newest.String() {
			newest = cells[0].Period
		}
	}
	if newest.Year == 0 {
		return "", nil, nil
	}
	var stats []page.Stat
	for _, fig := range f.Columns.Figures() {
		v, err := f.Columns.Value(fig.Name, newest, "")
		if err != nil {
			return "", nil, err
		}
		s := page.Stat{Label: fig.Label.In(lang), Value: amount(fig, v.Value), Unit: fig.Unit.In(lang), Href: figureAt(fig.Name, newest, "")}
		if v.Growth != nil {
			s.Growth = text.GrowthWords.In(lang, percent(*v.Growth))
		}
		stats = append(stats, s)
	}
	return newest.In(lang), stats, nil
}

// work is what waits for the actor.
func (f *face) work(n *names) ([]page.Desk, error) {
	var list []page.Desk
	for _, d := range desks {
		step, err := f.Office.Processes[d.kind].Find(d.step, d.state)
		if err != nil || n.actor.Account == "" || !may(n.actor, step.By) {
			continue
		}
		p, err := f.inState(n, d.kind, d.state, 5)
		if err != nil {
			return nil, err
		}
		if len(p.Records) == 0 {
			continue
		}
		if err := n.learn(p.Records...); err != nil {
			return nil, err
		}
		k, _ := f.Office.Kind(d.kind)
		s, _ := k.State(d.state)
		desk := page.Desk{
			Label: text.DeskTitle.In(n.lang, k.Label, s.Label), Href: "/records/" + d.kind + "?state=" + d.state,
			Count: total(p.Total, office.CountUpto, n.lang),
		}
		for _, r := range p.Records {
			desk.Cards = append(desk.Cards, page.Link{Label: n.title(r), Href: address(r.Kind, r.ID)})
		}
		list = append(list, desk)
	}
	return list, nil
}

func (f *face) inState(n *names, kind, state string, limit int) (office.Page, error) {
	return f.Office.List(n.ctx, n.actor, record.Query{
		Kind: kind, Limit: limit, Where: []record.Term{{Field: "state", Op: record.Equal, Value: state}},
	})
}

// shelf is the newest records of a kind in a state.
func (n *names) shelf(kind, state string, title text.Label) (page.Shelf, error) {
	s := page.Shelf{Title: title.In(n.lang), Href: "/records/" + kind + "?state=" + state}
	k, err := n.Office.Kind(kind)
	if err != nil || access.Scopes(n.actor, k) == nil {
		return s, err
	}
	p, err := n.inState(n, kind, state, 4)
	if err != nil {
		return s, err
	}
	s.Cards, err = n.cards(p.Records)
	for i := range s.Cards {
		s.Cards[i].Kind, s.Cards[i].State = "", page.Badge{}
	}
	return s, err
}

// sorted puts options in the order of their labels.
func sorted(options []page.Option) []page.Option {
	slices.SortStableFunc(options, func(a, b page.Option) int {
		switch {
		case a.Label < b.Label:
			return -1
		case a.Label > b.Label:
			return 1
		}
		return 0
	})
	return options
}

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
	"heitu/internal/work"
)

// halls lead to what the market has, in the order of the first page.
var halls = []struct {
	kind record.Kind
	says text.Label
}{
	{kinds.Achievement, text.HallGoods}, {kinds.Need, text.HallNeed}, {kinds.Contract, text.HallDeals}, {kinds.Organisation, text.HallFirms},
	{kinds.Person, text.HallPeople}, {kinds.Policy, text.HallRules}, {kinds.Pricing, text.HallPrice},
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
	if h.Work, err = n.myWork(); err != nil {
		return err
	}
	h.Halls = n.halls()
	if h.Needs, err = n.shelf(kinds.Need.Name, "open", kinds.NeedOpens.Name, text.NewestNeeds); err != nil {
		return err
	}
	if h.Results, err = n.shelf(kinds.Achievement.Name, "shared", kinds.AchievementShared.Name, text.NewestShared); err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.HomePage(frame, h))
}

// foremost are the figures of the first page, by name. Those that a node does not have are left out.
var foremost = []string{"achievements-shared", "needs-published", "contracts-registered", "contract-turnover"}

// newest is the foremost figures of the newest half-year that has any.
func (f *face) newest(lang text.Lang) (string, []page.Stat, error) {
	var newest report.Period
	figures := slices.DeleteFunc(slices.Clone(foremost), func(name string) bool {
		_, err := f.Columns.Figure(name)
		return err != nil
	})
	for _, name := range figures {
		cells, err := f.Columns.Cells(name)
		if err != nil {
			return "", nil, err
		}
		if len(cells) > 0 && cells[0].Period.From > newest.From {
			newest = cells[0].Period
		}
	}
	if newest == (report.Period{}) {
		return "", nil, nil
	}
	var stats []page.Stat
	for _, name := range figures {
		v, err := f.one(name, newest, "")
		if err != nil {
			return "", nil, err
		}
		value, unit := sized(v, lang)
		s := page.Stat{Label: v.Figure.Label.In(lang), Value: value, Unit: unit, Href: figureAt(name, newest, "")}
		if v.Growth.Rate != nil {
			s.Growth = text.GrowthWords.In(lang, percent(*v.Growth.Rate))
		}
		stats = append(stats, s)
	}
	return newest.In(lang), stats, nil
}

// homeTasks is how much of what waits stands on the first page.
const homeTasks = 5

// myWork is what waits for the actor, what is due first in front.
func (n *names) myWork() ([]page.Task, error) {
	if n.actor.Account == "" {
		return nil, nil
	}
	list, err := work.Items(n.ctx, n.Office, n.actor, record.Day(n.Office.Now()))
	if err != nil {
		return nil, err
	}
	var tasks []page.Task
	many := map[text.Label]int{}
	for _, item := range list.Items {
		if many[item.Why]++; many[item.Why] > 2 || len(tasks) == homeTasks {
			continue
		}
		records, err := n.titled([]work.Item{item})
		if err == nil {
			err = n.learn(records...)
		}
		if err != nil {
			return nil, err
		}
		t, err := n.task(item, records[0])
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// halls are the lists that the reader may see.
func (n *names) halls() []page.Hall {
	var list []page.Hall
	for _, h := range halls {
		if access.Scopes(n.actor, h.kind) != nil {
			list = append(list, page.Hall{Link: page.Link{Label: h.kind.Label.In(n.lang), Href: "/records/" + h.kind.Name}, Says: h.says.In(n.lang)})
		}
	}
	return list
}

func (f *face) inState(n *names, kind, state, newest string, limit int) (office.Page, error) {
	return f.Office.List(n.ctx, n.actor, record.Query{
		Kind: kind, Limit: limit, Sort: newest, Where: []record.Term{{Field: "state", Op: record.Equal, Value: state}},
	})
}

// shelf is the newest records of a kind in a state, by the day that a field holds.
func (n *names) shelf(kind, state, day string, title text.Label) (page.Shelf, error) {
	s := page.Shelf{Title: title.In(n.lang), Href: "/records/" + kind + "?state=" + state + "&sort=-" + day}
	k, err := n.Office.Kind(kind)
	if err != nil || access.Scopes(n.actor, k) == nil {
		return s, err
	}
	p, err := n.inState(n, kind, state, day, 4)
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

package web

import (
	"net/http"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// funnel is the way from views to contracts, for the market's staff.
func (f *face) funnel(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if err := access.Holds(actor, record.Staff); err != nil {
		return err
	}
	var period *report.Period
	if said := r.URL.Query().Get("period"); said != "" {
		p, err := report.ParsePeriod(said)
		if err != nil {
			return err
		}
		period = &p
	}
	list, err := f.Funnel(r.Context(), period)
	if err != nil {
		return err
	}
	frame, err := f.frame(r, text.FunnelName.In(lang))
	if err != nil {
		return err
	}
	n, m := f.names(r.Context(), actor, lang), list[0]
	shown := page.Funnel{
		Choose: f.funnelPeriods(period, lang), Words: text.FunnelChart.In(lang, m.Views, m.Interest, m.Negotiation, m.Contract),
		Stages: []page.Stage{
			{Label: text.FunnelViews.In(lang), Count: strconv.Itoa(m.Views)},
			{Label: text.FunnelInterest.In(lang), Count: strconv.Itoa(m.Interest), Records: n.lists(kinds.Match, "asked", "accepted", "declined")},
			{Label: text.FunnelTalks.In(lang), Count: strconv.Itoa(m.Negotiation), Time: median(m.ToNegotiation, lang), Records: []page.Link{{Label: kinds.Contract.Label.In(lang), Href: "/records/contract"}}},
			{Label: text.FunnelDone.In(lang), Count: strconv.Itoa(m.Contract), Time: median(m.ToRegistration, lang), Records: []page.Link{{Label: text.FunnelRegistered.In(lang), Href: "/records/contract?state=registered" + registeredIn(period)}}},
		},
	}
	most := max(m.Views, m.Interest, m.Negotiation, m.Contract, 1)
	for i, count := range []int{m.Views, m.Interest, m.Negotiation, m.Contract} {
		shown.Stages[i].Length = int64(count) * page.BarLength / int64(most)
	}
	for _, b := range list[1:] {
		name, ok := n.colleague(b.Broker)
		if !ok {
			name = text.ClashSomebody.In(lang)
		}
		shown.Brokers = append(shown.Brokers, page.BrokerLine{
			Name: name, Interest: strconv.Itoa(b.Interest), Negotiation: strconv.Itoa(b.Negotiation), Contract: strconv.Itoa(b.Contract),
			ToTalks: median(b.ToNegotiation, lang), ToDone: median(b.ToRegistration, lang),
		})
	}
	return f.show(w, r, http.StatusOK, page.FunnelPage(frame, shown))
}

// lists lead to the records of a kind in some states.
func (n *names) lists(k record.Kind, states ...string) []page.Link {
	var links []page.Link
	for _, name := range states {
		s, _ := k.State(name)
		links = append(links, page.Link{Label: s.Label.In(n.lang), Href: "/records/" + k.Name + "?state=" + name})
	}
	return links
}

func median(days *int, lang text.Lang) string {
	if days == nil {
		return ""
	}
	return text.FunnelDays.In(lang, *days)
}

// registeredIn narrows a list of contracts to those registered in a half-year.
func registeredIn(p *report.Period) string {
	if p == nil {
		return ""
	}
	from, to := "-01-01", "-06-30"
	if p.Half == 2 {
		from, to = "-07-01", "-12-31"
	}
	year := strconv.Itoa(p.Year)
	return "&registered.from=" + year + from + "&registered.to=" + year + to
}

// funnelPeriods lets one of the last eight half-years be chosen, or all time.
func (f *face) funnelPeriods(chosen *report.Period, lang text.Lang) page.Input {
	in := page.Input{Name: "period", Label: text.Period.In(lang), Form: page.FormSelect, Options: []page.Option{{Label: text.FunnelAllTime.In(lang), Chosen: chosen == nil}}}
	p := report.PeriodOf(record.Day(f.Office.Now()))
	for range 8 {
		in.Options = append(in.Options, page.Option{Value: p.String(), Label: p.In(lang), Chosen: chosen != nil && *chosen == p})
		if p.Half--; p.Half == 0 {
			p = report.Period{Year: p.Year - 1, Half: 2}
		}
	}
	return in
}

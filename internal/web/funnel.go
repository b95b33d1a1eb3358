package web

import (
	"net/http"

	"heitu/internal/access"
	"heitu/internal/door"
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
	period, err := periodOf(r)
	if err != nil {
		return err
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
			{Label: text.FunnelViews.In(lang), Count: counted(report.StageViews, "", period, m.Views)},
			{Label: text.FunnelInterest.In(lang), Count: counted(report.StageInterest, "", period, m.Interest)},
			{Label: text.FunnelTalks.In(lang), Count: counted(report.StageNegotiation, "", period, m.Negotiation), Time: median(m.ToNegotiation, lang)},
			{Label: text.FunnelDone.In(lang), Count: counted(report.StageContract, "", period, m.Contract), Time: median(m.ToRegistration, lang)},
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
			Name: name, Interest: counted(report.StageInterest, b.Broker, period, b.Interest),
			Negotiation: counted(report.StageNegotiation, b.Broker, period, b.Negotiation), Contract: counted(report.StageContract, b.Broker, period, b.Contract),
			ToTalks: median(b.ToNegotiation, lang), ToDone: median(b.ToRegistration, lang),
		})
	}
	return f.show(w, r, http.StatusOK, page.FunnelPage(frame, shown))
}

func median(days *int, lang text.Lang) string {
	if days == nil {
		return ""
	}
	return text.FunnelDays.In(lang, *days)
}

// funnelPeriods lets one of the last eight half-years be chosen, or all time.
func (f *face) funnelPeriods(chosen *report.Period, lang text.Lang) page.Input {
	in := page.Input{Name: "period", Label: text.Period.In(lang), Form: page.FormSelect, Options: []page.Option{{Label: text.FunnelAllTime.In(lang), Chosen: chosen == nil}}}
	p := report.PeriodOf(record.Day(f.Office.Now()))
	for range 8 {
		in.Options = append(in.Options, page.Option{Value: p.String(), Label: p.In(lang), Chosen: chosen != nil && *chosen == p})
		p = p.Previous()
	}
	return in
}

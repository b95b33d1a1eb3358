package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// countedPage is how many records behind a number stand on one page.
const countedPage = 100

// stageLabels name the stages of the funnel.
var stageLabels = map[string]text.Label{
	report.StageViews: text.FunnelViews, report.StageInterest: text.FunnelInterest, report.StageNegotiation: text.FunnelTalks, report.StageContract: text.FunnelDone,
}

// periodOf reads a half-year out of an address, nil for all time.
func periodOf(r *http.Request) (*report.Period, error) {
	said := r.URL.Query().Get("period")
	if said == "" {
		return nil, nil
	}
	p, err := report.ParsePeriod(said)
	return &p, err
}

// counted is a number of the funnel, with the way to the records behind it.
func counted(stage, broker string, p *report.Period, n int) page.Link {
	asked := url.Values{"stage": {stage}}
	if broker != "" {
		asked.Set("broker", broker)
	}
	if p != nil {
		asked.Set("period", p.String())
	}
	return page.Link{Label: strconv.Itoa(n), Href: at("/funnel/records", asked)}
}

// counted lists exactly the records behind one number of the funnel. One that the reader
// may not see takes up its line without a name, so that the lines add up.
func (f *face) counted(w http.ResponseWriter, r *http.Request) error {
	actor, lang, asked := door.Person(r).Actor, door.Lang(r), r.URL.Query()
	if err := access.Holds(actor, record.Staff); err != nil {
		return err
	}
	stage, broker := asked.Get("stage"), asked.Get("broker")
	period, err := periodOf(r)
	if err != nil {
		return err
	}
	if !slices.Contains(report.Stages(), stage) {
		return fault.Missing(text.NoSuchPage)
	}
	list, err := f.Behind(r.Context(), stage, broker, period)
	if err != nil {
		return err
	}
	n, said := f.names(r.Context(), actor, lang), text.FunnelAllTime.In(lang)
	if period != nil {
		said = period.In(lang)
	}
	if name, ok := n.colleague(broker); ok {
		said += " · " + name
	}
	shown := page.Behind{Title: text.FunnelOf.In(lang, stageLabels[stage]), Views: stage == report.StageViews, Funnel: "/funnel"}
	if period != nil {
		shown.Funnel = at("/funnel", url.Values{"period": {period.String()}})
	}
	times := 0
	for _, c := range list {
		times += c.Times
	}
	shown.Said = text.FunnelSaid.In(lang, said, times)
	from, _ := strconv.Atoi(asked.Get("after"))
	from = min(max(from, 0), len(list))
	to := min(from+countedPage, len(list))
	if to < len(list) {
		asked.Set("after", strconv.Itoa(to))
		shown.Next = at("/funnel/records", asked)
	}
	if shown.Rows, err = n.behindRows(list[from:to]); err != nil {
		return err
	}
	frame, err := f.frame(r, shown.Title)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.BehindPage(frame, shown))
}

// behindRows names what is counted.
func (n *names) behindRows(list []report.Counted) ([]page.BehindRow, error) {
	var plain []string
	parts := map[string]string{}
	for _, c := range list {
		switch {
		case c.Kind == "":
		case n.compound(c.Kind):
			parts[c.ID] = c.Kind
		default:
			plain = append(plain, c.ID)
		}
	}
	if err := n.look(plain, parts); err != nil {
		return nil, err
	}
	var rows []page.BehindRow
	for _, c := range list {
		row := page.BehindRow{Record: n.link(c.Kind, c.ID), Day: c.Day, Many: strconv.Itoa(c.Times)}
		if k, err := n.Office.Kind(c.Kind); err == nil {
			row.Kind = k.Label.In(n.lang)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

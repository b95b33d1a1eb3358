package web

import (
	"fmt"
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
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

// behindPage is how many of the records behind a figure stand on one page.
const behindPage = 50

// figure is one figure for one region and half-year, with what is behind it.
func (f *face) figure(w http.ResponseWriter, r *http.Request) error {
	return f.showFigure(w, r, nil)
}

// figureAsked is the figure that an address asks for.
func (f *face) figureAsked(r *http.Request) (report.Query, error) {
	q := report.Query{Figure: r.PathValue("name"), Region: r.URL.Query().Get("region")}
	cells, err := f.Columns.Cells(q.Figure)
	if err != nil {
		return q, err
	}
	if q.Period, err = f.periodOf(r, cells); err != nil {
		return q, err
	}
	if _, known := vocab.Regions.Lookup(q.Region); q.Region != "" && !known {
		return q, fault.Invalid("region", text.NotInList, q.Region, vocab.Regions.Label())
	}
	return q, nil
}

// showFigure shows a figure, with what came of a recheck if there was one.
func (f *face) showFigure(w http.ResponseWriter, r *http.Request, came *page.Recheck) error {
	lang := door.Lang(r)
	q, err := f.figureAsked(r)
	if err != nil {
		return err
	}
	cells, err := f.Columns.Cells(q.Figure)
	if err != nil {
		return err
	}
	v, err := f.Columns.Value(q)
	if err != nil {
		return err
	}
	shown := page.Figure{
		Came: came, Self: r.URL.Path, Recheck: recheckAt(q),
		Title: v.Figure.Label.In(lang), Help: v.Figure.Help.In(lang), Unit: v.Figure.Unit.In(lang),
		Period: q.Period.In(lang), Region: regionName(q.Region, lang), Value: amount(v), Choose: chooser(cells, q.Period, q.Region, lang),
	}
	shown.Base, shown.Growth = based(v)
	if shown.Trend, shown.Regions, err = f.charts(v, cells, lang); err != nil {
		return err
	}
	if err := f.behind(r, v, &shown); err != nil {
		return err
	}
	if shown.Proof, err = f.figureProof(r, v); err != nil {
		return err
	}
	shown.Way = proofWay(v, shown.Proof.Checkpoint, lang)
	frame, err := f.frame(r, shown.Title)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.FigurePage(frame, shown))
}

// recheckAt is where a figure is held against the journal.
func recheckAt(q report.Query) string {
	values := url.Values{"period": {q.Period.String()}}
	if q.Region != "" {
		values.Set("region", q.Region)
	}
	return "/figures/" + q.Figure + "/recheck?" + values.Encode()
}

// periodOf is the half-year that the address names, or the newest there is.
func (f *face) periodOf(r *http.Request, cells []report.Cell) (report.Period, error) {
	if given := r.URL.Query().Get("period"); given != "" {
		return report.ParsePeriod(given)
	}
	if len(cells) > 0 {
		return cells[0].Period, nil
	}
	return report.PeriodOf(record.Day(f.Accounts.Now())), nil
}

// chooser lets another half-year or region be chosen.
func chooser(cells []report.Cell, period report.Period, region string, lang text.Lang) []page.Input {
	periods := page.Input{Name: "period", Label: text.Period.In(lang), Form: page.FormSelect}
	list := periodsOf(cells)
	if !slices.Contains(list, period) {
		list = append(list, period)
	}
	for _, p := range list {
		periods.Options = append(periods.Options, page.Option{Value: p.String(), Label: p.In(lang), Chosen: p == period})
	}
	regions := page.Input{Name: "region", Label: text.Region.In(lang), Form: page.FormSelect}
	codes := append([]string{""}, report.Regions(cells)...)
	if !slices.Contains(codes, region) {
		codes = append(codes, region)
	}
	for _, code := range codes {
		regions.Options = append(regions.Options, page.Option{Value: code, Label: regionName(code, lang), Chosen: code == region})
	}
	return []page.Input{periods, regions}
}

// charts draws the figure over time for its region, and over regions for its half-year.
func (f *face) charts(v report.Value, cells []report.Cell, lang text.Lang) (trend, regions page.Chart, err error) {
	trend = page.Chart{Title: text.ByPeriod.In(lang, regionName(v.Region, lang)), Head: text.Period.In(lang)}
	periods := periodsOf(cells)
	periods = slices.Clone(periods[:min(len(periods), 8)])
	slices.Reverse(periods)
	var values []report.Value
	for _, p := range periods {
		one, err := f.one(v.Figure.Name, p, v.Region)
		if err != nil {
			return trend, regions, err
		}
		values = append(values, one)
		trend.Bars = append(trend.Bars, page.Bar{Label: p.String(), Href: figureAt(v.Figure.Name, p, v.Region), Here: p == v.Period})
	}
	measure(&trend, values, lang)
	regions = page.Chart{Title: text.ByRegion.In(lang, v.Period), Head: text.Region.In(lang)}
	values = nil
	for _, code := range report.Regions(cells) {
		one, err := f.one(v.Figure.Name, v.Period, code)
		if err != nil {
			return trend, regions, err
		}
		values = append(values, one)
		regions.Bars = append(regions.Bars, page.Bar{Label: regionName(code, lang), Href: figureAt(v.Figure.Name, v.Period, code), Here: code == v.Region})
	}
	measure(&regions, values, lang)
	return trend, regions, nil
}

// measure gives each bar its length and its value, and says the chart in words.
func measure(c *page.Chart, values []report.Value, lang text.Lang) {
	most := int64(1)
	for _, v := range values {
		most = max(most, v.Value)
	}
	var said []string
	for i, v := range values {
		c.Bars[i].Value = amount(v)
		c.Bars[i].Length = int64(float64(max(v.Value, 0)) / float64(most) * page.BarLength)
		said = append(said, c.Bars[i].Label+" "+c.Bars[i].Value)
	}
	c.Text = text.ChartWords.In(lang, c.Title, record.List{}.Format(said, lang))
}

// behind lists the records that the figure counts.
func (f *face) behind(r *http.Request, v report.Value, shown *page.Figure) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	at, _ := strconv.Atoi(r.URL.Query().Get("page"))
	at = min(max(at, 1), len(v.Records)/behindPage+1)
	first := min((at-1)*behindPage, len(v.Records))
	last := min(first+behindPage, len(v.Records))
	n := f.names(r.Context(), actor, lang)
	for _, id := range v.Records[first:last] {
		rec, err := f.Office.Record(r.Context(), actor, v.Figure.Kind, id)
		if fault.Is(err, fault.CodeMissing) {
			continue // changed since the figure was computed
		}
		if err != nil {
			return err
		}
		leaf, err := f.leaf(r, id)
		if err != nil {
			return err
		}
		shown.Records = append(shown.Records, page.Leaf{Link: page.Link{Label: n.title(rec), Href: address(rec.Kind, rec.ID)}, Entry: leaf})
	}
	shown.Total = total(len(v.Records), 1<<62, lang)
	if at > 1 {
		shown.Before = turned(r.URL, at-1) + "#records"
	}
	if last < len(v.Records) {
		shown.Next = turned(r.URL, at+1) + "#records"
	}
	return nil
}

// figureProof says how an outsider checks the figure.
func (f *face) figureProof(r *http.Request, v report.Value) (page.Evidence, error) {
	lang := door.Lang(r)
	p, err := f.Office.Prove(r.Context(), access.Actor{}, nil)
	if err != nil {
		return page.Evidence{}, err
	}
	q := url.Values{"period": {v.Period.String()}}
	file := v.Figure.Name + "-" + v.Period.String()
	if v.Region != "" {
		q.Set("region", v.Region)
		file += "-" + v.Region
	}
	k, err := f.Office.Kind(v.Figure.Kind)
	return page.Evidence{
		Entry: fmt.Sprint(v.Entry), Checkpoint: p.Checkpoint, Key: f.Key, Rule: v.Figure.Rule(k, f.Columns.Figures(), lang),
		Bundle: "/api/figures/" + v.Figure.Name + "/bundle?" + q.Encode(), File: file + ".json",
		Command: "heitu verify " + file + ".json --key " + quoted(f.Key),
	}, err
}

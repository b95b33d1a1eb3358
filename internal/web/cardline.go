package web

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"heitu/internal/paper"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// namedRecords is how many records a hint or a change names.
const namedRecords = 8

// cardLine makes one figure of a card ready to be shown.
func (n *names) cardLine(c report.Card, l report.Line) (page.CardLine, error) {
	line := page.CardLine{
		ID: "figure-" + l.Figure, Title: l.Label.In(n.lang), Help: l.Help.In(n.lang), Late: l.Late(), Why: l.Note.In(n.lang),
		Line: paper.LineChart(l, n.lang), Tiles: paper.RegionChart(l, n.lang),
	}
	line.Value, line.Unit = shortened(l, l.Value, n.lang)
	if whole := l.Format(l.Value); whole != line.Value {
		line.Exact = whole + " " + l.Unit.In(n.lang)
	}
	if l.Amount != nil && *l.Amount == 0 {
		line.Base, line.Growth = amountOf(l, l.Base, n.lang), text.CardSame.In(n.lang)
	} else if l.Amount != nil {
		line.Base, line.Growth = amountOf(l, l.Base, n.lang), text.CardGrewAmount.In(n.lang, signed(l, *l.Amount, n.lang))
		if l.Rate != nil {
			line.Growth = text.CardGrew.In(n.lang, signed(l, *l.Amount, n.lang), percent(*l.Rate))
		}
	}
	line.MapTitle = text.CardMapOf.In(n.lang, line.Title, l.Unit.In(n.lang))
	for i := len(l.Past) - 1; i >= 0; i-- {
		line.Past = append(line.Past, page.CardPoint{Period: saidPeriod(l.Past[i].Period, n.lang), Value: l.Format(l.Past[i].Value)})
	}
	line.Forecast = l.Forecast.Note.In(n.lang)
	if fc := l.Forecast; fc.Value != nil {
		line.Forecast = text.CardForecastSays.In(n.lang, saidPeriod(fc.Period, n.lang), amountOf(l, fc.Value, n.lang), amountOf(l, fc.Low, n.lang), amountOf(l, fc.High, n.lang), fc.Level, fc.Tests)
		line.Method = fc.Method.In(n.lang)
	}
	values := cardValues(c)
	values.Del("base")
	line.Proof = "/figures/" + l.Figure + "?" + values.Encode() + "#proof"
	for _, a := range l.Regions {
		area := page.CardArea{Region: text.CardNotRegional.In(n.lang), Value: l.Format(a.Value), Base: l.Format(a.Base), Count: strconv.Itoa(a.Count)}
		if a.Region != "" {
			area.Region, area.Href = regionName(a.Region, n.lang), "/card?"+url.Values{"period": {c.Period}, "region": {a.Region}}.Encode()
		}
		line.Areas = append(line.Areas, area)
	}
	n.goals(l, &line)
	n.quoted(l, &line)
	return line, n.hinted(l, &line)
}

// goals says how the targets of a line stand.
func (n *names) goals(l report.Line, line *page.CardLine) {
	for _, t := range l.Targets {
		goal := page.CardTarget{
			Title: t.Title.In(n.lang), Source: t.Source, Says: text.CardTargetNone.In(n.lang, t.By), Reached: text.CardReachedSo.In(n.lang, amountOf(l, t.Reached, n.lang)),
			Stands: page.Badge{Label: t.Stands.Label().In(n.lang), Tone: map[report.Stands]string{report.Met: "go", report.OnTrack: "go", report.Missed: "stop", report.Late: "stop"}[t.Stands]},
		}
		if t.Value != nil {
			goal.Says = text.CardTargetSet.In(n.lang, amountOf(l, t.Value, n.lang), t.By)
		}
		if t.Pace != nil && t.Stands == report.Late {
			goal.Reached += " · " + text.CardPaceIs.In(n.lang, amountOf(l, t.Pace, n.lang))
		}
		line.Targets = append(line.Targets, goal)
	}
}

// quoted puts what documents report beside a line.
func (n *names) quoted(l report.Line, line *page.CardLine) {
	for _, b := range l.Statements {
		one := page.CardReported{
			Record: page.Link{Label: b.Source, Href: address("statement", b.ID)}, Value: strings.TrimSpace(b.Value + " " + b.Unit), Quotation: b.Quotation,
			Verdict: paper.Verdict(b).In(n.lang), Open: !b.Agrees && len(b.Why) == 0,
		}
		if b.Difference != nil {
			one.Difference = signed(l, *b.Difference, n.lang)
		}
		for _, why := range b.Why {
			one.Why = append(one.Why, why.In(n.lang))
		}
		line.Reported = append(line.Reported, one)
	}
}

// hinted lists for staff what is worth a look.
func (n *names) hinted(l report.Line, line *page.CardLine) error {
	if !may(n.actor, record.Staff) {
		return nil
	}
	for _, h := range l.Hints {
		links, more, err := n.behindLine(l.Figure, h.Records)
		if err != nil {
			return err
		}
		line.Hints = append(line.Hints, page.CardHint{Says: h.Says.In(n.lang), Records: links, More: more})
	}
	return nil
}

// behindLine leads to the first of the records behind a line, and says how many more there are.
func (n *names) behindLine(figure string, ids []string) (links []page.Link, more string, err error) {
	kind := n.kindOf(figure)
	if len(ids) > namedRecords {
		more = text.CardMoreRecords.In(n.lang, len(ids)-namedRecords)
		ids = ids[:namedRecords]
	}
	plain, parts := []string{}, map[string]string{}
	for _, id := range ids {
		if n.compound(kind) {
			parts[id] = kind
		} else {
			plain = append(plain, id)
		}
	}
	if err := n.look(plain, parts); err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		links = append(links, n.link(kind, id))
	}
	return links, more, nil
}

// shortened writes a value with few digits and its unit: yuan by the hundred million and the
// ten thousand in Chinese, by the thousand million and the million in English.
func shortened(l report.Line, v *int64, lang text.Lang) (value, unit string) {
	great, some := 1e8, 1e4
	if lang == text.EN {
		great, some = 1e9, 1e6
	}
	if v == nil || l.Unit.EN != "yuan" {
		return l.Format(v), l.Unit.In(lang)
	}
	yuan := float64(*v) / math.Pow10(l.Places)
	switch size := math.Abs(yuan); {
	case size >= great:
		return places(yuan / great), text.KioskGreat.In(lang)
	case size >= some:
		return places(yuan / some), text.KioskSome.In(lang)
	}
	return l.Format(v), l.Unit.In(lang)
}

// places writes a number with two decimals at most, and its thousands apart.
func places(v float64) string {
	return strings.TrimSuffix(record.Yuan(int64(math.Round(v*100))), ".00")
}

// amountOf is a value with its unit, in one piece.
func amountOf(l report.Line, v *int64, lang text.Lang) string {
	if v == nil {
		return l.Format(v)
	}
	value, unit := shortened(l, v, lang)
	if unit == "%" {
		return value + unit
	}
	return value + " " + unit
}

// signed is a difference with its sign.
func signed(l report.Line, v int64, lang text.Lang) string {
	said := amountOf(l, &v, lang)
	switch {
	case v > 0:
		return "+" + said
	case v < 0:
		return "−" + strings.TrimPrefix(said, "-")
	}
	return said
}

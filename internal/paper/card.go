package paper

import (
	"math"
	"strconv"
	"strings"

	"heitu/internal/chart"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// Card is a report card as a document.
type Card struct {
	report.Card
	Address string // where its proofs are found
	Lang    text.Lang
}

// CardOf puts a report card on paper.
func CardOf(c report.Card, address string, lang text.Lang) Card { return Card{c, address, lang} }

// Period is a period as people say it.
func saidPeriod(s string, lang text.Lang) string {
	p, err := report.ParsePeriod(s)
	if err != nil {
		return s
	}
	return p.In(lang)
}

func saidRegion(code string, lang text.Lang) string {
	if code == "" {
		return text.CardNoRegion.In(lang)
	}
	if label, ok := vocab.Regions.Lookup(code); ok {
		return label.In(lang)
	}
	return code
}

// shortRegion is a region as it fits on a tile.
func shortRegion(code string, lang text.Lang) string {
	name := saidRegion(code, lang)
	for _, end := range strings.Fields(text.RegionEnds.In(lang)) {
		if short, ok := strings.CutSuffix(name, end); ok {
			return short
		}
	}
	return name
}

// saidRate is a growth as people say it, "–" where there is none.
func saidRate(l report.Line) string {
	if l.Rate == nil {
		return "–"
	}
	return strconv.FormatFloat(*l.Rate*100, 'f', 1, 64) + "%"
}

// about says in a sentence when and from what a card was computed.
func about(c report.Card, lang text.Lang) string {
	said := text.CardAbout.In(lang, c.Home, c.Day, c.Size)
	if c.Interim {
		said += text.CardInterimNote.In(lang)
	}
	return said
}

// saidTarget says how the targets of a line stand, one after another.
func saidTargets(l report.Line, lang text.Lang) string {
	said := ""
	for i, t := range l.Targets {
		if i > 0 {
			said += "\n"
		}
		said += text.CardTarget.In(lang, t.Title.In(lang), l.Format(t.Value), t.By, l.Format(t.Reached), t.Stands.Label().In(lang))
	}
	return said
}

// saidForecast says what is foretold for a line, or why nothing is.
func saidForecast(l report.Line, lang text.Lang) string {
	f := l.Forecast
	if f.Value == nil {
		return f.Note.In(lang)
	}
	return text.CardForecast.In(lang, saidPeriod(f.Period, lang), l.Format(f.Value), l.Format(f.Low), l.Format(f.High), f.Level, f.Tests)
}

// saidBeside says what documents report beside a line, one after another.
func saidBeside(l report.Line, lang text.Lang) string {
	said := ""
	for i, b := range l.Statements {
		if i > 0 {
			said += "\n"
		}
		said += text.CardReported.In(lang, b.Value+b.Unit, b.Source, Verdict(b).In(lang))
		if b.Difference != nil {
			said += text.CardDifference.In(lang, l.Format(b.Difference))
		}
		for _, why := range b.Why {
			said += why.In(lang)
		}
	}
	return said
}

// Verdict says whether a reported figure agrees with the evidenced one, differs with an
// explanation, or is open.
func Verdict(b report.Beside) report.Said {
	switch {
	case b.Agrees:
		return report.Said(text.ReportedAgrees)
	case len(b.Why) > 0:
		return report.Said(text.ReportedExplained)
	}
	return report.Said(text.ReportedOpen)
}

// LineChart draws a line of a card over time, with what is foretold.
func LineChart(l report.Line, lang text.Lang) string {
	var spots []chart.Spot
	for _, p := range l.Past {
		s := chart.Spot{Label: p.Period, Said: l.Format(p.Value), Known: p.Value != nil}
		if p.Value != nil {
			s.Value = float64(*p.Value)
		}
		spots = append(spots, s)
	}
	var ahead *chart.Ahead
	if f := l.Forecast; f.Value != nil {
		if len(spots) > 0 && spots[len(spots)-1].Label == f.Period { // under way: what there is so far is no point of the line
			spots = spots[:len(spots)-1]
		}
		ahead = &chart.Ahead{Spot: chart.Spot{Label: f.Period, Value: float64(*f.Value), Said: l.Format(f.Value), Known: true}, Low: float64(*f.Low), High: float64(*f.High), Range: l.Format(f.Low) + "–" + l.Format(f.High)}
	}
	if len(spots) == 0 {
		return ""
	}
	return chart.Line(headOfChart("line", l, text.ChartLine, lang), spots, ahead)
}

// RegionChart draws the regions of a line as tiles.
func RegionChart(l report.Line, lang text.Lang) string {
	var tiles []chart.Tile
	for _, a := range l.Regions {
		if a.Region == "" || a.Value == nil {
			continue
		}
		tiles = append(tiles, chart.Tile{Region: a.Region, Label: shortRegion(a.Region, lang), Value: float64(*a.Value), Said: brief(l, *a.Value, lang)})
	}
	if len(tiles) == 0 {
		return ""
	}
	return chart.Tiles(headOfChart("tiles", l, text.ChartTiles, lang), tiles)
}

// BarChart draws the regions of a line as bars, each with its base.
func BarChart(l report.Line, lang text.Lang) string {
	var bars []chart.Bar
	for _, a := range l.Regions {
		if a.Value == nil {
			continue
		}
		b := chart.Bar{Label: saidRegion(a.Region, lang), Value: float64(*a.Value), Said: l.Format(a.Value)}
		if a.Base != nil {
			b.Base, b.Was = float64(*a.Base), l.Format(a.Base)
		}
		bars = append(bars, b)
	}
	if len(bars) == 0 {
		return ""
	}
	return chart.Bars(headOfChart("bars", l, text.ChartBars, lang), bars)
}

func headOfChart(sort string, l report.Line, about text.Message, lang text.Lang) chart.Head {
	return chart.Head{
		ID: sort + "-" + l.Figure + "-" + string(lang), Title: l.Label.In(lang) + " (" + l.Unit.In(lang) + ")", Lang: string(lang),
		Text: about.In(lang, l.Label.In(lang), l.Format(l.Value)),
	}
}

// brief writes a value short enough for a tile.
func brief(l report.Line, v int64, lang text.Lang) string {
	s := l.Format(&v)
	if len(s) <= 8 {
		return s
	}
	f := float64(v)
	for range l.Places {
		f /= 10
	}
	great, some := 1e8, 1e4
	if lang == text.EN {
		great, some = 1e9, 1e6
	}
	switch {
	case math.Abs(f) >= great:
		return strconv.FormatFloat(f/great, 'f', 2, 64) + text.ShortGreat.In(lang)
	case math.Abs(f) >= some:
		return strconv.FormatFloat(f/some, 'f', 1, 64) + text.ShortSome.In(lang)
	}
	return strconv.FormatFloat(f, 'f', 0, 64)
}

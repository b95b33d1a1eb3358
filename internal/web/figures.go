package web

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"heitu/internal/door"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

// cardPeriods is how many half-years the report card shows.
const cardPeriods = 4

// figures is the report card.
func (f *face) figures(w http.ResponseWriter, r *http.Request) error {
	lang := door.Lang(r)
	frame, err := f.frame(r, text.FiguresTitle.In(lang))
	if err != nil {
		return err
	}
	frame.Wide = true
	var card page.Report
	for _, fig := range f.Columns.Figures() {
		t, err := f.table(fig, lang)
		if err != nil {
			return err
		}
		card.Tables = append(card.Tables, t)
	}
	return f.show(w, r, http.StatusOK, page.ReportPage(frame, card))
}

// table is one figure by region and half-year, the newest half-years only.
func (f *face) table(fig report.Figure, lang text.Lang) (page.Table, error) {
	t := page.Table{Title: fig.Label.In(lang), Help: fig.Help.In(lang), Unit: fig.Unit.In(lang)}
	cells, err := f.Columns.Cells(fig.Name)
	if err != nil {
		return t, err
	}
	periods := periodsOf(cells)
	periods = periods[:min(len(periods), cardPeriods)]
	for _, p := range periods {
		t.Periods = append(t.Periods, p.In(lang))
	}
	if len(periods) == 0 {
		return t, nil
	}
	for _, region := range append([]string{""}, report.Regions(cells)...) {
		line := page.Line{Region: regionName(region, lang)}
		for i, p := range periods {
			v, err := f.one(fig.Name, p, region)
			if err != nil {
				return t, err
			}
			s := page.Sum{Period: t.Periods[i], Value: amount(v), Href: figureAt(fig.Name, p, region)}
			s.Base, s.Growth = based(v)
			line.Cells = append(line.Cells, s)
		}
		t.Rows = append(t.Rows, line)
	}
	return t, nil
}

// based writes base and growth, "" where there is none.
func based(v report.Value) (base, growth string) {
	if v.Base != nil {
		base = v.Figure.Format(*v.Base)
	}
	if v.Growth.Rate != nil {
		growth = percent(*v.Growth.Rate)
	}
	return base, growth
}

// periodsOf lists the half-years of cells, the newest first.
func periodsOf(cells []report.Cell) []report.Period {
	var list []report.Period
	for _, c := range cells {
		if !slices.Contains(list, c.Period) {
			list = append(list, c.Period)
		}
	}
	slices.SortFunc(list, func(a, b report.Period) int { return cmp.Compare(b.From, a.From) })
	return list
}

func regionName(code string, lang text.Lang) string {
	if code == "" {
		return text.AllRegions.In(lang)
	}
	if label, ok := vocab.Regions.Lookup(code); ok {
		return label.In(lang)
	}
	return code
}

// amount writes a value of a figure, a dash where there is none.
func amount(v report.Value) string {
	if v.None {
		return "–"
	}
	return v.Figure.Format(v.Value)
}

// sized is a value in the unit in which people say it: large sums of money in 万元 and
// 亿元, in English in millions.
func sized(v report.Value, lang text.Lang) (value, unit string) {
	unit = v.Figure.Unit.In(lang)
	if v.None || v.Figure.Places == 0 || v.Figure.Unit.ZH != text.UnitYuan.ZH {
		return amount(v), unit
	}
	for _, size := range []struct {
		lang text.Lang
		fen  int64
		unit text.Label
	}{{text.ZH, 1e10, text.UnitYi}, {text.ZH, 1e6, text.UnitWan}, {text.EN, 1e8, text.UnitMillion}} {
		if lang == size.lang && (v.Value >= size.fen || -v.Value >= size.fen) {
			hundredths, _ := report.Divide(v.Value, size.fen, 100)
			return v.Figure.Format(hundredths), size.unit.In(lang)
		}
	}
	return amount(v), unit
}

// one is a figure for a period and region.
func (f *face) one(name string, p report.Period, region string) (report.Value, error) {
	list, err := f.Columns.Cut(report.Query{Figure: name, Period: p, Region: region})
	if err != nil {
		return report.Value{}, err
	}
	return list[0], nil
}

// percent writes a growth rate with its sign.
func percent(rate float64) string {
	tenths := math.Round(rate * 1000)
	sign := "+"
	if tenths < 0 {
		sign = "−"
	}
	if tenths == 0 {
		sign = ""
	}
	return sign + strconv.FormatFloat(math.Abs(tenths)/10, 'f', 1, 64) + "%"
}

// figureAt is where a value is shown with all that is behind it.
func figureAt(name string, p report.Period, region string) string {
	q := url.Values{"period": {p.String()}}
	if region != "" {
		q.Set("region", region)
	}
	return "/figures/" + name + "?" + q.Encode()
}

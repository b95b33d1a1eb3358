package report

import (
	"math"
	"slices"

	"heitu/internal/text"
)

// Forecast is what the next period may bring, by a stated method, with an interval that is
// as wide as the method was wrong before.
type Forecast struct {
	Period string `json:"period"` // the period foretold: the card's own while it is not over, else the next
	Method Said   `json:"method"`
	Value  *int64 `json:"value"` // nil where there are too few periods
	Low    *int64 `json:"low"`
	High   *int64 `json:"high"`
	Level  int    `json:"level"` // how often the interval covers, in percent
	Tests  int    `json:"tests"` // how many past periods the method was tried on
	Note   Said   `json:"note"`  // why there is none
}

// Level is how often an interval covers what comes, in percent.
const Level = 80

// leastTests is the fewest errors from which an interval of that level can be taken.
const leastTests = 4

// Season is how many periods of this length make a year; 1 for a year and more.
func (p Period) Season() int {
	_, _, count := p.shape()
	if count == 0 || count >= 12 {
		return 1
	}
	return 12 / count
}

// forecast foretells the period after those that are over.
func (c *Columns) forecast(f Figure, q CardQuery, past []Point) Forecast {
	ahead := q.Period.Next()
	if !q.Period.Over(q.Today) && len(past) > 0 {
		ahead, past = q.Period, past[:len(past)-1]
	}
	season := q.Period.Season()
	out := Forecast{Period: ahead.String(), Level: Level, Method: Says(text.ForecastMethod, season, Level)}
	if season == 1 {
		out.Method = Says(text.ForecastYearly, Level)
	}
	var known []float64
	for _, p := range past {
		if p.Value == nil {
			known = nil // what comes before a gap tells nothing of what follows it
			continue
		}
		known = append(known, float64(*p.Value))
	}
	value, width, tests, ok := Ahead(known, season)
	out.Tests = tests
	if !ok || ahead == (Period{}) {
		out.Note = Says(text.TooFewPeriods, len(known), season+1+leastTests)
		return out
	}
	low, high := value-width, value+width
	if !slices.ContainsFunc(known, func(v float64) bool { return v < 0 }) {
		value, low, high = max(value, 0), max(low, 0), max(high, 0)
	}
	if r := f.Ratio; r != nil && r.Share {
		whole := float64(r.Scale)
		value, low, high = min(value, whole), min(low, whole), min(high, whole)
	}
	out.Value, out.Low, out.High = whole(value), whole(math.Floor(low)), whole(math.Ceil(high))
	return out
}

func whole(v float64) *int64 {
	n := int64(math.Round(v))
	return &n
}

// Ahead foretells the value after past ones: that of a season before, plus the mean
// growth over a season. The width either way is the error that Level per cent of the
// tries on the past itself did not exceed, each try knowing only what came before it; with n
// tries it is the ⌈(n+1)·Level/100⌉th smallest. It is not ok with too few periods.
func Ahead(past []float64, season int) (value, width float64, tests int, ok bool) {
	var errors []float64
	for n := season + 1; n < len(past); n++ {
		errors = append(errors, math.Abs(past[n]-naive(past[:n], season)))
	}
	if len(errors) < leastTests {
		return 0, 0, len(errors), false
	}
	slices.Sort(errors)
	rank := int(math.Ceil(float64(len(errors)+1) * Level / 100))
	return naive(past, season), errors[min(rank, len(errors))-1], len(errors), true
}

// naive is the value of a season before plus the mean growth over a season.
func naive(past []float64, season int) float64 {
	n, drift := len(past), 0.0
	for i := season; i < n; i++ {
		drift += past[i] - past[i-season]
	}
	return past[n-season] + drift/float64(n-season)
}

package report

import (
	"math/big"
	"time"

	"heitu/internal/text"
)

// Target is a goal that somebody set for a figure: so much over a period, by its last day.
type Target struct {
	ID     string
	Title  Said
	Figure string
	Region string
	Period Period
	Value  string // an exact number in the unit of the figure, "" where nobody has said how much
	Source string
}

// Progress is how far a target has come.
type Progress struct {
	ID      string `json:"id"`
	Title   Said   `json:"title"`
	Source  string `json:"source"`
	Period  string `json:"period"`
	By      string `json:"by"`
	Value   *int64 `json:"value"`   // nil where it is not yet quantified
	Reached *int64 `json:"reached"` // from the first day of its period to the end of the card's
	Pace    *int64 `json:"pace"`    // what even progress would have reached; nil for ratios
	Stands  Stands `json:"stands"`
}

// Stands says how a target stands.
type Stands string

// How a target stands.
const (
	Unquantified Stands = "unquantified" // nobody has said how much
	Met          Stands = "met"
	Missed       Stands = "missed" // its last day has passed
	Late         Stands = "late"   // behind even progress
	OnTrack      Stands = "on-track"
)

// Late reports whether a target of the line is missed or behind.
func (l Line) Late() bool {
	for _, t := range l.Targets {
		if t.Stands == Late || t.Stands == Missed {
			return true
		}
	}
	return false
}

// judge says how the targets of a line stand: those of its region whose period holds
// that of the card.
func (c *Columns) judge(l *Line, q CardQuery) error {
	f, err := c.Figure(l.Figure)
	if err != nil {
		return err
	}
	for _, t := range q.Targets {
		if t.Figure != l.Figure || t.Region != q.Region || t.Period.From > q.Period.From || t.Period.To < q.Period.To {
			continue
		}
		span := Period{From: t.Period.From, To: min(q.Period.To, max(q.Today, q.Period.From))}
		v, err := c.Cut(Query{Figure: l.Figure, Period: span, Base: q.Base, Region: q.Region})
		if err != nil {
			return err
		}
		l.Targets = append(l.Targets, t.progress(f, span, q.Today, valueOf(v[0])))
	}
	return nil
}

func (t Target) progress(f Figure, span Period, today string, reached *int64) Progress {
	p := Progress{ID: t.ID, Title: t.Title, Source: t.Source, Period: t.Period.String(), By: t.Period.To, Reached: reached, Stands: Unquantified}
	want, ok := scaled(t.Value, f.Places)
	if !ok {
		return p
	}
	p.Value = &want
	even := want
	if f.Ratio == nil && span.From != "" {
		n := new(big.Int).Mul(big.NewInt(want), big.NewInt(lasting(t.Period.From, span.To)))
		even = n.Div(n, big.NewInt(lasting(t.Period.From, t.Period.To))).Int64()
		p.Pace = &even
	}
	switch {
	case reached != nil && *reached >= want:
		p.Stands = Met
	case t.Period.To < today && span.To == t.Period.To:
		p.Stands = Missed
	case reached == nil || *reached < even:
		p.Stands = Late
	default:
		p.Stands = OnTrack
	}
	return p
}

// lasting counts civil days, the first and the last included; 1 at least.
func lasting(from, to string) int64 {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return max(int64(b.Sub(a).Hours()/24)+1, 1)
}

// scaled is an exact number as a value with so many decimals, rounded half up.
func scaled(s string, places int) (int64, bool) {
	r, ok := new(big.Rat).SetString(s)
	if !ok || s == "" {
		return 0, false
	}
	return rounded(r, places)
}

func rounded(r *big.Rat, places int) (int64, bool) {
	r = new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	r.Add(r, big.NewRat(1, 2))
	n := new(big.Int).Div(r.Num(), r.Denom())
	return n.Int64(), n.IsInt64()
}

// Label is what a reader is told.
func (s Stands) Label() Said {
	return Said(map[Stands]text.Label{
		Unquantified: text.TargetUnquantified, Met: text.TargetMet, Missed: text.TargetMissed, Late: text.TargetLate, OnTrack: text.TargetOnTrack,
	}[s])
}

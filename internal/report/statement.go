package report

import (
	"math/big"
	"slices"
	"strings"

	"heitu/internal/text"
)

// Statement is a figure that a document reports, as far as a card needs it. It is
// quoted, never evidenced.
type Statement struct {
	ID        string
	Subject   string
	Region    string
	Indicator string // the name of a figure here, its label, or the words of the document
	Value     string // an exact number; "" for a text such as 1+1+5+N
	Unit      string // with 万 or 亿 before it as the document has it
	Bound     string // about, over, under; "" for exactly
	Period    string // 2023, 2024-H1, 2024-Q1, 2024-03, 2021/2023; /2025 for until then
	Qualifier string
	Source    string
	Quotation string
}

// Beside is a reported figure beside an evidenced one. Whether they agree is shown; which
// of them is right is not.
type Beside struct {
	ID         string `json:"id"`
	Subject    string `json:"subject"`
	Value      string `json:"value"` // as the document has it
	Unit       string `json:"unit"`
	Bound      string `json:"bound"`
	Qualifier  string `json:"qualifier"`
	Source     string `json:"source"`
	Quotation  string `json:"quotation"`
	Difference *int64 `json:"difference"` // reported − evidenced; nil where they cannot be compared
	Agrees     bool   `json:"agrees"`     // as exactly as the document says it
	Why        []Said `json:"why"`        // what explains a difference; empty while it is open
}

// span reads the period of a statement.
func (s Statement) span() (Period, bool) {
	said := s.Period
	if until, ok := strings.CutPrefix(said, "/"); ok {
		p, err := ParsePeriod(until)
		return Upto(p.To), err == nil
	}
	p, err := ParsePeriod(strings.Replace(said, "/", "..", 1))
	return p, err == nil
}

// beside puts the statement beside a figure, if it speaks of it, of the region and of the period.
func (s Statement) beside(f Figure, q CardQuery, value *int64) (Beside, bool) {
	if !slices.Contains([]string{f.Name, f.Label.ZH, f.Label.EN}, s.Indicator) || s.Region != q.Region {
		return Beside{}, false
	}
	if p, ok := s.span(); !ok || p != q.Period {
		return Beside{}, false
	}
	b := Beside{ID: s.ID, Subject: s.Subject, Value: s.Value, Unit: s.Unit, Bound: s.Bound, Qualifier: s.Qualifier, Source: s.Source, Quotation: s.Quotation, Why: []Said{}}
	if s.Qualifier != "" && s.Qualifier != string(f.Said()) {
		b.Why = append(b.Why, Says(text.OtherQualifier))
	}
	reported, slack, ok := s.in(f)
	if !ok || value == nil {
		b.Why = append(b.Why, Says(text.OtherUnit, s.Unit, f.Unit))
		return b, true
	}
	n, fits := rounded(reported, f.Places)
	if !fits {
		return b, true
	}
	n -= *value
	b.Difference = &n
	apart := new(big.Rat).Sub(new(big.Rat).Quo(new(big.Rat).SetInt64(*value), power(f.Places)), reported)
	b.Agrees = s.agrees(apart, reported, slack)
	if b.Agrees && n != 0 {
		b.Why = append(b.Why, Says(text.WithinRounding))
	}
	if q.Period.To >= q.Today {
		b.Why = append(b.Why, Says(text.PeriodRuns))
	}
	return b, true
}

// agrees reports whether an evidenced value, so far apart from the reported one, is what
// the document says: as rounded there, about, above or below.
func (s Statement) agrees(apart, reported, slack *big.Rat) bool {
	switch s.Bound {
	case "over":
		return apart.Sign() >= 0
	case "under":
		return apart.Sign() <= 0
	case "about":
		slack = new(big.Rat).Mul(new(big.Rat).Abs(reported), big.NewRat(1, 20))
	}
	return new(big.Rat).Abs(apart).Cmp(slack) <= 0
}

// in is the value in the unit of the figure, and half of the last place that the document gives.
func (s Statement) in(f Figure) (value, slack *big.Rat, ok bool) {
	value, ok = new(big.Rat).SetString(s.Value)
	if !ok || s.Value == "" {
		return nil, nil, false
	}
	unit, by := s.Unit, int64(1)
	for again := true; again && by < 1e12; {
		again = false
		for name, times := range map[string]int64{text.ScaleWan.ZH: 10_000, text.ScaleYi.ZH: 100_000_000} {
			if rest, cut := strings.CutPrefix(unit, name); cut {
				unit, by, again = rest, by*times, true
			}
		}
	}
	if unit != f.Unit.ZH && unit != f.Unit.EN {
		return nil, nil, false
	}
	slack = new(big.Rat)
	if _, decimals, exact := strings.Cut(s.Value, "."); exact || by > 1 {
		slack.Quo(big.NewRat(by, 2), power(len(decimals)))
	}
	return value.Mul(value, new(big.Rat).SetInt64(by)), slack, true
}

func power(places int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
}

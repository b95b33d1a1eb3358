package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Card is a report card (成绩单): what was reached in a period and a region, line by
// line. It is the form in which it is frozen, sent and printed.
type Card struct {
	Version    int    `json:"version"`
	Home       string `json:"home"`
	Title      Said   `json:"title"`
	Period     string `json:"period"`
	BasePeriod string `json:"base_period"`
	Region     string `json:"region"`
	Day        string `json:"day"`     // as of
	Interim    bool   `json:"interim"` // whether the period was not over on that day
	Size       int64  `json:"size"`    // how many entries of the journal it is computed from
	Root       string `json:"root"`    // root of the journal at that size, base64; "" unless frozen or exported
	Notes      Said   `json:"notes"`
	Lines      []Line `json:"lines"`
}

// CardVersion is the version of the cards written today.
const CardVersion = 1

// Line is one figure of a card.
type Line struct {
	Figure     string     `json:"figure"`
	Label      Said       `json:"label"`
	Help       Said       `json:"help"`
	Unit       Said       `json:"unit"`
	Places     int        `json:"places"`
	Qualifier  string     `json:"qualifier"`
	Value      *int64     `json:"value"` // nil where there is nothing to divide by
	Base       *int64     `json:"base"`
	Amount     *int64     `json:"growth_amount"`
	Rate       *float64   `json:"growth"`
	Note       Said       `json:"growth_note"`
	Count      int        `json:"count"`   // how many records are behind it
	Records    string     `json:"records"` // SHA-256 of their ids, each with a line feed behind it
	Regions    []Area     `json:"regions"`
	Past       []Point    `json:"past"` // this period last
	Forecast   Forecast   `json:"forecast"`
	Targets    []Progress `json:"targets"`
	Statements []Beside   `json:"statements"`
	Hints      []Hint     `json:"hints"`
}

// Said is a text in both languages, as JSON has it.
type Said struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the text in one language.
func (s Said) In(lang text.Lang) string { return text.Label(s).In(lang) }

// Says fills a message in, in both languages.
func Says(m text.Message, args ...any) Said {
	return Said{m.In(text.ZH, args...), m.In(text.EN, args...)}
}

// Area is what a region directly below the card's adds to a line.
type Area struct {
	Region string `json:"region"` // "" for records that name none
	Value  *int64 `json:"value"`
	Base   *int64 `json:"base"`
	Count  int    `json:"count"`
}

// CardQuery asks for a card.
type CardQuery struct {
	Home       string
	Title      Said
	Notes      Said
	Period     Period
	Base       Period // Period.Before where it is zero
	Region     string
	Figures    []string // names; every figure where nil
	Today      string
	Targets    []Target
	Statements []Statement
}

// Card computes a card, all of its lines from the same entries of the journal. Hints are
// another's to add, since they need the records.
func (c *Columns) Card(q CardQuery) (Card, error) {
	const tries = 5
	for range tries {
		card, same, err := c.card(q)
		if err != nil || same {
			return card, err
		}
	}
	return Card{}, fault.Busy(text.FigureMoves)
}

func (c *Columns) card(q CardQuery) (card Card, same bool, err error) {
	if q.Base == (Period{}) {
		q.Base = q.Period.Before()
	}
	names := q.Figures
	if names == nil {
		for _, f := range c.figures {
			names = append(names, f.Name)
		}
	}
	card = Card{
		Version: CardVersion, Home: q.Home, Title: q.Title, Notes: q.Notes, Period: q.Period.String(), BasePeriod: q.Base.String(), Region: q.Region,
		Day: q.Today, Interim: !q.Period.Over(q.Today), Lines: []Line{},
	}
	same = true
	for i, name := range names {
		line, entry, err := c.line(q, name)
		if err != nil {
			return card, false, err
		}
		same = same && (i == 0 || card.Size == entry+1)
		card.Lines, card.Size = append(card.Lines, line), entry+1
	}
	return card, same, nil
}

// line computes one line, and the entry up to which it is.
func (c *Columns) line(q CardQuery, name string) (Line, int64, error) {
	ask := Query{Figure: name, Period: q.Period, Base: q.Base, Region: q.Region}
	v, err := c.Value(ask)
	if err != nil {
		return Line{}, 0, err
	}
	f := v.Figure
	l := Line{
		Figure: name, Label: Said(f.Label), Help: Said(f.Help), Unit: Said(f.Unit), Places: f.Places, Qualifier: string(f.Said()),
		Base: v.Base, Amount: v.Growth.Amount, Rate: v.Growth.Rate, Note: Said(v.Growth.Why), Count: v.Count, Records: Digest(v.Records),
		Regions: []Area{}, Targets: []Progress{}, Statements: []Beside{}, Hints: []Hint{},
	}
	l.Value = valueOf(v)
	areas, err := c.Cut(ask, ByRegion)
	if err != nil {
		return l, 0, err
	}
	for _, a := range areas {
		l.Regions = append(l.Regions, Area{a.Cut[0], valueOf(a), a.Base, a.Count})
	}
	if l.Past, err = c.Series(ask, pastPeriods); err != nil {
		return l, 0, err
	}
	l.Forecast = c.forecast(f, q, l.Past)
	if err := c.judge(&l, q); err != nil {
		return l, 0, err
	}
	for _, s := range q.Statements {
		if b, ok := s.beside(f, q, l.Value); ok {
			l.Statements = append(l.Statements, b)
		}
	}
	return l, v.Entry, nil
}

func valueOf(v Value) *int64 {
	if v.None {
		return nil
	}
	n := v.Value
	return &n
}

// Digest names a set of records: the SHA-256 of their sorted ids, each with a line
// feed behind it.
func Digest(ids []string) string {
	h := sha256.New()
	for _, id := range ids {
		h.Write([]byte(id + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Format writes a value of the line with its decimals; "–" is none.
func (l Line) Format(v *int64) string {
	switch {
	case v == nil:
		return "–"
	case l.Places == 0:
		return strings.TrimSuffix(record.Yuan(*v*100), ".00")
	}
	return strings.TrimSuffix(record.Yuan(*v), ".00")
}

// Line returns the line of a figure.
func (c Card) Line(figure string) (Line, bool) {
	for _, l := range c.Lines {
		if l.Figure == figure {
			return l, true
		}
	}
	return Line{}, false
}

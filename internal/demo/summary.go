package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/audit"
	"heitu/internal/claims"
	"heitu/internal/figure"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
)

// Summary is what the node holds after the play, as `heitu demo --json` prints it.
type Summary struct {
	Nodes      []NodeSummary `json:"nodes"`
	Matches    Matches       `json:"matches"`
	Contracts  Contracts     `json:"contracts"`
	Funnel     Funnel        `json:"funnel"`
	Figures    []Figure      `json:"figures"`
	Statements Statements    `json:"statements"`
	Journal    Journal       `json:"journal"`
	Seconds    float64       `json:"seconds"`
}

// NodeSummary is what one node has published.
type NodeSummary struct {
	Name         string `json:"name"`
	Achievements int    `json:"achievements"`
	Needs        int    `json:"needs"`
}

// Matches counts proposals.
type Matches struct {
	Made     int `json:"made"`
	Accepted int `json:"accepted"`
}

// Contracts counts the register.
type Contracts struct {
	Registered int `json:"registered"`
	Refused    int `json:"refused"`
}

// Funnel is how many came how far, from views of records to registered contracts.
type Funnel struct {
	Views       int `json:"views"`
	Interest    int `json:"interest"`
	Negotiation int `json:"negotiation"`
	Contract    int `json:"contract"`
}

// Figure is one value of the report card. Base and Growth are null without a base;
// Verified says that its bundle was recomputed from the records and their proofs.
type Figure struct {
	ID       string       `json:"id"`
	Value    json.Number  `json:"value"`
	Unit     string       `json:"unit"`
	Region   string       `json:"region"`
	Period   string       `json:"period"`
	Base     *json.Number `json:"base"`
	Growth   *float64     `json:"growth"`
	Verified bool         `json:"verified"`
}

// Statements counts what documents report, as confirmed: all, and those that another of them contradicts.
type Statements struct {
	Confirmed     int `json:"confirmed"`
	Contradicting int `json:"contradicting"`
}

// Journal is the log, and whether every leaf was recomputed and agreed.
type Journal struct {
	Entries  int64 `json:"entries"`
	Verified bool  `json:"verified"`
}

// Summarise reads everything back from the node and audits it.
func (p *Player) Summarise(ctx context.Context) (Summary, error) {
	s := Summary{Figures: []Figure{}}
	node := NodeSummary{Name: p.Node.Home}
	for _, c := range []struct {
		to    *int
		count func() (int, error)
	}{
		{&node.Achievements, func() (int, error) { return p.count(ctx, kinds.Achievement, "shared", "expiring") }},
		{&node.Needs, func() (int, error) { return p.count(ctx, kinds.Need, "open", "expiring") }},
		{&s.Matches.Made, func() (int, error) { return p.count(ctx, kinds.Match, "proposed", "accepted", "declined") }},
		{&s.Matches.Accepted, func() (int, error) { return p.count(ctx, kinds.Match, "accepted") }},
		{&s.Contracts.Registered, func() (int, error) { return p.count(ctx, kinds.Contract, "registered") }},
		{&s.Contracts.Refused, func() (int, error) { return p.count(ctx, kinds.Contract, "refused") }},
	} {
		n, err := c.count()
		if err != nil {
			return s, err
		}
		*c.to = n
	}
	s.Nodes = []NodeSummary{node}
	funnels, err := p.Node.Funnel(ctx, nil)
	if err != nil {
		return s, err
	}
	s.Funnel = Funnel{funnels[0].Views, funnels[0].Interest, funnels[0].Negotiation, funnels[0].Contract}
	if err := p.figures(ctx, &s); err != nil {
		return s, err
	}
	if s.Statements, err = p.statements(ctx); err != nil {
		return s, err
	}
	found, err := audit.Store(ctx, p.Node.Store, audit.Config{Key: p.Node.Key, Kinds: kinds.All(), Figures: figure.All()})
	s.Journal = Journal{Entries: found.Entries, Verified: err == nil && len(found.Findings) == 0}
	return s, err
}

// statements reads back what was confirmed as reported.
func (p *Player) statements(ctx context.Context) (Statements, error) {
	records, err := p.all(ctx, kinds.Statement)
	if err != nil {
		return Statements{}, err
	}
	var confirmed []claims.Statement
	for _, r := range records {
		if r.State == "confirmed" {
			confirmed = append(confirmed, claims.Of(r))
		}
	}
	contradicting := map[string]bool{}
	for _, pair := range claims.Contradictions(confirmed) {
		contradicting[pair.A.ID], contradicting[pair.B.ID] = true, true
	}
	return Statements{Confirmed: len(confirmed), Contradicting: len(contradicting)}, nil
}

// figures reads every cell and checks its bundle as an outsider would.
func (p *Player) figures(ctx context.Context, s *Summary) error {
	for _, f := range p.Node.Columns.Figures() {
		cells, err := p.Node.Columns.Cells(f.Name)
		if err != nil {
			return err
		}
		for _, cell := range cells {
			v, err := p.Node.Columns.Value(report.Query{Figure: f.Name, Period: cell.Period, Region: cell.Region})
			if err != nil {
				return err
			}
			proven, err := p.Node.Office.Prove(ctx, access.Actor{}, v.Shown(), v.Records...)
			if err != nil {
				return fmt.Errorf("prove %s: %w", f.Name, err)
			}
			bundle := report.Pack(p.Node.Home, p.Node.Key, v, proven)
			shown := Figure{
				ID: f.Name, Value: amount(f, v.Value), Unit: f.Unit.ZH, Region: v.Region, Period: v.Period.String(),
				Growth: v.Growth.Rate, Verified: bundle.Check(p.Node.Key) == nil,
			}
			if v.Base != nil {
				base := amount(f, *v.Base)
				shown.Base = &base
			}
			s.Figures = append(s.Figures, shown)
		}
	}
	return nil
}

// amount writes a value in the figure's unit: money is kept in fen and shown in yuan.
func amount(f report.Figure, value int64) json.Number {
	if f.Places == 0 {
		return json.Number(strconv.FormatInt(value, 10))
	}
	return json.Number(strings.ReplaceAll(record.Yuan(value), ",", ""))
}

package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// deals is how many matches the broker accepts.
const deals = 12

// deal lets the broker accept the best matches and the registrar register the
// contracts that follow.
func (p *Player) deal(ctx context.Context) error {
	matches, err := p.all(ctx, kinds.Match)
	if err != nil {
		return err
	}
	slices.SortStableFunc(matches, func(a, b record.Record) int {
		return int(kinds.MatchScore.Of(b) - kinds.MatchScore.Of(a))
	})
	dealt := map[string]bool{}
	for _, m := range matches {
		need := kinds.MatchNeed.Of(m)
		if dealt[need] || len(dealt) == deals {
			continue
		}
		if err := p.register(ctx, m, len(dealt)); err != nil {
			return err
		}
		dealt[need] = true
	}
	return nil
}

// register takes one match to a registered contract. Amount and dates are
// invented and labelled so; some fall a year back, so that there is growth.
func (p *Player) register(ctx context.Context, m record.Record, i int) error {
	changed, err := p.Node.Office.Take(ctx, p.people["broker"], "", office.Move{
		Kind: m.Kind, ID: m.ID, Rev: m.Rev, Step: "accept", Fields: map[string]any{kinds.MatchAnswer.Name: "演示：采纳"},
	})
	if err != nil {
		return err
	}
	c := changed[slices.IndexFunc(changed, func(r record.Record) bool { return r.Kind == kinds.Contract.Name })]
	signed := p.Options.Now().AddDate(0, -6*(i%3), -7)
	contract, err := p.Node.Office.Put(ctx, p.people["registrar"], "", record.Draft{Kind: c.Kind, ID: c.ID, Rev: c.Rev, Fields: map[string]any{
		kinds.ContractType.Name: "development", kinds.ContractSigned.Name: record.Day(signed),
		kinds.ContractTotal.Name: int64(80+35*i) * 1_000_000, kinds.ContractTechnical.Name: int64(60+30*i) * 1_000_000,
		kinds.ContractRemark.Name: "演示虚构：金额、日期、登记编号。 Invented for the demonstration: amounts, dates, number.",
	}})
	if err != nil {
		return err
	}
	day := signed.Add(5 * 24 * time.Hour)
	_, err = p.Node.Office.Take(ctx, p.people["registrar"], "", office.Move{
		Kind: c.Kind, ID: c.ID, Rev: contract[0].Rev, Step: "register", Fields: map[string]any{
			kinds.ContractNumber.Name:     fmt.Sprintf("%s990000%06d", day.In(record.Zone).Format("2006"), i+1),
			kinds.ContractRegistered.Name: record.Day(day), kinds.ContractConfirmed.Name: true,
		},
	})
	return err
}

// all reads every record of a kind that the broker may see.
func (p *Player) all(ctx context.Context, k record.Kind) ([]record.Record, error) {
	var all []record.Record
	q := record.Query{Kind: k.Name, Limit: office.PageSize}
	for {
		page, err := p.Node.Office.List(ctx, p.people["broker"], q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Records...)
		if q.After = page.Next; q.After == "" {
			return all, nil
		}
	}
}

// count reads back how many records of a kind are in a state.
func (p *Player) count(ctx context.Context, k record.Kind, states ...string) (n int, err error) {
	err = p.Node.Store.View(ctx, func(tx store.Tx) (err error) {
		n, err = tx.Count(ctx, record.Query{Kind: k.Name, Scopes: []record.Scope{{States: states}}}, 1<<30)
		return err
	})
	return n, err
}

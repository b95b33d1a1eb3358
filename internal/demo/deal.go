package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// deals is how many matches the broker accepts. The last one is refused.
const deals = 13

// deal lets the broker accept the best matches and the registrar take the
// contracts that follow through registration.
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
		if err := p.contract(ctx, m, len(dealt)); err != nil {
			return err
		}
		dealt[need] = true
		p.Node.Views.Add(need, "") // visitors of the demonstration look at what is dealt
		p.Node.Views.Add(kinds.MatchAchievement.Of(m), "")
	}
	return nil
}

// The contracts of the story that do not go straight through.
const (
	supplemented = 1         // comes back for a missing seal
	large        = 6         // goes to experts
	refused      = deals - 1 // is not a technology contract
)

// registration is how long it takes to register a contract.
const registration = 5 * 24 * time.Hour

// contract takes one match to a registered contract. Amount and dates are
// invented and labelled so; some fall a year back, so that there is growth.
func (p *Player) contract(ctx context.Context, m record.Record, i int) error {
	changed, err := p.Node.Office.Take(ctx, p.people["broker"], "", office.Move{
		Kind: m.Kind, ID: m.ID, Rev: m.Rev, Step: "accept", Fields: map[string]any{kinds.MatchAnswer.Name: "演示：采纳"},
	})
	if err != nil {
		return err
	}
	c := changed[slices.IndexFunc(changed, func(r record.Record) bool { return r.Kind == kinds.Contract.Name })]
	signed := p.Options.Now().AddDate(0, -6*(i%3), -7)
	total, goods := int64(80+35*i)*1_000_000, int64(20+5*i)*1_000_000
	if i == large {
		total = 900_000_000
	}
	scan, err := p.Node.Files.Put("演示扫描件.pdf", strings.NewReader(scanned))
	if err != nil {
		return err
	}
	put, err := p.Node.Office.Put(ctx, p.people["registrar"], "", record.Draft{Kind: c.Kind, ID: c.ID, Rev: c.Rev, Fields: map[string]any{
		kinds.ContractType.Name: "development", kinds.ContractForm.Name: "written", kinds.ContractSealed.Name: i != supplemented,
		kinds.ContractBegins.Name: record.Day(signed), kinds.ContractEnds.Name: record.Day(signed.AddDate(2, 0, 0)),
		kinds.ContractTotal.Name: total, kinds.ContractTechnical.Name: total - goods, kinds.ContractFiles.Name: []string{scan},
		kinds.ContractSubject.Name: "演示：按需求研制样机并交付技术资料", kinds.ContractGoal.Name: "演示：达到需求所列指标",
		kinds.ContractNovelty.Name: "演示：双方签订时均未掌握的方案", kinds.ContractTargets.Name: "演示：主要指标提高 10%", kinds.ContractAcceptance.Name: "演示：按约定大纲由第三方检测",
		kinds.ContractRemark.Name: "演示虚构：金额、日期、登记编号。 Invented for the demonstration: amounts, dates, number.",
	}}, record.Draft{Kind: kinds.Deduction.Name, Fields: map[string]any{
		kinds.DeductionContract.Name: c.ID, kinds.DeductionWhat.Name: "试验设备", kinds.DeductionAmount.Name: goods,
	}})
	if err != nil {
		return err
	}
	return p.register(ctx, put[0], i, signed, scan)
}

// register takes a contract through registration as the registrar.
func (p *Player) register(ctx context.Context, c record.Record, i int, signed time.Time, scan string) error {
	c, err := p.step(ctx, c, "sign", map[string]any{kinds.ContractSigned.Name: record.Day(signed)})
	if err == nil {
		c, err = p.step(ctx, c, "submit", nil)
	}
	if err == nil && i == supplemented {
		c, err = p.mend(ctx, c)
	}
	if err == nil {
		c, err = p.step(ctx, c, "accept", nil)
	}
	if err != nil {
		return err
	}
	if i == refused {
		_, err = p.step(ctx, c, "refuse", map[string]any{
			kinds.ContractReasons.Name: []string{"not_technology"}, kinds.ContractExplanation.Name: "演示：实为设备采购",
		})
		return err
	}
	if err := p.answer(ctx, kinds.ContractSheet.Of(c)); err != nil {
		return err
	}
	day := signed.Add(registration)
	given := map[string]any{
		kinds.ContractNumber.Name:     fmt.Sprintf("%s990000%06d", day.In(record.Zone).Format("2006"), i+1),
		kinds.ContractRegistered.Name: record.Day(day), kinds.ContractConfirmed.Name: true, kinds.ContractCertificate.Name: []string{scan},
	}
	if i == large {
		if c, err = p.step(ctx, c, "refer", nil); err != nil {
			return err
		}
		given[kinds.ContractOpinion.Name] = "演示：专家同意认定"
	}
	_, err = p.step(ctx, c, "register", given)
	return err
}

// mend sends a contract back for its seal and hands it in again.
func (p *Player) mend(ctx context.Context, c record.Record) (record.Record, error) {
	c, err := p.step(ctx, c, "supplement", map[string]any{kinds.ContractShortcomings.Name: []string{"seals"}, kinds.ContractAdvice.Name: "演示：请补盖买方印章"})
	if err != nil {
		return c, err
	}
	put, err := p.Node.Office.Put(ctx, p.people["registrar"], "", record.Draft{Kind: c.Kind, ID: c.ID, Rev: c.Rev, Fields: map[string]any{kinds.ContractSealed.Name: true}})
	if err != nil {
		return c, err
	}
	return p.step(ctx, put[0], "submit", nil)
}

// answer lets the registrar find everything met that the sheet leaves to a person.
func (p *Player) answer(ctx context.Context, id string) error {
	sheet, err := p.Node.Office.Record(ctx, p.people["registrar"], kinds.Prereview.Name, id)
	if err != nil {
		return err
	}
	_, err = p.step(ctx, sheet, "answer", map[string]any{
		kinds.PrereviewFulfilled.Name: slices.Concat(kinds.PrereviewAsks.Of(sheet), kinds.PrereviewUnmet.Of(sheet)), kinds.PrereviewGrounds.Name: "演示：已阅合同文本",
	})
	return err
}

// step takes one step as the registrar.
func (p *Player) step(ctx context.Context, r record.Record, step string, given map[string]any) (record.Record, error) {
	changed, err := p.Node.Office.Take(ctx, p.people["registrar"], "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: given})
	if err != nil {
		return r, fmt.Errorf("%s: %w", step, err)
	}
	return changed[0], nil
}

// scanned stands for scans: an empty page, as PDF.
const scanned = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

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

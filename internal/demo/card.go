package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heitu/internal/claims"
	"heitu/internal/figure"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
)

// report plays how a half-year is reported: what was converted, what was aimed at,
// what the press says, and the card that an officer freezes.
func (p *Player) report(ctx context.Context) error {
	for _, play := range []func(context.Context) error{p.convert, p.aim, p.quote, p.Node.Work, p.freeze} {
		if err := play(ctx); err != nil {
			return err
		}
	}
	return nil
}

// half is the half-year into which the newest contracts fall.
func (p *Player) half() report.Period {
	year, month, _ := p.newest().Date()
	return report.Half(year, (int(month)+5)/6)
}

// newest is the day on which the newest contracts were registered.
func (p *Player) newest() time.Time {
	return p.Options.Now().AddDate(0, 0, -7).Add(registration).In(record.Zone)
}

// converted is how many contracts lead to a conversion.
const converted = 8

// convert lets the registrar confirm what came of contracts, one of them for shares,
// and one achievement that its holder uses itself.
func (p *Player) convert(ctx context.Context) error {
	contracts, err := p.all(ctx, kinds.Contract)
	if err != nil {
		return err
	}
	contracts = slices.DeleteFunc(contracts, func(c record.Record) bool { return c.State != "registered" })
	ways := []string{"shares", "transfer", "licence", "joint"}
	used := map[string]bool{}
	var drafts []record.Draft
	for i, c := range contracts {
		used[kinds.ContractAchievement.Of(c)] = true
		if i >= converted {
			continue
		}
		way := "licence"
		if i < len(ways) {
			way = ways[i]
		}
		d, err := p.conversion(ctx, c, way)
		if err != nil {
			return err
		}
		drafts = append(drafts, d)
	}
	own, err := p.ownUse(ctx, used)
	if err != nil {
		return err
	}
	made, err := p.put(ctx, "registrar", append(drafts, own))
	if err != nil {
		return fmt.Errorf("put conversions: %w", err)
	}
	return p.take(ctx, "registrar", "confirm", made, make([]map[string]any, len(made)))
}

// conversion is what came of a contract.
func (p *Player) conversion(ctx context.Context, c record.Record, way string) (record.Draft, error) {
	holder, err := p.seen(ctx, kinds.Organisation, kinds.ContractSeller.Of(c))
	if err != nil {
		return record.Draft{}, err
	}
	need, err := p.seen(ctx, kinds.Need, kinds.ContractNeed.Of(c))
	if err != nil {
		return record.Draft{}, err
	}
	user, err := p.seen(ctx, kinds.Organisation, kinds.NeedFirm.Of(need))
	return record.Draft{Kind: kinds.Conversion.Name, Fields: map[string]any{
		kinds.ConversionAchievement.Name: kinds.ContractAchievement.Of(c), kinds.ConversionHolder.Name: holder.ID, kinds.ConversionUser.Name: user.ID,
		kinds.ConversionWay.Name: way, kinds.ConversionFrom.Name: kinds.OrganisationRegion.Of(holder), kinds.ConversionTo.Name: kinds.OrganisationRegion.Of(user),
		kinds.ConversionDay.Name: kinds.ContractRegistered.Of(c), kinds.ConversionAmount.Name: kinds.ContractTechnical.Of(c), kinds.ConversionContract.Name: c.ID,
		kinds.ConversionEvidence.Name: "演示虚构：按登记合同实施，附验收单。 Invented for the demonstration.",
	}}, err
}

// ownUse is an achievement without a contract, used by its holder.
func (p *Player) ownUse(ctx context.Context, used map[string]bool) (record.Draft, error) {
	achievements, err := p.all(ctx, kinds.Achievement)
	if err != nil {
		return record.Draft{}, err
	}
	i := slices.IndexFunc(achievements, func(a record.Record) bool { return a.State == "shared" && !used[a.ID] })
	if i < 0 {
		return record.Draft{}, fmt.Errorf("no shared achievement is left for own use")
	}
	holder, err := p.seen(ctx, kinds.Organisation, kinds.AchievementOwner.Of(achievements[i]))
	region := kinds.OrganisationRegion.Of(holder)
	return record.Draft{Kind: kinds.Conversion.Name, Fields: map[string]any{
		kinds.ConversionAchievement.Name: achievements[i].ID, kinds.ConversionHolder.Name: holder.ID, kinds.ConversionWay.Name: "own",
		kinds.ConversionFrom.Name: region, kinds.ConversionTo.Name: region, kinds.ConversionDay.Name: record.Day(p.newest()),
		kinds.ConversionEvidence.Name: "演示虚构：投产记录，第 1 号。 Invented for the demonstration: record of production, number 1.",
	}}, err
}

func (p *Player) seen(ctx context.Context, k record.Kind, id string) (record.Record, error) {
	return p.Node.Office.Record(ctx, p.people["registrar"], k.Name, id)
}

// aim sets two targets for the half-year. Nobody has said yet how much the second is.
func (p *Player) aim(ctx context.Context) error {
	source := "演示虚构：年度工作要点（样本）。 Invented for the demonstration."
	year := p.newest().Year()
	var drafts []record.Draft
	for _, t := range []struct {
		figure report.Figure
		value  string
		zh, en string
	}{
		{figure.ContractsRegistered, "20", "全年登记技术合同 20 份（样本目标）", "Register 20 contracts in the year (sample target)"},
		{figure.LocalConversion, "", "提高本地转化水平（样本目标，尚未量化）", "More local conversion (sample target, not yet quantified)"},
	} {
		fields := map[string]any{
			kinds.TargetTitle.Name: record.Variants{"zh": t.zh, "en": t.en}, kinds.TargetFigure.Name: t.figure.Name, kinds.TargetSource.Name: source,
			kinds.TargetFrom.Name: fmt.Sprintf("%d-01-01", year), kinds.TargetBy.Name: fmt.Sprintf("%d-12-31", year),
		}
		if t.value != "" {
			fields[kinds.TargetValue.Name] = t.value
		}
		drafts = append(drafts, record.Draft{Kind: kinds.Target.Name, Fields: fields})
	}
	made, err := p.put(ctx, "officer", drafts)
	if err != nil {
		return fmt.Errorf("put targets: %w", err)
	}
	return p.take(ctx, "officer", "set", made, make([]map[string]any, len(made)))
}

// quote reads two sample reports; the officer confirms that they say so. They differ
// from each other, and the first from what the records show.
func (p *Player) quote(ctx context.Context) error {
	for _, name := range []string{"half-year", "follow-up"} {
		said, err := p.news(name)
		if err != nil {
			return err
		}
		title, _, _ := strings.Cut(said, "\n")
		var drafts []record.Draft
		for i, c := range claims.Read(said, claims.Published(said)) {
			fields := c.Fields()
			fields[kinds.StatementSource.Name], fields[kinds.StatementNumber.Name] = title, int64(i+1)
			fields[kinds.StatementDate.Name] = record.Day(p.Options.Now())
			drafts = append(drafts, record.Draft{Kind: kinds.Statement.Name, Fields: fields})
		}
		made, err := p.put(ctx, "officer", drafts)
		if err != nil {
			return fmt.Errorf("put statements of %s: %w", name, err)
		}
		if err := p.take(ctx, "officer", "confirm", made, make([]map[string]any, len(made))); err != nil {
			return err
		}
	}
	return nil
}

// news is a sample report about the half-year. The number of contracts is the one that the records show.
func (p *Player) news(name string) (string, error) {
	data, err := samples.ReadFile("samples/news/" + name + ".txt")
	if err != nil {
		return "", fmt.Errorf("read samples: %w", err)
	}
	half := p.half()
	v, err := p.Node.Columns.Value(report.Query{Figure: figure.ContractsRegistered.Name, Period: half})
	return strings.NewReplacer("{day}", record.Day(p.Options.Now()), "{half}", half.In("zh"), "{contracts}", strconv.FormatInt(v.Value, 10)).Replace(string(data)), err
}

// freeze lets the officer freeze the card of the half-year. The node writes its content.
func (p *Player) freeze(ctx context.Context) error {
	made, err := p.put(ctx, "officer", []record.Draft{{Kind: kinds.Card.Name, Fields: map[string]any{
		kinds.CardTitle.Name: record.Variants{"zh": "演示成绩单（样本）", "en": "Report card of the demonstration (sample)"}, kinds.CardPeriod.Name: p.half().String(),
		kinds.CardNotes.Name: record.Variants{"zh": "全部为样本数据，仅供演示。", "en": "All of it is sample data, for demonstration only."},
	}}})
	if err != nil {
		return fmt.Errorf("put the card: %w", err)
	}
	return p.take(ctx, "officer", "freeze", made, make([]map[string]any, len(made)))
}

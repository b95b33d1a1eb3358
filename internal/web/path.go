package web

import (
	"slices"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// path is the way of a contract into the register: its sections in order, which are
// done, and what the first that is not still lacks.
func (n *names) path(d dossier, shown *page.Record) []page.Stop {
	r := d.contract
	roles := map[string]bool{}
	for _, p := range d.parties {
		roles[kinds.PartyRole.Of(p)] = roles[kinds.PartyRole.Of(p)] || d.codes[kinds.PartyOrganisation.Of(p)] != ""
	}
	var parties []page.Link
	for _, p := range []struct {
		role  string
		label text.Label
	}{{"seller", text.PartySeller}, {"buyer", text.PartyBuyer}} {
		if !roles[p.role] {
			parties = append(parties, page.Link{Label: p.label.In(n.lang)})
		}
	}
	after := func(states ...string) bool { return slices.Contains(states, r.State) }
	handedIn := kinds.ContractSubmitted.In(r) && !after("draft", "signed", "supplement")
	decided := after("registered", "refused", "cancelled")
	answered := decided
	if id := kinds.ContractSheet.Of(r); id != "" && !answered {
		sheet, err := n.Office.Record(n.ctx, n.actor, kinds.Prereview.Name, id)
		answered = err == nil && sheet.State == "answered"
	}
	stops := []page.Stop{
		{Label: text.PartParties.In(n.lang), Anchor: "parties", Lacks: parties},
		{Label: text.PartContract.In(n.lang), Anchor: "path-title", Lacks: n.lacks(shown, r, kinds.ContractType.Field(), kinds.ContractRegion.Field(), kinds.ContractSigned.Field(), kinds.ContractForm.Field(), kinds.ContractSubject.Field())},
		{Label: text.PartAmounts.In(n.lang), Anchor: "amounts", Lacks: n.lacks(shown, r, kinds.ContractTotal.Field(), kinds.ContractTechnical.Field())},
		{Label: text.PartPapers.In(n.lang), Anchor: "path-title", Lacks: n.lacks(shown, r, kinds.ContractFiles.Field())},
		{Label: text.PartSubmit.In(n.lang), Anchor: "steps-title", Done: handedIn},
		{Label: text.PartSheet.In(n.lang), Anchor: "prereview", Done: answered},
		{Label: text.PartDecision.In(n.lang), Anchor: "steps-title", Done: decided},
	}
	for i := range stops[:4] {
		stops[i].Done = len(stops[i].Lacks) == 0
	}
	if i := slices.IndexFunc(stops, func(s page.Stop) bool { return !s.Done }); i >= 0 && !decided && r.State != "withdrawn" && r.State != record.Void {
		stops[i].Next = true
	}
	return stops
}

// lacks lists fields that a contract does not hold.
func (n *names) lacks(shown *page.Record, r record.Record, fields ...record.Field) []page.Link {
	var links []page.Link
	for _, f := range fields {
		if _, ok := r.Fields[f.Name]; ok {
			continue
		}
		l := page.Link{Label: f.Label.In(n.lang)}
		if shown.Edit != "" {
			l.Href = shown.Edit + "#f-" + f.Name
		}
		links = append(links, l)
	}
	return links
}

// prereview is a sheet rule by rule, each with what was found, where the rule was read,
// and what a person judged.
func (n *names) prereview(r record.Record) *page.Prereview {
	s := &page.Prereview{Href: address(r.Kind, r.ID), State: badge(kinds.Prereview, r.State, n.lang)}
	s.Pack = text.SheetPack.In(n.lang, record.Words(r.Fields[kinds.PrereviewPack.Name], n.lang))
	met, unmet, asks := kinds.PrereviewMet.Of(r), kinds.PrereviewUnmet.Of(r), kinds.PrereviewAsks.Of(r)
	s.Count = text.SheetCount.In(n.lang, len(met), len(unmet), len(asks))
	why := whyOf(record.Words(r.Fields[kinds.PrereviewLines.Name], n.lang))
	pack, _ := rules.Registration.ByHash(kinds.PrereviewHash.Of(r))
	for _, rule := range pack.Rules {
		what := rule.What.In(n.lang)
		line := page.RuleLine{
			What: what, Why: why(what), Source: text.SheetSource.In(n.lang, rule.Source, rules.StatusName(rule.Status)),
			Doubt: slices.Contains(kinds.PrereviewDoubts.Of(r), rule.Code), Judged: n.judged(r, rule.Code),
		}
		switch {
		case slices.Contains(unmet, rule.Code):
			line.Result = page.Badge{Label: text.RuleUnmet.In(n.lang), Tone: "bad"}
			s.Open = append(s.Open, line)
		case slices.Contains(asks, rule.Code):
			line.Result = page.Badge{Label: text.RuleAsks.In(n.lang), Tone: "wait"}
			s.Open = append(s.Open, line)
		case slices.Contains(met, rule.Code):
			line.Result = page.Badge{Label: text.RuleMet.In(n.lang), Tone: "go"}
			s.Met = append(s.Met, line)
		}
	}
	if slices.ContainsFunc(n.Office.Steps(n.actor, r), stepNamed("answer")) {
		s.Answer = page.Link{Label: text.SheetAnswer.In(n.lang), Href: s.Href + "?step=answer#step-answer"}
	}
	return s
}

// judged says what a person answered to a rule.
func (n *names) judged(r record.Record, code string) string {
	for _, a := range []struct {
		field record.ChoicesField
		label text.Label
	}{{kinds.PrereviewFulfilled, text.SheetGood}, {kinds.PrereviewFailed, text.SheetBad}, {kinds.PrereviewOverruled, text.SheetOver}} {
		if slices.Contains(a.field.Of(r), code) {
			return text.SheetJudged.In(n.lang, a.label)
		}
	}
	return ""
}

package web

import (
	"cmp"
	"slices"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// amountFields are the controls of a contract that stand in the part of its amounts.
var amountFields = []string{"total", "technical", "payment", "investment", "output", "currency", "foreign_amount", "rate"}

// inParts puts the controls of a contract in the order of its parts, each under its heading.
func inParts(inputs []page.Input, lang text.Lang) {
	order := []text.Label{text.PartContract, text.PartAmounts, text.PartContent, text.PartPapers, text.PartBrokers, text.PartOther}
	slices.SortStableFunc(inputs, func(a, b page.Input) int {
		return cmp.Compare(slices.Index(order, partOf(a.Name)), slices.Index(order, partOf(b.Name)))
	})
	before := text.Label{}
	for i := range inputs {
		if part := partOf(inputs[i].Name); part != before {
			inputs[i].Part, before = part.In(lang), part
		}
	}
}

// partOf is the part of a contract in which a field is filled in.
func partOf(name string) text.Label {
	switch {
	case name == kinds.ContractTitle.Name:
		return text.PartContract
	case slices.Contains(amountFields, name):
		return text.PartAmounts
	}
	for _, p := range parts {
		if slices.Contains(p.fields, name) {
			return p.title
		}
	}
	return text.PartOther
}

// markTwins marks, for the market's staff, the contracts of a list of which another has
// the same title and seller.
func (n *names) markTwins(rows []page.Row, records []record.Record) error {
	if !may(n.actor, record.Staff) {
		return nil
	}
	for i, r := range records {
		twins, err := n.twinContracts(r)
		if err != nil {
			return err
		}
		if len(twins) > 0 {
			rows[i].Twin = page.Badge{Label: text.TwinBadge.In(n.lang), Tone: "bad"}
		}
	}
	return nil
}

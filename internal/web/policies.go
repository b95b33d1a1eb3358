package web

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/policy"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// policies says which policies a firm or a contract qualifies for, those that fit first.
func (n *names) policies(r record.Record) ([]page.Policy, error) {
	if r.Kind != kinds.Organisation.Name && r.Kind != kinds.Contract.Name || r.State == record.Void {
		return nil, nil
	}
	facts, err := n.facts(r)
	if err != nil {
		return nil, err
	}
	found, err := n.Office.List(n.ctx, n.actor, record.Query{
		Kind: kinds.Policy.Name, Limit: office.PageSize, Where: []record.Term{{Field: "state", Op: record.Equal, Value: "published"}},
	})
	if err != nil {
		return nil, err
	}
	var verdicts []policy.Verdict
	for _, p := range found.Records {
		verdicts = append(verdicts, policy.Judge(p, facts))
	}
	order := []policy.Answer{policy.Yes, policy.Unknown, policy.No}
	slices.SortStableFunc(verdicts, func(a, b policy.Verdict) int { return slices.Index(order, a.Fits) - slices.Index(order, b.Fits) })
	var list []page.Policy
	for _, v := range verdicts {
		p := page.Policy{Link: page.Link{Label: n.title(v.Policy), Href: address(v.Policy.Kind, v.Policy.ID)}, Fits: n.answer(v.Fits)}
		for _, l := range v.Lines {
			f, _ := kinds.Policy.Field(l.Field)
			p.Conditions = append(p.Conditions, page.Condition{Label: text.DeskTitle.In(n.lang, f.Label, n.plain(v.Policy, f)), Met: n.answer(l.Met)})
		}
		list = append(list, p)
	}
	return list, nil
}

func (n *names) answer(a policy.Answer) page.Badge {
	switch a {
	case policy.Yes:
		return page.Badge{Label: text.PolicyYes.In(n.lang), Tone: "go"}
	case policy.No:
		return page.Badge{Label: text.PolicyNo.In(n.lang), Tone: "done"}
	}
	return page.Badge{Label: text.PolicyOpen.In(n.lang), Tone: "wait"}
}

// facts is what the reader may know of a record and of the firm concerned.
func (n *names) facts(r record.Record) (policy.Facts, error) {
	firm := r
	if r.Kind != kinds.Organisation.Name {
		firm = record.Record{}
		if r.Owner != "" {
			var err error
			if firm, err = n.Office.Record(n.ctx, n.actor, kinds.Organisation.Name, r.Owner); err != nil && !fault.Is(err, fault.CodeMissing) {
				return policy.Facts{}, err
			}
		}
	}
	if firm.ID == "" {
		return policy.FactsOf(record.Day(n.Office.Now()), r, firm, nil, false), nil
	}
	certificates, err := n.Office.Linking(n.ctx, n.actor, firm.ID, kinds.Certificate.Name)
	return policy.FactsOf(record.Day(n.Office.Now()), r, firm, certificates, n.actor.Class(firm).Admits(record.Insiders)), err
}

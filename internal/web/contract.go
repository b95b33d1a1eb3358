package web

import (
	"slices"
	"time"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// partKinds are the kinds that stand in the parts of a contract.
var partKinds = []string{kinds.Party.Name, kinds.Deduction.Name, kinds.Payment.Name, kinds.Prereview.Name}

// dossier is a contract with what belongs to it, as the reader may see it.
type dossier struct {
	contract                      record.Record
	parties, deductions, payments []record.Record
	codes                         map[string]string // credit codes of the parties' organisations
}

// register makes the parts of a contract ready to be read, grouped as they are entered.
func (n *names) register(r record.Record, shown *page.Record) (*page.Contract, error) {
	d, err := n.dossier(r)
	if err != nil {
		return nil, err
	}
	c := &page.Contract{Groups: grouped(shown.Facts, n.lang)}
	shown.Facts, shown.Prose = nil, nil
	if c.Twins, err = n.twinContracts(r); err != nil {
		return nil, err
	}
	n.partyLines(d, c)
	n.sumLines(d, c)
	n.paymentLines(d, c)
	n.due(r, c)
	if c.Decides, err = n.decides(r); err != nil {
		return nil, err
	}
	if id := kinds.ContractSheet.Of(r); id != "" {
		sheet, err := n.Office.Record(n.ctx, n.actor, kinds.Prereview.Name, id)
		if err == nil {
			c.Sheet = n.prereview(sheet)
			if !slices.Contains([]string{"submitted", "reviewing", "expert"}, r.State) {
				c.Sheet.Answer = page.Link{} // what was judged is not judged anew
			}
		}
	}
	for _, add := range []struct {
		link  *page.Link
		kind  record.Kind
		label text.Label
	}{{&c.AddParty, kinds.Party, text.PartParties}, {&c.AddLine, kinds.Deduction, kinds.Deduction.Label}, {&c.AddPayment, kinds.Payment, text.PaymentLine}} {
		if state, _ := kinds.Contract.State(r.State); access.MayCreate(n.actor, add.kind) && !state.Fixed {
			*add.link = page.Link{Label: text.AddLinked.In(n.lang, add.label), Href: "/records/" + add.kind.Name + "/new?contract=" + r.ID}
		}
	}
	c.Path = n.path(d, shown)
	return c, nil
}

// dossier reads what belongs to a contract. Its deductions are those of the amendment
// that gave the amounts last, if one did.
func (n *names) dossier(r record.Record) (dossier, error) {
	d := dossier{contract: r, codes: map[string]string{}}
	all, err := n.Office.Linking(n.ctx, n.actor, r.ID, "")
	if err != nil {
		return d, err
	}
	if err := n.learn(all...); err != nil {
		return d, err
	}
	by, err := process.AmountsBy(r, func(id string) (record.Record, error) {
		if i := slices.IndexFunc(all, func(a record.Record) bool { return a.ID == id }); i >= 0 {
			return all[i], nil
		}
		return record.Record{}, nil // not for the actor to see
	})
	if err != nil {
		return d, err
	}
	for _, l := range all {
		switch {
		case l.State == record.Void:
		case l.Kind == kinds.Party.Name:
			d.parties = append(d.parties, l)
		case l.Kind == kinds.Deduction.Name && kinds.DeductionAmendment.Of(l) == by:
			d.deductions = append(d.deductions, l)
		case l.Kind == kinds.Payment.Name:
			d.payments = append(d.payments, l)
		}
	}
	for _, p := range d.parties {
		id := kinds.PartyOrganisation.Of(p)
		firm, err := n.Office.Record(n.ctx, n.actor, kinds.Organisation.Name, id)
		if err == nil {
			d.codes[id] = kinds.OrganisationUSCC.Of(firm)
		}
	}
	return d, nil
}

// twinContracts are other contracts of the same title and seller.
func (n *names) twinContracts(r record.Record) ([]page.Link, error) {
	like := map[string]any{}
	for _, name := range kinds.Contract.Alike {
		if v, ok := r.Fields[name]; ok {
			like[name] = v
		}
	}
	same, err := n.Office.Same(n.ctx, n.actor, r.Kind, like)
	if err != nil {
		return nil, err
	}
	var links []page.Link
	for _, other := range same[0] {
		if other.ID == r.ID || slices.Contains([]string{"withdrawn", "refused", "cancelled", record.Void}, other.State) {
			continue
		}
		state, _ := kinds.Contract.State(other.State)
		links = append(links, page.Link{Label: text.DeskTitle.In(n.lang, state.Label, n.title(other)), Href: address(other.Kind, other.ID)})
	}
	return links, nil
}

func (n *names) partyLines(d dossier, c *page.Contract) {
	for _, p := range d.parties {
		id := kinds.PartyOrganisation.Of(p)
		line := page.PartyLine{Role: kinds.PartyRole.Type.Format(kinds.PartyRole.Of(p), n.lang), Unit: n.link(kinds.Organisation.Name, id), Code: d.codes[id]}
		line.Bad = line.Code == ""
		for _, other := range d.parties {
			if kinds.PartyOrganisation.Of(other) == id && kinds.PartyRole.Of(other) != kinds.PartyRole.Of(p) {
				line.Twice = true
			}
		}
		c.Parties = append(c.Parties, line)
	}
}

func plainYuan(fen int64, lang text.Lang) string { return record.Money{}.Format(fen, lang) }

// sumLines draws up the sum: total less deductions is the technical amount.
func (n *names) sumLines(d dossier, c *page.Contract) {
	r := d.contract
	money := func(f record.MoneyField) string {
		if !f.In(r) {
			return ""
		}
		return plainYuan(f.Of(r), n.lang)
	}
	c.Amounts = append(c.Amounts, page.SumLine{Label: text.SumTotal.In(n.lang), Amount: money(kinds.ContractTotal), Strong: true})
	deducted := deductedBy(d.deductions)
	for _, l := range d.deductions {
		sign, amount := text.SumLess, kinds.DeductionAmount.Of(l)
		if kinds.DeductionSample.Of(l) {
			sign = text.SumKept
		}
		c.Amounts = append(c.Amounts, page.SumLine{Sign: sign.In(n.lang), Label: kinds.DeductionWhat.Of(l), Amount: plainYuan(amount, n.lang), Href: address(l.Kind, l.ID)})
	}
	c.Amounts = append(c.Amounts, page.SumLine{Label: text.SumDeducted.In(n.lang), Amount: plainYuan(deducted, n.lang)})
	follows := ""
	if kinds.ContractTotal.In(r) {
		follows = plainYuan(kinds.ContractTotal.Of(r)-deducted, n.lang)
	}
	c.Amounts = append(c.Amounts, page.SumLine{Label: text.SumIs.In(n.lang), Amount: follows},
		page.SumLine{Label: text.SumStated.In(n.lang), Amount: money(kinds.ContractTechnical), Strong: true})
	c.SumWords, c.Agrees = n.sumWords(kinds.ContractTotal.Of(r), kinds.ContractTechnical.Of(r), deducted)
}

func (n *names) paymentLines(d dossier, c *page.Contract) {
	agreed, received := int64(0), int64(0)
	for _, p := range d.payments {
		agreed, received = agreed+kinds.PaymentAmount.Of(p), received+kinds.PaymentReceived.Of(p)
		line := page.PaymentLine{
			What: page.Link{Label: n.title(p), Href: address(p.Kind, p.ID)}, Due: kinds.PaymentDue.Of(p),
			Amount: plainYuan(kinds.PaymentAmount.Of(p), n.lang), Paid: kinds.PaymentPaid.Of(p), State: badge(kinds.Payment, p.State, n.lang),
		}
		if kinds.PaymentReceived.In(p) {
			line.Received = plainYuan(kinds.PaymentReceived.Of(p), n.lang)
		} else if line.Due != "" && line.Due < record.Day(n.Office.Now()) {
			line.State = page.Badge{Label: text.PaymentLate.In(n.lang), Tone: "bad"}
		}
		c.Payments = append(c.Payments, line)
	}
	slices.SortStableFunc(c.Payments, func(a, b page.PaymentLine) int {
		switch {
		case a.Due < b.Due:
			return -1
		case a.Due > b.Due:
			return 1
		}
		return 0
	})
	c.PaidText = text.SumPaid.In(n.lang, plainYuan(agreed, n.lang), plainYuan(received, n.lang))
	if total := kinds.ContractTotal.Of(d.contract); total > 0 && agreed != total {
		c.PaidText += text.PaymentsOff.In(n.lang, plainYuan(agreed-total, n.lang))
	}
}

// decides says who decides on a contract that is on its way.
func (n *names) decides(r record.Record) (string, error) {
	if !slices.Contains([]string{"draft", "signed", "submitted", "supplement", "reviewing", "expert"}, r.State) {
		return "", nil
	}
	p, err := n.Office.List(n.ctx, n.actor, record.Query{Kind: kinds.Market.Name, Limit: 1})
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(p.Records, kinds.MarketAgency.Of) {
		return text.DecidesHere.In(n.lang), nil
	}
	return text.DecidesElse.In(n.lang), nil
}

// due says until when the contract has to be decided on, in working days.
func (n *names) due(r record.Record, c *page.Contract) {
	day := kinds.ContractDue.Of(r)
	if day == "" || r.State != "reviewing" && r.State != "expert" {
		return
	}
	c.DueText, c.DueBasis = text.DueOn.In(n.lang, day), kinds.ContractDueBasis.Of(r)
	today := record.Day(n.Office.Now())
	switch {
	case day < today:
		c.Due = page.Badge{Label: text.DueMissed.In(n.lang), Tone: "bad"}
	case day == today:
		c.Due = page.Badge{Label: text.DueToday.In(n.lang), Tone: "wait"}
	default:
		c.Due = page.Badge{Label: text.DueLeft.In(n.lang, workingDays(today, day)), Tone: "go"}
	}
}

// workingDays counts those after a day up to another.
func workingDays(from, to string) (count int) {
	day, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	for err1 == nil && err2 == nil && day.Before(last) {
		if day = day.AddDate(0, 0, 1); rules.WorkingDays.Works(day) {
			count++
		}
	}
	return count
}

// parts are the groups in which the fields of a contract are read.
var parts = []struct {
	title  text.Label
	fields []string
}{
	{text.PartContract, []string{"type", "field", "seller", "region", "signed", "begins", "ends", "form", "sealed", "property", "plan", "aim", "industry", "payment", "investment", "output", "currency", "foreign_amount", "rate", "translated", "mixed"}},
	{text.PartContent, []string{"subject", "goal", "novelty", "targets", "acceptance", "ownership"}},
	{text.PartPapers, []string{"files", "certificate"}},
	{text.PartBrokers, []string{"need", "achievement", "match", "lead", "assisting", "broker", "assistants", "intermediary", "commission", "pricing"}},
	{text.PartDecision, []string{"submitted", "accepted", "due", "due_basis", "overdue", "shortcomings", "advice", "opinion", "reasons", "explanation", "number", "registered", "decided", "confirmed", "amendment", "amended", "objection", "objections", "cause", "benefit", "told"}},
	{text.PartOther, nil},
}

// grouped puts fields into their groups; those shown elsewhere on the page are left out.
func grouped(fields []page.Field, lang text.Lang) []page.Particulars {
	elsewhere := []string{"total", "technical", "prereview"}
	placed := map[string]bool{}
	for _, p := range parts {
		for _, name := range p.fields {
			placed[name] = true
		}
	}
	var groups []page.Particulars
	for _, p := range parts {
		g := page.Particulars{Title: p.title.In(lang)}
		for _, f := range fields {
			if slices.Contains(p.fields, f.Name) || p.fields == nil && !placed[f.Name] && !slices.Contains(elsewhere, f.Name) {
				g.Fields = append(g.Fields, f)
			}
		}
		if g.Fields != nil {
			groups = append(groups, g)
		}
	}
	return groups
}

package web

import (
	"net/http"
	"net/url"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// sum says in words what the amounts of a contract come to with what is typed into the
// form of the contract or of one of its deductions; nil for other forms.
func (n *names) sum(kind, id string, typed map[string]any) (*page.Reckoning, error) {
	of, _ := typed[kinds.DeductionContract.Name].(string)
	switch {
	case kind == kinds.Contract.Name:
		of = id
	case kind != kinds.Deduction.Name || of == "":
		return nil, nil
	}
	s := &page.Reckoning{Action: at("/amounts", url.Values{"kind": {kind}, "id": {id}})}
	d := dossier{contract: record.Record{Kind: kinds.Contract.Name, Fields: map[string]any{}}}
	if of != "" {
		r, err := n.Office.Record(n.ctx, n.actor, kinds.Contract.Name, of)
		if fault.Is(err, fault.CodeMissing) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if d, err = n.dossier(r); err != nil {
			return nil, err
		}
	}
	total, technical := kinds.ContractTotal.Of(d.contract), kinds.ContractTechnical.Of(d.contract)
	lines := d.deductions
	if kind == kinds.Contract.Name {
		total, _ = typed[kinds.ContractTotal.Name].(int64)
		technical, _ = typed[kinds.ContractTechnical.Name].(int64)
	} else {
		lines = []record.Record{{Key: record.Key{ID: id}, Kind: kind, Fields: typed}}
		for _, l := range d.deductions {
			if l.ID != id {
				lines = append(lines, l)
			}
		}
	}
	s.Words, s.Agrees = n.sumWords(total, technical, deductedBy(lines))
	return s, nil
}

// deductedBy adds up the deductions that count.
func deductedBy(lines []record.Record) (sum int64) {
	for _, l := range lines {
		if !kinds.DeductionSample.Of(l) {
			sum += kinds.DeductionAmount.Of(l)
		}
	}
	return sum
}

// sumWords says what a total less its deductions makes, and whether the technical amount is that.
func (n *names) sumWords(total, technical, deducted int64) (string, page.Badge) {
	words := text.SumWords.In(n.lang, plainYuan(total, n.lang), plainYuan(deducted, n.lang), plainYuan(total-deducted, n.lang))
	switch differ := total - deducted - technical; {
	case total == 0:
		return text.SumTotalNo.In(n.lang), page.Badge{}
	case deducted > total:
		return text.SumBelow.In(n.lang, plainYuan(deducted, n.lang), plainYuan(total, n.lang)), page.Badge{Label: text.SumDiffers.In(n.lang, plainYuan(differ, n.lang)), Tone: "bad"}
	case technical == 0:
		return words, page.Badge{Label: text.SumUnknown.In(n.lang), Tone: "wait"}
	case differ == 0:
		return words, page.Badge{Label: text.SumAgrees.In(n.lang), Tone: "go"}
	default:
		return words, page.Badge{Label: text.SumDiffers.In(n.lang, plainYuan(differ, n.lang)), Tone: "bad"}
	}
}

// amounts answers with the sum of what is typed so far, for a form that asks while
// somebody writes.
func (f *face) amounts(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.URL.Query().Get("kind"))
	if err != nil {
		return err
	}
	actor, lang := door.Person(r).Actor, door.Lang(r)
	t := typed{}
	for name, given := range r.PostForm {
		t[name] = given
	}
	values, _ := parsed(editable(actor, k, record.Record{}), t)
	s, err := f.names(r.Context(), actor, lang).sum(k.Name, r.URL.Query().Get("id"), given(values))
	if err != nil {
		return err
	}
	if s == nil {
		return fault.Missing(text.NoSuchPage)
	}
	return f.show(w, r, http.StatusOK, page.SumPart(page.Frame{Lang: lang}, s))
}

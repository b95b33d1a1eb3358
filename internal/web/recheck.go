package web

import (
	"net/http"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// recheck holds the records behind a figure against the journal, and shows the figure with what came of it.
func (f *face) recheck(w http.ResponseWriter, r *http.Request) error {
	lang := door.Lang(r)
	if err := f.Settle(r.Context()); err != nil {
		return err
	}
	q, err := f.figureAsked(r)
	if err != nil {
		return err
	}
	findings, err := f.Cards.Recheck(r.Context(), q)
	if err != nil {
		return err
	}
	v, err := f.Columns.Value(q)
	if err != nil {
		return err
	}
	came := &page.Recheck{Good: len(findings) == 0, Says: text.RecheckGood.In(lang, v.Count)}
	if !came.Good {
		came.Says = text.RecheckBad.In(lang, len(findings))
	}
	n := f.names(r.Context(), door.Person(r).Actor, lang)
	for _, found := range findings {
		one := page.Finding{Says: found.Says.In(lang)}
		if found.Record != "" {
			links, _, err := n.behindLine(q.Figure, []string{found.Record})
			if err != nil {
				return err
			}
			one.Record = links[0]
		}
		came.Findings = append(came.Findings, one)
	}
	at := r.Clone(r.Context())
	at.URL.Path = "/figures/" + q.Figure // what leads on from here leads to the page itself
	return f.showFigure(w, at, came)
}

// proofWay says in four steps how a figure leads to the signed checkpoint.
func proofWay(v report.Value, checkpoint string, lang text.Lang) []page.Stop {
	size := v.Entry + 1
	return []page.Stop{
		{Label: text.ProofQuery.In(lang), Anchor: "definition", Lacks: []page.Link{{Label: v.Figure.Label.In(lang)}}},
		{Label: text.ProofRecords.In(lang), Anchor: "records", Lacks: []page.Link{{Label: text.ProofCounts.In(lang, v.Count)}}},
		{Label: text.ProofLeaves.In(lang), Anchor: "records", Lacks: []page.Link{{Label: text.ProofUpto.In(lang, size)}}},
		{Label: text.ProofSigned.In(lang), Anchor: "checkpoint", Lacks: []page.Link{{Label: rootSaid(checkpoint)}}},
	}
}

// rootSaid is the root that a checkpoint states.
func rootSaid(checkpoint string) string {
	lines := strings.Split(checkpoint, "\n")
	if len(lines) < 3 {
		return ""
	}
	return lines[2]
}

// leaf says which entry of the journal proves a record.
func (f *face) leaf(r *http.Request, id string) (string, error) {
	p, err := f.Office.Prove(r.Context(), access.Actor{}, nil, id)
	if fault.Is(err, fault.CodeMissing) { // not in the journal as the public sees it
		return "", nil
	}
	if err != nil || len(p.Records) == 0 {
		return "", err
	}
	return text.ProofLeaf.In(door.Lang(r), p.Records[0].Proof.Index), nil
}

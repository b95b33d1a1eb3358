package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"heitu/internal/claims"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

// statementsShown is how many statements the page lists, the newest first.
const statementsShown = 1000

// statements lists what documents report: what is confirmed, and for staff what waits.
func (f *face) statements(w http.ResponseWriter, r *http.Request) error {
	lang := door.Lang(r)
	n := f.names(r.Context(), door.Person(r).Actor, lang)
	frame, err := f.frame(r, text.StatementsName.In(lang))
	if err != nil {
		return err
	}
	records, err := n.reported()
	if err != nil {
		return err
	}
	shown := page.Statements{Done: doneOf(r, lang)}
	differ := contradicting(records)
	place := map[[3]string]int{}
	var kept [][]claims.Statement
	for _, rec := range records {
		key := [3]string{kinds.StatementSource.Of(rec), kinds.StatementURL.Of(rec), kinds.StatementDate.Of(rec)}
		at, ok := place[key]
		if !ok {
			at = len(shown.Sources)
			place[key] = at
			shown.Sources = append(shown.Sources, page.Source{Title: key[0], URL: key[1], Day: key[2]})
			kept = append(kept, nil)
		}
		shown.Sources[at].Lines = append(shown.Sources[at].Lines, n.statement(rec, differ[rec.ID]))
		kept[at] = append(kept[at], claims.Of(rec))
	}
	for i := range shown.Sources {
		for _, c := range claims.Checks(kept[i]) {
			shown.Sources[i].Checks = append(shown.Sources[i].Checks, c.In(lang))
		}
	}
	frame.Wide = true
	return f.show(w, r, http.StatusOK, page.StatementsPage(frame, shown))
}

// reported are the statements that count, in the order in which their documents name them.
func (n *names) reported() ([]record.Record, error) {
	var all []record.Record
	q := record.Query{Kind: kinds.Statement.Name, Limit: office.PageSize}
	for len(all) < statementsShown {
		p, err := n.Office.List(n.ctx, n.actor, q)
		if err != nil {
			return nil, err
		}
		for _, r := range p.Records {
			if r.State == "confirmed" || r.State == "proposed" {
				all = append(all, r)
			}
		}
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b record.Record) int {
		return cmp.Compare(kinds.StatementNumber.Of(a), kinds.StatementNumber.Of(b))
	})
	return all, nil
}

// contradicting maps the id of a statement to those that differ from it. What is not confirmed contradicts nobody.
func contradicting(records []record.Record) map[string][]claims.Statement {
	var confirmed []claims.Statement
	for _, r := range records {
		if r.State == "confirmed" {
			confirmed = append(confirmed, claims.Of(r))
		}
	}
	differ := map[string][]claims.Statement{}
	for _, p := range claims.Contradictions(confirmed) {
		differ[p.A.ID] = append(differ[p.A.ID], p.B)
		differ[p.B.ID] = append(differ[p.B.ID], p.A)
	}
	return differ
}

func (n *names) statement(r record.Record, differ []claims.Statement) page.Reported {
	s := claims.Of(r)
	qualifier, _ := vocab.Qualifiers.Lookup(s.Qualifier)
	line := page.Reported{
		Link: page.Link{Label: s.Subject, Href: address(r.Kind, r.ID)}, Indicator: s.Indicator, Amount: s.Amount(n.lang), Period: s.Period,
		Qualifier: qualifier.In(n.lang), Growth: grown(s.Growth, n.lang), Quotation: s.Quotation,
	}
	if r.State == "proposed" {
		state, _ := kinds.Statement.State(r.State)
		line.State = page.Badge{Label: state.Label.In(n.lang), Tone: "wait"}
	}
	for _, d := range differ {
		line.Differs = append(line.Differs, page.Link{Label: text.StatementsClash2.In(n.lang, d.Amount(n.lang)), Href: address(kinds.Statement.Name, d.ID)})
	}
	return line
}

// doneOf says what became of the claims that were judged.
func doneOf(r *http.Request, lang text.Lang) string {
	var confirmed, later, dropped int
	if n, _ := fmt.Sscanf(r.URL.Query().Get("done"), "%d-%d-%d", &confirmed, &later, &dropped); n != 3 {
		return ""
	}
	return text.ClaimsDone.In(lang, confirmed, later, dropped)
}

package api

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/paper"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

// cardQuery reads which card is asked for.
func cardQuery(params url.Values) (report.CardQuery, error) {
	q := report.CardQuery{Region: params.Get("region")}
	if params.Get("period") == "" {
		return q, fault.Invalid("period", text.PeriodRequired)
	}
	var err error
	if q.Period, err = report.ParsePeriod(params.Get("period")); err != nil {
		return q, err
	}
	if base := params.Get("base"); base != "" {
		q.Base, err = report.ParsePeriod(base)
	}
	return q, err
}

// card answers GET /api/card.
func (s *server) card(w http.ResponseWriter, r *http.Request) error {
	q, err := cardQuery(r.URL.Query())
	if err != nil {
		return err
	}
	card, err := s.Cards.Card(r.Context(), actor(r), q)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, card)
}

// cardView is a card on record, without its lines.
type cardView struct {
	ID        string      `json:"id"`
	State     string      `json:"state"`
	Title     report.Said `json:"title"`
	Period    string      `json:"period"`
	Region    string      `json:"region"`
	Day       string      `json:"day"`
	Interim   bool        `json:"interim"`
	Size      int64       `json:"size"`
	Root      string      `json:"root"`
	Corrects  string      `json:"corrects"`
	Reason    string      `json:"reason"`
	Corrected string      `json:"corrected_by"`
}

func cardViewOf(r record.Record) cardView {
	title := r.Fields[kinds.CardTitle.Name]
	return cardView{
		ID: r.ID, State: r.State, Title: report.Said{ZH: record.Words(title, text.ZH), EN: record.Words(title, text.EN)}, Period: kinds.CardPeriod.Of(r),
		Region: kinds.CardRegion.Of(r), Day: kinds.CardDay.Of(r), Interim: kinds.CardInterim.Of(r), Size: kinds.CardSize.Of(r), Root: kinds.CardRoot.Of(r),
		Corrects: kinds.CardCorrects.Of(r), Reason: kinds.CardReason.Of(r), Corrected: kinds.CardSuperseded.Of(r),
	}
}

// cards answers GET /api/cards.
func (s *server) cards(w http.ResponseWriter, r *http.Request) error {
	page, err := s.Office.List(r.Context(), actor(r), record.Query{Kind: kinds.Card.Name, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	views := []cardView{}
	for _, rec := range page.Records {
		views = append(views, cardViewOf(rec))
	}
	return write(w, http.StatusOK, map[string]any{"cards": views, "next": page.Next})
}

// frozenCard answers GET /api/cards/{id}.
func (s *server) frozenCard(w http.ResponseWriter, r *http.Request) error {
	rec, card, changes, err := s.Cards.Frozen(r.Context(), actor(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"record": cardViewOf(rec), "card": card, "changes": changes})
}

// diffCards answers GET /api/card/diff.
func (s *server) diffCards(w http.ResponseWriter, r *http.Request) error {
	var sides [2]report.Card
	for i, name := range []string{"a", "b"} {
		said := r.URL.Query().Get(name)
		var err error
		if strings.Count(said, "-") == 4 { // an id
			_, sides[i], _, err = s.Cards.Frozen(r.Context(), actor(r), said)
		} else {
			var q report.CardQuery
			if q, err = cardQuery(url.Values{"period": {said}, "region": {r.URL.Query().Get("region")}}); err == nil {
				sides[i], err = s.Cards.Card(r.Context(), actor(r), q)
			}
		}
		if err != nil {
			return err
		}
	}
	a, b := sides[0], sides[1]
	return write(w, http.StatusOK, map[string]any{
		"a": cardHead(a), "b": cardHead(b), "lines": report.Compare(a, b),
	})
}

func cardHead(c report.Card) map[string]any {
	return map[string]any{"title": c.Title, "period": c.Period, "region": c.Region, "day": c.Day, "interim": c.Interim, "size": c.Size}
}

// exportCard answers GET /api/card/export.
func (s *server) exportCard(w http.ResponseWriter, r *http.Request) error {
	params := r.URL.Query()
	id, as := params.Get("card"), params.Get("as")
	var q report.CardQuery
	var err error
	if id == "" {
		if q, err = cardQuery(params); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	name := "card-" + q.Period.String()
	switch as {
	case "", "zip":
		as = "zip"
		var files []report.File
		if files, err = s.Cards.Export(r.Context(), actor(r), q, id); err == nil {
			err = zipped(&b, files)
		}
	case "docx", "xlsx":
		var card report.Card
		if id == "" {
			card, err = s.Cards.Card(r.Context(), actor(r), q)
		} else {
			_, card, _, err = s.Cards.Frozen(r.Context(), actor(r), id)
		}
		if err != nil {
			return err
		}
		p := paper.CardOf(card, s.cardAddress(r, card, id), lang(r))
		if as == "docx" {
			err = p.DOCX(&b)
		} else {
			err = p.XLSX(&b)
		}
	default:
		err = fault.Invalid("as", text.CardFormat, as)
	}
	if err != nil {
		return err
	}
	types := map[string]string{"zip": "application/zip", "docx": paperTypes["docx"], "xlsx": typeXLSX}
	serve(w, r, strings.TrimSuffix(name, "-")+"."+as, types[as], bytes.NewReader(b.Bytes()))
	return nil
}

// cardAddress is where a card and its proofs are found.
func (s *server) cardAddress(r *http.Request, c report.Card, id string) string {
	base := s.URL
	if base == "" {
		base = "http://" + r.Host
	}
	if id != "" {
		return fmt.Sprintf("%s/records/card/%s", base, id)
	}
	return fmt.Sprintf("%s/card?%s", base, url.Values{"period": {c.Period}, "region": {c.Region}}.Encode())
}

// zipped writes files as an archive; they have no times, so that the same card is the same bytes.
func zipped(b *bytes.Buffer, files []report.File) error {
	z := zip.NewWriter(b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store}) // what is in it is mostly hashes, which nothing makes smaller
		if err != nil {
			return fmt.Errorf("pack card: %w", err)
		}
		if _, err := w.Write(f.Data); err != nil {
			return fmt.Errorf("pack card: %w", err)
		}
	}
	return z.Close()
}

// recheck answers GET /api/figures/{name}/recheck.
func (s *server) recheck(w http.ResponseWriter, r *http.Request) error {
	q, err := s.query(r)
	if err != nil {
		return err
	}
	findings, err := s.Cards.Recheck(r.Context(), q)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"agrees": len(findings) == 0, "findings": findings})
}

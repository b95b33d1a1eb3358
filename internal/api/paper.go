package api

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/paper"
	"heitu/internal/record"
	"heitu/internal/text"
)

// paperTypes are the media types of papers by the ends of their names.
var paperTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": typeXLSX,
	"png":  "image/png",
	"html": "text/html; charset=utf-8",
}

// paper answers GET /api/records/{kind}/{id}/papers/{name} with a document made of
// the record as the reader sees it.
func (s *server) paper(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := s.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	name := r.PathValue("name")
	sort, as, _ := strings.Cut(name, ".")
	var write func(io.Writer) error
	switch {
	case sort == "brief" && paper.HasBrief(k.Name):
		write, err = s.brief(r, k, rec, as)
	case sort == "registration" && k.Name == kinds.Contract.Name:
		write, err = s.registration(r, rec, as)
	}
	if err == nil && write == nil {
		err = fault.Missing(text.NoSuchPaper, name)
	}
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	shown := "attachment"
	if as == "html" || as == "png" {
		shown = "inline"
		w.Header().Set("Content-Security-Policy", paper.Policy())
	}
	h := w.Header()
	h.Set("Content-Type", paperTypes[as])
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", mime.FormatMediaType(shown, map[string]string{"filename": k.Name + "-" + name}))
	http.ServeContent(w, r, "", modified, bytes.NewReader(b.Bytes()))
	return nil
}

func (s *server) brief(r *http.Request, k record.Kind, rec record.Record, as string) (func(io.Writer) error, error) {
	o, err := s.origin(r, k, rec)
	if err != nil {
		return nil, err
	}
	b := paper.BriefOf(k, rec, o)
	return map[string]func(io.Writer) error{"docx": b.DOCX, "png": b.PNG, "html": b.HTML}[as], nil
}

func (s *server) registration(r *http.Request, rec record.Record, as string) (func(io.Writer) error, error) {
	o, err := s.origin(r, kinds.Contract, rec)
	if err != nil {
		return nil, err
	}
	var p paper.Parties
	if p.Seller, err = s.organisation(r, kinds.ContractSeller.Of(rec)); err != nil {
		return nil, err
	}
	parties, err := s.Office.Linking(r.Context(), actor(r), rec.ID, kinds.Party.Name)
	if err != nil {
		return nil, err
	}
	for _, party := range parties {
		if p.Buyer.ID == "" && kinds.PartyRole.Of(party) == "buyer" {
			if p.Buyer, err = s.organisation(r, kinds.PartyOrganisation.Of(party)); err != nil {
				return nil, err
			}
		}
	}
	f := paper.FormOf(rec, p, o)
	return map[string]func(io.Writer) error{"docx": f.DOCX, "html": f.HTML, "xlsx": f.XLSX}[as], nil
}

// organisation returns an organisation as the reader sees it, the zero record where he does not.
func (s *server) organisation(r *http.Request, id string) (record.Record, error) {
	if id == "" {
		return record.Record{}, nil
	}
	rec, err := s.Office.Record(r.Context(), actor(r), kinds.Organisation.Name, id)
	if fault.Is(err, fault.CodeMissing) {
		return record.Record{}, nil
	}
	return rec, err
}

// origin says where a document comes from, and how what the record refers to is called.
func (s *server) origin(r *http.Request, k record.Kind, rec record.Record) (paper.Origin, error) {
	var ids []string
	for _, f := range k.Fields {
		if _, ok := record.Refers(f.Type); ok {
			ids = append(ids, record.Ids(rec.Fields[f.Name])...)
		}
	}
	titles, err := s.Office.Titles(r.Context(), actor(r), lang(r), ids...)
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return paper.Origin{
		Node: s.Home, Address: scheme + "://" + r.Host + "/records/" + k.Name + "/" + rec.ID, Day: record.Day(s.Office.Now()),
		Lang: lang(r), Titles: func(id string) string { return titles[id] },
	}, err
}

package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// modified is the time of change of what is served: none, so that the same file
// has the same headers.
var modified time.Time

// The media types of spreadsheets.
const (
	typeXLSX  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeJSONL = "application/jsonl; charset=utf-8"
)

// template answers GET /api/templates/{kind}.
func (s *server) template(w http.ResponseWriter, r *http.Request) error {
	k, err := s.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	data, err := sheet.Template(k, lang(r))
	if err != nil {
		return err
	}
	serve(w, r, k.Name+"-template.xlsx", typeXLSX, bytes.NewReader(data))
	return nil
}

// export answers GET /api/export/{kind} with every record of a list.
func (s *server) export(w http.ResponseWriter, r *http.Request) error {
	params, err := query(r)
	if err != nil {
		return err
	}
	for _, name := range []string{"limit", "after"} {
		if _, ok := params[name]; ok {
			return unknownParameter(name)
		}
	}
	q, err := s.listQuery(r, "as")
	if err != nil {
		return err
	}
	x := &exporting{office: s.Office, ctx: r.Context(), actor: actor(r), lang: lang(r), titles: map[string]string{}}
	if x.kind, err = s.Office.Kind(q.Kind); err != nil {
		return err
	}
	as := params["as"]
	if as == "" {
		as = "xlsx"
	}
	write, kind := x.xlsx, typeXLSX
	switch as {
	case "xlsx":
	case "jsonl":
		write, kind = x.jsonl, typeJSONL
	default:
		return fault.Invalid("as", text.ExportFormat)
	}
	return spooled(func(file *os.File) error { return write(file, q) }, func(file *os.File) {
		serve(w, r, q.Kind+"."+as, kind, file)
	})
}

// spooled lets a file be written as a whole before any of it is sent, so that a
// failure is still an answer.
func spooled(write func(*os.File) error, send func(*os.File)) error {
	file, err := os.CreateTemp("", "heitu-export-")
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := write(file); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	send(file)
	return nil
}

// exporting is one export.
type exporting struct {
	office *office.Office
	ctx    context.Context
	actor  access.Actor
	lang   text.Lang
	kind   record.Kind
	titles map[string]string // of the records that others refer to
}

func (x *exporting) xlsx(w *os.File, q record.Query) error {
	return sheet.Write(w, x.kind, x.records(q, true), x.lang, func(id string) string { return x.titles[id] })
}

func (x *exporting) jsonl(w *os.File, q record.Query) error {
	return sheet.WriteJSONL(w, x.kind, x.records(q, false))
}

// records goes through the whole list, page by page.
func (x *exporting) records(q record.Query, titled bool) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for {
			page, err := x.office.List(x.ctx, x.actor, q)
			if err == nil && titled {
				err = x.learn(page.Records)
			}
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			for _, r := range page.Records {
				if !yield(r, nil) {
					return
				}
			}
			if q.After = page.Next; q.After == "" {
				return
			}
		}
	}
}

// learn looks up the titles of what the records refer to, where a title would be
// understood on the way back; for other kinds the id is exported.
func (x *exporting) learn(records []record.Record) error {
	var ids []string
	for _, f := range x.kind.Fields {
		to, ok := record.Refers(f.Type)
		if k, err := x.office.Kind(to); !ok || err != nil || !k.TitleField().Filter {
			continue
		}
		for _, r := range records {
			for _, id := range record.Ids(r.Fields[f.Name]) {
				if _, known := x.titles[id]; !known {
					x.titles[id] = ""
					ids = append(ids, id)
				}
			}
		}
	}
	if ids == nil {
		return nil
	}
	titles, err := x.office.Titles(x.ctx, x.actor, x.lang, ids...)
	for id, title := range titles {
		x.titles[id] = title
	}
	return err
}

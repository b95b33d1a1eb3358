package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// modified is the time of change of what is served: none, so that the same file
// has the same headers.
var modified time.Time

// The media types of spreadsheets.
const (
	typeXLSX  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeCSV   = "text/csv; charset=utf-8"
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

// export answers GET /api/export/{kind} with every record of a list or a search.
func (s *server) export(w http.ResponseWriter, r *http.Request) error {
	x, err := s.exportOf(r)
	if err != nil {
		return err
	}
	as, ok := exportFormats[x.as]
	if !ok {
		return fault.Invalid("as", text.ExportFormat)
	}
	if err := x.sheet.Check(); err != nil {
		return err
	}
	return spooled(func(file *os.File) error { return as.write(file, x.sheet, x.records()) }, func(file *os.File) {
		serve(w, r, x.sheet.Kind.Name+"."+x.as, as.media, file)
	})
}

// exportFormats are the formats of an export by their names.
var exportFormats = map[string]struct {
	media string
	write func(io.Writer, sheet.Export, iter.Seq2[record.Record, error]) error
}{
	"xlsx":  {typeXLSX, sheet.Write},
	"csv":   {typeCSV, sheet.WriteCSV},
	"jsonl": {typeJSONL, sheet.WriteJSONL},
}

// keptView is the body of a view that somebody keeps.
type keptView struct {
	Columns []string          `json:"columns"`
	Sort    string            `json:"sort"`
	Where   map[string]string `json:"where"`
}

// exportOf reads what is asked for: a kept view, and parameters that go before it.
func (s *server) exportOf(r *http.Request) (*exporting, error) {
	k, err := s.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return nil, err
	}
	params, err := query(r)
	if err != nil {
		return nil, err
	}
	x := &exporting{server: s, ctx: r.Context(), actor: actor(r), as: cmp.Or(params["as"], "xlsx"), titles: map[string]string{}}
	x.sheet = sheet.Export{Kind: k, Lang: lang(r), Titles: func(id string) string { return x.titles[id] }}
	view, err := s.view(r, k, params["view"])
	if err != nil {
		return nil, err
	}
	x.sheet.Columns = view.Columns
	if said := params["columns"]; said != "" {
		x.sheet.Columns = strings.Split(said, ",")
	}
	where := map[string]string{}
	maps.Copy(where, view.Where)
	for name, said := range params {
		if !slices.Contains([]string{"as", "columns", "sort", "q", "view", "lang"}, name) {
			where[name] = said
		}
	}
	x.list = record.Query{Kind: k.Name}
	order := cmp.Or(params["sort"], view.Sort)
	if x.search = params["q"]; x.search != "" {
		x.codes, err = codesOf(k, where)
		if err == nil {
			err = s.Settle(r.Context())
		}
	} else if x.list.Sort, x.list.Rising, err = record.Order(k, order); err == nil {
		x.list.Where, err = record.Terms(k, where)
	}
	x.about(r, where, order)
	return x, err
}

// view returns a view that the reader keeps or that is shared with him.
func (s *server) view(r *http.Request, k record.Kind, id string) (v keptView, err error) {
	if id == "" {
		return v, nil
	}
	list, err := s.Office.KeptBy(r.Context(), actor(r), "view", k.Name)
	if err != nil {
		return v, err
	}
	i := slices.IndexFunc(list, func(k store.Kept) bool { return k.ID == id })
	if i < 0 || json.Unmarshal(list[i].Body, &v) != nil {
		return v, fault.Missing(text.NoSuchView)
	}
	return v, nil
}

func codesOf(k record.Kind, where map[string]string) (map[string]string, error) {
	codes := map[string]string{}
	for name, said := range sorted(where) {
		code, err := facetOf([]record.Kind{k}, name, said)
		if err != nil {
			return nil, err
		}
		codes[name] = code
	}
	return codes, nil
}

// about says in the workbook what it is and where it comes from.
func (x *exporting) about(r *http.Request, where map[string]string, order string) {
	who := cmp.Or(door.Person(r).Name, door.Person(r).Login, text.AboutAnyone.In(x.sheet.Lang))
	var filter []string
	if x.search != "" {
		filter = append(filter, x.search)
	}
	for name, said := range sorted(where) {
		filter = append(filter, filterLabel(x.sheet.Kind, name, x.sheet.Lang)+" = "+said)
	}
	for _, line := range []struct {
		label text.Label
		said  string
	}{
		{text.AboutKind, x.sheet.Kind.Label.In(x.sheet.Lang)},
		{text.AboutNode, x.server.Home},
		{text.AboutTime, x.server.Office.Now().In(record.Zone).Format("2006-01-02 15:04 -07:00")},
		{text.AboutPerson, who},
		{text.AboutFilter, cmp.Or(strings.Join(filter, "; "), text.AboutAll.In(x.sheet.Lang))},
		{text.AboutSort, cmp.Or(order, "id")},
	} {
		x.sheet.About = append(x.sheet.About, [2]string{line.label.In(x.sheet.Lang), line.said})
	}
}

// filterLabel is what a filter is called.
func filterLabel(k record.Kind, name string, lang text.Lang) string {
	column, end, _ := strings.Cut(name, ".")
	f, ok := k.Field(column)
	switch {
	case !ok:
		return text.StateLabel.In(lang)
	case end == "from":
		return text.FromValue.In(lang, f.Label)
	case end == "to":
		return text.ToValue.In(lang, f.Label)
	}
	return f.Label.In(lang)
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
	server *server
	ctx    context.Context
	actor  access.Actor
	as     string
	sheet  sheet.Export
	list   record.Query
	search string // words to search for, "" for a list
	codes  map[string]string
	titles map[string]string // of the records that others refer to
}

const (
	learned    = 200    // records that are titled at a time
	mostTitles = 50_000 // titles that are remembered
)

// records goes through all that is asked for, with what it refers to titled.
func (x *exporting) records() iter.Seq2[record.Record, error] {
	all := x.listed()
	if x.search != "" {
		all = x.server.Finder.All(x.ctx, x.actor, find.Query{Text: x.search, Kind: x.sheet.Kind.Name, Where: x.codes})
	}
	if x.as == "jsonl" {
		return all
	}
	return func(yield func(record.Record, error) bool) {
		var some []record.Record
		flush := func() bool {
			if err := x.learn(some); err != nil {
				return yield(record.Record{}, err) && false
			}
			for _, r := range some {
				if !yield(r, nil) {
					return false
				}
			}
			some = some[:0]
			return true
		}
		for r, err := range all {
			if err != nil {
				yield(r, err)
				return
			}
			if some = append(some, r); len(some) == learned && !flush() {
				return
			}
		}
		flush()
	}
}

// listed goes through the whole list, page by page.
func (x *exporting) listed() iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for q := x.list; ; {
			page, err := x.server.Office.List(x.ctx, x.actor, q)
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
	if len(x.titles) > mostTitles {
		clear(x.titles)
	}
	var ids []string
	refers := map[string]string{}
	for _, f := range x.sheet.Kind.Fields {
		to, ok := record.Refers(f.Type)
		if k, err := x.server.Office.Kind(to); !ok || err != nil || !k.TitleField().Filter {
			continue
		}
		for _, r := range records {
			for _, id := range record.Ids(r.Fields[f.Name]) {
				if _, known := x.titles[id]; !known {
					x.titles[id], refers[id] = "", to
					ids = append(ids, id)
				}
			}
		}
	}
	if ids == nil {
		return nil
	}
	titles, err := x.server.Office.Titles(x.ctx, x.actor, x.sheet.Lang, ids...)
	for id, title := range titles {
		if err == nil && title != "" {
			x.titles[id], err = x.telling(refers[id], title)
		}
	}
	return err
}

// telling is a title that names one record only, "" where others have it too.
func (x *exporting) telling(kind, title string) (string, error) {
	k, err := x.server.Office.Kind(kind)
	if err != nil {
		return "", err
	}
	page, err := x.server.Office.List(x.ctx, x.actor, record.Query{Kind: kind, Limit: 2, Where: []record.Term{{Field: k.TitleField().Name, Op: record.Equal, Value: title}}})
	if err != nil || len(page.Records) != 1 {
		return "", err
	}
	return title, nil
}

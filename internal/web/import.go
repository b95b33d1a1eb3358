package web

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// importBatch is how many rows are judged, and saved, in one transaction.
const importBatch = 200

// importForm asks for a file.
func (f *face) importForm(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	return f.showImport(w, r, http.StatusOK, k, page.Importing{}, nil)
}

// importFile tries a file, or saves one that was tried.
func (f *face) importFile(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	owner := door.Person(r).Account
	if token := r.PostFormValue("kept"); token != "" {
		held, ok := f.kept.fetch(owner, k.Name, token)
		if !ok {
			return f.showImport(w, r, http.StatusUnprocessableEntity, k, page.Importing{}, fault.Invalid("file", text.Message(text.ImportGone)))
		}
		return f.saveRows(w, r, k, held)
	}
	name, data, err := uploaded(r)
	if err != nil {
		return err
	}
	shown, err := f.tryRows(r, k, name, data)
	if mendable(err) || fault.Is(err, fault.CodeLimit) {
		return f.showImport(w, r, http.StatusUnprocessableEntity, k, page.Importing{}, fault.At(err, "file"))
	}
	if err != nil {
		return err
	}
	return f.showImport(w, r, http.StatusOK, k, shown, nil)
}

// uploaded reads the file of the form; no file is one without a name.
func uploaded(r *http.Request) (string, []byte, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return "", nil, nil
	}
	header := r.MultipartForm.File["file"][0]
	file, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	return header.Filename, data, err
}

// rowFault is what is wrong with a row.
type rowFault struct {
	line int
	err  error
}

// judged reads a file and tells its good rows from the others.
func (f *face) judged(r *http.Request, k record.Kind, name string, data []byte) (good []sheet.Row, bad []rowFault, err error) {
	actor := door.Person(r).Actor
	n := f.names(r.Context(), actor, door.Lang(r))
	table, err := sheet.Read(k, name, bytes.NewReader(data), int64(len(data)), n.resolve)
	if err != nil {
		return nil, nil, err
	}
	for rows := range slices.Chunk(table.Rows, importBatch) {
		trials, err := f.Office.Try(r.Context(), actor, drafts(k, rows)...)
		if err != nil {
			return nil, nil, err
		}
		for i, row := range rows {
			if wrong := joined(row.Err, trials[i]); wrong != nil {
				bad = append(bad, rowFault{row.Line, wrong})
			} else {
				good = append(good, row)
			}
		}
	}
	return good, bad, nil
}

// joined leaves out what the office says of a field that could not even be read.
func joined(cells, trial error) error {
	list := []error{cells}
	for _, e := range fault.All(trial) {
		if !slices.ContainsFunc(fault.All(cells), func(c *fault.Error) bool { return c.Field == e.Field }) {
			list = append(list, e)
		}
	}
	return fault.Join(list...)
}

func drafts(k record.Kind, rows []sheet.Row) []record.Draft {
	list := make([]record.Draft, len(rows))
	for i, row := range rows {
		list[i] = record.Draft{Kind: k.Name, Fields: row.Fields}
	}
	return list
}

// tryRows is the dry run. The file is kept if any of it can be saved.
func (f *face) tryRows(r *http.Request, k record.Kind, name string, data []byte) (page.Importing, error) {
	lang := door.Lang(r)
	good, bad, err := f.judged(r, k, name, data)
	if err != nil {
		return page.Importing{}, err
	}
	shown := page.Importing{Tried: true, Name: name, Good: text.ImportGood.In(lang, len(good)), Rows: refused(k, bad, lang)}
	if len(bad) > 0 {
		shown.Bad = text.ImportBad.In(lang, len(bad))
	}
	if len(good) > 0 {
		shown.Confirm, err = f.kept.keep(door.Person(r).Account, k.Name, name, data)
	}
	return shown, err
}

// refused says what is wrong, line by line; of very many, the first.
func refused(k record.Kind, bad []rowFault, lang text.Lang) []page.Refused {
	const most = 500
	var list []page.Refused
	for _, b := range bad {
		for _, e := range fault.Shown(b.err) {
			field, _ := k.Field(e.Field)
			if len(list) < most {
				list = append(list, page.Refused{Line: strconv.Itoa(b.line), Field: field.Label.In(lang), Text: e.In(lang)})
			}
		}
	}
	return list
}

// saveRows saves the good rows of a file. The key of the form makes a second
// click harmless, batch by batch.
func (f *face) saveRows(w http.ResponseWriter, r *http.Request, k record.Kind, s sheaf) error {
	good, bad, err := f.judged(r, k, s.name, s.data)
	if err != nil {
		return err
	}
	lang, made, batch := door.Lang(r), 0, 0
	for rows := range slices.Chunk(good, importBatch) {
		key := r.PostFormValue("key")
		if key != "" {
			key = fmt.Sprintf("%s/%d", key, batch)
		}
		batch++
		_, err := f.Office.Put(r.Context(), door.Person(r).Actor, key, drafts(k, rows)...)
		if mendable(err) {
			bad = append(bad, inRows(rows, err)...)
			continue
		}
		if err != nil {
			return err
		}
		made += len(rows)
	}
	if f.Settle != nil {
		if err := f.Settle(r.Context()); err != nil {
			return err
		}
	}
	shown := page.Importing{Made: text.ImportMade.In(lang, made), Name: s.name, Rows: refused(k, bad, lang), Tried: len(bad) > 0}
	if len(bad) > 0 {
		shown.Bad = text.ImportBad.In(lang, len(bad))
	}
	return f.showImport(w, r, http.StatusOK, k, shown, nil)
}

// inRows tells which rows the faults of a batch belong to.
func inRows(rows []sheet.Row, err error) []rowFault {
	var list []rowFault
	for _, e := range fault.All(err) {
		there := *e
		line := rows[0].Line
		if item, name, ok := strings.Cut(e.Field, "."); ok {
			if at, err := strconv.Atoi(item); err == nil && at >= 1 && at <= len(rows) {
				line, there.Field = rows[at-1].Line, name
			}
		}
		list = append(list, rowFault{line, &there})
	}
	return list
}

// resolve implements sheet.Resolve: a cell may name a record by its title or by a
// value that only it holds.
func (n *names) resolve(kind, said string) (string, error) {
	k, err := n.Office.Kind(kind)
	if err != nil {
		return "", err
	}
	ids := map[string]bool{}
	for i, f := range k.Fields {
		v, err := f.Type.Parse(said)
		value, isText := v.(string)
		if err != nil || !isText || !f.Filter || i > 0 && !f.Unique {
			continue
		}
		p, err := n.Office.List(n.ctx, n.actor, record.Query{Kind: kind, Limit: 2, Where: []record.Term{{Field: f.Name, Op: record.Equal, Value: value}}})
		if fault.Is(err, fault.CodeInvalid) { // he may not filter by it
			continue
		}
		if err != nil {
			return "", err
		}
		for _, r := range p.Records {
			ids[r.ID] = true
		}
	}
	if len(ids) != 1 {
		return "", fault.Invalid("", text.NoSuchReference, k.Label, said)
	}
	for id := range ids {
		said = id
	}
	return said, nil
}

func (f *face) showImport(w http.ResponseWriter, r *http.Request, status int, k record.Kind, shown page.Importing, wrong error) error {
	lang := door.Lang(r)
	shown.Kind = page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}
	shown.Action, shown.Template = "/import/"+k.Name, "/api/templates/"+k.Name
	inputs := []page.Input{{Name: "file", Label: text.ImportFile.In(lang), Form: page.FormFiles, Required: true}}
	shown.Faults = placed(inputs, wrong, lang)
	shown.File = inputs[0]
	frame, err := f.frame(r, text.ImportTitle.In(lang, k.Label))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.ImportPage(frame, shown))
}

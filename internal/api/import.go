package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// batchRows is how many rows enter in one transaction.
const batchRows = 200

// importView tells what became of a file.
type importView struct {
	Dry      bool          `json:"dry"`
	Rows     int           `json:"rows"`
	Accepted int           `json:"accepted"` // rows that are, or in a dry run would be, made
	Made     []madeView    `json:"made"`
	Refused  []refusedView `json:"refused"`
	Unknown  []string      `json:"unknown"` // columns that are no field
}

type madeView struct {
	Line  int    `json:"line"`
	ID    string `json:"id"`
	Rev   int64  `json:"rev"`
	State string `json:"state"`
}

type refusedView struct {
	Line  int       `json:"line"`
	Label labelView `json:"label"` // of the field
	faultView
}

// importFile answers POST /api/import/{kind}.
func (s *server) importFile(w http.ResponseWriter, r *http.Request) error {
	i, err := s.importer(r)
	if err != nil {
		return err
	}
	name, body, size, err := upload(r)
	if err == nil && name == "" {
		err = fault.Invalid("name", text.NameMissing)
	}
	if err != nil {
		return err
	}
	table, err := sheet.Read(i.kind, name, body, size, i.resolve)
	if err != nil {
		if fault.All(err) == nil {
			err = oversize(err)
		}
		return err
	}
	if err := i.run(table); err != nil {
		return err
	}
	return write(w, http.StatusOK, i.importView)
}

// importer is one import.
type importer struct {
	importView
	office *office.Office
	ctx    context.Context
	actor  access.Actor
	lang   text.Lang
	kind   record.Kind
	key    string
	step   string                            // to be taken with every record made, "" for none
	unique map[string]int                    // values of unique fields, and the lines they stand in
	known  map[string]func() (string, error) // what references were resolved to
	given  map[int]map[string]any            // by line: what only the step may set
}

// importer reads what is asked for, and refuses at once whoever could make nothing.
func (s *server) importer(r *http.Request) (*importer, error) {
	params := r.URL.Query()
	i := &importer{office: s.Office, ctx: r.Context(), actor: actor(r), lang: lang(r), step: params.Get("step"), unique: map[string]int{}, known: map[string]func() (string, error){}, given: map[int]map[string]any{}}
	i.Made, i.Refused = []madeView{}, []refusedView{}
	var err error
	if i.kind, err = s.Office.Kind(r.PathValue("kind")); err != nil {
		return nil, err
	}
	if !access.MayCreate(i.actor, i.kind) {
		return nil, cmp.Or(access.Create(i.actor, i.kind, record.Record{}), fault.Denied(text.NotAllowed))
	}
	if i.step != "" {
		if _, err := s.Office.Processes[i.kind.Name].Find(i.step, i.kind.First()); err != nil {
			return nil, err
		}
	}
	switch dry := params.Get("dry"); dry {
	case "", "0", "1":
		i.Dry = dry == "1"
	default:
		return nil, fault.Invalid("dry", text.JSONMember, "dry")
	}
	i.key, err = keyOf(r)
	return i, err
}

func (i *importer) run(t sheet.Table) error {
	i.Rows, i.Unknown = len(t.Rows), orEmpty(t.Unknown)
	n := 0
	for rows := range slices.Chunk(t.Rows, batchRows) {
		if err := i.batch(n, rows); err != nil {
			return err
		}
		n++
	}
	slices.SortStableFunc(i.Refused, func(a, b refusedView) int { return cmp.Compare(a.Line, b.Line) })
	return nil
}

// batch judges the rows, makes those that are right, and takes the step with them.
func (i *importer) batch(n int, rows []sheet.Row) error {
	i.hold(rows)
	trials, err := i.office.Try(i.ctx, i.actor, drafts(i.kind, rows)...)
	if err != nil {
		return err
	}
	var good []sheet.Row
	for j, row := range rows {
		if err := i.judge(row, trials[j]); err != nil {
			i.refuse(row.Line, err)
		} else {
			good = append(good, row)
		}
	}
	if i.Dry {
		i.Accepted += len(good)
		return nil
	}
	good, saved, err := each(good, i.refuseRow, func(rows []sheet.Row) ([]record.Record, error) {
		return i.office.Put(i.ctx, i.actor, i.keyFor(n, ""), drafts(i.kind, rows)...)
	})
	if err != nil {
		return err
	}
	i.Accepted += len(good)
	lines := map[string]int{}
	for j, r := range saved {
		if len(saved) == len(good) {
			lines[r.ID] = good[j].Line
		}
	}
	return i.take(n, saved, lines)
}

// hold takes out of the rows what only a step may set, to be given with the step
// that is asked for. Without one it stays, and the row is refused.
func (i *importer) hold(rows []sheet.Row) {
	if i.step == "" {
		return
	}
	for _, row := range rows {
		given := map[string]any{}
		for _, f := range i.kind.Fields {
			if v, ok := row.Fields[f.Name]; ok && f.Step {
				given[f.Name] = v
				delete(row.Fields, f.Name)
			}
		}
		i.given[row.Line] = given
	}
}

func drafts(k record.Kind, rows []sheet.Row) []record.Draft {
	list := make([]record.Draft, len(rows))
	for i, row := range rows {
		list[i] = record.Draft{Kind: k.Name, Fields: row.Fields}
	}
	return list
}

// keyFor is the key of one batch of a request that has a key.
func (i *importer) keyFor(batch int, step string) string {
	if i.key == "" {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%s/%d/%s", i.key, batch, step), "/")
}

// judge joins what is wrong with the cells, with the record they would make, and
// with it beside the rows above.
func (i *importer) judge(row sheet.Row, trial error) error {
	wrong := []error{row.Err}
	at := map[string]bool{}
	for _, f := range fault.All(row.Err) {
		at[f.Field] = true
	}
	for _, f := range fault.All(trial) {
		if !at[f.Field] {
			wrong = append(wrong, f)
		}
	}
	for _, f := range i.kind.Fields {
		v, ok := row.Fields[f.Name]
		if !ok || !f.Unique {
			continue
		}
		value := f.Name + "=" + string(record.Canonical(v))
		if line, taken := i.unique[value]; taken && fault.All(trial) == nil {
			wrong = append(wrong, fault.Invalid(f.Name, text.TwiceInFile, line))
		} else if !taken {
			i.unique[value] = row.Line
		}
	}
	return fault.Join(wrong...)
}

func (i *importer) refuse(line int, err error) {
	for _, f := range faultsOf(err, i.lang) {
		field, _ := i.kind.Field(f.Field)
		i.Refused = append(i.Refused, refusedView{line, labelOf(field.Label), f})
	}
}

func (i *importer) refuseRow(row sheet.Row, err error) { i.refuse(row.Line, err) }

// take takes the step with the records just made, and lists them.
func (i *importer) take(n int, saved []record.Record, lines map[string]int) error {
	now := map[string]record.Record{}
	if i.step != "" {
		refuse := func(r record.Record, err error) { i.refuse(lines[r.ID], err) }
		_, taken, err := each(saved, refuse, func(records []record.Record) ([]record.Record, error) {
			moves := make([]office.Move, len(records))
			for j, r := range records {
				moves[j] = office.Move{Kind: r.Kind, ID: r.ID, Rev: 1, Step: i.step, Fields: i.given[lines[r.ID]]}
			}
			return i.office.Take(i.ctx, i.actor, i.keyFor(n, i.step), moves...)
		})
		if err != nil {
			return err
		}
		for _, r := range taken {
			now[r.ID] = r
		}
	}
	for _, r := range saved {
		if newer, ok := now[r.ID]; ok {
			r = newer
		}
		i.Made = append(i.Made, madeView{lines[r.ID], r.ID, r.Rev, r.State})
	}
	return nil
}

// each does something with items, all or none; while single items are at fault, it
// refuses those and does it with the rest. It returns the items it was done with.
func each[T any](items []T, refuse func(T, error), do func([]T) ([]record.Record, error)) ([]T, []record.Record, error) {
	for len(items) > 0 {
		saved, err := do(items)
		if err == nil {
			return items, saved, nil
		}
		byItem, ok := sortFaults(err, len(items))
		if !ok {
			return nil, nil, err
		}
		var left []T
		for j, item := range items {
			if wrong := byItem[j]; wrong != nil {
				refuse(item, fault.Join(wrong...))
			} else {
				left = append(left, item)
			}
		}
		items = left
	}
	return nil, nil, nil
}

// sortFaults tells which item each fault belongs to. What belongs to none belongs
// to all, unless it is an outage.
func sortFaults(err error, n int) (map[int][]error, bool) {
	all := fault.All(err)
	byItem := map[int][]error{}
	for _, f := range all {
		switch f.Code {
		case fault.CodeInvalid, fault.CodeDenied, fault.CodeMissing, fault.CodeConflict:
		default:
			return nil, false
		}
		at, field := 0, f.Field
		if n > 1 {
			item, rest, _ := strings.Cut(f.Field, ".")
			number, err := strconv.Atoi(item)
			at, field = number-1, rest
			if err != nil || at < 0 || at >= n {
				for j := range n {
					byItem[j] = append(byItem[j], f)
				}
				continue
			}
		}
		one := *f
		one.Field = field
		byItem[at] = append(byItem[at], &one)
	}
	return byItem, all != nil
}

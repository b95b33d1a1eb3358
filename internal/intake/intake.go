// Package intake brings a spreadsheet into the office: every row judged, all that is
// wrong with it said, the good ones made in batches.
//
// It is the same for the interface and for the pages. A batch enters in one
// transaction; of a batch with wrong rows the others still enter.
package intake

import (
	"cmp"
	"context"
	"fmt"
	"io"
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

// Batch is how many rows enter in one transaction.
const Batch = 200

// Intake is one file on its way in.
type Intake struct {
	Office *office.Office
	Actor  access.Actor
	Kind   record.Kind
	Key    string // makes a second sending harmless, "" for none
	Step   string // to be taken with every record made, "" for none
	Dry    bool   // whether nothing is to be written
}

// Outcome tells what became of the file.
type Outcome struct {
	Rows     int
	Unknown  []string // columns that are no field
	Accepted int      // rows that are, or in a dry run would be, made
	Made     []Made
	Refused  []Refused // by line
}

// Made is a row that became a record.
type Made struct {
	Line   int
	Record record.Record
}

// Refused is a row that did not, and all that is wrong with it.
type Refused struct {
	Line int
	Err  error
}

// Run reads a file and takes its rows in. It returns an error where the file as a
// whole cannot be read, or the office is out of order.
func (i Intake) Run(ctx context.Context, name string, r io.Reader, size int64) (Outcome, error) {
	w := &work{Intake: i, ctx: ctx, unique: map[string]int{}, known: map[string]func() (string, error){}, given: map[int]map[string]any{}}
	if i.Step != "" {
		if _, err := i.Office.Processes[i.Kind.Name].Find(i.Step, i.Kind.First()); err != nil {
			return w.Outcome, err
		}
	}
	table, err := sheet.Read(i.Kind, name, r, size, w.resolve)
	if err != nil {
		return w.Outcome, err
	}
	w.Rows, w.Unknown = len(table.Rows), table.Unknown
	n := 0
	for rows := range slices.Chunk(table.Rows, Batch) {
		if err := w.batch(n, rows); err != nil {
			return w.Outcome, err
		}
		n++
	}
	slices.SortStableFunc(w.Refused, func(a, b Refused) int { return cmp.Compare(a.Line, b.Line) })
	return w.Outcome, nil
}

// work is an intake under way.
type work struct {
	Intake
	Outcome
	ctx    context.Context
	unique map[string]int                    // values of unique fields, and the lines they stand in
	known  map[string]func() (string, error) // what references were resolved to
	given  map[int]map[string]any            // by line: what only the step may set
}

// batch judges the rows, makes those that are right, and takes the step with them.
func (w *work) batch(n int, rows []sheet.Row) error {
	w.hold(rows)
	trials, err := w.Office.Weigh(w.ctx, w.Actor, acts(w.Kind, rows)...)
	if err != nil {
		return err
	}
	var good []sheet.Row
	for j, row := range rows {
		if err := w.judge(row, trials[j]); err != nil {
			w.refuse(row.Line, err)
		} else {
			good = append(good, row)
		}
	}
	if w.Dry {
		w.Accepted += len(good)
		return nil
	}
	good, saved, err := each(good, w.refuseRow, func(rows []sheet.Row) ([]record.Record, error) {
		return w.Office.Put(w.ctx, w.Actor, w.keyFor(n, ""), drafts(w.Kind, rows)...)
	})
	if err != nil {
		return err
	}
	w.Accepted += len(good)
	lines := map[string]int{}
	for j, r := range saved {
		if len(saved) == len(good) {
			lines[r.ID] = good[j].Line
		}
	}
	return w.take(n, saved, lines)
}

// hold takes out of the rows what only a step may set, to be given with the step
// that is asked for. Without one it stays, and the row is refused.
func (w *work) hold(rows []sheet.Row) {
	if w.Step == "" {
		return
	}
	for _, row := range rows {
		w.given[row.Line] = w.Kind.Hold(row.Fields)
	}
}

func drafts(k record.Kind, rows []sheet.Row) []record.Draft {
	list := make([]record.Draft, len(rows))
	for i, row := range rows {
		list[i] = record.Draft{Kind: k.Name, Fields: row.Fields}
	}
	return list
}

func acts(k record.Kind, rows []sheet.Row) []office.Act {
	list := make([]office.Act, len(rows))
	for i, draft := range drafts(k, rows) {
		list[i].Draft = draft
	}
	return list
}

// keyFor is the key of one batch of a request that has a key.
func (w *work) keyFor(batch int, step string) string {
	if w.Key == "" {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%s/%d/%s", w.Key, batch, step), "/")
}

// judge joins what is wrong with the cells, with the record they would make, and
// with it beside the rows above.
func (w *work) judge(row sheet.Row, trial error) error {
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
	for _, f := range w.Kind.Fields {
		v, ok := row.Fields[f.Name]
		if !ok || !f.Unique {
			continue
		}
		value := f.Name + "=" + string(record.Canonical(v))
		if line, taken := w.unique[value]; taken && fault.All(trial) == nil {
			wrong = append(wrong, fault.Invalid(f.Name, text.TwiceInFile, line))
		} else if !taken {
			w.unique[value] = row.Line
		}
	}
	return fault.Join(wrong...)
}

func (w *work) refuse(line int, err error) {
	w.Refused = append(w.Refused, Refused{line, err})
}

func (w *work) refuseRow(row sheet.Row, err error) { w.refuse(row.Line, err) }

// take takes the step with the records just made, and lists them.
func (w *work) take(n int, saved []record.Record, lines map[string]int) error {
	now := map[string]record.Record{}
	if w.Step != "" {
		refuse := func(r record.Record, err error) { w.refuse(lines[r.ID], err) }
		_, taken, err := each(saved, refuse, func(records []record.Record) ([]record.Record, error) {
			moves := make([]office.Move, len(records))
			for j, r := range records {
				moves[j] = office.Move{Kind: r.Kind, ID: r.ID, Rev: 1, Step: w.Step, Fields: w.given[lines[r.ID]]}
			}
			return w.Office.Take(w.ctx, w.Actor, w.keyFor(n, w.Step), moves...)
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
		w.Made = append(w.Made, Made{lines[r.ID], r})
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

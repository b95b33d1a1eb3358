package intake

import (
	"context"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// judge decides what is to become of rows.
type judge struct {
	clerk   *Clerk
	ctx     context.Context
	actor   access.Actor
	kind    record.Kind
	step    string
	mode    string
	jsonl   bool                              // whether the file leaves out what is empty
	columns map[string]int                    // of the sheet that is read: where a field stands; nil where columns have no letters
	known   map[string]func() (string, error) // what references were resolved to
	called  map[string][]string               // titles of records, in each language
	seen    map[string][]place                // what rows above are about
	twins   *twins                            // nil where likenesses are not asked for
}

// row is one row with what is to become of it.
type row struct {
	sheet.Item
	was     record.Record // the record that is there already; no ID for none
	outcome string
	changes []Change
	act     office.Act // for made and changed
	wrong   []error
	near    []Near
}

// lay prepares for the rows of one sheet.
func (j *judge) lay(format string, l sheet.Layout) {
	j.columns, j.jsonl = map[string]int{}, format == "jsonl"
	for _, c := range l.Columns {
		if c.Field != "" && !j.jsonl {
			j.columns[c.Field] = c.At
		}
	}
}

// batch decides what is to become of some rows.
func (j *judge) batch(items []sheet.Item) ([]*row, error) {
	rows := make([]*row, len(items))
	for i, item := range items {
		rows[i] = &row{Item: item}
		if item.Err != nil {
			rows[i].wrong = []error{item.Err}
		}
	}
	if err := j.find(rows); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := j.decide(r); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// find looks for the records that rows are about: the one whose id they give, or
// those that are about the same thing.
func (j *judge) find(rows []*row) error {
	var about []*row
	var sets []map[string]any
	err := j.clerk.Office.Store.View(j.ctx, func(tx store.Tx) error {
		about, sets = nil, nil
		for _, r := range rows {
			if r.ID == "" {
				about, sets = append(about, r), append(sets, r.Fields)
				continue
			}
			was, err := tx.Record(j.ctx, record.Key{Home: j.clerk.Office.Home, ID: r.ID})
			if err != nil && !fault.Is(err, fault.CodeMissing) {
				return err
			}
			seen, ok := access.View(j.actor, j.kind, was)
			if err != nil || !ok || was.Kind != j.kind.Name {
				r.wrong = append(r.wrong, fault.Invalid("id", text.NoSuchRecord, r.ID))
				continue
			}
			r.was = seen
		}
		return nil
	})
	if err != nil {
		return err
	}
	same, err := j.clerk.Office.Same(j.ctx, j.actor, j.kind.Name, sets...)
	if err != nil {
		return err
	}
	for i, r := range about {
		switch len(same[i]) {
		case 0:
		case 1:
			r.was = same[i][0]
		default:
			r.wrong = append(r.wrong, fault.At(fault.Conflict(text.SeveralSame, j.kind.Label, idsOf(same[i])), j.kind.TitleField().Name))
		}
	}
	return nil
}

func idsOf(records []record.Record) string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return strings.Join(ids, ", ")
}

// decide says what is to become of one row.
func (j *judge) decide(r *row) error {
	if err := j.twice(r); err != nil {
		r.wrong = append(r.wrong, err)
	}
	if r.was.ID == "" {
		r.outcome = store.PartMade
		fields := map[string]any{}
		for name, v := range r.Fields {
			if !record.Empty(v) {
				fields[name] = v
			}
		}
		r.act = office.Act{Sheet: r.Sheet, Line: r.Line, Draft: record.Draft{Kind: j.kind.Name, Fields: fields}, Step: j.step}
		if j.step != "" {
			r.act.Given = j.kind.Hold(fields)
		}
		return nil
	}
	if j.mode == ModeLeave {
		r.outcome, r.wrong = store.PartLeft, nil
		return nil
	}
	fields, err := j.diff(r)
	if err != nil {
		return err
	}
	r.outcome = store.PartLeft
	if len(fields) == 0 {
		return nil
	}
	r.outcome = store.PartChanged
	r.act = office.Act{Sheet: r.Sheet, Line: r.Line, Draft: record.Draft{Kind: j.kind.Name, ID: r.was.ID, Rev: r.was.Rev, Fields: fields}}
	if r.Rev != 0 && r.Rev != r.was.Rev {
		for _, c := range r.changes {
			r.wrong = append(r.wrong, fault.At(fault.Conflict(text.ChangedSince, r.Rev, r.was.Rev, c.Was), c.Field))
		}
	}
	return nil
}

// weigh asks the office whether what is to become of the rows may be.
func (j *judge) weigh(rows []*row) error {
	var acting []*row
	var acts []office.Act
	for _, r := range rows {
		if r.act.Draft.Kind != "" && !r.twice() {
			acting, acts = append(acting, r), append(acts, r.act)
		}
	}
	if acts == nil {
		return nil
	}
	said, err := j.clerk.Office.Weigh(j.ctx, j.actor, acts...)
	if err != nil {
		return err
	}
	for i, r := range acting {
		r.refuse(said[i])
	}
	return nil
}

// refuse adds what the office says against a row, but for fields whose cells cannot
// be read anyway.
func (r *row) refuse(err error) {
	at := map[string]bool{}
	for _, f := range fault.All(r.Err) {
		at[f.Field] = true
	}
	for _, f := range fault.All(err) {
		if !at[f.Field] {
			r.wrong = append(r.wrong, f)
		}
	}
}

// refused reports whether anything is wrong with the row.
func (r *row) refused() bool { return len(r.wrong) > 0 }

func (r *row) twice() bool {
	return slices.ContainsFunc(fault.All(fault.Join(r.wrong...)), func(f *fault.Error) bool { return f.Msg == text.TwiceInSheet || f.Msg == text.TwiceInFile })
}

// place is where a row stands, and what only it may hold.
type place struct {
	sheet  string
	line   int
	unique map[string]string
}

// twice refuses a row that is about the same thing as one above, and notes it otherwise.
func (j *judge) twice(r *row) error {
	here := place{r.Sheet, r.Line, map[string]string{}}
	field, keys := j.kind.TitleField().Name, []string{}
	for _, f := range j.kind.Fields {
		if v, ok := r.Fields[f.Name].(string); ok && f.Unique && v != "" {
			here.unique[f.Name] = v
			keys = append(keys, f.Name+"="+v)
		}
	}
	if r.was.ID != "" {
		keys = append(keys, "id="+r.was.ID)
	}
	alike := j.kind.AlikeKey(r.Fields)
	if r.ID == "" && alike != "" {
		keys = append(keys, "alike="+alike)
	}
	for _, key := range keys {
		for _, above := range j.seen[key] {
			if !strings.HasPrefix(key, "alike=") || !above.differs(here) {
				return above.twice(field)
			}
		}
	}
	if r.refused() {
		return nil
	}
	for _, key := range keys {
		j.seen[key] = append(j.seen[key], here)
	}
	return nil
}

// twice is what is said of a row that is about the same thing as this one.
func (p place) twice(field string) error {
	if p.sheet == "" {
		return fault.At(fault.Conflict(text.TwiceInFile, p.line), field)
	}
	return fault.At(fault.Conflict(text.TwiceInSheet, p.sheet, p.line), field)
}

// differs reports whether two rows hold different values of a unique field.
func (p place) differs(o place) bool {
	for name, v := range p.unique {
		if w, ok := o.unique[name]; ok && w != v {
			return true
		}
	}
	return false
}

// verdict is what a trial says of the row.
func (j *judge) verdict(r *row) Verdict {
	title := record.Record{Fields: r.Fields}
	if _, ok := r.Fields[j.kind.TitleField().Name]; !ok {
		title = r.was
	}
	v := Verdict{Sheet: r.Sheet, Line: r.Line, Outcome: r.outcome, Title: j.kind.Title(title, text.ZH), Record: r.was.ID, Changes: r.changes, Near: r.near}
	if v.Title == "" {
		v.Title = r.Said[j.kind.TitleField().Name]
	}
	for _, f := range fault.All(fault.Join(r.wrong...)) {
		v.Faults = append(v.Faults, j.problem(r, f.Field, text.Label{ZH: f.In(text.ZH), EN: f.In(text.EN)}))
	}
	slices.SortStableFunc(v.Faults, func(a, b Problem) int { return j.place(a.Field) - j.place(b.Field) })
	for _, d := range r.Doubts {
		v.Doubts = append(v.Doubts, j.problem(r, d.Field, text.Label(d.Text)))
	}
	if r.refused() {
		v.Outcome, v.Changes, v.Near = store.PartRefused, nil, nil
	}
	return v
}

// place is where a field stands in the row; what does not stand there comes first.
func (j *judge) place(field string) int {
	if at, ok := j.columns[field]; ok {
		return at
	}
	return -1
}

func (j *judge) problem(r *row, field string, said text.Label) Problem {
	p := Problem{Field: field, Said: r.Said[field], Text: said}
	if at, ok := j.columns[field]; ok {
		p.Column = letter(at)
	}
	return p
}

package report

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Bundle is a figure with all that an outsider needs to check it offline: the whole
// definition, the records as the public sees them, and proof that each stands
// in the journal. docs/journal.md specifies it.
type Bundle struct {
	Version int               `json:"version"`
	Home    string            `json:"home"`
	Key     string            `json:"key"` // verifier key of the journal
	Figure  string            `json:"figure"`
	Region  string            `json:"region"`
	Period  string            `json:"period"`
	Only    map[string]string `json:"only"`  // by cut, the one code that counts
	Scale   int64             `json:"scale"` // 0 for one part, else that of a ratio of two
	Value   *int64            `json:"value"` // nil where a ratio has nothing underneath
	Parts   []BundlePart      `json:"parts"`
	journal.Proven
}

// BundlePart is a figure that is no ratio: how it is defined, and its value.
type BundlePart struct {
	Definition
	Value int64 `json:"value"`
}

// Definition is how a figure that is no ratio is computed.
type Definition struct {
	Figure  string   `json:"figure"`
	Kind    string   `json:"kind"`
	States  []string `json:"states"`
	Where   []Test   `json:"where"`
	Day     string   `json:"day"`
	Area    string   `json:"area"` // field that holds the region
	Measure Measure  `json:"measure"`
	Of      string   `json:"of"`
	Stock   bool     `json:"stock"`
	Cuts    []string `json:"cuts"`
}

// BundleVersion is the version of the bundles written today.
const BundleVersion = 2

// Definition is the figure as a bundle carries it.
func (f Figure) Definition() Definition {
	d := Definition{
		Figure: f.Name, Kind: f.Kind, States: f.States, Where: f.Where, Day: f.Day, Area: f.Region,
		Measure: f.Measure, Of: f.Of, Stock: f.Stock, Cuts: f.Cuts,
	}
	d.settle()
	return d
}

// settle makes empty lists of missing ones, so that definitions compare.
func (d *Definition) settle() {
	if d.States == nil {
		d.States = []string{}
	}
	if d.Where == nil {
		d.Where = []Test{}
	}
	if d.Cuts == nil {
		d.Cuts = []string{}
	}
}

// figure is the definition as a figure that can judge records.
func (d Definition) figure() Figure {
	return Figure{
		Name: d.Figure, Kind: d.Kind, States: d.States, Where: d.Where, Day: d.Day, Region: d.Area,
		Measure: d.Measure, Of: d.Of, Stock: d.Stock, Cuts: d.Cuts,
	}
}

// Shown are the fields that the proof of a value shows.
func (v Value) Shown() []string {
	var fields []string
	for _, p := range v.Parts {
		fields = append(fields, p.Figure.Fields()...)
	}
	for cut := range v.Only {
		fields = append(fields, cut)
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

// Pack puts a value and its evidence into a bundle.
func Pack(home, key string, v Value, p journal.Proven) Bundle {
	b := Bundle{
		Version: BundleVersion, Home: home, Key: key, Figure: v.Figure.Name, Region: v.Region, Period: v.Period.String(), Only: v.Only, Proven: p,
	}
	if b.Only == nil {
		b.Only = map[string]string{}
	}
	if v.Figure.Ratio != nil {
		b.Scale = v.Figure.Ratio.Scale
	}
	if !v.None {
		b.Value = &v.Value
	}
	for _, part := range v.Parts {
		b.Parts = append(b.Parts, BundlePart{part.Figure.Definition(), part.Value})
	}
	return b
}

// Defines reports whether the bundle is defined as the figure of its name is.
func (b Bundle) Defines(figures []Figure) bool {
	i := slices.IndexFunc(figures, func(f Figure) bool { return f.Name == b.Figure })
	if i < 0 {
		return false
	}
	parts, err := figures[i].Parts(figures)
	if err != nil || len(parts) != len(b.Parts) || len(parts) == 2 && b.Scale != figures[i].Ratio.Scale {
		return false
	}
	for n, p := range parts {
		want := p.Definition()
		if b.Version == 1 {
			want.Cuts = []string{} // version 1 knew none
		}
		if !reflect.DeepEqual(want, b.Parts[n].Definition) {
			return false
		}
	}
	return true
}

// Check recomputes the figure from the evidence, under the key that the caller
// trusts. It returns an altered fault that names the first thing that does not agree.
func (b Bundle) Check(key string) error {
	if b.Version < 1 || b.Version > BundleVersion {
		return fault.Altered(text.BundleVersion, b.Version, BundleVersion)
	}
	if len(b.Parts) != 1 && (len(b.Parts) != 2 || b.Scale <= 0) || len(b.Parts) == 1 && b.Scale != 0 {
		return fault.Altered(text.FigureUndefined, b.Figure)
	}
	records, err := b.Open(key)
	if err != nil {
		return err
	}
	period, err := ParsePeriod(b.Period)
	if err != nil {
		return err
	}
	if b.Version == 1 && (period != PeriodOf(period.To) || b.Region != Province(b.Region)) {
		return fault.Invalid("period", text.PeriodForm)
	}
	q := Query{Period: period, Region: b.Region, Only: b.Only}
	if err := q.region(); err != nil {
		return err
	}
	sums := make([]tally, len(b.Parts))
	before := ""
	for _, r := range records {
		belongs := false
		for i, p := range b.Parts {
			belongs = sums[i].add(p.figure(), q, r) || belongs
		}
		if !belongs || r.ID <= before {
			return fault.Altered(text.RecordForeign, r.ID)
		}
		before = r.ID
	}
	return b.agrees(sums)
}

func (b Bundle) agrees(sums []tally) error {
	for i, p := range b.Parts {
		if sums[i].value != p.Value {
			return fault.Altered(text.FigureDiffers, p.Figure, fmt.Sprint(p.Value), fmt.Sprint(sums[i].value))
		}
		for cut := range b.Only {
			if !slices.Contains(p.Cuts, cut) {
				return fault.Altered(text.FigureUndefined, b.Figure)
			}
		}
	}
	value, some := sums[0].value, true
	if b.Scale > 0 {
		value, some = Divide(sums[0].value, sums[1].value, b.Scale)
	}
	if some != (b.Value != nil) || some && *b.Value != value {
		return fault.Altered(text.FigureDiffers, b.Figure, number(b.Value), number(&value))
	}
	return nil
}

func number(n *int64) string {
	if n == nil {
		return "–"
	}
	return fmt.Sprint(*n)
}

// tally is what records make of a figure, one by one.
type tally struct {
	value int64
	seen  map[string]bool
}

// add counts a record, unless the figure does not.
func (t *tally) add(f Figure, q Query, r record.Record) bool {
	value, ok := f.counts(q, r)
	if !ok {
		return false
	}
	if f.Measure == Distinct {
		of, _ := r.Fields[f.Of].(string)
		if t.seen == nil {
			t.seen = map[string]bool{}
		}
		if t.seen[of] {
			value = 0
		}
		t.seen[of] = true
	}
	t.value += value
	return true
}

// counts is what a record adds to a figure, or false if it is not counted.
func (f Figure) counts(q Query, r record.Record) (int64, bool) {
	day := word(r, f.Day)
	if r.Kind != f.Kind || !slices.Contains(f.States, r.State) || (record.Date{}).Check(day) != nil {
		return 0, false
	}
	if day > q.Period.To || day < q.Period.From && !f.Stock || !Within(word(r, f.Region), q.Region) {
		return 0, false
	}
	for cut, code := range q.Only {
		if word(r, cut) != code {
			return 0, false
		}
	}
	for _, t := range f.Where {
		if !t.holds(r) {
			return 0, false
		}
	}
	switch f.Measure {
	case Sum:
		value, ok := r.Fields[f.Of].(int64)
		return value, ok
	case Distinct:
		return 1, word(r, f.Of) != ""
	}
	return 1, f.Measure == Count
}

func (t Test) holds(r record.Record) bool {
	value := word(r, t.Field)
	switch t.Is {
	case OneOf:
		return slices.Contains(t.Codes, value)
	case NoneOf:
		return value != "" && !slices.Contains(t.Codes, value)
	case Given:
		return value != ""
	case Absent:
		return value == ""
	}
	a, b := Province(value), Province(word(r, t.Other))
	return a != "" && b != "" && (t.Is == Same && a == b || t.Is == Apart && a != b)
}

func word(r record.Record, field string) string {
	s, _ := r.Fields[field].(string)
	return s
}

// Open checks that every record of the bundle stands in the journal whose key the
// caller trusts, and returns what they show. A bundle without a figure, such as
// the proof of a single record, holds no more than that.
func (b Bundle) Open(key string) ([]record.Record, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, fault.Invalid("key", text.BadRequest, err.Error())
	}
	checkpoint, err := journal.Open(b.Checkpoint, verifier)
	if err != nil || checkpoint.Origin != b.Home {
		return nil, fault.Altered(text.CheckpointForged, b.Home)
	}
	records := make([]record.Record, len(b.Records))
	for i, e := range b.Records {
		if records[i], err = b.open(e, checkpoint); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// open checks one piece of evidence and returns the record that it shows. The
// values are brought to canonical form first, so that the layout of the file
// does not matter.
func (b Bundle) open(e journal.Evidence, c journal.Checkpoint) (record.Record, error) {
	header, err := record.ParseKept(e.Header)
	if err != nil {
		return record.Record{}, fault.Altered(text.RecordAltered, "?", err.Error())
	}
	var r record.Record
	r.ID, _ = header["id"].(string)
	r.Home, _ = header["home"].(string)
	r.Kind, _ = header["kind"].(string)
	r.State, _ = header["state"].(string)
	raw, err := json.Marshal(e.Fields)
	if err != nil {
		return r, fmt.Errorf("read evidence of %s: %w", r.ID, err)
	}
	if r.Fields, err = record.ParseKept(raw); err != nil {
		return r, fault.Altered(text.RecordAltered, r.ID, err.Error())
	}
	e.Header = record.CanonicalFields(header)
	e.Fields = map[string]json.RawMessage{}
	for name, v := range r.Fields {
		e.Fields[name] = record.Canonical(v)
	}
	if err := e.Check(c); err != nil || r.Home != b.Home {
		return r, fault.Altered(text.RecordAltered, r.ID, fmt.Sprint(err))
	}
	return r, nil
}

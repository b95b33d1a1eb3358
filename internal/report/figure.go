// Package report computes figures from records and shows how each came about.
//
// A figure is a value that package figure declares; the columns it is computed from
// follow the journal and can be thrown away at any time. Newcomers tend to add a
// stored total: there is none, and there must be none.
package report

import (
	"fmt"
	"slices"
	"strings"

	"heitu/internal/record"
	"heitu/internal/text"
)

// Figure declares an indicator: in words, and as a query over the records of one kind.
type Figure struct {
	Name      string // stable
	Label     text.Label
	Help      text.Label // the definition in words
	Unit      text.Label // 项, 份, 元, % …
	Kind      string     // the kind of record counted
	States    []string   // the states in which it counts
	Where     []Test     // what else must hold
	Day       string     // date field by which it falls into a period
	Region    string     // choice field by which it falls into a region
	Measure   Measure
	Of        string    // the field added up, or whose values are counted once; "" for Count
	Ratio     *Ratio    // set instead of states, tests, day and measure
	Stock     bool      // everything up to the end of the period, not only what falls into it
	Qualifier Qualifier // Done where ""
	Cuts      []string  // choice fields by which it can be cut, besides the region
	Places    int       // decimals of the value: 2 where it is kept in hundredths, such as fen
}

// Measure says what is made of the records.
type Measure string

// The measures.
const (
	Count    Measure = "count"    // how many records
	Sum      Measure = "sum"      // the sum of a field of money or integers
	Distinct Measure = "distinct" // how many different values a field has
)

// Ratio makes a figure out of two others: over ÷ under × scale, rounded half up.
type Ratio struct {
	Over, Under string // names of figures of the same kind
	Scale       int64
	Share       bool // a part of its whole, which grows by percentage points
}

// Qualifier says what a value speaks of.
type Qualifier string

// The qualifiers of statements and figures.
const (
	Done       Qualifier = "done"       // 已完成
	Planned    Qualifier = "planned"    // 将、拟
	Proposed   Qualifier = "proposed"   // 建议
	Cumulative Qualifier = "cumulative" // 累计
)

// Test is one condition on a record.
type Test struct {
	Field string   `json:"field"`
	Is    Relation `json:"is"`
	Codes []string `json:"codes,omitempty"` // for OneOf and NoneOf
	Other string   `json:"other,omitempty"` // the second field, for Same and Apart
}

// Relation is what a test demands of its field.
type Relation string

// The relations.
const (
	OneOf  Relation = "one of"  // one of the codes
	NoneOf Relation = "none of" // given, and none of the codes
	Same   Relation = "same"    // in the same province as the other field; both given
	Apart  Relation = "apart"   // in another province than the other field; both given
	Given  Relation = "given"   // there
	Absent Relation = "missing" // not there
)

// Said is the qualifier of the figure.
func (f Figure) Said() Qualifier {
	switch {
	case f.Qualifier != "":
		return f.Qualifier
	case f.Stock:
		return Cumulative
	}
	return Done
}

// Fields are the fields that decide about the figure, for all that is not a ratio.
func (f Figure) Fields() []string {
	fields := []string{f.Day, f.Region}
	if f.Of != "" {
		fields = append(fields, f.Of)
	}
	for _, t := range f.Where {
		fields = append(fields, t.Field)
		if t.Other != "" {
			fields = append(fields, t.Other)
		}
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

// Format writes a value of the figure with its decimals, as far as there are any.
func (f Figure) Format(v int64) string {
	if f.Places == 0 {
		return strings.TrimSuffix(record.Yuan(v*100), ".00")
	}
	return strings.TrimSuffix(record.Yuan(v), ".00")
}

// Parts are the figures of which this one is made: itself, or the two of a ratio.
func (f Figure) Parts(all []Figure) ([]Figure, error) {
	if f.Ratio == nil {
		return []Figure{f}, nil
	}
	var parts []Figure
	for _, name := range []string{f.Ratio.Over, f.Ratio.Under} {
		i := slices.IndexFunc(all, func(g Figure) bool { return g.Name == name })
		if i < 0 || all[i].Ratio != nil {
			return nil, fmt.Errorf("figure %s: %q is no figure to divide", f.Name, name)
		}
		parts = append(parts, all[i])
	}
	return parts, nil
}

// Valid reports why the figure cannot be computed from public records of the kind.
func (f Figure) Valid(kinds []record.Kind, all []Figure) error {
	parts, err := f.Parts(all)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(kinds, func(k record.Kind) bool { return k.Name == f.Kind })
	if i < 0 {
		return fmt.Errorf("figure %s: unknown kind %q", f.Name, f.Kind)
	}
	if f.Places != 0 && f.Places != 2 {
		return fmt.Errorf("figure %s: it has %d places, want 0 or 2", f.Name, f.Places)
	}
	if slices.Contains(f.Cuts, ByRegion) {
		return fmt.Errorf("figure %s: every figure is cut by region", f.Name)
	}
	if f.Ratio != nil {
		return f.validRatio(parts)
	}
	return f.validQuery(kinds[i])
}

func (f Figure) validRatio(parts []Figure) error {
	for _, p := range parts {
		if p.Kind != f.Kind || p.Region != f.Region || p.Stock != f.Stock {
			return fmt.Errorf("figure %s: %s is of another kind, region or span", f.Name, p.Name)
		}
		for _, cut := range f.Cuts {
			if !slices.Contains(p.Cuts, cut) {
				return fmt.Errorf("figure %s: %s cannot be cut by %s", f.Name, p.Name, cut)
			}
		}
	}
	if f.Ratio.Scale <= 0 {
		return fmt.Errorf("figure %s: its scale is %d", f.Name, f.Ratio.Scale)
	}
	return nil
}

func (f Figure) validQuery(k record.Kind) error {
	types := map[string][]string{f.Day: {"date"}, f.Region: {"choice"}}
	for _, cut := range f.Cuts {
		types[cut] = []string{"choice"}
	}
	switch f.Measure {
	case Sum:
		types[f.Of] = []string{"money", "integer"}
	case Distinct:
		types[f.Of] = []string{"choice", "reference", "text"}
	case Count:
	default:
		return fmt.Errorf("figure %s: unknown measure %q", f.Name, f.Measure)
	}
	if (f.Of == "") != (f.Measure == Count) {
		return fmt.Errorf("figure %s: measure %s of %q", f.Name, f.Measure, f.Of)
	}
	for _, name := range append(f.Fields(), f.Cuts...) {
		field, ok := k.Field(name)
		if !ok || field.See != 0 && !field.See.Admits(record.Visitor) {
			return fmt.Errorf("figure %s: field %q of %s is not there or not public", f.Name, name, k.Name)
		}
		if want := types[name]; want != nil && !slices.Contains(want, field.Type.Name()) {
			return fmt.Errorf("figure %s: field %q of %s is a %s", f.Name, name, k.Name, field.Type.Name())
		}
	}
	for _, name := range f.States {
		if s, ok := k.State(name); !ok || !s.See.Admits(record.Visitor) {
			return fmt.Errorf("figure %s: state %q of %s is not there or not public", f.Name, name, k.Name)
		}
	}
	for _, t := range f.Where {
		if err := t.valid(k); err != nil {
			return fmt.Errorf("figure %s: %w", f.Name, err)
		}
	}
	return nil
}

func (t Test) valid(k record.Kind) error {
	field, _ := k.Field(t.Field)
	switch t.Is {
	case OneOf, NoneOf:
		for _, code := range t.Codes {
			if err := field.Type.Check(code); err != nil {
				return fmt.Errorf("test of %s: %w", t.Field, err)
			}
		}
	case Same, Apart:
		if other, ok := k.Field(t.Other); !ok || field.Type.Name() != "choice" || other.Type.Name() != "choice" {
			return fmt.Errorf("test of %s: %q is no region to compare with", t.Field, t.Other)
		}
	case Given, Absent:
	default:
		return fmt.Errorf("test of %s: unknown relation %q", t.Field, t.Is)
	}
	if (len(t.Codes) > 0) != (t.Is == OneOf || t.Is == NoneOf) || (t.Other != "") != (t.Is == Same || t.Is == Apart) {
		return fmt.Errorf("test of %s: %q with %v and %q", t.Field, t.Is, t.Codes, t.Other)
	}
	return nil
}

// Province is the code of the province that a region lies in (GB/T 2260), "" for what is none.
func Province(region string) string {
	if len(region) != 6 {
		return ""
	}
	return region[:2] + "0000"
}

// Within reports whether a region lies in another, given by its code: one that ends
// in four zeros is a province, in two a prefecture. Everything lies in "".
func Within(region, area string) bool {
	if area == "" {
		return true
	}
	return len(region) == 6 && strings.HasPrefix(region, strings.TrimSuffix(strings.TrimSuffix(area, "00"), "00"))
}

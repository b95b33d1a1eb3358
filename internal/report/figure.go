// Package report computes figures from records and shows how each came about.
//
// A figure is a value that package figure declares; the columns it is computed from
// follow the journal and can be thrown away at any time. Newcomers tend to add a
// stored total: there is none, and there must be none.
package report

import (
	"fmt"
	"slices"
	"strconv"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Figure declares what is counted.
type Figure struct {
	Name   string // stable
	Label  text.Label
	Help   text.Label // the definition in words
	Unit   text.Label // 项, 份, 元 …
	Kind   string     // the kind of record counted
	States []string   // the states in which it counts
	Day    string     // date field by which it falls into a period
	Region string     // choice field by which it falls into a region
	Sum    string     // money field to add up; "" counts records
}

// Fields are the fields that decide about the figure; its proof shows these.
func (f Figure) Fields() []string {
	fields := []string{f.Day, f.Region}
	if f.Sum != "" {
		fields = append(fields, f.Sum)
	}
	return fields
}

// Valid reports why the figure cannot be computed from public records of the kind.
func (f Figure) Valid(kinds []record.Kind) error {
	i := slices.IndexFunc(kinds, func(k record.Kind) bool { return k.Name == f.Kind })
	if i < 0 {
		return fmt.Errorf("figure %s: unknown kind %q", f.Name, f.Kind)
	}
	k := kinds[i]
	for _, name := range f.Fields() {
		if field, ok := k.Field(name); !ok || field.See != 0 {
			return fmt.Errorf("figure %s: field %q of %s is not there or not public", f.Name, name, k.Name)
		}
	}
	for _, name := range f.States {
		if s, ok := k.State(name); !ok || s.See&record.Public == 0 {
			return fmt.Errorf("figure %s: state %q of %s is not there or not public", f.Name, name, k.Name)
		}
	}
	return nil
}

// row is what a record contributes, or false if it contributes nothing.
func (f Figure) row(r record.Record) (row, bool) {
	day, _ := r.Fields[f.Day].(string)
	region, _ := r.Fields[f.Region].(string)
	if r.Kind != f.Kind || (record.Date{}).Check(day) != nil || !slices.Contains(f.States, r.State) {
		return row{}, false
	}
	value, shown := int64(1), true
	if f.Sum != "" {
		value, shown = r.Fields[f.Sum].(int64)
	}
	if !shown {
		return row{}, false // a sum that is not shown cannot be checked, so it does not count
	}
	return row{id: r.ID, period: PeriodOf(day), region: province(region), value: value}, true
}

// province is the code of the province that a region lies in (GB/T 2260).
func province(region string) string {
	if len(region) != 6 {
		return ""
	}
	return region[:2] + "0000"
}

// Period is a half-year.
type Period struct {
	Year int
	Half int // 1 or 2
}

// PeriodOf returns the half-year of a day written as 2026-03-01.
func PeriodOf(day string) Period {
	year, _ := strconv.Atoi(day[:4])
	if day[5:7] <= "06" {
		return Period{year, 1}
	}
	return Period{year, 2}
}

// ParsePeriod reads a half-year written as 2026-H1.
func ParsePeriod(s string) (Period, error) {
	var p Period
	if len(s) == 7 {
		p.Year, _ = strconv.Atoi(s[:4])
		p.Half = int(s[6] - '0')
	}
	if p.String() != s || p.Year < 1900 || p.Half < 1 || p.Half > 2 {
		return Period{}, fault.Invalid("period", text.PeriodForm)
	}
	return p, nil
}

// String writes the half-year as 2026-H1.
func (p Period) String() string { return fmt.Sprintf("%04d-H%d", p.Year, p.Half) }

// In writes the half-year as people say it.
func (p Period) In(lang text.Lang) string {
	half := text.FirstHalf
	if p.Half == 2 {
		half = text.SecondHalf
	}
	return half.In(lang, p.Year)
}

// Before is the same half of the year before, the base of growth.
func (p Period) Before() Period { return Period{p.Year - 1, p.Half} }

func (p Period) compare(q Period) int { return (p.Year*2 + p.Half) - (q.Year*2 + q.Half) }

package report

import (
	"math"
	"slices"
	"sync"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Columns holds what the figures need of every public record, packed by kind. It
// follows the journal: Follow takes the revisions in order, the newest of a record wins.
type Columns struct {
	figures []Figure
	mu      sync.RWMutex
	tables  map[string]*table // by kind
	entry   int64
	cells   map[string]cells // by figure, as long as its entry is the last
}

type cells struct {
	entry int64
	list  []Cell
}

// table holds the records of one kind, a row each. A row that is free has no state.
type table struct {
	ids   []string
	rows  map[string]int32
	free  []int32
	state *codes
	days  map[string]*days
	codes map[string]*codes
	sums  map[string]*sums
}

// codes is a column of texts, each kept once. Code 0 is no value.
type codes struct {
	of    []uint32
	names []string
	index map[string]uint32
}

func newCodes() *codes { return &codes{names: []string{""}, index: map[string]uint32{"": 0}} }

func (c *codes) set(row int32, value string) {
	code, known := c.index[value]
	if !known {
		code = uint32(len(c.names))
		c.names = append(c.names, value)
		c.index[value] = code
	}
	c.of[row] = code
}

// days is a column of days, as the number 20260301; 0 is no day.
type days struct{ of []int32 }

// sums is a column of numbers; none is math.MinInt64.
type sums struct{ of []int64 }

const noSum = math.MinInt64

// New returns empty columns for the figures.
func New(figures []Figure) *Columns {
	c := &Columns{figures: figures, tables: map[string]*table{}, entry: -1, cells: map[string]cells{}}
	for _, f := range figures {
		if f.Ratio == nil {
			c.room(f)
		}
	}
	return c
}

// room makes a place for what a figure needs.
func (c *Columns) room(f Figure) {
	t := c.tables[f.Kind]
	if t == nil {
		t = &table{rows: map[string]int32{}, state: newCodes(), days: map[string]*days{}, codes: map[string]*codes{}, sums: map[string]*sums{}}
		c.tables[f.Kind] = t
	}
	t.days[f.Day] = &days{}
	names := append([]string{f.Region}, f.Cuts...)
	for _, test := range f.Where {
		names = append(names, test.Field)
		if test.Other != "" {
			names = append(names, test.Other)
		}
	}
	switch f.Measure {
	case Sum:
		t.sums[f.Of] = &sums{}
	case Distinct:
		names = append(names, f.Of)
	}
	for _, name := range names {
		t.codes[name] = newCodes()
	}
}

// Follow takes in entry number n, a public view of a record, or its absence where
// the public may not see it.
func (c *Columns) Follow(n int64, id string, r record.Record, public bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entry = n
	for kind, t := range c.tables {
		if public && kind == r.Kind {
			t.put(id, r)
		} else {
			t.remove(id)
		}
	}
}

func (t *table) remove(id string) {
	row, ok := t.rows[id]
	if !ok {
		return
	}
	delete(t.rows, id)
	t.ids[row] = ""
	t.state.set(row, "")
	t.free = append(t.free, row)
}

func (t *table) put(id string, r record.Record) {
	row, known := t.rows[id]
	if !known {
		row = t.take(id)
	}
	t.state.set(row, r.State)
	for name, column := range t.days {
		column.of[row] = dayNumber(r.Fields[name])
	}
	for name, column := range t.codes {
		value, _ := r.Fields[name].(string)
		column.set(row, value)
	}
	for name, column := range t.sums {
		value, ok := r.Fields[name].(int64)
		if !ok {
			value = noSum
		}
		column.of[row] = value
	}
}

// take finds a free row, or adds one.
func (t *table) take(id string) int32 {
	if last := len(t.free) - 1; last >= 0 {
		row := t.free[last]
		t.free = t.free[:last]
		t.rows[id], t.ids[row] = row, id
		return row
	}
	row := int32(len(t.ids))
	t.rows[id], t.ids = row, append(t.ids, id)
	t.state.of = append(t.state.of, 0)
	for _, column := range t.days {
		column.of = append(column.of, 0)
	}
	for _, column := range t.codes {
		column.of = append(column.of, 0)
	}
	for _, column := range t.sums {
		column.of = append(column.of, noSum)
	}
	return row
}

// dayNumber writes a day as a number, 0 for what is none.
func dayNumber(v any) int32 {
	s, ok := v.(string)
	if !ok || (record.Date{}).Check(s) != nil {
		return 0
	}
	return spanDay(s)
}

func spanDay(s string) int32 {
	n := int32(0)
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n = n*10 + c - '0'
		}
	}
	return n
}

// Figures returns the figures in their order.
func (c *Columns) Figures() []Figure { return c.figures }

// Figure returns the figure of that name.
func (c *Columns) Figure(name string) (Figure, error) {
	i := slices.IndexFunc(c.figures, func(f Figure) bool { return f.Name == name })
	if i < 0 {
		return Figure{}, fault.Missing(text.NoSuchFigure, name)
	}
	return c.figures[i], nil
}

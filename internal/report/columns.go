package report

import (
	"cmp"
	"slices"
	"sync"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Columns holds what the figures need of every public record. It follows the
// journal: Follow takes the revisions in order, the newest of a record wins.
type Columns struct {
	figures []Figure
	mu      sync.RWMutex
	rows    []map[string]row // by figure, then by record
	entry   int64
}

type row struct {
	id     string
	period Period
	region string
	value  int64
}

// New returns empty columns for the figures.
func New(figures []Figure) *Columns {
	c := &Columns{figures: figures, rows: make([]map[string]row, len(figures)), entry: -1}
	for i := range c.rows {
		c.rows[i] = map[string]row{}
	}
	return c
}

// Follow takes in entry number n, a public view of a record, or its absence where
// the public may not see it.
func (c *Columns) Follow(n int64, id string, r record.Record, public bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entry = n
	for i, f := range c.figures {
		delete(c.rows[i], id)
		if !public {
			continue
		}
		if row, ok := f.row(r); ok {
			c.rows[i][id] = row
		}
	}
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

// Value is a figure for one region and period.
type Value struct {
	Figure  Figure
	Region  string // province code, "" for all
	Period  Period
	Value   int64    // count, or fen
	Base    *int64   // the same half of the year before, nil where no record is known of it
	Growth  *float64 // (value − base) / base, nil without a base
	Records []string // ids behind the value, sorted
	Entry   int64    // number of the journal entry up to which it is computed
}

// Value computes a figure. Region is a province code, or "" for all.
func (c *Columns) Value(name string, p Period, region string) (Value, error) {
	f, err := c.Figure(name)
	if err != nil {
		return Value{}, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	v := Value{Figure: f, Region: region, Period: p, Entry: c.entry, Records: []string{}}
	var base int64
	based := false
	for _, row := range c.rows[slices.IndexFunc(c.figures, func(g Figure) bool { return g.Name == name })] {
		if region != "" && row.region != region {
			continue
		}
		switch row.period {
		case p:
			v.Value += row.value
			v.Records = append(v.Records, row.id)
		case p.Before():
			base, based = base+row.value, true
		}
	}
	slices.Sort(v.Records)
	if based {
		v.Base = &base
	}
	if based && base != 0 {
		rate := float64(v.Value-base) / float64(base)
		v.Growth = &rate
	}
	return v, nil
}

// Cells lists the regions and periods for which a figure has records, the newest
// period first, all regions together ("") before each.
func (c *Columns) Cells(name string) ([]Cell, error) {
	if _, err := c.Figure(name); err != nil {
		return nil, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	seen := map[Cell]bool{}
	for _, row := range c.rows[slices.IndexFunc(c.figures, func(g Figure) bool { return g.Name == name })] {
		seen[Cell{row.period, row.region}], seen[Cell{row.period, ""}] = true, true
	}
	cells := make([]Cell, 0, len(seen))
	for cell := range seen {
		cells = append(cells, cell)
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(b.Period.compare(a.Period), cmp.Compare(a.Region, b.Region))
	})
	return cells, nil
}

// Cell is a region in a period.
type Cell struct {
	Period Period
	Region string
}

package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// scan is one pass over a table.
type scan struct {
	t         *table
	now, base [2]int32 // first and last day
	days      []int32
	filters   []filter
	pairs     []pair
	sums      []int64     // nil where rows are counted
	distinct  []uint32    // nil unless values are counted once
	seen      [2][]uint64 // by group and value, what counts now and in the base
	keys      []key
	behind    *[]string // takes the ids of what counts, unless nil
}

// filter passes a row whose code is among those that pass.
type filter struct {
	of     []uint32
	passes []bool
}

// pair passes a row by the provinces of two codes; 0 is none.
type pair struct {
	a, b   []uint32
	pa, pb []uint32
	same   bool
}

// key groups rows by a code, or by what the code stands for.
type key struct {
	of    []uint32
	group []uint32 // by code
	names []string // by group
}

// sum is what came together in one group.
type sum struct {
	now, base      int64
	rows, baseRows int64
}

// scan prepares the pass for a figure that is no ratio.
func (c *Columns) scan(f Figure, q Query, by []string) *scan {
	t := c.tables[f.Kind]
	s := &scan{t: t, days: t.days[f.Day].of, now: daysOf(q.Period, f.Stock), base: daysOf(q.Base, f.Stock)}
	s.filter(t.state, func(state string) bool { return slices.Contains(f.States, state) })
	if q.Region != "" {
		s.filter(t.codes[f.Region], func(code string) bool { return Within(code, q.Region) })
	}
	for name, code := range q.Only {
		s.filter(t.codes[name], func(v string) bool { return v == code })
	}
	for _, test := range f.Where {
		s.test(test)
	}
	switch f.Measure {
	case Sum:
		s.sums = t.sums[f.Of].of
	case Distinct:
		s.distinct = t.codes[f.Of].of
		s.filter(t.codes[f.Of], func(v string) bool { return v != "" })
	}
	for _, name := range by {
		if name == ByRegion {
			s.keys = append(s.keys, grouped(t.codes[f.Region], func(code string) string { return below(code, q.Region) }))
		} else {
			s.keys = append(s.keys, grouped(t.codes[name], func(code string) string { return code }))
		}
	}
	return s
}

// daysOf is the first and last day that count for a period.
func daysOf(p Period, stock bool) [2]int32 {
	if stock || p.From == "" {
		return [2]int32{1, spanDay(p.To)}
	}
	return [2]int32{spanDay(p.From), spanDay(p.To)}
}

// below is the region directly in area that a code lies in.
func below(code, area string) string {
	switch {
	case len(code) != 6:
		return ""
	case area == "":
		return code[:2] + "0000"
	case strings.HasSuffix(area, "0000"):
		return code[:4] + "00"
	}
	return code
}

func (s *scan) filter(c *codes, pass func(string) bool) {
	f := filter{of: c.of, passes: make([]bool, len(c.names))}
	for code, name := range c.names {
		f.passes[code] = pass(name)
	}
	s.filters = append(s.filters, f)
}

func (s *scan) test(t Test) {
	column := s.t.codes[t.Field]
	switch t.Is {
	case OneOf:
		s.filter(column, func(v string) bool { return slices.Contains(t.Codes, v) })
	case NoneOf:
		s.filter(column, func(v string) bool { return v != "" && !slices.Contains(t.Codes, v) })
	case Given:
		s.filter(column, func(v string) bool { return v != "" })
	case Absent:
		s.filter(column, func(v string) bool { return v == "" })
	case Same, Apart:
		other := s.t.codes[t.Other]
		index := map[string]uint32{"": 0}
		s.pairs = append(s.pairs, pair{column.of, other.of, provinces(column, index), provinces(other, index), t.Is == Same})
	}
}

func provinces(c *codes, index map[string]uint32) []uint32 {
	list := make([]uint32, len(c.names))
	for code, name := range c.names {
		province := Province(name)
		if _, known := index[province]; !known {
			index[province] = uint32(len(index))
		}
		list[code] = index[province]
	}
	return list
}

func grouped(c *codes, to func(string) string) key {
	k := key{of: c.of, group: make([]uint32, len(c.names))}
	index := map[string]uint32{}
	for code, name := range c.names {
		group, known := index[to(name)]
		if !known {
			group = uint32(len(k.names))
			index[to(name)] = group
			k.names = append(k.names, to(name))
		}
		k.group[code] = group
	}
	return k
}

// passes reports whether a row counts at all.
func (s *scan) passes(row int) bool {
	for i := range s.filters {
		if f := &s.filters[i]; !f.passes[f.of[row]] {
			return false
		}
	}
	for i := range s.pairs {
		p := &s.pairs[i]
		a, b := p.pa[p.a[row]], p.pb[p.b[row]]
		if a == 0 || b == 0 || (a == b) != p.same {
			return false
		}
	}
	return s.sums == nil || s.sums[row] != noSum
}

// run passes over all rows and returns what came together by the names of the groups.
func (s *scan) run() map[[2]string]sum {
	count := 1
	for _, k := range s.keys {
		count *= len(k.names)
	}
	groups := make([]sum, count)
	for row, day := range s.days {
		now, base := day >= s.now[0] && day <= s.now[1], day >= s.base[0] && day <= s.base[1]
		if !now && !base || !s.passes(row) {
			continue
		}
		group := 0
		for i := range s.keys {
			k := &s.keys[i]
			group = group*len(k.names) + int(k.group[k.of[row]])
		}
		s.add(groups, group, row, now, base)
	}
	s.once(groups)
	result := map[[2]string]sum{}
	for i, g := range groups {
		if g.rows+g.baseRows == 0 {
			continue
		}
		var name [2]string
		for k := len(s.keys) - 1; k >= 0; k-- {
			name[k] = s.keys[k].names[i%len(s.keys[k].names)]
			i /= len(s.keys[k].names)
		}
		result[name] = g
	}
	return result
}

func (s *scan) add(groups []sum, group, row int, now, base bool) {
	g, value := &groups[group], int64(1)
	switch {
	case s.sums != nil:
		value = s.sums[row]
	case s.distinct != nil:
		value = 0 // counted when all have been seen
		s.note(uint64(group)<<32|uint64(s.distinct[row]), now, base)
	}
	if now {
		g.rows++
		g.now += value
		if s.behind != nil {
			*s.behind = append(*s.behind, s.t.ids[row])
		}
	}
	if base {
		g.baseRows++
		g.base += value
	}
}

func (s *scan) note(pair uint64, now, base bool) {
	if now {
		s.seen[0] = append(s.seen[0], pair)
	}
	if base {
		s.seen[1] = append(s.seen[1], pair)
	}
}

// once counts every value of a group once.
func (s *scan) once(groups []sum) {
	for _, seen := range s.seen {
		slices.Sort(seen)
	}
	for _, pair := range slices.Compact(s.seen[0]) {
		groups[pair>>32].now++
	}
	for _, pair := range slices.Compact(s.seen[1]) {
		groups[pair>>32].base++
	}
}

// Cell is a province in a half-year.
type Cell struct {
	Period Period
	Region string
}

// Cells lists the half-years and provinces for which a figure has records, the newest
// half-year first, all regions together ("") before each.
func (c *Columns) Cells(name string) ([]Cell, error) {
	f, err := c.Figure(name)
	if err != nil {
		return nil, err
	}
	parts, err := f.Parts(c.figures)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.cells[name]; ok && known.entry == c.entry {
		return known.list, nil
	}
	list := c.found(parts[len(parts)-1])
	c.cells[name] = cells{c.entry, list}
	return list, nil
}

func (c *Columns) found(f Figure) []Cell {
	s := c.scan(f, Query{}, []string{ByRegion})
	k := s.keys[0]
	seen := map[[2]int32]bool{}
	last := [2]int32{-1, -1}
	for row, day := range s.days {
		if day == 0 || !s.passes(row) {
			continue
		}
		half := day / 10000 * 10
		if day/100%100 > 6 {
			half++
		}
		if cell := [2]int32{half, int32(k.group[k.of[row]])}; cell != last {
			seen[cell], last = true, cell
		}
	}
	found := map[Cell]bool{}
	for cell := range seen {
		p := Half(int(cell[0]/10), int(cell[0]%10)+1)
		found[Cell{p, ""}], found[Cell{p, k.names[cell[1]]}] = true, true
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b Cell) int {
		return cmp.Or(cmp.Compare(b.Period.From, a.Period.From), cmp.Compare(a.Region, b.Region))
	})
}

// Regions lists the codes of the regions in cells, each once.
func Regions(cells []Cell) []string {
	var codes []string
	for _, c := range cells {
		if c.Region != "" && !slices.Contains(codes, c.Region) {
			codes = append(codes, c.Region)
		}
	}
	slices.Sort(codes)
	return codes
}

package report

import (
	"slices"
	"sort"
)

// pastPeriods is how many periods a card looks back over, its own included.
const pastPeriods = 40

// Point is the value of a figure in one period.
type Point struct {
	Period string `json:"period"`
	Value  *int64 `json:"value"` // nil where there is nothing to divide by
}

// Series computes a figure for up to n periods of one length, the last being that of
// the query, the oldest first. It begins with the first period that has records. A
// period without a length, all time up to a day, has no series.
func (c *Columns) Series(q Query, n int) ([]Point, error) {
	f, err := c.Figure(q.Figure)
	if err != nil {
		return nil, err
	}
	parts, err := f.Parts(c.figures)
	if err != nil {
		return nil, err
	}
	periods := []Period{}
	for p := q.Period; p.From != "" && len(periods) < n; p = p.Previous() {
		periods = append(periods, p)
	}
	slices.Reverse(periods)
	if len(periods) == 0 {
		return []Point{}, nil
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	sums, first := make([][]int64, len(parts)), len(periods)-1
	for i, p := range parts {
		var from int
		sums[i], from = c.scan(p, q, nil).series(periods, p.Stock)
		first = min(first, from)
	}
	points := []Point{}
	for i := first; i < len(periods); i++ {
		value, ok := sums[0][i], true
		if f.Ratio != nil {
			value, ok = Divide(sums[0][i], sums[1][i], f.Ratio.Scale)
		}
		point := Point{Period: periods[i].String()}
		if ok {
			point.Value = &value
		}
		points = append(points, point)
	}
	return points, nil
}

// series passes over all rows once and returns the sum of each period, and the first
// period with a row.
func (s *scan) series(periods []Period, stock bool) ([]int64, int) {
	sums, first := make([]int64, len(periods)), len(periods)
	begin := spanDay(periods[0].From)
	ends := make([]int32, len(periods))
	for i, p := range periods {
		ends[i] = spanDay(p.To)
	}
	seen := map[uint64]bool{}
	earliest := map[uint32]int{} // of a stock, the first period of each value that counts once
	for row, day := range s.days {
		if day == 0 || day > ends[len(ends)-1] || day < begin && !stock || !s.passes(row) {
			continue
		}
		i := sort.Search(len(ends), func(i int) bool { return day <= ends[i] })
		first = min(first, i)
		switch {
		case s.sums != nil:
			sums[i] += s.sums[row]
		case s.distinct == nil:
			sums[i]++
		case stock:
			if was, known := earliest[s.distinct[row]]; !known || i < was {
				earliest[s.distinct[row]] = i
			}
		case !seen[uint64(i)<<32|uint64(s.distinct[row])]:
			seen[uint64(i)<<32|uint64(s.distinct[row])] = true
			sums[i]++
		}
	}
	for _, i := range earliest {
		sums[i]++
	}
	if stock {
		for i := 1; i < len(sums); i++ {
			sums[i] += sums[i-1]
		}
	}
	return sums, first
}

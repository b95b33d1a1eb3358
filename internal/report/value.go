package report

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// ByRegion is the cut by region: by province, or by what lies directly in the region asked.
const ByRegion = "region"

// Query asks for a figure.
type Query struct {
	Figure string
	Period Period
	Base   Period            // what growth is against; Period.Before where it is zero
	Region string            // code of a province, a prefecture or a county, "" for all
	Only   map[string]string // by cut, the one code that counts; "" for records without one
}

// Value is the answer.
type Value struct {
	Figure  Figure
	Period  Period
	Region  string
	Only    map[string]string
	Cut     []string // where it was cut, the code in each; "" for records without one
	Value   int64    // a count, or in the unit's hundredths where the figure has places
	None    bool     // whether there is no value, because a ratio has nothing underneath
	Parts   []Part   // what it is made of: itself, or the two of a ratio
	Base    *int64   // the value of the base period, nil where no record is known of it
	BaseOf  Period
	Growth  Growth
	Count   int      // how many records are behind it
	Records []string // their ids, sorted; not where it was cut
	Entry   int64    // number of the journal entry up to which it is computed
}

// Part is a figure that is no ratio, and its value.
type Part struct {
	Figure Figure
	Value  int64
}

// Growth is what a value has grown by against its base.
type Growth struct {
	Amount *int64       // value − base, nil without a base
	Rate   *float64     // (value − base) / base, nil without a base above zero
	Why    text.Message // why something is missing, the zero message where nothing is
}

// Value computes a figure, with the records behind it.
func (c *Columns) Value(q Query) (Value, error) {
	list, err := c.compute(q, nil, true)
	if err != nil {
		return Value{}, err
	}
	return list[0], nil
}

// Cut computes a figure for each code of up to two cuts, in the order of codes;
// without a cut it is the value alone. It names no records.
func (c *Columns) Cut(q Query, by ...string) ([]Value, error) { return c.compute(q, by, false) }

func (c *Columns) compute(q Query, by []string, ids bool) ([]Value, error) {
	f, err := c.Figure(q.Figure)
	if err != nil {
		return nil, err
	}
	if err := q.check(f, by); err != nil {
		return nil, err
	}
	if q.Base == (Period{}) {
		q.Base = q.Period.Before()
	}
	parts, err := f.Parts(c.figures)
	if err != nil {
		return nil, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	sums := make([]map[[2]string]sum, len(parts))
	found := make([][]string, len(parts))
	var both sync.WaitGroup
	for i, p := range parts {
		s := c.scan(p, q, by)
		if ids {
			s.behind = &found[i]
		}
		both.Go(func() { sums[i] = s.run() })
	}
	both.Wait()
	keys := map[[2]string]bool{}
	for _, s := range sums {
		for key := range s {
			keys[key] = true
		}
	}
	if len(by) == 0 {
		keys[[2]string{}] = true
	}
	var list []Value
	for _, key := range slices.SortedFunc(maps.Keys(keys), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		v := Value{Figure: f, Period: q.Period, Region: q.Region, Only: q.Only, BaseOf: q.Base, Entry: c.entry}
		if len(by) > 0 {
			v.Cut = slices.Clone(key[:len(by)])
		}
		v.fill(parts, sums, key)
		list = append(list, v)
	}
	if ids {
		behind := append([]string{}, slices.Concat(found...)...)
		slices.Sort(behind)
		list[0].Records = slices.Compact(behind)
		list[0].Count = len(list[0].Records)
	}
	return list, nil
}

func (q Query) check(f Figure, by []string) error {
	if len(by) > 2 || len(by) == 2 && by[0] == by[1] {
		return fault.Invalid("by", text.TooManyCuts)
	}
	for _, name := range append(slices.Collect(maps.Keys(q.Only)), by...) {
		if _, chosen := q.Only[name]; !slices.Contains(f.Cuts, name) && (chosen || name != ByRegion) {
			return fault.Invalid("by", text.NoSuchCut, f.Label, name, strings.Join(append([]string{ByRegion}, f.Cuts...), ", "))
		}
	}
	return q.region()
}

func (q Query) region() error {
	if q.Region != "" && (len(q.Region) != 6 || strings.Trim(q.Region, "0123456789") != "") {
		return fault.Invalid("region", text.NotARegion, q.Region)
	}
	return nil
}

// fill puts the sums of the parts together.
func (v *Value) fill(parts []Figure, sums []map[[2]string]sum, key [2]string) {
	all := make([]sum, len(parts))
	for i, p := range parts {
		all[i] = sums[i][key]
		v.Parts = append(v.Parts, Part{p, all[i].now})
		v.Count = max(v.Count, int(all[i].rows))
	}
	v.Value = all[0].now
	base, based := all[0].base, all[0].baseRows > 0
	if r := v.Figure.Ratio; r != nil {
		var ok bool
		v.Value, ok = Divide(all[0].now, all[1].now, r.Scale)
		v.None = !ok
		base, based = Divide(all[0].base, all[1].base, r.Scale)
	}
	if based {
		v.Base = &base
	}
	v.Growth = grown(v.Value, base, based, v.None, v.Figure.Ratio != nil && v.Figure.Ratio.Share)
}

// Grown is the growth of a value against a base, nil where none is known.
func Grown(value int64, base *int64) Growth {
	if base == nil {
		return grown(value, 0, false, false, false)
	}
	return grown(value, *base, true, false, false)
}

func grown(value, base int64, based, none, share bool) Growth {
	if !based || none {
		return Growth{Why: text.NoBase}
	}
	amount := value - base
	g := Growth{Amount: &amount}
	switch {
	case share:
		g.Why = text.PointsOnly
	case base == 0:
		g.Why = text.ZeroBase
	case base < 0:
		g.Why = text.NegativeBase
	default:
		rate := float64(amount) / float64(base)
		g.Rate = &rate
	}
	return g
}

// Divide returns over ÷ under × scale, rounded half up, or false where there is
// nothing above zero to divide by.
func Divide(over, under, scale int64) (int64, bool) {
	if under <= 0 {
		return 0, false
	}
	n := new(big.Int).Mul(big.NewInt(over), big.NewInt(2*scale))
	n.Add(n, big.NewInt(under))
	n.Div(n, new(big.Int).Mul(big.NewInt(2), big.NewInt(under)))
	return n.Int64(), n.IsInt64()
}

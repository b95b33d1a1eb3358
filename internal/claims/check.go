package claims

import (
	"math/big"
	"slices"
	"strings"

	"heitu/internal/text"
)

// Statement is a claim that somebody keeps, with the id of its record.
type Statement struct {
	ID string
	Claim
}

// Check is what arithmetic says of statements. It judges nobody: it shows a sum, a base
// or a ratio beside the figures it was computed from.
type Check struct {
	Kind string   // sum, base, rate, ratio or planned
	Of   []string // ids of the statements
	Says text.Message
	Args []any
}

// In says the check in a language.
func (c Check) In(lang text.Lang) string { return c.Says.In(lang, c.Args...) }

// Pair is two statements of which at most one can be right.
type Pair struct{ A, B Statement }

// scaled is by how much a unit such as 万元 multiplies its own, 元.
func scaled(unit string) (*big.Rat, string) {
	by := big.NewRat(1, 1)
	for unit != "" {
		c, size := []rune(unit)[0], 0
		scale, ok := scaleOf[c]
		if !ok {
			break
		}
		by.Mul(by, new(big.Rat).SetInt64(scale))
		size = len(string(c))
		unit = unit[size:]
	}
	return by, unit
}

// number is the value of a claim in the unit without 万 or 亿.
func (c Claim) number() (*big.Rat, string, bool) {
	v, ok := new(big.Rat).SetString(c.Value)
	if !ok {
		return nil, "", false
	}
	by, unit := scaled(c.Unit)
	return v.Mul(v, by), unit, true
}

// extent is where a value lies, given how it is meant; a nil end is open. A decimal or a
// number of 万 or 亿 is taken as rounded, a plain whole number as counted.
func (c Claim) extent() (low, high *big.Rat) {
	v, _, _ := c.number()
	by, _ := scaled(c.Unit)
	slack := new(big.Rat)
	_, part, decimal := strings.Cut(c.Value, ".")
	if decimal || by.Cmp(big.NewRat(1, 1)) != 0 {
		slack.Quo(by, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(part))), nil)))
		slack.Quo(slack, big.NewRat(2, 1))
	}
	if c.Bound == About {
		slack.Mul(new(big.Rat).Abs(v), big.NewRat(1, 20))
	}
	low, high = new(big.Rat).Sub(v, slack), new(big.Rat).Add(v, slack)
	if upper, ok := new(big.Rat).SetString(c.Upper); ok && c.Upper != "" {
		high = upper.Mul(upper, by)
	}
	switch c.Bound {
	case Over:
		high = nil
	case Under:
		low = nil
	}
	return low, high
}

// Differ reports whether two claims of the same thing cannot both hold.
func Differ(a, b Claim) bool {
	_, unitA, okA := a.number()
	_, unitB, okB := b.number()
	if !okA || !okB {
		return okA == okB && a.Value != b.Value
	}
	if unitA != unitB {
		return false
	}
	lowA, highA := a.extent()
	lowB, highB := b.extent()
	below := func(high, low *big.Rat) bool { return high != nil && low != nil && high.Cmp(low) < 0 }
	return below(highA, lowB) || below(highB, lowA)
}

// same is what two statements must agree in to be about the same thing.
func (c Claim) same() [5]string {
	return [5]string{c.Subject, c.Region, c.Indicator, c.Period, c.Qualifier}
}

// Contradictions returns the pairs of statements that are about the same thing and differ.
func Contradictions(list []Statement) []Pair {
	groups := map[[5]string][]Statement{}
	var pairs []Pair
	for _, s := range list {
		for _, other := range groups[s.same()] {
			if Differ(other.Claim, s.Claim) {
				pairs = append(pairs, Pair{other, s})
			}
		}
		groups[s.same()] = append(groups[s.same()], s)
	}
	return pairs
}

// Checks computes what can be computed from statements alone.
func Checks(list []Statement) []Check {
	return slices.Concat(sums(list), bases(list), ratios(list), progress(list))
}

// sums adds what several subjects report of the same indicator and period.
func sums(list []Statement) []Check {
	type key struct{ indicator, period, qualifier, unit string }
	groups := map[key][]Statement{}
	var order []key
	for _, s := range list {
		_, unit, ok := s.number()
		if !ok || unit == "%" || unit == "倍" || unit == "成" || s.Upper != "" {
			continue
		}
		k := key{s.Indicator, s.Period, s.Qualifier, unit}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], s)
	}
	var checks []Check
	for _, k := range order {
		g := groups[k]
		if len(g) < 2 || overlapping(g) {
			continue
		}
		total := new(big.Rat)
		c := Check{Kind: "sum", Says: text.CheckSum}
		var terms []string
		for _, s := range g {
			v, _, _ := s.number()
			total.Add(total, v)
			c.Of, terms = append(c.Of, s.ID), append(terms, s.Value)
		}
		unit := k.unit
		if by, own := scaled(g[0].Unit); own == unit && slices.IndexFunc(g, func(s Statement) bool { return s.Unit != g[0].Unit }) < 0 {
			total.Quo(total, by)
			unit = g[0].Unit
		} else {
			terms = amounts(g)
		}
		c.Args = []any{strings.Join(terms, " + "), decimal(total, 4), unit}
		checks = append(checks, c)
	}
	return checks
}

func amounts(list []Statement) []string {
	var said []string
	for _, s := range list {
		said = append(said, s.Value+" "+s.Unit)
	}
	return said
}

// overlapping reports whether one subject is counted twice: the same, or a part of another.
func overlapping(list []Statement) bool {
	for i, a := range list {
		for _, b := range list[i+1:] {
			if strings.HasPrefix(a.Subject, b.Subject) || strings.HasPrefix(b.Subject, a.Subject) {
				return true
			}
		}
	}
	return false
}

// bases recomputes what a growth was measured by. Without a base above zero there is no rate.
func bases(list []Statement) []Check {
	var checks []Check
	for _, s := range list {
		v, unit, ok := s.number()
		if !ok || s.Growth == nil || s.Growth.Value == s.Value && s.Growth.Unit == s.Unit {
			continue
		}
		g, ok := new(big.Rat).SetString(s.Growth.Value)
		if !ok {
			continue
		}
		by, own := scaled(s.Growth.Unit)
		words := s.Value + " " + s.Unit + ", " + s.Growth.Value + " " + s.Growth.Unit
		scale, _ := scaled(s.Unit)
		base := new(big.Rat)
		switch factor := map[string]*big.Rat{"%": big.NewRat(1, 100), "倍": big.NewRat(1, 1), "成": big.NewRat(1, 10)}[own]; {
		case s.Growth.Kind == Rate && factor != nil:
			whole := new(big.Rat).Add(big.NewRat(1, 1), g.Mul(g, factor))
			if whole.Sign() <= 0 {
				continue
			}
			base.Quo(v, whole)
		case s.Growth.Kind == Amount && own == unit:
			base.Sub(v, g.Mul(g, by))
		default:
			continue
		}
		places := 0
		if strings.Contains(s.Value, ".") || scale.Cmp(big.NewRat(1, 1)) != 0 {
			places = 2
		}
		shown := new(big.Rat).Quo(base, scale)
		checks = append(checks, Check{"base", []string{s.ID}, text.CheckBase, []any{words, decimal(shown, places), s.Unit}})
		if s.Growth.Kind == Amount && base.Sign() > 0 {
			rate := new(big.Rat).Quo(g, base)
			checks = append(checks, Check{"rate", []string{s.ID}, text.CheckRate, []any{decimal(rate.Mul(rate, big.NewRat(100, 1)), 1)}})
		}
	}
	return checks
}

// ratios compares what one subject reports side by side, in one quotation.
func ratios(list []Statement) []Check {
	var checks []Check
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if a.Quotation != b.Quotation || a.Subject != b.Subject || a.Period != b.Period || a.Quotation == "" {
			continue
		}
		v, unitA, okA := a.number()
		w, unitB, okB := b.number()
		shares := strings.ContainsAny(unitA+unitB, "%倍成元批")
		if !okA || !okB || shares || v.Sign() <= 0 || w.Sign() <= 0 {
			continue
		}
		r := new(big.Rat).Quo(w, v)
		said := decimal(r, 2)
		if r.Cmp(big.NewRat(1, 1)) < 0 {
			said = decimal(r.Mul(r, big.NewRat(100, 1)), 1) + " %"
		}
		checks = append(checks, Check{"ratio", []string{b.ID, a.ID}, text.CheckRatio, []any{b.Value + " " + b.Unit, a.Value + " " + a.Unit, said}})
	}
	return checks
}

// progress sets what was done against what was planned.
func progress(list []Statement) []Check {
	var checks []Check
	for _, plan := range list {
		p, unit, ok := plan.number()
		if !ok || plan.Qualifier != "planned" || p.Sign() <= 0 {
			continue
		}
		for _, done := range list {
			d, same, ok := done.number()
			if !ok || same != unit || done.Qualifier != "done" || done.Subject != plan.Subject || done.Indicator != plan.Indicator {
				continue
			}
			rate := new(big.Rat).Quo(d, p)
			checks = append(checks, Check{"planned", []string{plan.ID, done.ID}, text.CheckPlanned,
				[]any{plan.Value + " " + plan.Unit, done.Value + " " + done.Unit, decimal(rate.Mul(rate, big.NewRat(100, 1)), 1)}})
		}
	}
	return checks
}

// decimal writes a number with at most so many places.
func decimal(r *big.Rat, places int) string {
	s := r.FloatString(places)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

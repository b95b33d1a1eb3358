// Package assign gives people to tasks as well as can be: reviewers to bids, commissioners
// to firms, brokers to matches.
//
// The answer is exact: no other allowed assignment weighs more. Where none is
// allowed the fault says which tasks or people stand in the way. Weights are whole
// numbers of a unit that the caller chooses, so nothing is rounded.
package assign

import (
	"math"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Bounds says how many partners somebody gets: at least Least, at most Most.
type Bounds struct{ Least, Most int }

// Pair may be chosen once. A pair that is not listed is forbidden.
type Pair struct {
	Task, Person int // indices
	Weight       int64
}

// Chance is a source of random orders, such as a seeded rand.Rand.
type Chance interface {
	Perm(n int) []int
	Shuffle(n int, swap func(i, j int))
}

// Problem is what is to be assigned.
type Problem struct {
	Tasks  []Bounds // how many people each task gets: its coverage
	People []Bounds // how many tasks each person gets: his load
	Pairs  []Pair
	Fair   bool   // the worst of the chosen pairs is first made as good as can be, then the total
	Chance Chance // decides among assignments of equal weight: with the same numbers the answer is the same
}

// Result is an optimal assignment.
type Result struct {
	Pairs []Pair // ordered by task, then person
	Total int64  // sum of the weights
	Worst int64  // the smallest weight chosen, 0 without pairs
}

// Solve returns an assignment of the greatest total weight. The error is an invalid
// fault for a problem that makes no sense, and a conflict fault where bounds and
// forbidden pairs leave no assignment.
func Solve(p Problem) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, err
	}
	best, err := solve(p)
	if err != nil || !p.Fair {
		return best, err
	}
	return fair(p, best)
}

// fair finds the highest threshold under which an assignment with as many pairs is
// left, and the heaviest one above it.
func fair(p Problem, best Result) (Result, error) {
	levels := make([]int64, 0, len(p.Pairs))
	for _, pair := range p.Pairs {
		if pair.Weight > best.Worst {
			levels = append(levels, pair.Weight)
		}
	}
	slices.Sort(levels)
	levels = slices.Compact(levels)
	all := p.Pairs
	for len(levels) > 0 {
		middle := len(levels) / 2
		p.Pairs = slices.DeleteFunc(slices.Clone(all), func(pair Pair) bool { return pair.Weight < levels[middle] })
		r, err := solve(p)
		switch {
		case err == nil && len(r.Pairs) >= len(best.Pairs):
			best, levels = r, levels[middle+1:]
		case err == nil || fault.Is(err, fault.CodeConflict):
			levels = levels[:middle]
		default:
			return Result{}, err
		}
	}
	return best, nil
}

// check refuses what makes no sense, and numbers so large that sums could overflow.
func (p Problem) check() error {
	for _, side := range [][]Bounds{p.Tasks, p.People} {
		for i, b := range side {
			if b.Least < 0 || b.Most < b.Least {
				return fault.Invalid("bounds", text.AssignBounds, i+1, b.Least, b.Most)
			}
		}
	}
	seen := make(map[[2]int]bool, len(p.Pairs))
	for _, pair := range p.Pairs {
		at := [2]int{pair.Task, pair.Person}
		if pair.Task < 0 || pair.Task >= len(p.Tasks) || pair.Person < 0 || pair.Person >= len(p.People) || seen[at] {
			return fault.Invalid("pairs", text.AssignPair, pair.Task+1, pair.Person+1)
		}
		seen[at] = true
	}
	if p.heaviest() > math.MaxInt64/16/int64(len(p.Pairs)+len(p.Tasks)+len(p.People)+1) {
		return fault.Invalid("pairs", text.AssignHeavy, p.heaviest())
	}
	return nil
}

// heaviest is the greatest weight without its sign, at least 1.
func (p Problem) heaviest() int64 {
	most := int64(1)
	for _, pair := range p.Pairs {
		most = max(most, pair.Weight, -max(pair.Weight, -math.MaxInt64))
	}
	return most
}

package assign

import (
	"cmp"
	"slices"
)

// network is the problem as a flow of minimal cost (Ahuja, Magnanti, Orlin: Network
// Flows, 9.7). Each task sends as many units as it may have people: over a pair
// to a person and on to the sink, or to the sink directly, at no price where it can do without
// and at the price of lack where it cannot. A unit that a person must have
// earns that price.
//
// Nodes are the tasks, then the people, then the sink. prices are the dual variables: along
// an open arc the cost is never less than the drop in price, which is what
// proves the end result optimal.
type network struct {
	Problem
	lack   int64
	arcs   [][]arc  // by task
	has    [][]spot // by person: the arcs that he serves
	free   []int    // by task: how many it does without, of those it need not have
	short  []int    // by task: how many it lacks
	prices []int64
	search
}

// arc is a pair as its task sees it.
type arc struct {
	person int
	weight int64
	used   bool
}

// spot is an arc of a task.
type spot struct{ task, arc int }

func solve(p Problem) (Result, error) {
	n := lay(p)
	for _, task := range p.Chance.Perm(len(p.Tasks)) {
		for range n.units(task) {
			n.send(task)
		}
	}
	if err := n.lacking(); err != nil {
		return Result{}, err
	}
	return n.result(), nil
}

// units is how many people a task may have, and there are for it.
func (n *network) units(task int) int {
	b := n.Tasks[task]
	return min(b.Most, max(b.Least, len(n.arcs[task])))
}

// lay builds the network without any flow.
func lay(p Problem) *network {
	nodes := len(p.Tasks) + len(p.People) + 1
	n := &network{
		Problem: p, lack: 4 * p.heaviest() * int64(len(p.Pairs)+1),
		arcs: make([][]arc, len(p.Tasks)), has: make([][]spot, len(p.People)),
		free: make([]int, len(p.Tasks)), short: make([]int, len(p.Tasks)), prices: make([]int64, nodes),
		search: search{cost: make([]int64, nodes), from: make([]spot, nodes), seen: make([]int, nodes), done: make([]int, nodes)},
	}
	for _, pair := range p.Pairs {
		n.arcs[pair.Task] = append(n.arcs[pair.Task], arc{person: pair.Person, weight: pair.Weight})
	}
	for _, arcs := range n.arcs {
		slices.SortFunc(arcs, func(a, b arc) int { return cmp.Compare(a.person, b.person) })
		p.Chance.Shuffle(len(arcs), func(i, j int) { arcs[i], arcs[j] = arcs[j], arcs[i] })
	}
	// The price of a node begins as the cost of the cheapest way from it to the sink.
	for person := range p.People {
		n.prices[len(p.Tasks)+person] = n.beyond(person)
	}
	for task, arcs := range n.arcs {
		for _, a := range arcs {
			n.prices[task] = min(n.prices[task], n.prices[len(p.Tasks)+a.person]-a.weight)
		}
	}
	return n
}

// beyond is the cost of one more unit from a person to the sink.
func (n *network) beyond(person int) int64 {
	if len(n.has[person]) < n.People[person].Least {
		return -n.lack
	}
	return 0
}

// without is the cost of one more unit that a task does without.
func (n *network) without(task int) int64 {
	if n.free[task] < n.units(task)-n.Tasks[task].Least {
		return 0
	}
	return n.lack
}

// send brings one more unit of a task to the sink over the cheapest way, which may
// take people from other tasks that find others, and keeps the prices right.
func (n *network) send(task int) {
	sink := len(n.prices) - 1
	n.begin(sink)
	n.reach(task, 0, spot{})
	for {
		node, cost := n.next()
		switch {
		case node == sink:
			for _, v := range n.settled {
				n.prices[v] += cost - n.cost[v]
			}
			n.turn(task)
			return
		case node < len(n.Tasks):
			n.fromTask(node, cost)
		default:
			n.fromPerson(node-len(n.Tasks), cost)
		}
	}
}

func (n *network) fromTask(task int, cost int64) {
	cost -= n.prices[task]
	for i, a := range n.arcs[task] {
		if !a.used {
			node := len(n.Tasks) + a.person
			n.reach(node, cost-a.weight+n.prices[node], spot{task, i})
		}
	}
	sink := len(n.prices) - 1
	n.reach(sink, cost+n.without(task)+n.prices[sink], spot{task, -1})
}

func (n *network) fromPerson(person int, cost int64) {
	cost -= n.prices[len(n.Tasks)+person]
	for _, s := range n.has[person] {
		n.reach(s.task, cost+n.arcs[s.task][s.arc].weight+n.prices[s.task], s)
	}
	if sink := len(n.prices) - 1; len(n.has[person]) < n.People[person].Most {
		n.reach(sink, cost+n.beyond(person)+n.prices[sink], spot{-1, person})
	}
}

// turn changes the assignment along the way that was found, from its end.
func (n *network) turn(start int) {
	last := n.from[len(n.prices)-1]
	task := last.task
	switch {
	case task < 0:
		task = n.take(last.arc)
	case n.without(task) == 0:
		n.free[task]++
	default:
		n.short[task]++
	}
	for task != start {
		given := n.from[task]
		person := n.arcs[task][given.arc].person
		n.arcs[task][given.arc].used = false
		n.has[person] = slices.DeleteFunc(n.has[person], func(s spot) bool { return s == given })
		task = n.take(person)
	}
}

// take gives a person to the task from which the way came to him, and returns it.
func (n *network) take(person int) int {
	s := n.from[len(n.Tasks)+person]
	n.arcs[s.task][s.arc].used = true
	n.has[person] = append(n.has[person], s)
	return s.task
}

func (n *network) result() Result {
	var r Result
	for task, arcs := range n.arcs {
		for _, a := range arcs {
			if a.used {
				r.Pairs = append(r.Pairs, Pair{task, a.person, a.weight})
				r.Total += a.weight
			}
		}
	}
	slices.SortFunc(r.Pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Task, b.Task), cmp.Compare(a.Person, b.Person))
	})
	if len(r.Pairs) > 0 {
		r.Worst = slices.MinFunc(r.Pairs, func(a, b Pair) int { return cmp.Compare(a.Weight, b.Weight) }).Weight
	}
	return r
}

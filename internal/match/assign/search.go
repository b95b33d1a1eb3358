package assign

// search is Dijkstra's, ended as soon as the sink is the nearest node left. It is
// used thousands of times, so marks are numbers of rounds and nothing is cleared.
type search struct {
	round   int
	sink    int
	cost    []int64
	from    []spot // by person: the arc that led to him; by task: the arc given up
	seen    []int  // round in which the cost was set
	done    []int  // round in which the node was settled
	settled []int
	heap    []stop
}

type stop struct {
	cost int64
	node int
}

func (s *search) begin(sink int) {
	s.round++
	s.sink, s.settled, s.heap = sink, s.settled[:0], s.heap[:0]
}

// reach notes a way to a node unless one as cheap is known, to it or to the sink.
func (s *search) reach(node int, cost int64, from spot) {
	if s.seen[node] == s.round && s.cost[node] <= cost || node != s.sink && s.seen[s.sink] == s.round && s.cost[s.sink] <= cost {
		return
	}
	s.cost[node], s.from[node], s.seen[node] = cost, from, s.round
	s.push(stop{cost, node})
}

// next settles the nearest node. The sink is always reached: each task can do without.
func (s *search) next() (node int, cost int64) {
	for {
		at := s.pop()
		if s.done[at.node] == s.round {
			continue
		}
		s.done[at.node] = s.round
		if at.node != s.sink {
			s.settled = append(s.settled, at.node)
		}
		return at.node, at.cost
	}
}

// The heap is a binary one of values: container/heap would box each of them.

func (s *search) push(x stop) {
	s.heap = append(s.heap, x)
	for i := len(s.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if s.heap[up].cost <= x.cost {
			break
		}
		s.heap[i], s.heap[up] = s.heap[up], x
		i = up
	}
}

func (s *search) pop() stop {
	top, last := s.heap[0], len(s.heap)-1
	x := s.heap[last]
	s.heap = s.heap[:last]
	for i := 0; i < last; {
		down := 2*i + 1
		if down+1 < last && s.heap[down+1].cost < s.heap[down].cost {
			down++
		}
		if down >= last || x.cost <= s.heap[down].cost {
			s.heap[i] = x
			break
		}
		s.heap[i], i = s.heap[down], down
	}
	return top
}

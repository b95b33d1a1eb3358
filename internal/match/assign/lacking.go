package assign

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// lacking says why no assignment meets the bounds: a set of tasks that need more
// than all people allowed to them can take, or the same of people. Such a set is
// there whenever somebody lacks a partner (Hall's theorem, for degrees).
func (n *network) lacking() error {
	for task, short := range n.short {
		if short > 0 {
			tasks := n.stuckTasks(task)
			need, room := 0, 0
			for t := range tasks {
				need += n.Tasks[t].Least
			}
			for person, open := range n.openTo(tasks) {
				room += min(open, n.People[person].Most)
			}
			return fault.Conflict(text.AssignTasksLack, listed(tasks), need, room)
		}
	}
	for person, b := range n.People {
		if len(n.has[person]) < b.Least {
			people := n.stuckPeople(person)
			need, room := 0, 0
			for p := range people {
				need += n.People[p].Least
			}
			for task, arcs := range n.arcs {
				open := 0
				for _, a := range arcs {
					if people[a.person] {
						open++
					}
				}
				room += min(open, n.Tasks[task].Most)
			}
			return fault.Conflict(text.AssignPeopleLack, listed(people), need, room)
		}
	}
	return nil
}

// stuckTasks are the tasks that could give a person to a task that lacks one, each
// of which then lacked one itself.
func (n *network) stuckTasks(task int) map[int]bool {
	stuck, left := map[int]bool{task: true}, []int{task}
	for len(left) > 0 {
		at := left[0]
		left = left[1:]
		for _, a := range n.arcs[at] {
			for _, s := range n.has[a.person] {
				if !a.used && !stuck[s.task] {
					stuck[s.task] = true
					left = append(left, s.task)
				}
			}
		}
	}
	return stuck
}

// openTo counts for each person the pairs with the tasks.
func (n *network) openTo(tasks map[int]bool) map[int]int {
	open := map[int]int{}
	for task := range tasks {
		for _, a := range n.arcs[task] {
			open[a.person]++
		}
	}
	return open
}

// stuckPeople are the people whose tasks a person in need of one could have, each of
// whom then lacked one himself.
func (n *network) stuckPeople(person int) map[int]bool {
	stuck, left := map[int]bool{person: true}, []int{person}
	for len(left) > 0 {
		at := left[0]
		left = left[1:]
		for _, arcs := range n.arcs {
			could := slices.ContainsFunc(arcs, func(a arc) bool { return a.person == at && !a.used })
			for _, a := range arcs {
				if could && a.used && !stuck[a.person] {
					stuck[a.person] = true
					left = append(left, a.person)
				}
			}
		}
	}
	return stuck
}

// listed names members by their numbers, counted from one.
func listed(set map[int]bool) string {
	const most = 20
	var names []string
	members := slices.Sorted(maps.Keys(set))
	for _, i := range members[:min(most, len(members))] {
		names = append(names, strconv.Itoa(i+1))
	}
	if len(members) > most {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

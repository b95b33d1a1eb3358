package assign

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/fault"
)

func chance(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func bounds(n, least, most int) []Bounds {
	return slices.Repeat([]Bounds{{least, most}}, n)
}

const shared = "../../../../shared/data/assign"

func midl(t testing.TB) Problem {
	file, err := os.Open(filepath.Join(shared, "midl", "scores.csv"))
	if os.IsNotExist(err) {
		t.Skip("shared/data/assign is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	pairs, tasks, people, err := ReadMatrix(file)
	if err != nil || tasks != 118 || people != 177 {
		t.Fatal(tasks, people, err)
	}
	return Problem{Tasks: bounds(tasks, 3, 3), People: bounds(people, 0, 4), Pairs: pairs, Chance: chance(0)}
}

func TestMIDL(t *testing.T) {
	r, err := Solve(midl(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%.4f", float64(r.Total)/1e9); got != "201.8849" || len(r.Pairs) != 354 {
		t.Errorf("got %s of %d pairs, want 201.8849 of 354", got, len(r.Pairs))
	}
}

// The optimum is that of the OR-Library, which asks for the cheapest assignment.
func assign100(t testing.TB) Problem {
	raw, err := os.ReadFile(filepath.Join(shared, "assign100.txt"))
	if os.IsNotExist(err) {
		t.Skip("shared/data/assign is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	p := Problem{Tasks: bounds(100, 1, 1), People: bounds(100, 0, 1), Chance: chance(0)}
	for i, said := range strings.Fields(string(raw))[1:] {
		cost, err := strconv.ParseInt(said, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		p.Pairs = append(p.Pairs, Pair{i / 100, i % 100, -cost})
	}
	return p
}

func TestAssign100(t *testing.T) {
	r, err := Solve(assign100(t))
	if err != nil || r.Total != -305 {
		t.Errorf("got %d (%v), want -305", r.Total, err)
	}
}

// sparse is a large random problem: 2,000 tasks of three people, 3,000 people.
func sparse(pairs int) Problem {
	r := chance(7)
	p := Problem{Tasks: bounds(2000, 3, 3), People: bounds(3000, 0, 3), Chance: r}
	for task := range p.Tasks {
		for _, person := range r.Perm(len(p.People))[:pairs] {
			p.Pairs = append(p.Pairs, Pair{task, person, r.Int64N(1_000_000)})
		}
	}
	return p
}

func BenchmarkAssign(b *testing.B) {
	for _, tt := range []struct {
		name    string
		problem func() Problem
	}{
		{"midl", func() Problem { return midl(b) }},
		{"assign100", func() Problem { return assign100(b) }},
		{"2000x3000 of 50 pairs each", func() Problem { return sparse(50) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			p := tt.problem()
			for b.Loop() {
				if _, err := Solve(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// brute tries every set of pairs.
func brute(p Problem) (best Result, found bool) {
	for set := range 1 << len(p.Pairs) {
		var r Result
		tasks, people := make([]int, len(p.Tasks)), make([]int, len(p.People))
		for i, pair := range p.Pairs {
			if set>>i&1 == 1 {
				tasks[pair.Task]++
				people[pair.Person]++
				if len(r.Pairs) == 0 || pair.Weight < r.Worst {
					r.Worst = pair.Weight
				}
				r.Pairs = append(r.Pairs, pair)
				r.Total += pair.Weight
			}
		}
		if within(tasks, p.Tasks) && within(people, p.People) && (!found || r.Total > best.Total) {
			best, found = r, true
		}
	}
	return best, found
}

func within(counts []int, bounds []Bounds) bool {
	for i, b := range bounds {
		if counts[i] < b.Least || counts[i] > b.Most {
			return false
		}
	}
	return true
}

func drawProblem(t *rapid.T) Problem {
	side := func(name string) []Bounds {
		list := make([]Bounds, rapid.IntRange(0, 4).Draw(t, name))
		for i := range list {
			list[i].Least = rapid.IntRange(0, 2).Draw(t, "least")
			list[i].Most = list[i].Least + rapid.IntRange(0, 2).Draw(t, "more")
		}
		return list
	}
	p := Problem{Tasks: side("tasks"), People: side("people"), Chance: chance(rapid.Uint64Range(0, 3).Draw(t, "seed"))}
	for task := range p.Tasks {
		for person := range p.People {
			if len(p.Pairs) < 12 && rapid.IntRange(0, 3).Draw(t, "allowed") > 0 {
				p.Pairs = append(p.Pairs, Pair{task, person, rapid.Int64Range(-5, 9).Draw(t, "weight")})
			}
		}
	}
	return p
}

// The answer weighs what the best of all sets weighs, and is itself allowed.
func TestAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		want, feasible := brute(p)
		got, err := Solve(p)
		if !feasible {
			if !fault.Is(err, fault.CodeConflict) {
				t.Fatalf("got %v (%v), want a conflict", got, err)
			}
			return
		}
		if err != nil || got.Total != want.Total {
			t.Fatalf("got %d (%v), want %d by %v", got.Total, err, want.Total, want.Pairs)
		}
		tasks, people := make([]int, len(p.Tasks)), make([]int, len(p.People))
		for _, pair := range got.Pairs {
			if !slices.Contains(p.Pairs, pair) {
				t.Fatalf("%v is forbidden", pair)
			}
			tasks[pair.Task]++
			people[pair.Person]++
		}
		if !within(tasks, p.Tasks) || !within(people, p.People) {
			t.Fatalf("bounds are not kept: %v", got.Pairs)
		}
	})
}

// No assignment with as many pairs has a better worst pair.
func TestFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		for i := range p.Tasks {
			p.Tasks[i].Most = p.Tasks[i].Least // then every assignment has as many
		}
		p.Fair = true
		got, err := Solve(p)
		if err != nil {
			return
		}
		for _, level := range p.Pairs {
			if level.Weight <= got.Worst || len(got.Pairs) == 0 {
				continue
			}
			higher := p
			higher.Pairs = slices.DeleteFunc(slices.Clone(p.Pairs), func(pair Pair) bool { return pair.Weight < level.Weight })
			if better, ok := brute(higher); ok {
				t.Fatalf("worst is %d, could be %d by %v", got.Worst, better.Worst, better.Pairs)
			}
		}
		above := p
		above.Pairs = slices.DeleteFunc(slices.Clone(p.Pairs), func(pair Pair) bool { return pair.Weight < got.Worst })
		if best, _ := brute(above); len(got.Pairs) > 0 && best.Total != got.Total {
			t.Fatalf("total is %d, could be %d", got.Total, best.Total)
		}
	})
}

// The answer depends on the problem and the seed, not on the order in which pairs are listed.
func TestSeed(t *testing.T) {
	p := Problem{Tasks: bounds(6, 1, 1), People: bounds(6, 0, 1), Chance: chance(0)}
	for i := range 36 {
		p.Pairs = append(p.Pairs, Pair{i / 6, i % 6, 1})
	}
	first, err := Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(p.Pairs)
	p.Chance = chance(0)
	if again, _ := Solve(p); !reflect.DeepEqual(first, again) {
		t.Errorf("got %v, then %v", first, again)
	}
	others := 0
	for seed := range uint64(10) {
		p.Chance = chance(seed + 1)
		if other, _ := Solve(p); !reflect.DeepEqual(first.Pairs, other.Pairs) {
			others++
		}
	}
	if others == 0 {
		t.Error("the seed decides nothing")
	}
}

func TestInfeasible(t *testing.T) {
	for _, tt := range []struct {
		name string
		p    Problem
		want string
	}{
		{"two tasks for one person", Problem{Tasks: bounds(3, 1, 1), People: bounds(2, 0, 1), Pairs: []Pair{{0, 0, 1}, {1, 0, 1}, {2, 1, 1}}},
			"tasks 1, 2 need 2 people in all, and those allowed to them can take on 1."},
		{"nobody allowed", Problem{Tasks: bounds(1, 1, 2)}, "tasks 1 need 1 people in all, and those allowed to them can take on 0."},
		{"idle people", Problem{Tasks: bounds(1, 0, 1), People: bounds(2, 1, 1), Pairs: []Pair{{0, 0, 1}, {0, 1, 1}}},
			"people 1, 2 must have 2 tasks in all, and the tasks open to them hold 1."},
		{"bounds crossed", Problem{Tasks: []Bounds{{2, 1}}}, "at least 2, at most 1"},
		{"a pair twice", Problem{Tasks: bounds(1, 0, 1), People: bounds(1, 0, 1), Pairs: []Pair{{0, 0, 1}, {0, 0, 2}}}, "task 1 and person 1"},
		{"a pair of nobody", Problem{Tasks: bounds(1, 0, 1), Pairs: []Pair{{0, 4, 1}}}, "task 1 and person 5"},
		{"too heavy", Problem{Tasks: bounds(1, 0, 1), People: bounds(1, 0, 1), Pairs: []Pair{{0, 0, -1 << 63}}}, "too large"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.p.Chance = chance(0)
			r, err := Solve(tt.p)
			if err == nil || !strings.Contains(fmt.Sprint(err), tt.want) {
				t.Errorf("got %v, %v, want %q", r, err, tt.want)
			}
		})
	}
}

// What the fault says of a set of tasks or people is true of the problem.
func TestReasonHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t)
		_, err := Solve(p)
		if err == nil {
			return
		}
		f := fault.All(err)[0]
		if need, room := f.Args[1].(int), f.Args[2].(int); need <= room {
			t.Fatalf("need %d is within room %d: %v", need, room, err)
		}
	})
}

func TestReadMatrix(t *testing.T) {
	for _, tt := range []struct{ name, said, want string }{
		{"scores and conflicts", "\ufeff1, 0.5,-1\n,2,0.000000001\n", "[{0 0 1000000000} {1 0 500000000} {1 1 2000000000} {2 1 1}] 3 2"},
		{"nothing", "", "[] 0 0"},
		{"a short line", "1,2\n3\n", "Line 2 of the scores"},
		{"a word", "1,2\n3,x\n", "Line 2, column 2"},
		{"no number", "NaN", "Line 1, column 1"},
		{"endless", "1e300", "Line 1, column 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pairs, tasks, people, err := ReadMatrix(strings.NewReader(tt.said))
			if got := fmt.Sprint(pairs, tasks, people, err); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func FuzzReadMatrix(f *testing.F) {
	f.Add("1,2\n-1,")
	f.Fuzz(func(t *testing.T, said string) {
		pairs, tasks, people, err := ReadMatrix(strings.NewReader(said))
		if err == nil && len(pairs) > tasks*people {
			t.Errorf("%d pairs of %d tasks and %d people", len(pairs), tasks, people)
		}
	})
}

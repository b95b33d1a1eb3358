package report

import (
	"maps"
	"slices"
	"strings"

	"heitu/internal/text"
)

// Hint points to records that are worth a look. It is never a verdict: each of its
// kinds has honest causes as well.
type Hint struct {
	Kind    string   `json:"kind"` // round, spike, duplicate or ring
	Says    Said     `json:"says"`
	Records []string `json:"records"` // sorted
	Staff   bool     `json:"staff"`   // whether it was found by what only staff may see
}

// Trace is what hints are found by: one record behind a figure.
type Trace struct {
	ID     string
	Day    string
	Amount *int64 // in fen, nil where the figure adds nothing up
	Same   string // all that the public sees of it, equal for records that tell the same; "" where that is too little
	Seller string // id of an organisation, "" where unknown; for staff alone
	Buyer  string
}

// When a hint is given. What is rarer than this is left to chance.
const (
	leastRecords = 5
	roundTo      = 10_000_000 // fen: whole 100,000 yuan
	lastDays     = 5          // days at the end of a period
	spikeFactor  = 3          // times the even share
	longestRing  = 3
)

// Hints looks through the records behind a line. Without staff, what rests on parties is left out.
func Hints(p Period, traces []Trace, staff bool) []Hint {
	hints := []Hint{}
	for _, find := range []func(Period, []Trace) []Hint{round, spike, duplicates} {
		hints = append(hints, find(p, traces)...)
	}
	if staff {
		hints = append(hints, rings(traces)...)
	}
	return hints
}

func idsOf(traces []Trace) []string {
	ids := []string{}
	for _, t := range traces {
		ids = append(ids, t.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// round finds many amounts in whole hundreds of thousands.
func round(_ Period, traces []Trace) []Hint {
	amounts := 0
	var even []Trace
	for _, t := range traces {
		if t.Amount == nil || *t.Amount == 0 {
			continue
		}
		amounts++
		if *t.Amount%roundTo == 0 {
			even = append(even, t)
		}
	}
	if len(even) < leastRecords || 2*len(even) <= amounts {
		return nil
	}
	return []Hint{{Kind: "round", Says: Says(text.HintRound, len(even), amounts), Records: idsOf(even)}}
}

// spike finds records crowded into the last days of a period.
func spike(p Period, traces []Trace) []Hint {
	if p.From == "" || lasting(p.From, p.To) < 4*lastDays {
		return nil
	}
	var late []Trace
	for _, t := range traces {
		if t.Day <= p.To && lasting(t.Day, p.To) <= lastDays {
			late = append(late, t)
		}
	}
	if even := int64(len(traces)) * lastDays; len(late) < leastRecords || int64(len(late))*lasting(p.From, p.To) < spikeFactor*even {
		return nil
	}
	return []Hint{{Kind: "spike", Says: Says(text.HintSpike, len(late), len(traces), lastDays), Records: idsOf(late)}}
}

// duplicates finds records that tell the public the same.
func duplicates(_ Period, traces []Trace) []Hint {
	same := map[string][]Trace{}
	var order []string
	for _, t := range traces {
		if t.Same == "" {
			continue
		}
		if same[t.Same] == nil {
			order = append(order, t.Same)
		}
		same[t.Same] = append(same[t.Same], t)
	}
	slices.Sort(order)
	var hints []Hint
	for _, key := range order {
		if n := len(same[key]); n > 1 {
			hints = append(hints, Hint{Kind: "duplicate", Says: Says(text.HintDuplicate, n), Records: idsOf(same[key])})
		}
	}
	return hints
}

// rings finds organisations that sell to each other, two or three in a circle.
func rings(traces []Trace) []Hint {
	sales := map[string]map[string][]Trace{}
	for _, t := range traces {
		if t.Seller == "" || t.Buyer == "" {
			continue
		}
		if sales[t.Seller] == nil {
			sales[t.Seller] = map[string][]Trace{}
		}
		sales[t.Seller][t.Buyer] = append(sales[t.Seller][t.Buyer], t)
	}
	found := map[string]Hint{}
	var walk func(path []string, behind []Trace)
	walk = func(path []string, behind []Trace) {
		for buyer, sold := range sales[path[len(path)-1]] {
			all := slices.Concat(behind, sold)
			switch {
			case buyer == path[0]:
				members := slices.Sorted(slices.Values(path))
				key := strings.Join(members, " ")
				ids := idsOf(append(all, tracesOf(found[key].Records)...))
				found[key] = Hint{Kind: "ring", Says: Says(text.HintRing, len(path), len(ids)), Records: ids, Staff: true}
			case len(path) < longestRing && !slices.Contains(path, buyer):
				walk(append(slices.Clone(path), buyer), all)
			}
		}
	}
	for _, seller := range slices.Sorted(maps.Keys(sales)) {
		walk([]string{seller}, nil)
	}
	var hints []Hint
	for _, key := range slices.Sorted(maps.Keys(found)) {
		hints = append(hints, found[key])
	}
	return hints
}

func tracesOf(ids []string) []Trace {
	traces := make([]Trace, len(ids))
	for i, id := range ids {
		traces[i].ID = id
	}
	return traces
}

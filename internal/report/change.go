package report

import (
	"slices"

	"heitu/internal/record"
)

// Touch is a record that changed after a card was frozen: as the public saw it then and
// sees it now, nil where it did not or does not.
type Touch struct {
	ID       string
	Was, Now *record.Record
}

// Change is what has become of one line of a frozen card.
type Change struct {
	Figure string   `json:"figure"`
	Label  Said     `json:"label"`
	Frozen *int64   `json:"frozen"` // stays as it was
	Now    *int64   `json:"now"`
	Gone   []string `json:"gone"`    // records that counted and no longer do: withdrawn, cancelled, erased
	Added  []string `json:"added"`   // records that did not count and now do
	Differ []string `json:"altered"` // records that count otherwise
}

// Changed reports whether anything is to be shown.
func (c Change) Changed() bool {
	return len(c.Gone)+len(c.Added)+len(c.Differ) > 0 || (c.Frozen == nil) != (c.Now == nil) || c.Frozen != nil && *c.Frozen != *c.Now
}

// Since compares a frozen line with the value now, and names the records that make the difference.
func Since(l Line, now Value, touched []Touch) Change {
	c := Change{Figure: l.Figure, Label: l.Label, Frozen: l.Value, Now: valueOf(now), Gone: []string{}, Added: []string{}, Differ: []string{}}
	q := Query{Period: now.Period, Region: now.Region, Only: now.Only}
	for _, t := range touched {
		was, is := weigh(now.Parts, q, t.Was), weigh(now.Parts, q, t.Now)
		switch {
		case was == is:
		case is == weight{}:
			c.Gone = append(c.Gone, t.ID)
		case was == weight{}:
			c.Added = append(c.Added, t.ID)
		default:
			c.Differ = append(c.Differ, t.ID)
		}
	}
	return c
}

// BehindThen are the ids of the records that stood behind a value when the card was
// frozen, given those behind it now and what was touched since. Both are sorted.
func BehindThen(now Value, touched []Touch) []string {
	since := map[string]bool{}
	q := Query{Period: now.Period, Region: now.Region, Only: now.Only}
	var ids []string
	for _, t := range touched {
		since[t.ID] = true
		if weigh(now.Parts, q, t.Was) != (weight{}) {
			ids = append(ids, t.ID)
		}
	}
	for _, id := range now.Records {
		if !since[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// weight is what a record adds to up to two parts.
type weight struct {
	counts [2]bool
	value  [2]int64
	of     [2]string
}

func weigh(parts []Part, q Query, r *record.Record) (w weight) {
	if r == nil {
		return w
	}
	for i, p := range parts {
		if w.value[i], w.counts[i] = p.Figure.counts(q, *r); w.counts[i] && p.Figure.Measure == Distinct {
			w.of[i] = word(*r, p.Figure.Of)
		}
	}
	return w
}

// Finding is one thing in which a figure does not agree with the journal.
type Finding struct {
	Record string `json:"record"` // id, "" where it is none
	Says   Said   `json:"message"`
}

// File is one file of an exported card.
type File struct {
	Name   string // path with slashes
	Figure string // the figure it shows, "" for none
	Data   []byte
}

// Difference is a line of two cards.
type Difference struct {
	Figure string `json:"figure"`
	Label  Said   `json:"label"`
	Unit   Said   `json:"unit"`
	Places int    `json:"places"`
	A      *int64 `json:"a"`
	B      *int64 `json:"b"`
	Amount *int64 `json:"difference"` // b − a, nil where one is missing
}

// Compare lists the lines of two cards beside each other, in the order of the first.
func Compare(a, b Card) []Difference {
	list := []Difference{}
	add := func(l Line, x, y *int64) {
		d := Difference{Figure: l.Figure, Label: l.Label, Unit: l.Unit, Places: l.Places, A: x, B: y}
		if x != nil && y != nil {
			n := *y - *x
			d.Amount = &n
		}
		list = append(list, d)
	}
	for _, l := range a.Lines {
		other, _ := b.Line(l.Figure)
		add(l, l.Value, other.Value)
	}
	for _, l := range b.Lines {
		if _, both := a.Line(l.Figure); !both {
			add(l, nil, l.Value)
		}
	}
	return list
}

package page

import "heitu/internal/text"

// Twins is pairs of records that may be the same thing.
type Twins struct {
	Kind     Link
	Action   string
	Members  bool   // whether accounts belong to what is merged
	Compared string // how many were compared, "" for all
	Pairs    []Twin
	Next     string
	Faults   []Fault
	Apart    Link // to the pairs that are not the same
	Decided  bool // whether these are shown
	Aparts   []Apart
}

// Apart is two records of which somebody has said that they are not the same.
type Apart struct {
	A, B Link
	Href string // both side by side
	ID   string // by which he can take it back, "" for another's
}

// Twin is two such records side by side.
type Twin struct {
	Title  string
	Prefix string // of its controls
	Sides  [2]Side
	Fields []TwinField
}

// Side is one of the two.
type Side struct {
	ID, Rev string
	Record  Link
	State   Badge
	Refers  string
}

// TwinField is one field of both.
type TwinField struct {
	Name, Label string
	Values      [2]Value
	Differs     bool
	Choose      bool // whether it can be chosen which value stays
	Second      bool // whether only the second has a value
}

// empty reports whether a value says nothing.
func (v Value) empty() bool {
	return v.Text == "" && len(v.Links) == 0 && len(v.Files) == 0 && len(v.Items) == 0 && v.Other == nil
}

// side names one of the two.
func side(second bool) text.Label {
	if second {
		return text.TwinSecond
	}
	return text.TwinFirst
}

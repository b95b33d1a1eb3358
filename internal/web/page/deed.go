package page

import "slices"

// Deeds is a list of acts on many records.
type Deeds struct{ Deeds []Deed }

// Deed is one of them. On its own page it has parts.
type Deed struct {
	Title   string
	Detail  string
	Href    string
	At      string
	Kind    Link
	State   Badge
	Counts  []string
	Running bool
	Undone  bool
	Undo    string // where it is taken back, "" where it cannot be
	Tabs    []Item
	Parts   []Part
	Next    string
	Faults  []Fault
}

// reasoned reports whether anything is said about one of the parts.
func (d Deed) reasoned() bool {
	return slices.ContainsFunc(d.Parts, func(p Part) bool { return len(p.Why) > 0 })
}

// Part is what was done with one record or row.
type Part struct {
	Record  Link
	Where   string // in the file, "" where there is none
	Outcome string
	Why     []string
}

// Batch is something to be done with many records, before it is done.
type Batch struct {
	Kind    Link
	Title   string
	Count   string
	Act     string
	Action  string
	Edit    bool // whether a field is changed; otherwise a step is taken
	Inputs  []Input
	Items   []string // id and revision of each record
	Faults  []Fault
	Weighed bool // whether Good, Bad and Refused are known
	Good    int
	Bad     int
	Refused []Refused
	More    int // refusals that are not listed
}

// Refused is a record with which it cannot be done, and why.
type Refused struct {
	Record Link
	Why    []string
}

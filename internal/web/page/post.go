package page

// Posting is the form by which a need is posted without signing in.
type Posting struct {
	Parts   []Section
	Consent Input
	Advice  *Checklist
	Key     string
	Faults  []Fault
}

// Section is one part of the form.
type Section struct {
	Title, Help string
	Inputs      []Input
}

// Checklist is what the writer of a record is advised of.
type Checklist struct {
	Action string // where it is reckoned anew while he writes
	Sum    string
	Points []Point
}

// Point is one line of it.
type Point struct {
	Hint string
	Met  bool
}

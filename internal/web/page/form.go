package page

// Filling is the form for a record.
type Filling struct {
	Title  string
	Kind   Link
	Record Link // the record being changed, empty for a new one
	Action string
	Rev    string
	Key    string
	Inputs []Input
	Faults []Fault
	Advice *Checklist // nil for kinds without one
	Sum    *Reckoning // nil but for contracts and their deductions
	Newest Link       // where the newest revision is, after a conflict
}

// Reckoning is what the amounts of a contract come to, in words.
type Reckoning struct {
	Action string // where it is asked for again
	Words  string
	Agrees Badge
}

// sumAfter names the controls behind which the sum stands.
func sumAfter(name string) bool { return name == "technical" || name == "sample" }

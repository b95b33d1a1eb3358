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
	Newest Link       // where the newest revision is, after a conflict
}

package page

// Proof shows where a record stands in the journal.
type Proof struct {
	Kind, Record Link
	Checkpoint   string
	Key          string
	Index        string
	Size         string
	Path         []string
	Shown        []Field
	Withheld     string // how many fields are not shown
	Command      string
	Download     string
	File         string // what the download is called
}

// Erasing is the form by which personal data is destroyed.
type Erasing struct {
	Kind   Link
	Record string // id
	Fields []string
	Action string
	Reason Input
	Faults []Fault
}

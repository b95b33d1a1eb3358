package page

// Record is everything that a page says about one record.
type Record struct {
	Kind     Link
	Title    string
	Href     string
	State    Badge
	Home     string
	Rev      string
	Saved    string // when this revision was made
	By       string
	Prose    []Field
	Facts    []Field
	Who      Who // who may see the record at all
	Edit     string
	Invite   string
	Erase    string
	Steps    []Step
	Faults   []Fault
	Papers   []Link // what can be printed or kept of it
	Void     bool
	Merged   Link // the record it was merged into
	Made     Link // the deed that has just merged another into it
	Matches  []Matches
	Standing *Standing  // how far its publication is, nil for other kinds
	Contract *Contract  // the parts of a contract, nil for other kinds
	Advice   *Checklist // for who may still mend it
	Sheet    *Prereview // the rules of a pre-review sheet
	Linked   []Linked
	Policies []Policy // which policies a firm or a contract qualifies for
	History  []Change
}

// Step is a step that the reader may take.
type Step struct {
	Name, Label string
	To          string // state entered
	Action      string
	Rev         string
	Key         string
	Inputs      []Input
	Missing     []Link // fields that must be filled in first
	Open        bool
}

// Matches is what suits a record.
type Matches struct {
	Title string
	Cards []Card
	Judge []Link // for each card, the match that there is or can be recorded
}

// Policy is a policy and whether a record qualifies for it.
type Policy struct {
	Link
	Fits       Badge
	Conditions []Condition
}

// Condition is one condition of a policy.
type Condition struct {
	Label string
	Met   Badge
}

// Linked is the records of one kind that refer to a record.
type Linked struct {
	Kind  string
	Links []Link
	New   Link
}

// Change is one revision.
type Change struct {
	Rev, At, By string
	Step        string
	State       string
	Entry       string
	Fields      []Difference
}

// Difference is one field that changed.
type Difference struct{ Label, Was, Is string }

package page

// Work is what waits for somebody.
type Work struct {
	Today  string
	Groups []Group
	More   bool
}

// Group is what waits under one heading.
type Group struct {
	Title string
	Late  bool
	Items []Task
	Rest  []Fold // of what is many
}

// Fold is more of one sort.
type Fold struct {
	Label string
	Items []Task
}

// Task is one thing that waits.
type Task struct {
	Why    string
	Kind   string
	Record Link
	Due    string
	Since  string
	Mine   bool
	Step   Link // where it is done
}

// Channels is how somebody is reminded.
type Channels struct {
	Channels   []Channel
	Inputs     []Input
	Faults     []Fault
	Notice     string
	Subscribed bool
	Address    string // of the calendar, just after it was made
}

// Channel is one way of being reminded.
type Channel struct {
	ID, Way, Address string
	Notes            []string
	State            Badge
	Why              string
}

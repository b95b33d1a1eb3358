package page

// Importing is the form for a file and what became of it in a dry run.
type Importing struct {
	Kind     Link
	Action   string
	Template string
	File     Input
	Faults   []Fault
	Tried    bool
	Good     string // how many rows can be saved
	Bad      string
	Rows     []Refused
	Confirm  string // name of the kept file, "" where nothing can be saved
	Name     string // what the file is called
	Made     string // how many were saved, "" before
}

// Refused is one thing that is wrong with a row.
type Refused struct{ Line, Field, Text string }

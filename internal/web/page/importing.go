package page

import "path"

// Centre is where files come in.
type Centre struct {
	Kinds     Input
	File      Input
	Paste     Input
	Faults    []Fault
	Imports   []ImportLine
	Templates []Link
}

// ImportLine is an import in a few words.
type ImportLine struct {
	Name, Href string
	Kind       Link
	At         string
	State      Badge
	Counts     []string
}

// Import is one file on its way in. Of Mapping, Trial, Progress and Result those are set
// that belong to its state.
type Import struct {
	ImportLine
	Faults   []Fault
	Remarks  []string
	Failure  string
	Mapping  *Mapping
	Trial    *Trial
	Progress *Progress
	Result   *Result
	Resumes  bool // whether it can go on from where it halted
	Discards bool // whether it can be given up
	Stops    bool // whether it can be stopped
}

// Mapping is what the columns of a file mean, to be checked by a person.
type Mapping struct {
	Sheets []SheetMap
	Steps  []Option // to take with what is made
	Modes  []Option
	Sure   bool // whether it stands below a trial and is opened only when wanted
}

// SheetMap is the columns of one sheet.
type SheetMap struct {
	Prefix  string // of its controls
	Name    string
	Used    bool
	Header  string // row of the header
	Columns []ColumnMap
}

// ColumnMap is one column of a file.
type ColumnMap struct {
	Name     string // of its control
	Letter   string
	Header   string
	Samples  []string
	Fields   []Option
	Units    []Option // what amounts may count in, empty where there are none
	UnitName string
	Sure     string
	Why      string
	Level    string // high, middle, low, "" where it is passed over
}

// Trial is what would become of each row.
type Trial struct {
	Total    string
	Tabs     []Count
	Verdicts []Verdict
	Next     string
	Good     int // rows that would be written
	Bad      int
	Mended   Input
	Marked   string // where the marked workbook is, "" where nothing is marked
}

// Count is how many rows share a fate.
type Count struct {
	Item
	Outcome string
	Number  int
}

// Verdict is what a trial says of one row.
type Verdict struct {
	Where    string
	Title    Link
	Outcome  string
	Label    string
	Holds    []Difference // what a new record would hold: the first few of its values
	Rest     []Difference // and the others
	More     string       // how many those are
	Changes  []Difference
	Problems []Problem
	Doubts   []Problem
	Near     []Link // records or rows above that are much like it
}

// Problem is something about one cell.
type Problem struct{ Cell, Said, Text string }

// Progress is how far something has come.
type Progress struct {
	Value, Max int
	Text       string
	Events     string // where it is told as it goes on
}

// Result is what an import did.
type Result struct {
	Tabs   []Count
	Parts  Deed
	Undo   string
	List   Link
	Undone bool
	Halted bool // whether it stopped before the end
}

// kind is the name of the kind that is imported.
func (p Import) kind() string { return path.Base(p.Kind.Href) }

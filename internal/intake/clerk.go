package intake

import (
	"context"
	"io"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// Clerk brings files into the office, one at a time, in the background. What he works
// on is a deed, so that a crash or a closed page loses nothing.
type Clerk struct {
	Office *office.Office
	Folder string // where files and their trials lie
	Now    func() time.Time
}

// Import is one file on its way in.
type Import struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Name    string         `json:"name"`  // of the file
	State   string         `json:"state"` // see the constants
	At      time.Time      `json:"at"`
	Layouts []sheet.Layout `json:"layouts"` // the sheets to be read
	Remarks []string       `json:"remarks"`
	Step    string         `json:"step"`    // to be taken with every record made, "" for none
	Mode    string         `json:"mode"`    // what happens to records that are there already: change, leave
	Rows    int            `json:"rows"`    // of the file, as far as counted
	Read    int            `json:"read"`    // rows tried, or brought in, so far
	Counts  map[string]int `json:"counts"`  // rows by outcome: made, changed, left, refused; in a trial what would be
	Failure string         `json:"failure"` // why it cannot go on, "" if it can
}

// The states of an import.
const (
	Mapping = "mapping" // its columns wait for a person
	Trying  = "trying"  // dry run under way
	Tried   = "tried"
	Running = "running"
	Done    = "done"
	Undoing = "undoing"
	Undone  = "undone"
	Failed  = "failed"
)

// Verdict is what a trial says of one row.
type Verdict struct {
	Sheet   string    `json:"sheet"`
	Line    int       `json:"line"`
	Outcome string    `json:"outcome"` // made, changed, left, refused
	Title   string    `json:"title"`
	Record  string    `json:"record,omitempty"` // that is changed or left
	Changes []Change  `json:"changes,omitempty"`
	Faults  []Problem `json:"faults,omitempty"`
	Doubts  []Problem `json:"doubts,omitempty"`
	Near    []Near    `json:"near,omitempty"` // records that look like the same thing
}

// Change is a field with its value before and after, as a person reads it.
type Change struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Will  string `json:"will"`
}

// Problem is something about one cell.
type Problem struct {
	Field  string       `json:"field"`
	Column string       `json:"column"` // its letter, "" where the row as a whole is meant
	Said   string       `json:"said"`   // what stands in the cell
	Text   text.Message `json:"-"`
}

// Near is a record that looks like the one a row would make.
type Near struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Receive stores a file and guesses what its columns mean.
func (c *Clerk) Receive(ctx context.Context, actor access.Actor, kind, name string, file io.Reader) (Import, error) {
	return Import{}, fault.Invalid("file", text.FileType)
}

// Import returns an import of the actor's own, with its progress.
func (c *Clerk) Import(ctx context.Context, actor access.Actor, id string) (Import, error) {
	return Import{}, fault.Missing(text.NoSuchPage)
}

// Imports returns the newest imports of the actor.
func (c *Clerk) Imports(ctx context.Context, actor access.Actor) ([]Import, error) { return nil, nil }

// Arrange sets layouts, step and mode, and starts the dry run.
func (c *Clerk) Arrange(ctx context.Context, actor access.Actor, id string, layouts []sheet.Layout, step, mode string) (Import, error) {
	return Import{}, fault.Missing(text.NoSuchPage)
}

// Verdicts returns what the trial says, in the order of the file: with an outcome, any where it is "";
// after so many, at most limit.
func (c *Clerk) Verdicts(ctx context.Context, actor access.Actor, id, outcome string, after, limit int) ([]Verdict, error) {
	return nil, nil
}

// Marked writes the file with its wrong cells red and a comment in each, as a workbook.
func (c *Clerk) Marked(ctx context.Context, actor access.Actor, id string, w io.Writer) error {
	return fault.Missing(text.NoSuchPage)
}

// Start brings the good rows in.
func (c *Clerk) Start(ctx context.Context, actor access.Actor, id string) (Import, error) {
	return Import{}, fault.Missing(text.NoSuchPage)
}

// Undo takes back what an import did, if nothing depends on it.
func (c *Clerk) Undo(ctx context.Context, actor access.Actor, id string) (Import, error) {
	return Import{}, fault.Missing(text.NoSuchPage)
}

// Work does what waits: trials, imports, undoing. It is called again after each
// commit and at start-up, and takes up what a crash interrupted.
func (c *Clerk) Work(ctx context.Context) error { return nil }

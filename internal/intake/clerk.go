// Package intake brings a spreadsheet into the office: its columns understood, every
// row judged, all that is wrong with it said, the good ones made in batches.
//
// It is the same for the interface and for the pages. What a file is on its way through
// is a deed, kept by the office's store; the file itself and what a trial said of its
// rows lie in a folder. Newcomers tend to trust the trial when rows come in: time has
// passed since, so each row is judged again.
package intake

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"heitu/internal/access"
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
	Actor  func(ctx context.Context, account string) (access.Actor, error) // what an account may do now
	Log    *slog.Logger

	tries, brings chore
	reader        gate       // of those who ask; reading takes much memory
	entering      sync.Mutex // held while rows come in, so that the deed of their import stays as it is
	lookout       lookout
	mu            sync.Mutex // guards what follows
	live          map[string]*live
}

// Import is one file on its way in.
type Import struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Name    string         `json:"name"`  // of the file
	State   string         `json:"state"` // see the constants
	At      time.Time      `json:"at"`
	Layouts []sheet.Layout `json:"layouts"` // the sheets to be read
	Remarks []text.Label   `json:"-"`       // what is worth knowing about the file as a whole
	Step    string         `json:"step"`    // to be taken with every record made, "" for none
	Mode    string         `json:"mode"`    // what happens to records that are there already: change, leave
	Rows    int            `json:"rows"`    // of the file, as far as counted
	Read    int            `json:"read"`    // rows tried, or brought in, so far
	Counts  map[string]int `json:"counts"`  // rows by outcome: made, changed, left, refused; in a trial what would be
	Failure text.Label     `json:"-"`       // why it cannot go on, empty if it can
	Begun   bool           `json:"-"`       // whether rows have been brought in
	Resumes bool           `json:"-"`       // whether it can go on from where it halted
}

// Busy reports whether the clerk still has something to do with it.
func (i Import) Busy() bool { return i.State == Trying || i.State == Running || i.State == Undoing }

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

	Discarded = "discarded" // said of one that has just gone
)

// The modes of an import.
const (
	ModeChange = "change" // records that are there already are changed
	ModeLeave  = "leave"  // they are left as they are
)

// Verdict is what a trial says of one row.
type Verdict struct {
	Sheet   string    `json:"sheet"`
	Line    int       `json:"line"`
	Outcome string    `json:"outcome"` // made, changed, left, refused
	Title   string    `json:"title"`
	Record  string    `json:"record,omitempty"`  // that is changed or left
	Changes []Change  `json:"changes,omitempty"` // of a record that would be made, all it would hold, long values cut
	Faults  []Problem `json:"faults,omitempty"`
	Doubts  []Problem `json:"doubts,omitempty"`
	Near    []Near    `json:"near,omitempty"` // records that look like the same thing
}

// Change is a field with its value before and after, as a person reads it.
type Change struct {
	Field string     `json:"field"`
	Was   text.Label `json:"was"`
	Will  text.Label `json:"will"`
}

// Problem is something about one cell.
type Problem struct {
	Field  string     `json:"field"`
	Column string     `json:"column"` // its letter, "" where the row as a whole is meant
	Said   string     `json:"said"`   // what stands in the cell
	Text   text.Label `json:"text"`
}

// Near is a record, or a row above, that looks like the one a row would make.
type Near struct {
	ID    string `json:"id"`             // "" for a row
	Line  int    `json:"line,omitempty"` // of the row
	Title string `json:"title"`
}

// live is what is known of an import while the clerk works on it.
type live struct {
	rows, read int
	counts     map[string]int
	failure    text.Label
	tries      int
	again      time.Time          // when it is tried again after an outage
	stop       context.CancelFunc // ends a trial that is no longer wanted
}

// of returns what is known of an import that is worked on. The caller holds the lock.
func (c *Clerk) of(id string) *live {
	if c.live == nil {
		c.live = map[string]*live{}
	}
	if c.live[id] == nil {
		c.live[id] = &live{}
	}
	return c.live[id]
}

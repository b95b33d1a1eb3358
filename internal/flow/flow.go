// Package flow says what a process is, and how one steps.
//
// A process is a table of steps. Stepping is pure: Next judges a scene and
// returns what has to change; the office performs it. A record stores the version
// of the process it runs under, so that a changed table leaves old records their
// own: when steps change, add a version and keep the old one.
package flow

import (
	"fmt"
	"slices"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Process is the life of one kind of record.
type Process struct {
	Kind    string
	Version int64
	Steps   []Step
	Check   func(Scene) error // judges every change of fields and every step, other records in view; nil for none
	Earlier []Process         // the versions before, by which older records go on
}

// At returns the version of the process by which a record goes on.
func (p Process) At(version int64) (Process, bool) {
	for _, v := range append([]Process{p}, p.Earlier...) {
		if v.Version == version {
			return v, true
		}
	}
	return Process{}, false
}

// Step is one row of the table.
type Step struct {
	Name   string
	Label  text.Label
	From   []string        // states left
	To     string          // state entered
	By     record.Audience // who may take it; nobody for a step that only the node takes
	Asks   []string        // fields that may be given with it
	Needs  []string        // fields that the record must hold afterwards
	Due    string          // date field; once that day has ended, the clock takes the step
	Task   Task            // what waits for those who may take it; the zero value is nothing
	Guard  func(Scene) error
	Effect func(Scene) (Effects, error)
}

// Task says that a record waits, in the states which a step leaves, for somebody to
// take it.
type Task struct {
	Label text.Label // what is to be done
	Day   string     // date field: until when
	From  string     // date field: it waits only once that day has come; "" at once
	Who   string     // reference to the account that it waits for; where empty, for all who may
}

// fits reports what in a task does not fit the kind.
func (t Task) fits(k record.Kind) error {
	for _, day := range []string{t.Day, t.From} {
		if f, ok := k.Field(day); day != "" && (!ok || !f.Filter || f.Type.Name() != "date") {
			return fmt.Errorf("the task waits for %q, which is not a filterable date", day)
		}
	}
	if f, ok := k.Field(t.Who); t.Who != "" && (!ok || f.Type.Name() != "reference") {
		return fmt.Errorf("the task waits for whom %q names, which is no reference", t.Who)
	}
	return nil
}

// Scene is what a guard and an effect may look at: the record with the fields
// given, the step, the time, and other records by way of Reader.
type Scene struct {
	Record record.Record
	Step   string          // "" when fields are changed
	Actor  string          // id of the account that acts, "" for the node itself
	Class  record.Audience // what whoever acts is to the record
	Now    time.Time
	Reader Reader
	NewID  func(kind string) string
}

// Today is the civil day of the scene.
func (s Scene) Today() string { return record.Day(s.Now) }

// Reader reads other records. A failed read is an error, never "none".
type Reader interface {
	// Record returns one record by its id, or a missing fault.
	Record(id string) (record.Record, error)
	// Having returns the records of a kind whose filterable field has the value.
	Having(kind, field, value string) ([]record.Record, error)
}

// Effects is what else must change when a step is taken.
type Effects struct {
	Set   map[string]any // fields of the record itself
	Rules string         // hash of the rule pack that judged it
	Make  []Made         // records to be made, in order
	Jobs  []string       // kinds of work to be done on the record once all is saved
}

// Made is a record that a step makes. Its id comes from Scene.NewID, so that
// other records made by the same step can refer to it.
type Made struct {
	ID     string
	Kind   string
	Fields map[string]any
}

// Outcome is a step taken, as data.
type Outcome struct {
	State string
	Effects
}

// Next judges the step and says what has to change. It returns a conflict fault
// if the step does not leave the present state, and whatever the guard returns.
func (p Process) Next(s Scene) (Outcome, error) {
	step, err := p.Find(s.Step, s.Record.State)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{State: step.To}
	if p.Check != nil {
		if err := p.Check(s); err != nil {
			return Outcome{}, err
		}
	}
	if step.Guard != nil {
		if err := step.Guard(s); err != nil {
			return Outcome{}, err
		}
	}
	if step.Effect != nil {
		if out.Effects, err = step.Effect(s); err != nil {
			return Outcome{}, err
		}
	}
	return out, nil
}

// Find returns the step of that name which leaves the state.
func (p Process) Find(name, state string) (Step, error) {
	for _, step := range p.Steps {
		if step.Name == name && slices.Contains(step.From, state) {
			return step, nil
		}
	}
	return Step{}, fault.Conflict(text.NoSuchStep, name, state)
}

// Leaving returns the steps that leave a state.
func (p Process) Leaving(state string) []Step {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return !slices.Contains(s.From, state) })
}

// Valid reports what in the table does not fit the kind, so that a node refuses to start with it.
func (p Process) Valid(k record.Kind) error {
	for _, s := range p.Steps {
		for _, state := range append(slices.Clone(s.From), s.To) {
			if _, ok := k.State(state); !ok {
				return fmt.Errorf("process %s: step %s names an unknown state %q", p.Kind, s.Name, state)
			}
		}
		for _, field := range append(slices.Clone(s.Asks), s.Needs...) {
			if _, ok := k.Field(field); !ok {
				return fmt.Errorf("process %s: step %s names an unknown field %q", p.Kind, s.Name, field)
			}
		}
		if f, ok := k.Field(s.Due); s.Due != "" && (!ok || !f.Filter || f.Type.Name() != "date") {
			return fmt.Errorf("process %s: step %s is due on %q, which is not a filterable date", p.Kind, s.Name, s.Due)
		}
		if err := s.Task.fits(k); err != nil {
			return fmt.Errorf("process %s: step %s: %w", p.Kind, s.Name, err)
		}
		if s.Label.ZH == "" || s.Label.EN == "" {
			return fmt.Errorf("process %s: step %s needs a label in both languages", p.Kind, s.Name)
		}
	}
	return nil
}

// Package office is the one place where records change. Forms, the API,
// spreadsheets, the clock and allies all enter here.
//
// A change is judged, written and journalled in one transaction; what follows from
// it (proposals, mail) is a job. Newcomers tend to read the store directly: what a
// person is shown must come through Record, List and their kin, which ask package
// access first.
package office

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Config is what an office works with.
type Config struct {
	Store     store.Store
	Home      string // permanent name of the node
	KeyID     string // names the signing key in use
	Kinds     []record.Kind
	Processes map[string]flow.Process // by kind; a kind without one has no steps
	Erasure   Erasure
	Files     Files
	Now       func() time.Time
	Random    io.Reader
	Committed func() // told after each commit; must not block
}

// Erasure says how an erasure is recorded.
type Erasure struct {
	Kind   string
	Fields func(reason string, r record.Record, names []string) map[string]any
	Record func(note record.Record) string // the record that it is about
}

// Files is where attachments lie.
type Files interface {
	// Fits reports that no file is stored under the hash, or one that may not be called
	// so; "" is any name.
	Fits(hash, name string) error
	// Remove destroys the files.
	Remove(hashes ...string) error
}

// Office judges and writes changes.
type Office struct {
	Config
	kinds map[string]record.Kind
	floor atomic.Int64 // time of the latest revision, milliseconds
}

// ClockSlack is how far the clock may lie behind the last revision; within it,
// time stands still instead of running backwards.
const ClockSlack = 2 * time.Minute

// New returns an office. Last is the time of the latest revision there is, in milliseconds.
func New(c Config, last int64) *Office {
	o := &Office{Config: c, kinds: make(map[string]record.Kind, len(c.Kinds))}
	for _, k := range c.Kinds {
		o.kinds[k.Name] = k
	}
	o.floor.Store(last)
	return o
}

// Kind returns the kind of that name, or a missing fault.
func (o *Office) Kind(name string) (record.Kind, error) {
	k, ok := o.kinds[name]
	if !ok {
		return record.Kind{}, fault.Missing(text.NoSuchKind, name)
	}
	return k, nil
}

// now is the time of a change. It never lies before the latest revision; if the
// clock has been set back further than ClockSlack, nothing is written.
func (o *Office) now() (time.Time, error) {
	now, floor := o.Now(), time.UnixMilli(o.floor.Load())
	behind := floor.Sub(now)
	if behind > ClockSlack {
		return time.Time{}, fault.Busy(text.ClockWentBack, behind.Round(time.Second).String())
	}
	if behind > 0 {
		return floor, nil
	}
	return now, nil
}

func (o *Office) raise(at int64) {
	for {
		was := o.floor.Load()
		if at <= was || o.floor.CompareAndSwap(was, at) {
			return
		}
	}
}

// newID returns a UUIDv7: the time in milliseconds, then 74 random bits.
func (o *Office) newID(now time.Time) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(o.Random, b[6:]); err != nil {
		return "", fmt.Errorf("draw an id: %w", err)
	}
	ms := now.UnixMilli()
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]), nil
}

package store

import (
	"context"
	"time"
)

// Deed is one act on many records: an import, a merge, a change or step of a whole
// list. It can be undone as a whole. It is no record: what it did is in the
// history of the records, and its parts say where.
type Deed struct {
	ID      string
	Account string // whose it is
	Sort    string // import, merge, edit, step
	Kind    string // of the records
	State   string // as the package that leads it names its states
	At      time.Time
	Body    []byte // what that package needs to go on
}

// Part is what a deed did for one row or one record.
type Part struct {
	Deed    string
	Number  int64  // place within the deed, from 1; given by whoever leads it, ascending
	Sheet   string // of the file, "" where there is none
	Line    int    // row of the sheet, counted from 1
	Outcome string // see the constants
	Kind    string // of the record; a merge touches several kinds
	Record  string // id, "" where there is none
	Was     int64  // revision before, 0 for none
	Rev     int64  // revision that the deed left
	Said    []byte // what was wrong, as the leader wrote it
}

// The outcomes of a part.
const (
	PartMade    = "made"
	PartChanged = "changed"
	PartLeft    = "left"    // found to be as it should be
	PartRefused = "refused" // nothing was done
)

// Deeds keeps acts on many records and their parts.
type Deeds interface {
	// PutDeed keeps a deed, or replaces it.
	PutDeed(ctx context.Context, d Deed) error
	// Deed returns a deed, or a missing fault.
	Deed(ctx context.Context, id string) (Deed, error)
	// Deeds returns deeds, the newest first: of an account, of a sort, in a state;
	// of any where these are "".
	Deeds(ctx context.Context, account, sort, state string, limit int) ([]Deed, error)
	// DropDeed removes a deed and its parts.
	DropDeed(ctx context.Context, id string) error
	// PutParts keeps parts. It reports a conflict if a deed has a part of that number already.
	PutParts(ctx context.Context, parts ...Part) error
	// Parts returns parts of a deed in order, after a number; with that outcome, any where it is "".
	Parts(ctx context.Context, deed, outcome string, after int64, limit int) ([]Part, error)
	// LastParts returns the parts of a deed in reverse order, before a number; 0 is the end.
	LastParts(ctx context.Context, deed string, before int64, limit int) ([]Part, error)
	// PartsOf returns the parts that touched a record, the newest first.
	PartsOf(ctx context.Context, record string, limit int) ([]Part, error)
	// PartsOn returns the parts of a deed that touched a record, in order.
	PartsOn(ctx context.Context, deed, record string) ([]Part, error)
	// CountParts counts the parts of a deed by outcome.
	CountParts(ctx context.Context, deed string) (map[string]int, error)
	// SilenceParts removes what is said in the parts that touched a record, since it
	// may quote what an erasure has to destroy.
	SilenceParts(ctx context.Context, record string) error
}

// Kept is something that a person keeps for his work and that no history needs: a
// view of a list, the meaning of a file's columns, that two records are not the same.
type Kept struct {
	ID      string
	Account string // whose it is
	Sort    string // view, columns, apart
	Kind    string
	Name    string
	Shared  bool // whether everybody who is signed in may use it; only its owner may change it
	Body    []byte
}

// Keeping keeps such things.
type Keeping interface {
	// Keep keeps a thing, or replaces the one with its ID.
	Keep(ctx context.Context, k Kept) error
	// Kept returns one thing, or a missing fault.
	Kept(ctx context.Context, id string) (Kept, error)
	// KeptBy returns what an account may use of a sort and kind: its own and what is shared, by name.
	KeptBy(ctx context.Context, account, sort, kind string) ([]Kept, error)
	// DropKept removes a thing.
	DropKept(ctx context.Context, id string) error
	// DropKeptOf removes all things of an account.
	DropKeptOf(ctx context.Context, account string) error
}

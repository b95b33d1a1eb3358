package store

import (
	"context"

	"heitu/internal/journal"
	"heitu/internal/record"
)

// Copy is an ally's record as he last showed it, with what proves that. Its key is
// the one it has at home; everywhere else in this node it goes by Key.Abroad.
type Copy struct {
	record.Record
	Number int64           // the entry of the ally's log that covers it
	Gone   bool            // whether the ally shows it no more; only its header is left
	Open   journal.Opening // opens the leaf
}

// Mirror is how far an ally's log is known and taken in.
type Mirror struct {
	Home       string
	Checkpoint string // the last that was verified and found consistent, as it was signed
	Size       int64  // what it covers; as many hashes of leaves are mirrored
	Next       int64  // the first entry that is not taken in
	Said       string // the newest checkpoint that the ally has signed, where it was refused
	At         int64  // when the checkpoint was accepted, milliseconds
}

// Note is something about an ally that is no record: the report of an exchange, a
// receipt, evidence of a lie.
type Note struct {
	Sort string // exchange, owed, receipt, dispute
	Home string // the ally
	ID   string // within sort and ally
	At   int64  // milliseconds
	Body []byte
}

// Allies keeps what comes from other nodes, apart from what is one's own.
type Allies interface {
	// Mirror returns how far a log is mirrored, the zero Mirror but for its home where it is not.
	Mirror(ctx context.Context, home string) (Mirror, error)
	// PutMirror replaces that.
	PutMirror(ctx context.Context, m Mirror) error
	// MirrorTiles is where the hashes of an ally's log are kept.
	MirrorTiles(home string) journal.Tiles
	// PutCopy replaces a copy and its row on the shelf. A kind that this node does not
	// know is kept, for a newer version of it.
	PutCopy(ctx context.Context, c Copy) error
	// Copy returns a copy by the key it has at home, or a missing fault.
	Copy(ctx context.Context, key record.Key) (Copy, error)
	// CopiesOf returns copies of a home's records in the order of their ids, after an id.
	CopiesOf(ctx context.Context, home, after string, limit int) ([]Copy, error)
	// CountCopies is how many records of a home are kept.
	CountCopies(ctx context.Context, home string) (int, error)
	// PutNote keeps a note, or replaces it.
	PutNote(ctx context.Context, n Note) error
	// Notes returns notes of a sort on an ally, the newest first; on all where home is "".
	Notes(ctx context.Context, sort, home string, limit int) ([]Note, error)
	// DropNotes removes the notes of a sort on an ally that are older than a time in milliseconds.
	DropNotes(ctx context.Context, sort, home string, before int64) error
}

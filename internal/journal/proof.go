package journal

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Proof shows that a leaf has its place in the log of a checkpoint.
type Proof struct {
	Index int64    `json:"index"`
	Path  [][]byte `json:"path"`
}

// Prove returns the proof of leaf index in the log of the given size.
func Prove(ctx context.Context, t Tiles, size, index int64) (Proof, error) {
	path, err := tlog.ProveRecord(size, index, Reader{ctx, t})
	if err != nil {
		return Proof{}, fmt.Errorf("prove leaf %d of %d: %w", index, size, err)
	}
	p := Proof{Index: index, Path: make([][]byte, len(path))}
	for i, h := range path {
		p.Path[i] = h[:]
	}
	return p, nil
}

// Check reports why the leaf does not have that place under the checkpoint.
func (p Proof) Check(c Checkpoint, leaf []byte) error {
	path := make(tlog.RecordProof, len(p.Path))
	for i, h := range p.Path {
		if len(h) != tlog.HashSize {
			return fmt.Errorf("proof of leaf %d: a hash has %d bytes", p.Index, len(h))
		}
		path[i] = tlog.Hash(h)
	}
	if p.Index < 0 || p.Index >= c.Size {
		return fmt.Errorf("proof of leaf %d: the log has %d", p.Index, c.Size)
	}
	if err := tlog.CheckRecord(path, c.Size, c.Root, p.Index, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("proof of leaf %d: %w", p.Index, err)
	}
	return nil
}

// Entry is one line of the log: which revision it covers, and the leaf that
// commits to it. Number is -1 until the sequencer has given it a place.
type Entry struct {
	Serial int64 // order of arrival in this database; not part of the log
	Number int64
	Home   string
	ID     string
	Rev    int64
	Format int    // version of the leaf
	KeyID  string // signing key in use when it was written
	At     int64  // time of the revision, milliseconds
	Leaf   []byte
}

// Head is the state of the log: how many entries have places, and the last
// signed checkpoint. Epoch counts the sequencers that have held the log.
type Head struct {
	Size       int64
	Checkpoint string
	Epoch      int64
	At         int64 // time of the latest revision with a place, milliseconds
}

// Log is what the sequencer needs of a database transaction.
type Log interface {
	Tiles
	// Head returns the head, the zero Head for an empty log.
	Head(ctx context.Context) (Head, error)
	// PutHead replaces the head, and reports a conflict if another sequencer has moved it from size.
	PutHead(ctx context.Context, h Head, size int64) error
	// Pending returns entries without a place, in the order of arrival.
	Pending(ctx context.Context, limit int) ([]Entry, error)
	// Place gives the entries their numbers, from first on.
	Place(ctx context.Context, entries []Entry, first int64) error
}

// stands reports tiles that no longer make the tree of the last checkpoint. One
// flipped bit signed into the next tree could never be taken back.
func stands(ctx context.Context, l Log, head Head) error {
	root, err := Root(ctx, l, head.Size)
	if err != nil {
		return err
	}
	if head.Size > 0 && root != signedRoot(head.Checkpoint) {
		return fault.Altered(text.TreeAltered, head.Size)
	}
	return nil
}

// Sequence gives places to at most limit pending entries, appends their leaves
// and signs the new checkpoint. It returns how many it placed. Run in one
// transaction, it is all there is to recovery: what was not placed is pending.
func Sequence(ctx context.Context, l Log, signer note.Signer, limit int) (int, error) {
	entries, err := l.Pending(ctx, limit)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	head, err := l.Head(ctx)
	if err != nil {
		return 0, err
	}
	leaves := make([][]byte, len(entries))
	for i, e := range entries {
		leaves[i] = e.Leaf
		head.At = max(head.At, e.At)
	}
	if err := l.Place(ctx, entries, head.Size); err != nil {
		return 0, err
	}
	was := head.Size
	if err := stands(ctx, l, head); err != nil {
		return 0, err
	}
	if head.Size, err = Append(ctx, l, was, leaves); err != nil {
		return 0, err
	}
	root, err := Root(ctx, l, head.Size)
	if err != nil {
		return 0, err
	}
	c := Checkpoint{Origin: signer.Name(), Size: head.Size, Root: root}
	if head.Checkpoint, err = c.Sign(signer); err != nil {
		return 0, err
	}
	return len(entries), l.PutHead(ctx, head, was)
}

package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Fork is evidence that one key has signed two histories. Whoever has the key is
// convinced by it alone, without a network and without trusting whoever shows it.
type Fork struct {
	Version int      `json:"fork"` // 1
	Home    string   `json:"home"`
	Key     string   `json:"key"`             // verifier key; a convenience, trust another copy
	Smaller string   `json:"smaller"`         // signed checkpoint
	Larger  string   `json:"larger"`          // signed checkpoint, of the same size or a larger one
	Root    []byte   `json:"root,omitempty"`  // what the log of the larger one had as its root at the size of the smaller one
	Proof   [][]byte `json:"proof,omitempty"` // that it did: a consistency proof (RFC 6962, 2.1.2)
}

// ErrNoFork reports checkpoints that do not contradict each other.
var ErrNoFork = errors.New("journal: the checkpoints do not contradict each other")

// NewFork puts two signed checkpoints together that contradict each other. Larger is the
// log that made the larger one; it may be nil where the sizes are equal.
func NewFork(ctx context.Context, v note.Verifier, key, one, other string, larger Tiles) (Fork, error) {
	a, err := Open(one, v)
	if err != nil {
		return Fork{}, err
	}
	b, err := Open(other, v)
	if err != nil {
		return Fork{}, err
	}
	if a.Size > b.Size {
		a, b, one, other = b, a, other, one
	}
	f := Fork{Version: 1, Home: v.Name(), Key: key, Smaller: one, Larger: other}
	if a.Size < b.Size && a.Size > 0 {
		root, err := Root(ctx, larger, a.Size)
		if err != nil {
			return f, err
		}
		path, err := tlog.ProveTree(b.Size, a.Size, Reader{ctx, larger})
		if err != nil {
			return f, fmt.Errorf("prove a fork: %w", err)
		}
		f.Root = root[:]
		for _, h := range path {
			f.Proof = append(f.Proof, h[:])
		}
	}
	return f, f.Check(v)
}

// Check reports why the evidence does not convince somebody who trusts the verifier.
func (f Fork) Check(v note.Verifier) error {
	small, err := Open(f.Smaller, v)
	if err != nil {
		return err
	}
	large, err := Open(f.Larger, v)
	if err != nil {
		return err
	}
	if small.Size == large.Size {
		if small.Root == large.Root {
			return ErrNoFork
		}
		return nil
	}
	if small.Size > large.Size || len(f.Root) != tlog.HashSize || small.Root == tlog.Hash(f.Root) {
		return ErrNoFork
	}
	if small.Size == 0 {
		return nil // an empty log has one root only
	}
	path := make(tlog.TreeProof, len(f.Proof))
	for i, h := range f.Proof {
		if len(h) != tlog.HashSize {
			return fmt.Errorf("%w: a hash has %d bytes", ErrNoFork, len(h))
		}
		path[i] = tlog.Hash(h)
	}
	if err := tlog.CheckTree(path, large.Size, large.Root, small.Size, tlog.Hash(f.Root)); err != nil {
		return fmt.Errorf("%w: %w", ErrNoFork, err)
	}
	return nil
}

// ParseFork reads evidence.
func ParseFork(data []byte) (Fork, error) {
	var f Fork
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("evidence of a fork: %w", err)
	}
	if f.Version != 1 {
		return f, fmt.Errorf("evidence of a fork: version %d", f.Version)
	}
	return f, nil
}

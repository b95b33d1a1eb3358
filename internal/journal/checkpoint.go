package journal

import (
	"fmt"
	"io"

	flog "github.com/transparency-dev/formats/log"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is a statement about a log: its name, its size and its root.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Sign writes the checkpoint as a signed note (C2SP tlog-checkpoint).
func (c Checkpoint) Sign(s note.Signer) (string, error) {
	body := flog.Checkpoint{Origin: c.Origin, Size: uint64(c.Size), Hash: c.Root[:]}.Marshal()
	signed, err := note.Sign(&note.Note{Text: string(body)}, s)
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	return string(signed), nil
}

// Open reads a signed checkpoint and checks the signature of the log's own key.
func Open(signed string, v note.Verifier) (Checkpoint, error) {
	cp, _, _, err := flog.ParseCheckpoint([]byte(signed), v.Name(), v)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	if cp.Size > 1<<62 || len(cp.Hash) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("checkpoint: size or root out of bounds")
	}
	return Checkpoint{Origin: cp.Origin, Size: int64(cp.Size), Root: tlog.Hash(cp.Hash)}, nil
}

// signedRoot reads the root that a checkpoint of the node's own states, or the zero hash.
func signedRoot(signed string) tlog.Hash {
	var c flog.Checkpoint
	if _, err := c.Unmarshal([]byte(signed)); err != nil || len(c.Hash) != tlog.HashSize {
		return tlog.Hash{}
	}
	return tlog.Hash(c.Hash)
}

// GenerateKey makes the signing key of a log and the public key that verifies it,
// both in the text form of package note.
func GenerateKey(random io.Reader, origin string) (private, public string, err error) {
	return note.GenerateKey(random, origin)
}

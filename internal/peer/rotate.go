package peer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/text"
)

// rotation is the first line of a statement by which a node changes its key.
const rotation = "heitu/rotation/1"

// Rotation is the statement, signed by the old key and the new one, that a node's key
// is from now on the new one.
func Rotation(old, next note.Signer, nextKey string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: rotation + "\n" + old.Name() + "\n" + nextKey + "\n"}, old, next)
	if err != nil {
		return "", fmt.Errorf("sign a change of key: %w", err)
	}
	return string(signed), nil
}

// Rotated reads a statement that the key of v has signed and returns the verifier
// key that it names. The new key must have signed it too, so that nobody is given a
// key that he does not hold.
func Rotated(statement string, v note.Verifier) (key string, next note.Verifier, err error) {
	n, err := note.Open([]byte(statement), note.VerifierList(v))
	if err != nil {
		return "", nil, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != rotation || lines[1] != v.Name() || lines[3] != "" {
		return "", nil, fmt.Errorf("no statement of a change of key of %s", v.Name())
	}
	if next, err = note.NewVerifier(lines[2]); err != nil || next.Name() != v.Name() {
		return "", nil, fmt.Errorf("the new key is none of %s", v.Name())
	}
	_, err = note.Open([]byte(statement), note.VerifierList(next))
	return lines[2], next, err
}

// keysView is what an ally says of its keys.
type keysView struct {
	Rotations []string `json:"rotations"` // the oldest first
}

// mostRotations is how many changes of a key are followed at once.
const mostRotations = 100

// rotated opens a checkpoint that the pinned key has not signed: if the ally's
// statements lead from that key to the one that has, the node follows and writes it
// down.
func (a *Alliance) rotated(ctx context.Context, l *line, said string) (note.Verifier, journal.Checkpoint, error) {
	forged := fault.Altered(text.PeerForged, l.peer.Home)
	v, err := l.peer.verifier()
	if err != nil {
		return nil, journal.Checkpoint{}, err
	}
	data, err := l.get(ctx, "/peer/v1/keys", smallAnswer)
	if err != nil {
		return nil, journal.Checkpoint{}, forged
	}
	var keys keysView
	if err := json.Unmarshal(data, &keys); err != nil || len(keys.Rotations) > mostRotations {
		return nil, journal.Checkpoint{}, forged
	}
	key := l.peer.Key
	for _, statement := range keys.Rotations {
		if k, next, err := Rotated(statement, v); err == nil {
			key, v = k, next
		}
	}
	c, err := journal.Open(said, v)
	if err != nil || key == l.peer.Key {
		return nil, c, forged
	}
	p := l.peer
	saved, err := a.Office.Take(ctx, access.Actor{Node: true}, "", office.Move{
		Kind: kinds.Peer.Name, ID: p.ID, Rev: p.Rev, Step: "rotate", Fields: map[string]any{kinds.PeerKey.Name: key},
	})
	if err != nil {
		return nil, c, err
	}
	a.Log.Warn("an ally has changed its key", "home", p.Home)
	l.peer = peerOf(saved[0])
	return v, c, nil
}

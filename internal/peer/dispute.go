package peer

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/store"
	"heitu/internal/text"
)

// inconsistent finds out why new hashes do not make the root of a checkpoint. If the
// ally's own tiles make it, and held something else where the mirror was, he has
// signed two histories. Otherwise something was altered on its way, and proves nothing.
func (a *Alliance) inconsistent(ctx context.Context, l *line, v note.Verifier, m store.Mirror, c journal.Checkpoint, said string) error {
	broken := fault.Altered(text.PeerTiles, m.Home)
	if err := a.said(ctx, m, said); err != nil {
		return err
	}
	if m.Size == 0 || c.Size > l.limits.Growth {
		return broken
	}
	hashes, err := l.hashes(ctx, 0, c.Size)
	if err != nil {
		return err
	}
	theirs := &journal.Overlay{}
	if _, err := journal.AppendHashes(ctx, theirs, 0, hashes); err != nil {
		return err
	}
	if root, err := journal.Root(ctx, theirs, c.Size); err != nil || root != c.Root {
		return errors.Join(err, broken)
	}
	f, err := journal.NewFork(ctx, v, l.peer.Key, m.Checkpoint, said, theirs)
	if err != nil {
		return fmt.Errorf("evidence against %s: %w", m.Home, err)
	}
	return a.Accuse(ctx, f, v)
}

// said keeps a signed checkpoint that was not accepted: with what another ally holds
// it may become evidence.
func (a *Alliance) said(ctx context.Context, m store.Mirror, said string) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		now, err := tx.Mirror(ctx, m.Home)
		if err != nil {
			return err
		}
		now.Said = said
		return tx.PutMirror(ctx, now)
	})
}

// Accuse keeps evidence that an ally has signed two histories, from whomever it comes,
// if it convinces; the ally is quarantined. It returns a fault that says so.
func (a *Alliance) Accuse(ctx context.Context, f journal.Fork, v note.Verifier) error {
	if err := f.Check(v); err != nil {
		return err
	}
	f.Home = v.Name()
	body, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return fmt.Errorf("encode evidence: %w", err)
	}
	id := fmt.Sprintf("%x", sha256.Sum256(body))[:16]
	err = a.Store.Update(context.WithoutCancel(ctx), func(tx store.Tx) error {
		return tx.PutNote(ctx, store.Note{Sort: NoteDispute, Home: f.Home, ID: id, At: a.Now().UnixMilli(), Body: body})
	})
	if err != nil {
		return err
	}
	if err := a.Quarantine(context.WithoutCancel(ctx), f.Home, text.Said(text.PeerForked, f.Home)); err != nil {
		return err
	}
	return fault.Altered(text.PeerForked, f.Home)
}

// Disputes returns the evidence against an ally, the newest first; against all where home is "".
func (a *Alliance) Disputes(ctx context.Context, home string, limit int) ([]store.Note, error) {
	return a.notes(ctx, NoteDispute, home, limit)
}

// Accepted is the last checkpoint of an ally that was verified and found consistent,
// as it was signed; a witness cosigns nothing else. It is "" where none was.
func (a *Alliance) Accepted(ctx context.Context, home string) (signed string, c journal.Checkpoint, err error) {
	m, err := a.mirror(ctx, home)
	if err != nil || m.Checkpoint == "" {
		return "", c, err
	}
	root := tlog.Hash{}
	err = a.Store.View(ctx, func(tx store.Tx) (err error) {
		root, err = journal.Root(ctx, tx.MirrorTiles(home), m.Size)
		return err
	})
	return m.Checkpoint, journal.Checkpoint{Origin: home, Size: m.Size, Root: root}, err
}

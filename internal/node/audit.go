package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"heitu/internal/audit"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Audit recomputes everything in the folder of a stopped node. With key "" the
// key in the folder is taken for the node's.
func Audit(ctx context.Context, folder, postgres, key string) (audit.Report, error) {
	c := Config{Folder: folder, Postgres: postgres}.withDefaults()
	if key == "" {
		public, err := os.ReadFile(filepath.Join(folder, PublicFile))
		if err != nil {
			return audit.Report{}, fmt.Errorf("read verifier key: %w", err)
		}
		key = strings.TrimSpace(string(public))
	}
	if _, err := os.Stat(filepath.Join(folder, DatabaseFile)); postgres == "" && errors.Is(err, fs.ErrNotExist) {
		missing := audit.Finding{What: text.DatabaseMissing, Args: []any{DatabaseFile}}
		return audit.Report{Findings: []audit.Finding{missing}}, nil
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return audit.Report{}, err
	}
	defer lock.Close()
	kept, err := os.ReadFile(filepath.Join(folder, CheckpointFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return audit.Report{}, fmt.Errorf("read checkpoint: %w", err)
	}
	s, err := openStore(ctx, c)
	if err != nil {
		return audit.Report{}, err
	}
	defer s.Close()
	return audit.Store(ctx, s, audit.Config{Key: key, Kept: string(kept), Kinds: c.Kinds, Figures: c.Figures})
}

// Folder is where the node keeps its data.
func (n *Node) Folder() string { return n.config.Folder }

// Version is the version of this program.
const Version = "0.1.0"

// Examine opens the folder of a stopped node as on any day, which repairs what a
// crash left undone and refuses a history that has gone back, and counts what it holds.
func Examine(ctx context.Context, folder, postgres string) (t store.Totals, err error) {
	n, err := Open(ctx, Config{Folder: folder, Postgres: postgres})
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	if err := n.Store.Check(ctx); err != nil {
		return t, err
	}
	err = n.Store.View(ctx, func(tx store.Tx) (err error) {
		t, err = tx.Totals(ctx)
		return err
	})
	return t, err
}

package node

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/blob"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/peer"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Names of the files beside the database.
const (
	DatabaseFile   = "heitu.db"
	keyFile        = "node.key"
	PublicFile     = "node.vkey"
	CheckpointFile = "checkpoint"
	lockFile       = "lock"
	filesFolder    = "files"
)

// keys is what a node signs with.
type keys struct {
	signer note.Signer
	public string // verifier key, as outsiders get it

	rotations []string        // statements by which each key named the next, the oldest first
	earlier   []note.Verifier // the keys before, the oldest first
}

// openKeys reads the keys of a folder, or makes them for a new one. A folder that
// has a public key but no private one has lost it, and gets no other.
func openKeys(folder, home string, random io.Reader) (keys, error) {
	path, publicPath := filepath.Join(folder, keyFile), filepath.Join(folder, PublicFile)
	kept, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(publicPath); err == nil {
			return keys{}, fault.Conflict(text.KeyMissing, keyFile)
		}
		if kept, err = makeKeys(path, home, random); err != nil {
			return keys{}, err
		}
	} else if err != nil {
		return keys{}, fmt.Errorf("read signing key: %w", err)
	}
	k, err := parseKeys(string(kept))
	if err != nil {
		return keys{}, fmt.Errorf("read signing key: %w", err)
	}
	public := k.public
	if said, err := os.ReadFile(publicPath); err != nil || strings.TrimSpace(string(said)) != public {
		if err := writeFile(publicPath, public+"\n", 0o644); err != nil {
			return keys{}, err
		}
	}
	return k, nil
}

// parseKeys reads the file of keys: the private key, the public one, and a line for
// each key before: that key, and the statement by which it named the next.
func parseKeys(file string) (k keys, err error) {
	lines := strings.Split(strings.TrimSpace(file), "\n")
	if len(lines) < 2 {
		return k, fmt.Errorf("%s holds no pair of keys", keyFile)
	}
	k.public = lines[1]
	if k.signer, err = note.NewSigner(lines[0]); err != nil {
		return k, err
	}
	for _, line := range lines[2:] {
		was, said, _ := strings.Cut(line, " ")
		v, err := note.NewVerifier(was)
		if err != nil {
			return k, err
		}
		statement, err := base64.StdEncoding.DecodeString(said)
		if err != nil {
			return k, err
		}
		k.earlier, k.rotations = append(k.earlier, v), append(k.rotations, string(statement))
	}
	return k, nil
}

// RotateKey gives the stopped node of a folder a new key, which the old one names in
// a signed statement for allies to follow. The node signs its log anew when it is
// opened next. It returns the new verifier key.
func RotateKey(folder string, random io.Reader) (string, error) {
	lock, err := lockFolder(folder)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	path := filepath.Join(folder, keyFile)
	was, err := os.ReadFile(path)
	if err != nil {
		return "", fault.Missing(text.KeyMissing, keyFile)
	}
	k, err := parseKeys(string(was))
	if err != nil {
		return "", fmt.Errorf("read signing key: %w", err)
	}
	private, public, err := journal.GenerateKey(random, k.signer.Name())
	if err != nil {
		return "", fmt.Errorf("make signing key: %w", err)
	}
	next, err := note.NewSigner(private)
	if err != nil {
		return "", fmt.Errorf("make signing key: %w", err)
	}
	statement, err := peer.Rotation(k.signer, next, public)
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimSpace(string(was)), "\n")
	lines = append([]string{private, public}, append(lines[2:], k.public+" "+base64.StdEncoding.EncodeToString([]byte(statement)))...)
	if err := writeFile(path, strings.Join(lines, "\n")+"\n", 0o600); err != nil {
		return "", err
	}
	return public, writeFile(filepath.Join(folder, PublicFile), public+"\n", 0o644)
}

// opened reads a checkpoint of one's own, which a key before may have signed.
func (k keys) opened(checkpoint string) (c journal.Checkpoint, old bool, err error) {
	v, err := note.NewVerifier(k.public)
	if err != nil {
		return c, false, fmt.Errorf("read verifier key: %w", err)
	}
	if c, err = journal.Open(checkpoint, v); err == nil {
		return c, false, nil
	}
	for _, v := range k.earlier {
		if c, err := journal.Open(checkpoint, v); err == nil {
			return c, true, nil
		}
	}
	return c, false, err
}

// signAnew signs the head of the log with the key in use, if one before has signed it.
func (n *Node) signAnew(ctx context.Context, k keys) error {
	said := ""
	err := n.Store.Update(ctx, func(tx store.Tx) error {
		said = ""
		head, err := tx.Head(ctx)
		if err != nil || head.Checkpoint == "" {
			return err
		}
		c, old, err := k.opened(head.Checkpoint)
		if err != nil || !old {
			return nil // whoever audits says what is wrong with it
		}
		if head.Checkpoint, err = c.Sign(k.signer); err != nil {
			return err
		}
		said = head.Checkpoint
		return tx.PutHead(ctx, head, head.Size)
	})
	if err != nil || said == "" {
		return err
	}
	return n.keepCheckpoint(said)
}

// makeKeys writes both keys into one file, so that a crash leaves both or none.
func makeKeys(path, home string, random io.Reader) ([]byte, error) {
	private, public, err := journal.GenerateKey(random, home)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	both := private + "\n" + public + "\n"
	return []byte(both), writeFile(path, both, 0o600)
}

// writeFile replaces a file durably and at once.
func writeFile(path, content string, mode fs.FileMode) error {
	tmp, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = tmp.WriteString(content)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err == nil {
		err = blob.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

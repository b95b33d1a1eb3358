package node

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
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
}

// openKeys reads the keys of a folder, or makes them for a new one. A folder that
// has a public key but no private one has lost it, and gets no other.
func openKeys(folder, home string, random io.Reader) (keys, error) {
	private, err := os.ReadFile(filepath.Join(folder, keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(folder, PublicFile)); err == nil {
			return keys{}, fault.Conflict(text.KeyMissing, keyFile)
		}
		if private, err = makeKeys(folder, home, random); err != nil {
			return keys{}, err
		}
	} else if err != nil {
		return keys{}, fmt.Errorf("read signing key: %w", err)
	}
	public, err := os.ReadFile(filepath.Join(folder, PublicFile))
	if err != nil {
		return keys{}, fmt.Errorf("read verifier key: %w", err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(private)))
	if err != nil {
		return keys{}, fmt.Errorf("read signing key: %w", err)
	}
	return keys{signer: signer, public: strings.TrimSpace(string(public))}, nil
}

func makeKeys(folder, home string, random io.Reader) ([]byte, error) {
	private, public, err := journal.GenerateKey(random, home)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	if err := writeFile(filepath.Join(folder, keyFile), private+"\n", 0o600); err != nil {
		return nil, err
	}
	return []byte(private), writeFile(filepath.Join(folder, PublicFile), public+"\n", 0o644)
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
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

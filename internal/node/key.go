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

	"heitu/internal/blob"
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
	private, public, _ := strings.Cut(strings.TrimSpace(string(kept)), "\n")
	signer, err := note.NewSigner(private)
	if err != nil {
		return keys{}, fmt.Errorf("read signing key: %w", err)
	}
	if said, err := os.ReadFile(publicPath); err != nil || strings.TrimSpace(string(said)) != public {
		if err := writeFile(publicPath, public+"\n", 0o644); err != nil {
			return keys{}, err
		}
	}
	return keys{signer: signer, public: public}, nil
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

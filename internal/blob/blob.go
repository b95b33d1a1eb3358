// Package blob keeps attachments as files beside the database.
//
// A file lies under the SHA-256 of a salt of the node's own and its bytes, so that
// its name tells nobody outside what it holds. It is stored before any record
// names it; a file that no record names is nobody's and may be removed.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Max is the size of the largest attachment, in bytes.
const Max = 32 << 20

// Folder is where attachments lie.
type Folder struct {
	dir  string
	salt []byte
}

// Open returns the folder, making it and its salt at the first time.
func Open(dir string, random io.Reader) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open attachments: %w", err)
	}
	salt, err := openSalt(filepath.Join(dir, "salt"), random)
	if err != nil {
		return nil, fmt.Errorf("open attachments: %w", err)
	}
	halves, err := filepath.Glob(filepath.Join(dir, unfinished+"*"))
	for _, half := range halves { // uploads that a crash cut short
		err = errors.Join(err, overwrite(half), os.Remove(half))
	}
	return &Folder{dir: dir, salt: salt}, err
}

const (
	saltSize   = 32
	unfinished = "upload-"
)

// openSalt reads the salt, or draws it for a new folder.
func openSalt(path string, random io.Reader) ([]byte, error) {
	salt, err := os.ReadFile(path)
	if err == nil && len(salt) != saltSize {
		err = fmt.Errorf("the salt has %d bytes, want %d", len(salt), saltSize)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return salt, err
	}
	salt = make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = file.Write(salt)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return nil, err
	}
	return salt, errors.Join(os.Rename(path+".new", path), SyncFolder(filepath.Dir(path)))
}

// SyncFolder makes the names in a folder durable, which a rename alone is not.
func SyncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Put stores a file durably and returns how a record names it: its hash, and behind a
// stroke what it is called, if it is called anything. A file of a type that is
// not allowed, or whose extension lies, is refused. Storing the same bytes again is harmless.
func (f *Folder) Put(name string, r io.Reader) (item string, err error) {
	tmp, err := os.CreateTemp(f.dir, unfinished)
	if err != nil {
		return "", fmt.Errorf("store attachment: %w", err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	hash := sha256.New()
	hash.Write(f.salt)
	n, err := io.Copy(io.MultiWriter(tmp, hash), io.LimitReader(r, Max+1))
	if err != nil {
		return "", fmt.Errorf("store attachment: %w", err)
	}
	if n > Max {
		return "", fault.Limit(text.TooLarge, "32 MiB")
	}
	name = called(name)
	head, err := ends(tmp)
	if err == nil {
		err = fits(name, head)
	}
	if err != nil {
		return "", err
	}
	if err := tmp.Sync(); err != nil {
		return "", fmt.Errorf("store attachment: %w", err)
	}
	item = hex.EncodeToString(hash.Sum(nil))
	if err := errors.Join(os.Rename(tmp.Name(), filepath.Join(f.dir, item)), SyncFolder(f.dir)); err != nil {
		return "", fmt.Errorf("store attachment: %w", err)
	}
	if name != "" {
		item += "/" + name
	}
	return item, nil
}

// ends reads the two ends of a file.
func ends(file io.ReadSeeker) ([]byte, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("read attachment: %w", err)
	}
	head := make([]byte, min(size, 2*sniffed))
	first := head[:min(size, sniffed)]
	if _, err = file.Seek(0, io.SeekStart); err == nil {
		_, err = io.ReadFull(file, first)
	}
	if last := head[len(first):]; err == nil && len(last) > 0 {
		if _, err = file.Seek(-int64(len(last)), io.SeekEnd); err == nil {
			_, err = io.ReadFull(file, last)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read attachment: %w", err)
	}
	return head, nil
}

// Fits reports that no file is stored under the hash, or one that may not have the
// name; "" is any name.
func (f *Folder) Fits(hash, name string) error {
	file, err := f.Open(hash)
	if fault.Is(err, fault.CodeMissing) {
		return fault.Invalid("file", text.BadAttachment)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if name == "" {
		return nil
	}
	head, err := ends(file)
	if err != nil {
		return err
	}
	return fits(name, head)
}

// Type returns the content type of a stored file.
func (f *Folder) Type(hash string) (string, error) {
	file, err := f.Open(hash)
	if err != nil {
		return "", err
	}
	defer file.Close()
	head, err := ends(file)
	contentType, _ := Sniff(head)
	return contentType, err
}

// Has reports whether a file is stored under the name.
func (f *Folder) Has(name string) bool {
	info, err := os.Stat(filepath.Join(f.dir, filepath.Base(name)))
	return err == nil && info.Mode().IsRegular() && name != "salt"
}

// Open returns the file of that name, or a missing fault.
func (f *Folder) Open(name string) (io.ReadSeekCloser, error) {
	if !f.Has(name) {
		return nil, fault.Missing(text.NoSuchPage)
	}
	file, err := os.Open(filepath.Join(f.dir, filepath.Base(name)))
	if err != nil {
		return nil, fmt.Errorf("open attachment: %w", err)
	}
	return file, nil
}

// Remove destroys files: their bytes are overwritten before the names go.
func (f *Folder) Remove(names ...string) error {
	for _, name := range names {
		if !f.Has(name) {
			continue
		}
		if err := Wipe(filepath.Join(f.dir, filepath.Base(name))); err != nil {
			return fmt.Errorf("remove attachment: %w", err)
		}
	}
	return nil
}

// Wipe destroys a file: its bytes are overwritten before its name goes.
func Wipe(path string) error {
	if err := overwrite(path); err != nil {
		return err
	}
	return os.Remove(path)
}

func overwrite(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if _, err := io.CopyN(file, zeros{}, info.Size()); err != nil {
		return err
	}
	return file.Sync()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

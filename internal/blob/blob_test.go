package blob

import (
	"bytes"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/fault"
)

func open(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Open(dir, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	name, err := f.Put("", strings.NewReader("scan"))
	if err != nil || !f.Has(name) {
		t.Fatalf("%s: %v", name, err)
	}
	if again, err := open(t, dir).Put("", strings.NewReader("scan")); err != nil || again != name {
		t.Errorf("the same bytes again: %s, %v", again, err)
	}
	if other, err := open(t, t.TempDir()).Put("", strings.NewReader("scan")); err != nil || other == name {
		t.Errorf("in another folder the name is the same: it tells what the file holds (%v)", err)
	}
	r, err := f.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, _ := io.ReadAll(r); string(got) != "scan" {
		t.Errorf("got %q", got)
	}
	for _, bad := range []string{"salt", "../" + name, "nothing", ""} {
		if _, err := f.Open(bad); bad != "../"+name && !fault.Is(err, fault.CodeMissing) {
			t.Errorf("opened %q: %v", bad, err)
		}
	}
	if err := f.Remove(name, name); err != nil || f.Has(name) {
		t.Errorf("remove: %v", err)
	}
}

func TestTooLarge(t *testing.T) {
	dir := t.TempDir()
	_, err := open(t, dir).Put("", bytes.NewReader(make([]byte, Max+1)))
	if left, _ := filepath.Glob(filepath.Join(dir, unfinished+"*")); !fault.Is(err, fault.CodeLimit) || len(left) > 0 {
		t.Errorf("got %v, and %v was left", err, left)
	}
}

// TestHalfUploads wants what a crash cut short to be gone, and a broken salt to be refused.
func TestHalfUploads(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	half := filepath.Join(dir, unfinished+"1")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if _, err := os.Stat(half); err == nil {
		t.Error("the half upload is still there")
	}
	if err := os.WriteFile(filepath.Join(dir, "salt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, rand.Reader); err == nil {
		t.Error("an empty salt was accepted")
	}
}

package sqlstore

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/store/storetest"
	"heitu/internal/text"
)

const childVariable = "HEITU_TEST_FSYNC_CHILD"

// A sync that fails stops all writing at once and for good, though later ones would
// succeed; reading goes on. The sync is made to fail by strace.
func TestFailedSyncStopsWriting(t *testing.T) {
	if folder := os.Getenv(childVariable); folder != "" {
		writeUntilRefused(t, folder)
		return
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: no sync can be made to fail")
	}
	folder := t.TempDir()
	if err := openSQLite(t, folder).Close(); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(strace, "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=6",
		os.Args[0], "-test.run=^TestFailedSyncStopsWriting$", "-test.v")
	child.Env = append(os.Environ(), childVariable+"="+folder)
	out, err := child.CombinedOutput()
	if strings.Contains(string(out), "PTRACE") {
		t.Skipf("strace may not trace here: %s", out)
	}
	if err != nil || !strings.Contains(string(out), "refused") {
		t.Fatalf("the child: %v\n%s", err, out)
	}
	db := openSQLite(t, folder)
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := put(db, storetest.Revision("thing", 1_000_000, 1, "draft", nil)); err != nil {
		t.Errorf("after a restart: %v", err)
	}
}

func writeUntilRefused(t *testing.T, folder string) {
	db, err := OpenSQLite(t.Context(), filepath.Join(folder, "heitu.db"), things())
	if err != nil {
		t.Fatal(err)
	}
	said := fault.Busy(text.StoreFailed).Error()
	n := 0
	for err == nil && n < 100 {
		n++
		err = put(db, storetest.Revision("thing", n, 1, "draft", nil))
	}
	for range 3 {
		if !fault.Is(err, fault.CodeBusy) || !strings.Contains(err.Error(), said) {
			t.Fatalf("write %d: got %v, want %q", n, err, said)
		}
		err = put(db, storetest.Revision("thing", n+1, 1, "draft", nil))
	}
	checkTotals(t, db, n-1)
	fmt.Println("refused after", n)
}

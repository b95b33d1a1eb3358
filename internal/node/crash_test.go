package node_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/store"
)

// TestMain lets the crash tests run this binary as the node that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv("HEITU_CRASH_FOLDER"); folder != "" {
		if err := writeUntilKilled(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	for _, folder := range benchFolders {
		os.RemoveAll(folder)
	}
	os.Exit(code)
}

// writeUntilKilled makes and changes records with several writers and prints a
// line for each that was acknowledged.
func writeUntilKilled(folder string) error {
	ctx := context.Background()
	n, err := node.Open(ctx, node.Config{Folder: folder})
	if err != nil {
		return err
	}
	n.Run(ctx)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			self := access.Actor{Node: true}
			var last record.Record
			for i := 0; i < 80; i++ {
				d := record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": fmt.Sprintf("单位 %d", i)}}
				if i%3 == 2 {
					d.ID, d.Rev = last.ID, last.Rev
				}
				made, err := n.Office.Put(ctx, self, "", d)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				last = made[0]
				mu.Lock()
				fmt.Printf("%s %d\n", last.ID, last.Rev)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return n.Close()
}

// cycles is how many kills a test makes: those that the environment asks for, or
// enough that the suite as a whole makes two hundred.
func cycles(t *testing.T, usual int) int {
	if s := os.Getenv("HEITU_TEST_CRASH"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return usual
}

// TestCrashAnywhere kills the node after a random time, again and again, and
// wants every acknowledged change back and every leaf to agree.
func TestCrashAnywhere(t *testing.T) {
	crash(t, cycles(t, 140), func(ctx context.Context, _ int) (*exec.Cmd, time.Duration) {
		return exec.CommandContext(ctx, os.Args[0]), time.Duration(30+rand.IntN(220)) * time.Millisecond
	})
}

// TestCrashAtSystemCalls kills the node at its nth write or sync, for ever larger n.
func TestCrashAtSystemCalls(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed: run make deps")
	}
	crash(t, cycles(t, 60), func(ctx context.Context, i int) (*exec.Cmd, time.Duration) {
		call := []string{"pwrite64", "fsync", "fdatasync", "write"}[i%4]
		inject := fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, 1+i/4*3)
		return exec.CommandContext(ctx, strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", inject, os.Args[0]), 20 * time.Second
	})
}

func crash(t *testing.T, cycles int, start func(context.Context, int) (*exec.Cmd, time.Duration)) {
	folder := filepath.Join(t.TempDir(), "node")
	acked := map[string]int64{}
	for i := range cycles {
		if i%40 == 0 { // a young folder dies differently from an old one
			folder, acked = filepath.Join(t.TempDir(), fmt.Sprint(i)), map[string]int64{}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cmd, life := start(ctx, i)
		cmd.Env = append(os.Environ(), "HEITU_CRASH_FOLDER="+folder)
		var out, complaints bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &complaints
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(life, cancel)
		cmd.Wait()
		timer.Stop()
		cancel()
		if complaints.Len() > 0 {
			t.Fatalf("cycle %d: the node complained: %s", i, complaints.String())
		}
		note(acked, &out)
		survived(t, i, folder, acked)
	}
}

// note takes in the acknowledgements; a line that was cut short is none.
func note(acked map[string]int64, out *bytes.Buffer) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, rev, _ := strings.Cut(lines.Text(), " ")
		if n, err := strconv.ParseInt(rev, 10, 64); err == nil && len(id) == 36 {
			acked[id] = max(acked[id], n)
		}
	}
}

// survived opens the folder as on any day and looks for what was acknowledged.
func survived(t *testing.T, cycle int, folder string, acked map[string]int64) {
	t.Helper()
	n, err := node.Open(t.Context(), node.Config{Folder: folder})
	if err != nil {
		t.Fatalf("cycle %d: %v", cycle, err)
	}
	err = n.Store.View(t.Context(), func(tx store.Tx) error {
		for id, rev := range acked {
			r, err := tx.Record(t.Context(), record.Key{Home: n.Home, ID: id})
			if err != nil || r.Rev < rev {
				t.Errorf("cycle %d: %s was acknowledged as revision %d; now %d, %v", cycle, id, rev, r.Rev, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Close(); err != nil {
		t.Fatalf("cycle %d: %v", cycle, err)
	}
	found, err := node.Audit(t.Context(), folder, "", "")
	if err != nil || len(found.Findings) > 0 {
		t.Fatalf("cycle %d: audit of %d entries: %v %v", cycle, found.Entries, err, found.Findings)
	}
}

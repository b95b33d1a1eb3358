package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"heitu/internal/node"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"heitu": main})
}

// TestScript plays the stories of testdata/script with the real program.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("HEITU_GOLDEN") != "",
		Setup: func(e *testscript.Env) error {
			shared, err := filepath.Abs("../../../shared")
			e.Setenv("SHARED", shared)
			e.Setenv("HEITU_LANG", "en")
			return err
		},
		Condition: func(cond string) (bool, error) {
			_, err := os.Stat("../../../shared/data/records")
			return cond == "shared" && err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sql": alterDatabase, "replace": replaceInFile, "freeport": freePort, "awaiturl": awaitURL, "exitcode": exitCode,
			"password": setPassword, "rows": writeRows, "keepline": keepLine, "remember": remember, "keepfile": keepFile, "same": sameAnswer,
			"found": foundNode, "fromfile": fromFile,
		},
	})
}

// alterDatabase runs SQL behind the node's back: sql FILE STATEMENT.
func alterDatabase(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	res, err := db.Exec(args[1])
	ts.Check(err)
	if n, _ := res.RowsAffected(); n == 0 {
		ts.Fatalf("the statement changed nothing")
	}
}

// replaceInFile replaces the first occurrence: replace FILE OLD NEW.
func replaceInFile(ts *testscript.TestScript, _ bool, args []string) {
	was := ts.ReadFile(args[0])
	if !strings.Contains(was, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(was, args[1], args[2], 1)), 0o600))
}

// freePort sets a variable to a free loopback address: freeport NAME.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// awaitURL waits until an address answers: awaiturl URL.
func awaitURL(ts *testscript.TestScript, _ bool, args []string) {
	for range 200 {
		res, err := http.Get(args[0])
		if err == nil {
			res.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s does not answer", args[0])
}

// exitCode runs heitu and demands its exit code: exitcode N ARG….
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("heitu", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("heitu %s: exit %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// remember sets a variable to what the last JSON output says under a name, of the
// record (the first, of a list) or of its fields: remember VARIABLE NAME.
func remember(ts *testscript.TestScript, _ bool, args []string) {
	var said map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &said))
	if list, ok := said["records"].([]any); ok && len(list) > 0 {
		said, _ = list[0].(map[string]any)
	}
	v, ok := said[args[1]]
	if fields, _ := said["fields"].(map[string]any); !ok {
		v, ok = fields[args[1]]
	}
	if !ok {
		ts.Fatalf("no %s in %v", args[1], said)
	}
	ts.Setenv(args[0], fmt.Sprint(v))
}

// sameAnswer demands a status, and the same bytes about two ids, of the node at $AT:
// same LOGIN METHOD PATH ONE OTHER STATUS [REV]. ID in the path stands for either.
func sameAnswer(ts *testscript.TestScript, _ bool, args []string) {
	login, method, one, other := args[0], args[1], args[3], args[4]
	ask := func(id string) string {
		body := strings.NewReader("")
		if method != http.MethodGet {
			body = strings.NewReader(`{"rev":` + append(args, "3")[6] + `}`)
		}
		req, err := http.NewRequest(method, ts.Getenv("AT")+strings.ReplaceAll(args[2], "ID", id), body)
		ts.Check(err)
		req.Header.Set("Content-Type", "application/json")
		if login != "visitor" {
			req.SetBasicAuth(login, ts.Getenv("HEITU_PASSWORD"))
		}
		res, err := http.DefaultClient.Do(req)
		ts.Check(err)
		defer res.Body.Close()
		said, err := io.ReadAll(res.Body)
		ts.Check(err)
		res.Header.Del("Date")
		if res.StatusCode != atoi(ts, args[5]) {
			ts.Fatalf("%s %s by %s: %s, want %s\n%s", method, args[2], login, res.Status, args[5], said)
		}
		return fmt.Sprint(res.Header, strings.ReplaceAll(string(said), id, "ID"))
	}
	if got, want := ask(one), ask(other); got != want {
		ts.Fatalf("%s %s by %s: got\n%s\nfor %s, and for %s\n%s", method, args[2], login, got, one, other, want)
	}
}

func atoi(ts *testscript.TestScript, s string) int {
	n, err := strconv.Atoi(s)
	ts.Check(err)
	return n
}

// keepFile stores an attachment and sets a variable to its name: keepfile FOLDER VARIABLE FILE.
func keepFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := node.Open(context.Background(), node.Config{Folder: ts.MkAbs(args[0])})
	ts.Check(err)
	name, err := n.Files.Put(filepath.Base(args[2]), strings.NewReader(ts.ReadFile(args[2])))
	ts.Check(err)
	ts.Setenv(args[1], name)
	ts.Check(n.Close())
}

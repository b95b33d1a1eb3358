package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"heitu/internal/access"
	"heitu/internal/node"
	"heitu/internal/record"
)

// setPassword sets the password of an account of a stopped node: password FOLDER LOGIN PASSWORD.
func setPassword(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	n, err := node.Open(ctx, node.Config{Folder: ts.MkAbs(args[0])})
	ts.Check(err)
	page, err := n.Office.List(ctx, access.Actor{Node: true}, record.Query{Kind: "account", Where: []record.Term{{Field: "login", Op: record.Equal, Value: args[1]}}})
	ts.Check(err)
	ts.Check(n.Accounts.SetPassword(ctx, page.Records[0].ID, args[2]))
	ts.Check(n.Close())
}

// writeRows writes a table of many organisations: rows FILE N.
func writeRows(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("单位名称,所在地区\n")
	for i := range n {
		fmt.Fprintf(&b, "第%d测试单位,沈阳市\n", i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

// keepLine sets a variable to the rest of the line of the last errors that begins
// so: keepline NAME START.
func keepLine(ts *testscript.TestScript, _ bool, args []string) {
	for _, line := range strings.Split(ts.ReadFile("stderr"), "\n") {
		if id, ok := strings.CutPrefix(line, args[1]); ok {
			ts.Setenv(args[0], strings.TrimSpace(id))
			return
		}
	}
	ts.Fatalf("no line begins with %q", args[1])
}

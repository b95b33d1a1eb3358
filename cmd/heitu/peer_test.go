package main

import (
	"context"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
)

// foundNode makes a node of a home with an organisation and three accounts, whose
// password is "correct horse 9": found FOLDER HOME. It sets OWNER to the organisation.
func foundNode(ts *testscript.TestScript, _ bool, args []string) {
	ctx, self := context.Background(), access.Actor{Node: true}
	n, err := node.Open(ctx, node.Config{Folder: ts.MkAbs(args[0]), Home: args[1]})
	ts.Check(err)
	made, err := n.Office.Put(ctx, self, "",
		record.Draft{Kind: kinds.Market.Name, Fields: map[string]any{"name": args[1]}},
		record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": args[1] + " 研究院", "region": "230100"}},
		record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{"login": "security", "name": "security", "roles": []string{"security"}}},
		record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{"login": "broker", "name": "broker", "roles": []string{"broker"}}},
	)
	ts.Check(err)
	for _, account := range made[2:] {
		ts.Check(n.Accounts.SetPassword(ctx, account.ID, "correct horse 9"))
	}
	ts.Setenv("OWNER", made[1].ID)
	ts.Check(n.Close())
}

// fromFile sets a variable to what a file holds: fromfile NAME FILE.
func fromFile(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

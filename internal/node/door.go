package node

import (
	"heitu/internal/api"
	"heitu/internal/door"
	"heitu/internal/web"
)

// openDoor mounts every face of the node.
func (n *Node) openDoor() *door.Door {
	d := door.New(n.Accounts, n.Store, n.config.Log, n.config.Secure)
	api.Mount(d, api.Config{
		Office: n.Office, Finder: n.Finder, Columns: n.Columns, Accounts: n.Accounts, Files: n.Files, Clerk: n.Clerk,
		Home: n.Home, Key: n.Key, Store: n.Store, Settle: n.Settle,
	})
	web.Mount(d, web.Config{
		Office: n.Office, Finder: n.Finder, Columns: n.Columns, Accounts: n.Accounts, Start: n.Start, Files: n.Files, Clerk: n.Clerk,
		Home: n.Home, Key: n.Key, Settle: n.Settle,
	})
	return d
}

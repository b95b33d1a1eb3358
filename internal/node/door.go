package node

import (
	"heitu/internal/api"
	"heitu/internal/door"
	"heitu/internal/oai"
	"heitu/internal/web"
)

// openDoor mounts every face of the node.
func (n *Node) openDoor(rotations []string) *door.Door {
	d := door.New(n.Accounts, n.Store, n.config.Log, n.config.Secure)
	d.Seen = n.seen
	api.Mount(d, api.Config{
		Office: n.Office, Finder: n.Finder, Columns: n.Columns, Accounts: n.Accounts, Files: n.Files, Clerk: n.Clerk, Harvests: n.Harvests,
		Home: n.Home, Key: n.Key, Store: n.Store, URL: n.config.URL, Funnel: n.Funnel, Settle: n.Settle, Alliance: n.Alliance, Rotations: rotations, Cards: n,
	})
	web.Mount(d, web.Config{
		Office: n.Office, Finder: n.Finder, Columns: n.Columns, Accounts: n.Accounts, Start: n.Start, Files: n.Files, Clerk: n.Clerk,
		Home: n.Home, Key: n.Key, Settle: n.Settle, Funnel: n.Funnel, Behind: n.Behind, Cards: n, Try: n.Reminders.Try, Tour: n.config.Tour,
	})
	oai.Mount(d, oai.Config{Office: n.Office, Home: n.Home, URL: n.config.URL, Now: n.config.Now, Page: n.config.HarvestPage})
	return d
}

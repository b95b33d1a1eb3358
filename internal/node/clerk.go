package node

import (
	"context"
	"path/filepath"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/text"
)

// importsFolder is where files on their way in lie, inside the node's folder.
const importsFolder = "imports"

// openClerk makes the clerk, who works in the name of whoever sent a file.
func (n *Node) openClerk() *intake.Clerk {
	return &intake.Clerk{
		Office: n.Office, Folder: filepath.Join(n.config.Folder, importsFolder), Now: n.config.Now, Log: n.config.Log,
		Actor: func(ctx context.Context, account string) (access.Actor, error) {
			p, ok, err := n.Accounts.Person(ctx, account)
			if err == nil && !ok {
				err = fault.Denied(text.ImporterGone)
			}
			return p.Actor, err
		},
	}
}

// forget removes the files by which an erased record came in.
func (n *Node) forget(ctx context.Context, payload []byte) error {
	return n.Clerk.Forget(ctx, string(payload))
}

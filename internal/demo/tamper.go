package demo

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/store/sqlstore"
	"heitu/internal/text"
)

// Tamper alters the amount of the newest registered contract in the database of a
// demonstration, behind the back of its node, and returns the contract's id.
func Tamper(ctx context.Context, folder string) (string, error) {
	id, err := sqlstore.Tamper(ctx, filepath.Join(folder, node.DatabaseFile), sqlstore.Target{
		Home: NodeName, Kind: kinds.Contract.Name, State: "registered", Day: kinds.ContractRegistered.Name, Field: kinds.ContractTotal.Name,
	})
	if errors.Is(err, fs.ErrNotExist) || err == nil && id == "" {
		err = fault.Missing(text.NothingToTamper, folder)
	}
	return id, err
}

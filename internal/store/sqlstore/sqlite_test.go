package sqlstore

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	var folders sync.Map
	storetest.Run(t, func(t *testing.T, kinds []record.Kind) store.Store {
		folder, known := folders.Load(t)
		if !known {
			folder = t.TempDir()
			folders.Store(t, folder)
		}
		db, err := OpenSQLite(context.Background(), filepath.Join(folder.(string), "heitu.db"), kinds)
		if err != nil {
			panic(storetest.Refused{Err: err})
		}
		t.Cleanup(func() { db.Close() })
		return db
	})
}

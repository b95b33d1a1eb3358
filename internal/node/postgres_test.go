package node_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// ownDatabase makes a database for one test and returns its address.
func ownDatabase(t testing.TB) (dsn string, admin *sql.DB) {
	t.Helper()
	server := os.Getenv("HEITU_TEST_POSTGRES")
	if server == "" {
		t.Skip("HEITU_TEST_POSTGRES is not set; make test sets it")
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("node_%d", time.Now().UnixNano())
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String(), admin
}

// TestNodeOnPostgres runs a node on PostgreSQL, loses every connection in the
// middle of things, goes on, erases, and audits.
func TestNodeOnPostgres(t *testing.T) {
	dsn, admin := ownDatabase(t)
	b := testkit.Open(t, func(c *node.Config) { c.Postgres = dsn })
	person, _ := plantCanary(t, b)
	put := func() error {
		_, err := b.Office.Put(t.Context(), b.People["broker"], "", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "单位"}})
		return err
	}
	stop := make(chan struct{})
	cut := make(chan struct{})
	go func() {
		defer close(cut)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				admin.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", strings.TrimPrefix(mustParse(t, dsn).Path, "/"))
			}
		}
	}()
	saved := 0
	for range 200 {
		switch err := put(); {
		case err == nil:
			saved++
		case !fault.Is(err, fault.CodeBusy):
			t.Errorf("a lost connection: got %v, want busy", err)
		}
	}
	close(stop)
	<-cut
	if saved == 0 {
		t.Error("nothing was saved")
	}
	if err := put(); err != nil {
		if err = put(); err != nil {
			t.Errorf("it does not work again: %v", err)
		}
	}
	if _, err := b.Office.Erase(t.Context(), b.People["security"], person.Kind, person.ID, "本人要求"); err != nil {
		t.Fatal(err)
	}
	b.SettleNow()
	if err := bundle(t, b).Check(b.Key); err != nil {
		t.Error(err)
	}
	if err := b.Node.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := node.Audit(t.Context(), b.Folder(), dsn, "")
	if err != nil || len(r.Findings) > 0 || r.Records < saved {
		t.Errorf("audit of %d records: %v %v", r.Records, err, r.Findings)
	}
}

func mustParse(t *testing.T, dsn string) *url.URL {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// postgresEngine is a server that several processes may write to.
type postgresEngine struct{ db *sql.DB }

// The keys of the advisory locks: one sequencer, one builder of shelves.
const (
	lockShelves  = `SELECT pg_advisory_xact_lock(7102001)`
	lockSequence = `SELECT pg_advisory_xact_lock(7102002)`
)

// OpenPostgres opens a PostgreSQL database and makes its tables where there are none.
func OpenPostgres(ctx context.Context, dsn string, kinds []record.Kind) (*DB, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	db.SetMaxOpenConns(24)
	db.SetMaxIdleConns(24)
	locker, err := lock.NewPostgresSessionLocker()
	if err == nil {
		words := strings.NewReplacer(" SERIAL", " BIGSERIAL PRIMARY KEY")
		err = migrate(ctx, db, goose.DialectPostgres, words, goose.WithSessionLocker(locker))
	}
	if err != nil {
		return nil, errors.Join(explainPostgres(err), db.Close())
	}
	return finish(ctx, &postgresEngine{db}, kinds, lockShelves)
}

func (e *postgresEngine) view(ctx context.Context, fn func(runner) error) error {
	return e.transaction(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

// tries is how often a transaction that lost to another one is run again.
const tries = 50

func (e *postgresEngine) update(ctx context.Context, fn func(runner) error) error {
	for try := 1; ; try++ {
		err := e.transaction(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, fn)
		if !serialization(err) {
			return err
		}
		if try == tries {
			return fault.Busy(text.StoreBusy)
		}
		pause := time.Duration(rand.Int64N(int64(time.Millisecond) << min(try, 6)))
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// serialization reports whether PostgreSQL asks for the transaction to be run again.
func serialization(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

func (e *postgresEngine) transaction(ctx context.Context, o *sql.TxOptions, fn func(runner) error) error {
	tx, err := e.db.BeginTx(ctx, o)
	if err != nil {
		return explainPostgres(err)
	}
	defer tx.Rollback()
	if err := fn(postgresTx{tx}); err != nil {
		return err
	}
	return explainPostgres(tx.Commit())
}

// erased rewrites the tables, so that no dead row is left in them.
func (e *postgresEngine) erased(ctx context.Context, shelves []string) error {
	tables := append([]string{"record", "revision", "secret", "link", "job", "credential", "session"}, shelves...)
	for _, table := range tables {
		if _, err := e.db.ExecContext(ctx, "VACUUM FULL "+table); err != nil {
			return fmt.Errorf("wipe what was erased: %w", explainPostgres(err))
		}
	}
	if _, err := e.db.ExecContext(ctx, "CHECKPOINT"); err != nil {
		return fmt.Errorf("wipe what was erased: %w", explainPostgres(err))
	}
	return nil
}

func (e *postgresEngine) check(ctx context.Context) error {
	return explainPostgres(e.db.PingContext(ctx))
}

func (e *postgresEngine) close() error { return e.db.Close() }

// postgresTx runs the statements of one transaction.
type postgresTx struct{ tx *sql.Tx }

func (t postgresTx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	res, err := t.tx.ExecContext(ctx, dollars(query), args...)
	return res, explainPostgres(err)
}

func (t postgresTx) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := t.tx.QueryContext(ctx, dollars(query), args...)
	return rows, explainPostgres(err)
}

func (t postgresTx) explain(err error) error { return explainPostgres(err) }

func (t postgresTx) sequencing(ctx context.Context) error {
	_, err := t.exec(ctx, lockSequence)
	return err
}

// dollars writes the placeholders as PostgreSQL numbers them. A question mark
// stands nowhere else in our statements.
func dollars(query string) string {
	var b strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	return b.String()
}

// explainPostgres turns what can happen on a healthy node into faults. Losing to
// another transaction stays as it is, for update to see; whatever else went wrong
// between here and the server leaves it open what was saved, and is busy.
func explainPostgres(err error) error {
	var e *pgconn.PgError
	switch {
	case err == nil, serialization(err), fault.All(err) != nil, errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &e):
		switch {
		case e.Code == "53100":
			return fault.Full()
		case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "57P"), e.Code == "53300":
			return fault.Busy(text.StoreBusy)
		}
		return err
	}
	return fault.Busy(text.StoreBusy)
}

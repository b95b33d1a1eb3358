package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// sqliteEngine is one file: a connection that writes, and some that read.
type sqliteEngine struct {
	db      *sql.DB
	writer  *writer
	readers chan *session
}

// readers is how many transactions can read at the same time.
const readers = 6

// pragmas of every connection. FULL is not optional: NORMAL loses commits when power fails.
const pragmas = "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(ON)&_pragma=foreign_keys(ON)&_pragma=cache_size(-32000)"

// OpenSQLite opens the database file, making it where there is none. Only one
// process may have it open; the node sees to that.
func OpenSQLite(ctx context.Context, path string, kinds []record.Kind) (*DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+pragmas)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	words := strings.NewReplacer(" SERIAL", " INTEGER PRIMARY KEY AUTOINCREMENT", " BYTEA", " BLOB")
	if err := migrate(ctx, db, goose.DialectSQLite3, words); err != nil {
		return nil, errors.Join(explainSQLite(err), db.Close())
	}
	e := &sqliteEngine{db: db, readers: make(chan *session, readers)}
	if err := e.connect(ctx); err != nil {
		return nil, errors.Join(explainSQLite(err), e.close())
	}
	return finish(ctx, e, kinds, "")
}

func (e *sqliteEngine) connect(ctx context.Context) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	e.writer = startWriter(newSession(conn, explainSQLite))
	for range readers {
		conn, err := e.db.Conn(ctx)
		if err == nil {
			_, err = conn.ExecContext(ctx, "PRAGMA query_only=ON")
		}
		if err != nil {
			return err
		}
		e.readers <- newSession(conn, explainSQLite)
	}
	return nil
}

func (e *sqliteEngine) view(ctx context.Context, fn func(runner) error) (err error) {
	var s *session
	select {
	case s = <-e.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.readers <- s }()
	if err := s.plain("BEGIN"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.plain("COMMIT")) }()
	return fn(s)
}

func (e *sqliteEngine) update(ctx context.Context, fn func(runner) error) error {
	return e.writer.run(ctx, fn)
}

// erased rebuilds the file and empties the write-ahead log while nobody reads.
func (e *sqliteEngine) erased(ctx context.Context, _ []string) error {
	for range readers {
		select {
		case s := <-e.readers:
			defer func() { e.readers <- s }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return e.writer.between(ctx, func(s *session) error {
		for _, statement := range []string{"PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
			if err := s.plain(statement); err != nil {
				return fmt.Errorf("wipe what was erased: %w", err)
			}
		}
		return nil
	})
}

func (e *sqliteEngine) check(ctx context.Context) error {
	return e.view(ctx, func(r runner) error {
		t := tx{runner: r}
		return t.each(ctx, func(rows *sql.Rows) error {
			var said string
			if err := rows.Scan(&said); err != nil || said == "ok" {
				return err
			}
			return errors.New(said)
		}, "PRAGMA integrity_check(1)")
	})
}

func (e *sqliteEngine) close() error {
	var errs []error
	if e.writer != nil {
		errs = append(errs, e.writer.close())
	}
	for range len(e.readers) {
		s := <-e.readers
		errs = append(errs, s.close())
	}
	return errors.Join(append(errs, e.db.Close())...)
}

// explainSQLite turns what can happen on a healthy node into faults.
func explainSQLite(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fault.Full()
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fault.Busy(text.StoreBusy)
	}
	return err
}

// broken reports whether err says that the disk did not do what it was told, after
// which nothing it reports can be relied on.
func broken(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_IOERR
}

// session is one connection with its prepared statements.
type session struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	explained  func(error) error
}

func newSession(conn *sql.Conn, explain func(error) error) *session {
	return &session{conn: conn, statements: map[string]*sql.Stmt{}, explained: explain}
}

// statementLife bounds a statement, so that a lost disk does not hang a node for ever.
const statementLife = 10 * time.Minute

// prepared returns the statement of a query. The contexts of callers do not reach
// the database: an interrupted statement would take the whole transaction with it.
func (s *session) prepared(query string) (*sql.Stmt, error) {
	if st, ok := s.statements[query]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, s.explained(err)
	}
	s.statements[query] = st
	return st, nil
}

func (s *session) exec(_ context.Context, query string, args ...any) (sql.Result, error) {
	st, err := s.prepared(query)
	if err != nil {
		return nil, err
	}
	res, err := st.Exec(args...)
	return res, s.explained(err)
}

func (s *session) query(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := s.prepared(query)
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(args...)
	return rows, s.explained(err)
}

func (s *session) explain(err error) error { return s.explained(err) }

// sequencing needs nothing here: there is one writer.
func (s *session) sequencing(context.Context) error { return nil }

// plain runs a statement without arguments, unprepared.
func (s *session) plain(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), statementLife)
	defer cancel()
	_, err := s.conn.ExecContext(ctx, statement)
	return s.explained(err)
}

// idle reports whether no transaction is open.
func (s *session) idle() bool { return s.plain("BEGIN") == nil && s.plain("ROLLBACK") == nil }

func (s *session) close() error {
	var errs []error
	for _, st := range s.statements {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, s.conn.Close())...)
}

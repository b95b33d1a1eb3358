package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// FULL syncs the log at every commit: with NORMAL a power cut loses what was said
// to be saved (docs/trust.md, finding 1). The writer makes checkpoints itself, so
// that an error of theirs is seen.
const (
	writerPragmas = "busy_timeout(10000) journal_mode(WAL) synchronous(FULL) secure_delete(ON) foreign_keys(ON)" +
		" wal_autocheckpoint(0) cache_size(-32000)"
	readerPragmas = "busy_timeout(10000) query_only(ON) cache_size(-8000)"
)

var sqliteWords = strings.NewReplacer(" SERIAL", " INTEGER PRIMARY KEY AUTOINCREMENT", "/* compact */", "WITHOUT ROWID")

// lite is the engine of SQLite: one connection that writes, some that read.
type lite struct {
	*writer
	writing, reading *sql.DB
	readers          chan *conn // idle ones; nil where none is open yet
}

// OpenSQLite opens the database file at path, and makes it where there is none.
func OpenSQLite(ctx context.Context, path string, kinds []record.Kind) (*DB, error) {
	writing, err := openFile(path, writerPragmas)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, writing, goose.DialectSQLite3, sqliteWords); err != nil {
		return nil, errors.Join(explainSQLite(err), writing.Close())
	}
	c, err := connect(ctx, writing, false)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), writing.Close())
	}
	reading, err := openFile(path, readerPragmas)
	if err != nil {
		return nil, errors.Join(err, c.close(), writing.Close())
	}
	e := &lite{writer: startWriter(c), writing: writing, reading: reading}
	e.readers = make(chan *conn, max(4, 2*runtime.NumCPU()))
	for range cap(e.readers) {
		e.readers <- nil
	}
	return finish(ctx, e, kinds, "", sqliteWords)
}

func openFile(path, pragmas string) (*sql.DB, error) {
	var dsn strings.Builder
	dsn.WriteString("file:" + (&url.URL{Path: path}).EscapedPath() + "?_dqs=0")
	for _, p := range strings.Fields(pragmas) {
		dsn.WriteString("&_pragma=" + url.QueryEscape(p))
	}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return db, nil
}

// view implements engine: one deferred transaction on a connection that only reads.
func (e *lite) view(ctx context.Context, fn func(runner) error) (err error) {
	var c *conn
	select {
	case c = <-e.readers:
	case <-ctx.Done():
		return ctx.Err()
	case <-e.closing:
		return errClosed
	}
	whole := false
	defer func() {
		if c != nil && !whole {
			c.discard() // fn panicked, or the transaction could not be ended
			c = nil
		}
		e.readers <- c
	}()
	if c == nil {
		if c, err = connect(ctx, e.reading, true); err != nil {
			return explainSQLite(err)
		}
	}
	if err := c.raw("BEGIN"); err != nil {
		return explainSQLite(err)
	}
	err = fn(c)
	whole = c.raw("ROLLBACK") == nil
	return err
}

// erased implements engine. VACUUM leaves neither free pages nor slack that holds
// what was there before; the checkpoint puts its result into the file, cuts the
// file, and empties the log. It waits for readers, since they hold the log.
func (e *lite) erased(ctx context.Context, _ []string) error {
	return e.alone(ctx, func(c *conn) error {
		if err := c.raw("VACUUM"); err != nil {
			return fmt.Errorf("vacuum: %w", explainSQLite(err))
		}
		for until := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			blocked, err := c.checkpoint("TRUNCATE")
			if err != nil || !blocked {
				return err
			}
			if ctx.Err() != nil || time.Now().After(until) {
				return fault.Busy(text.StoreBusy)
			}
		}
	})
}

// checkpoint moves what the log holds into the file, and reports whether somebody was in its way.
func (c *conn) checkpoint(mode string) (blocked bool, err error) {
	var log, moved int64
	err = c.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint("+mode+")").Scan(&blocked, &log, &moved)
	if err != nil && codeOf(err)&0xff == sqlite3.SQLITE_BUSY {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("checkpoint: %w", explainSQLite(err))
	}
	return blocked, nil
}

// check implements engine.
func (e *lite) check(ctx context.Context) error {
	return e.view(ctx, func(r runner) error {
		var found []string
		err := (&tx{runner: r}).each(ctx, func(rows *sql.Rows) error {
			var line string
			err := rows.Scan(&line)
			if line != "ok" {
				found = append(found, line)
			}
			return err
		}, "PRAGMA integrity_check(20)")
		if err == nil && len(found) > 0 {
			err = errors.New(strings.Join(found, "; "))
		}
		if err != nil {
			return fmt.Errorf("check of the database file: %w", err)
		}
		return nil
	})
}

// close implements engine.
func (e *lite) close() error {
	if !e.stop() {
		return nil
	}
	for range cap(e.readers) {
		if c := <-e.readers; c != nil {
			c.close()
		}
	}
	return errors.Join(e.reading.Close(), e.writing.Close())
}

func codeOf(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// explainSQLite turns a full disk and a locked file into faults; the cause stays for the log.
func explainSQLite(err error) error {
	if err == nil || fault.All(err) != nil {
		return err
	}
	switch code := codeOf(err); {
	case code&0xff == sqlite3.SQLITE_FULL, code == sqlite3.SQLITE_IOERR_SHMSIZE:
		return fmt.Errorf("%w (%w)", fault.Full(), err)
	case code&0xff == sqlite3.SQLITE_BUSY, code&0xff == sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w (%w)", fault.Busy(text.StoreBusy), err)
	}
	return err
}

// broken reports whether an error means that the file can no longer be trusted to
// hold what is written to it.
func broken(err error) bool {
	switch code := codeOf(err); code & 0xff {
	case sqlite3.SQLITE_IOERR:
		return code != sqlite3.SQLITE_IOERR_SHMSIZE
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY:
		return true
	}
	return false
}

package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// mostStatements bounds how many statements a connection keeps prepared. Only the
// shelves build theirs, and they have few forms.
const mostStatements = 400

// conn is one SQLite connection with its prepared statements. It is used by one
// goroutine at a time.
type conn struct {
	*sql.Conn
	stmts  map[string]*sql.Stmt
	reader bool
	writes int // statements run on the writer since somebody looked
}

func connect(ctx context.Context, db *sql.DB, reader bool) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, stmts: map[string]*sql.Stmt{}, reader: reader}, nil
}

// statement prepares a query once.
func (c *conn) statement(query string) (*sql.Stmt, error) {
	if s := c.stmts[query]; s != nil {
		return s, nil
	}
	s, err := c.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	if len(c.stmts) >= mostStatements {
		c.forget()
	}
	c.stmts[query] = s
	return s, nil
}

// forget closes all statements.
func (c *conn) forget() {
	for query, s := range c.stmts {
		s.Close()
		delete(c.stmts, query)
	}
}

// cancel returns the context that a statement runs under. SQLite rolls the whole
// transaction back when a write is interrupted, and the writer's transaction belongs
// to others too; so on the writer a context is looked at between statements only.
func (c *conn) cancel(ctx context.Context) (context.Context, error) {
	if c.reader {
		return ctx, nil
	}
	return context.WithoutCancel(ctx), ctx.Err()
}

// exec implements runner.
func (c *conn) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	ctx, err := c.cancel(ctx)
	if err != nil {
		return nil, err
	}
	c.writes++
	s, err := c.statement(query)
	if err != nil {
		return nil, c.explain(err)
	}
	res, err := s.ExecContext(ctx, args...)
	return res, c.explain(err)
}

// query implements runner.
func (c *conn) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	ctx, err := c.cancel(ctx)
	if err != nil {
		return nil, err
	}
	s, err := c.statement(query)
	if err != nil {
		return nil, c.explain(err)
	}
	rows, err := s.QueryContext(ctx, args...)
	return rows, c.explain(err)
}

// explain implements runner.
func (c *conn) explain(err error) error { return explainSQLite(err) }

// sequencing implements runner. There is one writer anyway.
func (c *conn) sequencing(context.Context) error { return nil }

// raw runs a statement that belongs to no transaction function.
func (c *conn) raw(query string) error {
	_, err := c.ExecContext(context.Background(), query)
	return err
}

func (c *conn) close() error {
	c.forget()
	return c.Conn.Close()
}

// discard closes a connection in the middle of a transaction, for good.
func (c *conn) discard() {
	c.forget()
	c.Raw(func(any) error { return driver.ErrBadConn })
	c.Conn.Close()
}

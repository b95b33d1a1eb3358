package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

const (
	selectCredential = `SELECT account, password, invite, until FROM credential WHERE account = ?`
	selectInvited    = `SELECT account, password, invite, until FROM credential WHERE invite = ? ORDER BY account LIMIT 1`
)

func (t *tx) credential(ctx context.Context, query, arg string) (c store.Credential, found bool, err error) {
	var until int64
	found, err = t.one(ctx, []any{&c.Account, &c.Password, &c.Invite, &until}, query, arg)
	if err != nil {
		return store.Credential{}, false, fmt.Errorf("read credential: %w", err)
	}
	if found {
		c.Until = timeOf(until)
	}
	return c, found, nil
}

// Credential implements store.Sessions.
func (t *tx) Credential(ctx context.Context, account string) (store.Credential, error) {
	c, _, err := t.credential(ctx, selectCredential, account)
	return c, err
}

// Invited implements store.Sessions.
func (t *tx) Invited(ctx context.Context, invite string) (store.Credential, error) {
	if invite == "" {
		return store.Credential{}, fault.Missing(text.StartLinkUsed)
	}
	c, found, err := t.credential(ctx, selectInvited, invite)
	if err == nil && !found {
		err = fault.Missing(text.StartLinkUsed)
	}
	return c, err
}

const (
	putCredential = `INSERT INTO credential (account, password, invite, until) VALUES (?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET password = excluded.password, invite = excluded.invite, until = excluded.until`
	deleteCredential = `DELETE FROM credential WHERE account = ?`
)

// PutCredential implements store.Sessions.
func (t *tx) PutCredential(ctx context.Context, c store.Credential) error {
	if c.Password == "" && c.Invite == "" {
		return t.do(ctx, "drop credential", deleteCredential, c.Account)
	}
	return t.do(ctx, "put credential", putCredential, c.Account, c.Password, c.Invite, c.Until.UnixMilli())
}

const selectSession = `SELECT token, account, data, expires FROM session WHERE token = ? AND expires > ?`

// Session implements store.Sessions.
func (t *tx) Session(ctx context.Context, token string, now time.Time) (store.Session, bool, error) {
	var s store.Session
	var expires int64
	found, err := t.one(ctx, []any{&s.Token, &s.Account, &s.Data, &expires}, selectSession, token, now.UnixMilli())
	if err != nil {
		return store.Session{}, false, fmt.Errorf("read session: %w", err)
	}
	if !found {
		return store.Session{}, false, nil
	}
	s.Expires = timeOf(expires)
	return s, true, nil
}

const putSession = `INSERT INTO session (token, account, data, expires) VALUES (?, ?, ?, ?)
	ON CONFLICT (token) DO UPDATE SET account = excluded.account, data = excluded.data, expires = excluded.expires`

// PutSession implements store.Sessions.
func (t *tx) PutSession(ctx context.Context, s store.Session) error {
	return t.do(ctx, "put session", putSession, s.Token, s.Account, bytesOf(s.Data), s.Expires.UnixMilli())
}

const deleteSession = `DELETE FROM session WHERE token = ?`

// DropSession implements store.Sessions.
func (t *tx) DropSession(ctx context.Context, token string) error {
	return t.do(ctx, "drop session", deleteSession, token)
}

const deleteSessions = `DELETE FROM session WHERE account = ?`

// DropSessions implements store.Sessions.
func (t *tx) DropSessions(ctx context.Context, account string) error {
	return t.do(ctx, "drop sessions of "+account, deleteSessions, account)
}

const expireSessions = `DELETE FROM session WHERE expires <= ?`

// ExpireSessions implements store.Sessions.
func (t *tx) ExpireSessions(ctx context.Context, now time.Time) error {
	return t.do(ctx, "expire sessions", expireSessions, now.UnixMilli())
}

const insertAccess = `INSERT INTO access_log (at, account, record, act) VALUES (?, ?, ?, ?)`

// LogAccess implements store.Sessions.
func (t *tx) LogAccess(ctx context.Context, a store.Access) error {
	return t.do(ctx, "log access", insertAccess, a.At.UnixMilli(), a.Account, a.Record, a.Act)
}

const (
	selectAccesses  = `SELECT at, account, record, act FROM access_log WHERE record = ? ORDER BY serial DESC LIMIT ?`
	selectAllAccess = `SELECT at, account, record, act FROM access_log ORDER BY serial DESC LIMIT ?`
)

// Accesses implements store.Sessions.
func (t *tx) Accesses(ctx context.Context, record string, limit int) ([]store.Access, error) {
	query, args := selectAccesses, []any{record, limit}
	if record == "" {
		query, args = selectAllAccess, []any{limit}
	}
	var list []store.Access
	err := t.each(ctx, func(rows *sql.Rows) error {
		var a store.Access
		var at int64
		err := rows.Scan(&at, &a.Account, &a.Record, &a.Act)
		a.At = timeOf(at)
		list = append(list, a)
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read the access log: %w", err)
	}
	return list, nil
}

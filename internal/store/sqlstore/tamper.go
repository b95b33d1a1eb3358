package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// Target names what is altered: a money or number field of the record of a kind and a
// state that is the newest by a day, on the node called Home and on no other.
type Target struct{ Home, Kind, State, Day, Field string }

// Tamper does what nobody should: it alters a record in a database file behind the back
// of its node, as somebody with access to the machine could, and returns the record's id,
// "" where there is none. It exists so that a demonstration can show that this is found out.
func Tamper(ctx context.Context, path string, t Target) (id string, err error) {
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("tamper: %w", err)
	}
	db, err := openFile(path, "busy_timeout(10000)")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.QueryRowContext(ctx, `SELECT id FROM record WHERE home = ? AND kind = ? AND state = ?
		ORDER BY json_extract(CAST(body AS TEXT), '$.' || ?) DESC, id DESC LIMIT 1`, t.Home, t.Kind, t.State, t.Day).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	for _, table := range []string{"revision", "record"} {
		if err != nil {
			break
		}
		_, err = db.ExecContext(ctx, `UPDATE `+table+` SET body = CAST(replace(CAST(body AS TEXT), '"' || ? || '":', '"' || ? || '":9') AS BLOB)
			WHERE home = ? AND id = ? AND rev = (SELECT max(rev) FROM revision AS last WHERE last.home = ? AND last.id = ?)`, t.Field, t.Field, t.Home, id, t.Home, id)
	}
	if err != nil {
		return "", fmt.Errorf("tamper with %s: %w", path, explainSQLite(err))
	}
	return id, nil
}

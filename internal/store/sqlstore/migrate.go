package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"heitu/internal/fault"
	"heitu/internal/text"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date, each step in one transaction. Words
// translates the names of column types that the databases spell differently.
func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, words *strings.Replacer, opts ...goose.ProviderOption) error {
	steps, err := steps(words)
	if err != nil {
		return err
	}
	opts = append(opts, goose.WithGoMigrations(steps...), goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	p, err := goose.NewProvider(dialect, db, nil, opts...)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	have, know, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	if have > know {
		return fault.Conflict(text.SchemaNewer, have, know)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func steps(words *strings.Replacer) ([]*goose.Migration, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	list := make([]*goose.Migration, len(names))
	for i, name := range names {
		script, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		digits, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s: its name must begin with a number", name)
		}
		list[i] = goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, words.Replace(string(script)))
			return err
		}}, nil)
	}
	return list, nil
}

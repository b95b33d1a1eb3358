package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite"
)

type fts5Searcher struct {
	dir string
	db  *sql.DB
}

func openFTS5(c *corpus) (searcher, error) {
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts.db")+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=mmap_size(4294967296)")
	if err != nil {
		return nil, err
	}
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	for _, q := range []string{
		"CREATE VIRTUAL TABLE doc USING fts5(text, content='')",
		"CREATE TABLE state (id INTEGER PRIMARY KEY, state TEXT)",
	} {
		if _, err := tx.Exec(q); err != nil {
			return nil, err
		}
	}
	for i, words := range c.docs {
		if _, err := tx.Exec("INSERT INTO doc(rowid, text) VALUES (?, ?)", i+1, strings.Join(words, " ")); err != nil {
			return nil, err
		}
		if _, err := tx.Exec("INSERT INTO state VALUES (?, ?)", i+1, stateOf(c, i)); err != nil {
			return nil, err
		}
	}
	if _, err := tx.Exec("INSERT INTO doc(doc) VALUES ('optimize')"); err != nil {
		return nil, err
	}
	return &fts5Searcher{dir, db}, tx.Commit()
}

func (s *fts5Searcher) search(words []string) ([]int, error) {
	rows, err := s.db.Query("SELECT doc.rowid - 1 FROM doc JOIN state ON state.id = doc.rowid WHERE doc MATCH ? AND state.state = 'open' ORDER BY bm25(doc) LIMIT ?",
		strings.Join(different(words), " OR "), top)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []int
	for rows.Next() {
		var doc int
		if err := rows.Scan(&doc); err != nil {
			return nil, err
		}
		found = append(found, doc)
	}
	return found, rows.Err()
}

func (s *fts5Searcher) close() {
	s.db.Close()
	os.RemoveAll(s.dir)
}

type postgresSearcher struct{ db *pgx.Conn }

func openPostgres(c *corpus) (searcher, error) {
	address := os.Getenv("HEITU_TEST_POSTGRES")
	if address == "" {
		return nil, errAbsent("HEITU_TEST_POSTGRES names no server (see .ci/postgres)")
	}
	ctx := context.Background()
	db, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec(ctx, "CREATE TEMPORARY TABLE raw (id int, state text, words text)"); err != nil {
		return nil, err
	}
	_, err = db.CopyFrom(ctx, pgx.Identifier{"raw"}, []string{"id", "state", "words"}, pgx.CopyFromSlice(len(c.docs), func(i int) ([]any, error) {
		return []any{i, stateOf(c, i), strings.Join(c.docs[i], " ")}, nil
	}))
	if err != nil {
		return nil, err
	}
	for _, q := range []string{"SET maintenance_work_mem = '1GB'", "CREATE TEMPORARY TABLE doc AS SELECT id, state, to_tsvector('simple', words) AS words FROM raw", "CREATE INDEX ON doc USING gin (words)", "ANALYZE doc"} {
		if _, err := db.Exec(ctx, q); err != nil {
			return nil, err
		}
	}
	return &postgresSearcher{db}, nil
}

func (s *postgresSearcher) search(words []string) ([]int, error) {
	rows, err := s.db.Query(context.Background(),
		"SELECT id FROM doc, to_tsquery('simple', $1) q WHERE words @@ q AND state = 'open' ORDER BY ts_rank(words, q, 1) DESC LIMIT $2", strings.Join(different(words), " | "), top)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

func (s *postgresSearcher) close() { s.db.Close(context.Background()) }

package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/store"
	"heitu/internal/text"
)

// checkpoint answers GET /log/checkpoint.
func (s *server) checkpoint(w http.ResponseWriter, r *http.Request) error {
	head, err := s.head(r.Context())
	if err != nil {
		return err
	}
	if head.Checkpoint == "" {
		return fault.Missing(text.JournalEmpty)
	}
	return writePlain(w, head.Checkpoint)
}

// key answers GET /log/key.
func (s *server) key(w http.ResponseWriter, _ *http.Request) error {
	return writePlain(w, s.Key+"\n")
}

func writePlain(w http.ResponseWriter, body string) error {
	w.Header().Set("Cache-Control", "no-cache")
	return writeBody(w, http.StatusOK, "text/plain; charset=utf-8", []byte(body))
}

// tile answers GET /log/tile/{path...}, as C2SP tlog-tiles has it.
func (s *server) tile(w http.ResponseWriter, r *http.Request) error {
	at, ok := parseTile(r.PathValue("path"))
	if !ok {
		return fault.Missing(text.NoSuchPage)
	}
	body, err := s.readTile(r.Context(), at)
	if err != nil {
		return err
	}
	// What stands in a full tile never changes; nor does a partial one, but it
	// goes out of use as soon as the log grows.
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if at.width < journal.Width {
		w.Header().Set("Cache-Control", "public, max-age=3600")
	}
	return writeBody(w, http.StatusOK, "application/octet-stream", body)
}

// place is where a tile, or a bundle of leaves, stands.
type place struct {
	entries bool
	level   int
	n       int64
	width   int
}

// maxLevel is the highest level that a log of 2⁶² entries reaches.
const maxLevel = 62 / journal.Height

func parseTile(path string) (place, bool) {
	first, rest, _ := strings.Cut(path, "/")
	n, width, ok := journal.ParsePath(rest)
	p := place{entries: first == "entries", n: n, width: width}
	if !ok || p.entries {
		return p, ok
	}
	level, err := strconv.Atoi(first)
	p.level = level
	return p, err == nil && level >= 0 && level <= maxLevel && strconv.Itoa(level) == first
}

// readTile reads what the signed checkpoint covers, and nothing beyond.
func (s *server) readTile(ctx context.Context, at place) (body []byte, err error) {
	err = s.Store.View(ctx, func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		c, err := s.open(head.Checkpoint)
		if err != nil {
			return err
		}
		size := c.Size >> (journal.Height * at.level)
		if at.n > size/journal.Width || at.n*journal.Width+int64(at.width) > size {
			return fault.Missing(text.NoSuchPage)
		}
		if at.entries {
			body, err = leaves(ctx, tx, at)
			return err
		}
		if body, err = tx.Tile(ctx, at.level, at.n); err != nil {
			return err
		}
		if len(body) < at.width*tlog.HashSize {
			return fmt.Errorf("tile %d of level %d holds %d bytes", at.n, at.level, len(body))
		}
		body = body[:at.width*tlog.HashSize]
		return nil
	})
	return body, err
}

func leaves(ctx context.Context, tx store.Tx, at place) ([]byte, error) {
	first := at.n * journal.Width
	revisions, err := tx.Placed(ctx, first, at.width)
	if err != nil {
		return nil, err
	}
	list := make([][]byte, 0, at.width)
	for i, rev := range revisions {
		if rev.Entry.Number != first+int64(i) {
			return nil, fmt.Errorf("entry %d is missing", first+int64(i))
		}
		list = append(list, rev.Entry.Leaf)
	}
	if len(list) != at.width {
		return nil, fmt.Errorf("entry %d is missing", first+int64(len(list)))
	}
	return journal.Bundle(list), nil
}

package api

import (
	"context"
	"net/http"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/store"
	"heitu/internal/text"
)

// maxFeed is how many entries of the log one request goes through.
const maxFeed = 200

// entryView is one entry of the log with what opens it.
type entryView struct {
	Entry    int64            `json:"entry"`
	Evidence journal.Evidence `json:"evidence"`
}

type feedView struct {
	Checkpoint string      `json:"checkpoint"`
	Entries    []entryView `json:"entries"`
	Next       int64       `json:"next"`
}

// feed answers GET /api/feed: of the entries from a number on, those that cover the
// newest revision of a record that the actor may see. The others are in the
// public log and nowhere here; limit and next count entries of the log, so that
// they tell nothing more.
func (s *server) feed(w http.ResponseWriter, r *http.Request) error {
	from, limit, err := feedQuery(r)
	if err != nil {
		return err
	}
	f, err := s.feedFrom(r.Context(), actor(r), from, limit)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, f)
}

func feedQuery(r *http.Request) (from int64, limit int, err error) {
	if from, err = fromOf(r); err != nil {
		return 0, 0, err
	}
	limit, err = limitOf(r.URL.Query().Get("limit"), maxFeed)
	return from, limit, err
}

// fromOf reads the parameter from, the number of an entry; without it, the first is meant.
func fromOf(r *http.Request) (int64, error) {
	said := r.URL.Query().Get("from")
	if said == "" {
		return 0, nil
	}
	from, err := strconv.ParseInt(said, 10, 64)
	if err != nil || from < 0 {
		return 0, fault.Invalid("from", text.WholeNumber, "from")
	}
	return from, nil
}

func (s *server) feedFrom(ctx context.Context, a access.Actor, from int64, limit int) (feedView, error) {
	f := feedView{Entries: []entryView{}, Next: from}
	var revisions []store.Revision
	err := s.Store.View(ctx, func(tx store.Tx) error {
		head, err := tx.Head(ctx)
		if err != nil {
			return err
		}
		f.Checkpoint = head.Checkpoint
		revisions, err = tx.Placed(ctx, from, limit)
		return err
	})
	if err != nil {
		return f, err
	}
	var ids []string
	places := map[int64]bool{}
	for _, rev := range revisions {
		f.Next = rev.Entry.Number + 1
		_, err := s.Office.Record(ctx, a, rev.Kind, rev.ID) // notes the reading, and says whether it may be read
		if fault.Is(err, fault.CodeMissing) || places[rev.Entry.Number] {
			continue
		}
		if err != nil {
			return f, err
		}
		ids, places[rev.Entry.Number] = append(ids, rev.ID), true
	}
	return s.proven(ctx, a, f, ids, places)
}

// proven adds the evidence of records whose newest revision has one of the places.
func (s *server) proven(ctx context.Context, a access.Actor, f feedView, ids []string, places map[int64]bool) (feedView, error) {
	if len(ids) == 0 {
		return f, nil
	}
	p, err := s.Office.Prove(ctx, a, nil, ids...)
	if fault.Is(err, fault.CodeMissing) { // one has been hidden since; the reader asks again
		return f, fault.Busy(text.FigureMoves)
	}
	if err != nil {
		return f, err
	}
	f.Checkpoint = p.Checkpoint
	for _, e := range p.Records {
		if places[e.Proof.Index] {
			f.Entries = append(f.Entries, entryView{e.Proof.Index, e})
			delete(places, e.Proof.Index) // a record changed twice is asked for twice
		}
	}
	return f, nil
}

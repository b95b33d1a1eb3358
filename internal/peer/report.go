package peer

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Report says what one exchange with an ally did. All counts are those of what was
// committed.
type Report struct {
	Home      string    `json:"home"`
	At        int64     `json:"at"` // when it began, milliseconds
	Seconds   float64   `json:"seconds"`
	Bytes     int64     `json:"bytes"`
	Entries   int64     `json:"entries"` // of the log that were gone through
	Added     int       `json:"added"`
	Changed   int       `json:"changed"`
	Withdrawn int       `json:"withdrawn"`
	Unchanged int       `json:"unchanged"`
	Failed    int       `json:"failed"`
	Refusals  []Refusal `json:"refusals,omitempty"` // the first of what failed
	Size      int64     `json:"size"`               // of the ally's log, as far as it is proved
	Next      int64     `json:"next"`               // the first entry that is still to come
	Error     string    `json:"error,omitempty"`    // why the exchange ended early, in English as in logs
	ErrorZH   string    `json:"error_zh,omitempty"`
	Code      string    `json:"code,omitempty"`
}

// Refusal is one entry that was not taken, and why.
type Refusal struct {
	Number int64  `json:"entry"`
	ID     string `json:"id"`
	Why    string `json:"why"`
	WhyZH  string `json:"why_zh"`
}

// mostRefusals is how many refusals a report names.
const mostRefusals = 100

func (r *Report) add(got office.Received) {
	r.Added, r.Changed, r.Withdrawn, r.Unchanged = r.Added+got.Added, r.Changed+got.Changed, r.Withdrawn+got.Withdrawn, r.Unchanged+got.Unchanged
	r.Failed += len(got.Failed)
	for _, f := range got.Failed {
		if len(r.Refusals) < mostRefusals {
			said := fault.Shown(f.Why)[0]
			r.Refusals = append(r.Refusals, Refusal{Number: f.Number, ID: f.ID, Why: said.In(text.EN), WhyZH: said.In(text.ZH)})
		}
	}
}

func (r *Report) fail(err error) {
	said := fault.Shown(err)[0]
	r.Error, r.ErrorZH, r.Code = said.In(text.EN), said.In(text.ZH), string(said.Code)
	if fault.All(err) == nil {
		r.Error = err.Error()
	}
}

// idle reports whether there was nothing to tell.
func (r *Report) idle() bool {
	return r.Added+r.Changed+r.Withdrawn+r.Failed == 0 && r.Entries == 0 && r.Error == ""
}

// NoteExchange is the sort of note that a report is kept in; NoteDispute that of evidence.
const (
	NoteExchange = "exchange"
	NoteDispute  = "dispute"
)

// keptFor is how long reports are kept.
const keptFor = 90 * 24 * time.Hour

// keep writes a report down. Of exchanges that brought nothing only the last is kept.
func (a *Alliance) keep(ctx context.Context, r Report) error {
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode a report: %w", err)
	}
	id := "idle"
	if !r.idle() {
		id = fmt.Sprintf("%013d.%d", r.At, r.Next)
	}
	if r.Code != "" {
		id = "failed." + r.Code
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		if err := tx.DropNotes(ctx, NoteExchange, r.Home, a.Now().Add(-keptFor).UnixMilli()); err != nil {
			return err
		}
		return tx.PutNote(ctx, store.Note{Sort: NoteExchange, Home: r.Home, ID: id, At: r.At, Body: body})
	})
}

// Reports returns the reports of exchanges with an ally, the newest first; with all
// where home is "".
func (a *Alliance) Reports(ctx context.Context, home string, limit int) ([]Report, error) {
	notes, err := a.notes(ctx, NoteExchange, home, limit)
	if err != nil {
		return nil, err
	}
	list := make([]Report, len(notes))
	for i, n := range notes {
		if err := json.Unmarshal(n.Body, &list[i]); err != nil {
			return nil, fmt.Errorf("read a report: %w", err)
		}
	}
	return list, nil
}

func (a *Alliance) notes(ctx context.Context, sort, home string, limit int) (notes []store.Note, err error) {
	err = a.Store.View(ctx, func(tx store.Tx) (err error) {
		notes, err = tx.Notes(ctx, sort, home, limit)
		return err
	})
	return notes, err
}

package office

import (
	"context"
	"encoding/json"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Arrivals is what an exchange with an ally brings at once: the copies that entries of
// his log opened, already proved, in the order of the log.
type Arrivals struct {
	Home   string
	From   int64 // where the entries begin; what is taken in already is not taken again
	Next   int64 // where they end
	Copies []store.Copy
	Quota  int // how many records of the home may be kept
}

// Received says what became of arrivals.
type Received struct {
	Added, Changed, Withdrawn, Unchanged int
	Failed                               []Refused
	Records                              []record.Record // what is to be followed, as it goes by here
	Erased                               bool            // whether something is to be scrubbed, and receipts are owed
}

// Refused is one entry that was not taken, and why.
type Refused struct {
	Number int64
	ID     string
	Why    error
}

// NoteOwed is the sort of note that says an erasure was carried out here and its
// receipt is still to be signed; NoteReceipt is the receipt.
const (
	NoteOwed    = "owed"
	NoteReceipt = "receipt"
)

// Receive takes arrivals in, with the place where the next exchange goes on, in one
// transaction: all of them or none, and once however often they come. Copies are
// read-only: they enter no journal, and no step or change is ever taken with them.
func (o *Office) Receive(ctx context.Context, a Arrivals) (Received, error) {
	var got Received
	err := o.Store.Update(ctx, func(tx store.Tx) error {
		got = Received{}
		if a.Home == o.Home {
			return fault.Denied(text.OwnHome, a.Home)
		}
		m, err := tx.Mirror(ctx, a.Home)
		if err != nil {
			return err
		}
		if m.Next != a.From || a.Next > m.Size {
			return fault.Conflict(text.ExchangeMoved, a.Home)
		}
		room, err := tx.CountCopies(ctx, a.Home)
		if err != nil {
			return err
		}
		room = a.Quota - room
		for _, c := range a.Copies {
			if err := o.receive(ctx, tx, a.Home, c, &room, &got); err != nil {
				return err
			}
		}
		if got.Erased {
			if err := tx.AddJob(ctx, store.Job{Kind: ScrubJob, Payload: noFiles, Due: o.Now()}); err != nil {
				return err
			}
		}
		m.Next = a.Next
		return tx.PutMirror(ctx, m)
	})
	return got, err
}

// noFiles is the payload of a scrub that has no files to remove.
var noFiles = []byte("[]")

func (o *Office) receive(ctx context.Context, tx store.Tx, home string, c store.Copy, room *int, got *Received) error {
	refuse := func(m text.Message, args ...any) error {
		got.Failed = append(got.Failed, Refused{Number: c.Number, ID: c.ID, Why: fault.Denied(m, args...)})
		return nil
	}
	if c.Home != home {
		return refuse(text.ForeignHome, c.Home, home)
	}
	was, err := tx.Copy(ctx, c.Key)
	had := err == nil
	if err != nil && !fault.Is(err, fault.CodeMissing) {
		return err
	}
	switch {
	case had && was.Number >= c.Number:
		got.Unchanged++
		return nil
	case had && (was.Rev >= c.Rev || was.Kind != c.Kind):
		return refuse(text.RevisionsClash, was.Rev, c.Rev)
	case !had && !c.Gone && *room <= 0:
		return refuse(text.QuotaReached, home)
	}
	if c.Step == eraseStep {
		if err := owe(ctx, tx, c); err != nil {
			return err
		}
		got.Erased = true
	}
	if !had && c.Gone {
		return nil // it was never here
	}
	if k, ok := o.kinds[c.Kind]; ok {
		if owner, ok := c.Fields[k.Owner].(string); ok {
			c.Owner = owner
		}
		got.Records = append(got.Records, k.Abroad(c.Record))
	}
	switch {
	case !had:
		got.Added, *room = got.Added+1, *room-1
	case c.Gone && !was.Gone:
		got.Withdrawn++
	default:
		got.Changed++
	}
	return tx.PutCopy(ctx, c)
}

// owe notes that a receipt is to be signed once nothing of what was erased is left.
func owe(ctx context.Context, tx store.Tx, c store.Copy) error {
	body, err := json.Marshal(Erased{Key: c.Key, Rev: c.Rev, Number: c.Number, At: c.At})
	if err != nil {
		return fmt.Errorf("note a receipt: %w", err)
	}
	return tx.PutNote(ctx, store.Note{Sort: NoteOwed, Home: c.Home, ID: fmt.Sprintf("%s/%d", c.ID, c.Rev), At: c.At, Body: body})
}

// ours refuses what is only a copy of an ally's record.
func (o *Office) ours(id string) error {
	if key, ok := record.ParseAbroad(id); ok {
		return fault.Conflict(text.CopyReadOnly, key.Home)
	}
	return nil
}

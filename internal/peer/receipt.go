package peer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/store"
	"heitu/internal/text"
)

// receipted is the first line of a receipt.
const receipted = "heitu/receipt/1"

// NoteGiven is the sort of note that holds receipts which this node has signed.
const NoteGiven = "given"

// mostReceipts is how many receipts are asked for or looked through at once.
const mostReceipts = 200

// receipt is what is signed: this node has destroyed what an erasure at the origin
// destroyed there, in its copy, its index and its files.
func receipt(origin, ally string, e office.Erased) string {
	return fmt.Sprintf("%s\n%s\n%s\n%s\n%d\n%d\n", receipted, ally, origin, e.ID, e.Rev, e.Number)
}

// settleReceipts signs the receipts that are owed to an ally, once nothing of what was
// erased is left in any file, and fetches those that he owes.
func (a *Alliance) settleReceipts(ctx context.Context, l *line) error {
	owed, err := a.notes(ctx, office.NoteOwed, l.peer.Home, mostReceipts)
	if err != nil {
		return err
	}
	if len(owed) > 0 {
		if err := a.Office.Scrub(ctx, []byte("[]")); err != nil {
			return err
		}
		if err := a.give(ctx, l.peer.Home, owed); err != nil {
			return err
		}
	}
	missing, err := a.Missing(ctx, l.peer)
	if err != nil || len(missing) == 0 {
		return err
	}
	return a.collect(ctx, l, missing)
}

func (a *Alliance) give(ctx context.Context, home string, owed []store.Note) error {
	given := make([]store.Note, len(owed))
	last := int64(0)
	for i, n := range owed {
		var e office.Erased
		if err := json.Unmarshal(n.Body, &e); err != nil {
			return fmt.Errorf("read an owed receipt: %w", err)
		}
		signed, err := note.Sign(&note.Note{Text: receipt(home, a.Home, e)}, a.Signer)
		if err != nil {
			return fmt.Errorf("sign a receipt: %w", err)
		}
		given[i] = store.Note{Sort: NoteGiven, Home: home, ID: n.ID, At: a.Now().UnixMilli(), Body: signed}
		last = max(last, n.At)
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, n := range given {
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
		}
		return tx.DropNotes(ctx, office.NoteOwed, home, last+1)
	})
}

// receiptsView is what an ally gets when he asks for the receipts owed to him.
type receiptsView struct {
	Receipts []string `json:"receipts"`
}

// Receipts are what this node has signed for an ally, the newest first.
func (a *Alliance) Receipts(ctx context.Context, p Peer) (any, error) {
	notes, err := a.notes(ctx, NoteGiven, p.Home, mostReceipts)
	v := receiptsView{Receipts: make([]string, len(notes))}
	for i, n := range notes {
		v.Receipts[i] = string(n.Body)
	}
	return v, err
}

// Missing are the erasures of which an ally has still to send a receipt.
func (a *Alliance) Missing(ctx context.Context, p Peer) ([]office.Erased, error) {
	due, err := a.Office.Erasures(ctx, p.Actor(), mostReceipts)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	notes, err := a.notes(ctx, office.NoteReceipt, p.Home, 10*mostReceipts)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, n := range notes {
		have[n.ID] = true
	}
	var missing []office.Erased
	for _, e := range due {
		if !have[receiptID(e)] {
			missing = append(missing, e)
		}
	}
	return missing, nil
}

func receiptID(e office.Erased) string { return fmt.Sprintf("%s/%d", e.ID, e.Rev) }

// collect fetches receipts and keeps those that the ally's key has signed and that are missing.
func (a *Alliance) collect(ctx context.Context, l *line, missing []office.Erased) error {
	v, err := l.peer.verifier()
	if err != nil {
		return err
	}
	data, err := l.get(ctx, "/peer/v1/receipts", 1<<20)
	if err != nil {
		return err
	}
	var said receiptsView
	if err := json.Unmarshal(data, &said); err != nil {
		return fault.Busy(text.PeerUnreadable, l.peer.Home, err.Error())
	}
	want := map[string]string{}
	for _, e := range missing {
		want[receipt(a.Home, l.peer.Home, e)] = receiptID(e)
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, signed := range said.Receipts {
			n, err := note.Open([]byte(signed), note.VerifierList(v))
			if err != nil || !strings.HasPrefix(n.Text, receipted+"\n") || want[n.Text] == "" {
				continue
			}
			kept := store.Note{Sort: office.NoteReceipt, Home: l.peer.Home, ID: want[n.Text], At: a.Now().UnixMilli(), Body: []byte(signed)}
			if err := tx.PutNote(ctx, kept); err != nil {
				return err
			}
		}
		return nil
	})
}

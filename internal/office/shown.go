package office

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Shown is one numbered entry as far as an ally may see it. Entries of which he may
// see nothing are not shown at all.
type Shown struct {
	Number int64
	Record record.Record   // what he sees; without fields where it is gone
	Author bool            // whether he sees who wrote it
	Gone   bool            // whether this revision only says that the record is no longer for him
	Open   journal.Opening // opens the leaf, as far as it is shown
}

// Slots is what is shown, as the leaf commits to it.
func (s Shown) Slots() journal.Slots {
	slots := journal.Slots{journal.HeaderSlot: s.Record.Header()}
	if s.Author {
		slots[journal.AuthorSlot] = record.Canonical(s.Record.By)
	}
	for name, v := range s.Record.Fields {
		slots[name] = record.Canonical(v)
	}
	return slots
}

// Show goes through at most limit entries of the journal, from a number on and below
// size, and returns what an actor may see of them and where to go on.
//
// Only the newest revision of a record is ever opened, as the record may be seen
// now; what it replaced stays closed, so that nothing withdrawn or erased is read
// from the past. Where the newest revision is not for the actor, but one before it
// was, he is shown the header of the revision by which it left his sight; the same
// goes for an erasure. Then he knows what to take down, and nothing more.
func (o *Office) Show(ctx context.Context, actor access.Actor, from, size int64, limit int) (shown []Shown, next int64, err error) {
	err = o.Store.View(ctx, func(tx store.Tx) error {
		shown, next = nil, from
		all, err := tx.Placed(ctx, from, limit)
		if err != nil {
			return err
		}
		for _, rev := range all {
			if rev.Entry.Number >= size {
				break
			}
			next = rev.Entry.Number + 1
			s, ok, err := o.show(ctx, tx, actor, rev)
			if err != nil {
				return err
			}
			if ok {
				shown = append(shown, s)
			}
		}
		return nil
	})
	if err != nil {
		return nil, from, err
	}
	return shown, next, o.noteShown(ctx, actor, shown)
}

func (o *Office) show(ctx context.Context, tx store.Tx, actor access.Actor, rev store.Revision) (Shown, bool, error) {
	k, known := o.kinds[rev.Kind]
	if !known {
		return Shown{}, false, nil
	}
	s := Shown{Number: rev.Entry.Number}
	newest, err := tx.Record(ctx, rev.Key)
	if err != nil {
		return s, false, err
	}
	view, sees := access.View(actor, k, newest)
	switch {
	case sees && newest.Rev == rev.Rev:
		view.Owner = "" // it follows from a field
		s.Record, s.Author = view, access.SeesAuthor(actor, newest)
	case sees && rev.Step != eraseStep:
		return s, false, nil
	default:
		left, err := o.left(ctx, tx, actor, k, rev)
		if err != nil || !left {
			return s, false, err
		}
		s.Gone, s.Record = true, rev.Record
		s.Record.Fields, s.Record.Owner, s.Record.By = map[string]any{}, "", ""
	}
	var secret journal.Secret
	if err := json.Unmarshal(rev.Secret, &secret); err != nil {
		return s, false, fmt.Errorf("read secret of %s: %w", rev.ID, err)
	}
	s.Open, err = secret.Open(store.Slots(rev.Record), slices.Collect(maps.Keys(s.Slots())))
	return s, err == nil, err
}

// eraseStep is the step of a revision that an erasure has made.
const eraseStep = "erase"

// left reports whether a record left an actor's sight by a revision, or was erased
// by it after he had seen it.
func (o *Office) left(ctx context.Context, tx store.Tx, actor access.Actor, k record.Kind, rev store.Revision) (bool, error) {
	if rev.Rev == 1 || rev.Step != eraseStep && access.Sees(actor, k, rev.Record) {
		return false, nil
	}
	history, err := tx.History(ctx, rev.Key)
	if err != nil {
		return false, err
	}
	for _, before := range slices.Backward(history[:rev.Rev-1]) {
		if access.Sees(actor, k, before.Record) {
			return true, nil
		}
		if rev.Step != eraseStep {
			return false, nil
		}
	}
	return false, nil
}

// noteShown writes the access log for what shows personal data.
func (o *Office) noteShown(ctx context.Context, actor access.Actor, shown []Shown) error {
	byKind := map[string][]record.Record{}
	for _, s := range shown {
		byKind[s.Record.Kind] = append(byKind[s.Record.Kind], s.Record)
	}
	for _, name := range slices.Sorted(maps.Keys(byKind)) {
		if err := o.noteReading(ctx, actor, o.kinds[name], "exchange", byKind[name]...); err != nil {
			return err
		}
	}
	return nil
}

// Erasures are the erasures of which an actor has to send a receipt: those of records
// that he could see before.
func (o *Office) Erasures(ctx context.Context, actor access.Actor, limit int) (keys []Erased, err error) {
	k, err := o.Kind(o.Erasure.Kind)
	if err != nil {
		return nil, err
	}
	err = o.Store.View(ctx, func(tx store.Tx) error {
		keys = nil
		notes, err := tx.Find(ctx, record.Query{Kind: k.Name, Scopes: access.Scopes(access.Actor{Node: true}, k), Limit: limit})
		if err != nil {
			return err
		}
		for _, note := range notes {
			id := o.Erasure.Record(note)
			history, err := tx.History(ctx, record.Key{Home: o.Home, ID: id})
			if fault.Is(err, fault.CodeMissing) {
				continue
			}
			if err != nil {
				return err
			}
			for _, rev := range history {
				due, err := o.left(ctx, tx, actor, o.kinds[rev.Kind], rev)
				if err != nil {
					return err
				}
				if due && rev.Step == eraseStep && rev.Record.At == note.At && rev.Entry.Number >= 0 {
					keys = append(keys, Erased{Key: rev.Key, Rev: rev.Rev, Number: rev.Entry.Number, At: note.At})
				}
			}
		}
		return nil
	})
	return keys, err
}

// Erased names a revision by which personal data was erased.
type Erased struct {
	record.Key
	Rev    int64
	Number int64 // of its entry
	At     int64 // when, milliseconds
}

package office

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

// What one may keep.
const (
	longestName = 60      // characters
	largestKept = 1 << 16 // bytes
	mostKept    = 200     // of one sort and kind
	mostApart   = 5_000   // decisions that two records are apart
)

// Sorts of what is kept that have a rule of their own.
const (
	Apart   = "apart"   // two records are not the same thing, however alike
	Columns = "columns" // the meaning of a file's columns; the oldest makes room
)

// Keep keeps a view or the like for the actor. An empty ID makes a new one.
func (o *Office) Keep(ctx context.Context, actor access.Actor, k store.Kept) (store.Kept, error) {
	if actor.Account == "" {
		return k, fault.SignedOut()
	}
	k.Account, k.Name = actor.Account, strings.TrimSpace(k.Name)
	switch n := utf8.RuneCountInString(k.Name); {
	case n == 0:
		return k, fault.Invalid("name", text.KeptName)
	case n > longestName || !utf8.ValidString(k.Name):
		return k, fault.Invalid("name", text.TooLong, longestName, n)
	case len(k.Body) > largestKept:
		return k, fault.Limit(text.TooLarge, "64 KiB")
	}
	fresh := k.ID == ""
	if fresh {
		var err error
		if k.ID, err = o.newID(o.Now()); err != nil {
			return k, err
		}
	}
	err := o.Store.Update(ctx, func(tx store.Tx) error {
		if !fresh {
			if _, err := own(ctx, tx, actor, k.ID); err != nil {
				return err
			}
		}
		list, err := tx.KeptBy(ctx, actor.Account, k.Sort, k.Kind)
		if err != nil {
			return err
		}
		var mine []string
		for _, other := range list {
			switch {
			case other.Account != actor.Account || other.ID == k.ID:
			case other.Name == k.Name:
				return fault.Invalid("name", text.ValueTaken, k.Name)
			default:
				mine = append(mine, other.ID)
			}
		}
		if err := makeRoom(ctx, tx, k.Sort, mine); err != nil {
			return err
		}
		return tx.Keep(ctx, k)
	})
	return k, err
}

// makeRoom reports that too much is kept already, or drops the oldest.
func makeRoom(ctx context.Context, tx store.Tx, sort string, ids []string) error {
	most := mostKept
	if sort == Apart {
		most = mostApart
	}
	switch {
	case len(ids) < most:
		return nil
	case sort == Columns:
		return tx.DropKept(ctx, slices.Min(ids)) // ids rise with time
	}
	return fault.Limit(text.TooManyKept, most)
}

// own returns what the actor keeps under an id.
func own(ctx context.Context, tx store.Tx, actor access.Actor, id string) (store.Kept, error) {
	k, err := tx.Kept(ctx, id)
	if err == nil && (k.Account != actor.Account || actor.Account == "") {
		err = fault.Missing(text.NothingKept)
	}
	if err != nil {
		return store.Kept{}, err
	}
	return k, nil
}

// KeptBy returns what the actor keeps, and what others share, of a sort and kind, by
// name. A visitor has nothing.
func (o *Office) KeptBy(ctx context.Context, actor access.Actor, sort, kind string) (list []store.Kept, err error) {
	if actor.Account == "" {
		return nil, nil
	}
	err = o.Store.View(ctx, func(tx store.Tx) (err error) {
		list, err = tx.KeptBy(ctx, actor.Account, sort, kind)
		return err
	})
	return list, err
}

// Forget removes what the actor keeps.
func (o *Office) Forget(ctx context.Context, actor access.Actor, id string) error {
	return o.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := own(ctx, tx, actor, id); err != nil {
			return err
		}
		return tx.DropKept(ctx, id)
	})
}

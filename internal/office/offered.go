package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/vocab"
)

// Offered is what outsiders see of r, as the store notes it: they are told when it
// changed, and never when something changed that they do not see. Whoever writes a
// record gives it to the store in the same transaction, by Offer.
func Offered(k record.Kind, r record.Record) store.Shown {
	s := store.Shown{Key: r.Key, Kind: r.Kind, At: r.At / 1000}
	view, ok := access.Public(k, r)
	if s.Gone = !ok; s.Gone {
		return s
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q\n", view.Kind, view.State, view.Owner)
	sum.Write(record.CanonicalFields(view.Fields))
	s.Rev, s.Digest = r.Rev, hex.EncodeToString(sum.Sum(nil))
	s.Region, _ = view.Fields["region"].(string)
	s.Field, _ = view.Fields["field"].(string)
	s.Province = vocab.Province(s.Region)
	return s
}

// Offer notes in a transaction what outsiders see of a record that is written in it,
// where its kind is offered to them.
func Offer(ctx context.Context, tx store.Tx, k record.Kind, r record.Record) error {
	if !k.Offered {
		return nil
	}
	return tx.Show(ctx, Offered(k, r))
}

// audience says who sees what of the kinds that are offered to outsiders.
func (o *Office) audience() string {
	sum := sha256.New()
	for _, k := range o.Kinds {
		if !k.Offered {
			continue
		}
		fmt.Fprintf(sum, "%s\n", k.Name)
		for _, s := range k.States {
			fmt.Fprintf(sum, "%s %v\n", s.Name, s.See.Admits(record.Visitor))
		}
		for _, f := range k.Fields {
			fmt.Fprintf(sum, "%s %v\n", f.Name, access.SeesField(access.Actor{}, f, record.Record{Kind: k.Name}))
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Reshow notes what outsiders see of every record, where that was never done or where
// kinds have since been declared to show more or less. A node asks for it when it starts.
func (o *Office) Reshow(ctx context.Context) error {
	said, was := o.audience(), ""
	err := o.Store.View(ctx, func(tx store.Tx) (err error) {
		was, err = tx.Audience(ctx)
		return err
	})
	if err != nil || was == said {
		return err
	}
	for _, k := range o.Kinds {
		if !k.Offered {
			continue
		}
		if err := o.reshow(ctx, k, was == ""); err != nil {
			return fmt.Errorf("note what is shown of %s: %w", k.Name, err)
		}
	}
	return o.Store.Update(ctx, func(tx store.Tx) error { return tx.SetAudience(ctx, said) })
}

// reshown is how many records one transaction goes through.
const reshown = 100

func (o *Office) reshow(ctx context.Context, k record.Kind, fresh bool) error {
	states := []string{record.Void}
	for _, s := range k.States {
		states = append(states, s.Name)
	}
	q := record.Query{Kind: k.Name, Scopes: []record.Scope{{States: states}}, Limit: reshown}
	for {
		var page []record.Record
		err := o.Store.Update(ctx, func(tx store.Tx) (err error) {
			if page, err = tx.Find(ctx, q); err != nil {
				return err
			}
			for _, r := range page {
				if err := o.showAgain(ctx, tx, k, r, fresh); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(page) < reshown {
			return err
		}
		q.After = page[len(page)-1].ID
	}
}

// showAgain walks the history of a record that was never noted; of one that was, what
// is shown now changes now.
func (o *Office) showAgain(ctx context.Context, tx store.Tx, k record.Kind, r record.Record, fresh bool) error {
	if fresh {
		history, err := tx.History(ctx, r.Key)
		if err != nil {
			return err
		}
		for _, rev := range history {
			if err := Offer(ctx, tx, k, rev.Record); err != nil {
				return err
			}
		}
		return nil
	}
	r.At = o.Now().UnixMilli()
	return Offer(ctx, tx, k, r)
}

package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Sort is the sort of the deeds that imports are.
const Sort = "import"

// body is what the deed of an import keeps besides its state.
type body struct {
	Name    string         `json:"name"`
	Format  string         `json:"format"`
	Layouts []sheet.Layout `json:"layouts"`
	Remarks []text.Label   `json:"remarks,omitempty"`
	Step    string         `json:"step,omitempty"`
	Mode    string         `json:"mode"`
	Turn    int            `json:"turn"` // how often it was arranged, so that an old trial is not taken for the new one
	Rows    int            `json:"rows"`
	Tried   map[string]int `json:"tried,omitempty"` // rows by outcome in the trial
	Begun   bool           `json:"begun"`           // whether rows have been brought in
	Undone  int64          `json:"undone"`          // number of the part that was taken back last, 0 for none
	Failure text.Label     `json:"failure"`
	Forget  bool           `json:"forget,omitempty"` // whether an erasure wants the file removed
}

// dropSamples removes what cells say: a deed stays longer than the file.
func (b *body) dropSamples() {
	for _, l := range b.Layouts {
		for i := range l.Columns {
			l.Columns[i].Samples = nil
		}
	}
}

func readBody(d store.Deed) (body, error) {
	var b body
	if err := json.Unmarshal(d.Body, &b); err != nil {
		return b, fmt.Errorf("read import %s: %w", d.ID, err)
	}
	return b, nil
}

// with returns the deed in a state and with a body.
func with(d store.Deed, state string, b body) (store.Deed, error) {
	data, err := json.Marshal(b)
	if err != nil {
		return d, fmt.Errorf("keep import %s: %w", d.ID, err)
	}
	d.State, d.Body = state, data
	return d, nil
}

// own returns an import of the actor's own, and its rows by outcome.
func (c *Clerk) own(ctx context.Context, actor access.Actor, id string) (store.Deed, body, map[string]int, error) {
	d, counts, err := c.Office.Deed(ctx, actor, id)
	if err == nil && d.Sort != Sort {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return d, body{}, nil, err
	}
	b, err := readBody(d)
	return d, b, counts, err
}

// change judges and replaces the deed of an import in one transaction.
func (c *Clerk) change(ctx context.Context, id string, fn func(state string, b *body) (string, error)) (store.Deed, body, error) {
	var deed store.Deed
	var b body
	err := c.Office.Store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Deed(ctx, id)
		if err != nil {
			return err
		}
		if b, err = readBody(d); err != nil {
			return err
		}
		state, err := fn(d.State, &b)
		if err != nil {
			return err
		}
		if deed, err = with(d, state, b); err != nil {
			return err
		}
		return tx.PutDeed(ctx, deed)
	})
	return deed, b, err
}

// show tells how an import stands.
func (c *Clerk) show(d store.Deed, b body, parts map[string]int) Import {
	i := Import{
		ID: d.ID, Kind: d.Kind, Name: b.Name, State: d.State, At: d.At, Layouts: b.Layouts, Remarks: b.Remarks,
		Step: b.Step, Mode: b.Mode, Rows: b.Rows, Counts: b.Tried, Failure: b.Failure,
		Begun: b.Begun, Resumes: d.State == Failed && b.Begun && b.Undone == 0 && !b.Forget,
	}
	if b.Begun {
		i.Counts = parts
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.live[d.ID]
	if l != nil && i.Busy() {
		i.Failure = l.failure
		if d.State == Trying {
			i.Rows = l.rows
		}
		if d.State == Trying || parts == nil {
			i.Counts = maps.Clone(l.counts)
		}
	}
	if i.Counts == nil {
		i.Counts = map[string]int{}
	}
	for _, n := range i.Counts {
		i.Read += n
	}
	if l != nil && d.State == Undoing {
		i.Read = l.read
	}
	return i
}

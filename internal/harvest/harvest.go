// Package harvest reads foreign repositories by OAI-PMH 2.0 and lays what they give
// before a person, as a spreadsheet that has still to be mapped.
//
// Nothing that is harvested enters by itself: it goes to the clerk of package intake, who
// has its columns mapped, tries it and waits to be told. Newcomers tend to write records
// here; there is one way in, and this is not it.
package harvest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/office"
	rec "heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Desk harvests, one repository at a time, in the background. What it works on is a
// deed, so that a crash loses nothing: it is begun anew.
type Desk struct {
	Office *office.Office
	Clerk  *intake.Clerk
	Actor  func(ctx context.Context, account string) (access.Actor, error) // what an account may do now
	Inside bool                                                            // whether repositories within the own network may be reached
	Log    *slog.Logger

	doing sync.Mutex
}

// Sort is the sort of the deeds that harvests are.
const Sort = "harvest"

// The states of a harvest.
const (
	Running = "running"
	Done    = "done"
)

// Report says what became of a harvest. Until a person has mapped and started the
// imports, added and changed are what would be.
type Report struct {
	ID        string   `json:"id"`
	State     string   `json:"state"`
	Order     Order    `json:"order"`
	Received  int      `json:"received"`  // records as they came
	Duplicate int      `json:"duplicate"` // of them, again under an identifier that came before
	Own       int      `json:"own"`       // that this node gave away itself, and takes from nobody
	New       int      `json:"new"`       // of no source that is known here
	Known     int      `json:"known"`     // of a source that is known here
	Added     int      `json:"added"`
	Changed   int      `json:"changed"`
	Left      int      `json:"left"`
	Deleted   int      `json:"deleted"`   // that the repository has deleted
	Withdrawn []string `json:"withdrawn"` // of them, the records here; a person withdraws them
	Failed    int      `json:"failed"`
	Why       []Why    `json:"why"`
	Cut       string   `json:"cut"`     // why the list was not read to its end, "" if it was
	Imports   []string `json:"imports"` // that wait for a person
}

// sourceField is the field that keeps the identifier at the source.
const sourceField = "source"

// Place takes an order, for somebody who may make records of the kind as staff.
func (d *Desk) Place(ctx context.Context, actor access.Actor, o Order) (Report, error) {
	k, err := d.Office.Kind(o.Kind)
	if err == nil {
		err = access.Holds(actor, rec.Staff)
	}
	if err == nil && !access.MayCreate(actor, k) {
		err = fault.Denied(text.NotAllowed)
	}
	if err != nil {
		return Report{}, err
	}
	if f, ok := k.Field(sourceField); !ok || !f.Filter {
		return Report{}, fault.Invalid("kind", text.HarvestKind, k.Label)
	}
	if o.Prefix == "" {
		o.Prefix = "oai_dc"
	}
	deed, err := d.Office.Begin(actor, Sort, o.Kind)
	if err != nil {
		return Report{}, err
	}
	r := Report{ID: deed.ID, Order: o, Withdrawn: []string{}, Why: []Why{}, Imports: []string{}}
	return r, d.keep(ctx, deed, Running, &r)
}

func (d *Desk) keep(ctx context.Context, deed store.Deed, state string, r *Report) error {
	r.State = state
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep harvest: %w", err)
	}
	deed.State, deed.Body = state, body
	return d.Office.Store.Update(ctx, func(tx store.Tx) error { return tx.PutDeed(ctx, deed) })
}

// Report tells how a harvest of the actor's own stands, with what its imports did or would do.
func (d *Desk) Report(ctx context.Context, actor access.Actor, id string) (Report, error) {
	deed, _, err := d.Office.Deed(ctx, actor, id)
	if err == nil && deed.Sort != Sort {
		err = fault.Missing(text.NoSuchDeed)
	}
	var r Report
	if err == nil {
		err = json.Unmarshal(deed.Body, &r)
	}
	if err != nil {
		return r, err
	}
	for _, id := range r.Imports {
		i, err := d.Clerk.Import(ctx, actor, id)
		if fault.Is(err, fault.CodeMissing) {
			continue
		}
		if err != nil {
			return r, err
		}
		r.Added, r.Changed, r.Left = r.Added+i.Counts[store.PartMade], r.Changed+i.Counts[store.PartChanged], r.Left+i.Counts[store.PartLeft]
		r.Failed += i.Counts[store.PartRefused]
	}
	return r, nil
}

// lookEvery is how often the desk looks for orders.
const lookEvery = 2 * time.Second

// Run does in the background what Work does, until ctx ends.
func (d *Desk) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := d.Work(ctx); err != nil && ctx.Err() == nil {
			d.Log.Error("harvests cannot go on", "err", err)
		}
		_ = sleep(ctx, lookEvery)
	}
}

// Work fills all orders that wait.
func (d *Desk) Work(ctx context.Context) error {
	d.doing.Lock()
	defer d.doing.Unlock()
	for {
		var waiting []store.Deed
		err := d.Office.Store.View(ctx, func(tx store.Tx) (err error) {
			waiting, err = tx.Deeds(ctx, "", Sort, Running, 1)
			return err
		})
		if err != nil || len(waiting) == 0 {
			return err
		}
		if err := d.fill(ctx, waiting[0]); err != nil {
			return err
		}
	}
}

// fill harvests for one order and hands over what came.
func (d *Desk) fill(ctx context.Context, deed store.Deed) error {
	var r Report
	if err := json.Unmarshal(deed.Body, &r); err != nil {
		return fmt.Errorf("read harvest %s: %w", deed.ID, err)
	}
	actor, err := d.Actor(ctx, deed.Account)
	if err == nil {
		var g *gathered
		if g, err = gather(ctx, newFetcher(d.Inside, sleep), r.Order); err == nil {
			err = d.hand(ctx, actor, deed.ID, g, &r)
		}
	}
	if err != nil {
		if ctx.Err() != nil || fault.All(err) == nil {
			return err // it is begun anew
		}
		r.Cut = fault.Shown(err)[0].In(text.ZH)
	}
	return d.keep(ctx, deed, Done, &r)
}

// mostFile is how large one import may become, in bytes; more make another one.
const mostFile = 48 << 20

// hand sorts what came by what is known here, and gives it to the clerk.
func (d *Desk) hand(ctx context.Context, actor access.Actor, id string, g *gathered, r *Report) error {
	r.Received, r.Duplicate, r.Failed, r.Cut = g.received, g.duplicate, g.failed, g.cut
	r.Why = append([]Why{}, g.why...)
	r.Imports = []string{}
	var file bytes.Buffer
	lines := json.NewEncoder(&file)
	send := func() error {
		if file.Len() == 0 {
			return nil
		}
		i, err := d.receive(ctx, actor, fmt.Sprintf("harvest-%s-%d", id, len(r.Imports)+1), r.Order.Kind, &file)
		r.Imports = append(r.Imports, i.ID)
		file.Reset()
		return err
	}
	for _, source := range g.order {
		line, err := d.line(ctx, actor, g, source, r)
		if err != nil {
			return err
		}
		if line == nil {
			continue
		}
		if err := lines.Encode(line); err != nil {
			return fmt.Errorf("lay out harvest: %w", err)
		}
		if file.Len() > mostFile {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}

// receive hands one file over, once even if a crash has this done again.
func (d *Desk) receive(ctx context.Context, actor access.Actor, name, kind string, file *bytes.Buffer) (intake.Import, error) {
	return d.Clerk.ReceiveOnce(ctx, actor, name, kind, name+".jsonl", file)
}

// line is what the clerk gets of one record, nil for nothing. A record whose source is
// known here is named by its id, so that the same source makes nothing new.
func (d *Desk) line(ctx context.Context, actor access.Actor, g *gathered, source string, r *Report) (row, error) {
	if own := "oai:" + d.Office.Home + ":"; len(source) > len(own) && source[:len(own)] == own {
		r.Own++
		return nil, nil
	}
	line := g.rows[source]
	if line == nil && !g.deleted[source] {
		return nil, nil // it has failed
	}
	known, err := d.Office.List(ctx, actor, rec.Query{Kind: r.Order.Kind, Limit: 2, Where: []rec.Term{{Field: sourceField, Op: rec.Equal, Value: source}}})
	if err != nil {
		return nil, err
	}
	switch {
	case g.deleted[source]:
		r.Deleted++
		for _, k := range known.Records {
			if k.State != "withdrawn" {
				r.Withdrawn = append(r.Withdrawn, k.ID)
			}
		}
		return nil, nil
	case len(known.Records) > 1:
		r.Failed++
		r.Why = append(r.Why, Why{source, "several records here name this source"})
		return nil, nil
	case len(known.Records) == 1:
		r.Known++
		line["id"] = known.Records[0].ID
	default:
		r.New++
	}
	return line, nil
}

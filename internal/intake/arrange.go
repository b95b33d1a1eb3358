package intake

import (
	"context"
	"io"
	"os"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Import returns an import of the actor's own, with its progress.
func (c *Clerk) Import(ctx context.Context, actor access.Actor, id string) (Import, error) {
	d, b, counts, err := c.own(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	return c.show(d, b, counts), nil
}

// Follow returns an import for somebody who watches it, as long as his account may. It
// costs little: rows are not counted anew while the clerk counts them himself.
func (c *Clerk) Follow(ctx context.Context, account, id string) (Import, error) {
	actor, err := c.Actor(ctx, account)
	if err != nil {
		return Import{}, err
	}
	var d store.Deed
	err = c.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		d, err = tx.Deed(ctx, id)
		return err
	})
	if err == nil && d.Sort == Sort && d.Account == account {
		b, err := readBody(d)
		if err != nil {
			return Import{}, err
		}
		if i := c.show(d, b, nil); i.Busy() && len(i.Counts) > 0 {
			return i, nil
		}
	}
	return c.Import(ctx, actor, id)
}

// listed is how many imports a list holds.
const listed = 50

// Imports returns the newest imports of the actor.
func (c *Clerk) Imports(ctx context.Context, actor access.Actor) ([]Import, error) {
	deeds, err := c.Office.Deeds(ctx, actor, Sort, listed)
	if err != nil {
		return nil, err
	}
	list := make([]Import, len(deeds))
	for n, d := range deeds {
		if list[n], err = c.Import(ctx, actor, d.ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Arrange sets layouts, step and mode, and starts the dry run. Of a layout, the rows
// of the header and the meaning and unit of columns are taken; without layouts they
// stay as they are. Where the header has moved its columns are read anew, and unless
// they are sure the import waits for a person again.
func (c *Clerk) Arrange(ctx context.Context, actor access.Actor, id string, layouts []sheet.Layout, step, mode string) (Import, error) {
	d, b, _, err := c.own(ctx, actor, id)
	if err == nil && d.Account != actor.Account {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return Import{}, err
	}
	k, err := c.Office.Kind(d.Kind)
	if err != nil {
		return Import{}, err
	}
	if step != "" {
		if _, err := c.Office.Processes[k.Name].Find(step, k.First()); err != nil {
			return Import{}, err
		}
	}
	if mode == "" {
		mode = ModeChange
	}
	if mode != ModeChange && mode != ModeLeave {
		return Import{}, fault.Invalid("mode", text.ImportMode)
	}
	next := Trying
	if layouts != nil && !begun(d.State, b) {
		headed := slices.ContainsFunc(layouts, b.moved)
		if layouts, err = c.settled(ctx, d, b, k, layouts); err != nil {
			return Import{}, err
		}
		if headed && !sure(k, layouts) {
			next = Mapping
		}
	}
	if next == Trying && !begun(d.State, b) {
		tried := layouts
		if tried == nil {
			tried = b.Layouts
		}
		if err := named(k, tried); err != nil {
			return Import{}, err
		}
	}
	d, b, err = c.change(ctx, id, func(state string, b *body) (string, error) {
		if begun(state, *b) {
			return "", fault.Conflict(text.AlreadyBegun)
		}
		if layouts != nil {
			b.Layouts = layouts
		}
		b.Step, b.Mode, b.Turn = step, mode, b.Turn+1
		b.Rows, b.Tried, b.Failure = 0, nil, text.Label{}
		return next, nil
	})
	if err != nil {
		return Import{}, err
	}
	c.stop(id)
	c.tries.wake()
	return c.show(d, b, nil), nil
}

// begun reports whether rows have been brought in, so that nothing can be arranged any more.
func begun(state string, b body) bool { return b.Begun || state == Undone }

// Start brings the good rows in, and remembers what the columns mean.
func (c *Clerk) Start(ctx context.Context, actor access.Actor, id string) (Import, error) {
	d, b, counts, err := c.own(ctx, actor, id)
	if err == nil && d.Account != actor.Account {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return Import{}, err
	}
	if d.State == Running || d.State == Done {
		return c.show(d, b, counts), nil
	}
	if d.State != Tried && !(d.State == Failed && b.Begun) {
		return Import{}, fault.Conflict(text.NotTried)
	}
	if err := c.remember(ctx, actor, d.Kind, b.Layouts); err != nil {
		return Import{}, err
	}
	d, b, err = c.change(ctx, id, func(state string, b *body) (string, error) {
		if state != d.State || b.Undone > 0 {
			return "", fault.Conflict(text.NotTried)
		}
		b.Begun, b.Failure = true, text.Label{}
		b.dropSamples()
		return Running, nil
	})
	if err != nil {
		return Import{}, err
	}
	c.brings.wake()
	return c.show(d, b, counts), nil
}

// Verdicts returns what the trial says, in the order of the file: with an outcome, any where it is "";
// after so many, at most limit. What a record held before is shown only to whoever may see it now.
func (c *Clerk) Verdicts(ctx context.Context, actor access.Actor, id, outcome string, after, limit int) ([]Verdict, error) {
	d, _, _, err := c.own(ctx, actor, id)
	if err == nil && d.Account != actor.Account {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"", store.PartMade, store.PartChanged, store.PartLeft, store.PartRefused}, outcome) {
		return nil, fault.Invalid("outcome", text.ImportOutcome)
	}
	k, err := c.Office.Kind(d.Kind)
	if err != nil {
		return nil, err
	}
	list := []Verdict{}
	err = c.eachVerdict(id, outcome, after, func(v Verdict) (bool, error) {
		if err := c.veil(ctx, actor, k, &v); err != nil {
			return false, err
		}
		list = append(list, v)
		return len(list) < limit, nil
	})
	return list, err
}

// veil takes out of a verdict what the actor may no longer see, and notes in the access
// log what he is shown of others.
func (c *Clerk) veil(ctx context.Context, actor access.Actor, k record.Kind, v *Verdict) error {
	if v.Record != "" {
		r, err := c.Office.Record(ctx, actor, k.Name, v.Record)
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
		gone := err != nil
		hidden := func(name string) bool {
			f, ok := k.Field(name)
			return gone || ok && !access.SeesField(actor, f, r)
		}
		if gone {
			v.Record = ""
		}
		if hidden(k.TitleField().Name) {
			v.Title = ""
		}
		v.Changes = slices.DeleteFunc(v.Changes, func(change Change) bool { return hidden(change.Field) })
		for i, f := range v.Faults {
			if hidden(f.Field) {
				v.Faults[i].Text = text.Label(text.HiddenCell)
			}
		}
	}
	near := v.Near
	v.Near = nil
	for _, n := range near {
		if n.ID != "" {
			r, err := c.Office.Record(ctx, actor, k.Name, n.ID)
			if fault.Is(err, fault.CodeMissing) {
				continue
			}
			if err != nil {
				return err
			}
			n.Title = k.Title(r, text.ZH)
		}
		v.Near = append(v.Near, n)
	}
	return nil
}

// Marked writes the file with its wrong cells red and a comment in each, as a workbook.
func (c *Clerk) Marked(ctx context.Context, actor access.Actor, id string, lang text.Lang, w io.Writer) error {
	d, b, _, err := c.own(ctx, actor, id)
	if err == nil && d.Account != actor.Account {
		err = fault.Missing(text.NoSuchImport)
	}
	if err != nil {
		return err
	}
	var marks []sheet.Mark
	err = c.eachVerdict(id, store.PartRefused, 0, func(v Verdict) (bool, error) {
		at := map[string]int{}
		for _, l := range b.Layouts {
			for _, col := range l.Columns {
				if l.Sheet == v.Sheet && col.Field != "" {
					at[col.Field] = col.At
				}
			}
		}
		for _, p := range v.Faults {
			mark := sheet.Mark{Sheet: v.Sheet, Line: v.Line, At: -1, Text: p.Text.In(lang)}
			if n, ok := at[p.Field]; ok {
				mark.At = n
			}
			marks = append(marks, mark)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	leave, err := c.reader.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	file, err := os.Open(c.path(id, fileEnd))
	if err != nil {
		return fault.Missing(text.ImportFileGone)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	return sheet.MarkBook(w, b.Name, file, info.Size(), marks)
}

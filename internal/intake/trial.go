package intake

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"heitu/internal/blob"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// atOnceTried is how many rows are judged together in a trial.
const atOnceTried = 500

// try judges every row of an import without writing any, and keeps what it says.
func (c *Clerk) try(ctx context.Context, d store.Deed) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	b, j, err := c.begin(ctx, d)
	if err != nil {
		return err
	}
	c.mu.Lock()
	l := c.of(d.ID)
	l.rows, l.counts, l.failure, l.stop = 0, map[string]int{}, text.Label{}, stop
	c.mu.Unlock()
	if err := c.judgeAll(d, b, j, l); err != nil {
		if c.arranged(d.ID, b.Turn) {
			return errUnwanted
		}
		return err
	}
	_, _, err = c.change(ctx, d.ID, func(state string, now *body) (string, error) {
		if state != Trying || now.Turn != b.Turn {
			return "", errUnwanted
		}
		now.Rows, now.Tried, now.Failure = l.rows, l.counts, text.Label{}
		return Tried, nil
	})
	return err
}

// arranged reports whether an import has been arranged since that turn, or is gone.
func (c *Clerk) arranged(id string, turn int) bool {
	var b body
	err := c.Office.Store.View(context.Background(), func(tx store.Tx) error {
		d, err := tx.Deed(context.Background(), id)
		if err == nil {
			b, err = readBody(d)
		}
		return err
	})
	return err == nil && b.Turn != turn || fault.Is(err, fault.CodeMissing)
}

// judgeAll writes the verdict on each row into the trial of an import.
func (c *Clerk) judgeAll(d store.Deed, b body, j *judge, l *live) error {
	path := c.path(d.ID, trialEnd)
	file, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write trial: %w", err)
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<16)
	err = c.rows(d, b, j, func() int { return atOnceTried }, func(_ int64, items []sheet.Item) error {
		said, err := j.verdicts(items)
		if err != nil {
			return err
		}
		for _, v := range said {
			if err := writeVerdict(out, v); err != nil {
				return err
			}
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		l.rows += len(said)
		for _, v := range said {
			l.counts[v.Outcome]++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := errors.Join(out.Flush(), file.Sync(), os.Rename(path+".new", path), blob.SyncFolder(c.Folder)); err != nil {
		return fmt.Errorf("write trial: %w", err)
	}
	return nil
}

// verdicts judges some rows.
func (j *judge) verdicts(items []sheet.Item) ([]Verdict, error) {
	rows, err := j.batch(items)
	if err == nil {
		err = j.weigh(rows)
	}
	if err != nil {
		return nil, err
	}
	said := make([]Verdict, len(rows))
	for i, r := range rows {
		if r.outcome == store.PartMade && !r.refused() {
			if err := j.preview(r); err != nil {
				return nil, err
			}
		}
		said[i] = j.verdict(r)
	}
	return said, nil
}

// longestPreview is how much of a value is shown of a record that would be made, in characters.
const longestPreview = 200

// preview notes what the record that a row would make will hold, and what looks like it.
func (j *judge) preview(r *row) (err error) {
	for _, f := range j.kind.Fields {
		v, ok := r.Fields[f.Name]
		if !ok || record.Empty(v) {
			continue
		}
		will, err := j.shown(f, v)
		if err != nil {
			return err
		}
		r.changes = append(r.changes, Change{Field: f.Name, Will: text.Label{ZH: shortened(will.ZH), EN: shortened(will.EN)}})
	}
	if len(j.kind.Alike) == 0 {
		return nil
	}
	if j.twins == nil {
		if j.twins, err = j.clerk.twinsOf(j.ctx, j.actor, j.kind); err != nil {
			return err
		}
	}
	r.near = j.nearOf(r)
	return nil
}

func shortened(s string) string {
	if len(s) <= longestPreview {
		return s
	}
	if runes := []rune(s); len(runes) > longestPreview {
		return string(runes[:longestPreview]) + "…"
	}
	return s
}

// writeVerdict writes one line: the first letter of the outcome, so that others can
// be passed over unread, and the verdict as JSON.
func writeVerdict(out *bufio.Writer, v Verdict) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write verdict: %w", err)
	}
	out.WriteByte(v.Outcome[0])
	out.Write(data)
	if err := out.WriteByte('\n'); err != nil {
		return fmt.Errorf("write verdict: %w", err)
	}
	return nil
}

// eachVerdict reads what a trial said, until fn returns false.
func (c *Clerk) eachVerdict(id, outcome string, after int, fn func(Verdict) (bool, error)) error {
	file, err := os.Open(c.path(id, trialEnd))
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Conflict(text.NotTried)
	}
	if err != nil {
		return fmt.Errorf("read trial: %w", err)
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 || err != nil {
			return nil
		}
		if outcome != "" && line[0] != outcome[0] {
			continue
		}
		if after--; after >= 0 {
			continue
		}
		var v Verdict
		if err := json.Unmarshal(bytes.TrimSpace(line[1:]), &v); err != nil {
			return fmt.Errorf("read trial: %w", err)
		}
		if on, err := fn(v); err != nil || !on {
			return err
		}
	}
}

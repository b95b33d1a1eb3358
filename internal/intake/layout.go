package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// columnsSort is the sort under which people keep what the columns of their files mean.
const columnsSort = "columns"

// certain is the confidence from which no person need look at a column first.
const certain = 80

// chosen marks a column whose meaning a person has said.
const chosen = "chosen"

// sure reports whether a trial can begin without a person: every column that is
// read is certain, and every required field has one.
func sure(k record.Kind, layouts []sheet.Layout) bool {
	return !slices.ContainsFunc(layouts, func(l sheet.Layout) bool {
		has := map[string]bool{}
		for _, c := range l.Columns {
			if c.Field != "" && c.Confidence < certain {
				return true
			}
			has[c.Field] = true
		}
		return slices.ContainsFunc(k.Fields, func(f record.Field) bool { return f.Required && !has[f.Name] && !has["id"] })
	})
}

// recall gives columns the meaning that the actor gave them in an earlier file with
// the same headers.
func (c *Clerk) recall(ctx context.Context, actor access.Actor, k record.Kind, layouts []sheet.Layout) error {
	kept, err := c.Office.KeptBy(ctx, actor, columnsSort, k.Name)
	if err != nil {
		return err
	}
	for i := range layouts {
		at := slices.IndexFunc(kept, func(kept store.Kept) bool { return kept.Name == signed(layouts[i]) })
		if at < 0 {
			continue
		}
		var meant []sheet.Column
		if err := json.Unmarshal(kept[at].Body, &meant); err != nil {
			return fmt.Errorf("read columns %s: %w", kept[at].ID, err)
		}
		for j := range layouts[i].Columns {
			col := &layouts[i].Columns[j]
			n := slices.IndexFunc(meant, func(m sheet.Column) bool { return m.At == col.At })
			if n >= 0 && known(k, meant[n].Field) {
				col.Field, col.Unit, col.Confidence, col.Why = meant[n].Field, meant[n].Unit, 100, chosen
			}
		}
	}
	return nil
}

// signed names what is kept for files with the same headers.
func signed(l sheet.Layout) string {
	sum := sha256.Sum256([]byte(l.Signature()))
	return hex.EncodeToString(sum[:16])
}

// remember keeps what the columns of the layouts mean, for the next such file.
func (c *Clerk) remember(ctx context.Context, actor access.Actor, kind string, layouts []sheet.Layout) error {
	kept, err := c.Office.KeptBy(ctx, actor, columnsSort, kind)
	if err != nil {
		return err
	}
	for _, l := range layouts {
		meant := make([]sheet.Column, len(l.Columns))
		for i, col := range l.Columns {
			meant[i] = sheet.Column{At: col.At, Field: col.Field, Unit: col.Unit}
		}
		data, err := json.Marshal(meant)
		if err != nil {
			return fmt.Errorf("keep columns: %w", err)
		}
		keep := store.Kept{Sort: columnsSort, Kind: kind, Name: signed(l), Body: data}
		for _, k := range kept {
			if k.Name == keep.Name && k.Account == actor.Account {
				keep.ID = k.ID
			}
		}
		if _, err := c.Office.Keep(ctx, actor, keep); err != nil && !fault.Is(err, fault.CodeLimit) {
			return err
		}
	}
	return nil
}

// known reports whether a column can be given that meaning: "", id, rev, a field, or
// the English of a text in both languages.
func known(k record.Kind, field string) bool {
	if field == "" || field == "id" || field == "rev" {
		return true
	}
	name, english := strings.CutSuffix(field, ".en")
	f, ok := k.Field(name)
	t, words := f.Type.(record.Text)
	return ok && (!english || words && t.Both)
}

// moved reports whether a person has found the header elsewhere than the layout that is kept.
func (b body) moved(said sheet.Layout) bool {
	return slices.ContainsFunc(b.Layouts, func(own sheet.Layout) bool {
		return own.Sheet == said.Sheet && (said.Header > 0 && said.Header != own.Header || said.First > 0 && said.First != own.First)
	})
}

// anew reads the columns of a layout whose header a person has moved; what he says of
// columns counts where it differs from what was there before.
func (c *Clerk) anew(ctx context.Context, d store.Deed, b body, k record.Kind, own, said sheet.Layout) (sheet.Layout, error) {
	if said.Header == 0 {
		said.Header = own.Header
	}
	if said.Header < said.First {
		return own, fault.Invalid("layouts", text.HeaderRows, said.Sheet)
	}
	var l sheet.Layout
	err := c.looking(ctx, d.ID, b.Name, func(book *sheet.Book) (err error) {
		l, err = book.Read(k, own.Sheet, said.First, said.Header)
		return err
	})
	if err != nil {
		return own, err
	}
	chosen := slices.DeleteFunc(slices.Clone(said.Columns), func(s sheet.Column) bool {
		return slices.ContainsFunc(own.Columns, func(o sheet.Column) bool { return o.At == s.At && o.Field == s.Field && o.Unit == s.Unit })
	})
	return l, choose(k, l, chosen)
}

// settled checks layouts that a person has changed, and completes them by what the file's own say.
func (c *Clerk) settled(ctx context.Context, d store.Deed, b body, k record.Kind, layouts []sheet.Layout) ([]sheet.Layout, error) {
	own := b.Layouts
	if len(layouts) == 0 {
		return nil, fault.Invalid("layouts", text.NoLayout)
	}
	var wrong []error
	list := make([]sheet.Layout, len(layouts))
	for i, l := range layouts {
		at := slices.IndexFunc(own, func(o sheet.Layout) bool { return o.Sheet == l.Sheet })
		if at < 0 || slices.ContainsFunc(layouts[:i], func(o sheet.Layout) bool { return o.Sheet == l.Sheet }) {
			return nil, fault.Invalid("layouts", text.ImportSheet, l.Sheet)
		}
		if b.moved(l) {
			var err error
			list[i], err = c.anew(ctx, d, b, k, own[at], l)
			wrong = append(wrong, err)
			continue
		}
		list[i] = own[at]
		list[i].Columns = slices.Clone(own[at].Columns)
		wrong = append(wrong, choose(k, list[i], l.Columns))
	}
	return list, fault.Join(wrong...)
}

// choose gives the columns of a layout the meanings that a person has said.
func choose(k record.Kind, l sheet.Layout, said []sheet.Column) error {
	var wrong []error
	for _, s := range said {
		at := slices.IndexFunc(l.Columns, func(c sheet.Column) bool { return c.At == s.At })
		switch {
		case at < 0:
			wrong = append(wrong, fault.Invalid("layouts", text.ImportColumn, l.Sheet, letter(s.At)))
			continue
		case !known(k, s.Field):
			wrong = append(wrong, fault.Invalid("layouts", text.UnknownField, s.Field))
			continue
		}
		if c := &l.Columns[at]; c.Field != s.Field || c.Unit != s.Unit {
			c.Field, c.Unit, c.Confidence, c.Why = s.Field, s.Unit, 100, chosen
		}
	}
	return fault.Join(wrong...)
}

// named reports whether each layout has a column that says which record a row is about:
// its title, a code of its own, or its id.
func named(k record.Kind, layouts []sheet.Layout) error {
	var wrong []error
	for _, l := range layouts {
		if !slices.ContainsFunc(l.Columns, func(c sheet.Column) bool {
			f, ok := k.Field(strings.TrimSuffix(c.Field, ".en"))
			return c.Field == "id" || ok && (f.Name == k.TitleField().Name || f.Unique)
		}) {
			wrong = append(wrong, fault.Invalid("layouts", text.NoNameColumn, l.Sheet, k.TitleField().Label))
		}
	}
	return fault.Join(wrong...)
}

// letter names a column as a workbook does.
func letter(at int) string {
	if at < 0 {
		return ""
	}
	name := ""
	for at++; at > 0; at = (at - 1) / 26 {
		name = string(rune('A'+(at-1)%26)) + name
	}
	return name
}

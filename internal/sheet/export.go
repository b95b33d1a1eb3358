package sheet

import (
	"slices"
	"strings"
	"unicode/utf16"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Export is what a file of records shows, and how.
type Export struct {
	Kind    record.Kind
	Columns []string // names of fields, "title.en" for what is English in one, id, rev, state; nil for all
	Lang    text.Lang
	Titles  func(id string) string // how a record that another refers to is called, "" where its id is to be written; nil for ids
	About   [][2]string            // what a workbook says of itself on a second sheet; nil for none
}

// Check reports columns that the kind does not have.
func (x Export) Check() error {
	_, err := x.chosen()
	return err
}

// chosen returns the columns in the order asked for.
func (x Export) chosen() ([]column, error) {
	all := slices.Concat(columns(x.Kind), aside)
	if x.Columns == nil {
		return all, nil
	}
	var list []column
	for _, name := range x.Columns {
		i := slices.IndexFunc(all, func(c column) bool { return c.name == name })
		if i < 0 {
			return nil, fault.Invalid("columns", text.NoSuchColumn, name)
		}
		if !slices.ContainsFunc(list, func(c column) bool { return c.name == name }) {
			list = append(list, all[i])
		}
	}
	if list == nil {
		return nil, fault.Invalid("columns", text.NoSuchColumn, "")
	}
	return list, nil
}

// words is what a column says of a record, as a person reads it and Read takes back.
func (x Export) words(c column, r record.Record) string {
	switch {
	case c.Type != nil:
	case c.name == "id":
		return r.ID
	case c.name == "state":
		state, _ := x.Kind.State(r.State)
		return state.Label.In(x.Lang)
	}
	v := r.Fields[c.Field.Name]
	if v == nil {
		return ""
	}
	if t, ok := c.Type.(record.Text); ok {
		return x.said(c, t, v)
	}
	if _, refers := record.Refers(c.Type); refers {
		return record.List{}.Format(x.named(record.Ids(v)), x.Lang)
	}
	return c.Type.Format(v, x.Lang)
}

// said is what a text says in the language of its column.
func (x Export) said(c column, t record.Text, v any) string {
	both, ok := v.(record.Variants)
	switch {
	case ok && c.english:
		return both[string(text.EN)]
	case ok && t.Both:
		return both[string(text.ZH)]
	case c.english:
		return ""
	}
	return t.Format(v, x.Lang)
}

func (x Export) named(ids []string) []string {
	said := make([]string, len(ids))
	for i, id := range ids {
		if x.Titles != nil {
			said[i] = x.Titles(id)
		}
		if said[i] == "" {
			said[i] = id
		}
	}
	return said
}

// counted returns the value of a column that is counted.
func counted(c column, r record.Record) (int64, bool) {
	if c.name == "rev" && c.Type == nil {
		return r.Rev, true
	}
	switch c.Type.(type) {
	case record.Integer, record.Money:
		n, ok := r.Fields[c.Field.Name].(int64)
		return n, ok
	}
	return 0, false
}

// cellText is how much text a cell of a workbook holds, in UTF-16 units.
const cellText = 32_767

// fit cuts a text that a cell cannot hold, and says so.
func fit(s string, lang text.Lang) string {
	if len(s) <= cellText {
		return s
	}
	units, note := 0, text.CellCut.In(lang)
	room := cellText - len(utf16.Encode([]rune(note)))
	cut := 0
	for i, c := range s {
		n := utf16.RuneLen(c)
		if units += n; units-n < room {
			cut = i
		}
		if units > cellText {
			return s[:cut] + note
		}
	}
	return s
}

// wasCut reports whether a cell is the beginning of a text that did not fit into
// it, so that it must not be taken for the whole.
func wasCut(s string) bool {
	return len(s) > cellText/2 && slices.ContainsFunc(text.Langs(), func(l text.Lang) bool { return strings.HasSuffix(s, text.CellCut.In(l)) })
}

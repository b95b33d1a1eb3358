package sheet

import (
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// column is one column of a file: a field, or what is English in a text that is
// asked for in both languages.
type column struct {
	record.Field
	name    string
	label   text.Label
	english bool
}

// columns lists the columns of a kind in the order of its fields.
func columns(k record.Kind) []column {
	var list []column
	for _, f := range k.Fields {
		list = append(list, column{Field: f, name: f.Name, label: f.Label})
		if t, ok := f.Type.(record.Text); ok && t.Both {
			label := text.Label{ZH: text.InEnglish.In(text.ZH, f.Label), EN: text.InEnglish.In(text.EN, f.Label)}
			list = append(list, column{Field: f, name: f.Name + ".en", label: label, english: true})
		}
	}
	return list
}

// aside are the columns that an export adds and an import passes over.
var aside = []column{
	{name: "id", label: text.RecordID}, {name: "rev", label: text.RecordRev}, {name: "state", label: text.StateLabel},
}

// format is how the files of a kind are laid out, and how their cells are read.
type format struct {
	kind    record.Kind
	columns []column
	resolve Resolve
	byName  map[string]int // columns by names and labels, folded
}

func layout(k record.Kind, resolve Resolve) *format {
	l := &format{kind: k, columns: columns(k), resolve: resolve, byName: map[string]int{}}
	for i := len(l.columns) - 1; i >= 0; i-- { // of two columns called the same, the first one counts
		c := l.columns[i]
		for _, name := range []string{c.label.EN, c.label.ZH, c.name} {
			l.byName[fold(name)] = i
		}
	}
	return l
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// find returns the column that a header cell names.
func (l *format) find(header string) (int, bool) {
	i, ok := l.byName[fold(header)]
	return i, ok
}

// passed reports whether a header cell names a column that is passed over.
func passed(header string) bool {
	return slices.ContainsFunc(aside, func(c column) bool {
		return slices.Contains([]string{c.name, fold(c.label.ZH), fold(c.label.EN)}, fold(header))
	})
}

// rowOf makes a row of values by column. It returns an error only where something
// other than the row is at fault.
func (l *format) rowOf(line int, values map[int]any) (Row, int, error) {
	row, size := Row{Line: line, Fields: map[string]any{}}, 0
	var wrong []error
	for i, c := range l.columns {
		v, ok := values[i]
		if !ok {
			continue
		}
		size += sizeOf(v)
		v, err := l.value(c, v)
		if err != nil && fault.All(err) == nil {
			return row, size, err
		}
		if err != nil {
			wrong = append(wrong, fault.At(err, c.Field.Name))
			continue
		}
		if v == nil {
			continue
		}
		if c.english {
			v = bothOf(row.Fields[c.Field.Name], v)
		}
		row.Fields[c.Field.Name] = v
	}
	row.Err = fault.Join(wrong...)
	return row, size, nil
}

func sizeOf(v any) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case []string:
		n := 0
		for _, s := range v {
			n += len(s)
		}
		return n
	case record.Variants:
		n := 0
		for _, s := range v {
			n += len(s)
		}
		return n
	}
	return 8
}

// bothOf joins a text with what its English column says.
func bothOf(main, english any) any {
	said, ok := english.(string)
	if !ok {
		return english
	}
	both := record.Variants{string(text.EN): said}
	switch main := main.(type) {
	case string:
		both[string(text.ZH)] = main
	case record.Variants:
		if zh := main[string(text.ZH)]; zh != "" {
			both[string(text.ZH)] = zh
		}
	}
	return both
}

// value reads one cell: a text that somebody typed, or a value in the form of a record.
func (l *format) value(c column, v any) (any, error) {
	if sizeOf(v) > MaxCell {
		return nil, fault.Invalid("", text.TooLarge, "1 MiB")
	}
	if record.Empty(v) {
		return nil, nil
	}
	var err error
	if to, refers := record.Refers(c.Type); refers {
		v, err = l.pointers(c, to, v)
	} else if said, typed := v.(string); typed {
		v, err = c.Type.Parse(said)
	}
	if err != nil || record.Empty(v) {
		return nil, err
	}
	return v, c.Type.Check(v)
}

// pointers reads references: ids as they are, anything else by way of resolve.
func (l *format) pointers(c column, to string, v any) (any, error) {
	_, one := c.Type.(record.Reference)
	list, ok := v.([]string)
	if said, isText := v.(string); isText {
		if list, ok = []string{strings.TrimSpace(said)}, true; !one {
			items, err := record.List{}.Parse(said)
			if err != nil {
				return nil, err
			}
			list, _ = items.([]string)
		}
	}
	if !ok || one && len(list) != 1 {
		return nil, fault.Invalid("", text.BadValue, c.Type.Name())
	}
	ids := make([]string, 0, len(list))
	for _, said := range list {
		id, err := l.pointer(to, said)
		if err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch {
	case len(ids) == 0:
		return nil, nil
	case one:
		return ids[0], nil
	}
	return ids, nil
}

func (l *format) pointer(to, said string) (string, error) {
	if said == "" {
		return "", nil
	}
	id, err := record.Reference{To: to}.Parse(said)
	if err == nil {
		s, _ := id.(string)
		return s, nil
	}
	if l.resolve == nil {
		return "", err
	}
	return l.resolve(to, said)
}

package sheet

import (
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

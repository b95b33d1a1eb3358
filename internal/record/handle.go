package record

// A Handle declares a field and reads it: Of returns the value with its Go type,
// so that a rule which misspells a field does not compile.
type Handle[V any, T Type] struct {
	Name     string
	Label    Label
	Help     Label
	Also     []string
	See      Audience
	Required bool
	Filter   bool
	Unique   bool
	Match    int
	Personal bool
	Step     bool
	Type     T
}

// Of returns the value that r holds, or the zero value.
func (h Handle[V, T]) Of(r Record) V {
	v, _ := r.Fields[h.Name].(V)
	return v
}

// In reports whether r holds a value.
func (h Handle[V, T]) In(r Record) bool {
	_, ok := r.Fields[h.Name]
	return ok
}

// Field returns the declaration without its Go type.
func (h Handle[V, T]) Field() Field {
	return Field{
		Name: h.Name, Label: h.Label, Help: h.Help, Also: h.Also, See: h.See, Required: h.Required, Filter: h.Filter,
		Unique: h.Unique, Match: h.Match, Personal: h.Personal, Step: h.Step, Type: h.Type,
	}
}

// Fields collects declarations in the order in which they are shown.
func Fields(handles ...interface{ Field() Field }) []Field {
	fields := make([]Field, len(handles))
	for i, h := range handles {
		fields[i] = h.Field()
	}
	return fields
}

package page

// Manual is the reference: what is kept, how it proceeds, how machines reach it.
type Manual struct {
	Kinds  []KindEntry
	Routes []Route
}

// KindEntry is one kind.
type KindEntry struct {
	Name, Label string
	Create      string
	Change      string
	Fields      []FieldEntry
	States      []StateEntry
	Steps       []StepEntry
}

// FieldEntry is one field.
type FieldEntry struct {
	Name, Label, Type, See string
	Marks                  []string
}

// StateEntry is one state.
type StateEntry struct{ Name, Label, See string }

// StepEntry is one step.
type StepEntry struct{ Name, Label, From, To, By string }

// Route is one address of the interface for machines.
type Route struct{ Method, Path string }

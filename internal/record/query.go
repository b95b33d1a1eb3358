package record

// Query asks for the records of one kind. It is answered in the order of ids,
// newest first, after the filters and before any count.
type Query struct {
	Kind   string
	Scopes []Scope // what the reader may see; a record in none of them does not exist for him
	Where  []Term  // all must hold
	After  string  // id of the last record of the page before, "" for the first page
	Limit  int
}

// Scope is one reason for which records may be seen.
type Scope struct {
	States []string
	Owner  string // "" for records of any owner
	ID     string // "" for any record
}

// Term compares one filterable field with a value.
type Term struct {
	Field string
	Op    Op
	Value any // string or int64, as the field's column
}

// Op is a comparison.
type Op string

// The comparisons.
const (
	Equal   Op = "="
	AtLeast Op = ">="
	AtMost  Op = "<="
)

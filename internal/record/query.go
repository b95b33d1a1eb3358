package record

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Query asks for the records of one kind. It is answered in the order of ids,
// newest first unless Rising, or of one filterable field; after the filters and before any count.
type Query struct {
	Kind   string
	Scopes []Scope // what the reader may see; a record in none of them does not exist for him
	Where  []Term  // all must hold
	Sort   string  // a filterable field, "" for the order of ids; records without it come last
	Rising bool    // whether Sort goes from small to large, or ids from old to new
	After  string  // what Page.Next of the page before said, "" for the first page
	Limit  int
	Allied bool // whether copies of allies' records are meant too, as far as a scope names no owner and no id
}

// place is where a sorted list goes on: after the record with this value and id.
type place struct {
	Value any    `json:"v"`
	ID    string `json:"id"`
}

// Next returns what After has to be for the page that follows r.
func (q Query) Next(r Record) string {
	if q.Sort == "" {
		return r.ID
	}
	at := place{r.Fields[q.Sort], r.ID}
	switch v := at.Value.(type) {
	case Variants:
		at.Value = Words(v, text.ZH)
	case bool:
		at.Value = strconv.FormatBool(v)
	}
	said, err := json.Marshal(at)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(said)
}

// Past reads After, as Next has written it: the value of the last record, nil where it
// had none, and its id.
func (q Query) Past() (value any, id string, err error) {
	if q.Sort == "" || q.After == "" {
		return nil, q.After, nil
	}
	bad := fault.Invalid("after", text.BadCursor)
	said, err := base64.RawURLEncoding.DecodeString(q.After)
	if err != nil {
		return nil, "", bad
	}
	var at place
	d := json.NewDecoder(bytes.NewReader(said))
	d.UseNumber()
	if err := d.Decode(&at); err != nil || at.ID == "" {
		return nil, "", bad
	}
	if n, ok := at.Value.(json.Number); ok {
		if at.Value, err = n.Int64(); err != nil {
			return nil, "", bad
		}
	}
	return at.Value, at.ID, nil
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

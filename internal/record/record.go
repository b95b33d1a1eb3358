package record

import (
	"maps"
	"time"
)

// Key names a record everywhere and for ever: the node that is its home, and its
// id there. The home is a name, apart from the node's address and signing key.
type Key struct{ Home, ID string }

// Record is one revision of one thing.
//
// Values in Fields are string, Variants, int64, bool or []string, whatever the
// field: one form for memory, SQL, journal and peers. Fields that this program
// does not know, sent by a newer ally, are kept and never shown.
type Record struct {
	Key
	Kind    string
	Rev     int64 // 1 for the first; every change adds one
	State   string
	Owner   string // id of the owning organisation, "" for the node itself
	Process int64  // version of the process it runs under
	Rules   string // hash of the rule pack it was judged by, "" where none applied
	At      int64  // when this revision was made, milliseconds since 1970 UTC
	By      string // id of the account that made it
	Step    string // the step that led here; "" for a change of fields
	Fields  map[string]any
}

// Time is the instant of this revision.
func (r Record) Time() time.Time { return time.UnixMilli(r.At).UTC() }

// Clone returns a copy whose fields can be changed without changing r.
func (r Record) Clone() Record {
	r.Fields = maps.Clone(r.Fields)
	if r.Fields == nil {
		r.Fields = map[string]any{}
	}
	return r
}

// Draft is what somebody wants to become a record, or a new revision of one.
type Draft struct {
	Kind   string
	ID     string         // "" for a new record
	Rev    int64          // the revision the change was made on; 0 for a new record
	Fields map[string]any // a nil value removes the field; fields left out stay as they are
}

// Variants is a text in several languages, by language code.
type Variants map[string]string

// Empty reports whether v is no value: nil, an empty text, an empty list, or
// variants that are all empty.
func Empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	case Variants:
		for _, s := range v {
			if s != "" {
				return false
			}
		}
		return true
	}
	return false
}

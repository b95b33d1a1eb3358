package record

import (
	"regexp"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Reference is the id of another record of this node. The kind is named by
// string, since kinds that refer to each other cannot name each other's variables.
type Reference struct {
	To     string
	Unseen bool // whether it may name a record that whoever enters it does not see, as brokers do accounts; the process then judges it
}

// ReferenceField is a field that points to one record.
type ReferenceField = Handle[string, Reference]

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// Name implements Type.
func (Reference) Name() string { return "reference" }

// Column implements Type.
func (Reference) Column() Column { return TextColumn }

// Check accepts the form of an id; whether the record exists is the office's to know.
func (Reference) Check(v any) error {
	if s, ok := v.(string); !ok || !uuid.MatchString(s) {
		return fault.Invalid("", text.NotReference)
	}
	return nil
}

// Parse reads an id.
func (t Reference) Parse(s string) (any, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return nil, nil
	}
	return s, t.Check(s)
}

// Format writes the id; whoever shows it replaces it by the title.
func (Reference) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}

// References is the ids of several records of one kind.
type References struct{ To string }

// ReferencesField is a field that points to several records.
type ReferencesField = Handle[[]string, References]

// Name implements Type.
func (References) Name() string { return "references" }

// Column implements Type.
func (References) Column() Column { return TextColumn }

// Check accepts ids, each once.
func (t References) Check(v any) error { return eachItem(v, Reference{To: t.To}.Check) }

// Parse reads ids separated by semicolons.
func (t References) Parse(s string) (any, error) { return parseItems(s, Reference{To: t.To}.Parse) }

// Format writes the ids.
func (References) Format(v any, lang text.Lang) string { return List{}.Format(v, lang) }

// Refers returns the kind that a field of type t points to, and whether it points at all.
func Refers(t Type) (kind string, ok bool) {
	switch t := t.(type) {
	case Reference:
		return t.To, true
	case References:
		return t.To, true
	}
	return "", false
}

// Names reports whether a field of type t names other things that are kept: records or files.
func Names(t Type) bool {
	_, refers := Refers(t)
	_, files := t.(Attachments)
	return refers || files
}

// Ids returns the ids that a reference value holds, or the names of files.
func Ids(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}

// IsID reports whether a text has the form of a record's id.
func IsID(s string) bool { return uuid.MatchString(s) }

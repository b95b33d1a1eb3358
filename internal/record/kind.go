// Package record is the vocabulary of everything a node keeps: kinds, fields and
// their types, records, and the canonical form in which records are hashed.
//
// It knows no particular kind and reaches no database. The one thing newcomers get
// wrong: a field's name and type never change once released. Add a field or
// retire it, since history is hashed under the old name.
package record

import (
	"fmt"
	"regexp"
	"slices"

	"heitu/internal/text"
)

// Label is a name in both languages.
type Label = text.Label

// Kind declares what is kept about one sort of thing.
type Kind struct {
	Name    string // stable, lower case; part of addresses and of hashes
	Label   Label
	Fields  []Field
	States  []State               // the first is where a new record begins
	Create  Audience              // who may make a record of this kind
	Change  Audience              // who may change its fields
	Owner   string                // the reference field that names the owning organisation, "" for the node itself
	Part    string                // the reference field that names what it is a part of: who owns that owns it, and the node enters the owner
	Alike   []string              // fields that together say what a record is about: an import takes two records equal in all of them for the same thing
	Check   func(Record) error    // rules that span fields, nil for none
	Advise  func(Record) []Advice // what its writer is advised of, nil for nothing; it judges nothing
	Derived bool                  // whether the node makes such records by itself out of others: one that nobody has touched goes when those go
	Offered bool                  // whether outsiders may harvest what they see of it, and machines are led to it
	Listed  bool                  // whether it has a place of its own in menus; parts of other kinds have none
}

// Advice is one line of the checklist that a writer sees: what a reviewer will look for.
type Advice struct {
	Criterion string // field by which a reviewer scores it
	Hint      Label
	Met       bool
}

// State is a name that the law or custom gives to a stage of a record's life.
type State struct {
	Name  string
	Label Label
	See   Audience // who may know that a record in this state exists
	Fixed bool     // whether fields can no longer be changed, only steps taken
}

// Void is the state of a record that should not have been made: what made it was
// undone, or it was merged into another. Every kind has it without declaring it.
// States does not list it, so no list, count, search or figure holds a record in it.
const Void = "void"

// void is seen by insiders, and no more widely than a new record of the kind.
func (k Kind) void() State {
	s := State{Name: Void, Label: Label{ZH: "已作废", EN: "Void"}, See: Insiders, Fixed: true}
	if first := k.States[0].See; !first.Admits(Visitor) {
		s.See = first
	}
	return s
}

// Field declares one value of a kind. Everything but the type is the same for all types.
type Field struct {
	Name     string
	Label    Label
	Help     Label    // one sentence for whoever fills it in
	Also     []string // what else it is called at the head of a column, in files of other people
	See      Audience // who may see it, given that he sees the record; the zero value is whoever sees the record
	Required bool
	Filter   bool // whether lists can be filtered by it; it then has an indexed column
	Unique   bool // whether no two records of the kind may hold the same value; needs Filter
	Match    int  // weight of its words in search and matching; 0 for none
	Personal bool // whether it describes a natural person, and goes when he is erased
	Step     bool // whether only a step may set it
	Type     Type
}

// Type is what distinguishes fields: one file per type.
type Type interface {
	// Name is the stable name of the type, as documentation and schema show it.
	Name() string
	// Check reports why v, a value of a record, is not acceptable.
	Check(v any) error
	// Parse reads what a person typed or a spreadsheet held. Several entries of
	// one list are separated by semicolons.
	Parse(s string) (any, error)
	// Format is how a person reads the value.
	Format(v any, lang text.Lang) string
	// Column is the form in which an indexed copy is kept.
	Column() Column
}

// Column is the storage form of an indexed value.
type Column int

// The forms of column.
const (
	TextColumn Column = iota
	IntColumn
)

// Field returns the field of that name.
func (k Kind) Field(name string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// State returns the state of that name, be it declared or void.
func (k Kind) State(name string) (State, bool) {
	if name == Void {
		return k.void(), true
	}
	i := slices.IndexFunc(k.States, func(s State) bool { return s.Name == name })
	if i < 0 {
		return State{}, false
	}
	return k.States[i], true
}

// Hold takes out of fields those that only a step may set, and returns them to be
// given with the step.
func (k Kind) Hold(fields map[string]any) map[string]any {
	held := map[string]any{}
	for _, f := range k.Fields {
		if v, ok := fields[f.Name]; ok && f.Step {
			held[f.Name] = v
			delete(fields, f.Name)
		}
	}
	return held
}

// First is the state in which a new record begins.
func (k Kind) First() string { return k.States[0].Name }

// TitleField is the field by which a person recognises a record: the first one.
func (k Kind) TitleField() Field { return k.Fields[0] }

// Title is how a person recognises r.
func (k Kind) Title(r Record, lang text.Lang) string {
	f := k.TitleField()
	if v, ok := r.Fields[f.Name]; ok {
		return f.Type.Format(v, lang)
	}
	return ""
}

var named = regexp.MustCompile(`^[a-z][a-z0-9_]{1,30}$`)

// Valid reports what is incomplete in the declaration, so that a node refuses to start with it.
func (k Kind) Valid() error {
	if !named.MatchString(k.Name) || k.Label.ZH == "" || k.Label.EN == "" {
		return fmt.Errorf("kind %q: it needs a lower-case name and a label in both languages", k.Name)
	}
	if len(k.Fields) == 0 || len(k.States) == 0 {
		return fmt.Errorf("kind %s: it needs at least one field and one state", k.Name)
	}
	seen := map[string]bool{}
	for _, f := range k.Fields {
		if !named.MatchString(f.Name) || f.Label.ZH == "" || f.Label.EN == "" || f.Type == nil || seen[f.Name] || f.Name == AlikeColumn {
			return fmt.Errorf("kind %s: field %q needs a name of its own, a label in both languages and a type", k.Name, f.Name)
		}
		if f.Unique && !f.Filter {
			return fmt.Errorf("kind %s: field %s is unique but not filterable", k.Name, f.Name)
		}
		seen[f.Name] = true
	}
	states := map[string]bool{}
	for _, s := range k.States {
		if s.Name == "" || states[s.Name] {
			return fmt.Errorf("kind %s: state %q needs a name of its own", k.Name, s.Name)
		}
		if s.Name == Void {
			return fmt.Errorf("kind %s: every kind has the state %q already", k.Name, s.Name)
		}
		states[s.Name] = true
		if s.Label.ZH == "" || s.Label.EN == "" || s.See == Nobody {
			return fmt.Errorf("kind %s: state %q needs a label in both languages and an audience", k.Name, s.Name)
		}
	}
	for _, name := range k.Alike {
		if _, ok := k.Field(name); !ok {
			return fmt.Errorf("kind %s: records cannot be alike in %q, which is no field", k.Name, name)
		}
	}
	if f, ok := k.Field(k.Part); k.Part != "" && (k.Owner == "" || !ok || !f.Filter || f.Type.Name() != "reference") {
		return fmt.Errorf("kind %s: the whole %q is not a filterable reference field, or there is no owner", k.Name, k.Part)
	}
	if f, ok := k.Field(k.Owner); k.Owner != "" && (!ok || f.Type.Name() != "reference") {
		return fmt.Errorf("kind %s: the owner %q is not a reference field", k.Name, k.Owner)
	}
	return nil
}

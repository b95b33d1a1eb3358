package record

import (
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Codes is a closed list of codes with their names.
type Codes interface {
	// Label is the name of the list.
	Label() text.Label
	// Lookup returns the name of a code.
	Lookup(code string) (text.Label, bool)
	// Also returns what else people call a code.
	Also(code string) []string
	// Find returns the code that has this name in either language.
	Find(name string) (string, bool)
	// All returns every code, in the list's order.
	All() []string
}

// Choice is a code out of a list.
type Choice struct{ From Codes }

// ChoiceField is a field that holds one code.
type ChoiceField = Handle[string, Choice]

// Name implements Type.
func (Choice) Name() string { return "choice" }

// Column implements Type.
func (Choice) Column() Column { return TextColumn }

// Check accepts a code of the list.
func (t Choice) Check(v any) error {
	code, ok := v.(string)
	if !ok {
		return fault.Invalid("", text.NotText)
	}
	if _, ok := t.From.Lookup(code); !ok {
		return fault.Invalid("", text.NotInList, code, t.From.Label())
	}
	return nil
}

// Parse reads a code or a name of the list.
func (t Choice) Parse(s string) (any, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, nil
	}
	if _, ok := t.From.Lookup(s); ok {
		return s, nil
	}
	if code, ok := t.From.Find(s); ok {
		return code, nil
	}
	return nil, fault.Invalid("", text.NotInList, s, t.From.Label())
}

// Format writes the name of the code, or the code where the list has lost it.
func (t Choice) Format(v any, lang text.Lang) string {
	code, _ := v.(string)
	if label, ok := t.From.Lookup(code); ok {
		return label.In(lang)
	}
	return code
}

// Choices is several codes out of a list.
type Choices struct{ From Codes }

// ChoicesField is a field that holds a list of codes.
type ChoicesField = Handle[[]string, Choices]

// Name implements Type.
func (Choices) Name() string { return "choices" }

// Column implements Type.
func (Choices) Column() Column { return TextColumn }

// Check accepts codes of the list, each once.
func (t Choices) Check(v any) error {
	return eachItem(v, Choice(t).Check)
}

// Parse reads codes or names separated by semicolons.
func (t Choices) Parse(s string) (any, error) {
	return parseItems(s, Choice(t).Parse)
}

// Format writes the names.
func (t Choices) Format(v any, lang text.Lang) string {
	list, _ := v.([]string)
	names := make([]string, len(list))
	for i, code := range list {
		names[i] = Choice(t).Format(code, lang)
	}
	return List{}.Format(names, lang)
}

// CodesOf returns the list that a field of type t takes its codes from, nil for none.
func CodesOf(t Type) Codes {
	switch t := t.(type) {
	case Choice:
		return t.From
	case Choices:
		return t.From
	}
	return nil
}

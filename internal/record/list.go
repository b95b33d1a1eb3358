package record

import (
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// separators part the items of a list where it is typed on one line.
const separators = ";；\n\r"

// List is several short texts, such as keywords.
type List struct{ Max int } // Max is the number of items; 0 for 50

// ListField is a field of several texts.
type ListField = Handle[[]string, List]

// Name implements Type.
func (List) Name() string { return "list" }

// Column implements Type.
func (List) Column() Column { return TextColumn }

// Check accepts at most Max items, each a text of 200 characters, each once.
func (t List) Check(v any) error {
	limit := t.Max
	if limit == 0 {
		limit = 50
	}
	if list, ok := v.([]string); ok && len(list) > limit {
		return fault.Invalid("", text.TooManyItems, limit, len(list))
	}
	return eachItem(v, func(item any) error {
		if strings.ContainsAny(item.(string), ";；") {
			return fault.Invalid("", text.ItemSeparator)
		}
		return Text{}.Check(item)
	})
}

// Parse reads texts separated by semicolons or line breaks.
func (List) Parse(s string) (any, error) { return parseItems(s, Text{}.Parse) }

// Format joins the items as the language does.
func (List) Format(v any, lang text.Lang) string {
	list, _ := v.([]string)
	if lang == text.EN {
		return strings.Join(list, "; ")
	}
	return strings.Join(list, "；")
}

func eachItem(v any, check func(any) error) error {
	list, ok := v.([]string)
	if !ok {
		return fault.Invalid("", text.NotText)
	}
	for i, item := range list {
		if item == "" || slices.Contains(list[:i], item) {
			return fault.Invalid("", text.ItemTwice)
		}
		if err := check(item); err != nil {
			return err
		}
	}
	return nil
}

func parseItems(s string, parse func(string) (any, error)) (any, error) {
	var list []string
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(separators, c) }) {
		v, err := parse(part)
		if err != nil {
			return nil, err
		}
		if item, ok := v.(string); ok && !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	if list == nil {
		return nil, nil
	}
	return list, nil
}

package record

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Spanning is a list of codes in which one may stand for all that lie in it.
type Spanning interface {
	// Span returns the first and the last code for which a code stands.
	Span(code string) (first, last string)
}

// Terms reads the filters of a list as a person types them: by state, by the name of a
// filterable field, and by such a name with .from or .to. The same list is meant by a
// page, the interface and an export.
func Terms(k Kind, where map[string]string) ([]Term, error) {
	var terms []Term
	for _, name := range slices.Sorted(maps.Keys(where)) {
		some, err := termsOf(k, name, where[name])
		if err != nil {
			return nil, err
		}
		terms = append(terms, some...)
	}
	return terms, nil
}

func termsOf(k Kind, name, said string) ([]Term, error) {
	if name == "state" {
		if _, ok := k.State(said); !ok {
			return nil, fault.Invalid(name, text.BadFilter, said)
		}
		return []Term{{name, Equal, said}}, nil
	}
	column, op := name, Equal
	for end, means := range map[string]Op{".from": AtLeast, ".to": AtMost} {
		if begin, ok := strings.CutSuffix(name, end); ok {
			column, op = begin, means
		}
	}
	f, ok := k.Field(column)
	if !ok || !f.Filter {
		return nil, fault.Invalid(name, text.UnknownParameter, name)
	}
	v, err := f.Type.Parse(said)
	if err != nil {
		return nil, fault.At(err, name)
	}
	switch one := v.(type) {
	case bool:
		v = strconv.FormatBool(one)
	case []string:
		if v = any(nil); len(one) == 1 {
			v = one[0]
		}
	}
	switch v := v.(type) {
	case int64:
		return []Term{{column, op, v}}, nil
	case string:
		return spread(f, Term{column, op, v}, v), nil
	}
	return nil, fault.Invalid(name, text.BadFilter, said)
}

// spread lets a code stand for all that lie in it.
func spread(f Field, t Term, code string) []Term {
	c, _ := f.Type.(Choice)
	list, ok := c.From.(Spanning)
	if !ok {
		return []Term{t}
	}
	first, last := list.Span(code)
	low, high := Term{t.Field, AtLeast, first}, Term{t.Field, AtMost, last}
	switch {
	case first == last:
		return []Term{t}
	case t.Op == AtLeast:
		return []Term{low}
	case t.Op == AtMost:
		return []Term{high}
	}
	return []Term{low, high}
}

// Order reads the order of a list: a filterable field, with a minus before it where the
// greatest comes first; "" for the order of ids.
func Order(k Kind, said string) (sort string, rising bool, err error) {
	name, falling := strings.CutPrefix(said, "-")
	if f, ok := k.Field(name); said != "" && (!ok || !f.Filter) {
		return "", false, fault.Invalid("sort", text.QueryField, name)
	}
	return name, name != "" && !falling, nil
}

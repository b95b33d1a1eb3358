package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Canonical returns the one form in which a value is stored and hashed: JSON
// without white space, object keys in the order of their bytes, integers in
// decimal, and in strings only the escapes that JSON demands (\" \\ and \u00xx,
// lower case, below U+0020). It panics on a value that a record cannot hold,
// since such a value has passed no Check.
func Canonical(v any) []byte { return appendValue(nil, v) }

// CanonicalFields is the canonical form of a whole set of values.
func CanonicalFields(fields map[string]any) []byte { return appendObject(nil, fields) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case []string:
		b = append(b, '[')
		for i, s := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, s)
		}
		return append(b, ']')
	case Variants:
		return appendObject(b, v)
	}
	panic(fmt.Sprintf("record: a value of type %T has no canonical form", v))
}

func appendObject[V any, M ~map[string]V](b []byte, m M) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, name)
		b = append(b, ':')
		b = appendValue(b, m[name])
	}
	return append(b, '}')
}

func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// ParseFields reads a set of values. Numbers must be integers; anything that a
// record cannot hold is an error. It accepts JSON in any layout.
func ParseFields(data []byte) (map[string]any, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("record fields: not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var raw map[string]any
	if err := d.Decode(&raw); err != nil {
		return nil, fmt.Errorf("record fields: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("record fields: something follows the object")
	}
	for name, v := range raw {
		value, err := value(v)
		if err != nil {
			return nil, fmt.Errorf("record field %s: %w", name, err)
		}
		raw[name] = value
	}
	if raw == nil {
		raw = map[string]any{}
	}
	return raw, nil
}

// ParseKept reads the values of a record as it is kept. A null, which in a draft
// removes a field, has no place in it.
func ParseKept(data []byte) (map[string]any, error) {
	fields, err := ParseFields(data)
	for name, v := range fields {
		if v == nil {
			return nil, fmt.Errorf("record field %s: null", name)
		}
	}
	return fields, err
}

// value turns what JSON decodes to into what a record holds. A null stays nil,
// which in a draft removes the field.
func value(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, bool:
		return v, nil
	case json.Number:
		n, err := strconv.ParseInt(v.String(), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is not a whole number of at most 64 bits", v)
		}
		return n, nil
	case []any:
		list := make([]string, len(v))
		for i, item := range v {
			s, ok := item.(string)
			if !ok {
				return nil, fmt.Errorf("a list holds texts only")
			}
			list[i] = s
		}
		return list, nil
	case map[string]any:
		texts := Variants{}
		for lang, item := range v {
			s, ok := item.(string)
			if !ok {
				return nil, fmt.Errorf("language variants are texts")
			}
			texts[lang] = s
		}
		return texts, nil
	}
	return nil, fmt.Errorf("a %T cannot be kept", v)
}

// Header is the canonical form of what the node says about a revision, apart from
// its fields and its author. The owner is among the fields.
func (r Record) Header() []byte {
	return CanonicalFields(map[string]any{
		"at": r.At, "home": r.Home, "id": r.ID, "kind": r.Kind, "process": r.Process,
		"rev": r.Rev, "rules": r.Rules, "state": r.State, "step": r.Step,
	})
}

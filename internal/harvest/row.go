package harvest

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// row is what a person maps to the fields of a kind: the elements of Dublin Core under
// their own names, and the identifier at the source.
type row map[string]string

// The bounds of what a row may say.
const (
	longestSource = 120
	longestSaid   = 8000
)

// rowOf lays a record out. Elements that come several times are joined.
func rowOf(r record) (row, error) {
	out := row{"source": r.Header.Identifier}
	lists := map[string][]string{}
	for _, e := range r.Metadata.Dublin.Elements {
		said := strings.TrimSpace(strings.ToValidUTF8(strings.Map(printable, e.Said), ""))
		if said == "" || !strings.Contains(e.XMLName.Space, "purl.org/dc/") {
			continue
		}
		name := e.XMLName.Local
		if (name == "title" || name == "description") && strings.HasPrefix(strings.ToLower(e.Lang), "en") {
			name += ".en"
		}
		if !slices.Contains(lists[name], said) {
			lists[name] = append(lists[name], said)
		}
	}
	if lists["title"] == nil {
		lists["title"], lists["title.en"] = lists["title.en"], nil
	}
	if lists["title"] == nil {
		return nil, errors.New("it has no title in Dublin Core")
	}
	for name, said := range lists {
		switch {
		case len(said) == 0:
		case strings.HasPrefix(name, "title"), name == "date":
			out[name] = said[0]
		case strings.HasPrefix(name, "description"):
			out[name] = beginning(strings.Join(said, "\n"))
		default:
			out[name] = beginning(strings.Join(said, "; "))
		}
	}
	return out, nil
}

func printable(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return -1
	}
	return r
}

func beginning(s string) string {
	if runes := []rune(s); len(runes) > longestSaid {
		return string(runes[:longestSaid])
	}
	return s
}

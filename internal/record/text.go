package record

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Text is words, on one line or on several.
type Text struct {
	Max   int  // characters; 0 for 200
	Lines bool // whether line breaks are meant
	Both  bool // whether it is asked for in both languages
}

// TextField is a field of words. Where a record holds language variants, Of
// returns the zero value; read those with Words.
type TextField = Handle[string, Text]

// Name implements Type.
func (Text) Name() string { return "text" }

// Column implements Type.
func (Text) Column() Column { return TextColumn }

// Check accepts a text, or variants of it by language.
func (t Text) Check(v any) error {
	limit := t.Max
	if limit == 0 {
		limit = 200
	}
	said := Variants{}
	switch v := v.(type) {
	case string:
		said[""] = v
	case Variants:
		if !spoken(v) {
			return fault.Invalid("", text.NotText)
		}
		said = v
	default:
		return fault.Invalid("", text.NotText)
	}
	for _, s := range said {
		if !clean(s, t.Lines) {
			return fault.Invalid("", text.BadCharacters)
		}
		if n := utf8.RuneCountInString(s); n > limit {
			return fault.Invalid("", text.TooLong, limit, n)
		}
	}
	return nil
}

// Parse trims s; an empty text is no value.
func (Text) Parse(s string) (any, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" {
		return nil, nil
	}
	return s, nil
}

// Format returns the words in lang, or in whatever language there is.
func (Text) Format(v any, lang text.Lang) string { return Words(v, lang) }

// Words reads a text value in lang, falling back to the other language.
func Words(v any, lang text.Lang) string {
	switch v := v.(type) {
	case string:
		return v
	case Variants:
		if s := v[string(lang)]; s != "" {
			return s
		}
		for _, l := range text.Langs() {
			if s := v[string(l)]; s != "" {
				return s
			}
		}
	}
	return ""
}

// spoken reports whether the variants are in languages that Heitu shows, and at least one says something.
func spoken(v Variants) bool {
	for lang := range v {
		if !slices.Contains(text.Langs(), text.Lang(lang)) {
			return false
		}
	}
	return !Empty(v)
}

// clean reports whether s is UTF-8 without control characters; line breaks and
// tabs are allowed where lines is set.
func clean(s string, lines bool) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, func(c rune) bool {
		return unicode.IsControl(c) && !(lines && (c == '\n' || c == '\t'))
	}) < 0
}

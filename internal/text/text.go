// Package text is the catalogue of everything Heitu says, in Chinese and in English.
//
// A text is declared once with both languages beside each other, so that none can
// be missing. Newcomers tend to build sentences by joining pieces; write one
// Message with arguments instead, because word order differs.
package text

import "fmt"

// Lang is a language a person may read.
type Lang string

// The two languages of the interface.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{ZH, EN} }

// Parse returns the language that s names, or Chinese.
func Parse(s string) Lang {
	if len(s) >= 2 && (s[:2] == "en" || s[:2] == "EN") {
		return EN
	}
	return ZH
}

// Label is a fixed name or sentence in both languages.
type Label struct{ ZH, EN string }

// In returns the label in one language.
func (l Label) In(lang Lang) string {
	if lang == EN {
		return l.EN
	}
	return l.ZH
}

// Empty reports whether nothing has been said.
func (l Label) Empty() bool { return l.ZH == "" && l.EN == "" }

// Message is a sentence with arguments, in the verbs of package fmt.
// Both languages take the same arguments; number them ("%[2]s") where the order differs.
type Message struct{ ZH, EN string }

// In returns the message in one language. Arguments that are labels, or that
// know their own translation, are rendered in that language too.
func (m Message) In(lang Lang, args ...any) string {
	format := m.ZH
	if lang == EN {
		format = m.EN
	}
	if len(args) == 0 {
		return format
	}
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = a
		if t, ok := a.(interface{ In(Lang) string }); ok {
			said[i] = t.In(lang)
		}
	}
	return fmt.Sprintf(format, said...)
}

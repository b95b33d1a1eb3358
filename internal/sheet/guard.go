package sheet

import "strings"

// triggers are what makes spreadsheet programs take a text for a formula when it
// comes first in a cell of a text file.
const triggers = "=+-@\t\r\n＝＋－＠"

// guard puts an apostrophe before a text that a program would take for a formula.
// A text that looks guarded already gets another one, so that unguard is exact.
func guard(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexAny(rest, triggers) == 0 {
		return "'" + s
	}
	return s
}

// unguard takes back what guard did to a cell of a text file.
func unguard(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != s && strings.IndexAny(rest, triggers) == 0 {
		return s[1:]
	}
	return s
}

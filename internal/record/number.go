package record

import (
	"regexp"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Number is an exact number, kept as the decimal or fraction that a document states: 8.24, -3.50, 1/3.
type Number struct{}

// NumberField is a field of exact numbers.
type NumberField = Handle[string, Number]

// maxNumber is the longest number, in characters.
const maxNumber = 40

var exact = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$|^-?[1-9][0-9]*/[1-9][0-9]*$`)

// Name implements Type.
func (Number) Name() string { return "number" }

// Column implements Type.
func (Number) Column() Column { return TextColumn }

// Check accepts decimals and fractions of whole numbers.
func (Number) Check(v any) error {
	s, ok := v.(string)
	switch {
	case !ok || !exact.MatchString(s):
		return fault.Invalid("", text.NotNumber)
	case len(s) > maxNumber:
		return fault.Invalid("", text.NumberTooLong, maxNumber)
	}
	return nil
}

var grouped = regexp.MustCompile(`^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)

// Parse reads digits, grouped by commas or not. Zeros behind the point stay: they say how exact it is.
func (t Number) Parse(s string) (any, error) {
	s = strings.ReplaceAll(HalfWidth(strings.TrimSpace(s)), "−", "-")
	if s == "" {
		return nil, nil
	}
	if grouped.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	s = strings.TrimPrefix(s, "+")
	if err := t.Check(s); err != nil {
		return nil, err
	}
	return s, nil
}

// Format writes the number as it is kept.
func (Number) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}

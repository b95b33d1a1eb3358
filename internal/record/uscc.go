package record

import (
	"strings"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// USCC is a unified social credit code (统一社会信用代码, GB 32100-2015).
type USCC struct{}

// USCCField is a field that holds one code.
type USCCField = Handle[string, USCC]

// Name implements Type.
func (USCC) Name() string { return "uscc" }

// Column implements Type.
func (USCC) Column() Column { return TextColumn }

// Check accepts 18 characters whose last is the check digit of the first 17.
func (USCC) Check(v any) error {
	if s, ok := v.(string); !ok || !usccValid(s) {
		return fault.Invalid("", text.BadUSCC)
	}
	return nil
}

// Parse reads a code in either case, full-width or not. Of a wrong one it says what
// would be right, where that can be told.
func (t USCC) Parse(s string) (any, error) {
	s = strings.ToUpper(strings.Map(joint, HalfWidth(strings.TrimSpace(s))))
	if s == "" {
		return nil, nil
	}
	if err := t.Check(s); err == nil {
		return s, nil
	}
	likely := strings.NewReplacer("O", "0", "I", "1", "Z", "2", "S", "5").Replace(s)
	switch n := utf8.RuneCountInString(s); {
	case usccValid(likely):
		return s, fault.Invalid("", text.PerhapsUSCC, s, likely)
	case n == 15 && strings.Trim(s, "0123456789") == "":
		return s, fault.Invalid("", text.OldNumber, s)
	case n == 9:
		return s, fault.Invalid("", text.OldCode, s)
	case n != 18:
		return s, fault.Invalid("", text.LengthUSCC, n)
	}
	return s, t.Check(s)
}

// Format writes the code.
func (USCC) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}

// usccValid applies the rule of GB 32100-2015: the value of a character is its
// place in the alphabet, its weight 3^i mod 31, and the check digit makes the
// weighted sum a multiple of 31.
func usccValid(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(s) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(alphabet, s[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return s[17] == alphabet[(31-sum%31)%31]
}

// HalfWidth folds full-width letters, digits and signs to their ASCII forms.
func HalfWidth(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～':
			return c - '！' + '!'
		case c == '　':
			return ' '
		}
		return c
	}, s)
}

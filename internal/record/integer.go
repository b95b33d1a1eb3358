package record

import (
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Integer is a whole number within bounds.
type Integer struct{ Min, Max int64 } // both inclusive

// IntegerField is a field of whole numbers.
type IntegerField = Handle[int64, Integer]

// Name implements Type.
func (Integer) Name() string { return "integer" }

// Column implements Type.
func (Integer) Column() Column { return IntColumn }

// Check accepts Min to Max.
func (t Integer) Check(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fault.Invalid("", text.NotInteger)
	}
	if n < t.Min || n > t.Max {
		return fault.Invalid("", text.OutOfRange, t.Min, t.Max)
	}
	return nil
}

// Parse reads decimal digits.
func (Integer) Parse(s string) (any, error) {
	s = strings.TrimSpace(HalfWidth(s))
	if s == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return nil, fault.Invalid("", text.NotInteger)
	}
	return n, nil
}

// Format writes decimal digits.
func (Integer) Format(v any, _ text.Lang) string {
	n, _ := v.(int64)
	return strconv.FormatInt(n, 10)
}

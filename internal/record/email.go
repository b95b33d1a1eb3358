package record

import (
	"net/mail"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Email is one address of electronic mail.
type Email struct{}

// EmailField is a field that holds one address.
type EmailField = Handle[string, Email]

// Name implements Type.
func (Email) Name() string { return "email" }

// Column implements Type.
func (Email) Column() Column { return TextColumn }

// Check accepts a bare address with a dot in its host.
func (Email) Check(v any) error {
	s, ok := v.(string)
	a, err := mail.ParseAddress(s)
	if !ok || err != nil || a.Address != s || len(s) > 254 || !strings.Contains(s[strings.LastIndexByte(s, '@'):], ".") {
		return fault.Invalid("", text.BadEmail)
	}
	return nil
}

// Parse reads one address.
func (t Email) Parse(s string) (any, error) {
	s = strings.TrimPrefix(strings.Trim(HalfWidth(s), " \u00a0;,"), "mailto:")
	if s == "" {
		return nil, nil
	}
	return s, t.Check(s)
}

// Format writes the address.
func (Email) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}

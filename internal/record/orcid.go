package record

import (
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// ORCID is a researcher's identifier, sixteen characters in four groups, the
// last by ISO 7064 MOD 11-2.
type ORCID struct{}

// ORCIDField is a field that holds one identifier.
type ORCIDField = Handle[string, ORCID]

// Name implements Type.
func (ORCID) Name() string { return "orcid" }

// Column implements Type.
func (ORCID) Column() Column { return TextColumn }

// Check accepts 0000-0002-1825-0097 and the like.
func (ORCID) Check(v any) error {
	if s, ok := v.(string); !ok || !orcidValid(s) {
		return fault.Invalid("", text.BadORCID)
	}
	return nil
}

// Parse reads an identifier, or its address.
func (t ORCID) Parse(s string) (any, error) {
	s = strings.ToUpper(strings.TrimSpace(HalfWidth(s)))
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "HTTPS://"), "HTTP://"), "ORCID.ORG/")
	if s == "" {
		return nil, nil
	}
	if digits := strings.Map(joint, s); len(digits) == 16 {
		s = digits[:4] + "-" + digits[4:8] + "-" + digits[8:12] + "-" + digits[12:]
	}
	return s, t.Check(s)
}

// joint takes away what people put between the groups.
func joint(c rune) rune {
	switch c {
	case ' ', '-', '–', '—', '\u00a0':
		return -1
	}
	return c
}

// Format writes the identifier.
func (ORCID) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}

func orcidValid(s string) bool {
	if len(s) != 19 || s[4] != '-' || s[9] != '-' || s[14] != '-' {
		return false
	}
	digits := strings.ReplaceAll(s, "-", "")
	if len(digits) != 16 {
		return false
	}
	sum := 0
	for _, c := range digits[:15] {
		if c < '0' || c > '9' {
			return false
		}
		sum = (sum + int(c-'0')) * 2
	}
	return digits[15] == "0123456789X"[(12-sum%11)%11]
}

package record

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"heitu/internal/text"
)

// AlikeColumn is the name under which a query finds records by what AlikeKey
// returns. No field has it.
const AlikeColumn = "alike"

// Fold returns the letters and digits of s alone, in one width and case: texts that
// differ in nothing else say the same.
func Fold(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) {
			return c
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

// AlikeKey returns what is equal for records that are alike, "" where there is
// nothing to go by: the kind does not say, or the first of the fields is empty.
func (k Kind) AlikeKey(fields map[string]any) string {
	sum := sha256.New()
	for i, name := range k.Alike {
		f, _ := k.Field(name)
		said := alike(f, fields[name])
		if i == 0 && said == "" {
			return ""
		}
		sum.Write([]byte(said + "\x00"))
	}
	if len(k.Alike) == 0 {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

func alike(f Field, v any) string {
	if Empty(v) {
		return ""
	}
	if _, words := f.Type.(Text); words {
		return Fold(Words(v, text.ZH))
	}
	return string(Canonical(v))
}

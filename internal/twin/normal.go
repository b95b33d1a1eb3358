package twin

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The characters of ASCII in full width.
const (
	wideFirst = '！'
	wideLast  = '～'
)

// Normal is a title without what tells nothing: width, case, brackets, signs and
// spaces, and the legal form at its end.
func Normal(title string) string {
	var b strings.Builder
	for _, c := range title {
		if c >= wideFirst && c <= wideLast {
			c -= wideFirst - '!'
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteRune(unicode.ToLower(c))
		}
	}
	s := b.String()
	for cut := true; cut; {
		cut = false
		for _, form := range text.LegalForms {
			if rest, ok := strings.CutSuffix(s, form); ok && utf8.RuneCountInString(rest) >= 2 {
				s, cut = rest, true
			}
		}
	}
	return s
}

// form is one way in which a title is compared.
type form struct {
	text  string
	place string // nearest place in front of the title, "" for none
	cut   bool   // whether the place has been taken off
}

// comparable reports whether the two say enough when they are equal: a title without
// its place is like one that has none, or the same.
func (f form) comparable(g form) bool {
	switch {
	case f.cut && g.cut:
		return f.place == g.place
	case f.cut:
		return g.place == ""
	case g.cut:
		return f.place == ""
	}
	return true
}

// forms returns a title whole, and without the places in front where there are any.
func forms(title string) []form {
	whole := form{text: Normal(title)}
	rest, place := whole.text, ""
	for cut := true; cut; {
		var found string
		if found, cut = placeOf(rest); cut {
			rest, place = strings.TrimPrefix(rest, found), found
		}
	}
	if place == "" {
		return []form{whole}
	}
	whole.place = shortOf(place)
	return []form{whole, {text: rest, place: whole.place, cut: true}}
}

// least is how many characters must be left without the place: 沈阳大学 is not 大学.
const least = 4

func placeOf(s string) (string, bool) {
	for _, place := range places {
		if rest, ok := strings.CutPrefix(s, place); ok && utf8.RuneCountInString(rest) >= least {
			return place, true
		}
	}
	return "", false
}

func shortOf(place string) string {
	for _, sort := range text.RegionSorts {
		if short, ok := strings.CutSuffix(place, sort); ok && utf8.RuneCountInString(short) >= 2 {
			return short
		}
	}
	return place
}

// places are the names of regions, whole and without what kind of region they are,
// the longest first.
var places = func() []string {
	var names []string
	for _, code := range vocab.Regions.All() {
		label, _ := vocab.Regions.Lookup(code)
		name := label.In(text.ZH)
		names = append(names, name, shortOf(name))
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(names)
}()

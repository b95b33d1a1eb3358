package match

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// A mark is a word of the lexicon that no text can hold, for what records are
// filtered by: kind and state, owner, and each code with all that cover it.
const (
	markState = "\x00state\x00"
	markOwner = "\x00owner\x00"
	markCover = "\x00cover\x00" // satisfies a filter
	markCode  = "\x00code\x00"  // the record's own code
)

func stateMark(kind, state string) string { return markState + kind + "\x00" + state }

func coverMark(name, code string) string { return markCover + name + "\x00" + code }

func codeMark(name, code string) string { return markCode + name + "\x00" + code }

// marksOf numbers the marks of a document, its codes before all others.
func (l *lexicon) marksOf(d Doc) []uint32 {
	var codes, covers []uint32
	for _, name := range slices.Sorted(maps.Keys(d.Facets)) {
		have := d.Facets[name]
		if have == "" {
			continue
		}
		codes = append(codes, l.addMark(codeMark(name, have)))
		for _, code := range coveredBy(have) {
			covers = append(covers, l.addMark(coverMark(name, code)))
		}
	}
	codes = append(codes, l.addMark(stateMark(d.Kind, d.State)), l.addMark(markOwner+d.Owner))
	return append(codes, covers...)
}

func (l *lexicon) addMark(text string) uint32 {
	if id := l.find(text); id != 0 {
		return id
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.addRoot(text)
}

// facet returns the name and code of a mark made by codeMark.
func facet(mark string) (name, code string, ok bool) {
	rest, ok := strings.CutPrefix(mark, markCode)
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, "\x00")
}

// coveredBy lists the codes that ask for what have is. A code of six digits is a
// region, and is covered by those it lies in: 210102 by 210100, by 210000 and by
// 21, which is the province in two digits. A division of industries is covered by
// its section: C39 by C.
func coveredBy(have string) []string {
	list := []string{have}
	if isIndustry(have) && len(have) > 1 {
		return append(list, have[:1])
	}
	if !isRegion(have) {
		return list
	}
	for _, wider := range []string{have[:4] + "00", have[:2] + "0000", have[:2]} {
		if !slices.Contains(list, wider) {
			list = append(list, wider)
		}
	}
	return list
}

// isRegion reports whether a code is one of a region (GB/T 2260): six digits.
func isRegion(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// isIndustry reports whether a code is a section or a division of industries (GB/T
// 4754): C or C39.
func isIndustry(code string) bool {
	return (len(code) == 1 || len(code) == 3) && 'A' <= code[0] && code[0] <= 'T' && strings.Trim(code[1:], "0123456789") == ""
}

// isPatentClass reports whether a code is a subclass of the IPC: B23Q.
func isPatentClass(code string) bool {
	return len(code) >= 4 && 'A' <= code[0] && code[0] <= 'H' && strings.Trim(code[1:3], "0123456789") == "" && 'A' <= code[3] && code[3] <= 'Z'
}

// dayNumber counts the days of a date such as 2026-03-01; 0 where it is none.
func dayNumber(day string) int32 {
	if len(day) < len(time.DateOnly) {
		return 0
	}
	t, err := time.Parse(time.DateOnly, day[:len(time.DateOnly)])
	if err != nil {
		return 0
	}
	return int32(t.Unix() / (24 * 60 * 60))
}

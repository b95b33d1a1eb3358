package sheet

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// choice reads one code of a list: a code, a name, both, or what nearly is a name.
func (r *reading) choice(t *target, from record.Codes, x cell) (any, error) {
	said := tidy(x.said(r.book.since1904), false)
	if said == "" {
		return nil, nil
	}
	code, err := r.meant(t, from, said)
	if err != nil && blank(squeeze(said)) {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return code, nil
}

// choiceList reads several codes of a list.
func (r *reading) choiceList(t *target, from record.Codes, x cell) (any, error) {
	said := tidy(x.said(r.book.since1904), true)
	if blank(squeeze(said)) {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	var codes []string
	var wrong []error
	for _, part := range split(said, surely) {
		items := []string{part}
		if _, found := r.meanings(t, from).exact(part); !found {
			items = split(part, mostly+"/ +＋和及或")
		}
		for _, item := range items {
			code, err := r.meant(t, from, item)
			if err != nil {
				wrong = append(wrong, err)
			} else if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	if len(wrong) > 0 {
		return nil, fault.Join(wrong...)
	}
	if codes == nil {
		return nil, nil
	}
	return codes, nil
}

// meant finds the one code that is meant.
func (r *reading) meant(t *target, from record.Codes, said string) (string, error) {
	m := r.meanings(t, from)
	if codes, ok := m.exact(said); ok {
		return only(from, said, codes)
	}
	codes := m.near(said)
	if len(codes) == 0 {
		return "", fault.Invalid("", text.NotInList, said, from.Label())
	}
	code, err := only(from, said, codes)
	if err == nil {
		name, _ := from.Lookup(code)
		r.doubt(text.ReadAs, said, name)
	}
	return code, err
}

// only is the one code, or a fault that lists them all.
func only(from record.Codes, said string, codes []string) (string, error) {
	if len(codes) == 1 {
		return codes[0], nil
	}
	return "", fault.Invalid("", text.SeveralMeant, said, candidates{from, codes})
}

// candidates says names and codes in the language of the reader.
type candidates struct {
	from  record.Codes
	codes []string
}

// In implements the translation of arguments of package text.
func (c candidates) In(lang text.Lang) string {
	said := make([]string, 0, len(c.codes))
	for _, code := range c.codes[:min(8, len(c.codes))] {
		name, _ := c.from.Lookup(code)
		said = append(said, code+" "+name.In(lang))
	}
	return record.List{}.Format(said, lang)
}

// meanings is a list of codes by everything that people call them.
type meanings struct {
	from  record.Codes
	codes map[string][]string
	width int // of all codes that are digits, 0 if they differ
}

func (r *reading) meanings(t *target, from record.Codes) *meanings {
	if m := r.choices[t.name]; m != nil {
		return m
	}
	m := newMeanings(from)
	r.choices[t.name] = m
	return m
}

func newMeanings(from record.Codes) *meanings {
	m := &meanings{from: from, codes: map[string][]string{}, width: -1}
	for _, code := range from.All() {
		switch {
		case strings.Trim(code, "0123456789") != "" || m.width >= 0 && m.width != len(code):
			m.width = 0
		case m.width < 0:
			m.width = len(code)
		}
		name, _ := from.Lookup(code)
		for _, called := range slices.Concat([]string{code, name.ZH, name.EN}, from.Also(code)) {
			m.add(called, code)
		}
	}
	whole := maps.Clone(m.codes) // what is one code's whole name is not another's for short
	for _, code := range from.All() {
		name, _ := from.Lookup(code)
		for _, called := range slices.Concat(shorts(name.ZH), shorts(name.EN)) {
			if whole[level(bare(called))] == nil {
				m.add(called, code)
			}
		}
	}
	if m.width == 6 {
		m.areas()
	}
	return m
}

func (m *meanings) add(called, code string) {
	if key := level(bare(called)); key != "" && !slices.Contains(m.codes[key], code) {
		m.codes[key] = append(m.codes[key], code)
	}
}

// level takes away what is said around a level: TRL 4, 第4级, level 4.
func level(s string) string {
	for _, before := range []string{"trl", "level", "第"} {
		if rest := strings.TrimPrefix(s, before); rest != "" {
			s = rest
		}
	}
	if rest := strings.TrimSuffix(s, "级"); rest != "" && strings.Trim(rest, "0123456789一二三四五六七八九") == "" {
		s = rest
	}
	if at := strings.Index("一二三四五六七八九", s); at >= 0 && len(s) == 3 {
		return string(rune('1' + at/3))
	}
	return s
}

// shorts is what a long name is called for short: what stands before a bracket or a
// colon, and the names within the bracket.
func shorts(name string) []string {
	s := record.HalfWidth(name)
	var list []string
	if before, _, ok := strings.Cut(s, ":"); ok {
		list = append(list, before)
		s = before
	}
	before, rest, ok := strings.Cut(s, "(")
	if !ok {
		return list
	}
	inside, _, _ := strings.Cut(rest, ")")
	return append(append(list, before), strings.FieldsFunc(inside, func(c rune) bool { return c == '、' || c == ',' })...)
}

// endings are what the name of a region may go without.
var endings = regexp.MustCompile(`(特别行政区|(壮族|回族|维吾尔)?自治区|(朝鲜族|蒙古族|藏族|苗族|彝族|回族|土家族)*自治州|地区|盟|省|市)$`)

// areas adds short names of regions, with and without the region they lie in, and
// codes of four digits.
func (m *meanings) areas() {
	short := map[string][]string{}
	for _, code := range m.from.All() {
		name, _ := m.from.Lookup(code)
		short[code] = []string{name.ZH, endings.ReplaceAllString(name.ZH, "")}
	}
	for _, code := range m.from.All() {
		for _, called := range short[code] {
			m.add(called, code)
			if within := code[:2] + "0000"; within != code {
				for _, before := range short[within] {
					m.add(before+called, code)
				}
			}
		}
		if strings.HasSuffix(code, "00") && !strings.HasSuffix(code, "0000") {
			m.add(code[:4], code)
		}
		if strings.HasSuffix(code, "0000") {
			m.add(code[:2], code)
		}
	}
}

var codeAndName = []*regexp.Regexp{
	regexp.MustCompile(`^([0-9A-Za-z]+)[\s\-—_.:：、,，/]*([^0-9A-Za-z].*)$`),
	regexp.MustCompile(`^(.*[^0-9A-Za-z\s(（])[\s\-—_(（/]*([0-9A-Za-z]+)[)）]?$`),
}

// exact finds codes by a code, a name, or both if they agree.
func (m *meanings) exact(said string) ([]string, bool) {
	key := level(bare(said))
	if codes := m.codes[key]; len(codes) > 0 {
		return codes, true
	}
	if m.width > 0 && len(key) < m.width && strings.Trim(key, "0123456789") == "" && key != "" && m.width < 6 {
		if codes := m.codes[strings.Repeat("0", m.width-len(key))+key]; len(codes) > 0 {
			return codes, true
		}
	}
	for _, form := range codeAndName {
		found := form.FindStringSubmatch(strings.TrimSpace(record.HalfWidth(said)))
		if found == nil {
			continue
		}
		a, b := m.codes[level(bare(found[1]))], m.codes[level(bare(found[2]))]
		both := slices.DeleteFunc(slices.Clone(a), func(c string) bool { return !slices.Contains(b, c) })
		switch {
		case len(both) == 1:
			return both, true
		case len(a) > 0 && len(b) > 0: // the code says one thing, the name another
			return slices.Concat(a, b), true
		}
	}
	return nil, false
}

// near finds codes whose names begin or end like it, or the region that it lies in.
func (m *meanings) near(said string) []string {
	key := bare(said)
	if len([]rune(key)) < 2 {
		return nil
	}
	if m.width == 6 {
		return m.around(key)
	}
	var codes []string
	for name, list := range m.codes {
		if len([]rune(name)) < 2 || strings.Trim(name, "0123456789") == "" {
			continue
		}
		longer := strings.HasPrefix(key, name) && len([]rune(key))-len([]rune(name)) <= 4 && len([]rune(name)) >= 3
		if strings.HasPrefix(name, key) || strings.HasSuffix(name, key) || longer {
			for _, code := range list {
				if !slices.Contains(codes, code) {
					codes = append(codes, code)
				}
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// around finds the smallest known region whose name, or code, something begins with.
func (m *meanings) around(key string) []string {
	if len(key) == 6 && strings.Trim(key, "0123456789") == "" {
		for _, n := range []int{4, 2} {
			if codes := m.codes[key[:n]]; len(codes) == 1 {
				return codes
			}
		}
		return nil
	}
	runes := []rune(key)
	for n := len(runes) - 1; n >= 2; n-- {
		if codes := m.codes[string(runes[:n])]; len(codes) > 0 {
			return codes
		}
	}
	return nil
}

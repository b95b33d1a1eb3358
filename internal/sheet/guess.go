package sheet

import (
	"cmp"
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// How columns are guessed.
const (
	MaxColumns = 2_000   // columns in use
	sampleText = 8 << 20 // bytes of the rows that are looked at
	taken      = 60      // confidence from which a guess is taken
	samples    = 5       // values shown of a column
	sampled    = 100     // rows below the header that are looked at
)

// Why a column is taken for a field, or passed over.
const (
	byName    = "name"
	byLabel   = "label"
	bySynonym = "synonym"
	byValues  = "values"
	byOther   = "twice" // another column gives the field already
)

// Guess proposes a layout for each sheet that holds a table of the kind, the likeliest first.
// Where none does, it proposes what looks most like a table, its columns passed over.
func (b *Book) Guess(k record.Kind) ([]Layout, error) {
	var found []guess
	for i, page := range b.Sheets {
		if page.Hidden && slices.ContainsFunc(b.Sheets, func(p Page) bool { return !p.Hidden }) {
			continue
		}
		g, err := b.guess(k, i)
		if err != nil {
			return nil, err
		}
		if len(g.layout.Columns) > 0 {
			found = append(found, g)
		}
	}
	slices.SortStableFunc(found, func(x, y guess) int { return cmp.Compare(y.likely(), x.likely()) })
	if len(found) == 0 {
		return nil, fault.Invalid("file", text.NoTable)
	}
	var list []Layout
	for _, g := range found {
		if g.whole == found[0].whole && g.score > 0 || len(list) == 0 {
			list = append(list, g.layout)
		}
	}
	return list, nil
}

// Signature is equal for layouts of files that have the same headers in the same order.
func (l Layout) Signature() string {
	said := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		said[i] = squeeze(c.Header)
	}
	return strings.Join(said, "\x1f")
}

// guess is a layout, and how sure of it one may be.
type guess struct {
	layout Layout
	score  int
	whole  bool // whether it says what the records are called, or which they are
}

// likely orders guesses: tables of records before tables about them.
func (g guess) likely() int {
	if g.whole {
		return g.score + 1_000_000
	}
	return g.score
}

func (b *Book) guess(k record.Kind, sheet int) (guess, error) {
	f, err := b.finder(k, sheet, 0, headerRows+sampled)
	if err != nil {
		return guess{}, err
	}
	h, ok := f.header()
	if o, named := b.source.(*objects); named {
		h, ok = o.header(), len(o.order) > 0
	}
	if !ok {
		return guess{}, nil
	}
	m, g, err := b.understand(k, sheet, f, h)
	if err == nil && m.headless(g.layout.Columns) {
		g.layout.First, g.layout.Header = 0, 0
		for i := range g.layout.Columns {
			g.layout.Columns[i].Header = ""
		}
	}
	return g, err
}

// Read proposes a layout for a sheet whose header a person has found: its last row,
// counted from 1, and its first; 0 for as many rows above as belong to it.
func (b *Book) Read(k record.Kind, sheet string, first, last int) (Layout, error) {
	at := slices.IndexFunc(b.Sheets, func(p Page) bool { return p.Name == sheet })
	if at < 0 {
		return Layout{}, fault.Invalid("file", text.NoSuchSheet, sheet)
	}
	f, err := b.finder(k, at, last, sampled)
	if err != nil {
		return Layout{}, err
	}
	h, ok := f.given(first, last)
	if o, named := b.source.(*objects); named {
		h, ok = o.header(), true
	}
	if !ok {
		return Layout{}, fault.Invalid("layouts", text.EmptyHeader, sheet, last)
	}
	_, g, err := b.understand(k, at, f, h)
	return g.layout, err
}

// finder reads the rows among which a header is looked for: so many after a row that
// is surely no lower than its last.
func (b *Book) finder(k record.Kind, sheet, last, most int) (*finder, error) {
	spans, err := b.source.merged(sheet)
	if err != nil {
		return nil, err
	}
	if err := b.crowded(sheet); err != nil {
		return nil, err
	}
	f := &finder{names: namesOf(k)}
	size, after := 0, 0
	for row, err := range b.source.rows(sheet) {
		if err != nil {
			return nil, err
		}
		if row.err != nil {
			continue
		}
		f.rows = append(f.rows, row.clone())
		for _, c := range row.cells {
			size += len(c.text)
		}
		if row.at > last {
			after++
		}
		if after >= most || size > sampleText {
			break
		}
	}
	f.spans = near(spans, f.rows)
	return f, nil
}

// crowded refuses a sheet that surely has more rows than can be imported, so that
// nobody waits for a trial to say so: twice as many as are taken, since headers and
// totals that repeat do not count.
func (b *Book) crowded(sheet int) error {
	tall, ok := b.source.(interface{ atMost(sheet int) (int, error) })
	if !ok {
		return nil
	}
	n, err := tall.atMost(sheet)
	if err != nil || n <= 2*MaxRows {
		return err
	}
	n = 0
	for row, err := range b.source.rows(sheet) {
		if err != nil {
			return err
		}
		if len(row.cells) == 0 {
			continue
		}
		if n++; n > 2*MaxRows {
			return fault.Invalid("file", text.TooManyRows, MaxRows)
		}
	}
	return nil
}

// understand finds out what the columns below a header mean.
func (b *Book) understand(k record.Kind, sheet int, f *finder, h header) (mapper, guess, error) {
	if len(h.names) > MaxColumns {
		return mapper{}, guess{}, fault.Invalid("file", text.TooManyColumns, MaxColumns)
	}
	m := mapper{book: b, kind: k, names: f.names, header: h, rows: f.below(h.last)}
	g := guess{layout: Layout{Sheet: b.Sheets[sheet].Name, First: h.first, Header: h.last, Columns: m.columns()}}
	unit := f.unit(h.first)
	for i, c := range g.layout.Columns {
		if c.Field == "" {
			continue
		}
		g.score += c.Confidence
		g.whole = g.whole || c.Field == k.TitleField().Name || c.Field == "id"
		field, _ := k.Field(c.Field)
		if _, money := field.Type.(record.Money); money {
			g.layout.Columns[i].Unit = cmp.Or(unitIn(c.Header), unit)
		}
	}
	return m, g, nil
}

// mapper finds the field of each column.
type mapper struct {
	book   *Book
	kind   record.Kind
	names  *names
	header header
	rows   []*line
}

// match is a field that a column may give.
type match struct {
	at, field  int // field by its place among the columns of the kind
	confidence int
	why        string
}

func (m mapper) columns() []Column {
	all := columns(m.kind)
	var list []Column
	var matches []match
	for _, at := range m.header.order() {
		c := Column{At: at, Header: m.header.names[at], Samples: []string{}}
		values := m.values(at)
		for _, x := range values {
			if s := x.said(m.book.since1904); s != "" && len(c.Samples) < samples {
				c.Samples = append(c.Samples, cutShort(s))
			}
		}
		best := m.names.best(c.Header)
		if best.confidence > 0 {
			best.confidence = m.weigh(all[best.field], best.confidence, values)
			best.at = len(list)
			matches = append(matches, best)
			c.Confidence = best.confidence
		}
		list = append(list, c)
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.confidence, a.confidence) })
	used := map[int]bool{}
	for _, x := range matches {
		c := &list[x.at]
		switch {
		case x.confidence < taken:
		case used[x.field] && !m.parallel(x):
			c.Why = byOther
		default:
			c.Field, c.Why, used[x.field] = all[x.field].name, x.why, true
		}
	}
	m.identity(list)
	m.byValues(list, all, used)
	return list
}

// parallel reports whether a name may give a field beside another one: lines of JSON
// need not agree how they name it.
func (m mapper) parallel(x match) bool {
	_, objects := m.book.source.(*objects)
	return objects && x.why != bySynonym
}

// cutShort keeps a sample short.
func cutShort(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}

func (m mapper) values(at int) []cell {
	var list []cell
	for _, row := range m.rows {
		if x, ok := row.cell(at); ok {
			list = append(list, x)
		}
	}
	return list
}

// weigh lowers or raises a confidence by how many values have the form of the field.
func (m mapper) weigh(c column, confidence int, values []cell) int {
	good, all := m.fit(c, values)
	switch {
	case all < 3 || !telling(c):
		return confidence
	case good*10 < all*3:
		return confidence - 35 + max(0, confidence-95)*3
	case good*10 >= all*8:
		return min(100, confidence+5)
	}
	return confidence
}

// telling reports whether the form of a value says something about its field.
func telling(c column) bool {
	switch c.Type.(type) {
	case record.Text, record.List, record.Reference, record.References:
		return false
	}
	return true
}

// fit counts the values that can be read as the field, signs for nothing left aside.
func (m mapper) fit(c column, values []cell) (good, all int) {
	r := &reading{book: m.book, choices: map[string]*meanings{}}
	t := &target{column: c, unit: "元"}
	for _, x := range values {
		if blank(squeeze(x.text)) || x.kind == failed || x.kind == uncount || x.kind == large {
			continue
		}
		all++
		v, err := r.value(t, x)
		if err == nil && v != nil && c.Type.Check(v) == nil {
			good++
		}
	}
	return good, all
}

// identity finds the columns that an export adds: which record, and which revision of it.
func (m mapper) identity(list []Column) {
	id := -1
	for i, c := range list {
		if c.Field == "" && called(c.Header, aside[0]) && m.ids(c.At) {
			id = i
			break
		}
	}
	if id < 0 {
		return
	}
	list[id].Field, list[id].Confidence, list[id].Why = "id", 100, byName
	for i, c := range list {
		if c.Field == "" && called(c.Header, aside[1]) {
			list[i].Field, list[i].Confidence, list[i].Why = "rev", 100, byName
			return
		}
	}
}

func called(header string, c column) bool {
	return slices.Contains([]string{squeeze(c.name), squeeze(c.label.ZH), squeeze(c.label.EN)}, squeeze(header))
}

// ids reports whether most values are ids of records; a column without values may be one.
func (m mapper) ids(at int) bool {
	good, all := 0, 0
	for _, x := range m.values(at) {
		all++
		if _, err := (record.Reference{}).Parse(x.text); err == nil {
			good++
		}
	}
	return good*2 > all || all == 0
}

// byValues takes columns whose names say nothing, but whose values fit one field only.
func (m mapper) byValues(list []Column, all []column, used map[int]bool) {
	for i, c := range list {
		if c.Field != "" || c.Why != "" || c.Confidence >= taken {
			continue
		}
		values := m.values(c.At)
		fitting := -1
		for j, x := range all {
			if used[j] || x.english || !distinctive(x) {
				continue
			}
			good, n := m.fit(x, values)
			if n < 2 || good*10 < n*9 {
				continue
			}
			if fitting >= 0 {
				fitting = -1
				break
			}
			fitting = j
		}
		if fitting >= 0 {
			list[i].Field, list[i].Confidence, list[i].Why, used[fitting] = all[fitting].name, 70, byValues, true
		}
	}
}

// headless reports whether what was taken for the header is a row of values.
func (m mapper) headless(list []Column) bool {
	all := columns(m.kind)
	for _, c := range list {
		if i := slices.IndexFunc(all, func(x column) bool { return x.name == c.Field }); i >= 0 && c.Why == byValues {
			if good, _ := m.fit(all[i], []cell{{text: c.Header}}); good > 0 {
				return true
			}
		}
	}
	return false
}

// distinctive reports whether values of the field look like those of no other.
func distinctive(c column) bool {
	switch c.Type.(type) {
	case record.USCC, record.ORCID, record.Email:
		return true
	}
	return false
}

package sheet

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Rows reads the rows of a table, in order. Totals, empty rows and repeated headers are
// passed over. References are ids or whatever resolve understands. A row that cannot be
// read at all ends the sequence with an error.
func (b *Book) Rows(k record.Kind, l Layout, resolve Resolve) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		at := slices.IndexFunc(b.Sheets, func(p Page) bool { return p.Name == l.Sheet })
		if at < 0 {
			yield(Item{}, fault.Invalid("file", text.NoSuchSheet, l.Sheet))
			return
		}
		spans, err := b.source.merged(at)
		if err != nil {
			yield(Item{}, err)
			return
		}
		r := newReading(b, k, l, resolve, spans)
		for row, err := range b.source.rows(at) {
			if err != nil {
				yield(Item{}, err)
				return
			}
			if row.at <= l.Header {
				r.above(row)
				continue
			}
			item, ok, err := r.item(row)
			if err != nil {
				yield(Item{}, err)
				return
			}
			if ok && !yield(item, nil) {
				return
			}
		}
	}
}

// target is a column of the file that gives a column of the kind.
type target struct {
	column
	at     int
	unit   string // that amounts without one of their own count in, "" for unknown
	spans  []span
	joined cell // what stands in the first of the spans
	above  cell // what stands in the row above
}

// reading is a table that is being read.
type reading struct {
	book    *Book
	kind    record.Kind
	layout  Layout
	resolve Resolve
	targets []target
	id, rev int // columns, -1 for none
	own     bool
	wide    map[int]int          // rows with a cell that goes over most of the table, as a heading does, and its column, counted from 1
	choices map[string]*meanings // of lists of codes, by the name of the column
	seen    map[string]bool      // what stands above the table
	headers map[int][]string     // storeys of the header, folded
	rows    int
	size    int
	doubts  []text.Message // about the cell at hand
}

func newReading(b *Book, k record.Kind, l Layout, resolve Resolve, spans []span) *reading {
	r := &reading{book: b, kind: k, layout: l, resolve: resolve, id: -1, rev: -1, wide: map[int]int{}, seen: map[string]bool{}, headers: map[int][]string{}, choices: map[string]*meanings{}}
	all := columns(k)
	for _, c := range l.Columns {
		for _, storey := range strings.Split(c.Header, storeys) {
			r.headers[c.At] = append(r.headers[c.At], squeeze(storey))
		}
		switch i := slices.IndexFunc(all, func(x column) bool { return x.name == c.Field }); {
		case c.Field == "id":
			r.id = c.At
		case c.Field == "rev":
			r.rev = c.At
		case i >= 0:
			t := target{column: all[i], at: c.At, unit: c.Unit}
			if t.unit == "" {
				t.unit = unitIn(c.Header)
			}
			r.targets = append(r.targets, t)
		}
	}
	r.own = r.id >= 0 && r.rev >= 0
	for _, s := range spans {
		if s.top <= l.Header {
			continue
		}
		if s.bottom == s.top && s.right-s.left+1 >= max(3, len(l.Columns)/2) {
			r.wide[s.top] = s.left + 1
		}
		for i := range r.targets {
			if s.left == r.targets[i].at && s.bottom > s.top {
				r.targets[i].spans = append(r.targets[i].spans, s)
			}
		}
	}
	for i := range r.targets {
		slices.SortFunc(r.targets[i].spans, func(a, b span) int { return a.top - b.top })
	}
	slices.SortStableFunc(r.targets, func(x, y target) int { return slices.IndexFunc(all, x.same) - slices.IndexFunc(all, y.same) })
	return r
}

func (t target) same(c column) bool { return c.name == t.name }

// above remembers what stands above the table, since pages may repeat it.
func (r *reading) above(row *line) {
	for _, c := range row.cells {
		r.seen[squeeze(c.text)] = true
	}
}

// item reads one row, or reports that it is none.
func (r *reading) item(row *line) (Item, bool, error) {
	it := Item{Sheet: r.layout.Sheet, Line: row.at, Fields: map[string]any{}, Said: map[string]string{}}
	if row.err != nil {
		it.Err = row.err
		return it, true, r.count(0)
	}
	r.join(row)
	if r.passed(row) {
		return it, false, nil
	}
	var wrong []error
	size, filled := 0, false
	for i := range r.targets {
		t := &r.targets[i]
		x, ok := row.cell(t.at)
		if !ok {
			if _, said := it.Said[t.name]; !t.english && !said {
				it.Fields[t.Field.Name] = nil
			}
			continue
		}
		filled = filled || !x.merged
		size += len(x.text)
		said := x.said(r.book.since1904)
		if before, twice := it.Said[t.name]; twice {
			if before != said {
				wrong = append(wrong, fault.Invalid(t.name, text.TwoValues, before, said))
				delete(it.Fields, t.Field.Name)
			}
			continue
		}
		it.Said[t.name] = said
		if err := r.put(&it, t, x); err != nil {
			if fault.All(err) == nil {
				return it, false, err
			}
			wrong = append(wrong, fault.At(err, t.name))
			if !t.english {
				delete(it.Fields, t.Field.Name)
			}
		}
	}
	wrong = append(wrong, r.identify(&it, row)...)
	if !filled {
		return it, false, nil
	}
	if row.hidden {
		it.Doubts = append(it.Doubts, Doubt{Text: text.RowHidden})
	}
	it.Err = fault.Join(wrong...)
	return it, true, r.count(size)
}

// put reads one cell into the item.
func (r *reading) put(it *Item, t *target, x cell) error {
	r.doubts = r.doubts[:0]
	switch _, amount := t.Type.(record.Money); {
	case amount && len(t.spans) > 0 && t.spans[0].top <= it.Line:
		return fault.Invalid("", text.SharedAmount)
	case x.merged:
		r.doubts = append(r.doubts, text.FromMerged)
	}
	if ditto(x) && !r.own && t.above.text != "" {
		x = t.above
		r.doubts = append(r.doubts, text.Ditto)
	}
	t.above = x
	if x.kind == words && !r.own && strings.Contains(x.text, "'") && quoted.MatchString(strings.TrimSpace(x.text)) {
		x.text = strings.TrimSpace(x.text)[1:] // the sign that tells programs to take digits as text
	}
	v, err := r.value(t, x)
	if err != nil {
		return err
	}
	if v != nil && !record.Empty(v) {
		if err := t.Type.Check(v); err != nil {
			return err
		}
	}
	for _, d := range r.doubts {
		it.Doubts = append(it.Doubts, Doubt{t.name, d})
	}
	if t.english {
		if v != nil {
			it.Fields[t.Field.Name] = bothOf(it.Fields[t.Field.Name], v)
		}
		return nil
	}
	it.Fields[t.Field.Name] = v
	return nil
}

// ditto reports whether a cell says that the row above says it.
func ditto(x cell) bool {
	return x.kind == words && len(x.text) < 12 && slices.Contains([]string{"同上", "同前", "〃", "″", "\"", "″″", "ditto"}, squeeze(x.text))
}

// identify reads which record the row is about.
func (r *reading) identify(it *Item, row *line) []error {
	var wrong []error
	if x, ok := row.cell(r.id); ok && r.id >= 0 {
		said := tidy(x.text, false)
		id, err := record.Reference{}.Parse(said)
		if it.ID, _ = id.(string); err != nil {
			it.ID = ""
			wrong = append(wrong, fault.Invalid("id", text.NotOurID, said))
		}
	}
	if x, ok := row.cell(r.rev); ok && r.rev >= 0 && it.ID != "" {
		said := x.said(false)
		rev, err := strconv.ParseInt(said, 10, 64)
		if it.Rev = rev; err != nil || rev < 1 {
			it.Rev = 0
			wrong = append(wrong, fault.Invalid("rev", text.NotRevision, said))
		}
	}
	return wrong
}

// count keeps to the limits of a file.
func (r *reading) count(size int) error {
	if r.rows++; r.rows > MaxRows {
		return fault.Invalid("file", text.TooManyRows, MaxRows)
	}
	if r.size += size; r.size > maxText {
		return fault.Limit(text.ManySheetCells, "256 MiB")
	}
	return nil
}

// join gives the row what it shares with rows above.
func (r *reading) join(row *line) {
	for i := range r.targets {
		t := &r.targets[i]
		for len(t.spans) > 0 && t.spans[0].bottom < row.at {
			t.spans = t.spans[1:]
			t.joined = cell{}
		}
		if len(t.spans) == 0 || row.at < t.spans[0].top {
			continue
		}
		if x, ok := row.cell(t.at); ok && row.at == t.spans[0].top {
			t.joined = x
			t.joined.merged = true
		} else if !ok && t.joined.merged {
			row.cells = append(row.cells, t.joined)
		}
	}
}

var (
	totals    = regexp.MustCompile(`^(合计|总计|小计|共计|总合计|累计|本页合计|本页小计|total|subtotal|grandtotal|sum)[:：]?([\d.,]*(项|个|家|条|万元|元)?)?$`)
	subtotals = regexp.MustCompile(`^(.{1,12}(小计|合计|总计)|其中[:：].*)$`)
	foot      = regexp.MustCompile(`^(注|备注|说明|附注|填表说明|填报说明|填表人|填报人|制表人|制表|审核人|审核|负责人|单位负责人|经办人|复核|填表日期|填报日期|制表日期|填报单位|填表单位|单位[(（]盖章[)）]|盖章|联系人|联系电话|日期|note|notes|remark)[\d一二三]*[:：]`)
	pages     = regexp.MustCompile(`^(第?\d+页?[,，/]?共\d+页|第\d+页|page\d+(of\d+)?)$`)
)

// passed reports whether the row belongs to the frame of the table.
func (r *reading) passed(row *line) bool {
	said := make([]string, 0, 3)
	same := 0
	known := len(row.cells) <= 3
	for i, c := range row.cells {
		if i > 2 && same == 0 { // no header begins so
			break
		}
		s := squeeze(c.text)
		if i < 3 {
			said = append(said, s)
		}
		if slices.Contains(r.headers[c.at], s) {
			same++
		}
		known = known && r.seen[s]
	}
	switch n := len(row.cells); {
	case n == 0:
		return true
	case same*5 >= n*3 && (n > 1 || len(r.layout.Columns) < 2), known && r.layout.Header > 0:
		return true
	case n <= 6 && r.footer(row), row.at <= r.layout.Header+3 && (numbered(row) || r.example(row.cells[0])):
		return true
	case n == 1 && r.wide[row.at] == row.cells[0].at+1:
		return true
	}
	for i, s := range said[:min(3, len(said))] {
		if at := row.cells[i].at; at < 3 && len(s) < 80 && (totals.MatchString(strings.ToLower(s)) || subtotals.MatchString(s) && !r.titled(at)) {
			return true
		}
	}
	return false
}

// examples are the words by which a form shows how it is filled in.
var examples = regexp.MustCompile(`^[(\[【]?(填写|填报)?(示例|样例|范例|举例|例子|例如|例)\d?[)\]】]?([:：]|$)`)

// example reports whether the row that a cell begins is one to copy.
func (r *reading) example(first cell) bool {
	s := squeeze(first.text)
	return examples.MatchString(s) && (strings.ContainsAny(s, ":：") || !r.titled(first.at))
}

// numbered reports whether the row numbers the columns, as statistics forms do.
func numbered(row *line) bool {
	next := 1
	for _, c := range row.cells {
		s := squeeze(c.text)
		switch {
		case s == strconv.Itoa(next):
			next++
		case !strings.Contains("甲乙丙丁戊己庚辛", s) || len([]rune(s)) != 1:
			return false
		}
	}
	return next > 2 && len(row.cells) > 2
}

// titled reports whether a column says how the records are called.
func (r *reading) titled(at int) bool {
	return slices.ContainsFunc(r.targets, func(t target) bool { return t.at == at && t.Field.Name == r.kind.TitleField().Name })
}

// footer reports whether all that the row says is what stands below tables.
func (r *reading) footer(row *line) bool {
	first := strings.ToLower(squeeze(row.cells[0].text))
	if len(row.cells) == 1 && pages.MatchString(first) {
		return true
	}
	if !foot.MatchString(first) {
		return false
	}
	for _, c := range row.cells[1:] {
		for _, t := range r.targets {
			s := strings.ToLower(squeeze(c.text))
			if t.at == c.at && !c.merged && len(row.cells) > 3 && !foot.MatchString(s) && !strings.ContainsAny(s, ":：") {
				return false
			}
		}
	}
	return true
}

// doubt notes an assumption about the cell at hand.
func (r *reading) doubt(m text.Message, args ...any) {
	r.doubts = append(r.doubts, spoken(m, args...))
}

// spoken puts the arguments into a message.
func spoken(m text.Message, args ...any) text.Message {
	if len(args) == 0 {
		return m
	}
	return text.Message{ZH: m.In(text.ZH, args...), EN: m.In(text.EN, args...)}
}

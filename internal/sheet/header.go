package sheet

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"heitu/internal/record"
)

// storeys parts the names of a header that stand above one another.
const storeys = " / "

// headerRows is how many rows may stand above the header, and with it.
const headerRows = 40

// named is everything that one column of a kind is called.
type named struct {
	field int
	said  string // without signs
	sure  int
	why   string
}

// names is what the columns of a kind are called, by the whole name and by its end.
type names struct {
	whole, ends map[string][]named
}

func (n *names) add(field int, said string, sure int, why string) {
	said = bare(said)
	if said == "" {
		return
	}
	x := named{field, said, sure, why}
	n.whole[said] = append(n.whole[said], x)
	end := lastTwo(said)
	n.ends[end] = append(n.ends[end], x)
}

func lastTwo(s string) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-2):])
}

// namesOf lists what the columns of a kind are called.
func namesOf(k record.Kind) *names {
	list := &names{map[string][]named{}, map[string][]named{}}
	add := list.add
	for i, c := range columns(k) {
		add(i, c.name, 100, byName)
		for _, label := range []string{c.label.ZH, c.label.EN} {
			add(i, label, 100, byLabel)
			if !c.english {
				add(i, withoutNotes(label), 98, byLabel)
			}
		}
		for _, other := range slices.Concat(c.Also, []string{c.Field.Label.ZH}) {
			switch {
			case !c.english && other != c.Field.Label.ZH:
				add(i, other, 92, bySynonym)
			case c.english:
				if strings.Contains(other, "名称") {
					add(i, strings.Replace(other, "名称", "英文名称", 1), 94, bySynonym)
				}
				add(i, other+"英文", 94, bySynonym)
				add(i, "英文"+other, 94, bySynonym)
				add(i, other+"English", 94, bySynonym)
			}
		}
	}
	return list
}

// general words say nothing without what they belong to.
var general = []string{"名称", "全称", "姓名", "内容", "情况"}

// best finds the column of the kind that a header most likely names.
func (n *names) best(said string) match {
	parts := strings.Split(said, storeys)
	last := parts[len(parts)-1]
	best := match{field: -1}
	try := func(s string, less int) {
		for _, v := range variants(s) {
			close := n.whole[v.said]
			if close == nil {
				close = n.ends[lastTwo(v.said)]
			}
			for _, x := range close {
				if sure := alike(v.said, x) - less - v.less; sure > best.confidence {
					best = match{field: x.field, confidence: sure, why: x.why}
				}
			}
		}
	}
	try(strings.Join(parts, ""), 0)
	if len(parts) == 1 {
		return best
	}
	if !slices.Contains(general, bare(last)) {
		try(last, 0)
	}
	if slices.Contains(general, bare(last)) {
		try(strings.Join(parts[:len(parts)-1], ""), 5)
	}
	return best
}

// variant is a way to read a header, and how much less sure it is.
type variant struct {
	said string
	less int
}

// variants leaves away, one after the other, what may be a note on the name.
func variants(s string) []variant {
	list := []variant{{bare(s), 0}, {bare(withoutNotes(s)), 1}}
	if first, _, ok := strings.Cut(strings.TrimSpace(s), "\n"); ok {
		list = append(list, variant{bare(withoutNotes(first)), 2})
	}
	short := bare(withoutNotes(s))
	chinese, latin := byScript(bare(s))
	if chinese != "" && latin != "" {
		list = append(list, variant{chinese, 2}, variant{latin, 2})
	}
	for _, unit := range []string{"单位万元", "单位元", "亿元", "百万元", "万元", "千元", "元", "人民币"} {
		if rest := strings.TrimSuffix(short, unit); rest != short && rest != "" {
			list = append(list, variant{rest, 2})
			break
		}
	}
	for _, word := range []string{"必填", "选填", "必填项", "可选"} {
		if rest := strings.TrimSuffix(short, word); rest != short && rest != "" {
			list = append(list, variant{rest, 2})
		}
	}
	for _, word := range []string{"名称", "全称", "姓名"} {
		if rest := strings.TrimSuffix(short, word); rest != short && len([]rune(rest)) > 1 {
			list = append(list, variant{rest, 4})
		}
	}
	return list
}

// byScript parts what is Chinese from what is not.
func byScript(s string) (chinese, latin string) {
	keep := func(wanted bool) string {
		return strings.Map(func(c rune) rune {
			if unicode.Is(unicode.Han, c) == wanted {
				return c
			}
			return -1
		}, s)
	}
	return keep(true), keep(false)
}

// alike tells how sure a header means a name: equal, or made of nearly the same pairs of signs with the same end.
func alike(said string, n named) int {
	if said == n.said {
		return n.sure
	}
	a, b := []rune(said), []rune(n.said)
	if len(a) < 3 || len(b) < 3 || len(a) > 60 || string(a[len(a)-2:]) != string(b[len(b)-2:]) {
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := range len(b) - 1 {
		pairs[[2]rune{b[i], b[i+1]}]++
	}
	same := 0
	for i := range len(a) - 1 {
		if p := [2]rune{a[i], a[i+1]}; pairs[p] > 0 {
			pairs[p]--
			same++
		}
	}
	dice := 200 * same / (len(a) + len(b) - 2)
	if dice < 80 {
		return 0
	}
	return n.sure - 30 + (dice-80)/2
}

// header is where the names of the columns stand.
type header struct {
	first, last int
	names       map[int]string // by column
}

func (h header) order() []int { return slices.Sorted(maps.Keys(h.names)) }

// finder looks for the header among the first rows of a sheet.
type finder struct {
	names  *names
	spans  []span
	rows   []*line
	widest int // last column in use
}

// header finds the rows that name the most columns for sure. Where no row names any,
// it takes the first one that looks like a row of names.
func (f *finder) header() (header, bool) {
	best, most := header{}, 0
	for i := range f.rows[:min(headerRows, len(f.rows))] {
		for _, depth := range f.depths(i) {
			h := f.compose(i, depth)
			if score := f.score(h); score > most {
				best, most = h, score
			}
		}
	}
	if most > 0 {
		return best, true
	}
	for i, row := range f.rows {
		if len(row.cells) < 2 && i+1 < len(f.rows) && len(f.rows[i+1].cells) > 1 {
			continue
		}
		if i+1 < len(f.rows) && !slices.ContainsFunc(row.cells, func(c cell) bool { return c.kind != words }) {
			return f.compose(i, f.depths(i)[0]), true
		}
	}
	return header{}, false
}

// given is the header that ends with a row, and begins with one or, for 0, where its
// names are the surest.
func (f *finder) given(first, last int) (header, bool) {
	best, most := header{}, -1
	for i, row := range f.rows {
		if row.at > last || row.at < first {
			continue
		}
		h := f.compose(i, last-row.at+1)
		if first > 0 {
			return h, len(h.names) > 0
		}
		if row.at < last && !slices.Contains(f.depths(i), last-row.at+1) {
			continue
		}
		if score := f.score(h); score > most && len(h.names) > 0 {
			best, most = h, score
		}
	}
	return best, most >= 0
}

// score sums up how sure the names of a header are; a header names more than a line in passing.
func (f *finder) score(h header) int {
	sure := map[int]int{}
	for _, said := range h.names {
		if m := f.names.best(said); m.confidence >= taken {
			sure[m.field] = max(sure[m.field], m.confidence)
		}
	}
	if len(sure) < 2 && len(sure)*3 < len(h.names) {
		return 0
	}
	sum := 0
	for _, n := range sure {
		sum += n
	}
	return sum
}

// depths tells how many storeys a header that begins with a row may have.
func (f *finder) depths(i int) []int {
	at := f.rows[i].at
	deep := 1
	for _, s := range f.spans {
		if s.top == at && s.bottom > at && s.bottom-at < 3 && !f.across(s) {
			deep = max(deep, s.bottom-at+1)
		}
	}
	if deep > 1 {
		return []int{deep}
	}
	list := []int{1}
	if i+1 < len(f.rows) && f.rows[i+1].at == at+1 && (f.grouped(i) || len(f.spans) == 0 && f.stepped(i)) {
		list = append(list, 2)
	}
	return list
}

// near keeps the joined cells among the first rows, as many as an honest header may have.
func near(spans []span, rows []*line) []span {
	const most = 1_000
	var list []span
	for _, s := range spans {
		if n := len(rows); n > 0 && s.top <= rows[n-1].at && len(list) < most {
			list = append(list, s)
		}
	}
	return list
}

// across reports whether a joined cell goes over the whole width, as a title does.
func (f *finder) across(s span) bool {
	if f.widest == 0 {
		for _, row := range f.rows {
			if n := len(row.cells); n > 0 {
				f.widest = max(f.widest, row.cells[n-1].at)
			}
		}
	}
	return s.left == 0 && s.right >= f.widest-1 && s.right > 1
}

// grouped reports whether a joined cell of the row stands over several names.
func (f *finder) grouped(i int) bool {
	for _, s := range f.spans {
		if s.top != f.rows[i].at || s.bottom != s.top || s.right == s.left || f.across(s) {
			continue
		}
		below := 0
		for _, c := range f.rows[i+1].cells {
			if c.at >= s.left && c.at <= s.right {
				below++
			}
		}
		if below > 1 {
			return true
		}
	}
	return false
}

// stepped reports whether, in a file that knows no joined cells, two rows fill each other's gaps.
func (f *finder) stepped(i int) bool {
	upper, lower := f.rows[i], f.rows[i+1]
	gapBelow, gapAbove := false, false
	for _, c := range upper.cells {
		if _, ok := lower.cell(c.at); !ok {
			gapBelow = true
		}
	}
	for _, c := range lower.cells {
		_, own := upper.cell(c.at)
		_, left := upper.cell(c.at - 1)
		_, beside := lower.cell(c.at - 1)
		gapAbove = gapAbove || !own && left && beside
		if c.kind != words || strings.ContainsAny(c.text, "0123456789") {
			return false
		}
	}
	return gapBelow && gapAbove
}

// compose joins the storeys of a header.
func (f *finder) compose(i, depth int) header {
	first := f.rows[i].at
	h := header{first: first, last: first + depth - 1, names: map[int]string{}}
	var block []*line
	for _, row := range f.rows[i:] {
		if row.at <= h.last {
			block = append(block, row)
		}
	}
	columns := map[int]bool{}
	for _, row := range block {
		for _, c := range row.cells {
			columns[c.at] = true
		}
	}
	for at := range columns {
		var parts []string
		for _, row := range block {
			said := tidy(f.under(block, row, at), true)
			if said != "" && !slices.Contains(parts, said) {
				parts = append(parts, said)
			}
		}
		if len(parts) > 0 {
			h.names[at] = strings.Join(parts, storeys)
		}
	}
	return h
}

// under is what a storey says about a column: its own cell, or the joined cell or the gap that it lies in.
func (f *finder) under(block []*line, row *line, at int) string {
	if c, ok := row.cell(at); ok {
		return c.text
	}
	for _, s := range f.spans {
		if s.top <= row.at && row.at <= s.bottom && s.left <= at && at <= s.right {
			for _, above := range block {
				if c, ok := above.cell(s.left); ok && above.at == s.top {
					return c.text
				}
			}
		}
	}
	if len(f.spans) > 0 || row == block[len(block)-1] {
		return ""
	}
	lower := block[len(block)-1]
	for left := at; left >= 0; left-- {
		if c, ok := row.cell(left); ok {
			return c.text
		}
		if _, ok := lower.cell(left); !ok {
			return ""
		}
	}
	return ""
}

// below is the rows under the header that hold values.
func (f *finder) below(last int) []*line {
	i := slices.IndexFunc(f.rows, func(l *line) bool { return l.at > last })
	if i < 0 {
		return nil
	}
	return f.rows[i:]
}

// unit is what amounts count in, where a line above the header says so.
func (f *finder) unit(first int) string {
	for _, row := range f.rows {
		if row.at >= first {
			break
		}
		for _, c := range row.cells {
			if m := titleUnit.FindStringSubmatch(squeeze(c.text)); m != nil {
				return m[1]
			}
		}
	}
	return ""
}

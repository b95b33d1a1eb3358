package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// value reads one cell by the type of its field.
func (r *reading) value(t *target, x cell) (any, error) {
	switch x.kind {
	case failed:
		return nil, fault.Invalid("", text.FormulaError, strings.TrimSpace(x.text))
	case uncount:
		return nil, fault.Invalid("", text.FormulaEmpty)
	case large:
		return nil, fault.Invalid("", text.CellTooLarge)
	case typed:
		return r.kept(t, x)
	}
	if wasCut(x.text) {
		return nil, fault.Invalid("", text.CellWasCut)
	}
	switch kind := t.Type.(type) {
	case record.Money:
		return r.money(t, x)
	case record.Date:
		return r.date(x)
	case record.Integer:
		return r.integer(x)
	case record.YesNo:
		return r.plainly(t, x.said(r.book.since1904))
	case record.Choice:
		return r.choice(t, kind.From, x)
	case record.Choices:
		return r.choiceList(t, kind.From, x)
	case record.Text:
		return r.words(kind, x)
	}
	said, err := r.whole(x)
	if err != nil {
		return nil, err
	}
	if to, refers := record.Refers(t.Type); refers {
		return r.references(t, to, said)
	}
	if list, ok := t.Type.(record.List); ok {
		return r.list(list, said)
	}
	return r.plainly(t, tidy(said, false))
}

// kept reads a value that already has the form of a record's.
func (r *reading) kept(t *target, x cell) (any, error) {
	if x.value == nil {
		return nil, fault.Invalid("", text.BadValue, t.Type.Name())
	}
	if to, refers := record.Refers(t.Type); refers {
		list, ok := x.value.([]string)
		if !ok {
			return nil, fault.Invalid("", text.BadValue, t.Type.Name())
		}
		return r.resolved(t, to, list)
	}
	if choices, ok := t.Type.(record.Choices); ok {
		if list, ok := x.value.([]string); ok {
			return r.choiceList(t, choices.From, cell{text: strings.Join(list, ";")})
		}
	}
	if n, ok := x.value.(int64); ok {
		if choice, ok := t.Type.(record.Choice); ok {
			return r.choice(t, choice.From, cell{text: strconv.FormatInt(n, 10)})
		}
	}
	if fen, ok := x.value.(int64); ok && t.Type.Name() == (record.Money{}).Name() && r.id < 0 {
		r.doubt(text.MoneyFen, record.Yuan(fen))
	}
	return x.value, nil
}

// plainly leaves a cell to its type. A sign for nothing is nothing.
func (r *reading) plainly(t *target, said string) (any, error) {
	v, err := t.Type.Parse(said)
	if err != nil && blank(squeeze(said)) {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	return v, err
}

var (
	quoted  = regexp.MustCompile(`^'[\dA-Za-z][\dA-Za-z-]*$`)
	groups  = regexp.MustCompile(`^\d{4}( \d{4}){2,}( \d{1,3})?$`)
	rounded = regexp.MustCompile(`^\d(\.\d+)?[eE]\+\d{2}$`)
	zeroEnd = regexp.MustCompile(`^\d{15}0{1,}$`)
)

// whole is what a cell says, unless a program has cut its digits.
func (r *reading) whole(x cell) (string, error) {
	if x.kind == number && (x.format == nil || !x.format.date) {
		n, err := strconv.ParseFloat(x.text, 64)
		if err == nil && (n >= 1e15 || n <= -1e15) {
			return "", fault.Invalid("", text.DigitsLost, strconv.FormatFloat(n, 'G', 6, 64))
		}
	}
	said := x.said(r.book.since1904)
	if x.kind != number && !r.own {
		switch s := record.HalfWidth(tidy(said, false)); {
		case s == "" || s[0] < '0' || s[0] > '9' || len(s) > 60:
		case rounded.MatchString(s):
			return "", fault.Invalid("", text.DigitsLost, s)
		case len(s) > 15 && zeroEnd.MatchString(s):
			r.doubt(text.DigitsDoubt, s)
		}
	}
	return said, nil
}

func (r *reading) words(t record.Text, x cell) (any, error) {
	said, err := r.whole(x)
	if err != nil {
		return nil, err
	}
	if r.own && x.kind == words {
		said = x.text
	} else if x.kind == words {
		said = tidy(x.text, t.Lines)
	}
	if !r.own && strings.Contains(said, " ") && groups.MatchString(said) {
		said = strings.ReplaceAll(said, " ", "")
		r.doubt(text.SpacesRemoved, said)
	}
	return t.Parse(said)
}

func (r *reading) integer(x cell) (any, error) {
	said := x.said(false)
	if x.kind == number && (x.format == nil || !x.format.percent) {
		n, err := strconv.ParseFloat(x.text, 64)
		if err != nil {
			return nil, fault.Invalid("", text.NotInteger)
		}
		said = plain(n)
	}
	s := squeeze(said)
	if blank(s) {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	if grouped.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	return record.Integer{}.Parse(s)
}

var grouped = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+$`)

// between the items of a list: what surely parts them, and what does unless the
// whole means something.
const (
	surely = ";；\n\r|"
	mostly = "、，,"
)

func split(s, signs string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(signs, c) }) {
		if part = tidy(part, false); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// list reads several short texts.
func (r *reading) list(t record.List, said string) (any, error) {
	if r.own {
		return t.Parse(said)
	}
	if s := squeeze(said); blank(s) {
		r.doubt(text.TakenAsEmpty, tidy(said, false))
		return nil, nil
	}
	var items []string
	for _, part := range split(said, surely) {
		if digitComma.MatchString(part) {
			items = append(items, split(part, "、，")...)
			continue
		}
		items = append(items, split(part, mostly)...)
	}
	if len(items) == 1 {
		items = apart(items[0], 2)
	}
	items = slices.DeleteFunc(items, func(s string) bool { return s == "" })
	var once []string
	for _, item := range items {
		if !slices.Contains(once, item) {
			once = append(once, item)
		}
	}
	if once == nil {
		return nil, nil
	}
	return once, nil
}

// digitComma finds a comma that belongs to a name, as in 1,2-二氯乙烷.
var digitComma = regexp.MustCompile(`\d,\d`)

// apart parts Chinese words, and such joined by strokes, that are written with spaces between.
func apart(s string, least int) []string {
	parts := strings.FieldsFunc(record.HalfWidth(s), func(c rune) bool { return c == ' ' || c == '/' })
	for _, p := range parts {
		if utf8.RuneCountInString(p) < least || strings.IndexFunc(p, func(c rune) bool { return !han(c) && c != '·' }) >= 0 {
			return []string{s}
		}
	}
	return parts
}

// references reads which records are meant.
func (r *reading) references(t *target, to, said string) (any, error) {
	said = tidy(said, true)
	_, one := t.Type.(record.Reference)
	if blank(squeeze(said)) {
		r.doubt(text.TakenAsEmpty, said)
		return nil, nil
	}
	if one {
		return r.resolved(t, to, []string{closed(tidy(said, false))})
	}
	if r.own {
		return r.resolved(t, to, split(said, separatorsOfLists))
	}
	var names []string
	for _, part := range split(said, surely) {
		if _, err := r.pointer(to, closed(part)); err == nil {
			names = append(names, closed(part))
			continue
		} else if fault.All(err) == nil {
			return nil, err
		}
		items := split(part, mostly+"/")
		if len(items) == 1 {
			items = apart(items[0], 2)
		}
		for _, item := range items {
			names = append(names, closed(item))
		}
	}
	return r.resolved(t, to, names)
}

// separatorsOfLists is what exports write between the items of a list.
const separatorsOfLists = ";；\n\r"

// closed takes the space out of a name of two signs, as people write it to fill a column.
func closed(s string) string {
	parts := strings.Fields(record.HalfWidth(s))
	if len(parts) == 2 && utf8.RuneCountInString(parts[0]) == 1 && utf8.RuneCountInString(parts[1]) <= 2 && strings.IndexFunc(parts[0]+parts[1], func(c rune) bool { return !han(c) }) < 0 {
		return parts[0] + parts[1]
	}
	return s
}

// resolved turns names into ids.
func (r *reading) resolved(t *target, to string, names []string) (any, error) {
	_, one := t.Type.(record.Reference)
	var ids []string
	var wrong []error
	for _, name := range names {
		id, err := r.pointer(to, name)
		if err != nil {
			if fault.All(err) == nil {
				return nil, err
			}
			wrong = append(wrong, err)
			continue
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch {
	case len(wrong) > 0:
		return nil, fault.Join(wrong...)
	case len(ids) == 0:
		return nil, nil
	case one && len(ids) == 1:
		return ids[0], nil
	case one:
		return nil, fault.Invalid("", text.BadValue, t.Type.Name())
	}
	return ids, nil
}

func (r *reading) pointer(to, said string) (string, error) {
	if said == "" {
		return "", nil
	}
	id, err := record.Reference{To: to}.Parse(said)
	if err == nil {
		s, _ := id.(string)
		return s, nil
	}
	if r.resolve == nil {
		return "", err
	}
	return r.resolve(to, said)
}

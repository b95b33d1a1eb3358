package web

import (
	"net/url"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	headerMost  = 1000 // the lowest row in which a header is looked for
	samplesMost = 4
)

// How sure a guess is: above these it is taken for right, or nearly so.
const (
	sure   = 80
	fairly = 60
)

// whys say what a guess rests on.
var whys = map[string]text.Label{
	"name": text.WhyName, "label": text.WhyLabel, "synonym": text.WhySynonym, "values": text.WhyValues, "chosen": text.WhyChosen, "kept": text.WhyKept,
}

// mapping is the form in which a person says what the columns mean. What was typed
// already is shown again.
func (n *names) mapping(i intake.Import, typed url.Values) (*page.Mapping, error) {
	k, err := n.Office.Kind(i.Kind)
	if err != nil {
		return nil, err
	}
	m := &page.Mapping{
		Steps: []page.Option{{Label: text.MapNoStep.In(n.lang), Chosen: i.Step == ""}},
		Modes: []page.Option{
			{Value: "change", Label: text.MapChange.In(n.lang), Chosen: i.Mode != "leave"},
			{Value: "leave", Label: text.MapLeave.In(n.lang), Chosen: i.Mode == "leave"},
		},
	}
	for _, s := range n.Office.Processes[k.Name].Leaving(k.First()) {
		if access.Holds(n.actor, s.By) == nil {
			m.Steps = append(m.Steps, page.Option{Value: s.Name, Label: s.Label.In(n.lang), Chosen: i.Step == s.Name})
		}
	}
	layouts := i.Layouts
	if typed != nil {
		layouts, _ = mapped(layouts, typed)
	}
	for at, l := range i.Layouts {
		prefix := sheetPrefix(at)
		s := page.SheetMap{Prefix: prefix, Name: l.Sheet, Used: typed == nil || typed.Get(prefix+"use") != "", Header: strconv.Itoa(l.Header)}
		if typed != nil {
			s.Header = typed.Get(prefix + "header")
		}
		if again := slices.IndexFunc(layouts, func(o sheet.Layout) bool { return o.Sheet == l.Sheet }); again >= 0 {
			l.Columns = layouts[again].Columns
		}
		for j, c := range l.Columns {
			s.Columns = append(s.Columns, n.column(k, c, prefix+strconv.Itoa(j)))
		}
		m.Sheets = append(m.Sheets, s)
	}
	return m, nil
}

func sheetPrefix(i int) string { return "s" + strconv.Itoa(i) + "." }

// column is one column with the meanings it can have.
func (n *names) column(k record.Kind, c sheet.Column, name string) page.ColumnMap {
	shown := page.ColumnMap{
		Name: name, UnitName: name + ".unit", Letter: letter(c.At), Header: c.Header,
		Samples: c.Samples[:min(len(c.Samples), samplesMost)], Fields: n.meanings(k, c.Field),
	}
	if shown.Header == "" {
		shown.Header = text.MapNoHeader.In(n.lang)
	}
	if f, ok := k.Field(c.Field); ok {
		if _, amount := f.Type.(record.Money); amount {
			shown.Units = []page.Option{{Label: text.MapUnitOwn.In(n.lang), Chosen: c.Unit == ""}}
			for _, u := range []text.Label{text.UnitYuan, text.UnitWan, text.UnitYi} {
				shown.Units = append(shown.Units, page.Option{Value: u.ZH, Label: u.In(n.lang), Chosen: c.Unit == u.ZH})
			}
		}
	}
	if c.Field == "" {
		return shown
	}
	shown.Why = whys[c.Why].In(n.lang)
	switch {
	case c.Confidence >= sure:
		shown.Level, shown.Sure = "high", text.MapHigh.In(n.lang, c.Confidence)
	case c.Confidence >= fairly:
		shown.Level, shown.Sure = "middle", text.MapMiddle.In(n.lang, c.Confidence)
	default:
		shown.Level, shown.Sure = "low", text.MapLow.In(n.lang, c.Confidence)
	}
	return shown
}

// meanings are what a column can mean.
func (n *names) meanings(k record.Kind, chosen string) []page.Option {
	list := []page.Option{{Label: text.MapPass.In(n.lang), Chosen: chosen == ""}}
	add := func(value, label string) {
		list = append(list, page.Option{Value: value, Label: label, Chosen: chosen == value})
	}
	for _, f := range k.Fields {
		if _, files := f.Type.(record.Attachments); files {
			continue
		}
		add(f.Name, f.Label.In(n.lang))
		if t, ok := f.Type.(record.Text); ok && t.Both {
			add(f.Name+".en", text.MapInLang.In(n.lang, f.Label, text.LanguageName.In(text.EN)))
		}
	}
	add("id", text.MapID.In(n.lang))
	add("rev", text.MapRev.In(n.lang))
	return list
}

// mapped lays what a person chose over the layouts that were proposed.
func mapped(layouts []sheet.Layout, typed url.Values) ([]sheet.Layout, error) {
	var list []sheet.Layout
	for i, l := range layouts {
		prefix := sheetPrefix(i)
		if typed.Get(prefix+"use") == "" {
			continue
		}
		header, err := strconv.Atoi(typed.Get(prefix + "header"))
		switch {
		case err == nil && header == l.Header: // be it 0, where there is none
		case err != nil || header < 1 || header > headerMost:
			return list, fault.Invalid(prefix+"header", text.MapBadRow, headerMost)
		default:
			l.First, l.Header = 0, header
		}
		l.Columns = slices.Clone(l.Columns)
		taken := map[string]bool{}
		for j, c := range l.Columns {
			name := prefix + strconv.Itoa(j)
			field, unit := typed.Get(name), typed.Get(name+".unit")
			if field != "" && taken[field] {
				return append(list, l), fault.Invalid(name, text.MapTwice, letter(c.At))
			}
			taken[field] = true
			if field != c.Field || unit != c.Unit {
				l.Columns[j].Field, l.Columns[j].Unit, l.Columns[j].Confidence, l.Columns[j].Why = field, unit, 100, "chosen"
			}
		}
		list = append(list, l)
	}
	if list == nil {
		return nil, fault.Invalid("s0.use", text.MapNoSheet)
	}
	return list, nil
}

// letter is the name of a column, counted from 0.
func letter(at int) string {
	name := ""
	for at >= 0 {
		name = string(rune('A'+at%26)) + name
		at = at/26 - 1
	}
	return name
}

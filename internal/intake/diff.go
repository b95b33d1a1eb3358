package intake

import (
	"maps"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// diff returns the fields in which a row differs from the record that is there, and
// notes them as changes. A cell that says what an export of the present value would
// say changes nothing, even if less than the value can be read from it.
func (j *judge) diff(r *row) (map[string]any, error) {
	fields := map[string]any{}
	for _, f := range j.kind.Fields {
		v, mapped := r.Fields[f.Name]
		now, is := r.was.Fields[f.Name]
		unreadable := slices.ContainsFunc(fault.All(r.Err), func(e *fault.Error) bool { return e.Field == f.Name })
		if !mapped && !unreadable {
			continue
		}
		if !access.SeesField(j.actor, f, r.was) {
			if r.Said[f.Name] != "" || !record.Empty(v) {
				r.passOver(f)
			}
			continue
		}
		if mapped && !unreadable {
			if v = j.languages(r, f, now, v); j.keeps(r) && record.Empty(v) || alike(v, now) {
				continue
			}
		}
		asExported, err := j.exported(r, f, now)
		if err != nil {
			return nil, err
		}
		switch {
		case asExported && is:
			r.forgive(f.Name)
			continue
		case unreadable:
			continue
		}
		if record.Empty(v) {
			v = nil
		}
		fields[f.Name] = v
		change := Change{Field: f.Name}
		if change.Was, err = j.shown(f, now); err == nil {
			change.Will, err = j.shown(f, v)
		}
		if err != nil {
			return nil, err
		}
		r.changes = append(r.changes, change)
	}
	return fields, nil
}

func alike(a, b any) bool {
	if record.Empty(a) || record.Empty(b) {
		return record.Empty(a) && record.Empty(b)
	}
	return string(record.Canonical(a)) == string(record.Canonical(b))
}

// keeps reports whether an empty cell leaves the value that is there: it does unless
// the row names its record, as rows of an export do. Lines of JSON leave out what is
// empty, so nothing can be told from that.
func (j *judge) keeps(r *row) bool { return r.ID == "" || j.jsonl }

// languages lays a text over the present one: a language of which the file says
// nothing stays.
func (j *judge) languages(r *row, f record.Field, now, v any) any {
	t, words := f.Type.(record.Text)
	if !words || !t.Both {
		return v
	}
	will, given := spoken(now), spoken(v)
	for lang, column := range map[text.Lang]string{text.ZH: f.Name, text.EN: f.Name + ".en"} {
		_, mapped := j.columns[column]
		switch said := given[string(lang)]; {
		case said != "":
			will[string(lang)] = said
		case mapped && !j.keeps(r):
			delete(will, string(lang))
		}
	}
	if zh, ok := will[string(text.ZH)]; ok && len(will) == 1 {
		return zh
	}
	return will
}

// spoken is a text by language; one without a language counts as Chinese.
func spoken(v any) record.Variants {
	said := record.Variants{}
	switch v := v.(type) {
	case string:
		said[string(text.ZH)] = v
	case record.Variants:
		maps.Copy(said, v)
	}
	maps.DeleteFunc(said, func(_, s string) bool { return s == "" })
	return said
}

// forgive drops what is wrong with a cell that changes nothing.
func (r *row) forgive(field string) {
	var left []error
	for _, f := range fault.All(fault.Join(r.wrong...)) {
		if f.Field != field {
			left = append(left, f)
		}
	}
	r.wrong = left
}

// passOver leaves aside what a row says of a field hidden from whoever brings it:
// neither whether it is equal nor whether it could be read is told.
func (r *row) passOver(f record.Field) {
	r.forgive(f.Name)
	r.Doubts = slices.DeleteFunc(r.Doubts, func(d sheet.Doubt) bool { return d.Field == f.Name })
	r.Doubts = append(r.Doubts, sheet.Doubt{Field: f.Name, Text: text.HiddenCell})
}

// exported reports whether the cells of a field say what an export writes for a value.
func (j *judge) exported(r *row, f record.Field, now any) (bool, error) {
	said, ok := r.Said[f.Name]
	english, inEnglish := r.Said[f.Name+".en"]
	if !ok && !inEnglish {
		return false, nil
	}
	if v, both := now.(record.Variants); both {
		return (!ok || same(said, v[string(text.ZH)]) || same(said, record.Words(v, text.ZH))) && (!inEnglish || same(english, v[string(text.EN)])), nil
	}
	if inEnglish && english != "" {
		return false, nil
	}
	shown, err := j.shown(f, now)
	return same(said, shown.ZH) || same(said, shown.EN), err
}

// same compares a cell with what was written into it, which may have been cut.
func same(said, written string) bool {
	said, written = plainLines(said), plainLines(written)
	if said == written {
		return true
	}
	for _, lang := range text.Langs() {
		if head, cut := strings.CutSuffix(said, text.CellCut.In(lang)); cut && head != "" && strings.HasPrefix(written, head) {
			return true
		}
	}
	return false
}

func plainLines(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

// shown is a value as a person reads it: records that it refers to by their titles.
func (j *judge) shown(f record.Field, v any) (text.Label, error) {
	if record.Empty(v) {
		return text.Label{}, nil
	}
	if _, ok := record.Refers(f.Type); !ok {
		return text.Label{ZH: f.Type.Format(v, text.ZH), EN: f.Type.Format(v, text.EN)}, nil
	}
	names := map[text.Lang][]string{}
	for _, id := range record.Ids(v) {
		called, ok := j.called[id]
		if !ok {
			for _, lang := range text.Langs() {
				titles, err := j.clerk.Office.Titles(j.ctx, j.actor, lang, id)
				if err != nil {
					return text.Label{}, err
				}
				called = append(called, titles[id])
			}
			j.called[id] = called
		}
		for n, lang := range text.Langs() {
			name := called[n]
			if name == "" {
				name = id
			}
			names[lang] = append(names[lang], name)
		}
	}
	return text.Label{ZH: record.List{}.Format(names[text.ZH], text.ZH), EN: record.List{}.Format(names[text.EN], text.EN)}, nil
}

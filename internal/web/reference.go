package web

import (
	"net/http"
	"strings"

	"heitu/internal/door"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// reference describes what is kept, how it proceeds, and the routes for programs.
func (f *face) reference(w http.ResponseWriter, r *http.Request) error {
	lang := door.Lang(r)
	frame, err := f.frame(r, text.Reference.In(lang))
	if err != nil {
		return err
	}
	frame.Wide = true
	var m page.Manual
	for _, k := range f.Office.Kinds {
		m.Kinds = append(m.Kinds, f.entry(k, lang))
	}
	for _, route := range f.door.Routes() {
		if method, path, ok := strings.Cut(route.Pattern, " "); ok && route.Face != "web" {
			m.Routes = append(m.Routes, page.Route{Method: method, Path: path})
		}
	}
	return f.show(w, r, http.StatusOK, page.ReferencePage(frame, m))
}

// entry is what the reference says about one kind.
func (f *face) entry(k record.Kind, lang text.Lang) page.KindEntry {
	e := page.KindEntry{Name: k.Name, Label: k.Label.In(lang), Create: audience(k.Create, lang), Change: audience(k.Change, lang)}
	for _, field := range k.Fields {
		see := text.SameAsRecord.In(lang)
		if field.See != 0 {
			see = audience(field.See, lang)
		}
		e.Fields = append(e.Fields, page.FieldEntry{
			Name: field.Name, Label: field.Label.In(lang), Type: typeName(field.Type), See: see, Marks: marks(field, lang),
		})
	}
	for _, s := range k.States {
		e.States = append(e.States, page.StateEntry{Name: s.Name, Label: s.Label.In(lang), See: audience(s.See, lang)})
	}
	for _, s := range f.Office.Processes[k.Name].Steps {
		to, _ := k.State(s.To)
		var from []string
		for _, name := range s.From {
			state, _ := k.State(name)
			from = append(from, state.Label.In(lang))
		}
		e.Steps = append(e.Steps, page.StepEntry{
			Name: s.Name, Label: s.Label.In(lang), From: record.List{}.Format(from, lang), To: to.Label.In(lang), By: audience(s.By, lang),
		})
	}
	return e
}

func audience(a record.Audience, lang text.Lang) string {
	if a == 0 {
		return text.OnlyNode.In(lang)
	}
	return record.List{}.Format(classes(a, lang), lang)
}

func typeName(t record.Type) string {
	if to, ok := record.Refers(t); ok {
		return t.Name() + " → " + to
	}
	return t.Name()
}

func marks(f record.Field, lang text.Lang) []string {
	var list []string
	for _, m := range []struct {
		holds bool
		label text.Label
	}{
		{f.Required, text.MarkRequired}, {f.Filter, text.MarkFilter}, {f.Unique, text.MarkUnique},
		{f.Personal, text.MarkPersonal}, {f.Step, text.MarkStep},
	} {
		if m.holds {
			list = append(list, m.label.In(lang))
		}
	}
	return list
}

package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// shownAs is how the values of a record stand in its form.
func shownAs(fields []record.Field, r record.Record) typed {
	t := typed{}
	for _, f := range fields {
		v, ok := r.Fields[f.Name]
		if !ok {
			continue
		}
		switch v := v.(type) {
		case []string:
			t[f.Name] = v
			if _, list := f.Type.(record.List); list {
				t[f.Name] = []string{f.Type.Format(v, text.ZH)}
			}
		case bool:
			t[f.Name] = []string{map[bool]string{true: "yes", false: "no"}[v]}
		case record.Variants:
			for lang, words := range v {
				t[f.Name+"."+lang] = []string{words}
				t[f.Name] = []string{record.Words(v, text.ZH)}
			}
		case string:
			t[f.Name] = []string{v}
			t[f.Name+".zh"] = []string{v}
		default:
			t[f.Name] = []string{f.Type.Format(v, text.ZH)}
		}
	}
	return t
}

// typedInto reads what was typed into the controls of fields. Files that came
// with it are stored first, so that the record can name them; faults say which of
// them cannot be kept.
func (f *face) typedInto(fields []record.Field, r *http.Request) (typed, error) {
	t := typed{}
	var wrong []error
	for _, field := range fields {
		for _, name := range []string{field.Name, field.Name + ".zh", field.Name + ".en"} {
			if given := r.PostForm[name]; len(given) > 0 {
				t[name] = slices.Clone(given)
			}
		}
		if _, ok := field.Type.(record.Attachments); !ok || r.MultipartForm == nil {
			continue
		}
		for _, header := range r.MultipartForm.File[field.Name] {
			if header.Size == 0 {
				continue
			}
			file, err := header.Open()
			if err != nil {
				return nil, err
			}
			name, err := f.Files.Put(header.Filename, file)
			file.Close()
			if err != nil {
				wrong = append(wrong, fault.At(err, field.Name))
				continue
			}
			if !slices.Contains(t[field.Name], name) {
				t[field.Name] = append(t[field.Name], name)
			}
		}
	}
	return t, fault.Join(wrong...)
}

// parsed turns what was typed into values; an empty control is nil. Faults
// name their fields.
func parsed(fields []record.Field, t typed) (map[string]any, error) {
	values := map[string]any{}
	var wrong []error
	for _, f := range fields {
		v, err := parseOne(f, t)
		if err != nil {
			wrong = append(wrong, fault.At(err, f.Name))
			continue
		}
		values[f.Name] = v
	}
	return values, fault.Join(wrong...)
}

func parseOne(f record.Field, t typed) (any, error) {
	if kind, ok := f.Type.(record.Text); ok && kind.Both {
		zh, en := trimmed(t.first(f.Name+".zh")), trimmed(t.first(f.Name+".en"))
		switch {
		case zh == "" && en == "":
			return nil, nil
		case en == "":
			return zh, nil
		case zh == "":
			return record.Variants{"en": en}, nil
		}
		return record.Variants{"zh": zh, "en": en}, nil
	}
	var given []string
	for _, s := range t[f.Name] {
		if strings.TrimSpace(s) != "" {
			given = append(given, s)
		}
	}
	return f.Type.Parse(strings.Join(given, ";"))
}

func trimmed(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

// changed leaves only those values that somebody changed in the form of r; nil
// removes a field.
func changed(fields []record.Field, values map[string]any, r record.Record) map[string]any {
	before, _ := parsed(fields, shownAs(fields, r))
	differing := map[string]any{}
	for name, v := range values {
		was := before[name]
		switch gone := record.Empty(v); {
		case gone && record.Empty(was):
		case gone:
			differing[name] = nil
		case record.Empty(was) || string(record.Canonical(was)) != string(record.Canonical(v)):
			differing[name] = v
		}
	}
	return differing
}

func revOf(r *http.Request) int64 {
	rev, _ := strconv.ParseInt(r.PostFormValue("rev"), 10, 64)
	return rev
}

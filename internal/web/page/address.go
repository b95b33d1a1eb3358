package page

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"
)

func urlPart(s string) string { return url.QueryEscape(s) }

func current(here bool) templ.Attributes {
	if !here {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}

func tongueOf(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}

// marks are the attributes by which a control is joined to what explains it.
func marks(in Input) templ.Attributes {
	a := templ.Attributes{}
	if d := in.Described(); d != "" {
		a["aria-describedby"] = d
	}
	if in.wrong() && !in.grouped() {
		a["aria-invalid"] = "true"
	}
	if in.Required && !in.grouped() {
		a["aria-required"] = "true"
	}
	if in.Attrs != "" {
		a["autocomplete"] = in.Attrs
	}
	return a
}

func backOf(p Filling) string {
	if p.Record.Href != "" {
		return p.Record.Href
	}
	return p.Kind.Href
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// sorted marks the column by which a table is in order.
func sorted(h Head) templ.Attributes {
	if h.Order == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": h.Order}
}

// halfID is the id of the heading of one side.
func halfID(i int) string { return [2]string{"need-title", "achievement-title"}[i] }

func groupID(i int) string { return "group-" + strconv.Itoa(i) }

func currentStep(here bool) templ.Attributes {
	if !here {
		return nil
	}
	return templ.Attributes{"aria-current": "step"}
}

package web

import (
	"slices"
	"strings"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// whyOf finds in the lines of a sheet what a rule's result was drawn from: it stands
// between the rule and its source.
func whyOf(lines string) func(what string) string {
	all := strings.Split(lines, "\n")
	return func(what string) string {
		for _, l := range all {
			_, rest, ok := strings.Cut(l, what)
			if !ok {
				continue
			}
			for _, lang := range text.Langs() {
				between := strings.Split(text.SheetLine.In(lang), "%s") // what stands between the parts of a line
				if i := strings.LastIndex(rest, between[3]); i >= 0 {
					return strings.TrimPrefix(rest[:i], between[2])
				}
			}
			return rest
		}
		return ""
	}
}

// answerable narrows the controls by which a sheet is answered to the rules that are
// not met or left to a person.
func (n *names) answerable(r record.Record, in page.Input) page.Input {
	if r.Kind != kinds.Prereview.Name || in.Form != page.FormChecks {
		return in
	}
	open := slices.Concat(kinds.PrereviewUnmet.Of(r), kinds.PrereviewAsks.Of(r))
	in.Options = slices.DeleteFunc(in.Options, func(o page.Option) bool { return !slices.Contains(open, o.Value) })
	if in.Name == kinds.PrereviewFulfilled.Name {
		in.Help = text.SheetOnly.In(n.lang)
	}
	return in
}

package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/find"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	searchPage = 20  // cards on one page of a search
	searchMost = 100 // what a search returns at most
)

// search shows what fits some words, best first.
func (f *face) search(w http.ResponseWriter, r *http.Request) error {
	frame, err := f.frame(r, text.Search.In(door.Lang(r)))
	if err != nil {
		return err
	}
	actor := door.Person(r).Actor
	asked := r.URL.Query()
	q := searchOf(asked)
	shown := page.Found{Words: q.Text, Filters: f.searchFilters(actor, asked, frame.Lang)}
	shown.Asked = q.Text != "" || q.Kind != "" || len(q.Where) > 0
	if shown.Asked {
		frame.Feed = feedLink("/search.atom", asked)
		if err := f.fill(r, q, frame.Lang, &shown); err != nil {
			return err
		}
	}
	if q.Text != "" && q.Kind != "" && len(shown.Cards) > 0 {
		out := url.Values{"q": {q.Text}}
		for name, code := range q.Where {
			out.Set(name, code)
		}
		shown.Exports = exports(q.Kind, out)
	}
	return f.show(w, r, http.StatusOK, page.SearchPage(frame, shown))
}

// fill asks the finder and lays out one page of what it found.
func (f *face) fill(r *http.Request, q find.Query, lang text.Lang, shown *page.Found) error {
	actor := door.Person(r).Actor
	hits, err := f.Finder.Search(r.Context(), actor, q)
	if err != nil {
		return err
	}
	o := f.Finder.Overview(actor, q, facetNames...)
	shown.Narrow = narrow(r.URL, shown.Filters, o.Facets)
	if o.Suggestion != "" {
		again := r.URL.Query()
		again.Set("q", o.Suggestion)
		again.Del("page")
		shown.Meant = page.Link{Label: o.Suggestion, Href: r.URL.Path + "?" + again.Encode()}
	}
	shown.Total = text.FoundCount.In(lang, len(hits))
	if len(hits) >= searchMost {
		shown.Total = text.FoundMost.In(lang, searchMost)
	}
	at, _ := strconv.Atoi(r.URL.Query().Get("page"))
	at = min(max(at, 1), (len(hits)+searchPage-1)/searchPage+1)
	first := min((at-1)*searchPage, len(hits))
	last := min(first+searchPage, len(hits))
	n := f.names(r.Context(), actor, lang)
	for _, hit := range hits[first:last] {
		if err := n.learn(hit.Record); err != nil {
			return err
		}
		shown.Cards = append(shown.Cards, n.found(hit))
	}
	if at > 1 {
		shown.Before = turned(r.URL, at-1)
	}
	if last < len(hits) {
		shown.Next = turned(r.URL, at+1)
	}
	return nil
}

// mostNarrowed is how many codes of a field are offered to narrow a search by.
const mostNarrowed = 6

// narrow offers the codes under which there is most to find, with counts of what the
// reader may see.
func narrow(u *url.URL, filters []page.Input, facets map[string]map[string]int) []page.Narrow {
	var list []page.Narrow
	for _, in := range filters {
		counts, offered := facets[in.Name], []page.Counted{}
		for _, o := range in.Options {
			if n := counts[o.Value]; n > 0 && o.Value != "" && !o.Chosen {
				q := u.Query()
				q.Set(in.Name, o.Value)
				q.Del("page")
				offered = append(offered, page.Counted{Link: page.Link{Label: strings.TrimSpace(o.Label), Href: u.Path + "?" + q.Encode()}, Count: n})
			}
		}
		slices.SortStableFunc(offered, func(a, b page.Counted) int { return b.Count - a.Count })
		if len(offered) > 0 {
			list = append(list, page.Narrow{Label: in.Label, Codes: offered[:min(len(offered), mostNarrowed)]})
		}
	}
	return list
}

// turned is the address of another page of the same.
func turned(u *url.URL, to int) string {
	q := u.Query()
	q.Set("page", strconv.Itoa(to))
	return u.Path + "?" + q.Encode()
}

// facetNames are the fields by which searches are narrowed; kinds that have a
// field of that name share it.
var facetNames = []string{"region", "field"}

// searchFilters are the controls beside the words.
func (f *face) searchFilters(actor access.Actor, asked url.Values, lang text.Lang) []page.Input {
	kinds := page.Input{Name: "kind", Label: text.KindLabel.In(lang), Form: page.FormSelect, Options: []page.Option{{Label: text.AnyValue.In(lang)}}}
	facets := map[string]record.Field{}
	for _, k := range f.Office.Kinds {
		matched := slices.ContainsFunc(k.Fields, func(f record.Field) bool { return f.Match > 0 })
		if !matched || access.Scopes(actor, k) == nil {
			continue
		}
		kinds.Options = append(kinds.Options, page.Option{Value: k.Name, Label: k.Label.In(lang), Chosen: asked.Get("kind") == k.Name})
		for _, name := range facetNames {
			if fd, ok := k.Field(name); ok {
				if _, known := facets[name]; !known {
					facets[name] = fd
				}
			}
		}
	}
	list := []page.Input{kinds}
	for _, name := range facetNames {
		if fd, ok := facets[name]; ok {
			list = append(list, choiceInput(fd, asked.Get(name), text.AnyValue, lang))
		}
	}
	return list
}

// choiceInput lets one code of a list be chosen, or none.
func choiceInput(f record.Field, chosen string, none text.Label, lang text.Lang) page.Input {
	in := page.Input{Name: f.Name, Label: f.Label.In(lang), Form: page.FormSelect, Options: []page.Option{{Label: none.In(lang)}}}
	if c, ok := f.Type.(record.Choice); ok {
		in.Options = append(in.Options, codes(c.From, []string{chosen}, lang)...)
	}
	return in
}

// codes are the options of a list. A region of a province is set in under it.
func codes(from record.Codes, chosen []string, lang text.Lang) []page.Option {
	var list []page.Option
	for _, code := range from.All() {
		label, _ := from.Lookup(code)
		said := label.In(lang)
		if len(code) == 6 && !strings.HasSuffix(code, "0000") {
			said = "\u2003" + said
		}
		list = append(list, page.Option{Value: code, Label: said, Chosen: slices.Contains(chosen, code)})
	}
	return list
}

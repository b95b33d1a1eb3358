package web

import (
	"context"
	"maps"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// names knows how the records that a page mentions are called, as far as the
// reader may know it.
type names struct {
	*face
	ctx    context.Context
	actor  access.Actor
	lang   text.Lang
	known  map[string]string
	read   map[string]record.Record // sides of matches, by id; the zero record where the reader may not know of it
	coming []record.Record          // the page of matches that is being walked
	staff  []account.Colleague      // whom work can be given to, once somebody asked
}

func (f *face) names(ctx context.Context, actor access.Actor, lang text.Lang) *names {
	return &names{face: f, ctx: ctx, actor: actor, lang: lang, known: map[string]string{}, read: map[string]record.Record{}}
}

// learn finds out the names of all that the records refer to.
func (n *names) learn(records ...record.Record) error {
	plain, parts := []string{}, map[string]string{}
	for _, r := range records {
		k, err := n.Office.Kind(r.Kind)
		if err != nil {
			return err
		}
		for _, f := range k.Fields {
			to, ok := record.Refers(f.Type)
			if !ok {
				continue
			}
			for _, id := range record.Ids(r.Fields[f.Name]) {
				if _, known := n.known[id]; known {
					continue
				}
				if n.compound(to) {
					parts[id] = to
				} else {
					plain = append(plain, id)
				}
			}
		}
	}
	return n.look(plain, parts)
}

// colleagues are the staff of the market, for their own kind.
func (n *names) colleagues() []account.Colleague {
	if n.staff == nil && may(n.actor, record.Staff) {
		n.staff, _ = n.Accounts.Colleagues(n.ctx, n.actor) // without names, ids are shown
	}
	return n.staff
}

// colleague is what somebody of the staff is called among his own kind.
func (n *names) colleague(id string) (string, bool) {
	if !may(n.actor, record.Staff) {
		return "", false
	}
	i := slices.IndexFunc(n.colleagues(), func(c account.Colleague) bool { return c.Account == id })
	if i < 0 {
		return "", false
	}
	return n.staff[i].Name, true
}

// compound reports whether records of the kind are called after others.
func (n *names) compound(kind string) bool {
	k, err := n.Office.Kind(kind)
	if err != nil {
		return false
	}
	_, refers := record.Refers(k.TitleField().Type)
	return refers
}

func (n *names) look(plain []string, parts map[string]string) error {
	titles, err := n.Office.Titles(n.ctx, n.actor, n.lang, plain...)
	if err != nil {
		return err
	}
	for id, title := range titles {
		n.known[id] = title
	}
	for _, id := range plain {
		if _, known := n.known[id]; !known {
			if name, ok := n.colleague(id); ok {
				n.known[id] = name
			}
		}
	}
	called, err := n.Office.Several(n.ctx, n.actor, slices.Sorted(maps.Keys(parts))...)
	if err != nil {
		return err
	}
	for id, r := range called {
		if r.Kind != parts[id] {
			continue
		}
		n.known[id] = "" // a circle of references ends here
		if err := n.learn(r); err != nil {
			return err
		}
		n.known[id] = n.title(r)
	}
	return nil
}

// title is how a record is called, never empty.
func (n *names) title(r record.Record) string {
	k, err := n.Office.Kind(r.Kind)
	if err != nil {
		return r.ID
	}
	if title := k.Title(r, n.lang); title != "" && !n.compound(r.Kind) {
		return title
	}
	var parts []string
	for _, f := range k.Fields {
		if _, ok := record.Refers(f.Type); ok && f.Required && n.compound(r.Kind) {
			for _, id := range record.Ids(r.Fields[f.Name]) {
				parts = append(parts, n.known[id])
			}
		}
	}
	if title := strings.Trim(strings.Join(parts, " × "), " ×"); title != "" {
		return title
	}
	for _, f := range k.Fields {
		if v, ok := r.Fields[f.Name]; ok && f.Unique {
			return k.Label.In(n.lang) + " " + f.Type.Format(v, n.lang)
		}
	}
	return nameless(k, r.ID, n.lang)
}

// nameless tells records apart whose title the reader may not see.
func nameless(k record.Kind, id string, lang text.Lang) string {
	return k.Label.In(lang) + " " + id[max(len(id)-6, 0):]
}

// link leads to a record of a kind, if the reader may know of it.
func (n *names) link(kind, id string) page.Link {
	title, ok := n.known[id]
	if !ok {
		return page.Link{Label: text.Hidden.In(n.lang)}
	}
	if title == "" {
		k, _ := n.Office.Kind(kind)
		title = nameless(k, id, n.lang)
	}
	if kind == kinds.Account.Name && !may(n.actor, record.Security|record.Audit) {
		return page.Link{Label: title} // the name alone is for him
	}
	return page.Link{Label: title, Href: address(kind, id)}
}

// address is where a record is shown.
func address(kind, id string) string { return "/records/" + kind + "/" + id }

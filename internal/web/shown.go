package web

import (
	"path"
	"strings"
	"time"

	"heitu/internal/access"
	"heitu/internal/find"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// instant writes a time as people in the civil zone read it.
func instant(t time.Time) string { return t.In(record.Zone).Format("2006-01-02 15:04") }

// value makes a field of r ready to be read.
func (n *names) value(r record.Record, f record.Field) page.Value {
	v := r.Fields[f.Name]
	if record.Empty(v) {
		return page.Value{}
	}
	if to, ok := record.Refers(f.Type); ok {
		var links []page.Link
		for _, id := range record.Ids(v) {
			links = append(links, n.link(to, id))
		}
		return page.Value{Links: links}
	}
	switch f.Type.(type) {
	case record.Attachments:
		var files []page.File
		for i, item := range record.Ids(v) {
			hash, called := record.File(item)
			image := isImage(called)
			files = append(files, page.File{
				Link:  page.Link{Label: attached(i, item, n.lang), Href: address(r.Kind, r.ID) + "/files/" + hash},
				Image: image, Inline: image || strings.EqualFold(path.Ext(called), ".pdf"),
			})
		}
		return page.Value{Files: files}
	case record.List, record.Choices:
		var items []string
		for _, item := range record.Ids(v) {
			items = append(items, f.Type.Format([]string{item}, n.lang))
		}
		return page.Value{Items: items}
	case record.Date:
		return page.Value{Text: f.Type.Format(v, n.lang), Date: true}
	case record.Money, record.Integer:
		return page.Value{Text: f.Type.Format(v, n.lang), Number: true}
	}
	return words(f, v, n.lang)
}

// words shows a text in the reader's language and, where there is one, in the other.
func words(f record.Field, v any, lang text.Lang) page.Value {
	said := page.Value{Text: f.Type.Format(v, lang)}
	variants, ok := v.(record.Variants)
	if !ok {
		return said
	}
	for _, l := range text.Langs() {
		switch w := variants[string(l)]; {
		case w == "":
		case w == said.Text && said.Lang == "":
			said.Lang = string(l)
		default:
			said.Other = &page.Value{Text: w, Lang: string(l)}
		}
	}
	return said
}

// attached is what a file is called, or its number where only its hash is known.
func attached(i int, item string, lang text.Lang) string {
	hash, name := record.File(item)
	if name == "" {
		return text.Attachment.In(lang, i+1, short(hash))
	}
	return name
}

func short(hash string) string { return hash[:min(len(hash), 8)] }

// plain is a value in one line, for histories and lists of facts.
func (n *names) plain(r record.Record, f record.Field) string {
	v := n.value(r, f)
	parts := v.Items
	for _, l := range v.Links {
		parts = append(parts, l.Label)
	}
	for _, file := range v.Files {
		parts = append(parts, file.Label)
	}
	if v.Text != "" {
		parts = append(parts, v.Text)
	}
	if v.Other != nil {
		parts = append(parts, v.Other.Text)
	}
	return strings.Join(parts, " · ")
}

// who says who may see a field of a record in a state; the zero field stands for
// the record itself.
func who(k record.Kind, state string, f record.Field, lang text.Lang) page.Who {
	s, _ := k.State(state)
	audience := s.See
	switch {
	case f.See == 0 || f.See.Admits(record.Visitor):
	case audience.Admits(record.Visitor):
		audience = f.See
	default:
		audience &= f.See
	}
	if audience.Admits(record.Visitor) {
		return page.Who{Brief: text.Everybody.In(lang), Classes: classes(record.Visitor, lang), Open: true}
	}
	return page.Who{Brief: text.Restricted.In(lang), Classes: classes(audience, lang)}
}

// classes names the classes of an audience.
func classes(a record.Audience, lang text.Lang) []string {
	var said []string
	for _, c := range record.Classes() {
		if a.Admits(c.Class) {
			said = append(said, c.Label.In(lang))
		}
	}
	return said
}

// badge shows a state. Its tone follows from the declaration: what everybody may
// see is under way, what is fixed is done.
func badge(k record.Kind, state string, lang text.Lang) page.Badge {
	s, ok := k.State(state)
	if !ok {
		return page.Badge{Label: state}
	}
	tone := "wait"
	switch {
	case s.See.Admits(record.Visitor):
		tone = "go"
	case s.Fixed:
		tone = "done"
	}
	return page.Badge{Label: s.Label.In(lang), Tone: tone}
}

// card shows a record in a few lines.
func (n *names) card(r record.Record) page.Card {
	k, err := n.Office.Kind(r.Kind)
	if err != nil {
		return page.Card{}
	}
	c := page.Card{Title: n.title(r), Href: address(r.Kind, r.ID), Kind: k.Label.In(n.lang), State: badge(k, r.State, n.lang)}
	for i, f := range k.Fields {
		v, ok := r.Fields[f.Name]
		if !ok || i == 0 {
			continue
		}
		switch t := f.Type.(type) {
		case record.Text:
			if t.Lines && c.Line == "" && f.Match > 0 {
				c.Line = beginning(f.Type.Format(v, n.lang), 110)
			}
		case record.Choice:
			c.Facts = append(c.Facts, f.Type.Format(v, n.lang))
		case record.Date:
			if c.Date == "" {
				c.Date = f.Type.Format(v, n.lang)
			}
		case record.Reference:
			if title := n.known[v.(string)]; title != "" && !n.compound(r.Kind) {
				c.Facts = append(c.Facts, title)
			}
		}
	}
	return c
}

// beginning is the start of a text on one line, as long as limit Chinese
// characters; Latin letters are half as wide.
func beginning(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	width := 0
	for i, c := range s {
		if width += 2; c < 0x2e80 {
			width--
		}
		if width > 2*limit {
			return s[:i] + "…"
		}
	}
	return s
}

// found is the card of a record that was found, with the reasons.
func (n *names) found(hit find.Found) page.Card {
	c := n.card(hit.Record)
	k, err := n.Office.Kind(hit.Kind)
	if err != nil {
		return c
	}
	const most = 8
	for _, r := range hit.Reasons[:min(len(hit.Reasons), most)] {
		said := page.Reason{Term: r.Term, Said: r.Query}
		if f, ok := k.Field(r.Kind); ok {
			said = page.Reason{Term: f.Type.Format(r.Term, n.lang), Fact: f.Label.In(n.lang)}
		}
		c.Why = append(c.Why, said)
	}
	return c
}

// cards shows records in a few lines each.
func (n *names) cards(records []record.Record) ([]page.Card, error) {
	if err := n.learn(records...); err != nil {
		return nil, err
	}
	var list []page.Card
	for _, r := range records {
		list = append(list, n.card(r))
	}
	return list, nil
}

// may reports whether the actor holds one of the roles.
func may(actor access.Actor, roles record.Audience) bool { return access.Holds(actor, roles) == nil }

// total says how many records a list holds.
func total(count, most int, lang text.Lang) string {
	if count >= most {
		return text.TotalMany.In(lang, most)
	}
	return text.TotalCount.In(lang, count)
}

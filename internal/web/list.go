package web

import (
	"net/http"
	"net/url"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

const (
	listPage    = 25 // rows on one page of a list
	listColumns = 4  // columns besides title and state
)

// list is the records of a kind.
func (f *face) list(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	actor := door.Person(r).Actor
	if access.Scopes(actor, k) == nil {
		if actor.Account == "" {
			return fault.SignedOut()
		}
		return fault.Denied(text.NotAllowed)
	}
	frame, err := f.frame(r, k.Label.In(door.Lang(r)))
	if err != nil {
		return err
	}
	frame.Wide = true
	asked := r.URL.Query()
	terms, err := termsOf(k, asked)
	if err != nil {
		return err
	}
	found, err := f.Office.List(r.Context(), actor, record.Query{Kind: k.Name, Where: terms, After: asked.Get("after"), Limit: listPage})
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, frame.Lang)
	shown := page.List{
		Kind: frame.Title, Total: total(found.Total, office.CountUpto, frame.Lang), Filtered: len(terms) > 0,
		Export: "/api/export/" + k.Name + "?as=xlsx", Template: "/api/templates/" + k.Name,
	}
	if access.MayCreate(actor, k) {
		shown.New, shown.Import = "/records/"+k.Name+"/new", "/import/"+k.Name
	}
	if shown.Filters, err = n.filters(k, asked); err != nil {
		return err
	}
	if shown.Columns, shown.Rows, err = n.rows(k, found.Records); err != nil {
		return err
	}
	if asked.Get("after") != "" {
		shown.First = continued(r.URL, "")
	}
	if found.Next != "" {
		shown.Next = continued(r.URL, found.Next)
	}
	return f.show(w, r, http.StatusOK, page.ListPage(frame, shown))
}

// continued is the address of the page after a record, or of the first one.
func continued(u *url.URL, after string) string {
	q := u.Query()
	q.Del("after")
	if after != "" {
		q.Set("after", after)
	}
	return u.Path + "?" + q.Encode()
}

// filterable lists the fields that the reader may filter by.
func (n *names) filterable(k record.Kind) []record.Field {
	var list []record.Field
	for _, f := range k.Fields {
		if f.Filter && access.SeesField(n.actor, f, record.Record{}) {
			list = append(list, f)
		}
	}
	return list
}

// rows lays records out in columns: those fields by which lists are filtered.
func (n *names) rows(k record.Kind, records []record.Record) ([]string, []page.Row, error) {
	if err := n.learn(records...); err != nil {
		return nil, nil, err
	}
	var columns []record.Field
	var heads []string
	for _, f := range n.filterable(k) {
		if f.Name == k.TitleField().Name || len(columns) == listColumns || n.compound(k.Name) && f.Type.Name() == "reference" {
			continue
		}
		columns, heads = append(columns, f), append(heads, f.Label.In(n.lang))
	}
	var rows []page.Row
	for _, r := range records {
		row := page.Row{Title: n.title(r), Href: address(k.Name, r.ID), State: badge(k, r.State, n.lang)}
		for i, f := range columns {
			row.Cells = append(row.Cells, page.Cell{Label: heads[i], Value: n.value(r, f)})
		}
		rows = append(rows, row)
	}
	return heads, rows, nil
}

// termsOf reads the filters of an address.
func termsOf(k record.Kind, asked url.Values) ([]record.Term, error) {
	var terms []record.Term
	if state := asked.Get("state"); state != "" {
		terms = append(terms, record.Term{Field: "state", Op: record.Equal, Value: state})
	}
	for _, f := range k.Fields {
		if !f.Filter {
			continue
		}
		for name, op := range map[string]record.Op{f.Name: record.Equal, f.Name + ".from": record.AtLeast, f.Name + ".to": record.AtMost} {
			typed := strings.TrimSpace(asked.Get(name))
			if typed == "" {
				continue
			}
			v, err := f.Type.Parse(typed)
			if err != nil {
				return nil, fault.At(err, f.Name)
			}
			terms = append(terms, spread(f, record.Term{Field: f.Name, Op: op, Value: v})...)
		}
	}
	return terms, nil
}

// spread lets a province stand for all that lies in it (GB/T 2260).
func spread(f record.Field, t record.Term) []record.Term {
	code, _ := t.Value.(string)
	c, ok := f.Type.(record.Choice)
	if !ok || c.From != record.Codes(vocab.Regions) || !strings.HasSuffix(code, "0000") || t.Op != record.Equal {
		return []record.Term{t}
	}
	return []record.Term{
		{Field: t.Field, Op: record.AtLeast, Value: code},
		{Field: t.Field, Op: record.AtMost, Value: code[:2] + "9999"},
	}
}

// filters are the controls that narrow a list.
func (n *names) filters(k record.Kind, asked url.Values) ([]page.Input, error) {
	states := page.Input{Name: "state", Label: text.StateColumn.In(n.lang), Form: page.FormSelect, Options: []page.Option{{Label: text.AnyValue.In(n.lang)}}}
	for _, s := range k.States {
		states.Options = append(states.Options, page.Option{Value: s.Name, Label: s.Label.In(n.lang), Chosen: asked.Get("state") == s.Name})
	}
	list := []page.Input{states}
	for _, f := range n.filterable(k) {
		label := f.Label.In(n.lang)
		switch f.Type.(type) {
		case record.Choice:
			list = append(list, choiceInput(f, asked.Get(f.Name), text.AnyValue, n.lang))
		case record.Date:
			list = append(list,
				page.Input{Name: f.Name + ".from", Label: text.FromValue.In(n.lang, label), Form: page.FormDate, Value: asked.Get(f.Name + ".from")},
				page.Input{Name: f.Name + ".to", Label: text.ToValue.In(n.lang, label), Form: page.FormDate, Value: asked.Get(f.Name + ".to")})
		case record.Reference:
			in, err := n.picker(f, asked.Get(f.Name), text.AnyValue)
			if err != nil {
				return nil, err
			}
			list = append(list, in)
		case record.Integer, record.Money:
		default:
			list = append(list, page.Input{Name: f.Name, Label: label, Form: page.FormLine, Value: asked.Get(f.Name)})
		}
	}
	return list, nil
}

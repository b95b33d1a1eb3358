package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	listPage    = 25 // rows on one page of a list
	listColumns = 4  // columns besides title and state
	longestCell = 80 // Chinese characters of a text in a list
)

// list is the records of a kind.
func (f *face) list(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	actor, asked := door.Person(r).Actor, r.URL.Query()
	frame, err := f.frame(r, k.Label.In(door.Lang(r)))
	if err != nil {
		return err
	}
	frame.Wide, frame.Feed = true, feedLink("/records/"+k.Name+"/atom", asked)
	v := viewOf(k, asked)
	q, err := f.mayList(actor, k, v)
	if err != nil {
		return err
	}
	q.After, q.Limit, q.Allied = asked.Get("after"), listPage, true
	found, err := f.Office.List(r.Context(), actor, q)
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, frame.Lang)
	shown := page.List{Kind: frame.Title, Name: k.Name, Total: total(found.Total, office.CountUpto, frame.Lang), Filtered: len(v.Where) > 0, Template: "/api/templates/" + k.Name}
	if access.MayCreate(actor, k) {
		shown.New, shown.Import = "/records/"+k.Name+"/new", "/import/"+k.Name
	}
	if shown.Filters, err = n.filters(k, asked); err != nil {
		return err
	}
	columns := n.columns(k, v)
	if shown.Rows, err = n.rows(k, found.Records, columns); err != nil {
		return err
	}
	if err := n.arrange(&shown, k, v, columns, asked.Get("view")); err != nil {
		return err
	}
	n.offer(&shown, k, v, found)
	if k.Name == kinds.Contract.Name {
		if err := n.markTwins(shown.Rows, found.Records); err != nil {
			return err
		}
		if shown.Sum, err = n.summed(q, found.Total); err != nil {
			return err
		}
	}
	if asked.Get("pick") == "page" {
		shown.Ticked = true
	}
	if asked.Get("after") != "" {
		shown.First = continued(r.URL, "")
	}
	if found.Next != "" {
		shown.Next = continued(r.URL, found.Next)
	}
	return f.show(w, r, http.StatusOK, page.ListPage(frame, shown))
}

// mostSummed is how many contracts are added up for their list.
const mostSummed = 1000

// summed adds up the amounts of a list of contracts, as far as the reader sees them.
func (n *names) summed(q record.Query, count int) (string, error) {
	if count == 0 {
		return "", nil
	}
	if count > mostSummed {
		return text.RegisterMost.In(n.lang, mostSummed), nil
	}
	total, technical := int64(0), int64(0)
	q.After, q.Limit = "", office.PageSize
	for {
		p, err := n.Office.List(n.ctx, n.actor, q)
		if err != nil {
			return "", err
		}
		for _, r := range p.Records {
			total, technical = total+kinds.ContractTotal.Of(r), technical+kinds.ContractTechnical.Of(r)
		}
		if q.After = p.Next; q.After == "" {
			return text.RegisterSum.In(n.lang, plainYuan(total, n.lang), plainYuan(technical, n.lang), count), nil
		}
	}
}

// mayList is what a view asks for, if the actor may list the kind.
func (f *face) mayList(actor access.Actor, k record.Kind, v view) (record.Query, error) {
	if access.Scopes(actor, k) == nil {
		if actor.Account == "" {
			return record.Query{}, fault.SignedOut()
		}
		return record.Query{}, fault.Denied(text.NotAllowed)
	}
	q := record.Query{Kind: k.Name}
	var wrongOrder, wrongTerm error
	q.Sort, q.Rising, wrongOrder = record.Order(k, v.Sort)
	q.Where, wrongTerm = record.Terms(k, v.Where)
	return q, fault.Join(wrongOrder, wrongTerm)
}

// arrange offers columns, orders and saved views.
func (n *names) arrange(shown *page.List, k record.Kind, v view, columns []record.Field, chosen string) (err error) {
	if shown.Views, err = n.views(k, v, chosen); err != nil {
		return err
	}
	path := "/records/" + k.Name
	by, rising := v.by()
	shown.Shown, shown.Sorts = v.query().Encode(), []page.Option{{Label: text.SortNewest.In(n.lang)}}
	for _, f := range k.Fields {
		label := f.Label.In(n.lang)
		at := slices.IndexFunc(columns, func(c record.Field) bool { return c.Name == f.Name })
		if f.Name != k.TitleField().Name {
			shown.Choices = append(shown.Choices, page.Option{Value: f.Name, Label: label, Chosen: at >= 0})
		}
		if f.Filter && access.SeesField(n.actor, f, record.Record{}) {
			shown.Sorts = append(shown.Sorts,
				page.Option{Value: f.Name, Label: text.SortRising.In(n.lang, label), Chosen: by == f.Name && rising},
				page.Option{Value: "-" + f.Name, Label: text.SortFalling.In(n.lang, label), Chosen: by == f.Name && !rising})
		}
	}
	for name, typed := range v.Where {
		shown.Kept = append(shown.Kept, page.Option{Value: typed, Label: name})
	}
	slices.SortFunc(shown.Kept, func(a, b page.Option) int { return strings.Compare(a.Label, b.Label) })
	head := func(f record.Field) page.Head {
		h := page.Head{Label: f.Label.In(n.lang)}
		if !f.Filter || !access.SeesField(n.actor, f, record.Record{}) {
			return h
		}
		turned := v
		turned.Sort = f.Name
		if by == f.Name {
			h.Order = map[bool]string{true: "ascending", false: "descending"}[rising]
			if rising {
				turned.Sort = "-" + f.Name
			}
		}
		h.Href = at(path, turned.query())
		return h
	}
	shown.Title = head(k.TitleField())
	for _, f := range columns {
		shown.Heads = append(shown.Heads, head(f))
	}
	return nil
}

// exportForms are the formats in which a list can be had.
var exportForms = []string{"xlsx", "csv", "jsonl"}

// exports lead to the same records as files.
func exports(kind string, q url.Values) []page.Link {
	var list []page.Link
	for _, as := range exportForms {
		q.Set("as", as)
		list = append(list, page.Link{Label: strings.ToUpper(as), Href: at("/api/export/"+kind, q)})
	}
	return list
}

// offer says what can be done with the list as a whole.
func (n *names) offer(shown *page.List, k record.Kind, v view, found office.Page) {
	q := v.query()
	if len(v.Columns) > 0 { // with what the page shows besides, and what lets the file come back
		q.Set("columns", strings.Join(slices.Concat([]string{k.TitleField().Name, "state"}, v.Columns, []string{"id", "rev"}), ","))
	}
	shown.Exports = exports(k.Name, q)
	if n.actor.Account == "" {
		return
	}
	if access.MayCreate(n.actor, k) && len(k.Alike) > 0 {
		shown.Twins = "/duplicates/" + k.Name
	}
	n.offerBatch(shown, k, v, found)
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

// registerColumns are what a register of contracts shows.
var registerColumns = []string{"number", "seller", "signed", "total", "technical"}

// columns are the fields that a view shows: those chosen, or else some of those by
// which lists are filtered.
func (n *names) columns(k record.Kind, v view) []record.Field {
	var list []record.Field
	for _, name := range v.Columns {
		if f, ok := k.Field(name); ok && name != k.TitleField().Name {
			list = append(list, f)
		}
	}
	if len(list) > 0 {
		return list
	}
	if k.Name == kinds.Contract.Name {
		for _, name := range registerColumns {
			if f, ok := k.Field(name); ok && access.SeesField(n.actor, f, record.Record{}) {
				list = append(list, f)
			}
		}
		return list
	}
	for _, f := range n.filterable(k) {
		if f.Name == k.TitleField().Name || len(list) == listColumns || n.compound(k.Name) && f.Type.Name() == "reference" {
			continue
		}
		list = append(list, f)
	}
	return list
}

// rows lays records out in columns.
func (n *names) rows(k record.Kind, records []record.Record, columns []record.Field) ([]page.Row, error) {
	if err := n.learn(records...); err != nil {
		return nil, err
	}
	var rows []page.Row
	for _, r := range records {
		row := page.Row{ID: r.ID, Title: n.title(r), Href: address(k.Name, r.ID), State: badge(k, r.State, n.lang)}
		for _, f := range columns {
			v := n.value(r, f)
			v.Text, v.Other = beginning(v.Text, longestCell), nil
			row.Cells = append(row.Cells, page.Cell{Label: f.Label.In(n.lang), Value: v})
		}
		rows = append(rows, row)
	}
	return rows, nil
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

package web

import (
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// typed is what somebody typed into a form, by control.
type typed map[string][]string

func (t typed) first(name string) string {
	if len(t[name]) == 0 {
		return ""
	}
	return t[name][0]
}

// input makes the control of a field, filled with what was typed.
func (n *names) input(f record.Field, t typed) (page.Input, error) {
	in := page.Input{
		Name: f.Name, Label: f.Label.In(n.lang), Help: f.Help.In(n.lang), Required: f.Required,
		Form: page.FormLine, Value: t.first(f.Name),
	}
	switch kind := f.Type.(type) {
	case record.Text:
		in.Lines = kind.Lines
		if kind.Both {
			in.Form = page.FormBoth
			in.Both = [2]string{t.first(f.Name + ".zh"), t.first(f.Name + ".en")}
		} else if kind.Lines {
			in.Form = page.FormLines
		}
	case record.Money:
		in.Form = page.FormMoney
	case record.Integer:
		in.Form = page.FormNumber
	case record.Date:
		in.Form = page.FormDate
	case record.Choice:
		in.Form = page.FormSelect
		in.Options = append([]page.Option{{Label: text.Unchosen.In(n.lang)}}, codes(kind.From, t[f.Name], n.lang)...)
	case record.Choices:
		in.Form, in.Options = page.FormChecks, codes(kind.From, t[f.Name], n.lang)
	case record.YesNo:
		in.Form = page.FormYesNo
		for _, o := range []page.Option{{Value: "yes", Label: text.Yes.In(n.lang)}, {Value: "no", Label: text.No.In(n.lang)}, {Label: text.Unchosen.In(n.lang)}} {
			o.Chosen = o.Value == t.first(f.Name)
			in.Options = append(in.Options, o)
		}
	case record.Attachments:
		in.Form = page.FormFiles
		for i, name := range t[f.Name] {
			in.Options = append(in.Options, page.Option{Value: name, Label: attached(i, name, n.lang), Chosen: true})
		}
		in.Help = strings.TrimSpace(in.Help + " " + text.AttachHelp.In(n.lang))
		if len(in.Options) > 0 {
			in.Help += text.KeepFiles.In(n.lang)
		}
	case record.List:
		in.Help = strings.TrimSpace(in.Help + text.ListHelp.In(n.lang))
	case record.References:
		return n.pickers(f, t[f.Name])
	case record.Reference:
		picked, err := n.picker(f, t.first(f.Name), text.Unchosen)
		picked.Required, picked.Help = f.Required, strings.TrimSpace(in.Help+" "+picked.Help)
		return picked, err
	}
	return in, nil
}

// choices are the records that a field may point to, and whether that is all of them.
func (n *names) choices(f record.Field, chosen []string) ([]page.Option, bool, error) {
	to, _ := record.Refers(f.Type)
	k, err := n.Office.Kind(to)
	if to == kinds.Account.Name && may(n.actor, record.Staff) {
		var list []page.Option
		for _, c := range n.colleagues() {
			list = append(list, page.Option{Value: c.Account, Label: c.Name, Chosen: slices.Contains(chosen, c.Account)})
		}
		return list, true, err
	}
	if err != nil || access.Scopes(n.actor, k) == nil {
		return nil, false, err
	}
	p, err := n.Office.List(n.ctx, n.actor, record.Query{Kind: to, Limit: 200})
	if err != nil {
		return nil, false, err
	}
	if err := n.learn(p.Records...); err != nil {
		return nil, false, err
	}
	var list []page.Option
	for _, r := range p.Records {
		list = append(list, page.Option{Value: r.ID, Label: n.title(r), Chosen: slices.Contains(chosen, r.ID)})
	}
	return sorted(list), p.Next == "", nil
}

// picker lets one record be chosen: out of a list, or by its id where there are too many.
func (n *names) picker(f record.Field, chosen string, none text.Label) (page.Input, error) {
	in := page.Input{Name: f.Name, Label: f.Label.In(n.lang), Form: page.FormSelect, Value: chosen}
	options, all, err := n.choices(f, []string{chosen})
	known := chosen == "" || slices.ContainsFunc(options, func(o page.Option) bool { return o.Chosen })
	if all && known {
		in.Options = append([]page.Option{{Label: none.In(n.lang)}}, options...)
		return in, err
	}
	in.Form = page.FormLine
	n.byID(&in, f, text.IDHelp)
	return in, err
}

// pickers lets several records be chosen.
func (n *names) pickers(f record.Field, chosen []string) (page.Input, error) {
	in := page.Input{Name: f.Name, Label: f.Label.In(n.lang), Help: f.Help.In(n.lang), Form: page.FormChecks, Required: f.Required}
	options, all, err := n.choices(f, chosen)
	known := !slices.ContainsFunc(chosen, func(id string) bool {
		return !slices.ContainsFunc(options, func(o page.Option) bool { return o.Value == id })
	})
	const most = 60
	if all && known && len(options) <= most {
		in.Options = options
		return in, err
	}
	in.Form, in.Value = page.FormLine, strings.Join(chosen, ";")
	n.byID(&in, f, text.IDsHelp)
	return in, err
}

func (n *names) byID(in *page.Input, f record.Field, help text.Label) {
	to, _ := record.Refers(f.Type)
	in.Help = help.In(n.lang)
	if k, err := n.Office.Kind(to); err == nil {
		in.Find = page.Link{Label: text.FindRecord.In(n.lang, k.Label), Href: "/records/" + to}
	}
}

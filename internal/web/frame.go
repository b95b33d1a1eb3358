package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// menuOrder is the order in which kinds stand in the menu; others follow by name.
var menuOrder = []string{
	kinds.Need.Name, kinds.Achievement.Name, kinds.Contract.Name, kinds.Organisation.Name, kinds.Person.Name,
	kinds.ContactLog.Name, kinds.Inquiry.Name, kinds.Policy.Name, kinds.Account.Name, kinds.Match.Name, kinds.Erasure.Name, kinds.Market.Name,
}

// menuTop is how many entries stand at the head of a page; all stand at its foot.
const menuTop = 8

// frame makes what surrounds a page ready.
func (f *face) frame(r *http.Request, title string) (page.Frame, error) {
	who, lang := door.Person(r), door.Lang(r)
	market, err := f.market(r, lang)
	if err != nil {
		return page.Frame{}, err
	}
	key, err := account.NewToken()
	if err != nil {
		return page.Frame{}, err
	}
	return page.Frame{
		Lang: lang, Title: title, Market: market, Node: f.Home, Back: r.URL.RequestURI(),
		Token: f.door.Token(r), Key: key, Account: who.Account, Person: who.Name, Menu: f.menu(r, who.Actor, lang), Tour: f.tour(r, lang),
	}, nil
}

// market is the name of whoever runs the node.
func (f *face) market(r *http.Request, lang text.Lang) (string, error) {
	p, err := f.Office.List(r.Context(), access.Actor{}, record.Query{Kind: kinds.Market.Name, Limit: 1})
	if err != nil || len(p.Records) == 0 {
		return text.Product.In(lang), err
	}
	return kinds.Market.Title(p.Records[0], lang), nil
}

// menu lists what the reader may see, with the page he is on.
func (f *face) menu(r *http.Request, actor access.Actor, lang text.Lang) []page.Item {
	listed := slices.DeleteFunc(slices.Clone(f.Office.Kinds), func(k record.Kind) bool {
		return !k.Listed || access.Scopes(actor, k) == nil
	})
	rank := func(k record.Kind) int {
		if i := slices.Index(menuOrder, k.Name); i >= 0 {
			return i
		}
		return len(menuOrder)
	}
	slices.SortStableFunc(listed, func(a, b record.Kind) int { return cmp.Compare(rank(a), rank(b)) })
	within := func(label text.Label, href string) page.Item {
		return page.Item{Label: label.In(lang), Href: href, Here: r.URL.Path == href || strings.HasPrefix(r.URL.Path, href+"/")}
	}
	items := []page.Item{within(text.Search, "/search")}
	if may(actor, record.Staff) {
		items = append(items, within(text.DeskName, "/desk"))
	}
	if actor.Account != "" {
		items = append(items, within(text.WorkName, "/work"))
	}
	for _, k := range listed {
		items = append(items, within(k.Label, "/records/"+k.Name))
	}
	items = slices.Insert(items, min(menuTop-1, len(items)), page.Item{Label: text.FiguresTitle.In(lang), Href: "/card", Here: strings.HasPrefix(r.URL.Path, "/card") || strings.HasPrefix(r.URL.Path, "/figures")})
	if slices.ContainsFunc(f.Office.Kinds, func(k record.Kind) bool { return access.MayCreate(actor, k) }) {
		items = append(items, page.Item{Label: text.ImportCentre.In(lang), Href: "/imports", Here: strings.HasPrefix(r.URL.Path, "/import")})
	}
	items = append(items, within(text.StatementsName, "/statements"))
	if may(actor, record.Staff) {
		items = append(items, within(text.ClaimsName, "/claims"), within(text.FunnelName, "/funnel"))
	}
	for i := range items {
		items[i].More = i >= menuTop && !items[i].Here
	}
	return items
}

package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// viewSort is how a saved view is kept.
const viewSort = "view"

// view is a list as somebody arranged it: which columns, in which order, which records.
type view struct {
	Columns []string          `json:"columns"`
	Sort    string            `json:"sort"` // name of a field, with "-" before it where it falls
	Where   map[string]string `json:"where"`
}

// viewOf reads a view out of an address.
func viewOf(k record.Kind, asked url.Values) view {
	v := view{Sort: asked.Get("sort"), Where: map[string]string{}}
	for _, given := range asked["columns"] {
		for _, name := range strings.Split(given, ",") {
			if _, ok := k.Field(name); ok && !slices.Contains(v.Columns, name) {
				v.Columns = append(v.Columns, name)
			}
		}
	}
	for _, name := range filterNames(k) {
		if typed := strings.TrimSpace(asked.Get(name)); typed != "" {
			v.Where[name] = typed
		}
	}
	return v
}

// filterNames are the parameters that narrow a list.
func filterNames(k record.Kind) []string {
	names := []string{"state"}
	for _, f := range k.Fields {
		if f.Filter {
			names = append(names, f.Name, f.Name+".from", f.Name+".to")
		}
	}
	return names
}

// query is the view as part of an address.
func (v view) query() url.Values {
	q := url.Values{}
	if len(v.Columns) > 0 {
		q.Set("columns", strings.Join(v.Columns, ","))
	}
	if v.Sort != "" {
		q.Set("sort", v.Sort)
	}
	for name, typed := range v.Where {
		q.Set(name, typed)
	}
	return q
}

// by returns the field by which the view is sorted, and whether it rises.
func (v view) by() (string, bool) {
	name, falling := strings.CutPrefix(v.Sort, "-")
	return name, !falling
}

// at is the address of a list, with parameters if there are any.
func at(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// views are the saved views of a kind that the reader may use.
func (n *names) views(k record.Kind, shown view, chosen string) ([]page.View, error) {
	if n.actor.Account == "" {
		return nil, nil
	}
	kept, err := n.Office.KeptBy(n.ctx, n.actor, viewSort, k.Name)
	if err != nil {
		return nil, err
	}
	path := "/records/" + k.Name
	list := []page.View{{Link: page.Link{Label: text.AllRecords.In(n.lang), Href: path}, Here: chosen == "" && len(shown.query()) == 0}}
	for _, one := range kept {
		var v view
		if err := json.Unmarshal(one.Body, &v); err != nil {
			continue // written by a newer program
		}
		q := v.query()
		q.Set("view", one.ID)
		label := one.Name
		if one.Shared {
			label = text.SharedView.In(n.lang, one.Name)
		}
		list = append(list, page.View{
			Link: page.Link{Label: label, Href: at(path, q)}, ID: one.ID, Name: one.Name,
			Here: one.ID == chosen, Own: one.Account == n.actor.Account, Shared: one.Shared,
		})
	}
	return list, nil
}

const longestViewName = 60

// keepView saves the list as it was shown under a name, or forgets a view.
func (f *face) keepView(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	actor := door.Person(r).Actor
	if actor.Account == "" {
		return fault.SignedOut()
	}
	path, id := "/records/"+k.Name, r.PostFormValue("view")
	if r.PostFormValue("act") == "forget" {
		if err := f.Office.Forget(r.Context(), actor, id); err != nil {
			return err
		}
		http.Redirect(w, r, path, http.StatusSeeOther)
		return nil
	}
	name := strings.TrimSpace(r.PostFormValue("name"))
	if name == "" || utf8.RuneCountInString(name) > longestViewName {
		return fault.Invalid("name", text.ViewUnnamed, longestViewName)
	}
	asked, err := url.ParseQuery(r.PostFormValue("shown"))
	if err != nil {
		return fault.Invalid("shown", text.BadRequest, err.Error())
	}
	v := viewOf(k, asked)
	asks, err := f.mayList(actor, k, v)
	if err != nil {
		return err
	}
	asks.Limit = 1
	if _, err := f.Office.List(r.Context(), actor, asks); err != nil {
		return err // whoever opened it would get no more than this
	}
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	kept, err := f.Office.Keep(r.Context(), actor, store.Kept{
		ID: id, Sort: viewSort, Kind: k.Name, Name: name, Shared: r.PostFormValue("shared") != "", Body: body,
	})
	if err != nil {
		return err
	}
	q := v.query()
	q.Set("view", kept.ID)
	http.Redirect(w, r, at(path, q), http.StatusSeeOther)
	return nil
}

package oai

import (
	"slices"
	"strings"

	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// division is a set, as the store divides what is shown.
type division struct {
	kind, home, province, region, field string
	nothing                             bool // whether it is well written and holds nothing
}

// The roots of the hierarchies of sets.
const (
	setNode       = "node"
	setKind       = "kind"
	setRegion     = "region"
	setDiscipline = "discipline"
)

const setCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"

// divisionOf reads the name of a set; "" is no set.
func divisionOf(spec string) (division, *problem) {
	if spec == "" {
		return division{}, nil
	}
	parts := strings.Split(spec, ":")
	for _, part := range parts {
		if part == "" || strings.Trim(part, setCharacters) != "" {
			return division{}, wrong(badArgument, "The argument set is no name of a set.")
		}
	}
	nothing := division{nothing: true}
	if slices.Contains(parts, store.AnyValue) {
		return nothing, nil
	}
	switch root := parts[0]; {
	case len(parts) == 1:
		return divisionRoot(root), nil
	case root == setNode && len(parts) == 2:
		return division{home: parts[1]}, nil
	case root == setKind && len(parts) == 2:
		return division{kind: parts[1]}, nil
	case root == setDiscipline && len(parts) == 2:
		return division{field: parts[1]}, nil
	case root == setRegion && len(parts) == 2 && vocab.Province(parts[1]) == parts[1]:
		return division{province: parts[1]}, nil
	case root == setRegion && len(parts) == 3 && parts[2] != parts[1] && vocab.Province(parts[2]) == parts[1]:
		return division{region: parts[2]}, nil
	}
	return nothing, nil
}

func divisionRoot(root string) division {
	switch root {
	case setNode, setKind:
		return division{}
	case setRegion:
		return division{province: store.AnyValue}
	case setDiscipline:
		return division{field: store.AnyValue}
	}
	return division{nothing: true}
}

// query is the part of a query that a set makes.
func (d division) query() store.ShownQuery {
	return store.ShownQuery{Kind: d.kind, Home: d.home, Province: d.province, Region: d.region, Field: d.field}
}

// specs are the most particular sets that a record is in; those above follow from them.
func specs(s store.Shown) []string {
	list := []string{setNode + ":" + s.Home, setKind + ":" + s.Kind}
	if s.Region != "" {
		list = append(list, regionSpec(s.Region))
	}
	if s.Field != "" {
		list = append(list, setDiscipline+":"+s.Field)
	}
	return slices.DeleteFunc(list, func(spec string) bool { return strings.Trim(spec, setCharacters+":") != "" })
}

func regionSpec(code string) string {
	if province := vocab.Province(code); province != code {
		return setRegion + ":" + province + ":" + code
	}
	return setRegion + ":" + code
}

// sets answers ListSets: all nodes that have shown something, all kinds on offer and
// all codes there are, so that the list says nothing of what is hidden.
func (a *answering) sets(q request) (*problem, error) {
	if q.resumes {
		return wrong(badToken, "The list of sets is given in one piece."), nil
	}
	homes := []string{}
	err := a.Office.Store.View(a.ctx, func(tx store.Tx) (err error) {
		homes, err = tx.ShownHomes(a.ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !slices.Contains(homes, a.Home) {
		homes = append([]string{a.Home}, homes...)
	}
	a.out.open("ListSets")
	a.set(setNode, text.SetNodes)
	for _, home := range homes {
		if strings.Trim(home, setCharacters) == "" {
			a.set(setNode+":"+home, text.Label{ZH: home, EN: home})
		}
	}
	a.set(setKind, text.SetKinds)
	for _, k := range a.Office.Kinds {
		if k.Offered {
			a.set(setKind+":"+k.Name, k.Label)
		}
	}
	a.set(setRegion, vocab.Regions.Label())
	for _, code := range vocab.Regions.All() {
		label, _ := vocab.Regions.Lookup(code)
		a.set(regionSpec(code), label)
	}
	a.set(setDiscipline, vocab.Fields.Label())
	for _, code := range vocab.Fields.All() {
		label, _ := vocab.Fields.Lookup(code)
		a.set(setDiscipline+":"+code, label)
	}
	a.out.close("ListSets")
	return nil, nil
}

func (a *answering) set(spec string, label text.Label) {
	a.out.open("set")
	a.out.element("setSpec", spec)
	name := label.ZH
	if label.EN != label.ZH {
		name += " / " + label.EN
	}
	a.out.element("setName", name)
	a.out.close("set")
}

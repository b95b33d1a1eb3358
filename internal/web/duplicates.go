package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// apartSort is how it is kept that two records are not the same thing.
const apartSort = "apart"

const (
	twinsPage   = 5   // pairs on one page
	twinsMost   = 200 // pairs looked for
	longestTwin = 300 // Chinese characters of a text that is compared
)

// pair is two records that may be about the same thing.
type pair struct{ a, b record.Record }

// apart is the name under which it is kept that the two are not the same.
func (p pair) apart() string {
	sum := sha256.Sum256([]byte(min(p.a.ID, p.b.ID) + "/" + max(p.a.ID, p.b.ID)))
	return hex.EncodeToString(sum[:16])
}

// duplicates shows pairs of records that may be the same thing, side by side.
func (f *face) duplicates(w http.ResponseWriter, r *http.Request) error {
	return f.showDuplicates(w, r, http.StatusOK, nil)
}

func (f *face) showDuplicates(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	lang := door.Lang(r)
	n := f.names(r.Context(), door.Person(r).Actor, lang)
	asked := r.URL.Query()
	from, _ := strconv.Atoi(asked.Get("from"))
	from = max(from, 0)
	var pairs []pair
	if asked.Get("a") != "" {
		pairs, err = n.given(k, asked.Get("a"), asked.Get("b"))
	} else {
		pairs, err = n.twins(k)
	}
	if err != nil {
		return err
	}
	shown := page.Twins{Kind: page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}, Action: "/duplicates/" + k.Name, Members: k.Name == kinds.Organisation.Name, Faults: placed(nil, wrong, lang)}
	if len(pairs) > from+twinsPage {
		shown.Next = fmt.Sprintf("?from=%d", from+twinsPage)
	}
	for i, p := range pairs[min(from, len(pairs)):min(from+twinsPage, len(pairs))] {
		twin, err := n.twin(k, p, from+i+1)
		if err != nil {
			return err
		}
		shown.Pairs = append(shown.Pairs, twin)
	}
	frame, err := f.frame(r, text.TwinsTitle.In(lang, k.Label))
	if err != nil {
		return err
	}
	frame.Wide, frame.Back = true, "/duplicates/"+k.Name
	return f.show(w, r, status, page.TwinsPage(frame, shown))
}

// given is a pair that the address names.
func (n *names) given(k record.Kind, a, b string) ([]pair, error) {
	var p pair
	var err error
	if p.a, err = n.Office.Record(n.ctx, n.actor, k.Name, a); err != nil {
		return nil, err
	}
	if p.b, err = n.Office.Record(n.ctx, n.actor, k.Name, b); err != nil {
		return nil, err
	}
	if p.a.ID == p.b.ID {
		return nil, fault.Invalid("b", text.MergeSame)
	}
	return []pair{p}, nil
}

// twins are the pairs that nobody has said to be apart.
func (n *names) twins(k record.Kind) ([]pair, error) {
	kept, err := n.Office.KeptBy(n.ctx, n.actor, apartSort, k.Name)
	if err != nil {
		return nil, err
	}
	all, err := n.Clerk.Twins(n.ctx, n.actor, k.Name, twinsMost)
	if err != nil {
		return nil, err
	}
	var pairs []pair
	for _, t := range all {
		p := pair{t.A, t.B}
		if !slices.ContainsFunc(kept, func(k store.Kept) bool { return k.Name == p.apart() }) {
			pairs = append(pairs, p)
		}
	}
	return pairs, nil
}

// twin lays two records out side by side.
func (n *names) twin(k record.Kind, p pair, number int) (page.Twin, error) {
	if err := n.learn(p.a, p.b); err != nil {
		return page.Twin{}, err
	}
	shown := page.Twin{Title: text.TwinOf.In(n.lang, number), Prefix: "p" + strconv.Itoa(number)}
	for i, r := range []record.Record{p.a, p.b} {
		refers, err := n.Office.Linking(n.ctx, n.actor, r.ID, "")
		if err != nil {
			return shown, err
		}
		shown.Sides[i] = page.Side{
			ID: r.ID, Rev: strconv.FormatInt(r.Rev, 10), Record: page.Link{Label: n.title(r), Href: address(k.Name, r.ID)},
			State: badge(k, r.State, n.lang), Refers: text.RefersCount.In(n.lang, len(refers)),
		}
	}
	for _, f := range k.Fields {
		a, hasA := p.a.Fields[f.Name]
		b, hasB := p.b.Fields[f.Name]
		if !hasA && !hasB {
			continue
		}
		same := hasA && hasB && string(record.Canonical(a)) == string(record.Canonical(b))
		field := page.TwinField{Name: f.Name, Label: f.Label.In(n.lang), Differs: !same, Values: [2]page.Value{n.value(p.a, f), n.value(p.b, f)}}
		for side := range field.Values {
			v := &field.Values[side]
			if v.Text = beginning(v.Text, longestTwin); v.Other != nil {
				v.Other.Text = beginning(v.Other.Text, longestTwin)
			}
		}
		field.Choose = !same && !f.Step
		if hasB && !hasA {
			field.Second = true
		}
		shown.Fields = append(shown.Fields, field)
	}
	return shown, nil
}

// merge makes one record of two, or keeps that they are apart.
func (f *face) merge(w http.ResponseWriter, r *http.Request) error {
	k, err := f.mayMake(r)
	if err != nil {
		return err
	}
	actor := door.Person(r).Actor
	n := f.names(r.Context(), actor, door.Lang(r))
	pairs, err := n.given(k, r.PostFormValue("a"), r.PostFormValue("b"))
	if err != nil {
		return err
	}
	p := pairs[0]
	if r.PostFormValue("act") == "apart" {
		_, err := f.Office.Keep(r.Context(), actor, store.Kept{Sort: apartSort, Kind: k.Name, Name: p.apart(), Shared: true, Body: []byte("{}")})
		if err != nil {
			return err
		}
		http.Redirect(w, r, "/duplicates/"+k.Name, http.StatusSeeOther)
		return nil
	}
	revs := [2]int64{number(r.PostFormValue("rev.a")), number(r.PostFormValue("rev.b"))}
	keep, gone, from := p.a, p.b, "b"
	if r.PostFormValue("keep") == "b" {
		keep, gone, from = p.b, p.a, "a"
		revs[0], revs[1] = revs[1], revs[0]
	}
	draft := record.Draft{Kind: k.Name, ID: keep.ID, Rev: revs[0], Fields: map[string]any{}}
	for _, field := range k.Fields {
		if r.PostFormValue("v."+field.Name) == from && access.SeesField(actor, field, gone) {
			draft.Fields[field.Name] = gone.Fields[field.Name]
		}
	}
	deed, err := f.Office.Merge(r.Context(), actor, k.Name, draft, record.Draft{Kind: k.Name, ID: gone.ID, Rev: revs[1]})
	if mendable(err) {
		return f.showDuplicates(w, r, door.Status(err), err)
	}
	if err != nil {
		return err
	}
	return f.saved(w, r, address(k.Name, keep.ID)+"?merged="+deed.ID)
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

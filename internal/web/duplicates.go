package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	twinsPage   = 5   // pairs on one page
	apartPage   = 50  // pairs that are not the same, on one page
	longestTwin = 300 // Chinese characters of a text that is compared
)

// apart is how it is kept which two records are not the same thing.
type apart struct {
	A string `json:"a"`
	B string `json:"b"`
}

// apartName is the name under which it is kept that two records are not the same.
func apartName(a, b string) string {
	sum := sha256.Sum256([]byte(min(a, b) + "/" + max(a, b)))
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
	shown := page.Twins{Kind: page.Link{Label: k.Label.In(lang), Href: "/records/" + k.Name}, Action: "/duplicates/" + k.Name, Members: k.Name == kinds.Organisation.Name, Faults: placed(nil, wrong, lang)}
	var found intake.Twins
	switch {
	case asked.Get("a") != "":
		found.Pairs, err = n.given(k, asked.Get("a"), asked.Get("b"))
	case asked.Has("apart"):
		err = n.apart(&shown, k, asked.Get("apart"))
	default:
		found, err = n.twins(&shown, k, from)
	}
	if err != nil {
		return err
	}
	if found.More {
		shown.Next = fmt.Sprintf("?from=%d", from+twinsPage)
	}
	for i, p := range found.Pairs {
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
func (n *names) given(k record.Kind, a, b string) ([]intake.Pair, error) {
	var p intake.Pair
	var err error
	if p.A, err = n.Office.Record(n.ctx, n.actor, k.Name, a); err != nil {
		return nil, err
	}
	if p.B, err = n.Office.Record(n.ctx, n.actor, k.Name, b); err != nil {
		return nil, err
	}
	if p.A.ID == p.B.ID {
		return nil, fault.Invalid("b", text.MergeSame)
	}
	return []intake.Pair{p}, nil
}

// twins are the pairs that nobody has said to be apart.
func (n *names) twins(shown *page.Twins, k record.Kind, from int) (intake.Twins, error) {
	kept, err := n.Office.KeptBy(n.ctx, n.actor, office.Apart, k.Name)
	if err != nil {
		return intake.Twins{}, err
	}
	said := map[string]bool{}
	for _, one := range kept {
		said[one.Name] = true
	}
	found, err := n.Clerk.Twins(n.ctx, n.actor, k.Name, func(a, b string) bool { return said[apartName(a, b)] }, from, twinsPage)
	if found.Compared < found.Records {
		shown.Compared = text.TwinsCompared.In(n.lang, found.Compared, found.Records)
	}
	if len(said) > 0 {
		shown.Apart = page.Link{Label: text.ApartList.In(n.lang, len(said)), Href: "?apart="}
	}
	return found, err
}

// apart lists the pairs that somebody has said not to be the same, the newest first;
// who said so can take it back.
func (n *names) apart(shown *page.Twins, k record.Kind, after string) error {
	kept, err := n.Office.KeptBy(n.ctx, n.actor, office.Apart, k.Name)
	if err != nil {
		return err
	}
	slices.SortFunc(kept, func(a, b store.Kept) int { return strings.Compare(b.ID, a.ID) })
	kept = slices.DeleteFunc(kept, func(one store.Kept) bool { return after != "" && one.ID >= after })
	if len(kept) > apartPage {
		kept = kept[:apartPage]
		shown.Next = "?apart=" + kept[apartPage-1].ID
	}
	pairs := make([]apart, len(kept))
	var ids []string
	for i, one := range kept {
		if err := json.Unmarshal(one.Body, &pairs[i]); err != nil {
			return fmt.Errorf("read %s: %w", one.ID, err)
		}
		ids = append(ids, pairs[i].A, pairs[i].B)
	}
	if err := n.look(ids, nil); err != nil {
		return err
	}
	shown.Decided = true
	for i, one := range kept {
		a := page.Apart{A: n.link(k.Name, pairs[i].A), B: n.link(k.Name, pairs[i].B), Href: "?a=" + pairs[i].A + "&b=" + pairs[i].B}
		if one.Account == n.actor.Account {
			a.ID = one.ID
		}
		if a.A.Href != "" && a.B.Href != "" {
			shown.Aparts = append(shown.Aparts, a)
		}
	}
	return nil
}

// twin lays two records out side by side.
func (n *names) twin(k record.Kind, p intake.Pair, number int) (page.Twin, error) {
	if err := n.learn(p.A, p.B); err != nil {
		return page.Twin{}, err
	}
	shown := page.Twin{Title: text.TwinOf.In(n.lang, number), Prefix: "p" + strconv.Itoa(number)}
	for i, r := range []record.Record{p.A, p.B} {
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
		a, hasA := p.A.Fields[f.Name]
		b, hasB := p.B.Fields[f.Name]
		if !hasA && !hasB {
			continue
		}
		same := hasA && hasB && string(record.Canonical(a)) == string(record.Canonical(b))
		field := page.TwinField{Name: f.Name, Label: f.Label.In(n.lang), Differs: !same, Values: [2]page.Value{n.value(p.A, f), n.value(p.B, f)}}
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
	if r.PostFormValue("act") == "together" {
		if err := f.Office.Forget(r.Context(), actor, r.PostFormValue("apart")); err != nil {
			return err
		}
		http.Redirect(w, r, "/duplicates/"+k.Name+"?apart=", http.StatusSeeOther)
		return nil
	}
	n := f.names(r.Context(), actor, door.Lang(r))
	pairs, err := n.given(k, r.PostFormValue("a"), r.PostFormValue("b"))
	if err != nil {
		return err
	}
	p := pairs[0]
	if r.PostFormValue("act") == "apart" {
		if err := f.keepApart(r, k, p); err != nil {
			return err
		}
		http.Redirect(w, r, "/duplicates/"+k.Name, http.StatusSeeOther)
		return nil
	}
	revs := [2]int64{number(r.PostFormValue("rev.a")), number(r.PostFormValue("rev.b"))}
	keep, gone, from := p.A, p.B, "b"
	if r.PostFormValue("keep") == "b" {
		keep, gone, from = p.B, p.A, "a"
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

// keepApart keeps that two records are not the same, if he has not said so before.
func (f *face) keepApart(r *http.Request, k record.Kind, p intake.Pair) error {
	actor, name := door.Person(r).Actor, apartName(p.A.ID, p.B.ID)
	kept, err := f.Office.KeptBy(r.Context(), actor, office.Apart, k.Name)
	if err != nil || slices.ContainsFunc(kept, func(one store.Kept) bool { return one.Name == name }) {
		return err
	}
	body, err := json.Marshal(apart{p.A.ID, p.B.ID})
	if err != nil {
		return fmt.Errorf("keep apart: %w", err)
	}
	_, err = f.Office.Keep(r.Context(), actor, store.Kept{Sort: office.Apart, Kind: k.Name, Name: name, Shared: true, Body: body})
	return err
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

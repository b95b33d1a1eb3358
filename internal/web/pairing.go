package web

import (
	"net/http"
	"slices"
	"strings"
	"unicode"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/match"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

const (
	longestSide = 1500 // Chinese characters of a text that stand on the desk
	weighty     = 8    // words that stand among the reasons at once
)

// pairing is one match on the desk.
func (f *face) pairing(w http.ResponseWriter, r *http.Request) error {
	return f.showPairing(w, r, http.StatusOK, "", nil, nil)
}

// showPairing shows a need and an achievement side by side. After a step that failed,
// its form holds what was typed and what is wrong.
func (f *face) showPairing(w http.ResponseWriter, r *http.Request, status int, step string, t typed, wrong error) error {
	actor := door.Person(r).Actor
	if err := access.Holds(actor, record.Staff); err != nil {
		return err
	}
	n, q := f.names(r.Context(), actor, door.Lang(r)), queueOf(r.URL.Query())
	m, err := f.Office.Record(r.Context(), actor, kinds.Match.Name, r.PathValue("id"))
	if err != nil {
		return err
	}
	p, ok, err := n.pair(m)
	if err != nil {
		return err
	}
	if !ok {
		return fault.Missing(text.NoSuchRecord, m.ID)
	}
	if err := n.learn(p.match, p.need, p.achievement); err != nil {
		return err
	}
	frame, err := f.frame(r, text.DeskTitle.In(n.lang, text.DeskName, n.title(p.need)))
	if err != nil {
		return err
	}
	frame.Wide, frame.Back = true, q.at(m.ID)
	shown, err := n.pairShown(q, p, frame.Key)
	if err != nil {
		return err
	}
	opened(shown.Steps, r.URL.Query().Get("step"))
	if step != "" {
		if shown.Faults, err = n.reopen(shown.Steps, kinds.Match, m, r, step, t, wrong); err != nil {
			return err
		}
	}
	if done := r.URL.Query().Get("done"); done != "" {
		if i := slices.IndexFunc(f.Office.Processes[m.Kind].Steps, stepNamed(done)); i >= 0 {
			shown.Done = text.DeskDone.In(n.lang, f.Office.Processes[m.Kind].Steps[i].Label)
		}
	}
	return f.show(w, r, status, page.PairingPage(frame, shown))
}

// pairShown makes a pair ready to be read.
func (n *names) pairShown(q queue, p pairing, key string) (page.Pairing, error) {
	shown := page.Pairing{
		Title: text.DeskPair.In(n.lang), Queue: at("/desk", q.query()), State: badge(kinds.Match, p.match.State, n.lang),
		Record: page.Link{Label: text.DeskRecord.In(n.lang), Href: address(p.match.Kind, p.match.ID)},
		Score:  points(p.score), Nothing: !p.suits, Charge: n.charge(p.match), Terms: n.terms(p),
		Sides: [2]page.Half{n.half(p.need, p.reasons, asSaid), n.half(p.achievement, p.reasons, asFound)},
	}
	for i, r := range n.chips(p.reasons, len(p.reasons)) {
		one := page.Share{Reason: r, Points: "+" + points(p.reasons[i].Share)}
		if i < weighty || r.Fact != "" {
			shown.Why = append(shown.Why, one)
		} else {
			shown.Lesser = append(shown.Lesser, one)
		}
	}
	for _, f := range []interface{ Field() record.Field }{kinds.MatchQuestion, kinds.MatchReply, kinds.MatchAnswer} {
		field := f.Field()
		if v, ok := p.match.Fields[field.Name]; ok {
			shown.Notes = append(shown.Notes, page.Field{Label: field.Label.In(n.lang), Value: words(field, v, n.lang)})
		}
	}
	if access.MayCreate(n.actor, kinds.ContactLog) {
		shown.Talk = "/records/" + kinds.ContactLog.Name + "/new?match=" + p.match.ID + "&need=" + p.need.ID + "&achievement=" + p.achievement.ID + "&organisation=" + kinds.NeedFirm.Of(p.need)
	}
	var err error
	if shown.Steps, err = n.deskSteps(q, p, key); err != nil {
		return shown, err
	}
	shown.Before, shown.Next, err = n.neighbours(q, p.match)
	return shown, err
}

// deskSteps are the steps of a match, whose forms lead back to the desk.
func (n *names) deskSteps(q queue, p pairing, key string) ([]page.Step, error) {
	steps, err := n.steps(kinds.Match, p.match, key)
	order := []string{"accept", "decline", "ask", "reply", "claim", "assign"}
	slices.SortStableFunc(steps, func(a, b page.Step) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	for i, s := range steps {
		asked := q.query()
		asked.Set("step", s.Name)
		steps[i].Action = at("/desk/"+p.match.ID, asked)
	}
	return slices.DeleteFunc(steps, func(s page.Step) bool {
		return s.Name == "claim" && kinds.MatchAssigned.Of(p.match) == n.actor.Account
	}), err
}

// chips say why two records suit each other.
func (n *names) chips(list []match.Reason, most int) []page.Reason {
	var said []page.Reason
	for _, r := range list[:min(len(list), most)] {
		one := page.Reason{Term: r.Term, Said: r.Query}
		if f, ok := kinds.Achievement.Field(r.Kind); ok {
			one = page.Reason{Term: f.Type.Format(r.Term, n.lang), Fact: f.Label.In(n.lang)}
		}
		said = append(said, one)
	}
	return said
}

// asSaid and asFound are the words of a reason as either side writes them.
func asSaid(r match.Reason) []string {
	return append(strings.Fields(r.Query), pieces(r.Term)...)
}

func asFound(r match.Reason) []string { return pieces(r.Term) }

// pieces are a word and, of a stretch of Chinese, the pairs of characters that it was
// found by: the other side may write them apart.
func pieces(word string) []string {
	list, before := []string{word}, ""
	for _, c := range word {
		now := ""
		if unicode.Is(unicode.Han, c) {
			now = string(c)
		}
		if before != "" && now != "" {
			list = append(list, before+now)
		}
		before = now
	}
	return list
}

// half is one side with the shared words marked. What the reasons are drawn from is
// what everybody who sees the record sees; nothing else is marked.
func (n *names) half(r record.Record, reasons []match.Reason, wording func(match.Reason) []string) page.Half {
	k, err := n.Office.Kind(r.Kind)
	if err != nil {
		return page.Half{}
	}
	var terms []string
	for _, one := range reasons {
		if one.Kind == match.Term {
			terms = append(terms, wording(one)...)
		}
	}
	h := page.Half{Kind: k.Label.In(n.lang), Title: marked(n.title(r), terms), Href: address(r.Kind, r.ID), State: badge(k, r.State, n.lang)}
	for i, f := range k.Fields {
		v, ok := r.Fields[f.Name]
		_, isText := f.Type.(record.Text)
		_, isList := f.Type.(record.List)
		switch {
		case !ok:
		case i == 0:
			h.Also = n.markedField(f, v, terms)[1:]
		case f.Match > 0 && f.See == 0 && (isText || isList):
			h.Texts = append(h.Texts, n.markedField(f, v, terms)...)
		case slices.Contains(halfFacts, f.Name):
			h.Facts = append(h.Facts, page.Fact{Label: f.Label.In(n.lang), Value: n.plain(r, f)})
		}
	}
	return h
}

// halfFacts are the fields that stand above the texts.
var halfFacts = []string{"firm", "owner", "field", "readiness", "region", "closes", "terms", "property", "price", "price_to", "budget", "expires"}

// markedField is a text in the reader's language and, where words of the other are
// shared, in that one too.
func (n *names) markedField(f record.Field, v any, terms []string) []page.Marked {
	said := words(f, v, n.lang)
	said.Text = f.Type.Format(v, n.lang)
	var list []page.Marked
	for one := &said; one != nil; one = one.Other {
		short := one.Text
		if width(short) > 2*longestSide {
			short = cut(short, 2*longestSide)
		}
		m := page.Marked{Label: f.Label.In(n.lang), Runs: marked(short, terms), Lang: one.Lang, More: short != one.Text}
		if one == &said || slices.ContainsFunc(m.Runs, func(r page.Run) bool { return r.Marked }) {
			list = append(list, m)
		}
	}
	return list
}

// width counts the halves of Chinese characters that a text is wide.
func width(s string) (w int) {
	for _, c := range s {
		if w += 2; c < 0x2e80 {
			w--
		}
	}
	return w
}

func cut(s string, most int) string {
	w := 0
	for i, c := range s {
		if w += 2; c < 0x2e80 {
			w--
		}
		if w > most {
			return s[:i] + "…"
		}
	}
	return s
}

// marked cuts a text into runs, those of the terms marked; of terms that begin at one
// place the longest counts. Latin words are marked whole or not at all.
func marked(s string, terms []string) []page.Run {
	lower := strings.ToLower(s)
	if len(lower) != len(s) { // a letter whose small form is longer: places would not agree
		lower = s
	}
	var runs []page.Run
	from := 0
	for i := 0; i < len(lower); {
		longest := 0
		for _, t := range terms {
			t = strings.ToLower(t)
			if len(t) > longest && strings.HasPrefix(lower[i:], t) && whole(lower, i, i+len(t)) {
				longest = len(t)
			}
		}
		if longest == 0 {
			i++
			continue
		}
		if i > from {
			runs = append(runs, page.Run{Text: s[from:i]})
		}
		runs = append(runs, page.Run{Text: s[i : i+longest], Marked: true})
		i += longest
		from = i
	}
	if from < len(s) {
		runs = append(runs, page.Run{Text: s[from:]})
	}
	return runs
}

// whole reports whether no Latin word is cut at either end.
func whole(s string, from, to int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9')
	}
	return !(letter(from-1) && letter(from)) && !(letter(to-1) && letter(to))
}

// terms compares what both sides state.
func (n *names) terms(p pairing) []page.Term {
	var list []page.Term
	add := func(f record.Field, need, have string, verdict text.Label, good bool) {
		list = append(list, page.Term{Label: f.Label.In(n.lang), Sides: [2]string{f.Type.Format(need, n.lang), f.Type.Format(have, n.lang)}, Verdict: verdict.In(n.lang), Good: good})
	}
	if need, have := kinds.NeedField.Of(p.need), kinds.AchievementField.Of(p.achievement); need != "" && have != "" {
		v, good := same(need == have)
		add(kinds.NeedField.Field(), need, have, v, good)
	}
	if need, have := kinds.NeedReadiness.Of(p.need), kinds.AchievementReadiness.Of(p.achievement); need != "" && have != "" {
		v, good := text.DeskBelow, false
		all := vocab.Readiness.All()
		if slices.Index(all, have) >= slices.Index(all, need) {
			v, good = text.DeskAbove, true
		}
		add(kinds.AchievementReadiness.Field(), need, have, v, good)
	}
	if need, have := kinds.NeedRegion.Of(p.need), kinds.AchievementRegion.Of(p.achievement); need != "" && have != "" {
		v, good := same(need == have)
		if !good && vocab.Province(need) == vocab.Province(have) {
			v, good = text.DeskNear, true
		}
		add(kinds.NeedRegion.Field(), need, have, v, good)
	}
	if kinds.NeedBudget.In(p.need) && kinds.AchievementPrice.In(p.achievement) {
		budget, price := kinds.NeedBudget.Of(p.need), kinds.AchievementPrice.Of(p.achievement)
		v, good := text.DeskBeyond, false
		if price <= budget {
			v, good = text.DeskWithin, true
		}
		list = append(list, page.Term{Label: text.DeskPrice.In(n.lang), Sides: [2]string{n.yuan(budget), n.price(p.achievement)}, Verdict: v.In(n.lang), Good: good})
	}
	return list
}

func same(yes bool) (text.Label, bool) {
	if yes {
		return text.DeskSame, true
	}
	return text.DeskDiffers, false
}

func (n *names) yuan(fen int64) string {
	return text.YuanAmount.In(n.lang, record.Money{}.Format(fen, n.lang))
}

// price is what an achievement is wanted for, as a range if it is one.
func (n *names) price(a record.Record) string {
	if kinds.AchievementPriceTo.In(a) {
		return text.DeskUpTo.In(n.lang, n.yuan(kinds.AchievementPrice.Of(a)), n.yuan(kinds.AchievementPriceTo.Of(a)))
	}
	return n.yuan(kinds.AchievementPrice.Of(a))
}

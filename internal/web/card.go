package web

import (
	"net/http"
	"net/url"
	"slices"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

func (f *face) cardRoutes() []route {
	return []route{
		{"GET /card", f.card},
		{"GET /card/kiosk", f.kiosk},
		{"GET /cards", f.cards},
		{"GET /cards/{id}", f.frozenCard},
		{"POST /figures/{name}/recheck", f.checked(f.recheck)},
	}
}

// headlines are the figures that stand first on a card.
var headlines = []string{
	"contract-turnover", "contracts-registered", "contract-technical", "turnover-absorbed", "turnover-crossing", "achievements-converted",
	"local-conversion", "conversion-amount", "achievements-shared", "achievements-on-offer", "needs-published", "needs-open",
}

// chosenBy are the figures whose records say which periods and regions there is anything for.
var chosenBy = []string{"contracts-registered", "achievements-shared", "needs-published"}

// cardAsked is the card that an address asks for, and the cells from which another can be chosen.
func (f *face) cardAsked(r *http.Request) (q report.CardQuery, cells []report.Cell, err error) {
	for _, name := range chosenBy {
		some, err := f.Columns.Cells(name)
		if err != nil {
			return q, nil, err
		}
		cells = append(cells, some...)
	}
	params := r.URL.Query()
	if q.Region = params.Get("region"); q.Region != "" {
		if _, known := vocab.Regions.Lookup(q.Region); !known {
			return q, nil, fault.Invalid("region", text.NotInList, q.Region, vocab.Regions.Label())
		}
	}
	q.Period = report.PeriodOf(record.Day(f.Accounts.Now()))
	if list := periodsOf(cells); len(list) > 0 {
		q.Period = list[0]
	}
	if given := params.Get("period"); given != "" {
		if q.Period, err = report.ParsePeriod(given); err != nil {
			return q, nil, err
		}
	}
	if given := params.Get("base"); given != "" {
		base, err := report.ParsePeriod(given)
		if err != nil {
			return q, nil, err
		}
		if base.Next() != (report.Period{}) && base.Season() == q.Period.Season() && base.To < q.Period.From { // the period may just have been changed to one of another length
			q.Base = base
		}
	}
	return q, cells, nil
}

// card is the report card as it is now.
func (f *face) card(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	q, cells, err := f.cardAsked(r)
	if err != nil {
		return err
	}
	card, err := f.Cards.Card(r.Context(), actor, q)
	if err != nil {
		return err
	}
	frame, err := f.frame(r, card.Title.In(lang))
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, lang)
	shown, err := n.reportCard(card)
	if err != nil {
		return err
	}
	if q.Region == "" { // people know the market, not the name of its node
		shown.Title = text.CardTitle.In(lang, frame.Market, q.Period.In(lang))
	}
	shown.Choose = f.cardChooser(q, cells, lang)
	values := cardValues(card)
	shown.Kiosk = "/card/kiosk?" + values.Encode()
	shown.Exports = cardForms(values, lang)
	frame.Wide = true
	return f.show(w, r, http.StatusOK, page.CardPage(frame, shown))
}

func cardValues(c report.Card) url.Values {
	values := url.Values{"period": {c.Period}}
	if c.Region != "" {
		values.Set("region", c.Region)
	}
	if p, err := report.ParsePeriod(c.Period); err == nil && p.Before().String() != c.BasePeriod {
		values.Set("base", c.BasePeriod)
	}
	return values
}

// cardForms lists the forms in which a card can be taken away.
func cardForms(values url.Values, lang text.Lang) (links []page.Link) {
	for _, form := range []struct {
		as    string
		label text.Label
	}{{"zip", text.CardAsFolder}, {"docx", text.CardAsDOCX}, {"xlsx", text.CardAsXLSX}} {
		values.Set("as", form.as)
		values.Set("lang", string(lang))
		links = append(links, page.Link{Label: form.label.In(lang), Href: "/api/card/export?" + values.Encode()})
	}
	return links
}

// cardChooser lets another period, region or base be chosen: half-years, years, quarters and months up to today.
func (f *face) cardChooser(q report.CardQuery, cells []report.Cell, lang text.Lang) []page.Input {
	periods := page.Input{Name: "period", Label: text.Period.In(lang), Form: page.FormSelect}
	half := report.PeriodOf(record.Day(f.Accounts.Now()))
	year, _ := report.ParsePeriod(half.From[:4])
	month, _ := report.ParsePeriod(record.Day(f.Accounts.Now())[:7])
	var list []report.Period
	for _, span := range []struct {
		last report.Period
		many int
	}{{half, 8}, {year, 5}, {quarterOf(month), 8}, {month, 13}} {
		for p, i := span.last, 0; i < span.many; p, i = p.Previous(), i+1 {
			list = append(list, p)
		}
	}
	if !slices.Contains(list, q.Period) {
		list = append(list, q.Period)
	}
	for _, p := range list {
		periods.Options = append(periods.Options, page.Option{Value: p.String(), Label: p.In(lang), Chosen: p == q.Period})
	}
	regions := chooser(cells, q.Period, q.Region, lang)[1]
	bases := page.Input{Name: "base", Label: text.CardBasePeriod.In(lang), Form: page.FormSelect, Options: []page.Option{
		{Label: text.CardBaseBefore.In(lang, q.Period.Before().In(lang)), Chosen: q.Base == (report.Period{})},
	}}
	for p, i := q.Period.Previous(), 0; p != (report.Period{}) && i < 8; p, i = p.Previous(), i+1 {
		bases.Options = append(bases.Options, page.Option{Value: p.String(), Label: p.In(lang), Chosen: p == q.Base})
	}
	return []page.Input{periods, regions, bases}
}

// quarterOf is the quarter of a month.
func quarterOf(month report.Period) report.Period {
	for p, _ := report.ParsePeriod(month.From[:4] + "-Q4"); ; p = p.Previous() {
		if p.Holds(month.From) {
			return p
		}
	}
}

// kiosk is the same card on one page for a large screen.
func (f *face) kiosk(w http.ResponseWriter, r *http.Request) error {
	lang := door.Lang(r)
	q, _, err := f.cardAsked(r)
	if err != nil {
		return err
	}
	card, err := f.Cards.Card(r.Context(), access.Actor{}, q) // a screen in a hall shows what everybody may see, whoever is signed in
	if err != nil {
		return err
	}
	frame, err := f.frame(r, card.Title.In(lang))
	if err != nil {
		return err
	}
	p, err := f.Office.Prove(r.Context(), access.Actor{}, nil)
	if err != nil {
		return err
	}
	c, err := f.names(r.Context(), access.Actor{}, lang).reportCard(card)
	if err != nil {
		return err
	}
	w.Header().Set("Refresh", kioskReload)
	return f.show(w, r, http.StatusOK, page.KioskPage(page.Kiosk{
		Frame: frame, Title: text.CardName.In(lang), Where: c.Where, Interim: c.Interim, Heads: c.Heads, Map: c.Map,
		AsOf:  text.KioskAsOf.In(lang, instant(f.Accounts.Now())),
		Entry: text.KioskEntry.In(lang, card.Size, rootSaid(p.Checkpoint)), Card: "/card?" + cardValues(card).Encode(),
	}))
}

// kioskReload is after how many seconds a large screen asks again.
const kioskReload = "60"

// frozenCard is a card as it was frozen, with what has changed since.
func (f *face) frozenCard(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	rec, card, changes, err := f.Cards.Frozen(r.Context(), actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, lang)
	if err := n.learn(rec); err != nil {
		return err
	}
	frame, err := f.frame(r, n.title(rec))
	if err != nil {
		return err
	}
	shown, err := n.reportCard(card)
	if err != nil {
		return err
	}
	shown.Title = n.title(rec)
	shown.Proof = page.Link{Label: text.CardItsRecord.In(lang), Href: address(rec.Kind, rec.ID)}
	shown.Exports = cardForms(url.Values{"card": {rec.ID}}, lang)
	shown.Frozen = &page.FrozenCard{
		State: badge(kinds.Card, rec.State, lang), Checkpoint: kinds.CardCheckpoint.Of(rec), Reason: kinds.CardReason.Of(rec),
		Corrects: n.otherCard(kinds.CardCorrects.Of(rec)), CorrectedBy: n.otherCard(kinds.CardSuperseded.Of(rec)),
		Summary: text.CardFrozenSays.In(lang, card.Day, card.Size),
	}
	for _, c := range changes {
		l, _ := card.Line(c.Figure)
		one := page.CardChange{Label: c.Label.In(lang), Then: l.Format(c.Frozen), Now: l.Format(c.Now)}
		for _, side := range []struct {
			ids   []string
			links *[]page.Link
		}{{c.Gone, &one.Gone}, {c.Added, &one.Added}, {c.Differ, &one.Differ}} {
			if *side.links, _, err = n.behindLine(c.Figure, side.ids); err != nil {
				return err
			}
		}
		shown.Frozen.Changes = append(shown.Frozen.Changes, one)
	}
	frame.Wide = true
	return f.show(w, r, http.StatusOK, page.CardPage(frame, shown))
}

// otherCard leads to a card that another names.
func (n *names) otherCard(id string) page.Link {
	if id == "" {
		return page.Link{}
	}
	return page.Link{Label: n.link(kinds.Card.Name, id).Label, Href: "/cards/" + id}
}

// cards lists the cards that were frozen.
func (f *face) cards(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	list, err := f.Office.List(r.Context(), actor, record.Query{Kind: kinds.Card.Name, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	n := f.names(r.Context(), actor, lang)
	if err := n.learn(list.Records...); err != nil {
		return err
	}
	var shown page.Cards
	for _, rec := range list.Records {
		if !kinds.CardFrozen.In(rec) {
			continue
		}
		shown.Rows = append(shown.Rows, page.CardRow{
			Title: page.Link{Label: n.title(rec), Href: "/cards/" + rec.ID}, Day: kinds.CardDay.Of(rec), State: badge(kinds.Card, rec.State, lang),
			Where:    saidPeriod(kinds.CardPeriod.Of(rec), lang) + " · " + regionName(kinds.CardRegion.Of(rec), lang),
			Corrects: n.otherCard(kinds.CardCorrects.Of(rec)), Corrected: n.otherCard(kinds.CardSuperseded.Of(rec)),
		})
	}
	if list.Next != "" {
		shown.Next = "/cards?" + url.Values{"after": {list.Next}}.Encode()
	}
	frame, err := f.frame(r, text.CardsTitle.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, page.CardsPage(frame, shown))
}

// reportCard makes a card ready to be shown.
func (n *names) reportCard(c report.Card) (page.ReportCard, error) {
	shown := page.ReportCard{
		Title: c.Title.In(n.lang), Where: saidPeriod(c.Period, n.lang) + " · " + regionName(c.Region, n.lang), Interim: c.Interim, Notes: c.Notes.In(n.lang),
		AsOf: text.CardAsOf.In(n.lang, c.Day, c.Size), Against: text.CardAgainst.In(n.lang, saidPeriod(c.BasePeriod, n.lang)),
	}
	lines := map[string]page.CardLine{}
	at := map[string]int{}
	for _, l := range c.Lines {
		line, err := n.cardLine(c, l)
		if err != nil {
			return shown, err
		}
		lines[l.Figure] = line
		kind := n.kindOf(l.Figure)
		i, ok := at[kind]
		if !ok {
			i = len(shown.Families)
			at[kind] = i
			shown.Families = append(shown.Families, page.CardFamily{Title: n.kindLabel(kind), Open: i == 0})
		}
		shown.Families[i].Lines = append(shown.Families[i].Lines, line)
	}
	for i := range shown.Families {
		shown.Families[i].Count = text.CardFamily.In(n.lang, len(shown.Families[i].Lines))
	}
	for _, name := range headlines {
		line, ok := lines[name]
		if !ok {
			continue
		}
		shown.Heads = append(shown.Heads, line)
		if shown.Map == nil && line.Tiles != "" {
			shown.Map = &line
		}
	}
	return shown, nil
}

// kindOf is the kind of record that a figure counts, "" for a figure that the program no longer has.
func (n *names) kindOf(figure string) string {
	fig, err := n.Columns.Figure(figure)
	if err != nil {
		return ""
	}
	return fig.Kind
}

func (n *names) kindLabel(kind string) string {
	k, err := n.Office.Kind(kind)
	if err != nil {
		return text.CardAllFigures.In(n.lang)
	}
	return k.Label.In(n.lang)
}

func saidPeriod(s string, lang text.Lang) string {
	p, err := report.ParsePeriod(s)
	if err != nil {
		return s
	}
	return p.In(lang)
}

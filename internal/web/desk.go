package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/kinds"
	"heitu/internal/match"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
	"heitu/internal/web/page"
)

const (
	queuePage = 20   // matches on one page of the queue
	queueLook = 1000 // matches looked through for one page
)

// queue is which matches wait, and in which order.
type queue struct {
	state, order, whose, region, field string
	gone                               bool // whether those are shown that have lost their reasons
}

// queueOf reads a queue out of an address.
func queueOf(asked url.Values) queue {
	q := queue{state: "proposed", order: "score", region: asked.Get("region"), field: asked.Get("field"), gone: asked.Get("gone") != ""}
	if asked.Get("state") == "asked" {
		q.state = "asked"
	}
	if o := asked.Get("order"); o == "age" || o == "value" {
		q.order = o
	}
	if w := asked.Get("whose"); w == "mine" || w == "free" {
		q.whose = w
	}
	return q
}

// query is the queue as part of an address.
func (q queue) query() url.Values {
	asked := url.Values{}
	for name, v := range map[string]string{"region": q.region, "field": q.field, "whose": q.whose} {
		if v != "" {
			asked.Set(name, v)
		}
	}
	if q.state != "proposed" {
		asked.Set("state", q.state)
	}
	if q.order != "score" {
		asked.Set("order", q.order)
	}
	if q.gone {
		asked.Set("gone", "1")
	}
	return asked
}

// at is the address of a match on the desk, within the queue.
func (q queue) at(id string) string { return at("/desk/"+id, q.query()) }

// pairing is a match with its two sides, as the reader may see them.
type pairing struct {
	match, need, achievement record.Record
	score                    float64
	reasons                  []match.Reason
	suits                    bool
}

// pair reads the two sides of a match, and why they suit each other now. It is false
// where the reader may not know of one of them.
func (n *names) pair(m record.Record) (pairing, bool, error) {
	p, ok, err := n.sides(queue{}, m)
	if ok {
		n.weigh(&p)
	}
	return p, ok, err
}

// sides reads the two sides of a match. It is false where the reader may not know of
// one of them, or the queue does not hold it.
func (n *names) sides(q queue, m record.Record) (pairing, bool, error) {
	p := pairing{match: m}
	var err error
	if p.need, err = n.needOf(m); err != nil || p.need.ID == "" || !q.admits(p.need) {
		return p, false, err
	}
	p.achievement, err = n.side(m, kinds.MatchAchievement, func(other record.Record) bool { return q.admits(n.read[kinds.MatchNeed.Of(other)]) })
	return p, p.achievement.ID != "", err
}

// weigh says why the two sides suit each other now. Weighing is dear: only what is shown is weighed.
func (n *names) weigh(p *pairing) {
	p.score, p.reasons, p.suits = n.Finder.Between(n.actor, p.need, p.achievement)
}

// needOf is the need of a match; its id is "" where the reader may not know of it.
func (n *names) needOf(m record.Record) (record.Record, error) {
	return n.side(m, kinds.MatchNeed, func(record.Record) bool { return true })
}

// side is one side of a match. With the first of a page that is asked for, those of the
// others on it that will be are read at once.
func (n *names) side(m record.Record, of record.ReferenceField, wanted func(other record.Record) bool) (record.Record, error) {
	if r, known := n.read[of.Of(m)]; known {
		return r, nil
	}
	ids := []string{of.Of(m)}
	for _, other := range n.coming {
		if _, known := n.read[of.Of(other)]; !known && wanted(other) {
			ids = append(ids, of.Of(other))
		}
	}
	found, err := n.Office.Several(n.ctx, n.actor, ids...)
	if err != nil {
		return record.Record{}, err
	}
	for _, id := range ids {
		n.read[id] = found[id]
	}
	return found[of.Of(m)], nil
}

// gone reports whether the node proposed the pair for reasons that are there no more.
func (p pairing) gone() bool { return !p.suits && kinds.MatchScore.In(p.match) }

// value is what the deal may be worth in fen, as far as the reader may know: the
// budget, or else the price.
func (p pairing) value() int64 {
	return cmp.Or(kinds.NeedBudget.Of(p.need), kinds.AchievementPrice.Of(p.achievement))
}

// admits reports whether the queue holds a match with that need.
func (q queue) admits(need record.Record) bool {
	region := kinds.NeedRegion.Of(need)
	return (q.field == "" || q.field == kinds.NeedField.Of(need)) && (q.region == "" || q.region == region || region != "" && q.region == vocab.Province(region))
}

// asked is the queue as a query.
func (q queue) asked() record.Query {
	asked := record.Query{Kind: kinds.Match.Name, Limit: 2 * queuePage, Where: []record.Term{{Field: "state", Op: record.Equal, Value: q.state}}}
	if asked.Rising = q.order == "age"; !asked.Rising {
		asked.Sort = kinds.MatchScore.Name
	}
	if q.field+q.region != "" || q.order == "value" {
		asked.Limit = office.PageSize // few of them, or all, will be looked at
	}
	return asked
}

// walk calls fn with each match of the queue from a place on, until fn says that it is
// enough. It returns the place after the last one, "" at the end.
func (n *names) walk(q queue, after string, fn func(record.Record) (bool, error)) (string, error) {
	asked := q.asked()
	asked.After = after
	if q.whose == "mine" {
		asked.Where = append(asked.Where, record.Term{Field: kinds.MatchAssigned.Name, Op: record.Equal, Value: n.actor.Account})
	}
	for looked := 0; looked < queueLook; {
		found, err := n.Office.Glance(n.ctx, n.actor, asked, kinds.MatchNeed.Name, kinds.MatchAchievement.Name, kinds.MatchScore.Name, kinds.MatchAssigned.Name)
		if err != nil {
			return "", err
		}
		n.coming = found
		for _, m := range found {
			asked.After = asked.Next(m)
			if q.whose == "free" && kinds.MatchAssigned.In(m) {
				continue
			}
			if more, err := fn(m); !more || err != nil {
				return asked.After, err
			}
		}
		if looked += len(found); len(found) < asked.Limit {
			return "", nil
		}
	}
	return asked.After, nil
}

// some collects up to a page of pairs, and how many were passed over that have lost
// their reasons.
func (n *names) some(q queue, after string) (list []pairing, gone int, next string, err error) {
	next, err = n.walk(q, after, func(m record.Record) (bool, error) {
		p, ok, err := n.sides(q, m)
		if err != nil || !ok {
			return err == nil, err
		}
		if n.weigh(&p); p.gone() && !q.gone {
			gone++
		} else {
			list = append(list, p)
		}
		return len(list) < queuePage, nil
	})
	return list, gone, next, err
}

// dearest are the best scored of the queue in the order of their value, not weighed.
func (n *names) dearest(q queue) (list []pairing, err error) {
	_, err = n.walk(q, "", func(m record.Record) (bool, error) {
		p, ok, err := n.sides(q, m)
		if ok {
			list = append(list, p)
		}
		return len(list) < office.PageSize, err
	})
	slices.SortStableFunc(list, byValue)
	return list, err
}

// first is the beginning of the queue: by value, the best scored are put in order.
func (n *names) first(q queue, after string) (list []pairing, gone int, next string, err error) {
	if q.order != "value" {
		return n.some(q, after)
	}
	all, err := n.dearest(q)
	from, _ := strconv.Atoi(after)
	for at := min(max(from, 0), len(all)); at < len(all) && len(list) < queuePage; at++ {
		if n.weigh(&all[at]); all[at].gone() && !q.gone {
			gone++
		} else {
			list = append(list, all[at])
		}
		if next = ""; at+1 < len(all) {
			next = strconv.Itoa(at + 1)
		}
	}
	return list, gone, next, err
}

// neighbours are the addresses of the matches before and after one in the queue. Where
// it has left the queue, the first of it is next. What stands before it is told of the
// beginning of the queue only.
func (n *names) neighbours(q queue, m record.Record) (before, next string, err error) {
	if q.order == "value" {
		list, err := n.dearest(q)
		at := slices.IndexFunc(list, func(p pairing) bool { return p.match.ID == m.ID })
		if at > 0 {
			before = q.at(list[at-1].match.ID)
		}
		if at+1 < len(list) {
			next = q.at(list[at+1].match.ID)
		}
		return before, next, err
	}
	first, last, found, looked := "", "", false, 0
	left := m.State != q.state
	_, err = n.walk(q, "", func(other record.Record) (bool, error) {
		found = other.ID == m.ID
		held, err := n.holds(q, other)
		if held && !found {
			last = q.at(other.ID)
			first = cmp.Or(first, last)
		}
		looked++
		return !found && looked < office.PageSize && !(left && first != ""), err
	})
	if left || err != nil {
		return "", first, err
	}
	if found {
		before = last
	}
	_, err = n.walk(q, q.asked().Next(m), func(other record.Record) (bool, error) {
		held, err := n.holds(q, other)
		if held {
			next = q.at(other.ID)
		}
		return !held, err
	})
	return before, next, err
}

// holds reports whether the queue admits the need of a match.
func (n *names) holds(q queue, m record.Record) (bool, error) {
	if q.field+q.region == "" {
		return true, nil
	}
	need, err := n.needOf(m)
	return need.ID != "" && q.admits(need), err
}

func byValue(a, b pairing) int { return cmp.Compare(b.value(), a.value()) }

// desk is the queue of matches that wait for a broker.
func (f *face) desk(w http.ResponseWriter, r *http.Request) error {
	actor, asked := door.Person(r).Actor, r.URL.Query()
	if err := access.Holds(actor, record.Staff); err != nil {
		return err
	}
	frame, err := f.frame(r, text.DeskName.In(door.Lang(r)))
	if err != nil {
		return err
	}
	n, q := f.names(r.Context(), actor, frame.Lang), queueOf(asked)
	list, gone, next, err := n.first(q, asked.Get("after"))
	if err != nil {
		return err
	}
	shown := page.Queue{State: q.state, Filters: n.queueFilters(q)}
	for _, state := range []string{"proposed", "asked"} {
		s, _ := kinds.Match.State(state)
		tab := q
		tab.state = state
		shown.States = append(shown.States, page.Item{Label: s.Label.In(n.lang), Href: at("/desk", tab.query()), Here: state == q.state})
	}
	for _, p := range list {
		row, err := n.waiting(q, p)
		if err != nil {
			return err
		}
		shown.Rows = append(shown.Rows, row)
	}
	if gone > 0 {
		all := q
		all.gone = true
		shown.Gone, shown.GoneAt = text.DeskGone.In(n.lang, gone), at("/desk", all.query())
	}
	if next != "" {
		on := q.query()
		on.Set("after", next)
		shown.Next = at("/desk", on)
	}
	return f.show(w, r, http.StatusOK, page.QueuePage(frame, shown))
}

// waiting is a pair as a row of the queue.
func (n *names) waiting(q queue, p pairing) (page.Waiting, error) {
	if err := n.learn(p.match, p.need, p.achievement); err != nil {
		return page.Waiting{}, err
	}
	row := page.Waiting{
		Href: q.at(p.match.ID), Need: page.Link{Label: n.title(p.need)}, Achievement: page.Link{Label: n.title(p.achievement)},
		Firm: n.known[kinds.NeedFirm.Of(p.need)], Score: points(p.score), Charge: n.charge(p.match),
		Age: text.DeskAge.In(n.lang, int(n.Office.Now().Sub(born(p.match))/(24*time.Hour))), Why: n.chips(p.reasons, 5),
	}
	if v := p.value(); v > 0 {
		row.Value = text.YuanAmount.In(n.lang, record.Money{}.Format(v, n.lang))
	}
	return row, nil
}

// charge names who is in charge of a match.
func (n *names) charge(m record.Record) string {
	if !kinds.MatchAssigned.In(m) {
		return text.DeskNobody.In(n.lang)
	}
	return n.link(kinds.Account.Name, kinds.MatchAssigned.Of(m)).Label
}

// born is when a record was made, as its id tells.
func born(r record.Record) time.Time {
	if len(r.ID) > 13 {
		if ms, err := strconv.ParseInt(r.ID[:8]+r.ID[9:13], 16, 64); err == nil {
			return time.UnixMilli(ms)
		}
	}
	return r.Time()
}

// points writes a score.
func points(score float64) string { return strconv.FormatFloat(score, 'f', 1, 64) }

// queueFilters are the controls above the queue.
func (n *names) queueFilters(q queue) []page.Input {
	choose := func(name string, label text.Label, chosen string, options ...page.Option) page.Input {
		for i := range options {
			options[i].Chosen = options[i].Value == chosen
		}
		return page.Input{Name: name, Label: label.In(n.lang), Form: page.FormSelect, Options: options}
	}
	option := func(value string, label text.Label) page.Option {
		return page.Option{Value: value, Label: label.In(n.lang)}
	}
	region, _ := kinds.Need.Field(kinds.NeedRegion.Name)
	field, _ := kinds.Need.Field(kinds.NeedField.Name)
	return []page.Input{
		choose("order", text.DeskOrder, q.order, option("score", text.DeskByScore), option("age", text.DeskByAge), option("value", text.DeskByValue)),
		choose("whose", text.DeskWhose, q.whose, option("", text.DeskAll), option("mine", text.DeskMine), option("free", text.DeskFree)),
		choiceInput(region, q.region, text.AnyValue, n.lang), choiceInput(field, q.field, text.AnyValue, n.lang),
	}
}

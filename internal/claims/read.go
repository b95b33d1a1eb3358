package claims

import (
	"slices"
	"strings"
	"time"

	"heitu/internal/record"
	"heitu/internal/vocab"
)

// reader goes through a text clause by clause and remembers what later ones leave out.
type reader struct {
	script    script
	text      string
	published time.Time
	pieces    []piece
	segments  []reach // where each stretch between semicolons lies

	current piece
	held    actor     // whoever is spoken of
	land    actor     // the region spoken of last in this stretch
	home    actor     // the first province of the text, which 全省 means
	only    string    // the province, where the text names no other
	first   period    // the first period of the text, for paragraphs that name none
	topic   string    // what the clause before was about
	planned bool      // whether this stretch speaks of what is to come
	said    [3]period // the last period of the stretch, the sentence, the paragraph
	back    bool      // whether the sentence speaks of what came before: 这是…
	last    int       // index of the claim that a growth may belong to, -1 for none
	open    []int     // claims of the paragraph without a period
	earlier []int     // the same of the paragraph before
	claims  []Claim
}

// reach is a range of runes.
type reach struct{ from, to int }

// Read proposes a claim for every figure of a text. Without a day of publication,
// the one that the text names is taken; without either, 今年 is nobody's year.
func Read(text string, published time.Time) []Claim {
	if published.IsZero() {
		published = Published(text)
	}
	r := &reader{script: scriptOf(text), text: text, published: published, last: -1, claims: []Claim{}}
	r.pieces = r.script.pieces()
	for _, p := range r.pieces {
		if p.segment >= len(r.segments) {
			r.segments = append(r.segments, make([]reach, p.segment+1-len(r.segments))...)
			r.segments[p.segment].from = p.at
		}
		r.segments[p.segment].to = p.at + len(p.runes)
	}
	r.home, r.only = homeOf(r.script.runes)
	for _, p := range r.pieces {
		r.clause(p)
	}
	return r.claims
}

// homeOf finds the first province that a text names, and whether it is the only one.
func homeOf(s []rune) (home actor, only string) {
	for i := 0; i < len(s); {
		code, n := placeAt(s, i)
		i += max(n, 1)
		if code = vocab.Province(code); n == 0 || code == only {
			continue
		}
		if home.region != "" {
			return home, ""
		}
		home, only = actor{name: RegionName(code), region: code, land: true}, code
	}
	return home, only
}

// clause reads one clause.
func (r *reader) clause(p piece) {
	r.enter(p)
	who, end, found := subjectOf(p.runes, r.land, r.home, r.only)
	if found {
		r.follow(who)
	}
	all := quantities(p.runes)
	if r.respectively(p, all, end) {
		all = nil
	}
	from, each := end, names(p, r.held.name, len(all))
	for n, q := range all {
		if each != nil {
			r.held.name = each[n]
			if r.held.region, _ = regionIn(each[n]); r.held.region == "" {
				r.held.region = r.only
			}
		}
		limit := len(p.runes)
		if n+1 < len(all) {
			limit = all[n+1].start
		}
		r.read(place{p, q, min(max(end, from), q.start), limit, n, found})
		from = q.end
	}
	if per, ok := lastPeriod(string(p.runes), r.published); ok {
		r.keepPeriod(per)
	}
	if t := topic(string(p.runes[end:])); len(all) == 0 && t != "" {
		r.topic = t
	}
	r.planned = r.planned && !found || planned(string(p.runes))
}

// follow takes a new subject.
func (r *reader) follow(who actor) {
	r.held = who
	if !who.land || who.region == "" {
		return
	}
	r.land = who
}

// enter forgets what does not reach into this clause.
func (r *reader) enter(p piece) {
	first := r.current.runes == nil
	if first || p.segment != r.current.segment {
		r.planned, r.topic, r.last = false, "", -1
		r.said[0] = period{}
	}
	if first || p.sentence != r.current.sentence {
		r.said[1] = period{}
		r.back = slices.ContainsFunc([]string{"这是", "这也是", "这些", "以上", "上述"}, func(w string) bool { return startsWith(p.runes, 0, w) })
		r.land = actor{}
		if r.held.land {
			r.land = r.held
		}
	}
	if p.block != r.current.block {
		r.said[2] = period{}
		r.held, r.land = actor{}, actor{}
		if len(p.runes) > 0 {
			r.earlier, r.open = r.open, nil
		}
	}
	r.current = p
}

// keepPeriod remembers a period for what follows, and for what the sentence looks back on.
func (r *reader) keepPeriod(per period) {
	for i := range r.said {
		r.said[i] = per
	}
	if r.first.code == "" && !strings.HasPrefix(per.code, "/") {
		r.first = per
	}
	if !r.back {
		return
	}
	for _, i := range r.earlier {
		r.claims[i].Period, r.claims[i].When = per.code, per.words
	}
	r.earlier = nil
}

// place is a quantity in its clause.
type place struct {
	piece
	q           quantity
	from, limit int  // of the words that belong to it
	n           int  // which of the clause it is
	found       bool // whether the clause names its own subject
}

func (p place) words() string { return string(p.runes[p.from:p.q.start]) }

// read makes a claim of a quantity, or binds it to the one before as its growth.
func (r *reader) read(p place) {
	c, grows := changeBefore(p.words())
	share := strings.HasSuffix(p.q.unit, "百分点")
	if grows && r.last >= 0 && c.noun == "" && r.claims[r.last].Growth == nil && (!p.found || p.n > 0) {
		r.claims[r.last].Growth = c.growth(p.q)
		r.quote(&r.claims[r.last], r.claims[r.last].Quoted.Start, p)
		return
	}
	if share || r.risesFrom(p) {
		return
	}
	claim := Claim{Subject: r.held.name, Region: r.held.region, Value: p.q.value, Upper: p.q.upper, Unit: p.q.unit, Bound: p.q.bound}
	claim.Indicator, claim.Base = r.indicator(p)
	if grows {
		claim.Growth = c.growth(p.q)
		claim.Value = claim.Growth.Value
		if claim.Indicator = c.noun; claim.Indicator == "" {
			claim.Indicator = r.topic
		}
	}
	if claim.Indicator == "" && p.found && p.n == 0 {
		claim.Indicator = r.backOff()
		claim.Subject, claim.Region = r.held.name, r.held.region
	}
	if share := []string{"占比", "比重", "比例"}; r.last >= 0 && slices.Contains(share, claim.Indicator) {
		claim.Indicator = r.claims[r.last].Indicator + claim.Indicator
	}
	if claim.Indicator == "" || rule(p) {
		return
	}
	r.date(&claim, p)
	claim.Qualifier = r.qualifier(p, claim)
	at := r.script.span(p.at+p.q.number, p.at+max(p.q.numberEnd, p.q.end-closing(p.q)))
	claim.At, claim.Written = at, r.text[at.Start:at.End]
	r.quote(&claim, -1, p)
	r.last = len(r.claims)
	r.claims = append(r.claims, claim)
	r.topic = claim.Indicator
	if claim.Period == "" {
		r.open = append(r.open, r.last)
	}
}

// closing is 1 where a quotation mark behind a structure ends it.
func closing(q quantity) int {
	if q.unit == "" && q.end == q.numberEnd+1 && strings.Contains(q.value, "+") {
		return 1
	}
	return 0
}

// maxQuotation is the longest stretch that is quoted whole, in runes.
const maxQuotation = 200

// quote sets the words of the text that say it: the stretch between semicolons, or the clause where that is long.
func (r *reader) quote(c *Claim, start int, p place) {
	whole := r.segments[p.segment]
	if whole.to-whole.from > maxQuotation {
		whole = reach{p.at, p.at + len(p.runes)}
	}
	span := r.script.span(whole.from, whole.to)
	if start >= 0 {
		span.Start = min(start, span.Start)
	}
	said := r.text[span.Start:span.End]
	trimmed := strings.TrimLeft(said, " \t\u3000”")
	span.Start += len(said) - len(trimmed)
	span.End = span.Start + len(strings.TrimRight(trimmed, " \t\u3000"))
	c.Quoted, c.Quotation = span, r.text[span.Start:span.End]
}

// date finds the period nearest to a figure.
func (r *reader) date(c *Claim, p place) {
	if !r.published.IsZero() {
		c.AsOf = r.published.Format(time.DateOnly)
	}
	before := string(p.runes[:p.q.start])
	if c.Base != "" {
		before = before[:max(strings.LastIndex(before, c.Base), 0)]
	}
	per, ok := lastPeriod(before, r.published)
	for i := 0; !ok && i < len(r.said); i++ {
		per, ok = r.said[i], r.said[i].code != ""
	}
	if !ok && len(r.first.code) != len("2006") && strings.Contains(string(p.runes), "全年") && c.AsOf != "" {
		per = period{code: c.AsOf[:4], words: "全年"}
		r.keepPeriod(per)
	} else if !ok {
		per = r.first
	}
	c.Period, c.When = per.code, per.words
}

// indicator is what is counted, and for a ratio what it is measured by.
func (r *reader) indicator(p place) (said, base string) {
	to := p.q.start
	if p.q.unit == "倍" {
		cut := 0
		if base, cut = baseBefore(p.words()); base != "" {
			to = p.from + len([]rune(p.words()[:cut]))
		}
	}
	said = p.before(p.from, to, p.n > 0)
	counts := !money(p.q.unit) && p.q.unit != "%" && p.q.unit != "倍"
	act := said == "" || slices.ContainsFunc(acts, func(w string) bool { return strings.HasSuffix(said, w) })
	behind := p.after(p.q.end, p.limit)
	switch {
	case strings.Contains(p.q.value, "+"):
		if behind != "" {
			said = behind
		}
	case counts && (act || len([]rune(said)) < 4):
		said += behind
	case money(p.q.unit) && act:
		said += behind + purpose(p)
	}
	if said == "" || said == "和" || said == "及" {
		said = r.topic
	}
	return strings.TrimSpace(said), base
}

// purpose is what money is spent on, where nothing else is counted behind it.
func purpose(p place) string {
	rest := p.runes[p.q.end:]
	if p.limit != len(p.runes) || !startsWith(rest, 0, "支持") && !startsWith(rest, 0, "用于") {
		return ""
	}
	return noun(rest[:min(len(rest), 30)])
}

// backOff parts 辽宁省高新技术企业 where nothing else says what is counted, and goes on about 辽宁省.
func (r *reader) backOff() string {
	s := []rune(r.held.name)
	code, n := placeAt(s, 0)
	if n == 0 || n == len(s) {
		return ""
	}
	r.follow(actor{name: string(s[:n]), region: code, land: true})
	return string(s[n:])
}

// qualifier says whether a figure is planned, proposed, cumulative or done.
func (r *reader) qualifier(p place, c Claim) string {
	before, whole := string(p.runes[:p.q.start]), string(p.runes)
	own := p.words()
	_, end, _ := strings.Cut(c.Period, "/")
	ahead := !r.published.IsZero() && end != "" && len(end) >= 4 && end[:4] > record.Day(r.published)[:4]
	switch {
	case strings.Contains(c.Value, "+"):
		return ""
	case proposedIn(string(p.runes[p.q.end:p.limit])) || proposedIn(own):
		return "proposed"
	case planned(before):
		return "planned"
	case strings.Contains(before, "已"):
		if strings.Contains(before, "累计") {
			return "cumulative"
		}
		return "done"
	case r.planned && !p.found, ahead && !strings.Contains(whole, "完成"):
		return "planned"
	case strings.Contains(before, "累计"):
		return "cumulative"
	case strings.HasPrefix(before, "其中") && r.last >= 0:
		return r.claims[r.last].Qualifier
	}
	return "done"
}

package web

import (
	"slices"
	"strings"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// publicWays are the states through which achievements and needs are published.
var publicWays = map[string][]string{
	kinds.Achievement.Name: {"draft", "reviewed", "shared", "expiring"},
	kinds.Need.Name:        {"draft", "reviewed", "open", "expiring"},
}

// standing is where a record stands in its publication, what comes next and who does
// it; nil for other kinds.
func (n *names) standing(k record.Kind, r record.Record) *page.Standing {
	way := publicWays[k.Name]
	if way == nil || r.State == record.Void {
		return nil
	}
	s := &page.Standing{}
	at := slices.Index(way, r.State)
	published := slices.Contains(way[2:], r.State)
	for i, name := range way {
		state, _ := k.State(name)
		stop := page.Stop{Label: state.Label.In(n.lang), Next: i == at, Done: i < at}
		if name == "reviewed" && published && kinds.PublicationBasis.Of(r) != "review" {
			stop.Done, stop.Lacks = false, []page.Link{{Label: text.StandingSkipped.In(n.lang)}}
		}
		s.Stops = append(s.Stops, stop)
	}
	end := page.Stop{Label: text.StandingEnd.In(n.lang)}
	if at < 0 {
		state, _ := k.State(r.State)
		end = page.Stop{Label: state.Label.In(n.lang), Next: true}
	}
	s.Stops = append(s.Stops, end)
	process, _ := n.Office.Processes[k.Name].At(r.Process)
	for _, step := range process.Leaving(r.State) {
		to, _ := k.State(step.To)
		next := page.Fact{Label: text.StandingLeads.In(n.lang, step.Label, to.Label)}
		var who []string
		if step.By != record.Nobody {
			who = append(who, text.StandingBy.In(n.lang, strings.Join(classes(step.By, n.lang), text.StandingOr.In(n.lang))))
		}
		if step.Due != "" {
			who = append(who, n.byItself(r, step.Due))
		}
		next.Value = strings.Join(who, text.StandingBoth.In(n.lang))
		s.Next = append(s.Next, next)
	}
	return s
}

// byItself says when the clock takes a step.
func (n *names) byItself(r record.Record, field string) string {
	if day, ok := r.Fields[field].(string); ok {
		return text.StandingClock.In(n.lang, day)
	}
	return text.StandingClockNo.In(n.lang)
}

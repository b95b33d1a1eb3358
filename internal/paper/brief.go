package paper

import (
	"strings"
	"unicode"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// plan declares what a page of a kind shows, by names of fields.
type plan struct {
	heading text.Label
	lead    string   // the field whose first sentence tells the value
	facts   []string // short values
	parts   []string // long texts
}

// plans is the page of each kind that has one.
var plans = map[string]plan{
	kinds.Achievement.Name: {
		heading: text.BriefAchievement, lead: kinds.AchievementSummary.Name,
		facts: []string{kinds.AchievementField.Name, kinds.AchievementReadiness.Name, kinds.AchievementTerms.Name, kinds.AchievementProperty.Name, kinds.AchievementOwner.Name, kinds.AchievementRegion.Name, kinds.AchievementKeywords.Name, kinds.AchievementPrice.Name},
		parts: []string{kinds.AchievementSummary.Name},
	},
	kinds.Need.Name: {
		heading: text.BriefNeed, lead: kinds.NeedProblem.Name,
		facts: []string{kinds.NeedField.Name, kinds.NeedReadiness.Name, kinds.NeedFirm.Name, kinds.NeedRegion.Name, kinds.NeedOpens.Name, kinds.NeedCloses.Name, kinds.NeedKeywords.Name, kinds.NeedBudget.Name},
		parts: []string{kinds.NeedProblem.Name, kinds.NeedTarget.Name},
	},
}

// Brief is a page that introduces a record.
type Brief struct {
	Origin
	Heading string
	Title   string
	Lead    string // one sentence
	Facts   []Fact
	Parts   []Fact // longer texts under their headings
	ID      string
}

// HasBrief reports whether a kind has such a page.
func HasBrief(kind string) bool {
	_, ok := plans[kind]
	return ok
}

// BriefOf makes the page of a record, of a kind that has one. What the record, as it
// is given, does not say is left out.
func BriefOf(k record.Kind, r record.Record, o Origin) Brief {
	p := plans[k.Name]
	b := Brief{Origin: o, Heading: p.heading.In(o.Lang), Title: k.Title(r, o.Lang), ID: r.ID}
	b.Lead = sentence(o.factOf(k, r, p.lead).Value)
	for _, name := range p.facts {
		if f := o.factOf(k, r, name); f.Value != "" {
			b.Facts = append(b.Facts, f)
		}
	}
	for _, name := range p.parts {
		if f := o.factOf(k, r, name); f.Value != "" && f.Value != b.Lead {
			b.Parts = append(b.Parts, f)
		}
	}
	return b
}

// through says how to get in touch: by the node, never by a person.
func (b Brief) through() string { return text.BriefThrough.In(b.Lang, b.Node) }

func (b Brief) made() string { return text.BriefMade.In(b.Lang, b.Day) }

// longestLead is how many characters one sentence may have.
const longestLead = 90

// sentence is the first sentence of a text.
func sentence(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	n := 0
	runes := []rune(s)
	for i, c := range runes {
		if n++; n > longestLead {
			return strings.TrimRightFunc(string(runes[:i]), unicode.IsPunct) + "\u2026"
		}
		latin := c == '.' && (i+1 == len(runes) || runes[i+1] == ' ')
		if latin || strings.ContainsRune("\u3002\uff01\uff1f!?", c) {
			return string(runes[:i+1])
		}
	}
	return s
}

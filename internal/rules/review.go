package rules

import (
	"slices"

	"heitu/internal/text"
)

// Result is what the pre-review found on one rule.
type Result string

// The results. Ask means that a person must judge.
const (
	Met    Result = "met"
	Unmet  Result = "unmet"
	Unsure Result = "ask"
)

// Line is one rule of a sheet.
type Line struct {
	Rule   Rule
	Result Result
	Leans  Result     // what the facts show, where the rule may not decide by itself
	Why    text.Label // what the result was drawn from
}

// Sheet is the pre-review sheet (预审单).
type Sheet struct {
	Pack    Pack
	Lines   []Line
	Outcome string // "pass", or the heaviest consequence: Ask, Supplement, Refuse
}

// PreReview judges the facts by the pack of the day of signing. A day without a
// pack gives a sheet without lines, on which a person must judge everything.
func PreReview(f Facts) Sheet {
	pack, ok := Registration.On(f.Signed)
	if !ok {
		return Sheet{Outcome: Ask}
	}
	s := Sheet{Pack: pack}
	for _, r := range pack.Rules {
		if r.Types != nil && !slices.Contains(r.Types, f.Type) {
			continue
		}
		judge, ok := checks[r.Code]
		if !ok {
			judge = person
		}
		v := judge(f, pack)
		if v.result == "" {
			continue
		}
		line := Line{Rule: r, Result: v.result, Leans: v.result, Why: v.why}
		if v.result == Unmet && (r.Status != Verified || r.Kind == Ask) {
			line.Result = Unsure
		}
		s.Lines = append(s.Lines, line)
	}
	s.Outcome = s.outcome()
	return s
}

func (s Sheet) outcome() string {
	order := []string{"pass", Ask, Supplement, Refuse}
	worst := 0
	for _, l := range s.Lines {
		weight := 0
		switch l.Result {
		case Unsure:
			weight = 1
		case Unmet:
			weight = slices.Index(order, l.Rule.Kind)
		}
		worst = max(worst, weight)
	}
	return order[worst]
}

// Codes returns the rules with a result.
func (s Sheet) Codes(result Result) []string {
	var codes []string
	for _, l := range s.Lines {
		if l.Result == result {
			codes = append(codes, l.Rule.Code)
		}
	}
	return codes
}

// Doubts returns the rules that a person must judge although the facts speak against them.
func (s Sheet) Doubts() []string {
	var codes []string
	for _, l := range s.Lines {
		if l.Result == Unsure && l.Leans == Unmet {
			codes = append(codes, l.Rule.Code)
		}
	}
	return codes
}

// Reasons returns the codes of the refusal reasons that the sheet leads to.
func (s Sheet) Reasons() []string {
	return s.gather(Refuse, func(r Rule) string { return r.Reason })
}

// Supplements returns the codes of what has to be supplemented.
func (s Sheet) Supplements() []string {
	return s.gather(Supplement, func(r Rule) string { return r.Supplement })
}

func (s Sheet) gather(kind string, code func(Rule) string) []string {
	var codes []string
	for _, l := range s.Lines {
		if c := code(l.Rule); l.Leans == Unmet && l.Rule.Kind == kind && c != "" && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// Say writes the sheet for people, a line for each rule.
func (s Sheet) Say() text.Label {
	var lines []text.Label
	for _, l := range s.Lines {
		lines = append(lines, text.Said(text.SheetLine, resultName(l.Result), l.Rule.What, l.Why, l.Rule.Source, StatusName(l.Rule.Status)))
	}
	return text.Together(lines...)
}

func resultName(r Result) text.Label {
	switch r {
	case Met:
		return text.RuleMet
	case Unmet:
		return text.RuleUnmet
	}
	return text.RuleAsks
}

// StatusName says whether the text of a rule has been read.
func StatusName(status string) text.Label {
	if status == Verified {
		return text.RuleVerified
	}
	return text.RuleUnverified
}

package report

import (
	"strings"

	"heitu/internal/record"
	"heitu/internal/text"
)

// Rule says the definition in words, out of the declaration. All are the figures
// among which those of a ratio are.
func (f Figure) Rule(k record.Kind, all []Figure, lang text.Lang) string {
	if f.Ratio != nil {
		parts, err := f.Parts(all)
		if err != nil {
			return ""
		}
		return text.RatioRule.In(lang, parts[0].Label, parts[1].Label)
	}
	label := func(name string) text.Label {
		field, _ := k.Field(name)
		return field.Label
	}
	var states []string
	for _, name := range f.States {
		if s, ok := k.State(name); ok {
			states = append(states, s.Label.In(lang))
		}
	}
	args := []any{k.Label, strings.Join(states, " / "), label(f.Day), label(f.Region)}
	var said []string
	switch f.Measure {
	case Sum:
		said = append(said, text.SumRule.In(lang, append(args, label(f.Of))...))
	case Distinct:
		said = append(said, text.DistinctRule.In(lang, append(args, label(f.Of))...))
	default:
		said = append(said, text.CountRule.In(lang, args...))
	}
	if f.Stock {
		said = append(said, text.StockRule.In(lang))
	}
	for _, t := range f.Where {
		said = append(said, text.OnlyThose.In(lang, t.in(k, lang)))
	}
	if lang == text.EN {
		return strings.Join(said, " ")
	}
	return strings.Join(said, "")
}

// in writes a test as people say it.
func (t Test) in(k record.Kind, lang text.Lang) string {
	field, _ := k.Field(t.Field)
	other, _ := k.Field(t.Other)
	var codes []string
	for _, code := range t.Codes {
		codes = append(codes, "“"+field.Type.Format(code, lang)+"”")
	}
	switch t.Is {
	case OneOf:
		return text.TestOneOf.In(lang, field.Label, strings.Join(codes, " / "))
	case NoneOf:
		return text.TestNoneOf.In(lang, field.Label, strings.Join(codes, " / "))
	case Same:
		return text.TestSame.In(lang, field.Label, other.Label)
	case Apart:
		return text.TestApart.In(lang, field.Label, other.Label)
	case Given:
		return text.TestGiven.In(lang, field.Label)
	}
	return text.TestAbsent.In(lang, field.Label)
}

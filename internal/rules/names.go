package rules

import (
	"slices"
	"strings"

	"heitu/internal/text"
)

// Names is the code list of all rules that any pack holds.
type Names struct{}

// Label is the name of the list.
func (Names) Label() text.Label { return text.RuleNames }

// Lookup returns what a rule asks.
func (Names) Lookup(code string) (text.Label, bool) {
	for _, p := range Registration {
		if r, ok := p.Rule(code); ok {
			return r.What, true
		}
	}
	return text.Label{}, false
}

// Find returns the code of the rule that asks this, in either language.
func (Names) Find(name string) (string, bool) {
	for _, code := range (Names{}).All() {
		if what, _ := (Names{}).Lookup(code); what.ZH == name || strings.EqualFold(what.EN, name) {
			return code, true
		}
	}
	return "", false
}

// Also returns no other names: nobody calls a rule by another.
func (Names) Also(string) []string { return nil }

// All returns every code, in the order of the newest pack that has it.
func (Names) All() []string {
	var codes []string
	for _, p := range slices.Backward(Registration) {
		for _, r := range p.Rules {
			if !slices.Contains(codes, r.Code) {
				codes = append(codes, r.Code)
			}
		}
	}
	return codes
}

// Rule returns the rule of that code.
func (p Pack) Rule(code string) (Rule, bool) {
	i := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.Code == code })
	if i < 0 {
		return Rule{}, false
	}
	return p.Rules[i], true
}

// Package claims reads the figures that a Chinese report names, and proposes a
// statement for each: who says it of what, how much, when, and in which words.
//
// It proposes and never decides: a person confirms, changes or rejects. It holds no
// table of any one report; what it knows are words that many reports share.
package claims

import (
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// Claim is one proposed statement.
type Claim struct {
	Subject   string  `json:"subject"`   // who, in the words of the text
	Region    string  `json:"region"`    // GB/T 2260, "" where the subject names none
	Indicator string  `json:"indicator"` // what is counted, in the words of the text
	Value     string  `json:"value"`     // an exact decimal, a fraction such as 1/3, or a structure such as 1+1+5+N
	Upper     string  `json:"upper,omitempty"`
	Unit      string  `json:"unit"`
	Bound     string  `json:"bound,omitempty"` // about, over or under; "" for exactly
	Period    string  `json:"period"`          // 2023, 2024-H1, 2024-Q1, 2024-03, 2021/2023, or /2025 for until then
	When      string  `json:"when,omitempty"`  // the period in the words of the text
	AsOf      string  `json:"as_of,omitempty"` // the day of publication
	Growth    *Growth `json:"growth"`
	Base      string  `json:"base,omitempty"` // what a ratio is measured by, in the words of the text
	Qualifier string  `json:"qualifier"`      // a code of vocab.Qualifiers, "" where it does not apply
	Written   string  `json:"written"`        // the value and its unit as they stand in the text
	Quotation string  `json:"quotation"`
	At        Span    `json:"at"`     // of Written in the text
	Quoted    Span    `json:"quoted"` // of Quotation in the text
}

// Growth is by how much a value changed, negative where it fell.
type Growth struct {
	Kind  string `json:"kind"` // amount or rate
	Value string `json:"value"`
	Unit  string `json:"unit"`
}

// Span is a half-open range of bytes of the text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Kinds of growth.
const (
	Amount = "amount"
	Rate   = "rate"
)

// How a value is meant.
const (
	About = "about"
	Over  = "over"
	Under = "under"
)

// RegionName is the Chinese name of a code, or the code itself.
func RegionName(code string) string {
	if l, ok := vocab.Regions.Lookup(code); ok {
		return l.ZH
	}
	return code
}

// Amount is the value as a person reads it, with its unit and how it is meant.
func (c Claim) Amount(lang text.Lang) string {
	said := c.Value
	if c.Upper != "" {
		said += "–" + c.Upper
	}
	if c.Unit != "" {
		said += " " + c.Unit
	}
	if bound, ok := bounds[c.Bound]; ok {
		said = bound.In(lang) + " " + said
	}
	return said
}

var bounds = map[string]text.Label{About: text.ClaimAbout, Over: text.ClaimOver, Under: text.ClaimUnder}

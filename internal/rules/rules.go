// Package rules holds the rule packs by which processes judge: what the law asks,
// from which day, after which text, and whether that text has been read.
//
// A pack is never edited once records were judged by it; its hash stands on them.
// Replace it by a new file, and keep the old one among the former packs.
package rules

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"

	"heitu/internal/text"
)

//go:embed packs/*.json
var files embed.FS

// Pack is a set of rules with a date of force.
type Pack struct {
	Name     text.Label `json:"name"`
	From     string     `json:"from"`  // first day in force
	Until    string     `json:"until"` // last day in force, "" for still
	Source   string     `json:"source"`
	Verified bool       `json:"verified"` // whether the rules were read in the published text
	Number   string     `json:"number"`   // form of a registration number, a regular expression
	Clock    Clock      `json:"clock"`
	Large    int64      `json:"large"`    // technical amount in fen from which experts review; 0 for no such rule
	Reasons  []string   `json:"reasons"`  // codes of the reasons for which registration may be refused
	Suspects []string   `json:"suspects"` // words that tell of a contract dressed as another
	Rules    []Rule     `json:"rules"`
	Hash     string     `json:"-"` // SHA-256 of the file, in hex
	number   *regexp.Regexp
}

// Rule is one condition of registration.
type Rule struct {
	Code       string     `json:"code"`
	What       text.Label `json:"what"`
	Kind       string     `json:"kind"`       // Refuse, Supplement or Ask: what follows where it is not met
	Source     string     `json:"source"`     // where it was read
	Status     string     `json:"status"`     // Verified or Unverified; an unverified rule never decides alone
	Reason     string     `json:"reason"`     // code of the refusal reason that it leads to
	Supplement string     `json:"supplement"` // code of what has to be supplemented
	Types      []string   `json:"types"`      // types of contract that it concerns, none for all
	Expert     bool       `json:"expert"`     // whether experts review where it is not met
}

// What follows where a rule is not met, and whether its text has been read.
const (
	Refuse     = "refuse"
	Supplement = "supplement"
	Ask        = "ask"

	Verified   = "verified"
	Unverified = "unverified"
)

// Packs is a series of packs that replaced one another.
type Packs []Pack

// Registration is how technology contracts are registered (技术合同认定登记).
var Registration = load("contract-2001b.json", "contract-2026b.json")

// Former packs judged records before the rules were spelled out one by one.
var Former = load("contract-2001.json", "contract-2026.json")

// load reads embedded packs. They are part of the program, so a broken one stops it at once.
func load(names ...string) Packs {
	var packs Packs
	for _, name := range names {
		data, err := files.ReadFile("packs/" + name)
		if err != nil {
			panic(err)
		}
		var p Pack
		if err := json.Unmarshal(data, &p); err != nil {
			panic(fmt.Sprintf("rules: %s: %v", name, err))
		}
		sum := sha256.Sum256(data)
		p.Hash, p.number = hex.EncodeToString(sum[:]), regexp.MustCompile(p.Number)
		packs = append(packs, p)
	}
	return packs
}

// On returns the pack in force on a day, or false if there was none.
func (ps Packs) On(day string) (Pack, bool) {
	for _, p := range ps {
		if p.From <= day && (p.Until == "" || day <= p.Until) {
			return p, true
		}
	}
	return Pack{}, false
}

// ByHash returns the pack that a record names.
func (ps Packs) ByHash(hash string) (Pack, bool) {
	for _, p := range ps {
		if p.Hash == hash {
			return p, true
		}
	}
	return Pack{}, false
}

// NumberFits reports whether a registration number has the form that the pack asks for.
func (p Pack) NumberFits(number string) bool { return p.number.MatchString(number) }

// Package rules holds the rule packs by which processes judge: what the law asks,
// from which day, after which text, and whether that text has been read.
//
// A pack is never edited once records were judged by it; its hash stands on them.
// Replace it by a new file with a later date.
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
	Hash     string     `json:"-"`        // SHA-256 of the file, in hex
	number   *regexp.Regexp
}

// Packs is a series of packs that replaced one another.
type Packs []Pack

// Registration is how technology contracts are registered (技术合同认定登记).
var Registration = load("contract-2001.json", "contract-2026.json")

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

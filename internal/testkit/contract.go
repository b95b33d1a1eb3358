package testkit

import (
	"slices"
	"strings"

	"heitu/internal/kinds"
	"heitu/internal/record"
)

// Register takes a draft contract, with its parties, through registration as the
// registrar. Given is what the last step is told.
func (b *Bench) Register(c record.Record, given map[string]any) record.Record {
	b.T.Helper()
	for _, step := range []string{"sign", "submit", "accept"} {
		c = b.Take("registrar", c, step, nil)[0]
	}
	b.Answer(c)
	if given[kinds.ContractCertificate.Name] == nil {
		given[kinds.ContractCertificate.Name] = []string{b.Scan()}
	}
	return b.Take("registrar", c, "register", given)[0]
}

// Answer finds everything met that the pre-review sheet of a contract leaves to a person.
func (b *Bench) Answer(c record.Record) {
	b.T.Helper()
	sheet, err := b.Office.Record(b.T.Context(), b.People["registrar"], kinds.Prereview.Name, kinds.ContractSheet.Of(c))
	if err != nil {
		b.T.Fatal(err)
	}
	b.Take("registrar", sheet, "answer", map[string]any{
		kinds.PrereviewFulfilled.Name: slices.Concat(kinds.PrereviewAsks.Of(sheet), kinds.PrereviewUnmet.Of(sheet)), kinds.PrereviewGrounds.Name: "已阅合同文本",
	})
}

// Scan keeps a file and returns its name.
func (b *Bench) Scan() string {
	b.T.Helper()
	name, err := b.Files.Put("scan.pdf", strings.NewReader("%PDF-1.4\n%%EOF\n"))
	if err != nil {
		b.T.Fatal(err)
	}
	return name
}

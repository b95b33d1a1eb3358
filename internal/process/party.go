package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Party is how the parties of a contract stand: with the contract, once that has
// been handed in.
var Party = add(flow.Process{
	Kind:    kinds.Party.Name,
	Version: 1,
	Check:   func(s flow.Scene) error { return withContract(s, kinds.PartyContract) },
})

// withContract refuses to change a part of a contract that is no longer being
// written, and to take it away to another.
func withContract(s flow.Scene, of record.ReferenceField) error {
	ids := []string{of.Of(s.Record)}
	if s.Record.ID != "" {
		was, err := s.Reader.Record(s.Record.ID)
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
		if err == nil && of.Of(was) != ids[0] {
			ids = append(ids, of.Of(was))
		}
	}
	for _, id := range ids {
		contract, err := s.Reader.Record(id)
		if err != nil {
			return err
		}
		if !slices.Contains([]string{"draft", "signed", "supplement"}, contract.State) {
			return fault.Conflict(text.PartyFixed)
		}
		if kinds.ContractNumber.In(contract) {
			return fault.Conflict(text.HeldByNumber)
		}
	}
	return nil
}

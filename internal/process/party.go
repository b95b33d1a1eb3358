package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/text"
)

// Party is how the parties of a contract stand: with the contract, once that has
// been registered.
var Party = add(flow.Process{
	Kind:    kinds.Party.Name,
	Version: 1,
	Check:   ofDraft,
})

func ofDraft(s flow.Scene) error {
	contract, err := s.Reader.Record(kinds.PartyContract.Of(s.Record))
	if err == nil && contract.State != kinds.Contract.First() {
		err = fault.Conflict(text.PartyFixed)
	}
	return err
}

package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Match is how a broker judges a proposal. Accepting it drafts the contract.
var Match = add(flow.Process{
	Kind:    kinds.Match.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "accept", Label: text.Label{ZH: "采纳并起草合同", EN: "Accept and draft a contract"}, From: []string{"proposed"}, To: "accepted", By: record.Broker, Asks: []string{kinds.MatchAnswer.Name}, Guard: bothOpen, Effect: draftContract},
		{Name: "decline", Label: text.Label{ZH: "不采纳", EN: "Decline"}, From: []string{"proposed"}, To: "declined", By: record.Broker, Asks: []string{kinds.MatchAnswer.Name}, Needs: []string{kinds.MatchAnswer.Name}},
	},
})

// bothOpen refuses what has been withdrawn or closed since it was proposed.
func bothOpen(s flow.Scene) error {
	need, err := s.Reader.Record(kinds.MatchNeed.Of(s.Record))
	if err != nil {
		return err
	}
	achievement, err := s.Reader.Record(kinds.MatchAchievement.Of(s.Record))
	if err != nil {
		return err
	}
	if need.State != "open" || achievement.State != "shared" {
		return fault.Conflict(text.NotOpenNow)
	}
	return nil
}

// draftContract makes the contract with seller and buyer as parties, so that
// nothing that is known has to be entered again.
func draftContract(s flow.Scene) (flow.Effects, error) {
	need, err := s.Reader.Record(kinds.MatchNeed.Of(s.Record))
	if err != nil {
		return flow.Effects{}, err
	}
	achievement, err := s.Reader.Record(kinds.MatchAchievement.Of(s.Record))
	if err != nil {
		return flow.Effects{}, err
	}
	seller, err := s.Reader.Record(kinds.AchievementOwner.Of(achievement))
	if err != nil {
		return flow.Effects{}, err
	}
	contract := s.NewID(kinds.Contract.Name)
	fields := map[string]any{
		kinds.ContractTitle.Name:       record.Words(need.Fields[kinds.NeedTitle.Name], text.ZH),
		kinds.ContractSeller.Name:      seller.ID,
		kinds.ContractNeed.Name:        need.ID,
		kinds.ContractAchievement.Name: achievement.ID,
		kinds.ContractMatch.Name:       s.Record.ID,
	}
	carry(fields, kinds.ContractField.Name, achievement, kinds.AchievementField)
	carry(fields, kinds.ContractRegion.Name, seller, kinds.OrganisationRegion)
	return flow.Effects{Make: []flow.Made{
		{ID: contract, Kind: kinds.Contract.Name, Fields: fields},
		party(s, contract, seller.ID, "seller"),
		party(s, contract, kinds.NeedFirm.Of(need), "buyer"),
	}}, nil
}

func carry(fields map[string]any, name string, from record.Record, f record.ChoiceField) {
	if f.In(from) {
		fields[name] = f.Of(from)
	}
}

func party(s flow.Scene, contract, organisation, role string) flow.Made {
	return flow.Made{ID: s.NewID(kinds.Party.Name), Kind: kinds.Party.Name, Fields: map[string]any{
		kinds.PartyContract.Name: contract, kinds.PartyOrganisation.Name: organisation, kinds.PartyRole.Name: role,
	}}
}

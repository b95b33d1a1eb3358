package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Match is how a broker judges a proposal: he may ask, be asked and hand it over.
// Accepting it drafts the contract.
var Match = add(flow.Process{
	Kind:    kinds.Match.Name,
	Version: 2,
	Steps: []flow.Step{
		assignMatch("proposed"),
		assignMatch("asked"),
		claimMatch("proposed"),
		claimMatch("asked"),
		{
			Name: "ask", Label: text.Label{ZH: "询问", EN: "Ask"}, From: []string{"proposed"}, To: "asked", By: record.Broker,
			Asks: []string{kinds.MatchQuestion.Name}, Needs: []string{kinds.MatchQuestion.Name}, Guard: inCharge,
		},
		{
			Name: "reply", Label: text.Label{ZH: "登记答复", EN: "Enter the reply"}, From: []string{"asked"}, To: "proposed", By: record.Broker,
			Asks: []string{kinds.MatchReply.Name}, Needs: []string{kinds.MatchReply.Name}, Guard: inCharge, Task: flow.Task{Label: text.TaskAsked, Who: kinds.MatchAssigned.Name},
		},
		{
			Name: "accept", Label: text.Label{ZH: "采纳并起草合同", EN: "Accept and draft a contract"}, From: []string{"proposed", "asked"}, To: "accepted", By: record.Broker,
			Asks: []string{kinds.MatchAnswer.Name}, Guard: mayAccept, Effect: draftContract,
		},
		{
			Name: "decline", Label: text.Label{ZH: "不采纳", EN: "Decline"}, From: []string{"proposed"}, To: "declined", By: record.Broker,
			Asks: []string{kinds.MatchAnswer.Name}, Needs: []string{kinds.MatchAnswer.Name}, Guard: inCharge, Task: flow.Task{Label: text.TaskMatch, Who: kinds.MatchAssigned.Name},
		},
		{
			Name: "decline", Label: text.Label{ZH: "不采纳", EN: "Decline"}, From: []string{"asked"}, To: "declined", By: record.Broker,
			Asks: []string{kinds.MatchAnswer.Name}, Needs: []string{kinds.MatchAnswer.Name}, Guard: inCharge,
		},
	},
	Earlier: []flow.Process{{
		Kind:    kinds.Match.Name,
		Version: 1,
		Steps: []flow.Step{
			{Name: "accept", Label: text.Label{ZH: "采纳并起草合同", EN: "Accept and draft a contract"}, From: []string{"proposed"}, To: "accepted", By: record.Broker, Asks: []string{kinds.MatchAnswer.Name}, Guard: bothOpen, Effect: draftContract},
			{Name: "decline", Label: text.Label{ZH: "不采纳", EN: "Decline"}, From: []string{"proposed"}, To: "declined", By: record.Broker, Asks: []string{kinds.MatchAnswer.Name}, Needs: []string{kinds.MatchAnswer.Name}},
		},
	}},
})

// assignMatch hands a match over without changing its state.
func assignMatch(state string) flow.Step {
	return flow.Step{
		Name: "assign", Label: text.Label{ZH: "分派", EN: "Assign"}, From: []string{state}, To: state, By: record.Broker | record.Officer,
		Asks: []string{kinds.MatchAssigned.Name}, Needs: []string{kinds.MatchAssigned.Name}, Guard: toStaff(kinds.MatchAssigned),
	}
}

// claimMatch puts a broker in charge himself.
func claimMatch(state string) flow.Step {
	return flow.Step{Name: "claim", Label: text.Label{ZH: "接办", EN: "Take charge"}, From: []string{state}, To: state, By: record.Broker, Effect: toActor(kinds.MatchAssigned)}
}

// inCharge refuses a match that was assigned to somebody else.
func inCharge(s flow.Scene) error {
	if who := kinds.MatchAssigned.Of(s.Record); who != "" && s.Actor != "" && who != s.Actor {
		return fault.Conflict(text.NotAssigned)
	}
	return nil
}

func mayAccept(s flow.Scene) error { return fault.Join(inCharge(s), bothOpen(s)) }

// bothOpen refuses what has been withdrawn or closed since it was proposed, and a pair
// that has a contract already.
func bothOpen(s flow.Scene) error {
	need, err := s.Reader.Record(kinds.MatchNeed.Of(s.Record))
	if err != nil {
		return err
	}
	achievement, err := s.Reader.Record(kinds.MatchAchievement.Of(s.Record))
	if err != nil {
		return err
	}
	if !kinds.Published(need) || !kinds.Published(achievement) {
		return fault.Conflict(text.NotOpenNow)
	}
	contracts, err := s.Reader.Having(kinds.Contract.Name, kinds.ContractNeed.Name, need.ID)
	if err != nil {
		return err
	}
	return none(text.PairUnderContract, standing(s, contracts, func(c record.Record) bool {
		return kinds.ContractAchievement.Of(c) == achievement.ID && sold(c, achievement)
	}))
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

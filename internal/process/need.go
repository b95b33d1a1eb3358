package process

import (
	"maps"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// MatchJob is the work of proposing achievements for a need that has opened.
const MatchJob = "match"

// Need is how a need is reviewed, published, renewed and ends.
var Need = add(flow.Process{
	Kind:    kinds.Need.Name,
	Version: 2,
	Check:   func(s flow.Scene) error { return closesLater(s, kinds.NeedCloses) },
	Steps: []flow.Step{
		{
			Name: "review", Label: text.Label{ZH: "评审", EN: "Review"}, From: []string{"draft"}, To: "reviewed", By: record.Broker,
			Asks: reviewFields(), Guard: mayReview, Needs: needNeeds, Task: flow.Task{Label: text.TaskReview},
		},
		{
			Name: "return", Label: text.Label{ZH: "退回修改", EN: "Send back"}, From: []string{"reviewed"}, To: "draft", By: record.Staff,
			Asks: []string{kinds.PublicationRemark.Name}, Needs: []string{kinds.PublicationRemark.Name},
		},
		{
			Name: "open", Label: text.Label{ZH: "直接发布", EN: "Publish without review"}, From: []string{"draft"}, To: "open", By: record.Staff,
			Asks: []string{kinds.PublicationBasis.Name, kinds.PublicationExpires.Name}, Guard: mayOpen, Effect: openNow, Needs: needNeeds,
		},
		{
			Name: "open", Label: text.Label{ZH: "发布", EN: "Publish"}, From: []string{"reviewed"}, To: "open", By: record.Staff,
			Asks: []string{kinds.PublicationExpires.Name}, Guard: mayOpen, Effect: openNow, Needs: needNeeds, Task: flow.Task{Label: text.TaskPublish},
		},
		{Name: "warn", Label: text.Label{ZH: "提醒续期", EN: "Warn"}, From: []string{"open"}, To: "expiring", Due: kinds.PublicationWarns.Name},
		{
			Name: "renew", Label: text.Label{ZH: "续期", EN: "Renew"}, From: []string{"expiring"}, To: "open", By: record.Insiders,
			Asks: []string{kinds.PublicationExpires.Name}, Guard: mayRenewNeed, Effect: renewNeed, Task: flow.Task{Label: text.TaskRenew, Day: kinds.PublicationExpires.Name},
		},
		{
			Name: "renew", Label: text.Label{ZH: "重新发布", EN: "Publish again"}, From: []string{"expired"}, To: "open", By: record.Staff,
			Asks: []string{kinds.PublicationExpires.Name}, Guard: mayRenewNeed, Effect: renewNeed,
		},
		{Name: "close", Label: text.Label{ZH: "结束", EN: "Close"}, From: []string{"open", "expiring"}, To: "closed", By: record.Insiders, Due: kinds.NeedCloses.Name},
		{Name: "expire", Label: text.Label{ZH: "到期下架", EN: "Expire"}, From: []string{"open", "expiring"}, To: "expired", Due: kinds.PublicationExpires.Name, Guard: notNegotiated},
		{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "reviewed", "open", "expiring", "expired"}, To: "withdrawn", By: record.Insiders, Guard: notNegotiated},
	},
	Earlier: []flow.Process{{
		Kind:    kinds.Need.Name,
		Version: 1,
		Steps: []flow.Step{
			{Name: "open", Label: text.Label{ZH: "发布", EN: "Publish"}, From: []string{"draft"}, To: "open", By: record.Staff, Needs: needNeeds, Effect: openNeed},
			{Name: "close", Label: text.Label{ZH: "结束", EN: "Close"}, From: []string{"open"}, To: "closed", By: record.Insiders, Due: kinds.NeedCloses.Name},
			{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "open"}, To: "withdrawn", By: record.Insiders, Guard: notNegotiated},
		},
	}},
})

// needNeeds is what a need must hold to be published.
var needNeeds = []string{kinds.NeedTitle.Name, kinds.NeedProblem.Name}

func mayOpen(s flow.Scene) error { return fault.Join(mayPublish(s), stillOpen(s)) }

func mayRenewNeed(s flow.Scene) error { return fault.Join(timely(s), stillOpen(s)) }

// stillOpen refuses to publish a need whose deadline has passed.
func stillOpen(s flow.Scene) error {
	if kinds.NeedCloses.In(s.Record) && kinds.NeedCloses.Of(s.Record) < s.Today() {
		return fault.Invalid(kinds.NeedCloses.Name, text.DayPassed, s.Today())
	}
	return nil
}

// notNegotiated keeps a need published while a contract on it is negotiated or in force.
func notNegotiated(s flow.Scene) error {
	contracts, err := s.Reader.Having(kinds.Contract.Name, kinds.ContractNeed.Name, s.Record.ID)
	if err != nil {
		return err
	}
	return none(text.NeedUnderContract, standing(s, contracts, vouched))
}

// vouched reports whether staff stands for a contract on a need: a broker made it, or a
// registrar has accepted it. Anybody may draft a contract that names a need.
func vouched(c record.Record) bool {
	return kinds.ContractMatch.In(c) || slices.Contains([]string{"reviewing", "expert", "registered"}, c.State)
}

// openNow dates the publication and its end, and asks for proposals.
func openNow(s flow.Scene) (flow.Effects, error) {
	effects, err := openNeed(s)
	set := published(s)
	maps.Copy(set, effects.Set)
	effects.Set = set
	return effects, err
}

// renewNeed prolongs the publication and asks for proposals anew.
func renewNeed(s flow.Scene) (flow.Effects, error) {
	effects, err := renewed(s)
	effects.Jobs = []string{MatchJob}
	return effects, err
}

// openNeed dates the publication and asks for proposals.
func openNeed(s flow.Scene) (flow.Effects, error) {
	effects := flow.Effects{Jobs: []string{MatchJob}}
	if !kinds.NeedOpens.In(s.Record) {
		effects.Set = map[string]any{kinds.NeedOpens.Name: s.Today()}
	}
	return effects, nil
}

// notAfterToday refuses a day that has not come.
func notAfterToday(s flow.Scene, f record.DateField) error {
	if f.In(s.Record) && f.Of(s.Record) > s.Today() {
		return fault.Invalid(f.Name, text.DateInFuture, s.Today())
	}
	return nil
}

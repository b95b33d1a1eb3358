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

// Achievement is how an achievement is reviewed, opened to the alliance, renewed and
// taken back.
var Achievement = add(flow.Process{
	Kind:    kinds.Achievement.Name,
	Version: 2,
	Steps: []flow.Step{
		{
			Name: "review", Label: text.Label{ZH: "评审", EN: "Review"}, From: []string{"draft"}, To: "reviewed", By: record.Broker,
			Asks: reviewFields(), Guard: mayReview, Task: flow.Task{Label: text.TaskReview},
			Needs: achievementNeeds,
		},
		{
			Name: "return", Label: text.Label{ZH: "退回修改", EN: "Send back"}, From: []string{"reviewed"}, To: "draft", By: record.Staff,
			Asks: []string{kinds.PublicationRemark.Name}, Needs: []string{kinds.PublicationRemark.Name},
		},
		{
			Name: "share", Label: text.Label{ZH: "直接共享", EN: "Share without review"}, From: []string{"draft", "withdrawn"}, To: "shared", By: record.Staff,
			Asks: []string{kinds.PublicationBasis.Name, kinds.AchievementShared.Name, kinds.PublicationExpires.Name}, Guard: mayShare, Effect: shareNow,
			Needs: achievementNeeds,
		},
		{
			Name: "share", Label: text.Label{ZH: "共享", EN: "Share"}, From: []string{"reviewed"}, To: "shared", By: record.Staff,
			Asks: []string{kinds.AchievementShared.Name, kinds.PublicationExpires.Name}, Guard: mayShare, Effect: shareNow,
			Needs: achievementNeeds, Task: flow.Task{Label: text.TaskPublish},
		},
		{Name: "warn", Label: text.Label{ZH: "提醒续期", EN: "Warn"}, From: []string{"shared"}, To: "expiring", Due: kinds.PublicationWarns.Name},
		{
			Name: "renew", Label: text.Label{ZH: "续期", EN: "Renew"}, From: []string{"expiring"}, To: "shared", By: record.Insiders,
			Asks: []string{kinds.PublicationExpires.Name}, Guard: timely, Effect: renewed, Task: flow.Task{Label: text.TaskRenew, Day: kinds.PublicationExpires.Name},
		},
		{
			Name: "renew", Label: text.Label{ZH: "重新发布", EN: "Publish again"}, From: []string{"expired"}, To: "shared", By: record.Staff,
			Asks: []string{kinds.PublicationExpires.Name}, Guard: timely, Effect: renewed,
		},
		{Name: "expire", Label: text.Label{ZH: "到期下架", EN: "Expire"}, From: []string{"shared", "expiring"}, To: "expired", Due: kinds.PublicationExpires.Name, Guard: notUnderContract},
		{
			Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "reviewed", "shared", "expiring", "expired"}, To: "withdrawn",
			By: record.Insiders, Guard: notUnderContract, Effect: unpublished,
		},
	},
	Earlier: []flow.Process{{
		Kind:    kinds.Achievement.Name,
		Version: 1,
		Steps: []flow.Step{
			{
				Name: "share", Label: text.Label{ZH: "共享", EN: "Share"}, From: []string{"draft", "withdrawn"}, To: "shared", By: record.Staff,
				Asks: []string{kinds.AchievementShared.Name}, Guard: sharedByToday, Effect: shareToday,
				Needs: achievementNeeds,
			},
			{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "shared"}, To: "withdrawn", By: record.Insiders, Guard: notUnderContract},
		},
	}},
})

// achievementNeeds is what an achievement must hold to be published.
var achievementNeeds = []string{kinds.AchievementTitle.Name, kinds.AchievementSummary.Name, kinds.AchievementRegion.Name}

func mayShare(s flow.Scene) error { return fault.Join(sharedByToday(s), mayPublish(s)) }

// shareNow dates the sharing and its end.
func shareNow(s flow.Scene) (flow.Effects, error) {
	effects, err := shareToday(s)
	set := published(s)
	maps.Copy(set, effects.Set)
	effects.Set = set
	return effects, err
}

func sharedByToday(s flow.Scene) error {
	return notAfterToday(s, kinds.AchievementShared)
}

// shareToday dates the sharing, unless an earlier day was entered with the achievement.
func shareToday(s flow.Scene) (flow.Effects, error) {
	if kinds.AchievementShared.In(s.Record) {
		return flow.Effects{}, nil
	}
	return flow.Effects{Set: map[string]any{kinds.AchievementShared.Name: s.Today()}}, nil
}

// notUnderContract keeps an achievement open for as long as a contract on it is
// negotiated or in force.
func notUnderContract(s flow.Scene) error {
	contracts, err := s.Reader.Having(kinds.Contract.Name, kinds.ContractAchievement.Name, s.Record.ID)
	if err != nil {
		return err
	}
	return none(text.UnderContract, standing(s, contracts, func(c record.Record) bool { return sold(c, s.Record) }))
}

// sold reports whether a contract on an achievement counts: it is its owner's, or a
// broker made it. Anybody may draft a contract that names an achievement.
func sold(c, achievement record.Record) bool {
	return kinds.ContractMatch.In(c) || kinds.ContractSeller.Of(c) == kinds.AchievementOwner.Of(achievement)
}

// standing counts the contracts that count and are negotiated or in force.
func standing(s flow.Scene, contracts []record.Record, counts func(record.Record) bool) int {
	n := 0
	for _, c := range contracts {
		ended := kinds.ContractEnds.In(c) && kinds.ContractEnds.Of(c) < s.Today()
		if !slices.Contains([]string{"refused", "withdrawn", "cancelled"}, c.State) && !ended && counts(c) {
			n++
		}
	}
	return n
}

// none refuses where there is any.
func none(refusal text.Message, n int) error {
	if n > 0 {
		return fault.Conflict(refusal, n)
	}
	return nil
}

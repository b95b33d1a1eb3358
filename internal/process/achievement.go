package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Achievement is how an achievement is opened to the alliance and taken back.
var Achievement = add(flow.Process{
	Kind:    kinds.Achievement.Name,
	Version: 1,
	Steps: []flow.Step{
		{
			Name: "share", Label: text.Label{ZH: "共享", EN: "Share"}, From: []string{"draft", "withdrawn"}, To: "shared", By: record.Staff,
			Asks: []string{kinds.AchievementShared.Name}, Guard: sharedByToday, Effect: shareToday,
			Needs: []string{kinds.AchievementTitle.Name, kinds.AchievementSummary.Name, kinds.AchievementRegion.Name},
		},
		{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "shared"}, To: "withdrawn", By: record.Insiders},
	},
})

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

package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// AchievementsShared is how many achievements were opened to the alliance.
var AchievementsShared = add(report.Figure{
	Name:  "achievements-shared",
	Label: text.Label{ZH: "共享科技成果", EN: "Achievements shared"},
	Help:  text.Label{ZH: "统计期内共享、目前仍在共享的科技成果数，按共享日期和成果所在地区归类。", EN: "Achievements shared within the period and still shared now, by the day of sharing and the region of the achievement."},
	Unit:  text.Label{ZH: "项", EN: "items"},
	Kind:  kinds.Achievement.Name, States: []string{"shared", "expiring"},
	Day: kinds.AchievementShared.Name, Region: kinds.AchievementRegion.Name,
})

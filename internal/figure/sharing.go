package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// achievementCuts are what achievements are cut by, besides their region.
var achievementCuts = []string{kinds.AchievementField.Name, kinds.AchievementProperty.Name, kinds.AchievementReadiness.Name}

// shared is a count of achievements opened to everybody.
func shared(f report.Figure) report.Figure {
	f.Kind, f.States = kinds.Achievement.Name, []string{"shared", "expiring"}
	f.Day, f.Region, f.Measure, f.Cuts = kinds.AchievementShared.Name, kinds.AchievementRegion.Name, report.Count, achievementCuts
	f.Unit = text.Label{ZH: "项", EN: "items"}
	return add(f)
}

// The figures of sharing.
var (
	AchievementsShared = shared(report.Figure{
		Name:  "achievements-shared",
		Label: text.Label{ZH: "共享科技成果", EN: "Achievements shared"},
		Help:  text.Label{ZH: "统计期内共享、目前仍在共享的科技成果数，按共享日期和成果所在地区归类。", EN: "Achievements shared within the period and still shared now, by the day of sharing and the region of the achievement."},
	})
	AchievementsOnOffer = shared(report.Figure{
		Name: "achievements-on-offer", Stock: true,
		Label: text.Label{ZH: "累计在库科技成果", EN: "Achievements on offer"},
		Help:  text.Label{ZH: "截至统计期末已共享、目前仍在共享的科技成果数。", EN: "Achievements shared by the end of the period and still shared now."},
	})
	AchievementsReady = shared(report.Figure{
		Name:  "achievements-ready",
		Label: text.Label{ZH: "就绪度七级及以上共享成果", EN: "Shared achievements of readiness 7 and above"},
		Help:  text.Label{ZH: "统计期内共享的科技成果中，技术就绪度为七级及以上的数量。", EN: "Achievements shared within the period whose readiness is level 7 or above."},
		Where: []report.Test{{Field: kinds.AchievementReadiness.Name, Is: report.OneOf, Codes: []string{"7", "8", "9"}}},
	})
	AchievementsProtected = shared(report.Figure{
		Name:  "achievements-protected",
		Label: text.Label{ZH: "有知识产权的共享成果", EN: "Shared achievements with intellectual property"},
		Help:  text.Label{ZH: "统计期内共享的科技成果中，填明知识产权类别且不为“未涉及”的数量。", EN: "Achievements shared within the period that name a type of intellectual property other than none."},
		Where: []report.Test{{Field: kinds.AchievementProperty.Name, Is: report.NoneOf, Codes: []string{"none"}}},
	})
	AchievementsReadyShare = add(report.Figure{
		Name:  "achievements-ready-share",
		Label: text.Label{ZH: "七级及以上成果占比", EN: "Share of readiness 7 and above"},
		Help:  text.Label{ZH: "统计期内就绪度七级及以上的共享成果占全部共享成果的比重。", EN: "Achievements of readiness 7 and above out of all shared within the period."},
		Unit:  percent, Kind: kinds.Achievement.Name, Region: kinds.AchievementRegion.Name, Cuts: achievementCuts, Places: 2,
		Ratio: &report.Ratio{Over: "achievements-ready", Under: "achievements-shared", Scale: 10000, Share: true},
	})
)

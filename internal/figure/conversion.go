package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// conversionCuts are what conversions are cut by, besides the region of use.
var conversionCuts = []string{kinds.ConversionWay.Name, kinds.ConversionField.Name, kinds.ConversionProperty.Name}

// local holds of a conversion whose holder and user are in one province.
var local = report.Test{Field: kinds.ConversionFrom.Name, Is: report.Same, Other: kinds.ConversionTo.Name}

// converted is a figure over confirmed conversions, by their day and the region of
// use; of achievements, each counts once.
func converted(f report.Figure) report.Figure {
	f.Kind, f.States, f.Day, f.Region, f.Cuts = kinds.Conversion.Name, []string{"confirmed"}, kinds.ConversionDay.Name, kinds.ConversionTo.Name, conversionCuts
	switch f.Of {
	case "":
		f.Measure, f.Unit = report.Count, text.Label{ZH: "次", EN: "conversions"}
	case kinds.ConversionAmount.Name:
		f.Measure, f.Unit, f.Places = report.Sum, text.Label{ZH: "元", EN: "yuan"}, 2
	default:
		f.Measure, f.Unit = report.Distinct, text.Label{ZH: "项", EN: "achievements"}
	}
	return add(f)
}

// The figures of conversion.
var (
	Conversions = converted(report.Figure{
		Name:  "conversions",
		Label: text.Label{ZH: "成果转化", EN: "Conversions"},
		Help:  text.Label{ZH: "统计期内发生并经确认的成果转化次数，按转化日期和实施地区归类。", EN: "Conversions of the period that are confirmed, by their day and the region of use."},
	})
	ConvertedAchievements = converted(report.Figure{
		Name: "achievements-converted", Of: kinds.ConversionAchievement.Name,
		Label: text.Label{ZH: "转化科技成果", EN: "Achievements converted"},
		Help:  text.Label{ZH: "统计期内经确认转化的科技成果数，同一成果只计一次。", EN: "Achievements with a confirmed conversion in the period, each once."},
	})
	LocalConversion = converted(report.Figure{
		Name: "local-conversion", Of: kinds.ConversionAchievement.Name, Where: []report.Test{local},
		Label: text.Label{ZH: "本地转化科技成果", EN: "Achievements converted locally"},
		Help:  text.Label{ZH: "统计期内经确认转化、持有单位与实施地区同省的科技成果数，同一成果只计一次，含持有单位自行实施。", EN: "Achievements with a confirmed conversion in the period whose holder and place of use are in one province, each once; own use included."},
	})
	LocalConversionOwn = converted(report.Figure{
		Name: "local-conversion-own", Of: kinds.ConversionAchievement.Name,
		Where: []report.Test{local, {Field: kinds.ConversionWay.Name, Is: report.OneOf, Codes: []string{"own"}}},
		Label: text.Label{ZH: "其中：自行实施", EN: "of these: own use"},
		Help:  text.Label{ZH: "本地转化科技成果中，由持有单位自行实施的成果数。", EN: "Achievements converted locally by their holder itself."},
	})
	LocalConversionTraded = converted(report.Figure{
		Name: "local-conversion-traded", Of: kinds.ConversionAchievement.Name,
		Where: []report.Test{local, {Field: kinds.ConversionWay.Name, Is: report.NoneOf, Codes: []string{"own"}}},
		Label: text.Label{ZH: "其中：转让许可等", EN: "of these: assigned, licensed and the like"},
		Help:  text.Label{ZH: "本地转化科技成果中，以转让、许可、作价投资或合作方式实施的成果数。同一成果也自行实施的，两项都计。", EN: "Achievements converted locally by assignment, licence, shares or jointly. One that its holder uses as well counts in both."},
	})
	LocalConversionShares = converted(report.Figure{
		Name: "local-conversion-shares", Of: kinds.ConversionAchievement.Name,
		Where: []report.Test{local, {Field: kinds.ConversionWay.Name, Is: report.OneOf, Codes: []string{"shares"}}},
		Label: text.Label{ZH: "其中：作价投资", EN: "of these: for shares"},
		Help:  text.Label{ZH: "本地转化科技成果中，以作价投资方式实施的成果数。", EN: "Achievements converted locally in return for shares."},
	})
	LocalConversionShare = add(report.Figure{
		Name: "local-conversion-share", Unit: percent,
		Label: text.Label{ZH: "本地转化占比", EN: "Share converted locally"},
		Help:  text.Label{ZH: "本地转化科技成果占转化科技成果的比重。", EN: "Achievements converted locally out of all converted."},
		Kind:  kinds.Conversion.Name, Region: kinds.ConversionTo.Name, Cuts: conversionCuts, Places: 2,
		Ratio: &report.Ratio{Over: "local-conversion", Under: "achievements-converted", Scale: 10000, Share: true},
	})
	LocalConversionOwnShare = add(report.Figure{
		Name: "local-conversion-own-share", Unit: percent,
		Label: text.Label{ZH: "本地转化中自行实施占比", EN: "Share of own use in local conversion"},
		Help:  text.Label{ZH: "自行实施的成果占本地转化科技成果的比重。", EN: "Achievements used by their holder out of those converted locally."},
		Kind:  kinds.Conversion.Name, Region: kinds.ConversionTo.Name, Cuts: conversionCuts, Places: 2,
		Ratio: &report.Ratio{Over: "local-conversion-own", Under: "local-conversion", Scale: 10000, Share: true},
	})
	ConversionAmount = converted(report.Figure{
		Name: "conversion-amount", Of: kinds.ConversionAmount.Name,
		Label: text.Label{ZH: "成果转化金额", EN: "Amount of conversion"},
		Help:  text.Label{ZH: "统计期内经确认的成果转化的金额之和，自行实施不计金额。", EN: "The sum of the amounts of confirmed conversions in the period; own use has none."},
	})
)

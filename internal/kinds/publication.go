package kinds

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields by which achievements and needs are published. Everybody may see the
// basis; that is said outright, so that two records do not agree in it for a match.
var (
	PublicationClear      = record.IntegerField{Name: "clear", Label: record.Label{ZH: "评审：表述清楚（0–5 分）", EN: "Review: clear (0–5)"}, Step: true, See: record.Insiders, Help: record.Label{ZH: "0 看不出是什么技术或问题；1–2 含糊、术语堆砌；3 同行能懂；4 企业和院所都能懂；5 一读即明，用途和边界清楚。", EN: "0: one cannot tell what it is. 1–2: vague or mere jargon. 3: peers understand it. 4: firms and institutes both do. 5: plain at first reading, use and limits included."}, Type: record.Integer{Min: 0, Max: 5}}
	PublicationMeasurable = record.IntegerField{Name: "measurable", Label: record.Label{ZH: "评审：指标可测（0–5 分）", EN: "Review: measurable (0–5)"}, Step: true, See: record.Insiders, Help: record.Label{ZH: "0 没有指标；1–2 只有“国内领先”等定性说法；3 有一项可检验的数值；4 主要指标均有数值；5 数值、条件和检验方法齐全。", EN: "0: no target. 1–2: words only, such as “leading”. 3: one figure that can be tested. 4: figures for all main targets. 5: figures, conditions and the way of testing."}, Type: record.Integer{Min: 0, Max: 5}}
	PublicationComplete   = record.IntegerField{Name: "complete", Label: record.Label{ZH: "评审：要素齐全（0–5 分）", EN: "Review: complete (0–5)"}, Step: true, See: record.Insiders, Help: record.Label{ZH: "0 关键要素缺失；1–2 缺两项以上；3 缺一项；4 齐全；5 齐全，且价格或预算、期限、转化方式明确。", EN: "0: the essentials are missing. 1–2: two or more are. 3: one is. 4: nothing is. 5: nothing is, and price or budget, deadline and terms are settled."}, Type: record.Integer{Min: 0, Max: 5}}
	PublicationEvidenced  = record.IntegerField{Name: "evidenced", Label: record.Label{ZH: "评审：依据可查（0–5 分）", EN: "Review: evidenced (0–5)"}, Step: true, See: record.Insiders, Help: record.Label{ZH: "0 没有依据；1–2 仅有自述；3 附内部记录；4 附第三方检测、专利或应用证明；5 第三方证明齐全，可当场核验。", EN: "0: nothing supports it. 1–2: the writer’s word only. 3: records of their own. 4: a test, patent or user report by others. 5: all of it by others, and checkable on the spot."}, Type: record.Integer{Min: 0, Max: 5}}
	PublicationRemark     = record.TextField{Name: "review_note", Label: record.Label{ZH: "评审意见", EN: "Remark of the review"}, Step: true, See: record.Insiders, Type: record.Text{Max: 1000, Lines: true}}
	PublicationBasis      = record.ChoiceField{Name: "basis", Label: record.Label{ZH: "发布依据", EN: "Basis of publication"}, Step: true, See: record.Public, Help: record.Label{ZH: "未经本机构评审而直接发布的，须说明由谁审核。", EN: "Where it was not reviewed here: who has examined it."}, Type: record.Choice{From: vocab.Bases}}
	PublicationExpires    = record.DateField{Name: "expires", Label: record.Label{ZH: "发布有效期至", EN: "Published until"}, Filter: true, Step: true, Help: record.Label{ZH: "不填为 12 个月，到期前 30 天提醒续期。", EN: "Twelve months if left empty; a reminder comes 30 days before."}}
	PublicationWarns      = record.DateField{Name: "warns", Label: record.Label{ZH: "续期提醒日期", EN: "Renewal due from"}, Filter: true, Step: true, See: record.Insiders}
	PublicationContact    = record.TextField{Name: "contact", Label: record.Label{ZH: "联系方式（技术经理人）", EN: "Contact (through the broker)"}, Help: record.Label{ZH: "填服务岗位和电话，不填个人手机号；意向方经技术经理人联系。", EN: "The desk and its telephone, no private number: those interested come through the broker."}, Type: record.Text{Max: 200}}
	PublicationDetail     = record.TextField{Name: "detail", Label: record.Label{ZH: "不公开的细节", EN: "Details kept back"}, See: record.Insiders | record.Ally, Help: record.Label{ZH: "仅所属单位、本机构业务人员和联盟成员可见，不参与检索和匹配。", EN: "Seen by the owner, the market's staff and allies; neither searched nor matched."}, Type: record.Text{Max: 8000, Lines: true}}
)

// Scores are the four criteria of a review.
func Scores() []record.IntegerField {
	return []record.IntegerField{PublicationClear, PublicationMeasurable, PublicationComplete, PublicationEvidenced}
}

// Published reports whether an achievement or a need is open to everybody now.
func Published(r record.Record) bool {
	switch r.Kind {
	case "achievement":
		return r.State == "shared" || r.State == "expiring"
	case "need":
		return r.State == "open" || r.State == "expiring"
	}
	return false
}

var figureIn = regexp.MustCompile(`[0-9０-９]+(\.[0-9]+)?\s*(%|％|‰|[a-zA-Zμ°℃Ω]|万|元|吨|千|公|毫|微|年|天|小时|分|秒|倍|次|台|件|亩|克|度)`)

// advice collects what the writer of a record is advised of.
type advice []record.Advice

func (a *advice) want(criterion record.IntegerField, hint text.Label, met bool) {
	*a = append(*a, record.Advice{Criterion: criterion.Name, Hint: hint, Met: met})
}

// long reports whether a text has at least so many characters in some language.
func long(v any, least int) bool {
	for _, lang := range text.Langs() {
		if utf8.RuneCountInString(strings.TrimSpace(record.Words(v, lang))) >= least {
			return true
		}
	}
	return false
}

// measurable reports whether texts hold a number with a unit.
func measurable(texts ...any) bool {
	for _, v := range texts {
		for _, lang := range text.Langs() {
			if figureIn.MatchString(record.Words(v, lang)) {
				return true
			}
		}
	}
	return false
}

func adviseAchievement(r record.Record) []record.Advice {
	f := r.Fields
	var a advice
	a.want(PublicationClear, text.AdviceTitle, long(f[AchievementTitle.Name], 8))
	a.want(PublicationClear, text.AdviceSummary, long(f[AchievementSummary.Name], 60))
	a.want(PublicationMeasurable, text.AdviceMeasurable, measurable(f[AchievementSummary.Name]))
	a.want(PublicationComplete, text.AdviceField, AchievementField.In(r) && AchievementRegion.In(r))
	a.want(PublicationComplete, text.AdviceTerms, AchievementTerms.In(r) && AchievementPrice.In(r))
	a.want(PublicationComplete, text.AdviceKeywords, len(AchievementKeywords.Of(r)) >= 3)
	a.want(PublicationEvidenced, text.AdviceReadiness, AchievementReadiness.In(r) && AchievementAssessor.In(r) && (AchievementEvidence.In(r) || AchievementProof.In(r)))
	a.want(PublicationEvidenced, text.AdviceProperty, AchievementProperty.In(r) && (AchievementProperty.Of(r) == "none" || AchievementStatus.In(r)))
	return a
}

func adviseNeed(r record.Record) []record.Advice {
	f := r.Fields
	var a advice
	a.want(PublicationClear, text.AdviceTitle, long(f[NeedTitle.Name], 8))
	a.want(PublicationClear, text.AdviceProblem, long(f[NeedProblem.Name], 60))
	a.want(PublicationMeasurable, text.AdviceMeasurable, measurable(f[NeedTarget.Name], f[NeedProblem.Name]))
	a.want(PublicationComplete, text.AdviceField, NeedField.In(r) && NeedRegion.In(r))
	a.want(PublicationComplete, text.AdviceBudget, NeedBudget.In(r) && NeedCloses.In(r))
	a.want(PublicationComplete, text.AdviceKeywords, len(NeedKeywords.Of(r)) >= 3)
	return a
}

func checkPrice(r record.Record) error {
	if AchievementPriceTo.In(r) && AchievementPriceTo.Of(r) < AchievementPrice.Of(r) {
		return fault.Invalid(AchievementPriceTo.Name, text.PriceRange)
	}
	return nil
}

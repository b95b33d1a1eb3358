package match

import "strconv"

// What an agreement adds to the score. A rare word of a short text adds about 8.
const (
	agreeSame = 2.0 // the same code, or the same prefecture
	agreeNear = 1.0 // the same province, section of industries or class of patents, or one step of readiness short
	agreeMost = agreeSame
)

// readiness is the facet whose codes are levels: a need is met by its level and any above it.
const readiness = "readiness"

// agreement is what the score gains from have where the query's own code is need.
func agreement(name, need, have string) float64 {
	switch {
	case need == have:
		return agreeSame
	case name == readiness:
		return agreementOfLevels(need, have)
	case isPatentClass(need) && isPatentClass(have):
		return common(need, have, 4, 3)
	case isRegion(need) && isRegion(have):
		return common(need, have, 4, 2)
	case isIndustry(need) && isIndustry(have) && need[0] == have[0]:
		return agreeNear
	}
	return 0
}

// common rewards the same beginning, of same or near characters.
func common(need, have string, same, near int) float64 {
	switch {
	case need[:same] == have[:same]:
		return agreeSame
	case need[:near] == have[:near]:
		return agreeNear
	}
	return 0
}

func agreementOfLevels(need, have string) float64 {
	n, err := strconv.Atoi(need)
	h, wrong := strconv.Atoi(have)
	switch {
	case err != nil || wrong != nil:
		return 0
	case h >= n:
		return agreeSame
	case h == n-1:
		return agreeNear
	}
	return 0
}

// Freshness adds this much to a record of the query's own day, half of it after a year.
const (
	freshMost = 0.5
	freshHalf = 365
)

// freshness is what the score gains from a record's day; nothing where either day is unknown.
func freshness(today, day int32) float64 {
	if today == 0 || day == 0 {
		return 0
	}
	age := max(today-day, 0)
	return freshMost * float64(freshHalf) / float64(freshHalf+age)
}

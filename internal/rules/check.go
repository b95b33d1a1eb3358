package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/text"
)

// verdict is what the facts say on a rule; no result where the rule does not concern the contract.
type verdict struct {
	result Result
	why    text.Label
}

type check = func(Facts, Pack) verdict

// checks judges rules by their codes. A rule that is not here is a person's to judge.
var checks = map[string]check{
	"written":      written,
	"in_force":     inForce,
	"parties":      partiesClear,
	"seller_buyer": partiesDiffer,
	"subject":      stated(func(f Facts) string { return f.Subject }),
	"price":        priceClear,
	"amounts":      amountsAgree,
	"samples":      samples,
	"named":        named,
	"seals":        sealed,
	"materials":    materials,
	"translated":   translated,
	"currency":     currency,
	"mixed":        mixed,
	"duplicate":    duplicate,
	"large":        large,
	"disputed":     disputed,

	"dev_goal":       stated(func(f Facts) string { return f.Goal }),
	"dev_solution":   stated(func(f Facts) string { return f.Novelty }),
	"dev_innovation": stated(func(f Facts) string { return f.Novelty }),
	"dev_targets":    stated(func(f Facts) string { return f.Targets }),
	"dev_acceptance": stated(func(f Facts) string { return f.Acceptance }),

	"transfer_existing":  existing,
	"transfer_ownership": stated(func(f Facts) string { return f.Ownership }),
	"licence_existing":   existing,
	"licence_scope":      stated(func(f Facts) string { return f.Ownership }),
	"consulting_project": stated(func(f Facts) string { return f.Subject }),
	"consulting_report":  stated(func(f Facts) string { return f.Acceptance }),
	"service_problem":    stated(func(f Facts) string { return f.Subject }),
	"service_targets":    stated(func(f Facts) string { return f.Targets }),
	"service_routine":    named,
}

func say(result Result, m text.Message, args ...any) verdict {
	return verdict{result, text.Said(m, args...)}
}

func person(Facts, Pack) verdict { return say(Unsure, text.WhyPerson) }

// stated finds an empty statement; what a statement says is a person's to judge.
func stated(of func(Facts) string) check {
	return func(f Facts, _ Pack) verdict {
		if strings.TrimSpace(of(f)) == "" {
			return say(Unmet, text.WhyNotStated)
		}
		return say(Unsure, text.WhyStated)
	}
}

func written(f Facts, _ Pack) verdict {
	switch f.Form {
	case "":
		return say(Unsure, text.WhyFormUnknown)
	case "oral":
		return say(Unmet, text.WhyOral)
	}
	return say(Met, text.WhyWritten)
}

func inForce(f Facts, _ Pack) verdict {
	switch {
	case f.ValidFrom == "" || f.Submitted == "":
		return say(Unsure, text.WhyTermUnknown)
	case f.Submitted < f.ValidFrom || f.ValidTo != "" && f.Submitted > f.ValidTo:
		return say(Unmet, text.WhyOutOfTerm, f.Submitted, f.ValidFrom, f.ValidTo)
	}
	return say(Met, text.WhyInTerm, f.Submitted)
}

func partiesClear(f Facts, _ Pack) verdict {
	all := slices.Concat(f.Sellers, f.Buyers)
	if len(f.Sellers) == 0 || len(f.Buyers) == 0 || slices.Contains(all, "") {
		return say(Unmet, text.WhyPartiesMissing, len(f.Sellers), len(f.Buyers))
	}
	return say(Met, text.WhyParties, len(f.Sellers), len(f.Buyers))
}

func partiesDiffer(f Facts, _ Pack) verdict {
	for _, code := range f.Sellers {
		if code != "" && slices.Contains(f.Buyers, code) {
			return say(Unmet, text.WhySameParty, code)
		}
	}
	return say(Met, text.WhyDifferent)
}

func priceClear(f Facts, _ Pack) verdict {
	switch {
	case f.Royalty:
		return say(Unsure, text.WhyRoyalty)
	case f.Total <= 0:
		return say(Unmet, text.WhyNoPrice)
	}
	return say(Met, text.WhyPrice, yuan(f.Total))
}

func amountsAgree(f Facts, _ Pack) verdict {
	deducted := Deducted(f.Deductions)
	if !AmountsAgree(f.Total, f.Technical, f.Deductions) {
		return say(Unmet, text.WhyAmountsDiffer, yuan(f.Total), yuan(deducted), yuan(f.Technical))
	}
	return say(Met, text.WhyAmounts, yuan(f.Total), yuan(deducted), yuan(f.Technical))
}

func samples(f Facts, _ Pack) verdict {
	var what []string
	for _, d := range f.Deductions {
		if d.Sample {
			what = append(what, d.What)
		}
	}
	if what == nil {
		return verdict{}
	}
	return say(Unsure, text.WhySamples, strings.Join(what, "、"))
}

// named looks for words of trades that are often dressed as technology, and for a
// price that is mostly goods.
func named(f Facts, p Pack) verdict {
	said := strings.ToLower(f.Title + "\n" + f.Subject)
	for _, word := range p.Suspects {
		if strings.Contains(said, word) {
			return say(Unmet, text.WhySuspect, word)
		}
	}
	if f.Total > 0 && f.Technical*2 < f.Total {
		return say(Unsure, text.WhyMostlyGoods, yuan(f.Technical), yuan(f.Total))
	}
	return say(Unsure, text.WhyNoSuspect)
}

func sealed(f Facts, _ Pack) verdict {
	switch f.Sealed {
	case "yes":
		return say(Met, text.WhySealed)
	case "no":
		return say(Unmet, text.WhyNotSealed)
	}
	return say(Unsure, text.WhySealUnknown)
}

func materials(f Facts, _ Pack) verdict {
	if f.Files == 0 {
		return say(Unmet, text.WhyNoFiles)
	}
	return say(Met, text.WhyFiles, f.Files)
}

func translated(f Facts, _ Pack) verdict {
	switch {
	case f.Foreign.Currency == "" && f.Foreign.Translated == "":
		return verdict{}
	case f.Foreign.Translated == "yes":
		return say(Met, text.WhyTranslated)
	case f.Foreign.Translated == "no":
		return say(Unmet, text.WhyNotTranslated)
	}
	return say(Unsure, text.WhyForeignLanguage)
}

func currency(f Facts, _ Pack) verdict {
	switch {
	case f.Foreign.Currency == "":
		return verdict{}
	case f.Foreign.Amount <= 0 || f.Foreign.Rate == "" || f.Total <= 0:
		return say(Unmet, text.WhyNotConverted, f.Foreign.Currency)
	}
	return say(Met, text.WhyConverted, f.Foreign.Currency, yuan(f.Foreign.Amount), f.Foreign.Rate)
}

func mixed(f Facts, _ Pack) verdict {
	switch {
	case !f.Mixed:
		return verdict{}
	case f.Technical <= 0 || f.Technical >= f.Total:
		return say(Unmet, text.WhyMixedWhole)
	}
	return say(Unsure, text.WhyMixed, yuan(f.Technical))
}

func duplicate(f Facts, _ Pack) verdict {
	if len(f.Alike) == 0 {
		return say(Met, text.WhyNoneAlike)
	}
	return say(Unmet, text.WhyAlike, strings.Join(f.Alike, "、"))
}

func large(f Facts, p Pack) verdict {
	switch {
	case p.Large == 0:
		return verdict{}
	case f.Technical >= p.Large:
		return say(Unmet, text.WhyLarge, yuan(f.Technical), yuan(p.Large))
	}
	return say(Met, text.WhyNotLarge, yuan(f.Technical), yuan(p.Large))
}

func disputed(f Facts, _ Pack) verdict {
	if f.Disputes > 0 {
		return say(Unmet, text.WhyDisputed, f.Disputes)
	}
	return say(Met, text.WhyUndisputed)
}

// existing wants a result that is named by its intellectual property.
func existing(f Facts, _ Pack) verdict {
	if f.Property == "" || f.Property == "none" {
		return say(Unsure, text.WhyNoProperty)
	}
	return say(Unsure, text.WhyProperty)
}

// yuan writes fen as yuan, its thousands grouped.
func yuan(fen int64) string {
	if fen < 0 {
		return "-" + yuan(-fen)
	}
	whole := strconv.FormatInt(fen/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s.%02d", whole, fen%100)
}

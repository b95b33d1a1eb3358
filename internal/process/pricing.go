package process

import (
	"slices"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/rules"
	"heitu/internal/text"
)

// Pricing is how the price of a service invention is published, contested and settled.
var Pricing = add(flow.Process{
	Kind:    kinds.Pricing.Name,
	Version: 1,
	Check:   holderPrices,
	Steps: []flow.Step{
		{
			Name: "publish", Label: text.Label{ZH: "公示", EN: "Publish"}, From: []string{"draft"}, To: "published", By: record.Insiders,
			Asks:  []string{kinds.PricingFrom.Name, kinds.PricingUntil.Name, kinds.PricingPlace.Name},
			Needs: []string{kinds.PricingPlace.Name}, Guard: publishedLong, Effect: publishFrom,
		},
		{
			Name: "settle", Label: text.Label{ZH: "确定价格", EN: "Settle"}, From: []string{"published"}, To: "settled", By: record.Insiders, Due: kinds.PricingUntil.Name,
			Asks: []string{kinds.PricingPrice.Name}, Needs: []string{kinds.PricingPrice.Name}, Guard: uncontested,
			Effect: func(s flow.Scene) (flow.Effects, error) {
				return flow.Effects{Set: map[string]any{kinds.PricingSettled.Name: s.Today()}}, nil
			},
		},
		{Name: "revise", Label: text.Label{ZH: "重新定价", EN: "Price again"}, From: []string{"published"}, To: "draft", By: record.Insiders},
		{Name: "withdraw", Label: text.Label{ZH: "撤回", EN: "Withdraw"}, From: []string{"draft", "published"}, To: "withdrawn", By: record.Insiders},
	},
})

// holderPrices lets only the unit that holds an achievement price it; a price of
// somebody else can still be taken back.
func holderPrices(s flow.Scene) error {
	if s.Step == "withdraw" {
		return nil
	}
	achievement, err := s.Reader.Record(kinds.PricingAchievement.Of(s.Record))
	if err == nil && kinds.AchievementOwner.Of(achievement) != kinds.PricingUnit.Of(s.Record) {
		err = fault.Invalid(kinds.PricingUnit.Name, text.UnitNotHolder)
	}
	return err
}

// publishedLong demands, of an agreed price, the price and its days before the eyes of the unit.
func publishedLong(s flow.Scene) error {
	from, until := publicationOf(s), kinds.PricingUntil.Of(s.Record)
	if from < s.Today() {
		return fault.Invalid(kinds.PricingFrom.Name, text.DateInPast, s.Today())
	}
	if until != "" && until < from {
		return fault.Invalid(kinds.PricingUntil.Name, text.DateInPast, from)
	}
	if kinds.PricingWay.Of(s.Record) != "agreement" {
		return nil
	}
	if kinds.PricingPrice.Of(s.Record) <= 0 {
		return fault.Invalid(kinds.PricingPrice.Name, text.PriceToPublish)
	}
	start, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return fault.Invalid(kinds.PricingFrom.Name, text.NotDate)
	}
	if least := start.AddDate(0, 0, rules.ServiceInvention.Publication.Days).Format(time.DateOnly); until < least {
		return fault.Invalid(kinds.PricingUntil.Name, text.PublishedTooShort, rules.ServiceInvention.Publication.Days, least, rules.ServiceInvention.Publication.Source)
	}
	return nil
}

func publicationOf(s flow.Scene) string {
	if kinds.PricingFrom.In(s.Record) {
		return kinds.PricingFrom.Of(s.Record)
	}
	return s.Today()
}

func publishFrom(s flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.PricingFrom.Name: publicationOf(s)}}, nil
}

// uncontested keeps an agreed price from being settled before its days are over, changed
// behind them, or while an objection is open or upheld.
func uncontested(s flow.Scene) error {
	objections, err := s.Reader.Having(kinds.Objection.Name, kinds.ObjectionPricing.Name, s.Record.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(objections, func(o record.Record) bool {
		return o.State == "filed" || o.State == "upheld" && o.At >= s.Record.At // what was upheld before has been heard by pricing again
	}) {
		return fault.Conflict(text.PriceContested)
	}
	if kinds.PricingWay.Of(s.Record) != "agreement" {
		return nil
	}
	if until := kinds.PricingUntil.Of(s.Record); s.Today() <= until {
		return fault.Conflict(text.StillPublished, until)
	}
	was, err := s.Reader.Record(s.Record.ID)
	if err == nil && kinds.PricingPrice.Of(was) != kinds.PricingPrice.Of(s.Record) {
		err = fault.Invalid(kinds.PricingPrice.Name, text.PriceAsPublished)
	}
	return err
}

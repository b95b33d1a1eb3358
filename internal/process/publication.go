package process

import (
	"slices"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// What a review has to reach, and how long a record stays published.
const (
	passing     = 10 // of 20, and no criterion at zero
	lifeMonths  = 12
	mostMonths  = 24
	warningDays = 30
)

// reviewFields are what a step of review asks for.
func reviewFields() []string {
	var names []string
	for _, f := range kinds.Scores() {
		names = append(names, f.Name)
	}
	return append(names, kinds.PublicationRemark.Name)
}

// mayReview demands all four scores, by somebody who did not write the record as
// long as the market has another broker. What was sent back has to change first.
func mayReview(s flow.Scene) error {
	for _, f := range kinds.Scores() {
		if !f.In(s.Record) {
			return fault.Invalid(f.Name, text.ScoresRequired)
		}
	}
	if s.Record.Step == "return" {
		return fault.Conflict(text.ChangeFirst)
	}
	if s.Actor == "" || s.Record.By != s.Actor {
		return nil
	}
	accounts, err := s.Reader.Having(kinds.Account.Name, "state", "active")
	if err != nil {
		return err
	}
	if slices.ContainsFunc(accounts, func(a record.Record) bool {
		return a.ID != s.Actor && slices.Contains(kinds.AccountRoles.Of(a), "broker")
	}) {
		return fault.Denied(text.OwnReview)
	}
	return nil
}

// mayPublish demands that a review here was passed, or that somebody says who else
// has examined the record.
func mayPublish(s flow.Scene) error {
	return fault.Join(wellFounded(s), timely(s))
}

func wellFounded(s flow.Scene) error {
	if s.Record.State != "reviewed" {
		switch kinds.PublicationBasis.Of(s.Record) {
		case "":
			return fault.Invalid(kinds.PublicationBasis.Name, text.BasisRequired)
		case "review":
			return fault.Invalid(kinds.PublicationBasis.Name, text.BasisReviewed)
		}
		return nil
	}
	sum, least := int64(0), int64(5)
	for _, f := range kinds.Scores() {
		sum, least = sum+f.Of(s.Record), min(least, f.Of(s.Record))
	}
	if sum < passing || least == 0 {
		return fault.Conflict(text.ScoreTooLow, sum, passing)
	}
	return nil
}

// timely refuses an end of publication that has passed or lies too far ahead.
func timely(s flow.Scene) error {
	end := kinds.PublicationExpires.Of(s.Record)
	if last := later(s, mostMonths); end > last {
		return fault.Invalid(kinds.PublicationExpires.Name, text.ExpiryTooFar, mostMonths, last)
	}
	if end != "" && end < s.Today() && s.Step != "renew" {
		return fault.Invalid(kinds.PublicationExpires.Name, text.DayPassed, s.Today())
	}
	return nil
}

// published sets how long it stays so, and on what basis.
func published(s flow.Scene) map[string]any {
	end := kinds.PublicationExpires.Of(s.Record)
	if end == "" {
		end = later(s, lifeMonths)
	}
	set := term(end)
	if s.Record.State == "reviewed" {
		set[kinds.PublicationBasis.Name] = "review"
	}
	return set
}

// renewed prolongs the publication: until the day given, or by as much as at first
// where that lies within the time of warning.
func renewed(s flow.Scene) (flow.Effects, error) {
	end := kinds.PublicationExpires.Of(s.Record)
	if dayAfter(end, -warningDays) <= s.Today() {
		end = later(s, lifeMonths)
	}
	return flow.Effects{Set: term(end)}, nil
}

// unpublished lets a withdrawn record begin anew when it is published again.
func unpublished(flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.PublicationExpires.Name: nil, kinds.PublicationWarns.Name: nil, kinds.PublicationBasis.Name: nil}}, nil
}

func term(end string) map[string]any {
	return map[string]any{kinds.PublicationExpires.Name: end, kinds.PublicationWarns.Name: dayAfter(end, -warningDays)}
}

// later is today in so many months.
func later(s flow.Scene, months int) string { return record.Day(s.Now.AddDate(0, months, 0)) }

// dayAfter counts days from a day, "" from none.
func dayAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

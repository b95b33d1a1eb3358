package notify

import (
	"time"

	ics "github.com/arran4/golang-ical"
)

// Event is a day on which something is to be done.
type Event struct {
	ID    string // stays the same when the event changes
	Day   string // as 2006-01-02
	Title string
	Link  string
	At    time.Time // when it was last changed
}

// Calendar writes events as iCalendar (RFC 5545), for a calendar program to follow.
func Calendar(name string, events ...Event) string {
	c := ics.NewCalendarFor("Heitu")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(name)
	for _, e := range events {
		day, err := time.Parse("2006-01-02", e.Day)
		if err != nil {
			continue
		}
		entry := c.AddEvent(e.ID + "@heitu")
		entry.SetDtStampTime(e.At)
		entry.SetModifiedAt(e.At)
		entry.SetAllDayStartAt(day)
		entry.SetAllDayEndAt(day.AddDate(0, 0, 1))
		entry.SetSummary(e.Title)
		entry.SetURL(e.Link)
	}
	return c.Serialize(ics.WithNewLineWindows)
}

package rules

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"heitu/internal/text"
)

//go:embed calendar/*.csv
var calendarFiles embed.FS

// Calendar says on which days work is done: Monday to Friday, but for the
// holidays and make-up days (调休) that the State Council sets for each year.
type Calendar struct {
	years map[int]Year
	days  map[string]bool // whether work is done on a day that differs from its weekday
}

// Year says where the days of a year were read.
type Year struct {
	Year   int
	Status string // Verified or Unverified
	Source string
}

// WorkingDays is the calendar of the State Council's notices.
var WorkingDays = loadCalendar()

// loadCalendar reads the embedded calendar. It is part of the program, so a
// broken one stops it at once.
func loadCalendar() Calendar {
	c := Calendar{years: map[int]Year{}, days: map[string]bool{}}
	for _, row := range rowsOf("calendar/years.csv", 3) {
		day := mustDay(row[0] + "-01-01")
		c.years[day.Year()] = Year{Year: day.Year(), Status: row[1], Source: row[2]}
	}
	for _, row := range rowsOf("calendar/days.csv", 4) {
		for day, last := mustDay(row[0]), mustDay(row[1]); !day.After(last); day = day.AddDate(0, 0, 1) {
			c.days[day.Format(time.DateOnly)] = row[2] == "work"
		}
	}
	return c
}

func rowsOf(name string, fields int) [][]string {
	data, err := calendarFiles.ReadFile(name)
	if err != nil {
		panic(err)
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comment, r.FieldsPerRecord = '#', fields
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("rules: %s: %v", name, err))
	}
	return rows
}

func mustDay(s string) time.Time {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(fmt.Sprintf("rules: calendar: %v", err))
	}
	return day
}

// Works reports whether work is done on a day.
func (c Calendar) Works(day time.Time) bool {
	if works, ok := c.days[day.Format(time.DateOnly)]; ok {
		return works
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// Year returns where the days of a year were read, or false where there is no data.
func (c Calendar) Year(year int) (Year, bool) {
	y, ok := c.years[year]
	return y, ok
}

// Deadline is the last day for something, and what it was reckoned by.
type Deadline struct {
	Day   string
	Basis text.Label
}

// Clock is how long a decision may take from the day of acceptance.
type Clock struct {
	Days    int    `json:"days"`
	Expert  int    `json:"expert"`  // days where experts review
	Working bool   `json:"working"` // whether working days are counted
	Status  string `json:"status"`
	Source  string `json:"source"`
}

// Due is the last day for a decision on what was accepted on a day, "" for what
// is no day. The day of acceptance does not count.
func (c Clock) Due(accepted string, experts bool) Deadline {
	days := c.Days
	if experts {
		days = c.Expert
	}
	start, err := time.Parse(time.DateOnly, accepted)
	if err != nil {
		return Deadline{}
	}
	last, unit := WorkingDays.after(start, days), text.WorkingDays
	if !c.Working {
		last, unit = WorkingDays.naturalAfter(start, days), text.NaturalDays
	}
	said := []text.Label{text.Said(text.DueBasis, accepted, days, unit, c.Source)}
	for year := start.Year(); year <= last.Year(); year++ {
		switch y, ok := WorkingDays.Year(year); {
		case !ok:
			said = append(said, text.Said(text.YearWithoutDays, year))
		case y.Status != Verified:
			said = append(said, text.Said(text.YearUnverified, year))
		}
	}
	return Deadline{Day: last.Format(time.DateOnly), Basis: text.Together(said...)}
}

// after is the day on which the given number of working days has passed.
func (c Calendar) after(day time.Time, working int) time.Time {
	for working > 0 {
		day = day.AddDate(0, 0, 1)
		if c.Works(day) {
			working--
		}
	}
	return day
}

// naturalAfter counts every day; a term that would end on a day off ends on the
// next working day.
func (c Calendar) naturalAfter(day time.Time, days int) time.Time {
	day = day.AddDate(0, 0, days)
	for !c.Works(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// Years lists the years that have data, in order.
func (c Calendar) Years() []Year {
	var list []Year
	for _, y := range c.years {
		list = append(list, y)
	}
	slices.SortFunc(list, func(a, b Year) int { return a.Year - b.Year })
	return list
}
